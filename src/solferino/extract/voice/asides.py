"""Words of saying thrown into what is said, and those of a relative clause."""

from collections.abc import Iterator

from solferino.extract.cues import GIVING, GRAMMAR, Cue
from solferino.extract.passage import Passage
from solferino.extract.voice.contents import TELLING, has_clause
from solferino.extract.voice.utterances import Uttered

LEAST = 2  # words before an aside that can be a part of what is said
CLAUSE = 4  # words before it that can be a clause of their own
FEW = 3  # words
CLAUSAL = GRAMMAR["auxiliary"] | GRAMMAR["they"] | (GRAMMAR["opener"] - GRAMMAR["preposition"])
WHEN = frozenset(("today", "yesterday", "later", "earlier", "early", "late", "then"))
OFFICE = 6  # words of an office before a name
OPENING = (",", '"', "\u201d", "\u00bb", ";")
VERBAL = GRAMMAR["auxiliary"] | GRAMMAR["they"] | GRAMMAR["opener"] | GRAMMAR["coordinator"]
VERBAL = VERBAL | GRAMMAR["preposition"]
HEARERS = ("me", "us", "him", "her", "them", "reporters", "journalists")


def thrown_in(passage: Passage, uttered: Uttered) -> bool:
    """Whether commas on both sides set off who says it: "No shot was fired, she said, and …"."""
    span, cue = uttered.chain[0].span, uttered.cue
    if span is None or uttered.inverted or uttered.nested or span.start > cue.start:
        return False
    words = passage.words
    first, last = phrase_start(passage, span.start), cue.last
    if first < LEAST or words[0].key in GRAMMAR["preposition"] | GRAMMAR["opener"]:
        return False
    if cue.key in TELLING and last < len(words) and words[last].key in HEARERS:
        last += 1
    before = passage.slice(words[first - 1].end, words[first].start)
    after = passage.slice(words[last - 1].end, words[last - 1].end + 1)
    return "," in before and after == "," and passage.obeys("voice/thrown-in")


def trailing(passage: Passage, uttered: Uttered, stop: int) -> bool:
    """Whether who says it stands behind what is said, with only when or where after the verb.

    As in "They must be freed, X said today on the eve of the trial".
    """
    span, cue = uttered.chain[0].span, uttered.cue
    if span is None or uttered.inverted or uttered.nested or span.end > cue.start:
        return False
    words, first = passage.words, phrase_start(passage, span.start)
    if first < CLAUSE or words[0].key in GRAMMAR["preposition"] | GRAMMAR["opener"]:
        return False
    behind = [w for w in words[cue.last :] if w.start < stop]
    led = "," in passage.slice(words[first - 1].end, words[first].start)
    if not led or not behind or not has_clause(passage, 0, first):
        return False
    dated = any(d.start <= behind[0].start < d.end for d in passage.dates)
    opens = dated or behind[0].key in GRAMMAR["preposition"] | WHEN
    said = {w.key for w in behind} & CLAUSAL
    marks = any(m in passage.slice(cue.end, stop) for m in ':“"«')
    in_force = passage.obeys("voice/trailing") and passage.obeys("voice/by-way-of")
    return opens and not said and not marks and in_force


def around(passage: Passage, uttered: Uttered, stop: int) -> Iterator[tuple[int, int]]:
    """Give what is said before and behind words thrown in; one stretch where they part a clause."""
    span = uttered.chain[0].span
    assert span is not None
    words = passage.words
    first, last = phrase_start(passage, span.start), uttered.cue.last
    if uttered.cue.key in TELLING and words[last : last + 1] and words[last].key in HEARERS:
        last += 1
    if first < CLAUSE:
        yield passage.start, stop
        return
    yield passage.start, words[first - 1].end
    if last < len(words) and words[last].start < stop and not _beside(passage, last):
        yield words[last].start, stop


def _beside(passage: Passage, index: int) -> bool:
    """Whether a clause in -ing tells what else the speaker did: ", X said, revising a figure"."""
    gap = passage.slice(passage.words[index - 1].end, passage.words[index].start)
    doing = passage.words[index].key.endswith("ing") and not any(m in gap for m in '"\u201c\u00ab')
    return doing and passage.obeys("voice/beside")


