"""What may be so of an incident: that it happened, where it hit, its toll, who did it.

Each proposition has the claims that speak of it, and those that deny it, apart from all others.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from solferino.codec import value
from solferino.model import (
    Account,
    Accusation,
    Claim,
    EffectValue,
    EventValue,
    FacilityValue,
    Figure,
    Incident,
    Toll,
    WeaponValue,
)


@value
class Proposition:
    """Something that may be so, with the claims that speak for it and those that deny it.

    `admissions` are claims of an actor's own deed in this incident, `accused` the actors whom
    anybody names as the doer: some schemes grade an occurrence by them too.
    """

    kind: str
    subject: str
    claims: tuple[str, ...]
    denials: tuple[str, ...] = ()
    admissions: tuple[str, ...] = ()
    accused: tuple[str, ...] = ()


def propositions(
    incident: Incident,
    accounts: Sequence[Account],
    claims: Mapping[str, Claim],
    names: Mapping[str, str],
) -> Iterator[Proposition]:
    """List what may be so of an incident; `names` gives entities' own names by id."""
    held = sorted({c for a in accounts for c in a.claims})
    yield Proposition(
        kind="occurrence",
        subject=incident.title,
        claims=tuple(c for c in held if _tells_of_harm(claims[c])),
        admissions=tuple(
            sorted(c for a in incident.responsibility if a.stance == "admitted" for c in a.claims)
        ),
        accused=tuple(sorted({_actor(a) for a in incident.responsibility if a.stance != "denied"})),
    )
    yield from _facility(accounts, claims)
    for toll in incident.casualties:
        yield from _tolls(toll)
    yield from _actors(incident.responsibility, names)


def _tells_of_harm(claim: Claim) -> bool:
    """Whether a claim says that an attack took place, apart from its toll and its place."""
    if isinstance(claim.value, EffectValue):
        return claim.value.effect != "functioning"
    return isinstance(claim.value, EventValue | WeaponValue)


def _facility(accounts: Sequence[Account], claims: Mapping[str, Claim]) -> Iterator[Proposition]:
    """Gather the claims that name what each account says was hit."""
    named: list[tuple[str, str]] = []
    for account in accounts:
        hit = claims[account.facility].value if account.facility is not None else None
        if isinstance(hit, FacilityValue):
            named.extend((hit.name, c) for c in account.claims if _names(claims[c], hit.name))
    if named:
        names = sorted({name for name, _ in named})
        subject = max(names, key=lambda name: sum(name == other for other, _ in named))
        yield Proposition(
            kind="facility", subject=subject, claims=tuple(sorted({c for _, c in named}))
        )


def _names(claim: Claim, name: str) -> bool:
    return isinstance(claim.value, FacilityValue) and (
        claim.value.name == name and claim.value.role == "attacked"
    )


def _tolls(toll: Toll) -> Iterator[Proposition]:
    """Take each figure that stands: equal figures together, different ones apart."""
    by_words: dict[str, set[str]] = {}
    for figure in toll.figures:
        if figure.status == "current":
            subject = f"{toll.kind}, {toll.group}: {_in_words(figure)}"
            by_words.setdefault(subject, set()).update(figure.claims)
    for subject, held in sorted(by_words.items()):
        yield Proposition(kind="toll", subject=subject, claims=tuple(sorted(held)))


def _in_words(figure: Figure) -> str:
    if figure.qualifier == "vague" or (figure.min is None and figure.max is None):
        return "a number not stated"
    if figure.min == figure.max:
        return f"about {figure.min}" if figure.qualifier == "about" else f"{figure.min}"
    if figure.max is None:
        return f"at least {figure.min}"
    return f"at most {figure.max}" if figure.min is None else f"{figure.min} to {figure.max}"


def _neutral(held: Sequence[Accusation], names: Mapping[str, str]) -> str:
    """Name an actor by its entity's own name, else by the shortest wording, the least coloured."""
    known = next((names[a.entity] for a in held if a.entity and a.entity in names), None)
    return known or min((a.actor for a in held), key=lambda name: (len(name), name))


def _actors(accusations: Iterable[Accusation], names: Mapping[str, str]) -> Iterator[Proposition]:
    """Take each actor whom anybody blames or who admits it; denials stand beside it."""
    by_actor: dict[str, list[Accusation]] = {}
    for accusation in accusations:
        by_actor.setdefault(_actor(accusation), []).append(accusation)
    for held in by_actor.values():
        blamed = sorted({c for a in held if a.stance != "denied" for c in a.claims})
        if blamed:
            yield Proposition(
                kind="actor",
                subject=_neutral(held, names),
                claims=tuple(blamed),
                denials=tuple(sorted({c for a in held if a.stance == "denied" for c in a.claims})),
            )


def _actor(accusation: Accusation) -> str:
    return accusation.entity or accusation.actor.casefold()
