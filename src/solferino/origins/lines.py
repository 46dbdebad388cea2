"""The lines of two texts that share words, and which of them say the same.

The diff runs sentence by sentence along the passages that the two texts share, so a moved
paragraph is not taken for a change.
"""

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence

from solferino.codec import value
from solferino.model import Document, Passage, Span
from solferino.origins.wording import words_of, zones_of
from solferino.text.segment import Word, quotations, sentences

ALIKE = 0.5  # of the words: a sentence that was rewritten, not replaced
NEAR = 4  # lines: how far from its expected place a rewritten line is looked for
LEAST = 3  # words of a line that is part of a longer one; two may meet by chance


@value
class Line:
    """A sentence of one side. Of each word: is it quoted, does the other side have it too."""

    document: str
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

    @property
    def span(self) -> Span:
        """The whole sentence, as a span of its document."""
        return Span(document=self.document, start=self.start, end=self.end, text=self.text)

    def cut(self, first: int, last: int) -> Span:
        """Cut the span of words [first, last)."""
        start, end = self.words[first].start, self.words[last - 1].end
        text = self.text[start - self.start : end - self.start]
        return Span(document=self.document, start=start, end=end, text=text)


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


def side_of(document: Document, shared: Sequence[tuple[int, int]]) -> Side:
    """Cut a text into its lines; `shared` are the passages that the other text has too."""
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
                document=document.id,
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


def pair_lines(new: Side, old: Side, passages: Sequence[Passage]) -> dict[int, int]:
    """Find the lines that say the same: by shared passages first, then by their words.

    Returns the number of the old line by that of the new one.
    """
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
    """Share of the longer line's words that both hold; a line wholly in another is half like it.

    Two thirds of three words are no evidence.
    """
    both = (Counter(left.keys) & Counter(right.keys)).total()
    shorter, longer = sorted((left.keys, right.keys), key=len)
    if len(shorter) >= LEAST and holds(longer, shorter):
        return max(ALIKE, both / len(longer))
    return both / len(longer) if both > LEAST else 0.0


def holds(keys: Sequence[str], phrase: Sequence[str]) -> bool:
    """Whether words stand among others, in their order and without a gap."""
    wanted = tuple(phrase)
    return any(tuple(keys[i : i + len(wanted)]) == wanted for i in range(len(keys)))
