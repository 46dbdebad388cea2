"""Names known by the company they keep: abbreviations in brackets, and armed groups in no list.

"Harbour Relief Network (HRN)" makes HRN that network for the whole text, also the other way
round. A name beside "fighters", "rebels" and the like, after "the armed group", or before
"claimed responsibility" is an armed group's, wherever the text names it again.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from solferino.extract.lexicon import table
from solferino.extract.named.facility import NEVER, Facility
from solferino.extract.named.names import Name
from solferino.extract.passage import Passage
from solferino.model.terms import EntityKind

RULES = {k: frozenset(v) for k, v in table("en", "rules")["company"].items()}
BODILY = ("organization", "armed_group", "government", "media")
_BRACKETED = re.compile(r"^['’\"”]?\s?\(([A-Z][A-Z0-9-]{1,9})\)")
_LONG = 2  # words of a name that an abbreviation may stand for


def in_company(
    passages: Sequence[Passage],
    found: Sequence[tuple[Name, ...]],
    facilities: Sequence[tuple[Facility, ...]],
    is_place: Callable[[str], bool],
) -> list[tuple[Name, ...]]:
    """Give names the full name or the kind that their company in the document shows."""
    short = dict(_abbreviations(passages, found))
    named = [
        tuple(_whole(p, here, placed, short))
        for p, here, placed in zip(passages, found, facilities, strict=True)
    ]
    armed = {n.canonical for p, here in zip(passages, named, strict=True) for n in _armed(p, here)}
    return [
        tuple(
            sorted(
                (
                    *(_as_armed(n) if n.canonical in armed and _open(n) else n for n in here),
                    *_unread(p, here, placed, is_place),
                ),
                key=lambda n: n.first,
            )
        )
        for p, here, placed in zip(passages, named, facilities, strict=True)
    ]


def _abbreviations(
    passages: Sequence[Passage], found: Sequence[tuple[Name, ...]]
) -> Iterator[tuple[str, Name]]:
    """Read "Full Name (FN)" and "FN (Full Name)"."""
    for passage, here in zip(passages, found, strict=True):
        for name in here:
            if (
                name.kind not in BODILY
                or name.last - name.first < _LONG
                or not passage.obeys("names/abbreviation")
            ):
                continue
            behind = _BRACKETED.match(passage.slice(name.end, passage.end))
            if behind:
                yield behind[1], name
            before = passage.words[name.first - 1] if name.first else None
            bracket = before and passage.slice(before.end, name.start).strip() == "("
            if before and bracket and before.text.isupper() and len(before.text) > 1:
                yield before.text, name


def _whole(
    passage: Passage, here: tuple[Name, ...], placed: tuple[Facility, ...], short: dict[str, Name]
) -> Iterator[Name]:
    """Give a passage's names, with the abbreviations in it that the document explains."""
    taken = {i for f in placed for i in range(f.first, f.last)}
    for name in here:
        full = short.get(name.text)
        known = full is not None and not name.known
        yield _like(name, full) if full and known else name
        taken |= set(range(name.first, name.last))
    for i, word in enumerate(passage.words):
        full = short.get(word.text)
        if full is not None and i not in taken and not bracketed(passage, i):
            yield _like(_at(passage, i, i + 1, full.kind), full)


def bracketed(passage: Passage, index: int) -> bool:
    """Whether a word stands in brackets of its own, as an abbreviation does behind its name."""
    word = passage.words[index]
    around = passage.slice(max(passage.start, word.start - 1), word.end + 1)
    return around == f"({word.text})" and word.text.isupper()


def _like(name: Name, full: Name) -> Name:
    return replace(name, kind=full.kind, canonical=full.canonical, country=full.country)


def _at(passage: Passage, first: int, last: int, kind: EntityKind) -> Name:
    start, end = passage.words[first].start, passage.words[last - 1].end
    text = passage.slice(start, end)
    return Name(start=start, end=end, first=first, last=last, text=text, kind=kind, canonical=text)


def _open(name: Name) -> bool:
    """Whether the words around may still tell what a name is: no list and no title does."""
    return not name.known and not name.titled and name.kind in ("organization", "person")


def _as_armed(name: Name) -> Name:
    return replace(name, kind="armed_group")


def _armed(passage: Passage, here: tuple[Name, ...]) -> Iterator[Name]:
    """Find the names of a passage that stand in an armed group's company."""
    words = passage.words
    for name in here:
        if not (_open(name) and passage.obeys("names/company")):
            continue
        before = [w.key for w in words[max(0, name.first - 4) : name.first]]
        after = [w.key for w in words[name.last : name.last + 2]]
        close = passage.slice(name.end, words[name.last].start) == " " if after else False
        if before[-1:] == ["the"]:
            before.pop()
        apposed = len(before) > 1 and before[-1] in RULES["group"] and before[-2] in RULES["armed"]
        of_it = len(before) > 1 and before[-1] in ("of", "from") and before[-2] in RULES["members"]
        feared = before[-1:] and before[-1] in RULES["suspected"] and "by" in before[-3:]
        feared = feared and passage.obeys("names/suspected")
        claims = len(after) > 1 and after[0] in RULES["claiming"] and after[1] == "responsibility"
        if apposed or of_it or feared or (close and (after[0] in RULES["members"] or claims)):
            yield name


def _unread(
    passage: Passage,
    here: tuple[Name, ...],
    placed: tuple[Facility, ...],
    is_place: Callable[[str], bool],
) -> Iterator[Name]:
    """Find a capitalised word that is nobody's name yet before "fighters": an armed group's."""
    taken = {i for n in here for i in range(n.first, n.last)}
    taken |= {i for f in placed for i in range(f.first, f.last)}
    taken |= {i for t in passage.of("country", "demonym", "side") for i in range(t.first, t.last)}
    if passage.is_title:
        return
    if passage.obeys("names/suspected"):
        yield from _feared(passage, taken)
    if not passage.obeys("names/fighters"):
        return
    for i, word in enumerate(passage.words[:-1]):
        following = passage.words[i + 1]
        name = word.text[0].isupper() and word.key not in NEVER and (i > 0 or word.text.isupper())
        beside = passage.slice(word.end, following.start) == " " and i not in taken
        if name and beside and following.key in RULES["members"] and not is_place(word.text):
            yield _at(passage, i, i + 1, "armed_group")


def _feared(passage: Passage, taken: set[int]) -> Iterator[Name]:
    """Find capitals that are nobody's name yet behind "by suspected"."""
    words = passage.words
    for i in range(2, len(words)):
        led = words[i - 1].key in RULES["suspected"] and words[i - 2].key == "by"
        last = i
        while led and last < len(words) and last not in taken and words[last].text[0].isupper():
            last += 1
        if last > i:
            yield _at(passage, i, last, "armed_group")
