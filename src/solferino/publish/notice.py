"""What stands on pages and exports that are no publication: how much of it people reviewed."""

from collections.abc import Collection

from solferino.model import Claim
from solferino.ports import Picture

INTERNAL = "internal"
NOTICE = (
    "Internal export: it holds full texts, was proposed by a machine and {reviewed}, "
    "and is not a publication."
)
LEAVING = "Written by the profile {profile}: only what it names is in here (docs/publishing.md)."


def notice(picture: Picture) -> str:
    """Say in a sentence what an export is: internal, or what a profile lets out."""
    if picture.profile == INTERNAL:
        return NOTICE.format(reviewed=reviewed(picture.claims))
    return LEAVING.format(profile=picture.profile)


def reviewed(claims: Collection[Claim]) -> str:
    """Say how many of the values a person has decided; where people disagree, nobody has."""
    done = sum(claim.review != "proposed" for claim in claims)
    if not done:
        return "not reviewed"
    if done == len(claims):
        return "every value reviewed by a person"
    return f"reviewed in part ({done:,} of {len(claims):,} values)"
