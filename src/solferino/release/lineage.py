"""The origins behind what leaves: named, or under a pseudonym, with the steps whose words leave."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace

from solferino.model import BlameValue, Copy, Entity, Origin, Reliability, Step
from solferino.model.terms import Relation
from solferino.release.leaving import Leaving

SHORT = 6  # characters of a public id in a name


def origins(leaving: Leaving, entities: Mapping[str, Entity]) -> dict[str, Origin]:
    """Give the origins on which a claim that leaves rests, by their ids in the case."""
    found = {}
    for origin in leaving.old.origins:
        held = sorted({leaving.claims[c].id for c in origin.claims if c in leaving.claims})
        if held:
            found[origin.id] = _origin(origin, held, leaving, entities)
    return found


def _origin(
    origin: Origin, held: list[str], leaving: Leaving, entities: Mapping[str, Entity]
) -> Origin:
    lets, own = leaving.lets, leaving.key.id("origin", origin.id)
    entity = entities.get(origin.entity or "")
    documents = {leaving.excerpts[d].document.id for d in origin.documents if d in leaving.excerpts}
    name = _name(origin, leaving) if lets("origin", "name") else _unnamed(own)
    return replace(
        origin,
        id=own,
        name=name,
        kind=origin.kind if lets("origin", "kind") else "unnamed",
        first_hand=origin.first_hand if lets("origin", "first_hand") else "unknown",
        entity=entity.id if entity else None,
        relation=_relation(origin, leaving) if lets("origin", "relation") else "unknown",
        documents=tuple(sorted(documents)),
        claims=tuple(held),
        reliability=_reliability(origin) if lets("origin", "reliability") else Reliability(),
        path=tuple(_steps(origin, own, leaving)) if lets("origin", "path") else (),
    )


def _reliability(origin: Origin) -> Reliability:
    """Give the letter that people gave a source; who did, and why, stays inside."""
    return replace(origin.reliability, by=None, why="")


def _unnamed(own: str) -> str:
    return f"origin {own[:SHORT]}"


def _by_document(origin: Origin, leaving: Leaving) -> bool:
    """Whether an origin is called like its document: by its file, or by an outlet's own name."""
    outlet = origin.kind == "media_own" and leaving.profile.named == "cleared"
    return outlet or origin.name in leaving.files


def _name(origin: Origin, leaving: Leaving) -> str:
    """Name an origin as it leaves; what is called like its document by that one's public name."""
    if _by_document(origin, leaving):
        own = [leaving.excerpts[d].document.name for d in origin.documents if d in leaving.excerpts]
        return min(own, default=_unnamed(leaving.key.id("origin", origin.id)))
    scrubbed = leaving.scrub(origin.name)
    return scrubbed[1:-1] if scrubbed.startswith(("[Person ", "[Name ")) else scrubbed


def renaming(
    behind: Iterable[Origin], found: Mapping[str, Origin], leaving: Leaving
) -> tuple[Callable[[str], str], tuple[str, ...]]:
    """Make what calls origins in a text as they leave, beside the names that it puts there.

    `behind` are the origins that the text may name, those first that it names in order of their
    names; `found` are those that leave, by their ids in the case.
    """
    names: dict[str, list[str]] = {}
    for origin in behind:
        own = _unnamed(leaving.key.id("origin", origin.id))
        made = found[origin.id].name if origin.id in found else own
        names.setdefault(origin.name, []).append(made)
    longest = sorted(names, key=lambda n: (-len(n), n))
    called = re.compile("|".join(rf"(?<!\w){re.escape(n)}(?!\w)" for n in longest) or r"(?!)")

    def renamed(text: str) -> str:
        left = {name: iter(made) for name, made in names.items()}
        return called.sub(lambda m: next(left[m[0]], names[m[0]][-1]), text)

    return renamed, tuple(sorted({n for made in names.values() for n in made}))


def _relation(origin: Origin, leaving: Leaving) -> Relation:
    """Keep how an origin stands to the parties, unless unpublished blame alone made it a party."""
    if origin.relation != "party" or leaving.profile.named != "cleared":
        return origin.relation
    blamed = {c.value.actor for c in leaving.selected.claims if isinstance(c.value, BlameValue)}
    entity = next((e for e in leaving.old.entities if e.id == origin.entity), None)
    names = {origin.name, *(entity.names if entity else ()), *((entity.name,) if entity else ())}
    return "party" if blamed & names else "unknown"


def _steps(origin: Origin, own: str, leaving: Leaving) -> Iterator[Step]:
    """Keep the steps whose words leave as they are."""
    known = {o.id for o in leaving.old.origins}
    for step in origin.path:
        made = leaving.excerpts.get(step.evidence.document)
        if made is None or not made.exact(step.evidence.start, step.evidence.end):
            continue
        ends = []
        for end in (step.source, step.target):
            if end in leaving.excerpts:
                ends.append(leaving.excerpts[end].document.id)
            elif end == origin.id:
                ends.append(own)
            elif end in known:
                ends.append(leaving.key.id("origin", end))
        if len(ends) == 2:  # noqa: PLR2004  (both ends leave)
            yield replace(step, source=ends[0], target=ends[1], evidence=made.span(step.evidence))


def copies(leaving: Leaving) -> tuple[Copy, ...]:
    """Give the copies that the profile lets out: that there is one, and how much, no words."""
    if not leaving.lets("copy", "kind"):
        return ()
    made = leaving.excerpts
    return tuple(
        Copy(
            document=made[c.document].document.id,
            other=made[c.other].document.id,
            kind=c.kind,
            share=c.share,
            passages=(),
        )
        for c in leaving.old.copies
        if c.document in made and c.other in made
    )
