"""Whose a text's own voice is: the person who wrote it, or the body that issued it.

A text in the first person ("I saw the flag") is spoken by whoever signs or heads it. A release, a
communiqué or a bulletin is spoken by the body that publishes it, unless that is a news outlet or a
work of reference: those tell what others say. Told nothing of the kind, a text speaks for itself.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from solferino.extract.cues import GRAMMAR
from solferino.extract.lexicon import table
from solferino.extract.named.names import ARMED, BODIES, GOVERNMENT, TITLES, Name
from solferino.extract.passage import Layout, Passage
from solferino.extract.voice.scene import VOICE_KINDS
from solferino.model import Document, Voice
from solferino.model.terms import VoiceKind
from solferino.text.issuing import is_outlet, is_reference, issuer

RULE = "voice/author"
TABLE = table("en", "authors")
ISSUING = frozenset(TABLE["issuing"]) | BODIES | ARMED | GOVERNMENT
BELONGS = tuple(TABLE["belongs"])
LED_BY = tuple(f"{led} " for led in TABLE["led_by"])
PAGE, TOLD = frozenset(TABLE["page"]), frozenset(("told", "by"))
ONE, SEVERAL = frozenset(TABLE["one"]), frozenset(TABLE["several"])
QUOTING = ("post", "quote")
SILENT = (*QUOTING, "boilerplate", "infobox", "caption", "headline")
SMALL = frozenset(("of", "the", "and", "for", "in"))
WORD = re.compile(r"[\w’'-]+")
BODY_KINDS = ("organization", "government", "armed_group")
HEADS = (*QUOTING, "boilerplate", "infobox", "caption")
DASHES = ("—", "–")
GENRE = frozenset(TABLE["genre"])
GENRE_WORDS = 8  # words of a head in which it says what the text is
HEAD, FOOT = 3, 3  # paragraphs in which a text says whose it is
LONGEST = 12  # words of a line that names no more than who writes
OFTEN = 2  # sentences in which a writer says "I"


def author(layout: Layout, names: Sequence[tuple[Name, ...]]) -> Voice | None:
    """Find who speaks in a text's own voice; null where it is nobody's in particular."""
    if RULE in layout.without:
        return None
    one = sum(_says(p, ONE) for p in _own(layout))
    if one >= OFTEN and one > sum(_says(p, SEVERAL) for p in _own(layout)) // 2:
        return _writer(layout, names)
    return _issuer(layout, names)


def speaks_in(passage: Passage, start: int, end: int) -> bool:
    """Whether words are a text's own: not quoted, nor those of a letter that is answered in it."""
    return passage.zone not in QUOTING and not passage.quoted(start, end)


def _own(layout: Layout, silent: Sequence[str] = SILENT) -> Iterator[Passage]:
    return (p for p in layout.passages if p.zone not in silent)


def _says(passage: Passage, words: frozenset[str]) -> bool:
    """Whether a sentence speaks in the first person, outside of quotation marks."""
    return any(
        w.key.replace("’", "'") in words and not passage.quoted(w.start, w.end)
        for w in passage.words
        if not (w.key == "us" and w.text.isupper())
    )


def _writer(layout: Layout, names: Sequence[tuple[Name, ...]]) -> Voice | None:
    """Find the person who says "I": who is told to write it, who signs, or who heads it."""
    told = layout.document.described
    if told.author:
        own = (n for s in names for n in s if n.kind == "person" and n.text == told.author)
        named = next(own, None)
        if named is None:
            return Voice(name=told.author, kind="person")
        return _voice(layout.document, named, "person")
    head = _cleaned(told.publisher or "").lower()
    lent = (told.publisher or "").lower() == head
    people = [tuple(n for n in s if not lent or n.text.lower() != head) for s in names]
    said = next(p for p in _own(layout) if _says(p, ONE))
    named = _signed(layout, people) or _headed(layout, people, said)
    return None if named is None else _voice(layout.document, named, "person")


def _signed(layout: Layout, names: Sequence[tuple[Name, ...]]) -> Name | None:
    """Find a person whose name is all that a line near the end says."""
    own = [p for p in layout.passages if p.zone not in (*QUOTING, "boilerplate")]
    last = own[-1].paragraph if own else 0
    foot = [p for p in own if p.paragraph > max(last - FOOT, own[0].paragraph)]
    lines = (_only(p, names[p.number]) for p in reversed(foot))
    return next((n for n in lines if n is not None), None)


def _only(passage: Passage, names: Sequence[Name]) -> Name | None:
    people = [n for n in names if n.kind == "person"]
    short = len(passage.words) <= LONGEST and not passage.text.rstrip().endswith((".", "?", "!"))
    page = PAGE & {w.key for w in passage.words}
    if not short or page or len(people) != 1:
        return None
    before = passage.words[: people[0].first]
    bare = all(
        w.text[0].isupper() or w.key in ("the", "of") or f"{w.key} " in LED_BY for w in before
    )
    return people[0] if bare and len(before) <= HEAD else None


