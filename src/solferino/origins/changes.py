"""What a copy changed: denials and hedges dropped, numbers and quotations altered, actors added.

Each finding has the words of both texts where both have any.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from difflib import SequenceMatcher

from solferino.model import Change, Document, Passage, Span
from solferino.model.terms import ChangeKind
from solferino.origins.headline import goes_beyond
from solferino.origins.lexicon import lexicon
from solferino.origins.lines import Line, Side, pair_lines, side_of
from solferino.origins.signs import actors, counted, denies
from solferino.origins.wording import words_of
from solferino.text.phrases import Phrases

LONGEST = 400  # words of a line that is compared word by word; what is longer is no sentence
MOSTLY = 0.5  # of the words: above, the document is this copy and little else
LARGELY = 0.3  # of the words: above, what else the first text held was left out
PLAIN = frozenset({"left_out", "added"})
CLAUSE = 3  # words on end that one side of a sentence lacks: fewer are a matter of style


def find_changes(
    document: Document, other: Document, passages: Sequence[Passage]
) -> tuple[Change, ...]:
    """Say what `document` changed of `other`'s words; in order of place, each finding once.

    What alters the sense comes before what was only left out or added. Sentences that one side
    lacks are named between the first and the last shared passage; what was left out, and
    denials, anywhere when the texts are largely this copy.
    """
    new = side_of(document, [(p.start, p.end) for p in passages])
    old = side_of(other, [(p.other_start, p.other_end) for p in passages])
    pairs = pair_lines(new, old, passages)
    found: dict[str, Change] = {}
    for change in (
        *_left_out(new, old, frozenset(pairs.values())),
        *_rewritten(new, old, pairs, _keys(document), _keys(other)),
        *goes_beyond(new, old),
    ):
        found.setdefault(change.wording, change)
    return tuple(sorted(found.values(), key=lambda change: change.kind in PLAIN))


def _keys(document: Document) -> tuple[str, ...]:
    return tuple(word.key for word in words_of(document.text))


def _left_out(new: Side, old: Side, kept: AbstractSet[int]) -> Iterator[Change]:
    """Find the sentences that the copy lacks."""
    for number, line in enumerate(old.lines):
        within = old.in_region(line)
        if number in kept or not (within or new.coverage >= MOSTLY):
            continue
        if denies(line):
            yield Change(kind="denial_dropped", before=line.span, after=None)
        elif within or old.coverage >= LARGELY:
            yield Change(kind="left_out", before=line.span, after=None)


def _rewritten(
    new: Side, old: Side, pairs: Mapping[int, int], own: Sequence[str], theirs: Sequence[str]
) -> Iterator[Change]:
    """Find what the copy's sentences say otherwise; `own` and `theirs` are all words of each."""
    for number, line in enumerate(new.lines):
        within = new.in_region(line)
        if number in pairs:
            former = old.lines[pairs[number]]
            if line.text != former.text:  # most of a copy is the same and says nothing else
                yield from _differences(line, former)
                yield from _actors(line, former, own, theirs)
        elif denies(line) and (within or new.coverage >= MOSTLY):
            yield Change(kind="denial_added", before=None, after=line.span)
        elif within:
            yield Change(kind="added", before=None, after=line.span)


def _actors(new: Line, old: Line, own: Sequence[str], theirs: Sequence[str]) -> Iterator[Change]:
    for span in actors(new, theirs):
        yield Change(kind="actor_added", before=old.span, after=span)
    for span in actors(old, own):
        yield Change(kind="actor_dropped", before=span, after=new.span)


def _differences(new: Line, old: Line) -> Iterator[Change]:
    """Find what a kept sentence says otherwise than before."""
    for dropped, added, phrases in _DOUBTS:
        for span in _only(old, new, phrases()):
            yield Change(kind=dropped, before=span, after=new.span)
        for span in _only(new, old, phrases()):
            yield Change(kind=added, before=old.span, after=span)
    if max(len(new.words), len(old.words)) > LONGEST:
        return
    yield from _numbers(new, old)
    matcher = SequenceMatcher(None, old.keys, new.keys, autojunk=False)
    for kind, a, b, c, d in matcher.get_opcodes():
        if kind == "equal":
            continue
        if _all_quoted(old, a, b) and _all_quoted(new, c, d):
            before, after = _around(old, a, b), _around(new, c, d)
            yield Change(kind="quotation_altered", before=before, after=after)
        elif kind == "delete" and b - a >= CLAUSE:
            yield Change(kind="left_out", before=old.cut(a, b), after=new.span)
        elif kind == "insert" and d - c >= CLAUSE:
            yield Change(kind="added", before=old.span, after=new.cut(c, d))


def _only(line: Line, against: Line, phrases: Phrases) -> Iterator[Span]:
    """Phrases of one kind in a line, where the other line has none of that kind."""
    if not phrases.within(against.keys):
        for first, last in phrases.find(line.keys):
            yield line.cut(first, last)


def _denials() -> Phrases:
    return lexicon().denial


def _hedges() -> Phrases:
    return lexicon().hedge


_DOUBTS: tuple[tuple[ChangeKind, ChangeKind, Callable[[], Phrases]], ...] = (
    ("denial_dropped", "denial_added", _denials),
    ("hedge_dropped", "hedge_added", _hedges),
)


def _numbers(new: Line, old: Line) -> Iterator[Change]:
    before, after = counted(old), counted(new)
    matcher = SequenceMatcher(None, [n for n, _ in before], [n for n, _ in after], autojunk=False)
    for kind, a, b, c, d in matcher.get_opcodes():
        if kind == "replace":
            for (_, then), (_, now) in zip(before[a:b], after[c:d], strict=False):
                yield Change(kind="number_changed", before=then, after=now)


def _all_quoted(line: Line, first: int, last: int) -> bool:
    """Whether words, or the two beside a gap, stand inside quotation marks."""
    wide = line.quoted[max(0, first - 1) : last + 1] if first == last else line.quoted[first:last]
    return bool(wide) and all(wide)


def _around(line: Line, first: int, last: int) -> Span:
    """Words with one more on each side, so that a dropped word is seen in its place."""
    return line.cut(max(0, first - 1), min(len(line.words), last + 1))
