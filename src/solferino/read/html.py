"""Reads web pages: their main text, without navigation and notices, and what they tell."""

import re
from collections import defaultdict, deque
from pathlib import PurePath

from lxml import etree, html
from trafilatura import bare_extraction

from solferino.errors import UnreadableError
from solferino.model import Reading
from solferino.ports import Sample
from solferino.read.blocks import Block, compose
from solferino.read.encoding import decode, doubts
from solferino.read.markup import blocks_of, tree_of
from solferino.read.masthead import masthead
from solferino.read.zones import zones

OWN = frozenset({".html", ".htm", ".xhtml", ".shtml"})
BY_CONTENT, BY_NAME, BY_FRAGMENT = 90, 60, 55
HEAD = 4096  # bytes that show what a file is
# Comments, an XML declaration and white space may stand before the first element.
OPENING = re.compile(
    rb"(?:\xef\xbb\xbf)?(?>\s+|<\?xml[^>]*\?>|<!--(?:(?!-->).)*+-->)*+<(?:!doctype\s+html|html[\s>])",
    re.IGNORECASE | re.DOTALL,
)
INSIDE = re.compile(
    rb"(?:\xef\xbb\xbf)?(?>\s+|<!--(?:(?!-->).)*+-->)*+"
    rb"<(?:head|body|title|meta|link|script|style|article|main)[\s/>]",
    re.IGNORECASE | re.DOTALL,
)
TAG = re.compile(rb"<(?:p|div|body|head|article|h[1-6]|table|span|a|br|meta)[\s/>]", re.IGNORECASE)
CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w.:-]+)", re.IGNORECASE)
XML_ENCODING = re.compile(rb"<\?xml[^>]{0,100}?encoding\s*=\s*[\"']([\w.:-]+)", re.IGNORECASE)
NOISE_TAGS = ("nav", "aside", "footer", "form", "menu")
NOISE_NAME = re.compile(
    r"(?:^|[\s_-])(?:cookies?|consent|gdpr|nav|navbar|menu|breadcrumbs?|sidebar|related|share|sharing"
    r"|social|newsletter|subscribe|comments?|advert|ads?|promo|popup|modal)(?:$|[\s_-])",
    re.IGNORECASE,
)


class HtmlReader:
    """Web pages as saved by a browser or a crawler."""

    name = "html"
    version = "2"

    def bid(self, sample: Sample) -> int:
        """90 for a page by its first element, 60 for a fitting name with elements in it.

        55 for what begins inside a page, as saved fragments and sloppy servers give it.
        """
        head = sample.data[:HEAD].replace(b"\x00", b"")  # UTF-16 shows its letters then
        head = head.removeprefix(b"\xff\xfe").removeprefix(b"\xfe\xff")
        if OPENING.match(head):
            return BY_CONTENT
        if INSIDE.match(head):
            return BY_FRAGMENT
        named = PurePath(sample.name).suffix.lower() in OWN
        return BY_NAME if named and TAG.search(head) else 0

    def read(self, sample: Sample) -> Reading:
        """Read the main text; raises `UnreadableError` when the page has none."""
        declared = XML_ENCODING.match(sample.data[:HEAD]) or CHARSET.search(sample.data[:HEAD])
        decoded = decode(sample.data, declared[1].decode("ascii") if declared else None)
        told = masthead(tree_of(decoded.text))
        text, marked = compose(_story(decoded.text))
        if not text:
            raise UnreadableError(
                "This page holds no text; it may be filled in by scripts.",
                "Open it in a browser, print it to PDF, and add that file.",
            )
        return Reading(
            text=text,
            media_type="text/html",
            told=told,
            parts=zones(text, marked),
            problems=doubts(sample.name, decoded),
        )


