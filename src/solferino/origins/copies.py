"""Find documents that repeat one another's words, with the exact passages on both sides.

The measure is containment of word 5-grams (Broder, 1997): the share of the smaller text's runs
of five words that the other text holds too. Runs wholly inside quotation marks are left out of
the share: two texts that quote the same words share a quotation, and neither is a copy.

Whether two documents are copies depends on these two alone, never on what else a case holds.
"""

from collections.abc import Collection, Generator, Iterable, Iterator, Mapping, Sequence
from functools import partial
from types import MappingProxyType

from solferino.codec import value
from solferino.model import Change, Copy, Document, Passage, Revision
from solferino.origins.changes import find_changes
from solferino.origins.compared import Compared
from solferino.origins.meeting import beside, meetings
from solferino.origins.order import repeats, versions
from solferino.origins.posts import copied_posts
from solferino.origins.rewordings import reworded, rewordings
from solferino.origins.translations import Spoken, find_translations
from solferino.origins.wording import GRAM, NOTHING, Wording
from solferino.ports import Memory

LEAST_SHARE = 100  # thousandths; pairs of unrelated texts on one topic stay near 30 and below
LEAST_RUNS = 8  # twelve words on end: fewer are a stock phrase, however short the text
SAME = 980  # thousandths, both ways: what is left is a slip of reading, not an edit
SOME = 100  # documents or pairs after which it is told how much is done
FEW = 64  # documents that are compared with each other one; more are found by the runs of all
PLACES = 16  # tries for a run that one text holds many times over

NO_REGISTERS: Mapping[str, str] = MappingProxyType({})


@value
class Collation:
    """The copies among some documents, with what they were found by: the next round's beginning.

    `documents` and `registers` by id, as they were; `texts` holds the runs of each and `spoken`
    its language.
    """

    documents: Mapping[str, Document]
    registers: Mapping[str, str]
    texts: Mapping[str, Wording]
    spoken: Mapping[str, Spoken]
    copies: tuple[Copy, ...]


def find_copies(documents: Sequence[Document], memory: Memory | None = None) -> tuple[Copy, ...]:
    """Find all pairs of copies, each pair once, sorted by (document, other).

    `document` is the one that repeats `other`: the one published later; where the dates do not
    tell, the one that names the other's publisher; where that does not tell either, the one
    with the greater id. `share` is in thousandths of the smaller text. Captures of one address
    are versions, not copies. With a memory, two texts that were compared before are not compared
    again.
    """
    going = finding(documents, memory)
    while True:
        try:
            next(going)
        except StopIteration as end:
            found: tuple[Copy, ...] = end.value
            return found


def finding(
    documents: Sequence[Document],
    memory: Memory | None = None,
    registers: Mapping[str, str] = NO_REGISTERS,
) -> Generator[int, None, tuple[Copy, ...]]:
    """Do what `find_copies` does; on the way, yield now and then how much of it is done.

    The whole is twice the documents: first the words of each are taken in, then all are compared.
    `registers` says of the rows of registers (ids of documents) in which they stand: rows of one
    register have one writer, who uses the same phrases again, and are no copies of each other.
    """
    found = yield from collating(documents, memory, registers)
    return found.copies


def collating(
    documents: Sequence[Document],
    memory: Memory | None = None,
    registers: Mapping[str, str] = NO_REGISTERS,
    before: Collation | None = None,
) -> Generator[int, None, Collation]:
    """Do what `finding` does, going on from the round before: it comes to the same copies.

    Documents that are as they were are not read again, and where few are not, only these are
    compared with the others.
    """
    ordered = {d.id: d for d in sorted(documents, key=lambda d: d.id)}
    still = _still(ordered, registers, before)
    texts = {name: before.texts[name] for name in still & before.texts.keys()} if before else {}
    spoken = {name: before.spoken[name] for name in still} if before else {}
    alone = len({registers.get(name, "") or name for name in ordered}) == 1  # one register
    for number, document in enumerate(() if alone else ordered.values(), start=1):
        if document.id not in texts:
            texts[document.id] = Wording(document)
        if number % SOME == 0:
            yield number
    spoken.update((name, Spoken(d)) for name, d in ordered.items() if name not in spoken)
    fresh = ordered.keys() - still
    few = before is not None and len(fresh) <= FEW
    search = _Search(
        [] if alone else [texts[name] for name in ordered],
        [spoken[name] for name in ordered],
        registers,
        Compared(memory),
    )
    found = yield from search.found(fresh if few else None)
    kept = before.copies if few and before is not None else ()
    found += [c for c in kept if c.document in still and c.other in still]
    return Collation(
        documents=ordered,
        registers=registers,
        texts=texts,
        spoken=spoken,
        copies=tuple(sorted(found, key=_place)),
    )


def _still(
    documents: Mapping[str, Document], registers: Mapping[str, str], before: Collation | None
) -> frozenset[str]:
    """Name the documents that are as they were, in the register in which they were."""
    if before is None:
        return frozenset()
    return frozenset(
        name
        for name, document in documents.items()
        if name in before.documents
        and registers.get(name) == before.registers.get(name)
        and (before.documents[name] is document or before.documents[name] == document)
    )


