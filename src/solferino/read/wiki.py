"""Reads pages of wikis: wiki markup (MediaWiki) as a file, and the XML that wikis export."""

import io
import re
from collections.abc import Iterator
from pathlib import PurePath

from lxml import etree

from solferino.codec import value
from solferino.errors import UnreadableError
from solferino.model import Description, Problem, Reading
from solferino.ports import Member, Sample
from solferino.read.blocks import Block, compose
from solferino.read.dates import day
from solferino.read.encoding import Decoded, decode, doubts
from solferino.read.wikitext import blocks_of_wiki
from solferino.read.zones import zones

OWN = frozenset({".wiki", ".mediawiki", ".wikitext"})
EXPORTED, BY_NAME, BY_CONTENT = 95, 60, 55  # a text file's own name gives plain text 50
HEAD = 1 << 16  # bytes that show what a file is
EXPORT = re.compile(rb"(?:\xef\xbb\xbf)?\s*(?:<\?xml[^>]{0,200}\?>)?\s*<mediawiki[\s>]")
PAGE = re.compile(rb"<page[\s>]")
LINK = re.compile(rb"\[\[[^\[\]\n|]{1,200}(?:\|[^\[\]\n]{1,200})?\]\]")
TEMPLATE = re.compile(rb"\{\{[^{}\n|]{1,80}(?:[|\n]|\}\})")
HEADING = re.compile(rb"^(={2,6})[^=\n]{1,200}\1[ \t]*\r?$", re.MULTILINE)
BOLD = re.compile(rb"'''[^'\n]{1,200}'''")
FEWEST_LINKS, FEWEST_SIGNS = 3, 2
TOP = re.compile(r"^=(?!=)\s*([^=\n]+?)\s*=\s*$", re.MULTILINE)
LANGUAGE = re.compile(r"([A-Za-z]{2})(?:[-_].*)?")
XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
AGAIN = "Export the page from the wiki again, or save its text with the ending .wiki."


class WikiReader:
    """A page in wiki markup, or an XML export with one page."""

    name = "wiki"
    version = "1"

    def bid(self, sample: Sample) -> int:
        """95 for an export of one page, 60 for a fitting name, 55 for much wiki markup in it."""
        head = sample.data[:HEAD]
        if EXPORT.match(head):
            return EXPORTED if _is_single(sample.data) else 0
        if PurePath(sample.name).suffix.lower() in OWN:
            return BY_NAME if _is_text(head) else 0
        return BY_CONTENT if _is_markup(head) and _is_text(head) else 0

    def read(self, sample: Sample) -> Reading:
        """Read what the page shows; raises `UnreadableError`."""
        if not EXPORT.match(sample.data[:HEAD]):
            return _reading(sample.name, decode(sample.data), Description())
        pages = _pages(sample.data)
        first = next(pages, None)
        if first is None or next(pages, None) is not None:
            raise UnreadableError("This export of a wiki does not hold one page.", AGAIN)
        return _reading(sample.name, Decoded(text=first.text, encoding="utf-8"), first.told)


class WikiExport:
    """An XML export with many pages: each is a member, in wiki markup."""

    name = "wiki-export"
    version = "1"

    def bid(self, sample: Sample) -> int:
        """95 for an export of several pages."""
        exported = EXPORT.match(sample.data[:HEAD]) is not None
        return EXPORTED if exported and not _is_single(sample.data) else 0

    def members(self, sample: Sample) -> Iterator[Member | Problem]:
        """Yield the pages in the export's order, each in its last revision."""
        for page in _pages(sample.data):
            name = f"{page.told.title or 'untitled'}.wiki"
            yield Member(
                name=name, data=page.text.encode(), told=page.told, media_type="text/x-wiki"
            )


@value
class _Page:
    """A page of an export: its markup, and what the export tells of it."""

    text: str
    told: Description


def _reading(name: str, decoded: Decoded, told: Description) -> Reading:
    blocks = blocks_of_wiki(decoded.text)
    text, marked = compose(blocks)
    return Reading(
        text=text,
        media_type="text/x-wiki",
        told=told.completed(Description(title=_title(decoded.text, blocks))),
        parts=zones(text, marked),
        problems=doubts(name, decoded),
    )


def _title(source: str, blocks: list[Block]) -> str | None:
    """Find the page's title: its heading of the first rank, its infobox's, or its first heading."""
    top = TOP.search(source)
    if top is not None:
        return top[1]
    headed = (b.text for kind in ("infobox", "headline") for b in blocks if b.kind == kind)
    return next((text for text in headed if not text.startswith("- ")), None)


def _is_single(data: bytes) -> bool:
    found = PAGE.finditer(data)
    next(found, None)
    return next(found, None) is None


def _is_text(head: bytes) -> bool:
    try:
        decode(head)
    except UnreadableError:
        return False
    return True


def _is_markup(head: bytes) -> bool:
    """Whether a text links as wikis do, and has two more of their signs."""
    if len(LINK.findall(head)) < FEWEST_LINKS:
        return False
    return sum(sign.search(head) is not None for sign in (TEMPLATE, HEADING, BOLD)) >= FEWEST_SIGNS


def _pages(data: bytes) -> Iterator[_Page]:
    """Take the pages out of an export one by one; raises `UnreadableError` where it is broken."""
    site: dict[str, str] = {}
    texts: dict[str, str] = {}
    try:
        events = etree.iterparse(
            io.BytesIO(data), events=("start", "end"), resolve_entities=False, no_network=True,
            load_dtd=False, huge_tree=True,
        )  # fmt: skip
        for event, element in events:
            tag = etree.QName(element).localname if isinstance(element.tag, str) else ""
            if event == "start":
                if tag == "mediawiki":
                    site["language"] = element.get(XML_LANG) or ""
                continue
            if tag in ("title", "timestamp", "text"):
                texts[tag] = element.text or ""
            elif tag == "sitename":
                site["name"] = element.text or ""
            elif tag == "page":
                yield _page(texts, site)
                texts = {}
                element.clear()
    except etree.LxmlError as error:
        raise UnreadableError("This export of a wiki is damaged or cut off.", AGAIN) from error


def _page(texts: dict[str, str], site: dict[str, str]) -> _Page:
    language = LANGUAGE.fullmatch(site.get("language", ""))
    told = Description(
        title=texts.get("title", "").strip() or None,
        publisher=site.get("name", "").strip() or None,
        published=day(texts.get("timestamp", "")[:10]),
        language=language[1].lower() if language else None,
    )
    return _Page(text=texts.get("text", ""), told=told)