def _story(source: str) -> list[Block]:
    """Take the main text with its headline: by trafilatura, else all that is not noise."""
    prepared = _prepared(tree_of(source))
    captions = {_words(e) for e in prepared.iter("p") if e.get("data-caption")}
    found = bare_extraction(
        prepared, include_comments=False, include_tables=True, with_metadata=False
    )
    blocks = [] if found is None or isinstance(found, dict) else blocks_of(found.body)
    if not blocks or _is_mush(blocks, tree_of(source)):
        return blocks_of(_without_noise(tree_of(source)))
    marked = [
        Block(text=b.text, kind="caption", tight=b.tight)
        if b.kind is None and _joined(b.text) in captions
        else b
        for b in blocks
    ]
    return _headed(_in_order(marked, source), tree_of(source))


def _in_order(blocks: list[Block], source: str) -> list[Block]:
    """Put the blocks of the story in the order of the page, with the lines that lead to them.

    Of what the extraction of the story passes over, a heading, a caption or a time comes back
    where it stands directly above a block that was kept: teasers keep their headlines, entries
    of a live report their times.
    """
    tree = tree_of(source)
    times = {_words(element) for element in tree.iter("time")}
    own = blocks_of(_without_noise(tree))
    places: dict[str, deque[int]] = defaultdict(deque)
    for place, block in enumerate(own):
        places[_joined(block.text)].append(place)
    kept: dict[int, list[Block]] = defaultdict(list)
    last = -1
    for block in blocks:
        found = places[_joined(block.text)]
        last = found.popleft() if found else last
        kept[last].append(block)
    for place in range(len(own) - 2, -1, -1):
        leads = own[place].kind in ("headline", "caption") or _joined(own[place].text) in times
        if leads and place not in kept and place + 1 in kept:
            kept[place].append(own[place])
    return [block for place in sorted(kept) for block in kept[place]]


def _is_mush(blocks: list[Block], tree: html.HtmlElement) -> bool:
    """Whether the one paragraph found is no paragraph of the page but many run together.

    That is trafilatura's last resort when it finds no story.
    """
    shown = {_joined(block.text) for block in blocks_of(tree)}
    return len(blocks) == 1 and _joined(blocks[0].text) not in shown


def _prepared(tree: html.HtmlElement) -> html.HtmlElement:
    """Make paragraphs of captions and of preformatted lines, which would be dropped or run on."""
    for element in list(tree.iter("figcaption")):
        element.tag = "p"
        element.set("data-caption", "1")
    for element in list(tree.iter("figure")):
        element.tag = "div"
    for element in list(tree.iter("pre")):
        lines = element.text_content().strip("\n").split("\n")
        tail = element.tail
        element.clear()
        element.tag, element.text, element.tail = "p", lines[0], tail
        for place, line in enumerate(lines[1:]):
            line_break = etree.Element("br")
            line_break.tail = line
            element.insert(place, line_break)
    return tree


def _without_noise(tree: html.HtmlElement) -> html.HtmlElement:
    body = tree.find("body")
    root = tree if body is None else body
    noise = list(root.iter(*NOISE_TAGS))
    noise += [e for e in root.iter("div", "section", "ul") if NOISE_NAME.search(_named(e))]
    for element in noise:
        if element is not root and element.getparent() is not None:
            element.drop_tree()
    return root


def _headed(blocks: list[Block], tree: html.HtmlElement) -> list[Block]:
    """Put the page's headline first where the main text lacks it."""
    present = {_joined(b.text) for b in blocks}
    shown = [_words(e) for e in tree.iter("h1")]
    named = [m.get("content", "") for m in tree.iter("meta") if m.get("property") == "og:title"]
    in_story = [_words(e) for e in tree.xpath("//article//h1 | //main//h1")]
    for title in (*in_story, *(shown if len(shown) == 1 else ()), *map(_joined, named)):
        if title:
            return blocks if title in present else [Block(text=title, kind="headline"), *blocks]
    return blocks


def _words(element: html.HtmlElement) -> str:
    return _joined(element.text_content())


def _joined(text: str) -> str:
    return " ".join(text.split())


def _named(element: html.HtmlElement) -> str:
    return " ".join(element.get(a) or "" for a in ("id", "class", "role", "aria-label"))
