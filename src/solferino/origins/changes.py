"""What a copy changed: denials and hedges dropped, numbers and quotations altered, actors added.

Each finding is a short text with the words of both sides. The diff runs sentence by sentence
along the passages that the two texts share, so a moved paragraph is not taken for a change.
"""

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from textwrap import shorten

from solferino.codec import value
from solferino.model import Document, Passage
from solferino.origins.lexicon import Phrases, lexicon
from solferino.origins.wording import words_of, zones_of
from solferino.text.number import Number, numbers
from solferino.text.segment import Word, quotations, sentences

LONGEST = 400  # words of a line that is compared word by word; what is longer is no sentence
EXCERPT = 160  # characters of a sentence that a finding shows
ALIKE = 0.5  # of the words: a sentence that was rewritten, not replaced
NEAR = 4  # lines: how far from its expected place a rewritten line is looked for
MOSTLY = 0.5  # of the words: above, the document is this copy and little else
MODIFIERS = 3  # capitalised words before "army" that belong to the actor


@value
class Line:
    """A sentence of one side. Of each word: is it quoted, does the other side have it too."""

    text: str
    start: int
    end: int
    words: tuple[Word, ...]
    quoted: tuple[bool, ...]
    shared: tuple[bool, ...]

    @property
    def keys(self) -> tuple[str, ...]:
        """The folded words."""
        return tuple(word.key for word in self.words)


@value
class Side:
    """One of the two texts: its lines, and the region from first to last shared passage."""

    lines: tuple[Line, ...]
    start: int
    end: int

    @property
    def coverage(self) -> float:
        """The share of the words that stand in shared passages."""
        shared = [flag for line in self.lines for flag in line.shared]
        return sum(shared) / max(1, len(shared))

    def in_region(self, line: Line) -> bool:
        """Whether a line stands between the first and the last shared passage."""
        return self.start <= line.start and line.end <= self.end


def find_changes(
    document: Document, other: Document, passages: Sequence[Passage]
) -> tuple[str, ...]:
    """Say what `document` changed of `other`'s words; in order of place, each finding once.

    Sentences that one side lacks are named where they hold a denial: anywhere when the document
    is mostly this copy, else between the first and the last shared passage only.
    """
    new = _side(document, [(p.start, p.end) for p in passages])
    old = _side(other, [(p.other_start, p.other_end) for p in passages])
    pairs = _pair(new, old, passages)
    whole = new.coverage >= MOSTLY
    kept = set(pairs.values())
    found = [
        f'denial dropped: "{_excerpt(line)}"'
        for number, line in enumerate(old.lines)
        if number not in kept and _denies(line) and (whole or old.in_region(line))
    ]
    other_keys = tuple(word.key for word in words_of(other.text))
    own_keys = tuple(word.key for word in words_of(document.text))
    for number, line in enumerate(new.lines):
        if number in pairs:
            former = old.lines[pairs[number]]
            if line.text == former.text:
                continue  # most of a copy; what is the same says nothing else
            found.extend(_differences(line, former))
            found.extend(f'actor added: "{a}"' for a in _actors(line, other_keys))
            found.extend(f'actor dropped: "{a}"' for a in _actors(former, own_keys))
        elif _denies(line) and (whole or new.in_region(line)):
            found.append(f'denial added: "{_excerpt(line)}"')
    return tuple(dict.fromkeys(found))


def _side(document: Document, shared: Sequence[tuple[int, int]]) -> Side:
    text = document.text
    every = words_of(text)
    quoted = zones_of(every, [(q.start, q.end) for q in quotations(text)])
    common = zones_of(every, shared)
    waste = [(p.start, p.end) for p in document.parts if p.kind == "boilerplate"]
    wasted = zones_of(every, waste)
    starts = [word.start for word in every]
    lines = []
    for sentence in sentences(text):
        first, last = bisect_left(starts, sentence.start), bisect_left(starts, sentence.end)
        if first == last or wasted[first] or wasted[last - 1]:
            continue
        lines.append(
            Line(
                text=text[sentence.start : sentence.end],
                start=sentence.start,
                end=sentence.end,
                words=every[first:last],
                quoted=tuple(map(bool, quoted[first:last])),
                shared=tuple(map(bool, common[first:last])),
            )
        )
    return Side(
        lines=tuple(lines),
        start=min((start for start, _ in shared), default=0),
        end=max((end for _, end in shared), default=0),
    )


def _pair(new: Side, old: Side, passages: Sequence[Passage]) -> dict[int, int]:
    """Find the lines that say the same: by shared passages first, then by their words."""
    votes: dict[int, Counter[int]] = {}
    for passage in passages:
        here = _lines_of(new, passage.start, passage.end)
        there = _lines_of(old, passage.other_start, passage.other_end)
        for own, theirs in zip(here, there, strict=False):
            votes.setdefault(own, Counter())[theirs] += 1
    pairs: dict[int, int] = {}
    for number, counts in sorted(votes.items()):
        former, count = min(counts.items(), key=lambda item: (-item[1], item[0]))
        shorter = min(len(new.lines[number].words), len(old.lines[former].words))
        if count >= ALIKE * shorter:
            pairs[number] = former
    return _pair_rewritten(new, old, pairs)


