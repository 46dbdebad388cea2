"""What of a document's text leaves: a text of its own, with a map from every old offset to it.

Nothing is struck out of the old text: the new one is built of what may leave. So every value keeps
its exact words, offsets and seals hold in what is published, and what is not in it cannot leak.
"""

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import groupby

from solferino.codec import sha256, value
from solferino.model import Document, Page, Part, Span
from solferino.redact import Names, contacts, mark
from solferino.release.fields import LEFT_OUT
from solferino.release.lexicon import capitals, opening
from solferino.release.people import Roll, shown
from solferino.release.profile import Words
from solferino.text.segment import Slice, Word, paragraphs, sentences, words

NAME = "[name withheld]"
ENDS = frozenset('.!?:"“”«»‘’—–\n\t•*>-؟…')


@value
class Piece:
    """A stretch of the old text, [start, end), and where it stands in the new one."""

    start: int
    end: int
    new_start: int
    new_end: int
    exact: bool


@value
class Allowed:
    """What may leave of one document. All are spans [start, end) of its text.

    `values` are the words of values that leave, `voices` the words for their speakers. `others`
    are words of values that stay inside, `sides` names of parties, `names` other names that may
    stand in a sentence. `harmed` are those values that count people whom nobody let out by name.
    """

    values: tuple[Slice, ...]
    voices: tuple[Slice, ...] = ()
    others: tuple[Slice, ...] = ()
    sides: tuple[Slice, ...] = ()
    names: tuple[Slice, ...] = ()
    harmed: tuple[Slice, ...] = ()


@value
class Excerpt:
    """The text that leaves of one document, and the way from the old offsets to it.

    `paragraphs` say where those of the old text begin in it.
    """

    document: Document
    pieces: tuple[Piece, ...]
    names: tuple[str, ...]
    paragraphs: tuple[int, ...] = ()

    def span(self, old: Span) -> Span:
        """Find what stands for some old characters; at least a mark does."""
        first, last = self._at(old.start), self._at(old.end - 1)
        start = first.new_start + (old.start - first.start if first.exact else 0)
        end = last.new_start + (old.end - last.start) if last.exact else last.new_end
        return self.document.span(start, end)

    def exact(self, start: int, end: int) -> bool:
        """Whether these old characters leave as they are, all of them."""
        first, last = self._at(start), self._at(end - 1)
        return first.exact and first == last

    def stands(self, start: int, end: int) -> bool:
        """Whether these old characters leave as they are, or a pseudonym stands for all of them."""
        first = self._at(start)
        return self.exact(start, end) or (first.start == start and first.end == end)

    def moved(self, offset: int) -> int:
        """Say where an old offset stands now: what is within a mark stands behind it."""
        if not self.pieces or offset >= self.pieces[-1].end:
            return len(self.document.text)
        piece = self._at(offset)
        if piece.exact:
            return piece.new_start + offset - piece.start
        return piece.new_end if offset > piece.start else piece.new_start

    def _at(self, offset: int) -> Piece:
        at = bisect_right(self.pieces, offset, key=lambda p: p.start) - 1
        return self.pieces[at]


def excerpt(
    document: Document, allowed: Allowed, how: Words, roll: Roll, accounts: Names | None = None
) -> Excerpt:
    """Build the text that leaves: `how` much around the values, no name of the roll, no contact.

    `accounts` match those of the case that are known by a handle.
    """
    text = document.text
    labels: list[str | None] = [None if how == "text" else LEFT_OUT] * len(text)
    if how == "sentence":
        _keep(labels, _around(text, allowed))
    if how in ("words", "sentence"):
        _mark(labels, allowed.others, LEFT_OUT)
        _mark(labels, allowed.sides, LEFT_OUT)
        if how == "sentence":
            heads = tuple(p for p in document.parts if p.kind == "headline")
            strange = [s for s in _unknown(text, allowed.names, heads) if labels[s.start] is None]
            _mark(labels, _joined(strange, text), NAME)
        _keep(labels, allowed.values)
        _keep(labels, allowed.voices)
        _mark(labels, _joined(_harmed(text, allowed), text), NAME)
    if how == "none":
        for number, part in enumerate(allowed.values, start=1):
            labels[part.start : part.end] = [f"[words {number}]"] * (part.end - part.start)
    for found in roll.find(text):
        _hide(labels, found.start, found.end, shown(found))
    for contact in contacts(text, accounts):
        _hide(labels, contact.start, contact.end, mark(contact))
    return _built(document, labels)


def _harmed(text: str, allowed: Allowed) -> list[Slice]:
    """Find what may be a name of somebody harmed, a child called by a first name among them."""
    if not allowed.harmed:
        return []
    stand = (*allowed.names, *allowed.sides, *allowed.voices)
    return [
        s
        for s in _unknown(text, stand)
        if any(h.start <= s.start and s.end <= h.end for h in allowed.harmed)
    ]


def _hide(labels: list[str | None], start: int, end: int, shown_: str) -> None:
    """Put a mark over what would leave; what stays inside altogether needs none."""
    if any(label != LEFT_OUT for label in labels[start:end]):
        labels[start:end] = [shown_] * (end - start)


def _keep(labels: list[str | None], kept: Iterable[Slice]) -> None:
    for part in kept:
        labels[part.start : part.end] = [None] * (part.end - part.start)


def _mark(labels: list[str | None], hidden: Iterable[Slice], shown_: str) -> None:
    for part in hidden:
        for at in range(part.start, part.end):
            if labels[at] is None:
                labels[at] = shown_


