"""Go from what documents claim back to the first-hand origins behind it.

The result is a directed graph: documents, those who pass words on, and origins, with the words
that show each step. Origins are counted by who spoke first, not by who printed it.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import replace

from solferino.codec import identify
from solferino.group import partition, standing
from solferino.model import (
    BlameValue,
    Claim,
    Copy,
    Directory,
    Document,
    Judgement,
    Origin,
    Statement,
    Step,
)
from solferino.model.terms import FirstHand, OriginKind, Relation
from solferino.origins.retelling import sources, translated
from solferino.origins.speakers import Hall, Key, name_key
from solferino.origins.testimony import Leg, Stand, Testimony

# Of one origin that is met as several kinds, the kind that says most.
KINDS: tuple[OriginKind, ...] = (
    "exhibit",
    "facility_staff",
    "party",
    "victim",
    "monitor",
    "authority",
    "media_own",
    "eyewitness",
    "unnamed",
)
RULE = "rule:same-speaker"


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
    found = list(_testimonies(documents, statements, claims, directory, copies))
    found += translated(found, documents, claims, copies)
    known = _known_by_name(found)
    settled = [_settled(testimony, known) for testimony in found]
    accused = {known.get(key, key) for key in _accused(claims, directory)}
    every = _groups(settled, judgements)
    groups = {name: group for name, group in every.items() if any(t.tells for t in group)}
    name_of = {key: name for name, group in sorted(groups.items()) for key in _keys(group)}
    return tuple(_origin(name, groups[name], name_of, accused) for name in sorted(groups))


def origins_of(origins: Iterable[Origin]) -> Mapping[str, tuple[str, ...]]:
    """Tell on which origins each claim rests: claim id to origin ids, sorted."""
    found: dict[str, list[str]] = {}
    for origin in sorted(origins, key=lambda o: o.id):
        for claim in origin.claims:
            found.setdefault(claim, []).append(origin.id)
    return {claim: tuple(ids) for claim, ids in found.items()}


def _testimonies(
    documents: Sequence[Document],
    statements: Sequence[Statement],
    claims: Sequence[Claim],
    directory: Directory,
    copies: Sequence[Copy],
) -> Iterator[Testimony]:
    said: dict[str, list[Statement]] = {}
    for statement in statements:
        said.setdefault(statement.span.document, []).append(statement)
    held: dict[str, list[Claim]] = {}
    for claim in sorted(claims, key=lambda c: (c.span.start, c.span.end, c.id)):
        held.setdefault(claim.statement, []).append(claim)
    halls = {d.id: Hall(d, said.get(d.id, ()), directory) for d in documents}
    own_voices = {name: hall.own_voice() for name, hall in halls.items()}
    repeated = sources(documents, copies)
    for name in sorted(halls):
        yield from Stand(halls[name], held, repeated.get(name, ()), own_voices).testimonies()


def _known_by_name(found: Iterable[Testimony]) -> Mapping[Key, Key]:
    """Find the entity that bears a name which some document gives without its being resolved.

    The publisher of a report need not be named in it; elsewhere it is cited by that name.
    """
    bearers: dict[Key, set[Key]] = {}
    for testimony in found:
        speaker = testimony.speaker
        if speaker.key[0] == "entity":
            bearers.setdefault(("name", *name_key(speaker.name)), set()).add(speaker.key)
    return {name: next(iter(keys)) for name, keys in bearers.items() if len(keys) == 1}


def _settled(testimony: Testimony, known: Mapping[Key, Key]) -> Testimony:
    speaker = testimony.speaker
    return replace(
        testimony,
        speaker=replace(speaker, key=known.get(speaker.key, speaker.key)),
        legs=tuple(
            replace(
                leg,
                source=known.get(leg.source, leg.source),
                target=known.get(leg.target, leg.target),
            )
            for leg in testimony.legs
        ),
    )


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


def _name(key: Key) -> str:
    return identify("origin", *key)


def _name_of_group(ids: Sequence[str], firsts: Mapping[Key, str]) -> str:
    """Name a group after the least key whose first testimony it holds, else after its first."""
    held = frozenset(ids)
    names = [_name(key) for key, first in firsts.items() if first in held]
    return min(names, default=identify("origin", "part", min(ids)))


def _keys(group: Iterable[Testimony]) -> set[Key]:
    return {t.speaker.key for t in group}


def _accused(claims: Iterable[Claim], directory: Directory) -> set[Key]:
    """List everybody whom some claim names as the actor, whatever is said of them and by whom."""
    found: set[Key] = set()
    for claim in claims:
        if isinstance(claim.value, BlameValue):
            span, actor = claim.span, claim.value.actor
            entity = directory.of(span.document, actor)
            entity = entity or directory.at(span.document, span.start, span.end)
            found.add(("entity", entity) if entity else ("name", *name_key(actor)))
    return found


def _origin(
    name: str, group: Sequence[Testimony], name_of: Mapping[Key, str], accused: AbstractSet[Key]
) -> Origin:
    best = min(group, key=lambda t: (not t.speaker.named, -len(t.speaker.name), t.speaker.name))
    kind = min((t.speaker.kind for t in group), key=KINDS.index)
    # The one relation that the case itself tells: somebody names this speaker as the actor.
    # It is the same rule for every side. All other relations are for a person to code.
    relation: Relation = "unknown" if accused.isdisjoint(_keys(group)) else "party"
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