def _pair_rewritten(new: Side, old: Side, pairs: dict[int, int]) -> dict[int, int]:
    """Pair lines left over with a like one near the place where the text goes on."""
    free = set(range(len(old.lines))) - set(pairs.values())
    expected = 0
    for number, line in enumerate(new.lines):
        if number not in pairs:
            near = [o for o in range(expected - NEAR, expected + NEAR + 1) if o in free]
            likeness = [(_likeness(line, old.lines[o]), -o) for o in near]
            best, former = max(likeness, default=(0.0, 0))
            if best >= ALIKE:
                pairs[number] = -former
                free.remove(-former)
        expected = pairs.get(number, expected) + 1
    return pairs


def _lines_of(side: Side, start: int, end: int) -> Iterator[int]:
    """Give for each word of a stretch the number of its line."""
    number = bisect_right(side.lines, start, key=lambda line: line.end)
    while number < len(side.lines) and side.lines[number].start < end:
        for word in side.lines[number].words:
            if start <= word.start and word.end <= end:
                yield number
        number += 1


def _likeness(left: Line, right: Line) -> float:
    """Share of the longer line's words that both hold (2/3 of three words is no evidence)."""
    both = (Counter(left.keys) & Counter(right.keys)).total()
    longer = max(len(left.words), len(right.words))
    return both / longer if both > MODIFIERS else 0.0


def _denies(line: Line) -> bool:
    return lexicon().denial.within(line.keys)


def _excerpt(line: Line) -> str:
    return shorten(line.text, EXCERPT, placeholder=" …")


def _differences(new: Line, old: Line) -> Iterator[str]:
    """Find what a kept sentence says otherwise than before."""
    for name, phrases in (("denial", lexicon().denial), ("hedge", lexicon().hedge)):
        yield from (f'{name} dropped: "{t}"' for t in _only(old, new, phrases))
        yield from (f'{name} added: "{t}"' for t in _only(new, old, phrases))
    if max(len(new.words), len(old.words)) > LONGEST:
        return
    yield from _numbers(new, old)
    matcher = SequenceMatcher(None, old.keys, new.keys, autojunk=False)
    for kind, a, b, c, d in matcher.get_opcodes():
        if kind != "equal" and _all_quoted(old, a, b) and _all_quoted(new, c, d):
            yield f'quotation altered: "{_around(old, a, b)}" -> "{_around(new, c, d)}"'


def _only(line: Line, against: Line, phrases: Phrases) -> Iterator[str]:
    """Phrases of one kind in a line, as worded, where the other line has none of that kind."""
    if not phrases.within(against.keys):
        for first, last in phrases.find(line.keys):
            yield _cut(line, first, last)


def _numbers(new: Line, old: Line) -> Iterator[str]:
    """Compare the numbers by what they bound: "two" and "2" are equal, "20" and "at least 20" not.

    Dates, ages and percentages are no numbers of things.
    """
    before, after = numbers(old.text), numbers(new.text)
    matcher = SequenceMatcher(
        None, [_bounds(old, n) for n in before], [_bounds(new, n) for n in after], autojunk=False
    )
    for kind, a, b, c, d in matcher.get_opcodes():
        if kind == "replace":
            for former, number in zip(before[a:b], after[c:d], strict=False):
                words_then = old.text[former.start : former.end]
                words_now = new.text[number.start : number.end]
                yield f'number changed: "{words_then}" -> "{words_now}"'


def _bounds(line: Line, number: Number) -> tuple[int | None, int | None, str]:
    vague = line.text[number.start : number.end].casefold() if number.kind == "vague" else ""
    return number.min, number.max, vague


def _all_quoted(line: Line, first: int, last: int) -> bool:
    """Whether words, or the two beside a gap, stand inside quotation marks."""
    wide = line.quoted[max(0, first - 1) : last + 1] if first == last else line.quoted[first:last]
    return bool(wide) and all(wide)


def _around(line: Line, first: int, last: int) -> str:
    """Words with one more on each side, so that a dropped word is seen in its place."""
    return _cut(line, max(0, first - 1), min(len(line.words), last + 1))


def _cut(line: Line, first: int, last: int) -> str:
    start, end = line.words[first].start, line.words[last - 1].end
    return line.text[start - line.start : end - line.start]


def _actors(line: Line, elsewhere: Sequence[str]) -> Iterator[str]:
    """Actors of a line, with the capitalised words before them, that the other text lacks."""
    for first, last in lexicon().actor.find(line.keys):
        start = first
        while first - start < MODIFIERS and start > 0 and _modifies(line, start - 1):
            start -= 1
        keys = line.keys[start:last]
        if start < first and not _holds(elsewhere, keys):
            yield _cut(line, start, last)


def _modifies(line: Line, number: int) -> bool:
    word, after = line.words[number], line.words[number + 1]
    gap = line.text[word.end - line.start : after.start - line.start]
    return word.text[0].isupper() and gap in (" ", "-") and word.key not in lexicon().generic


def _holds(keys: Sequence[str], phrase: Sequence[str]) -> bool:
    wanted = tuple(phrase)
    return any(tuple(keys[i : i + len(wanted)]) == wanted for i in range(len(keys)))