def _headed(layout: Layout, names: Sequence[tuple[Name, ...]], said: Passage) -> Name | None:
    """Find the person with whose name a text begins, or whom its head brings in."""
    for passage in layout.passages[: said.number + 1]:
        if passage.zone == "boilerplate":
            continue
        for name in names[passage.number]:
            if name.kind != "person" or passage.quoted(name.start, name.end):
                continue
            before = passage.slice(passage.start, name.start).lower().lstrip("-—– ")
            apart = passage.paragraph < said.paragraph
            opens = apart and not set(WORD.findall(before)) - TITLES
            label = passage.slice(name.end, passage.end)[:2] == ": " and len(before.split()) <= HEAD
            if opens or label or before.endswith(LED_BY):
                return name
    return None


def _issuer(layout: Layout, names: Sequence[tuple[Name, ...]]) -> Voice | None:
    """Find the body that issued a text: its publisher, or whoever its head or foot names."""
    document = layout.document
    told = _cleaned(document.described.publisher or issuer(document.text) or "")
    if not told:
        return _lettered(layout, names)
    keys = [w.lower() for w in WORD.findall(told)]
    if (is_outlet(told) or is_reference(told)) and not SEVERAL & set(keys):
        return None
    named = _named(names, frozenset(keys))
    ours = any(_says(p, SEVERAL) for p in _own(layout))
    if not (ISSUING & set(keys) or ours or any(_acts(p, told) for p in _own(layout))):
        return None
    span = document.span(named[0].start, named[0].end) if named else None
    return Voice(name=told, kind=_kind(keys), span=span)


def _acts(passage: Passage, name: str) -> bool:
    """Whether a sentence tells what a body does or says, in other than a masthead's place."""
    at = passage.text.lower().find(name.lower())
    if at < 0 or not passage.text.rstrip().endswith((".", "…")):
        return False
    start = passage.start + at
    first, last = passage.word_at(start), passage.word_at(start + len(name) - 1) + 1
    before = [w.key for w in passage.words[max(0, first - 2) : first] if w.key != "the"]
    led = before and (before[-1] in GRAMMAR["preposition"] or before[-1] in TOLD)
    does = [w.key for w in passage.words[last : last + 1]]
    verb = does and (does[0] in GRAMMAR["auxiliary"] or does[0].endswith(("s", "ed")))
    spoke = does and any(t.first == last for t in passage.of("speech_clause", "speech_object"))
    beside = passage.slice(start + len(name), passage.end)[:1] == " "
    return bool(beside and (verb or spoke) and not led and not passage.quoted(start, start + 1))


def _lettered(layout: Layout, names: Sequence[tuple[Name, ...]]) -> Voice | None:
    """Find the body that heads or signs a text in which "we" speak, or that is called its own word.

    "Statement of the X Front" and "We, the X" head such texts.
    """
    texts = [p for p in _own(layout, HEADS) if p.words]
    head = [p for p in texts[:HEAD] if not p.of("speech_clause", "speech_object")]
    keys = {w.key.strip(".:") for p in head for w in p.words[:GENRE_WORDS]}
    opened = any(("we", "the") in pairwise(w.key for w in p.words) for p in texts[:HEAD])
    genre = bool(GENRE & keys) or opened
    if not genre and not any(_says(p, SEVERAL) for p in texts):
        return None
    for passage in head:
        bodies = _bodies(names[passage.number], armed=not _is_line(passage))
        if bodies and (genre or (len(bodies) == 1 and bodies[0].first <= HEAD)):
            return _voice(layout.document, bodies[0], VOICE_KINDS[bodies[0].kind])
    for passage in texts[-FOOT:]:
        signed = passage.text.lstrip().startswith(DASHES) or "— " in passage.text
        bodies = _bodies(names[passage.number], armed=not _is_line(passage))
        if bodies and (signed or _is_line(passage)):
            return _voice(layout.document, bodies[-1], VOICE_KINDS[bodies[-1].kind])
    return None


def _is_line(passage: Passage) -> bool:
    ended = passage.text.rstrip().endswith((".", "!", "?"))
    return len(passage.words) <= LONGEST and not ended


def _bodies(names: Sequence[Name], *, armed: bool) -> list[Name]:
    """Name the bodies of a line, of a sentence only the forces."""
    return [n for n in names if n.kind in (BODY_KINDS[-1:] if armed else BODY_KINDS)]


def _cleaned(publisher: str) -> str:
    """Take from a publisher's name what only says that a page is somebody's, and where he sits."""
    name = publisher.partition(" (")[0].partition(",")[0].strip()
    lead = next((b for b in BELONGS if name.lower().startswith(b)), "")
    return name[len(lead) :].strip()


def _named(names: Sequence[tuple[Name, ...]], keys: frozenset[str]) -> list[Name]:
    """Find where the text names its publisher, in full or in part."""
    found = []
    for name in (n for named in names for n in named if n.kind in VOICE_KINDS):
        own = frozenset(w.lower() for w in WORD.findall(name.text)) - SMALL
        if own and (own <= keys or keys - SMALL <= own) and (len(own) > 1 or len(keys) == 1):
            found.append(name)
    return found


def _kind(keys: Sequence[str]) -> VoiceKind:
    if GOVERNMENT & set(keys):
        return "government"
    return "armed_group" if keys[-1] in ARMED or ARMED & set(keys[:2]) else "organization"


def _voice(document: Document, name: Name, kind: VoiceKind) -> Voice:
    span = document.span(name.start, name.end)
    return Voice(name=name.canonical, kind=kind, span=span)
