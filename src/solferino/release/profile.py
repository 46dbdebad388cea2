"""Profiles of publication: what may leave, for whom. A field that none of them names stays inside.

Each is a TOML file that people may copy and edit: `--profile my-profile.toml` takes one's own.
"""

import tomllib
from collections.abc import Mapping
from decimal import Decimal
from functools import cache
from importlib.resources import files
from pathlib import Path
from types import MappingProxyType
from typing import Any, Literal, get_args

from solferino.codec import value
from solferino.errors import UsageError
from solferino.model import VALUE_TYPES

Audience = Literal["internal", "partner", "public"]
Words = Literal["none", "words", "sentence", "text"]
HERE = "solferino.release"
NOUNS = ("case", "document", "source", "statement", "entity", "origin", "copy", "hearing")
# What a release prints of an incident: by which kind of value and which of its fields.
TOLD_BY: Mapping[str, tuple[str, tuple[str, ...]]] = MappingProxyType(
    {
        "date": ("time", ("earliest", "latest", "edtf")),
        "place": ("place", ("name", "country")),
        "facility": ("facility", ("name",)),
        "attack": ("event", ("types",)),
        "weapons": ("weapon", ("weapon",)),
        "effects": ("effect", ("effect",)),
        "figures": ("casualty", ("kind",)),
        "named": ("blame", ("actor",)),
    }
)
MIND = "Copy one of the profiles that come along and change it; docs/publishing.md explains them."


@value
class Grid:
    """How coarse coordinates become, in degrees: sides of the squares they are snapped to.

    A facility that works, or of which it is not known, is snapped to `working`; one that is known
    to be destroyed or given up, to `closed`; a place that is no facility to `place`. Null
    withholds the coordinates.
    """

    working: Decimal | None = None
    closed: Decimal | None = None
    place: Decimal | None = None


@value
class Profile:
    """What may leave. `claims` lists kinds and their fields, `fields` those of other nouns.

    `cleared` names kinds of claims that leave only by an explicit decision. `reviewed` lets only
    accepted and corrected claims out; `words` says how much of a document goes along with them.
    `near` lets places be named that are told closer than a town. `forms` are what is written.
    """

    name: str
    audience: Audience
    says: Mapping[str, str]
    reviewed: bool
    named: Literal["cleared", "unprotected", "all"]
    words: Words
    near: bool
    problems: bool
    claims: Mapping[str, tuple[str, ...]]
    cleared: tuple[str, ...]
    gradings: Literal["cleared", "all", "none"]
    fields: Mapping[str, tuple[str, ...]]
    grid: Grid
    forms: tuple[str, ...]

    @property
    def silent(self) -> frozenset[str]:
        """Name the fields of an incident, as a release prints them, of which it never tells."""
        if self.audience == "internal":
            return frozenset()
        return frozenset(
            name
            for name, (kind, fields) in TOLD_BY.items()
            if not set(fields) & set(self.claims.get(kind, ()))
        )

    @property
    def public(self) -> bool:
        """Whether anybody may see what leaves by it."""
        return self.audience == "public"


@cache
def profiles() -> Mapping[str, Profile]:
    """Load the profiles that come along, by name."""
    folder = files(HERE) / "profiles"
    texts = (f.read_text("utf-8") for f in folder.iterdir() if f.name.endswith(".toml"))
    found = sorted((read_profile(text) for text in texts), key=lambda p: p.name)
    return {p.name: p for p in found}


def profile(wanted: str) -> Profile:
    """Find a profile by its name, or read one's own file; `UsageError` where there is none."""
    if wanted in profiles():
        return profiles()[wanted]
    path = Path(wanted)
    if path.suffix != ".toml" or not path.is_file():
        known = ", ".join(profiles())
        raise UsageError(
            f"no profile is called {wanted}", f"Give one of {known}, or a file of your own (.toml)."
        )
    return read_profile(path.read_text("utf-8"))


def read_profile(text: str) -> Profile:
    """Read a profile; `UsageError` where it is none, or allows what does not exist."""
    try:
        table = tomllib.loads(text)
        found = _profile(table)
    except (tomllib.TOMLDecodeError, KeyError, TypeError, ArithmeticError) as error:
        raise UsageError(f"that is no profile: {error}", MIND) from error
    _sound(found)
    return found


def _profile(table: Mapping[str, Any]) -> Profile:
    return Profile(
        name=table["name"],
        audience=table["audience"],
        says=table["says"],
        reviewed=table["reviewed"],
        named=table["named"],
        words=table["words"],
        near=table["near"],
        problems=table["problems"],
        claims={kind: tuple(fields) for kind, fields in table["claims"].items()},
        cleared=tuple(table["cleared"]),
        gradings=table["gradings"],
        fields={noun: tuple(table["fields"].get(noun, ())) for noun in NOUNS},
        grid=Grid(**{name: Decimal(side) for name, side in table.get("grid", {}).items()}),
        forms=tuple(table["forms"]),
    )


def _sound(profile: Profile) -> None:
    """Refuse what nobody can mean: unknown kinds and fields, a public profile that lets all out."""
    for kind, named in profile.claims.items():
        known = VALUE_TYPES[kind].__dataclass_fields__ if kind in VALUE_TYPES else {}
        for field in (kind, *named):
            if field not in {kind if known else "", *known}:
                raise UsageError(f"profile {profile.name}: no {field} in claims of {kind}", MIND)
    if profile.audience not in get_args(Audience) or profile.words not in get_args(Words):
        raise UsageError(f"profile {profile.name}: unknown audience or words", MIND)
    if profile.public and not (
        profile.reviewed
        and profile.named == "cleared"
        and profile.gradings != "all"
        and profile.words != "text"
        and {"blame", "characterization"} & set(profile.claims) <= set(profile.cleared)
    ):
        raise UsageError(
            f"profile {profile.name} is public, so nothing leaves by it that nobody reviewed",
            "Set reviewed = true, named and gradings = 'cleared', words = 'sentence' or less, "
            "and name blame and characterization under cleared.",
        )
