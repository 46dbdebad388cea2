"""Exact words in their sentence, ready for a page: contacts withheld, the words marked."""

from bisect import bisect_right
from collections.abc import Iterable, Sequence

from solferino.codec import value
from solferino.model import Document, Span
from solferino.model.source import place_of
from solferino.redact import Contact, Names, contacts, mark
from solferino.text.segment import Slice, paragraphs, sentences

Paragraphs = Iterable[tuple[str, tuple[int, ...]]]  # by document (id), where each begins
REACH = 240  # code points of a sentence shown on either side of the words


@value
class Quote:
    """Words of a document with what stands around them in their sentence.

    `name` and `language` are the document's. `start` and `end` are code points of its text,
    half-open; they point at the words as they are, also where a contact is withheld here.
    `place` is page and line in words; in documents without pages, the paragraph.
    """

    before: str
    exact: str
    after: str
    name: str
    language: str | None
    start: int
    end: int
    place: str = ""


def page_and_line(document: Document, start: int) -> str:
    """Say on which page and line of its document a span begins; "" where there are no pages."""
    found = place_of(document, start)
    if found is None:
        return ""
    page, line = found
    return f"page {page}" if line is None else f"page {page}, line {line}"


def paragraph(starts: Sequence[int], start: int) -> str:
    """Say in which paragraph a span begins, counted from 1; `starts` are those of all of them."""
    return f"paragraph {max(bisect_right(starts, start), 1)}"


class Citer:
    """Says where words stand in their document, or in the source of which it is what leaves."""

    def __init__(self, known: Paragraphs = ()) -> None:
        """Count the paragraphs of each document once, but for those of which they are `known`."""
        self._starts = dict(known)

    def place(self, document: Document, start: int) -> str:
        """Say on which page and line words begin; without pages, in which paragraph."""
        return page_and_line(document, start) or paragraph(self._of(document), start)

    def _of(self, document: Document) -> tuple[int, ...]:
        if document.id not in self._starts:
            self._starts[document.id] = tuple(p.start for p in paragraphs(document.text))
        return self._starts[document.id]


class Quoter:
    """Cuts quotes out of documents; each document is searched for contacts once."""

    def __init__(
        self,
        documents: dict[str, Document],
        names: Names | None = None,
        known: Paragraphs = (),
        *,
        alone: bool = False,
    ) -> None:
        """Quote from these documents, by id; `names` match the names that are withheld.

        `known` paragraphs are those of the sources of which documents are what leaves.
        `alone` shows words without their sentence: where marks stand for all words, other marks
        tell nothing, and nor does a line of a source that nobody may know.
        """
        self._alone = alone
        self._citer = Citer(known)
        self._documents = documents
        self._names = names
        self._contacts: dict[str, tuple[Contact, ...]] = {}
        self._sentences: dict[str, tuple[Slice, ...]] = {}

    def quote(self, span: Span) -> Quote:
        """Show a span in its sentence."""
        document = self._documents[span.document]
        text = document.text
        start, end = self._whole(span)
        first, last = self._context(span)
        first, last = min(first, start), max(last, end)
        opened = _cut_before(text, first, start)
        closed = _cut_after(text, end, last)
        return Quote(
            before=("…" if opened > first else "") + self._piece(span.document, opened, start),
            exact=self._piece(span.document, start, end),
            after=self._piece(span.document, end, closed) + ("…" if closed < last else ""),
            name=document.name,
            language=document.described.language,
            start=span.start,
            end=span.end,
            place="" if self._alone else self._citer.place(document, span.start),
        )

    def _found(self, document: str) -> tuple[Contact, ...]:
        if document not in self._contacts:
            self._contacts[document] = contacts(self._documents[document].text, self._names)
        return self._contacts[document]

    def _whole(self, span: Span) -> tuple[int, int]:
        """Widen a span to whole contacts, so that no part of one is left on either side."""
        cut = [c for c in self._found(span.document) if c.start < span.end and span.start < c.end]
        return (
            min([span.start, *(c.start for c in cut)]),
            max([span.end, *(c.end for c in cut)]),
        )

    def _context(self, span: Span) -> tuple[int, int]:
        """Find the sentences that a span touches."""
        if self._alone:
            return span.start, span.end
        if span.document not in self._sentences:
            self._sentences[span.document] = sentences(self._documents[span.document].text)
        around = [
            s for s in self._sentences[span.document] if s.start < span.end and span.start < s.end
        ]
        if not around:
            return span.start, span.end
        return around[0].start, around[-1].end

    def _piece(self, document: str, start: int, end: int) -> str:
        """Cut out some text with its contacts withheld."""
        text, pieces, at = self._documents[document].text, [], start
        for contact in self._found(document):
            if contact.start < end and start < contact.end:
                pieces += [text[at : max(at, contact.start)], mark(contact)]
                at = min(contact.end, end)
        return "".join([*pieces, text[at:end]])


def _cut_before(text: str, first: int, start: int) -> int:
    """Where a long beginning is cut: after white space, so that no character falls apart."""
    if start - first <= REACH:
        return first
    space = next((n for n in range(start - REACH, start) if text[n].isspace()), None)
    return first if space is None else space + 1


def _cut_after(text: str, end: int, last: int) -> int:
    if last - end <= REACH:
        return last
    space = next((n for n in range(end + REACH, end, -1) if text[n].isspace()), None)
    return last if space is None else space
