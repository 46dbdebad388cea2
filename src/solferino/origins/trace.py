"""Go from what documents claim back to the first-hand origins behind it.

The result is a directed graph: documents, those who pass words on, and origins, with the words
that show each step. Origins are counted by who spoke first, not by who printed it.
"""

from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from functools import lru_cache

from solferino.codec import identify, value
from solferino.group import partition, standing
from solferino.model import (
    Claim,
    Copy,
    Directory,
    Document,
    Judgement,
    Origin,
    Statement,
    Step,
    still_standing,
)
from solferino.model.terms import FirstHand, OriginKind, Relation
from solferino.origins.hearing import Hearing, Part, hear
from solferino.origins.speakers import Key
from solferino.origins.testimony import Leg, Testimony

# Of one origin that is met as several kinds, the kind that says most.
# Who speaks and has recorded something, too, is no recording: speakers go before exhibits.
KINDS: tuple[OriginKind, ...] = (
    "facility_staff",
    "party",
    "victim",
    "monitor",
    "authority",
    "eyewitness",
    "exhibit",
    "media_own",
    "unnamed",
)
RULE = "rule:same-speaker"


@value
class Made:
    """An origin, with all that it follows from."""

    group: tuple[Testimony, ...]
    ends: tuple[str | None, ...]
    blamed: bool
    origin: Origin


@value
class Traced:
    """The origins of a case, by id, with what the next round can take over."""

    hearing: Hearing
    said: frozenset[Judgement]
    made: Mapping[str, Made]
    origins: tuple[Origin, ...]


def trace(
    documents: Sequence[Document],
    statements: Sequence[Statement],
    claims: Sequence[Claim],
    directory: Directory,
    copies: Sequence[Copy],
    judgements: Sequence[Judgement],
) -> tuple[Origin, ...]:
    """Find the origins on which claims rest, sorted by id.

    An origin is the nearest speaker of a statement: one per entity, else one per name, else,
    for speakers without a name, one per document. Exhibits and documents' own voices are
    origins too. Copied words belong to the document that they were copied from. Who only asks,
    promises or condemns tells nothing of what happened and is no origin. Judgements
    about testimonies (ids of statements, of exhibit claims, of documents for their own voice)
    join or part origins; a person's always wins.
    """
    said: dict[str, list[Statement]] = {}
    for statement in statements:
        said.setdefault(statement.span.document, []).append(statement)
    held: dict[str, list[Claim]] = {}
    for claim in claims:
        held.setdefault(claim.span.document, []).append(claim)
    parts = {
        d.id: Part(
            document=d,
            statements=tuple(said.get(d.id, ())),
            claims=tuple(held.get(d.id, ())),
            page=directory.page(d.id),
        )
        for d in documents
    }
    return tracing(parts, directory, copies, judgements).origins


def tracing(
    parts: Mapping[str, Part],
    directory: Directory,
    copies: Sequence[Copy],
    judgements: Sequence[Judgement],
    before: Traced | None = None,
) -> Traced:
    """Trace, using what was heard before in documents that are the same objects as then.

    The result equals that of tracing afresh; origins that are as they were are the same objects.
    """
    said = frozenset(still_standing(judgements))
    found = hear(parts, directory, copies, before.hearing if before is not None else None)
    if before is not None and before.said == said and found is before.hearing:
        return before
    settled = found.settled
    every = _groups(settled, judgements)
    groups = {name: group for name, group in every.items() if any(t.tells for t in group)}
    name_of = {key: name for name, group in sorted(groups.items()) for key in _keys(group)}
    then = before.made if before is not None else {}
    made = {
        name: _made(name, groups[name], name_of, found.accused, then.get(name))
        for name in sorted(groups)
    }
    origins = tuple(one.origin for one in made.values())
    return Traced(hearing=found, said=said, made=made, origins=origins)


def origins_of(origins: Iterable[Origin]) -> Mapping[str, tuple[str, ...]]:
    """Tell on which origins each claim rests: claim id to origin ids, sorted."""
    found: dict[str, list[str]] = {}
    for origin in sorted(origins, key=lambda o: o.id):
        for claim in origin.claims:
            found.setdefault(claim, []).append(origin.id)
    return {claim: tuple(ids) for claim, ids in found.items()}