def parted_off(passage: Passage, uttered: Uttered) -> bool:
    """Whether a conjunction parts who speaks from what stands before: "it fell but X repeated"."""
    span = uttered.chain[0].span
    if uttered.inverted or uttered.trails or span is None or span.start > uttered.cue.start:
        return False
    first = phrase_start(passage, span.start)
    led = any(
        w.key in ("but", "while", "whereas") for w in passage.words[max(0, first - OFFICE) : first]
    )
    text = passage.slice(passage.start, span.start).rstrip()
    return led and text[-1:] not in ('"', "”", "»", ",") and passage.obeys("voice/but-who")


def phrase_start(passage: Passage, start: int) -> int:
    """Index of the first word of the noun phrase that begins at an offset, its article included.

    So is an office before a name, where a comma or a quotation mark opens it: "…, police chief X",
    "…, the minister of health, X".
    """
    first = passage.word_at(start)
    while first > 0 and passage.words[first - 1].key in GRAMMAR["determiner"]:
        first -= 1
    office = _office_start(passage, first) if passage.obeys("voice/title") else first
    return _apposed_start(passage, office) if passage.obeys("voice/title") else office


def _office_start(passage: Passage, first: int) -> int:
    """Go back over the words of an office to the comma or quotation mark that opens it."""
    words = passage.words
    for at in range(first, max(0, first - OFFICE) - 1, -1):
        gap = passage.slice(words[at - 1].end, words[at].start) if at else ""
        if any(mark in gap for mark in OPENING):
            return at
        if at == 0 or gap.strip(" .") or words[at - 1].key in VERBAL:
            break
    return first


def _apposed_start(passage: Passage, first: int) -> int:
    """Go back over an office that commas part from its name: "the minister of health, X"."""
    words = passage.words
    if first == 0 or passage.slice(words[first - 1].end, words[first].start) != ", ":
        return first
    for at in range(first - 1, max(0, first - OFFICE - 2), -1):
        gap = passage.slice(words[at - 1].end, words[at].start)
        if any(mark in gap for mark in OPENING):
            role = any(at <= t.first < first for t in passage.of("role", "people"))
            return at if role and words[at].key in GRAMMAR["determiner"] else first
        if gap.strip(" .") or words[at].key in VERBAL - GRAMMAR["preposition"]:
            break
    return first


def clause_of(passage: Passage, uttered: Uttered) -> tuple[int, int]:
    """Where a passive clause of saying begins and ends: behind a mark or "but", with its agent."""
    words, end = passage.words, passage.words[uttered.after - 1].end
    for at in range(uttered.cue.first - 1, 0, -1):
        gap = passage.slice(words[at - 1].end, words[at].start)
        parted = words[at - 1].key in ("but", "which", "who", "that", "while")
        if parted or any(mark in gap for mark in (*OPENING, "“", ":", "(")):
            return words[at].start, end
    return passage.start, end


def relative_start(passage: Passage, cue: Cue, uttered: Uttered, stop: int) -> int:
    """Where words begin that take a whole clause as object: ", which X denied" begins at "which".

    Else at the cue itself.
    """
    span = uttered.chain[0].span
    following = any(w.start < stop for w in passage.words[cue.last : cue.last + 1])
    if span is None or following or not passage.obeys("voice/which-denied"):
        return cue.start
    first = phrase_start(passage, span.start)
    led = first > 0 and passage.words[first - 1].key in ("which", "something", "this", "that")
    return passage.words[first - 1].start if led else cue.start


def object_start(passage: Passage, uttered: Uttered, stop: int) -> int:
    """Where verb and object begin as what is said: with the subject where little else is said.

    "Denied it" alone points at nothing; "the Front denies it" does.
    """
    cue, span = uttered.cue, uttered.chain[0].span
    said = [w for w in passage.words[cue.first :] if w.start < stop]
    short = len(said) <= FEW or cue.key in GIVING
    whole = span is not None and span.end <= cue.start and short
    if span is None or not whole or not passage.obeys("voice/with-subject"):
        return relative_start(passage, cue, uttered, stop)
    between = passage.words[passage.word_at(span.end - 1) + 1 : cue.first]
    near = len(between) <= FEW and "," not in passage.slice(span.end, cue.start)
    start = passage.words[phrase_start(passage, span.start)].start
    return start if near and len(said) > 1 else relative_start(passage, cue, uttered, stop)