class _Search:
    """Looks for copies among texts that were read: for all, or for those of some documents."""

    def __init__(
        self,
        texts: Sequence[Wording],
        spoken: Sequence[Spoken],
        registers: Mapping[str, str],
        compared: Compared,
    ) -> None:
        self._texts, self._spoken = texts, spoken
        self._registers, self._compared = registers, compared

    def found(self, fresh: Collection[str] | None) -> Generator[int, None, list[Copy]]:
        """Find all copies, or those in which a `fresh` document (id) takes part."""
        found: list[Copy] = []
        texts = self._texts
        every = meetings(texts, _needed) if fresh is None else beside(texts, fresh, _needed)
        pairs = [(texts[i], texts[j]) for i, j in every if not self._listed(texts[i], texts[j])]
        for number, (left, right) in enumerate(pairs, start=1):
            comparing = partial(_compare, left, right)
            found += self._compared.once("copy", left.document, right.document, comparing)
            if number % SOME == 0:
                yield len(texts) + len(texts) * number // len(pairs)
        found += self._reworded(frozenset(frozenset((c.document, c.other)) for c in found), fresh)
        found += find_translations(self._spoken, self._compared, fresh)
        for document in (s.document for s in self._spoken):
            if document.parts and (fresh is None or document.id in fresh):
                posts = partial(copied_posts, document, _among)
                found += self._compared.once("posts", document, document, posts)
        return found

    def _reworded(
        self, others: Collection[frozenset[str]], fresh: Collection[str] | None
    ) -> Iterator[Copy]:
        """Find who tells in other words what another text tells; `others` are copies as it is."""
        for left, right in rewordings(self._texts, others, fresh):
            if not self._listed(left, right):
                comparing = partial(reworded, left.document, right.document)
                yield from self._compared.once(
                    "rewording", left.document, right.document, comparing
                )

    def _listed(self, left: Wording, right: Wording) -> bool:
        """Whether two are rows of one register."""
        own = self._registers.get(left.document.id)
        return own is not None and own == self._registers.get(right.document.id)


def _among(documents: Sequence[Document]) -> Iterator[Copy]:
    """Compare a few texts with each other."""
    texts = [Wording(document) for document in documents]
    for i, j in meetings(texts, _needed):
        yield from _compare(texts[i], texts[j])


def _place(copy: Copy) -> tuple[str, str, list[tuple[int, int]]]:
    return copy.document, copy.other, [(p.start, p.other_start) for p in copy.passages]


def _needed(size: int) -> int:
    """How many runs two texts must share to be copies, by the size of the smaller."""
    return max(LEAST_RUNS, -(-size * LEAST_SHARE // 1000))


def _compare(left: Wording, right: Wording) -> Iterator[Copy]:
    shared = len(left.own & right.own)
    if shared < _needed(min(left.size, right.size)) or versions(left.document, right.document):
        return
    if not repeats(left.document, right.document):
        left, right = right, left
    passages = tuple(_passages(left, right))
    changes = find_changes(left.document, right.document, passages)
    here, there = left.all, right.all
    same = len(here & there) * 1000 >= SAME * max(len(here), len(there))
    yield Copy(
        document=left.document.id,
        other=right.document.id,
        kind="verbatim" if same and not changes else "altered",
        share=shared * 1000 // min(left.size, right.size),
        passages=passages,
        changes=changes,
    )


def revised(later: Document, earlier: Document) -> tuple[Change, ...]:
    """Say what the later of two captures of one address changed: what `Copy.changes` says."""
    new, old = Wording(later), Wording(earlier)
    return find_changes(later, earlier, tuple(_passages(new, old)))


def revisions(documents: Iterable[Document]) -> tuple[Revision, ...]:
    """Say of every later capture among some documents what it changed, by document."""
    known = {d.id: d for d in documents}
    later = ((d, known.get(d.version_of or "")) for d in sorted(known.values(), key=lambda d: d.id))
    return tuple(
        Revision(document=d.id, other=earlier.id, changes=revised(d, earlier))
        for d, earlier in later
        if earlier is not None
    )


def _passages(left: Wording, right: Wording) -> Iterator[Passage]:
    """Yield maximal stretches of the same words, from the start of the left text on.

    Passages do not overlap on the left. Where the right text holds the words more than once,
    the longest stretch is taken, then the first.
    """
    places: dict[int, list[int]] = {}
    for place, (run, standing) in enumerate(zip(right.runs, right.standing, strict=True)):
        if standing != NOTHING and len(places.setdefault(run, [])) < PLACES:
            places[run].append(place)
    here, there = left.words, right.words
    at = 0
    while at < len(left.runs):
        known = places.get(left.runs[at], []) if left.standing[at] != NOTHING else []
        length, place = max(((_stretch(left, right, at, p), -p) for p in known), default=(0, 0))
        if not length:
            at += 1
            continue
        last = length + GRAM - 2
        yield Passage(
            start=here[at].start,
            end=here[at + last].end,
            other_start=there[-place].start,
            other_end=there[-place + last].end,
        )
        at += last + 1


def _stretch(left: Wording, right: Wording, at: int, place: int) -> int:
    """Count the runs that agree from two places on."""
    length = 0
    while (
        at + length < len(left.runs)
        and place + length < len(right.runs)
        and left.runs[at + length] == right.runs[place + length]
        and left.standing[at + length] != NOTHING
        and right.standing[place + length] != NOTHING
    ):
        length += 1
    return length