def _groups(
    found: Sequence[Testimony], judgements: Sequence[Judgement]
) -> dict[str, list[Testimony]]:
    """Sort testimonies into origins: by key, and where a person has judged, by that too."""
    by_key: dict[Key, list[Testimony]] = {}
    for testimony in found:
        by_key.setdefault(testimony.speaker.key, []).append(testimony)
    by_id = {t.id: t for t in found}
    asked = [j for j in standing(judgements) if j.left in by_id and j.right in by_id]
    touched = {by_id[side].speaker.key for j in asked for side in (j.left, j.right)}
    groups = {_name(key): own for key, own in by_key.items() if key not in touched}
    firsts = {key: min(t.id for t in by_key[key]) for key in touched}
    same = [
        Judgement(left=firsts[key], right=t.id, verdict="same", by=RULE, why="one speaker")
        for key in sorted(touched)
        for t in by_key[key]
        if t.id != firsts[key]
    ]
    for ids in partition((t.id for key in touched for t in by_key[key]), [*asked, *same]):
        groups[_name_of_group(ids, firsts)] = [by_id[i] for i in ids]
    return groups


@lru_cache(maxsize=1 << 18)
def _name(key: Key) -> str:
    return identify("origin", *key)


def _name_of_group(ids: Sequence[str], firsts: Mapping[Key, str]) -> str:
    """Name a group after the least key whose first testimony it holds, else after its first."""
    held = frozenset(ids)
    names = [_name(key) for key, first in firsts.items() if first in held]
    return min(names, default=identify("origin", "part", min(ids)))


def _keys(group: Iterable[Testimony]) -> set[Key]:
    return {t.speaker.key for t in group}


def _made(
    name: str,
    group: Sequence[Testimony],
    name_of: Mapping[Key, str],
    accused: AbstractSet[Key],
    before: Made | None,
) -> Made:
    """Make an origin, or take over the one that was made of the same testimonies."""
    own = tuple(group)
    ends = tuple(
        [name_of.get(end) for t in own for leg in t.legs for end in (leg.source, leg.target)]
    )
    blamed = not accused.isdisjoint(_keys(own))
    if before is not None and (before.group, before.ends, before.blamed) == (own, ends, blamed):
        return before
    origin = _origin(name, own, name_of, blamed=blamed)
    return Made(group=own, ends=ends, blamed=blamed, origin=origin)


def _origin(
    name: str, group: Sequence[Testimony], name_of: Mapping[Key, str], *, blamed: bool
) -> Origin:
    best = min(group, key=lambda t: (not t.speaker.named, -len(t.speaker.name), t.speaker.name))
    kind = min((t.speaker.kind for t in group), key=KINDS.index)
    # The one relation that the case itself tells: somebody names this speaker as the actor.
    # It is the same rule for every side. All other relations are for a person to code.
    relation: Relation = "party" if blamed else "unknown"
    saw: FirstHand = "yes" if any(t.speaker.saw for t in group) else "unknown"
    entities = sorted(t.speaker.entity for t in group if t.speaker.entity is not None)
    return Origin(
        id=name,
        name=best.speaker.name,
        kind="party" if relation == "party" and kind == "authority" else kind,
        first_hand=saw,
        entity=entities[0] if entities else None,
        relation=relation,
        documents=tuple(sorted({t.document for t in group})),
        claims=tuple(sorted({c for t in group for c in t.claims})),
        path=_path((leg for t in group for leg in t.legs), name, _keys(group), name_of),
    )


def _path(
    legs: Iterable[Leg], name: str, own: AbstractSet[Key], name_of: Mapping[Key, str]
) -> tuple[Step, ...]:
    """Put the hops together, each once, with the first words that show it.

    A step ends at a document or an origin (ids), or at somebody who only passes words on (the
    name as worded).
    """

    def end(key: Key, worded: str) -> str:
        if key in own:
            return name
        return key[1] if key[0] == "document" else name_of.get(key, worded)

    steps: dict[tuple[str, str, str], Step] = {}
    for leg in sorted(legs, key=_strength):
        step = Step(
            source=end(leg.source, leg.names[0]),
            target=end(leg.target, leg.names[1]),
            how=leg.how,
            evidence=leg.evidence,
            certain=leg.certain,
        )
        if step.source != step.target:
            steps.setdefault((step.source, step.target, step.how), step)
    return tuple(step for _, step in sorted(steps.items()))


def _strength(leg: Leg) -> tuple[bool, str, int, int, tuple[str, str]]:
    return (
        not leg.certain,
        leg.evidence.document,
        leg.evidence.start,
        leg.evidence.end,
        leg.names,
    )
