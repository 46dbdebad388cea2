"""Grade what is said of each incident: that it happened, where it hit, its toll, who did it.

Method: `profiles/solferino.toml`. Propositions are graded, never incidents, and each by the
origins of its own claims alone.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from types import MappingProxyType

from solferino.codec import value
from solferino.model import (
    Account,
    Accusation,
    CasualtyValue,
    Claim,
    EffectValue,
    EventValue,
    FacilityValue,
    Figure,
    Grading,
    Incident,
    Origin,
    Statement,
    Toll,
    WeaponValue,
)
from solferino.model.terms import Relation
from solferino.weigh.profile import Profile, profile

Supports = Callable[[Claim], bool]


NOBODY: Mapping[str, str] = MappingProxyType({})


@value
class Proposition:
    """Something that may be so, with the claims that speak for it and those that deny it."""

    kind: str
    subject: str
    claims: tuple[str, ...]
    denials: tuple[str, ...] = ()


def grade(
    incidents: Sequence[Incident],
    accounts: Sequence[Account],
    origins: Sequence[Origin],
    claims: Sequence[Claim],
    statements: Sequence[Statement],
    names: Mapping[str, str] = NOBODY,
) -> tuple[Grading, ...]:
    """Grade every proposition of every incident, in order of incident, proposition, subject.

    `names` gives entities' own names by id: an actor is graded under it, not as anybody words it.
    """
    scheme = profile()
    bench = Bench(scheme, origins, claims, statements)
    by_id = {a.id: a for a in accounts}
    found: list[Grading] = []
    for incident in incidents:
        own = [by_id[a] for a in sorted(incident.accounts)]
        found.extend(
            bench.grading(incident.id, p) for p in _propositions(incident, own, bench, names)
        )
    return tuple(sorted(found, key=lambda g: (g.incident, g.proposition, g.subject)))


class Bench:
    """Answers, for a scheme, which origins speak for a claim and what they make together."""

    def __init__(
        self,
        scheme: Profile,
        origins: Sequence[Origin],
        claims: Sequence[Claim],
        statements: Sequence[Statement],
    ) -> None:
        """Index origins by the claims that rest on them."""
        self.scheme = scheme
        self.claims = {c.id: c for c in claims}
        self.statements = {s.id: s for s in statements}
        self.origins: dict[str, list[Origin]] = {}
        for origin in sorted(origins, key=lambda o: o.id):
            for claim in origin.claims:
                self.origins.setdefault(claim, []).append(origin)

    def grading(self, incident: str, proposition: Proposition) -> Grading:
        """Grade one proposition, with its inputs in one sentence."""
        origins = self._behind(c for c in proposition.claims if self._supports(c))
        roots = _roots([o for o in origins if is_identified(o)])
        rung = next(
            rung
            for rung in self.scheme.rungs
            if sum(any(_relation(o) in rung.relations for o in root) for root in roots)
            >= rung.origins
        )
        return Grading(
            incident=incident,
            proposition=proposition.kind,
            subject=proposition.subject,
            scheme=self.scheme.scheme,
            grade=rung.name,
            why=_why(roots, origins, self._behind(proposition.denials)),
            origins=tuple(o.id for o in origins),
        )

    def _behind(self, claims: Iterable[str]) -> list[Origin]:
        found = {o.id: o for claim in claims for o in self.origins.get(claim, ())}
        return [found[name] for name in sorted(found)]

    def _supports(self, name: str) -> bool:
        claim = self.claims[name]
        statement = self.statements[claim.statement]
        return (
            statement.act in self.scheme.acts
            and statement.modality in self.scheme.modalities
            and (statement.polarity == "positive" or _is_zero(claim))
        )


def _is_zero(claim: Claim) -> bool:
    """Whether a claim says that nobody came to harm: such words are negative by nature."""
    return isinstance(claim.value, CasualtyValue) and claim.value.max == 0


def _relation(origin: Origin) -> Relation:
    """Give the relation as coded; armies and armed groups are parties until a person says more."""
    if origin.relation == "unknown" and origin.kind == "party":
        return "party"
    return origin.relation


def is_identified(origin: Origin) -> bool:
    """Whether a reader could find the origin: cited by name, or an exhibit with a known maker.

    The own voice of a news outlet and speakers without a name are of unknown lineage.
    """
    if origin.kind == "media_own":
        return False
    cited = any(step.certain and step.target == origin.id for step in origin.path)
    return cited or (origin.kind == "exhibit" and origin.first_hand == "yes")


def _propositions(
    incident: Incident, accounts: Sequence[Account], bench: Bench, names: Mapping[str, str]
) -> Iterator[Proposition]:
    held = sorted({c for a in accounts for c in a.claims})
    yield Proposition(
        kind="occurrence",
        subject=incident.title,
        claims=tuple(c for c in held if _tells_of_harm(bench.claims[c])),
    )
    yield from _facility(accounts, bench.claims)
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
        by_actor.setdefault(accusation.entity or accusation.actor.casefold(), []).append(accusation)
    for held in by_actor.values():
        blamed = sorted({c for a in held if a.stance != "denied" for c in a.claims})
        if blamed:
            yield Proposition(
                kind="actor",
                subject=_neutral(held, names),
                claims=tuple(blamed),
                denials=tuple(sorted({c for a in held if a.stance == "denied" for c in a.claims})),
            )


def _roots(origins: Sequence[Origin]) -> list[tuple[Origin, ...]]:
    """Put together origins of which one passes on the other's words: they may be one source."""
    groups = [{o.id} for o in origins]
    for origin in origins:
        via = {s.source for s in origin.path} | {origin.id}
        touched = [g for g in groups if not g.isdisjoint(via)]
        groups = [g for g in groups if g.isdisjoint(via)] + [set().union(*touched)]
    known = {o.id: o for o in origins}
    named = [tuple(sorted((known[i] for i in g), key=lambda o: (o.name, o.id))) for g in groups]
    return sorted(named, key=lambda root: [(o.name, o.id) for o in root])


def _why(
    roots: Sequence[Sequence[Origin]], origins: Sequence[Origin], denying: Sequence[Origin]
) -> str:
    """Say in one sentence which origins were counted, which were not, and who denies it."""
    counted = "; ".join(" with ".join(_called(o) for o in root) for root in roots)
    parts = [f"{len(roots)} counted: {counted}" if roots else "no origin counted"]
    apart = sorted(_called(o) for o in origins if not is_identified(o))
    if apart:
        parts.append(f"not counted, of unknown lineage: {'; '.join(apart)}")
    if denying:
        parts.append(f"denied by: {'; '.join(sorted(_called(o) for o in denying))}")
    sentence = " · ".join(parts)
    return f"{sentence[0].upper()}{sentence[1:]}."


def _called(origin: Origin) -> str:
    return f"{origin.name} (party)" if _relation(origin) == "party" else origin.name
