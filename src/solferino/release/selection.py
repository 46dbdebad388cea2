"""Which values leave by a profile; of each that stays inside: why, and what would let it out."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from solferino.codec import value
from solferino.model import Account, Claim, Clearances, Grading, Incident, PlaceValue
from solferino.model.clearance import graded, worth
from solferino.ports import Picture
from solferino.release.profile import Profile
from solferino.weigh.propositions import propositions

NEARER = ("neighbourhood", "part", "outskirts")  # told closer than a town
REVIEW = "Accept or correct it on the desk, if it is right."
WITHDRAWN = "whoever gave the file withdrew the permission"
UNDECIDED = "it needs a decision"
UNGROUNDED = "no value that it grades leaves"
REVIEW_GRADED = "Accept or correct a value that it grades, if it is right, and let blame out."
EXPLICIT = "it needs an explicit decision"
ELSEWHERE = "it belongs to no incident that was chosen"
Chosen = frozenset[str] | None
SPEAKS_OF = {"actor": ("blame", "actor"), "facility": ("facility", "name")}  # kind of value, field
DECIDE = "Let it out by a decision: `solferino clear CASE {of} {about}`, or on the desk's page."


@value
class Withheld:
    """One thing that stays inside: what it is, why, and what would let it out ("": nothing).

    `called` is what a decision to let it out is bound to, "" where no decision does so.
    """

    kind: str
    about: str
    said: str
    why: str
    remedy: str = ""
    called: str = ""


@value
class Selected:
    """The claims that leave, sorted by id, and what stays inside with reasons."""

    claims: tuple[Claim, ...]
    withheld: tuple[Withheld, ...]


def select(
    picture: Picture, profile: Profile, clearances: Clearances, chosen: Chosen = None
) -> Selected:
    """Part the claims of a picture into those that leave and those that do not.

    `chosen` are the incidents (by id) of which anything leaves; null means all.
    """
    within = _within(picture, chosen)
    disputed = frozenset(picture.disputed)
    gone = frozenset(d.id for d in picture.documents if clearances.withdrawn(d.receipt))
    leaving, withheld = [], []
    for claim in sorted(picture.claims, key=lambda c: c.id):
        reason = _reason(claim, profile, clearances, disputed=claim.id in disputed)
        if within is not None and claim.id not in within:
            reason = (ELSEWHERE, "")
        if claim.span.document in gone and profile.audience != "internal":
            reason = (WITHDRAWN, "")
        if reason is None:
            leaving.append(claim)
        else:
            why, remedy = reason
            withheld.append(
                Withheld(
                    kind=claim.kind,
                    about=claim.id,
                    said=claim.span.text,
                    why=why,
                    remedy=remedy,
                    called=worth(claim) if why == EXPLICIT else "",
                )
            )
    return Selected(claims=tuple(leaving), withheld=tuple(withheld))


def _within(picture: Picture, chosen: Chosen) -> frozenset[str] | None:
    """Give the claims of the incidents that were chosen; null where all were."""
    if chosen is None:
        return None
    accounts = {a for i in picture.incidents if i.id in chosen for a in i.accounts}
    return frozenset(c for a in picture.accounts if a.id in accounts for c in a.claims)


def _reason(
    claim: Claim, profile: Profile, clearances: Clearances, *, disputed: bool
) -> tuple[str, str] | None:
    """Say why a claim stays inside; null where it leaves."""
    if profile.audience == "internal":
        return None
    if claim.review == "rejected":
        return "a person rejected it", ""
    reviewed = claim.review in ("accepted", "corrected")
    near = isinstance(claim.value, PlaceValue) and claim.value.precision in NEARER
    undecided = claim.kind in profile.cleared and not clearances.claim(claim)
    grounds = (
        (claim.kind not in profile.claims, f"{profile.name} lets nothing of this kind out", ""),
        (profile.reviewed and disputed, "people do not agree on it", "Settle it between you."),
        (profile.reviewed and not reviewed, "nobody has reviewed it", REVIEW),
        (
            undecided,
            EXPLICIT,
            DECIDE.format(of="claim", about=claim.id[:12]),
        ),
        (near and not profile.near, "it is told closer than a town", ""),
    )
    return next(((why, remedy) for holds, why, remedy in grounds if holds), None)


def select_gradings(
    picture: Picture,
    profile: Profile,
    clearances: Clearances,
    told: tuple[Sequence[Incident], frozenset[str]],
) -> tuple[tuple[Grading, ...], tuple[Withheld, ...]]:
    """Part the gradings of some incidents likewise; `told` are these and the claims that leave.

    A grade names what it grades. Where no claim that says so leaves, nor does the grade.
    """
    incidents, values = told
    accounts = {i.id: i.accounts for i in incidents}
    spoken_of = frozenset(_spoken_of(picture, incidents, values))
    leaving, withheld = [], []
    for grading in picture.gradings:
        held = accounts.get(grading.incident)
        if held is None:
            continue
        cleared = clearances.grading(grading, held)
        none = profile.gradings == "none" or _speaks_of_what_stays(grading, profile)
        spoken = _about(grading) in spoken_of
        if not none and spoken and (profile.gradings == "all" or cleared):
            leaving.append(grading)
        else:
            why = _no_grade(profile) if none else UNDECIDED if spoken else UNGROUNDED
            withheld.append(_withheld(grading, min(held), why))
    return tuple(leaving), tuple(withheld)


def _withheld(grading: Grading, about: str, why: str) -> Withheld:
    name = f"{grading.scheme}:{grading.proposition}"
    remedies = {
        UNDECIDED: DECIDE.format(of="grading", about=f"{grading.incident[:12]} {name}"),
        UNGROUNDED: REVIEW_GRADED,
    }
    return Withheld(
        kind="grading",
        about=about,
        said=": ".join(p for p in (name, grading.subject, grading.grade) if p),
        why=why,
        remedy=remedies.get(why, ""),
        called=graded(grading) if why == UNDECIDED else "",
    )


Graded = tuple[str, str, str]  # incident (id), proposition, what it is about


def _about(grading: Grading) -> Graded:
    named = "" if grading.proposition == "occurrence" else grading.subject
    return grading.incident, grading.proposition, named


def _spoken_of(
    picture: Picture, incidents: Sequence[Incident], values: frozenset[str]
) -> Iterator[Graded]:
    """Name the propositions of which at least one claim leaves, as the case has them."""
    claims = {c.id: c for c in picture.claims}
    accounts = {a.id: a for a in picture.accounts}
    names = {e.id: e.name for e in picture.entities}
    for incident in incidents:
        held = [_known(accounts[a], claims) for a in incident.accounts if a in accounts]
        for found in propositions(incident, held, claims, names):
            if values & set(found.claims):
                named = "" if found.kind == "occurrence" else found.subject
                yield incident.id, found.kind, named


def _known(account: Account, claims: Mapping[str, Claim]) -> Account:
    own = tuple(c for c in account.claims if c in claims)
    return replace(
        account, claims=own, facility=account.facility if account.facility in claims else None
    )


def _speaks_of_what_stays(grading: Grading, profile: Profile) -> bool:
    """Whether a grade is of what a profile never tells: who did it, or which facility it was."""
    kind, field = SPEAKS_OF.get(grading.proposition, ("", ""))
    return bool(kind) and field not in profile.claims.get(kind, ())


def _no_grade(profile: Profile) -> str:
    none = profile.gradings == "none"
    return f"{profile.name} lets {'no grades' if none else 'nothing of this kind'} out"
