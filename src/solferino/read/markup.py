"""Walks a tree of markup (HTML, or the simpler one that trafilatura makes) into blocks."""

import re
from collections import Counter

from lxml import etree, html

from solferino.errors import UnreadableError
from solferino.model.terms import PartKind
from solferino.read.blocks import Block, tidy

TAGS = {
    "heading": "head h1 h2 h3 h4 h5 h6",
    "quote": "quote blockquote",
    "caption": "figcaption caption",
    "series": "list ul ol dl table",
    "item": "item li dt dd",
    "row": "row tr",
    "cell": "cell td th",
    "break": "lb br",
    "kept": "pre",
    "skipped": "script style noscript template svg math iframe object embed button select "
    "textarea input canvas audio video map title",
    "block": "address article aside body center details dialog div fieldset figure footer form "
    "header hr html main nav p section summary tbody tfoot thead",
}
SORTED = {sort: tags.split() for sort, tags in TAGS.items()}
SORT = {tag: sort for sort, tags in SORTED.items() for tag in tags}
KINDS: tuple[tuple[str, PartKind], ...] = (
    ("heading", "headline"),
    ("caption", "caption"),
    ("quote", "quote"),
)
SPACES = re.compile(r"[ \t\n\r\f]+")
UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0e-\x1f\ufffe\uffff]")
DAMAGED = "Open it in a browser; if it shows there, save the page again or print it to PDF."
LONGEST_CELL = 300  # code points: a longer cell is a page laid out by a table, not a value


def tree_of(source: str) -> html.HtmlElement:
    """Parse a page, however broken; nothing is fetched and no entity is taken from elsewhere.

    Tables that only lay out the page become plain blocks. Raises `UnreadableError` when there is
    no element, or more levels than can be read.
    """
    parser = html.HTMLParser(
        encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True, huge_tree=True
    )
    clean = UNPRINTABLE.sub("\ufffd", source).encode()
    try:
        tree = html.document_fromstring(clean, parser=parser)
    except etree.ParserError as error:
        raise UnreadableError("This page has no elements.", DAMAGED) from error
    if any("Excessive depth" in entry.message for entry in parser.error_log):
        raise UnreadableError("The elements of this page are nested too deep to read.", DAMAGED)
    _unlay(tree)
    return tree


def blocks_of(root: etree._Element) -> list[Block]:
    """Turn a tree into blocks in the order of the page.

    Items of a list begin with `- `, rows of a table are lines of cells parted by ` | `, headings,
    block quotes and captions carry their kind. Scripts, forms' controls and media are left out.
    """
    walker = _Walker()
    # No recursion: the depth of a page is its author's choice.
    for event, element in etree.iterwalk(root, events=("start", "end")):
        sort = (
            SORT.get(element.tag.lower(), "inline") if isinstance(element.tag, str) else "skipped"
        )
        if event == "start":
            walker.enter(sort, element.text)
        else:
            walker.leave(sort, element.tail if element is not root else None)
    return walker.blocks


def _unlay(root: etree._Element) -> None:
    """Make plain blocks of the tables that lay out a page: they hold tables or long texts."""
    layout = set()
    for cell in root.iter(*SORTED["cell"], "table"):
        table = next(cell.iterancestors("table"), None)
        if table is not None and (cell.tag == "table" or _is_long(cell)):
            layout.add(table)
    for element in list(root.iter("table", "tbody", *SORTED["row"], *SORTED["cell"])):
        table = element if element.tag == "table" else next(element.iterancestors("table"), None)
        if table in layout:
            element.set("data-layout", "1")
    for element in root.xpath(".//*[@data-layout]"):
        element.tag = "div"


def _is_long(cell: etree._Element) -> bool:
    length = 0
    for text in cell.itertext():
        length += len(text)
        if length > LONGEST_CELL:
            return True
    return False


class _Walker:
    """Gathers text until a block ends; knows what it stands in by counting open elements."""

    def __init__(self) -> None:
        self.blocks: list[Block] = []
        self._within: Counter[str] = Counter()
        self._run: list[str] = []
        self._cells: list[str] = []
        self._bullet = ""
        self._quote = 0
        self._series = 0
        self._last_series = 0

    def enter(self, sort: str, text: str | None) -> None:
        if not self._within["skipped"]:
            self._bound(sort)
            if sort == "quote" and not self._within["quote"]:
                self._quote += 1
            elif sort == "series" and not self._within["series"]:
                self._series += 1
            elif sort == "item":
                self._bullet = "  " * max(0, self._within["series"] - 1) + "- "
            elif sort == "row":
                self._cells = []
        self._within[sort] += 1
        self._say(text)

    def leave(self, sort: str, tail: str | None) -> None:
        if not self._within["skipped"]:
            if sort == "cell":
                self._end_cell()
            elif sort == "row":
                self._end_row()
            elif sort != "break":
                self._bound(sort)
        self._within[sort] -= 1
        self._say(tail)

    def _bound(self, sort: str) -> None:
        """Mark that a block begins or ends here; within a cell that is only a new line."""
        if sort == "break" or (self._within["cell"] and sort not in ("inline", "skipped")):
            self._run.append("\n")
        elif sort not in ("inline", "skipped"):
            self._flush()

    def _say(self, text: str | None) -> None:
        if text and not self._within["skipped"]:
            self._run.append(text if self._within["kept"] else SPACES.sub(" ", text))

    def _end_cell(self) -> None:
        self._cells.append(SPACES.sub(" ", tidy("".join(self._run))))
        self._run = []

    def _end_row(self) -> None:
        self._flush()
        row = " | ".join(self._cells)
        if row.strip(" |"):
            self._add(row)
        self._cells = []

    def _flush(self) -> None:
        said = "".join(self._run)
        text = said.strip("\n") if self._within["kept"] else tidy(said)
        self._run = []
        if text.strip():
            self._add(self._bullet + text)
            self._bullet = ""

    def _add(self, text: str) -> None:
        kind = next((kind for sort, kind in KINDS if self._within[sort]), None)
        group = self._quote if kind == "quote" else 0
        series = self._series if self._within["series"] else 0
        tight = series > 0 and series == self._last_series
        self.blocks.append(Block(text=text, kind=kind, tight=tight, group=group))
        self._last_series = series
