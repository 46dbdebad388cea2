"""Reads Word documents (DOCX): paragraphs, lists, tables and notes in the order of the page."""

import io
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import PurePath

import docx
from docx.document import Document as WordFile
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.exceptions import OpcError
from docx.oxml import parse_xml
from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph
from lxml import etree

from solferino.errors import UnreadableError
from solferino.model import Description, Reading
from solferino.model.terms import PartKind
from solferino.ports import Sample
from solferino.read.archive import inspect
from solferino.read.blocks import Block, compose, tidy
from solferino.read.zones import zones

MAGIC = b"PK\x03\x04"
STORY = b"word/document.xml"
CERTAIN, BY_NAME = 95, 1
AGAIN = "Open it in an office program, save it again as DOCX or PDF, and add that file too."
W_P, W_T, W_BOX = qn("w:p"), qn("w:t"), qn("w:txbxContent")
W_TBL, W_TR, W_TC = qn("w:tbl"), qn("w:tr"), qn("w:tc")
LONGEST_CELL = 300  # code points: a longer cell is a page laid out by a table, not a value
SIGNS = {
    qn("w:tab"): "\t",
    qn("w:br"): "\n",
    qn("w:cr"): "\n",
    qn("w:noBreakHyphen"): "-",
    qn("w:softHyphen"): "",
}
# Deleted words, the older twin of a drawing, and the instructions of fields are not shown.
HIDDEN = frozenset({
    qn("w:del"), qn("w:moveFrom"), qn("w:instrText"), qn("w:pPr"), qn("w:rPr"),
    "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback",
})  # fmt: skip
CORE_PROPERTIES = RELATIONSHIP_TYPE.CORE_PROPERTIES
NOTES = ("/footnotes", "/endnotes")
STYLES: tuple[tuple[tuple[str, ...], PartKind], ...] = (
    (("title", "heading", "subtitle"), "headline"),
    (("caption",), "caption"),
    (("quote", "intense quote", "block text"), "quote"),
)
# What python-docx and its parsers raise for files that only look like Word documents.
# What zipfile, lxml and python-docx raise for files that only look like Word documents: the
# last looks up elements and relations that the format demands without asking for them.
BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    etree.LxmlError,
    OpcError,
    KeyError,
    ValueError,
    AttributeError,
    TypeError,
)


class DocxReader:
    """Word documents of the zipped kind (Word 2007 and later, LibreOffice)."""

    name = "docx"
    version = "1"

    def bid(self, sample: Sample) -> int:
        """95 for a zip that names its story, 1 for the name of the file alone."""
        if sample.data.startswith(MAGIC) and STORY in sample.data:
            return CERTAIN
        return BY_NAME if PurePath(sample.name).suffix.lower() == ".docx" else 0

    def read(self, sample: Sample) -> Reading:
        """Read in memory, nothing is unpacked to disk; raises `UnreadableError`."""
        inspect(sample.data)
        try:
            file = docx.Document(io.BytesIO(sample.data))
            body = file.element.body
            blocks = [] if body is None else [*_blocks(body, file), *_notes(file)]
            told = _told(file)
        except BROKEN as error:
            raise UnreadableError("This Word document is damaged.", AGAIN) from error
        text, marked = compose(blocks)
        return Reading(
            text=text,
            media_type="application/vnd.openxmlformats-officedocument.wordprocessingml.document",
            told=told,
            parts=zones(text, marked),
        )


def _blocks(story: etree._Element, file: WordFile) -> Iterator[Block]:
    """Turn the paragraphs and tables of a story into blocks."""
    was_item = was_quote = False
    group = 0
    for element in _shown(story, frozenset({W_P, W_TBL})):
        if element.tag == W_TBL:
            yield from _rows(element)
            was_item = was_quote = False
            continue
        style = _style(element, file)
        kind = next((k for names, k in STYLES if style.startswith(names)), None)
        is_item = kind is None and (style.startswith("list") or _is_numbered(element))
        group += kind == "quote" and not was_quote
        text = _said(element)
        if text:
            yield Block(
                text=f"- {text}" if is_item else text,
                kind=kind,
                tight=is_item and was_item,
                group=group if kind == "quote" else 0,
            )
            was_item, was_quote = is_item, kind == "quote"
        for box in _shown(element, frozenset({W_BOX})):
            yield from _blocks(box, file)


def _shown(root: etree._Element, wanted: frozenset[str]) -> Iterator[etree._Element]:
    """Find the first wanted elements below a root, in order; what is hidden is passed over."""
    for child in root:
        if child.tag in wanted:
            yield child
        elif child.tag not in HIDDEN:
            yield from _shown(child, wanted)


def _said(paragraph: etree._Element) -> str:
    """Say the words of a paragraph, without those of text boxes anchored in it."""
    signs = _shown(paragraph, frozenset({W_T, W_BOX, *SIGNS}))
    return tidy("".join(SIGNS.get(e.tag, e.text or "") for e in signs if e.tag != W_BOX))


def _rows(table: etree._Element) -> Iterator[Block]:
    """Rows as lines of cells; a long cell is layout and gives paragraphs."""
    tight = False
    for row in _shown(table, frozenset({W_TR})):
        cells = []
        for cell in _shown(row, frozenset({W_TC})):
            said = [text for p in cell.iter(W_P) if (text := _said(p))]
            if sum(map(len, said)) > LONGEST_CELL:
                yield from (Block(text=text) for text in said)
                tight = False
            else:
                cells.append(" ".join(" ".join(said).split()))
        line = " | ".join(cells)
        if line.strip(" |"):
            yield Block(text=line, tight=tight)
            tight = True


def _style(paragraph: etree._Element, file: WordFile) -> str:
    """Name of the paragraph's style in lower case, as Word names it in English."""
    style = Paragraph(paragraph, file).style
    return ((style.name if style is not None else None) or "").lower()


def _is_numbered(paragraph: etree._Element) -> bool:
    return paragraph.find(f"{qn('w:pPr')}/{qn('w:numPr')}") is not None


def _notes(file: WordFile) -> Iterator[Block]:
    """Give the footnotes and endnotes, after the story."""
    for relation in file.part.rels.values():
        if not relation.is_external and relation.reltype.endswith(NOTES):
            for note in parse_xml(relation.target_part.blob):
                if note.get(qn("w:type")) is None:
                    yield from _blocks(note, file)


def _told(file: WordFile) -> Description:
    """Read title, author and language; the day a file was made is not the day of publication."""
    relations = file.part.package.rels.values()
    if not any(r.reltype == CORE_PROPERTIES for r in relations):
        return Description()  # python-docx would make some up
    stated = file.core_properties
    language = stated.language[:2].lower()
    return Description(
        title=stated.title.strip() or None,
        author=stated.author.strip() or None,
        language=language if len(language) == len("en") and language.isalpha() else None,
    )
