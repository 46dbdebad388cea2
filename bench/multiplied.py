"""Documents worked in earnest, multiplied with all that was found in them and follows from them."""

import dataclasses
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache
from hashlib import sha256
from typing import Any

from solferino.codec import sha256 as digest_of
from solferino.codec import value
from solferino.model import Document, Entity, Extraction, Origin, Receipt
from solferino.model.source import Reading, document_of
from solferino.store.lists import Link

WORD = re.compile(r"[A-Za-z]+|\d+")
KINDS = ("statements", "mentions", "claims", "accounts")
Links = dict[str, list[Link]]


@value
class Pattern:
    """A document with what was found in it; `names` are of its incident, `words` its own."""

    document: Document
    found: Extraction
    names: frozenset[str]
    words: frozenset[str]
    day: str
    year: str


@value
class Group:
    """The documents about one incident, what follows from them alone, and its part in the rest.

    Links by their table. `part` holds what follows from other incidents too, as far as it is here.
    """

    patterns: tuple[Pattern, ...]
    links: dict[str, tuple[Link, ...]]
    part: dict[str, tuple[Link, ...]]


def parted(
    patterns: Sequence[Sequence[Pattern]], links: Mapping[str, Sequence[Link]]
) -> tuple[list[Group], frozenset[str]]:
    """Part links by the incident whose documents they follow from.

    Returns the groups, and the ids of entities and origins that belong to several of them.
    """
    home = {id_: n for n, some in enumerate(patterns) for p in some for id_ in _ids(p)}
    own: list[Links] = [{} for _ in patterns]
    part: list[Links] = [{} for _ in patterns]
    shared = set[str]()
    for kind, things in links.items():
        for thing in things:
            groups = {home[word] for word in _strings(thing) if word in home}
            if len(groups) == 1:
                own[groups.pop()].setdefault(kind, []).append(thing)
            elif isinstance(thing, Entity | Origin):
                shared.add(thing.id)
                for group in groups:
                    here = {id_ for id_, n in home.items() if n == group}
                    part[group].setdefault(kind, []).append(_within(thing, here))
    made = [
        Group(patterns=tuple(some), links=_settled(own[n]), part=_settled(part[n]))
        for n, some in enumerate(patterns)
    ]
    return made, frozenset(shared)


def _settled(links: Links) -> dict[str, tuple[Link, ...]]:
    return {kind: tuple(things) for kind, things in links.items()}


def _ids(pattern: Pattern) -> Iterator[str]:
    yield pattern.document.id
    for kind in KINDS:
        yield from (thing.id for thing in getattr(pattern.found, kind))


def _within(thing: Entity | Origin, here: set[str]) -> Entity | Origin:
    """Take of an entity or origin what belongs to some documents."""
    if isinstance(thing, Entity):
        return dataclasses.replace(thing, mentions=tuple(m for m in thing.mentions if m in here))
    return dataclasses.replace(
        thing,
        documents=tuple(d for d in thing.documents if d in here),
        claims=tuple(c for c in thing.claims if c in here),
        path=tuple(s for s in thing.path if s.evidence.document in here),
    )


class Many:
    """Makes variations, and keeps what follows from all of them."""

    def __init__(self, shared: frozenset[str]) -> None:
        """Begin with none; `shared` are the ids of what belongs to several incidents."""
        self._shared = shared
        self._links: Links = {}
        self._together: dict[tuple[str, str], list[Any]] = {}

    def another(
        self, group: Group, swap: Mapping[str, str], called: str
    ) -> Iterator[tuple[Document, Extraction]]:
        """Make the documents of an incident again with other words, and what was found in them."""
        ids = {id_: id_ for id_ in self._shared}
        known: dict[str, str] = {}

        def told(text: str) -> str:
            if text not in known:
                known[text] = WORD.sub(lambda word: swap.get(word[0], word[0]), text)
            return known[text]

        def renewed(word: str) -> str:
            return ids.get(word) or told(word)

        first = int(called)
        made = [
            _varied(pattern, f"{first + n:06}.txt", ids, (told, renewed))
            for n, pattern in enumerate(group.patterns)
        ]
        for thing in (t for things in group.links.values() for t in things):
            id_ = getattr(thing, "id", None)
            if isinstance(id_, str):
                ids.setdefault(id_, sha256(f"{id_} {called}".encode()).hexdigest())
        for kind, things in group.links.items():
            self._links.setdefault(kind, []).extend(_walked(t, renewed) for t in things)
        for kind, things in group.part.items():
            for thing in things:
                self._together.setdefault((kind, thing.id), []).append(_walked(thing, renewed))  # type: ignore[union-attr]
        yield from made

    def links(self) -> dict[str, tuple[Link, ...]]:
        """Give all that follows from what was made."""
        every = {kind: list(things) for kind, things in self._links.items()}
        for (kind, _), parts in self._together.items():
            fields = (
                ("mentions", "names") if kind == "entities" else ("documents", "claims", "path")
            )
            whole = {
                f: tuple(dict.fromkeys(t for p in parts for t in getattr(p, f))) for f in fields
            }
            every.setdefault(kind, []).append(dataclasses.replace(parts[0], **whole))
        return _settled(every)


def _varied(
    pattern: Pattern,
    called: str,
    ids: dict[str, str],
    ways: tuple[Callable[[str], str], Callable[[str], str]],
) -> tuple[Document, Extraction]:
    """Make another document of a pattern, and of what was found in it what stands in this one."""
    told, renewed = ways
    old = pattern.document
    text = told(old.text)
    receipt = Receipt(original=digest_of(text.encode()), name=called, told=_walked(old.told, told))
    document = document_of(receipt, Reading(text=text, media_type=old.media_type), old.reader)
    ids[old.id] = document.id
    kinds: dict[str, Any] = {}
    for kind in KINDS:
        made = []
        for thing in getattr(pattern.found, kind):
            again = _walked(thing, renewed)
            ids[thing.id] = again.id
            made.append(again)
        kinds[kind] = tuple(made)
    return document, Extraction(document=document.id, **kinds)


@cache
def _fields(kind: Any) -> tuple[str, ...]:  # noqa: ANN401  (any type)
    return tuple(f.name for f in dataclasses.fields(kind)) if dataclasses.is_dataclass(kind) else ()


def _strings(thing: Any) -> Iterator[str]:  # noqa: ANN401  (any value)
    """Give all strings of a value."""
    if isinstance(thing, str):
        yield thing
    elif isinstance(thing, tuple):
        for one in thing:
            yield from _strings(one)
    else:
        for name in _fields(thing.__class__):
            yield from _strings(getattr(thing, name))


def _walked(thing: Any, told: Callable[[str], str]) -> Any:  # noqa: ANN401  (any value)
    """Rewrite all strings of a value."""
    if isinstance(thing, str):
        return told(thing)
    if isinstance(thing, tuple):
        return tuple([_walked(one, told) for one in thing])
    names = _fields(thing.__class__)
    if not names:
        return thing
    return type(thing)(**{name: _walked(getattr(thing, name), told) for name in names})
