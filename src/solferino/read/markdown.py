"""Reads Markdown: the words as they are shown, and the front matter as what is told."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from pathlib import PurePath

from lxml import html
from markdown_it import MarkdownIt
from markdown_it.token import Token

from solferino.errors import UnreadableError
from solferino.model import Description, Reading
from solferino.ports import Sample
from solferino.read.blocks import compose
from solferino.read.dates import day
from solferino.read.encoding import decode, doubts
from solferino.read.markup import blocks_of, tree_of
from solferino.read.posts import signature
from solferino.read.zones import zones

OWN = frozenset({".md", ".markdown", ".mdown", ".mkd"})
BY_NAME = 60
ENOUGH = 1 << 16  # bytes that show what a file is
LONGEST_DATE = 60
DEEPEST = 60  # nested lists and quotes; deeper ones would be dropped by the parser
FRONT_MATTER = re.compile(r"---[ \t]*\n(?P<lines>.*?)\n(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL)
FIELD = re.compile(r"(?P<key>[A-Za-z][\w -]{0,30}?)\s*:\s*(?P<value>\S.*?)\s*")
MEANINGS = {
    "title": ("title",),
    "author": ("author", "authors", "by", "byline"),
    "publisher": ("publisher", "source", "site", "outlet"),
    "published": ("date", "published", "publication date", "pubdate"),
    "language": ("language", "lang"),
    "url": ("url", "link", "permalink", "canonical"),
    "rights": ("rights", "license", "licence", "copyright"),
}
LANGUAGE = re.compile(r"([A-Za-z]{2})(?:[-_].*)?")


class MarkdownReader:
    """Markdown files (CommonMark, tables, struck-out words), known by their names."""

    name = "markdown"
    version = "1"

    def bid(self, sample: Sample) -> int:
        """60 for text with a fitting name: by content, Markdown is plain text."""
        if PurePath(sample.name).suffix.lower() not in OWN:
            return 0
        try:
            decode(sample.data[:ENOUGH])
        except UnreadableError:
            return 0
        return BY_NAME

    def read(self, sample: Sample) -> Reading:
        """Read what the page shows; raises `UnreadableError` for binary data."""
        decoded = decode(sample.data)
        matter = FRONT_MATTER.match(decoded.text)
        body = decoded.text[matter.end() :] if matter else decoded.text
        blocks = blocks_of(_tree(body))
        text, marked = compose(blocks)
        title = next((b.text for b in blocks if b.kind == "headline"), None)
        return Reading(
            text=text,
            media_type="text/markdown",
            told=_told(matter["lines"] if matter else "", title),
            parts=zones(text, marked),
            problems=doubts(sample.name, decoded),
        )


def _told(matter: str, title: str | None) -> Description:
    """Read front matter (`key: value` lines); the first heading stands in for a title."""
    fields: dict[str, str] = {}
    for line in matter.split("\n"):
        if found := FIELD.fullmatch(line):
            words = found["value"].strip("[]").replace('"', "").strip("' ")
            fields.setdefault(found["key"].strip().lower(), words)
    told = {
        meaning: next((fields[k] for k in keys if fields.get(k)), None)
        for meaning, keys in MEANINGS.items()
    }
    language = LANGUAGE.fullmatch(told["language"] or "")
    return Description(
        title=told["title"] or title,
        author=told["author"],
        publisher=told["publisher"],
        published=day((told["published"] or "")[:LONGEST_DATE]),
        language=language[1].lower() if language else None,
        url=told["url"],
        rights=told["rights"],
    )


def _tree(source: str) -> html.HtmlElement:
    """Render the page as a browser would get it, with images as their alternative texts."""
    parser = MarkdownIt("commonmark", {"maxNesting": DEEPEST}).enable(["table", "strikethrough"])
    tokens = parser.parse(source)
    for token in tokens:
        if token.children:
            token.children = list(_shown(token.children))
    rendered = parser.renderer.render(tokens, parser.options, {})
    return tree_of(f"<html><body><div>{rendered}</div></body></html>")


def _shown(children: Sequence[Token]) -> Iterator[Token]:
    """Put images' words in their place, and an attribution line on a line of its own."""
    for child, following in pairwise([*children, Token("text", "", 0)]):
        if child.type == "image":
            yield Token("text", "", 0, content=child.content)
        elif child.type == "softbreak" and signature(following.content) is not None:
            yield Token("hardbreak", "br", 0)
        else:
            yield child