def _around(text: str, allowed: Allowed) -> list[Slice]:
    """Find the sentences of the values, in scripts whose names can be told by their capitals."""
    return [
        s
        for s in sentences(text)
        if any(v.start < s.end and s.start < v.end for v in allowed.values)
        and _has_capitals(text[s.start : s.end])
    ]


def _has_capitals(text: str) -> bool:
    letters = [c for c in text if c.isalpha()]
    cased = sum(c.islower() or c.isupper() for c in letters)
    return 2 * cased > len(letters)


def without_unknown(text: str, names: Iterable[Slice]) -> str:
    """Put marks over words that may be names, but for `names`, in words that somebody wrote.

    Sentences of a script without capitals, in which nobody can tell names from other words, are
    left out whole.
    """
    labels: list[str | None] = [None] * len(text)
    _mark(labels, _closed(text), LEFT_OUT)
    _mark(labels, _joined(_unknown(text, names), text), NAME)
    pieces, at = [], 0
    for label, run in groupby(labels):
        end = at + sum(1 for _ in run)
        pieces.append(text[at:end] if label is None else label)
        at = end
    return "".join(pieces)


def _closed(text: str) -> list[Slice]:
    said = ((s, text[s.start : s.end]) for s in sentences(text))
    return [s for s, t in said if any(map(str.isalpha, t)) and not _has_capitals(t)]


def _unknown(text: str, names: Iterable[Slice], heads: Sequence[Part] = ()) -> Iterable[Slice]:
    """Find words that may be names, of which nobody said that they may stand: deny by default."""
    found = words(text)
    lower = {w.key for w in found if w.text[0].islower()}
    named = sorted(names, key=lambda s: (s.start, s.end))
    for word in found:
        first = word.text[0]
        if first.islower() or not first.isalpha():
            continue
        if word.key in capitals() or _inside(word, named):
            continue
        begins = first.isupper() and (_begins(text, word) or _inside(word, heads))
        if not (begins and (word.key in opening() or word.key in lower)):
            yield Slice(start=word.start, end=word.end)


def _joined(found: Iterable[Slice], text: str) -> list[Slice]:
    """Take names that only spaces and hyphens part for one."""
    joined: list[Slice] = []
    for part in found:
        if joined and not text[joined[-1].end : part.start].strip(" -\u00a0"):
            joined[-1] = Slice(start=joined[-1].start, end=part.end)
        else:
            joined.append(part)
    return joined


def _inside(word: Word, parts: Iterable[Slice | Part]) -> bool:
    return any(p.start <= word.start and word.end <= p.end for p in parts)


def _begins(text: str, word: Word) -> bool:
    before = text[: word.start].rstrip(" \u00a0")
    return not before or before[-1] in ENDS


def _built(document: Document, labels: Sequence[str | None]) -> Excerpt:
    """Join what is kept and what stands in place of the rest into the document that leaves."""
    text, pieces, new, at = document.text, [], "", 0
    names: list[str] = []
    for label, run in groupby(labels):
        length = sum(1 for _ in run)
        end = at + length
        stands = text[at:end] if label is None else _mark_of(label, text[at:end], new)
        pieces.append(
            Piece(
                start=at,
                end=end,
                new_start=len(new),
                new_end=len(new) + len(stands),
                exact=label is None,
            )
        )
        if label not in (None, LEFT_OUT):
            names.append(str(label))
        new += stands
        at = end
    made = Excerpt(document=document, pieces=tuple(pieces), names=tuple(names))
    made = replace(made, document=_document(document, new, made))
    return replace(made, paragraphs=tuple(made.moved(p.start) for p in paragraphs(text)))


def _mark_of(label: str, old: str, before: str) -> str:
    """Word a mark, with the white space that stood around what it replaces."""
    if label != LEFT_OUT:
        return label
    left = (
        "\n\n"
        if "\n" in old[: len(old) - len(old.lstrip())] or (before and "\n\n" in old)
        else (" " if old[:1].isspace() else "")
    )
    right = "\n\n" if "\n\n" in old else (" " if old[-1:].isspace() else "")
    return f"{left if before else ''}{LEFT_OUT}{right}"


def _document(document: Document, text: str, made: Excerpt) -> Document:
    """Give the document its new text, with parts and pages where they stand in it now."""
    moved = replace(document, text=text, text_sha256=sha256(text.encode()), parts=(), pages=())
    within = replace(made, document=moved)
    return replace(
        moved,
        parts=tuple(p for part in document.parts for p in _part(part, within)),
        pages=tuple(_page(page, within) for page in document.pages),
    )


def _part(part: Part, made: Excerpt) -> Iterable[Part]:
    """Keep the kind and day of a part of which anything leaves; never who wrote it."""
    inside = [p for p in made.pieces if p.exact and p.start < part.end and part.start < p.end]
    if not inside:
        return
    first, last = inside[0], inside[-1]
    start = first.new_start + max(part.start - first.start, 0)
    end = last.new_start + min(part.end, last.end) - last.start
    if start < end:
        yield Part(kind=part.kind, start=start, end=end, date=part.date)


def _page(page: Page, made: Excerpt) -> Page:
    """Say where a page's lines begin now, so that page and line of every word stay the same."""
    return Page(
        number=page.number,
        start=made.moved(page.start),
        end=made.moved(page.end),
        lines=tuple(made.moved(line) for line in page.lines),
    )
