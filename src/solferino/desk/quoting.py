"""Exact words in their sentence for the desk, where nothing is withheld."""

from solferino.model import Document, Span
from solferino.publish.quote import REACH, Quote, Quoter, page_and_line
from solferino.text.segment import Slice, sentences

BREAK = "\n\n"  # between paragraphs


class FullQuoter(Quoter):
    """Quotes as the dossier does, with contacts left in: the desk is for the case's own people."""

    def __init__(self, documents: dict[str, Document]) -> None:
        """Quote from these documents, by id."""
        super().__init__(documents)
        self._sources = documents
        self._shown: dict[Span, Quote] = {}
        self._parts: dict[tuple[str, int, int], tuple[Slice, ...]] = {}

    def quote(self, span: Span) -> Quote:
        """Show a span in its sentence; only its own paragraphs are cut into sentences."""
        if span not in self._shown:
            self._shown[span] = self._in_sentence(span)
        return self._shown[span]

    def _parted(self, document: Document, first: int, last: int) -> tuple[Slice, ...]:
        place = document.id, first, last
        if place not in self._parts:
            self._parts[place] = sentences(document.text, first, last)
        return self._parts[place]

    def _in_sentence(self, span: Span) -> Quote:
        document = self._sources[span.document]
        text = document.text
        first = text.rfind(BREAK, 0, span.start) + 1
        last = text.find(BREAK, span.end)
        around = [
            s
            for s in self._parted(document, first, len(text) if last < 0 else last)
            if s.start < span.end and span.start < s.end
        ]
        opens = min([span.start, *(s.start for s in around)])
        closes = max([span.end, *(s.end for s in around)])
        before, after = text[opens : span.start], text[span.end : closes]
        return Quote(
            before=_shortened(before[::-1])[::-1],
            exact=text[span.start : span.end],
            after=_shortened(after),
            name=document.name,
            language=document.described.language,
            start=span.start,
            end=span.end,
            place=page_and_line(document, span.start),
        )


def _shortened(text: str) -> str:
    """Cut what is too long at white space, so that no character falls apart."""
    if len(text) <= REACH:
        return text
    space = next((n for n in range(REACH, 0, -1) if text[n].isspace()), None)
    return text if space is None else f"{text[:space]} …"
