"""A picture of some incidents only: what is told of them, and nothing of any other."""

from collections.abc import Iterable
from dataclasses import replace

from solferino.errors import UsageError
from solferino.model import Entity, Origin
from solferino.ports import Picture


def found(picture: Picture, wanted: Iterable[str]) -> tuple[str, ...]:
    """Find incidents by their ids, or the beginnings of these; `UsageError` where one is not one.

    The ids come sorted, once each.
    """
    ids = set()
    for name in wanted:
        fitting = [i.id for i in picture.incidents if i.id.startswith(name)]
        if len(fitting) != 1:
            raise UsageError(
                f"{len(fitting)} incidents are {name}",
                "Give an id as `solferino show CASE incidents` lists it.",
            )
        ids.add(fitting[0])
    return tuple(sorted(ids))


def narrowed(picture: Picture, chosen: Iterable[str]) -> Picture:
    """Leave only some incidents (by id), with the documents, claims and origins of them."""
    kept = frozenset(chosen)
    incidents = tuple(i for i in picture.incidents if i.id in kept)
    homes = {a for i in incidents for a in i.accounts}
    accounts = tuple(a for a in picture.accounts if a.id in homes)
    claims = {c for a in accounts for c in a.claims}
    documents = {a.document for a in accounts}
    said = {c.statement for c in picture.claims if c.id in claims}
    mentions = {m.id for m in picture.mentions if m.span.document in documents}
    entities = tuple(_entity(e, mentions) for e in picture.entities if mentions & set(e.mentions))
    own = {o for i in incidents for o in i.origins}
    ends = own | documents
    return replace(
        picture,
        documents=tuple(d for d in picture.documents if d.id in documents),
        statements=tuple(s for s in picture.statements if s.id in said),
        claims=tuple(c for c in picture.claims if c.id in claims),
        mentions=tuple(m for m in picture.mentions if m.id in mentions),
        accounts=accounts,
        entities=entities,
        copies=tuple(c for c in picture.copies if {c.document, c.other} <= documents),
        revisions=tuple(r for r in picture.revisions if {r.document, r.other} <= documents),
        origins=tuple(_origin(o, claims, documents, ends) for o in picture.origins if o.id in own),
        incidents=incidents,
        gradings=tuple(g for g in picture.gradings if g.incident in kept),
        assessments=tuple(a for a in picture.assessments if a.claim.id in claims),
        orphaned=(),
        disputed=tuple(d for d in picture.disputed if d in claims),
        hearings=tuple(h for h in picture.hearings if h.account in homes),
        questions=tuple(q for q in picture.questions if {q.left, q.right} <= homes),
        elements=tuple(e for e in picture.elements if e.incident in kept),
        countings=tuple(c for c in picture.countings if c.incident in kept),
        numbers=tuple((i, n) for i, n in picture.numbers if i in kept),
    )


def _entity(entity: Entity, mentions: set[str]) -> Entity:
    return replace(entity, mentions=tuple(m for m in entity.mentions if m in mentions))


def _origin(origin: Origin, claims: set[str], documents: set[str], ends: set[str]) -> Origin:
    return replace(
        origin,
        claims=tuple(c for c in origin.claims if c in claims),
        documents=tuple(d for d in origin.documents if d in documents),
        path=tuple(
            s
            for s in origin.path
            if {s.source, s.target} <= ends and s.evidence.document in documents
        ),
    )
