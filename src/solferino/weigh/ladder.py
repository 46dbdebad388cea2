"""Grade what is said of each incident: that it happened, where it hit, its toll, who did it.

Method: `profiles/solferino.toml`. Propositions are graded, never incidents, and each by the
origins of its own claims alone.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from types import MappingProxyType

from solferino.model import (
    Account,
    CasualtyValue,
    Claim,
    Grading,
    Incident,
    Origin,
    Reliability,
    Statement,
)
from solferino.model.terms import Relation
from solferino.weigh.profile import SCHEMES, Demand, Profile, profile
from solferino.weigh.propositions import Proposition, propositions

Supports = Callable[[Claim], bool]


NOBODY: Mapping[str, str] = MappingProxyType({})
UNVERIFIED = "The text of this scheme's rule was not at hand: it is written from its description."


def grade(
    incidents: Sequence[Incident],
    accounts: Sequence[Account],
    origins: Sequence[Origin],
    claims: Sequence[Claim],
    statements: Sequence[Statement],
    names: Mapping[str, str] = NOBODY,
) -> tuple[Grading, ...]:
    """Grade every proposition of every incident by every scheme, in this order.

    `names` gives entities' own names by id: an actor is graded under it, not as anybody words it.
    """
    basis = Basis(origins, claims, statements)
    benches = [Bench(profile(name), basis) for name in SCHEMES]
    by_id, claim = {a.id: a for a in accounts}, basis.claims
    found: list[Grading] = []
    for incident in incidents:
        own = [by_id[a] for a in sorted(incident.accounts)]
        for proposition in propositions(incident, own, claim, names):
            found += [
                bench.grading(incident.id, proposition)
                for bench in benches
                if proposition.kind in bench.scheme.propositions
            ]
    return tuple(sorted(found, key=lambda g: (g.incident, g.proposition, g.subject, g.scheme)))


class Basis:
    """What all schemes read: claims and statements by id, and the origins behind each claim."""

    def __init__(
        self,
        origins: Sequence[Origin],
        claims: Sequence[Claim],
        statements: Sequence[Statement],
    ) -> None:
        """Index origins by the claims that rest on them, and whose words each passes on."""
        self.claims = {c.id: c for c in claims}
        self.statements = {s.id: s for s in statements}
        self.via = {o.id: frozenset((o.id, *(s.source for s in o.path))) for o in origins}
        self.identified = frozenset(o.id for o in origins if is_identified(o))
        self.origins: dict[str, list[Origin]] = {}
        for origin in sorted(origins, key=lambda o: o.id):
            for claim in origin.claims:
                self.origins.setdefault(claim, []).append(origin)


class Bench:
    """Answers, for a scheme, which origins speak for a claim and what they make together."""

    def __init__(self, scheme: Profile, basis: Basis) -> None:
        """Grade by a scheme what the basis holds."""
        self.scheme = scheme
        self._basis = basis

    def grading(self, incident: str, proposition: Proposition) -> Grading:
        """Grade one proposition, with its inputs in one sentence."""
        origins = self._behind(c for c in proposition.claims if self._supports(c))
        roots = self._roots([o for o in origins if o.id in self._basis.identified])
        apart = [o for o in origins if o.id not in self._basis.identified]
        everybody = [*roots, *((o,) for o in apart)]
        rung = next(
            rung
            for rung in self.scheme.rungs
            if any(
                all(_met(d, roots if d.identified else everybody, proposition) for d in demands)
                for demands in rung.any_of
            )
        )
        return Grading(
            incident=incident,
            proposition=proposition.kind,
            subject=proposition.subject,
            scheme=self.scheme.scheme,
            grade=rung.name,
            why=self._caution(_why(roots, apart, self._behind(proposition.denials)), origins),
            origins=tuple(o.id for o in origins),
        )

    def _caution(self, why: str, origins: Sequence[Origin]) -> str:
        """Say beside a grade what one must know of its scheme and, where it asks, its sources."""
        unverified = None if self.scheme.verified else UNVERIFIED
        letters = _letters(origins) if self.scheme.letters else None
        return " ".join(said for said in (why, letters, self.scheme.caution, unverified) if said)

    def _roots(self, origins: Sequence[Origin]) -> list[tuple[Origin, ...]]:
        """Put together origins of which one passes on the other's words: they may be one source."""
        groups = [{o.id} for o in origins]
        for origin in origins:
            via = self._basis.via[origin.id]
            touched = [g for g in groups if not g.isdisjoint(via)]
            groups = [g for g in groups if g.isdisjoint(via)] + [set().union(*touched)]
        known = {o.id: o for o in origins}
        named = [tuple(sorted((known[i] for i in g), key=lambda o: (o.name, o.id))) for g in groups]
        return sorted(named, key=lambda root: [(o.name, o.id) for o in root])

    def _behind(self, claims: Iterable[str]) -> list[Origin]:
        found = {o.id: o for claim in claims for o in self._basis.origins.get(claim, ())}
        return [found[name] for name in sorted(found)]

    def _supports(self, name: str) -> bool:
        claim = self._basis.claims[name]
        statement = self._basis.statements[claim.statement]
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


def _met(demand: Demand, roots: Sequence[Sequence[Origin]], proposition: Proposition) -> bool:
    """Whether a demand is met by these roots, and by who admits and is accused."""
    if demand.admitted and not proposition.admissions:
        return False
    accused = len(proposition.accused)
    if accused < demand.least_accused or accused > (demand.most_accused or accused):
        return False
    fitting = sum(any(_counts(o, demand) for o in root) for root in roots)
    return fitting >= demand.origins


def _counts(origin: Origin, demand: Demand) -> bool:
    return (
        _relation(origin) in demand.relations
        and origin.kind in demand.kinds
        and origin.first_hand in demand.first_hand
    )


def is_identified(origin: Origin) -> bool:
    """Whether a reader could find the origin: cited by name, or an exhibit with a known maker.

    The own voice of a news outlet and speakers without a name are of unknown lineage.
    """
    if origin.kind == "media_own":
        return False
    cited = any(step.certain and step.target == origin.id for step in origin.path)
    return cited or (origin.kind == "exhibit" and origin.first_hand == "yes")


def _why(
    roots: Sequence[Sequence[Origin]], apart: Sequence[Origin], denying: Sequence[Origin]
) -> str:
    """Say in one sentence which origins were counted, which were not, and who denies it."""
    counted = "; ".join(" with ".join(_called(o) for o in root) for root in roots)
    parts = [f"{len(roots)} counted: {counted}" if roots else "no origin counted"]
    if apart:
        parts.append(f"not counted, of unknown lineage: {'; '.join(sorted(map(_called, apart)))}")
    if denying:
        parts.append(f"denied by: {'; '.join(sorted(_called(o) for o in denying))}")
    sentence = " · ".join(parts)
    return f"{sentence[0].upper()}{sentence[1:]}."


def _letters(origins: Sequence[Origin]) -> str | None:
    """Say how reliable people hold each source to be; who was given no letter is F."""
    rated = sorted(
        f"{o.name} {o.reliability.letter}" for o in origins if o.reliability != Reliability()
    )
    if not origins:
        return None
    rest = "F for all" if not rated else "F for all others"
    told = [*rated, rest] if len(rated) < len(origins) else rated
    return f"Reliability of the sources: {'; '.join(told)}."


def _called(origin: Origin) -> str:
    return f"{origin.name} (party)" if _relation(origin) == "party" else origin.name
