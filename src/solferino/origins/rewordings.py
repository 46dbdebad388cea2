"""Find texts that tell one article in other words: sentence for sentence, in its order.

Whoever rewrites a text sentence by sentence, or has a program do it, changes words and keeps what
each sentence is about, its figures, and the order of telling. Long words stand for what a sentence
is about: in every language the short ones mean little by themselves. Two texts that have enough
pairs of neighbouring long words in common are laid beside each other, sentence by sentence, by
their long words (Dice, 1945).

Like all copies, a pair is judged by its two texts alone.
"""

from collections.abc import Collection, Iterator, Sequence

from solferino.codec import value
from solferino.model import Copy, Document, Passage
from solferino.origins.changes import PLAIN, find_changes
from solferino.origins.lines import side_of
from solferino.origins.meeting import beside, meetings
from solferino.origins.order import repeats, versions
from solferino.origins.wording import Wording, is_long

SHARE = 120  # thousandths of the smaller text's pairs of long words that the other has too
LEAST = 12  # such pairs
LIKE = 450  # thousandths: likeness of two sentences that tell the same
KEPT = 500  # thousandths of the smaller text's long words that stand in such sentences
LINES = 4  # sentences that tell the same; fewer may meet by chance
WORDS = 4  # long words of a sentence that is compared
LONGEST = 200  # sentences that are put in order; what is longer is compared by its beginning
THOUSAND = 1000


@value
class Told:
    """A sentence at [start, end) with its long words, those in quotation marks left out."""

    start: int
    end: int
    words: frozenset[str]


def rewordings(
    texts: Sequence[Wording],
    others: Collection[frozenset[str]],
    fresh: Collection[str] | None = None,
) -> Iterator[tuple[Wording, Wording]]:
    """Yield the pairs of texts of which one may tell the other in other words, each once.

    `others` are pairs (of ids) that are passed over: copies that were found by their words. Where
    `fresh` names documents (ids), only their pairs are looked at.
    """
    leaps = [text.leaps for text in texts]
    pairs = meetings(leaps, _needed) if fresh is None else beside(leaps, fresh, _needed)
    for i, j in pairs:
        if frozenset((texts[i].document.id, texts[j].document.id)) not in others:
            yield texts[i], texts[j]


def _needed(size: int) -> int:
    return max(LEAST, -(-size * SHARE // THOUSAND))


def reworded(left: Document, right: Document) -> Iterator[Copy]:
    """Yield the copy, if one of two texts tells the other in other words.

    `share` is in thousandths of the smaller text's long words; passages are sentences that tell the
    same. What was left out or added is not listed: in other words nearly all of it is.
    """
    if versions(left, right):
        return
    if not repeats(left, right):
        left, right = right, left
    here, there = told(left), told(right)
    matched = _in_order(here, there)
    share = min(
        (_size(every), _size(kept) * THOUSAND // max(1, _size(every)))
        for every, kept in ((here, [a for a, _ in matched]), (there, [b for _, b in matched]))
    )[1]
    if len(matched) < LINES or share < KEPT or not _same_figures(matched):
        return
    passages = tuple(
        Passage(start=a.start, end=a.end, other_start=b.start, other_end=b.end) for a, b in matched
    )
    changes = find_changes(left, right, passages)
    yield Copy(
        document=left.id,
        other=right.id,
        kind="paraphrase",
        share=share,
        passages=passages,
        changes=tuple(change for change in changes if change.kind not in PLAIN),
    )


def told(document: Document) -> list[Told]:
    """List the sentences of a text that have some long words, in order."""
    found = []
    for line in side_of(document, ()).lines:
        pairs = zip(line.keys, line.quoted, strict=True)
        words = frozenset(key for key, quoted in pairs if not quoted and is_long(key))
        if len(words) >= WORDS:
            found.append(Told(start=line.start, end=line.end, words=words))
    return found[:LONGEST]


def _size(every: Sequence[Told]) -> int:
    return sum(len(one.words) for one in every)


def _in_order(here: Sequence[Told], there: Sequence[Told]) -> list[tuple[Told, Told]]:
    """Pair sentences that tell the same, so that as many words as can be stand in one order."""
    alike = [[_alike(a, b) for b in there] for a in here]
    most = [[0] * (len(there) + 1) for _ in range(len(here) + 1)]
    for i in range(len(here) - 1, -1, -1):
        for j in range(len(there) - 1, -1, -1):
            both = alike[i][j] + most[i + 1][j + 1] if alike[i][j] else 0
            most[i][j] = max(both, most[i + 1][j], most[i][j + 1])
    pairs, i, j = [], 0, 0
    while i < len(here) and j < len(there):
        if alike[i][j] and most[i][j] == alike[i][j] + most[i + 1][j + 1]:
            pairs.append((here[i], there[j]))
            i, j = i + 1, j + 1
        elif most[i][j] == most[i + 1][j]:
            i += 1
        else:
            j += 1
    return pairs


def _alike(a: Told, b: Told) -> int:
    """Count the long words that two sentences share; none where they do not tell the same."""
    both = len(a.words & b.words)
    return both if 2 * both * THOUSAND >= LIKE * (len(a.words) + len(b.words)) else 0


def _same_figures(matched: Sequence[tuple[Told, Told]]) -> bool:
    """Whether the sentences agree in half of their figures: daily reports of one form do not."""
    here, there = (
        {word for pair in matched for word in pair[side].words if word[0].isdigit()}
        for side in (0, 1)
    )
    return 2 * len(here & there) >= min(len(here), len(there))
