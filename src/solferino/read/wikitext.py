"""Turns wiki markup (MediaWiki) into blocks: what a reader of the page sees, in its order."""

import re
from collections.abc import Iterator
from dataclasses import replace
from fnmatch import fnmatchcase

import mwparserfromhell
from mwparserfromhell.nodes import (
    Argument,
    ExternalLink,
    Heading,
    HTMLEntity,
    Node,
    Tag,
    Template,
    Text,
    Wikilink,
)
from mwparserfromhell.nodes.extras import Parameter
from mwparserfromhell.parser import ParserError
from mwparserfromhell.wikicode import Wikicode

from solferino.errors import UnreadableError
from solferino.read.blocks import Block
from solferino.read.lexicon import words
from solferino.read.wikiwords import wiki_words

LONGEST = 4 * 2**20  # code points; MediaWiki keeps no page of more than 2 MiB
DEEPEST, MOST_UNCLOSED = 40, 100  # parsing takes the length times these
PAIRS = (("{", "}"), ("[", "]"), ("<!--", "-->"))
BRACKET = re.compile(r"\{\{+|\}\}+|\[+|\]+|<!--|-->")
TAG_OPENS = re.compile(r"<([a-z]+)(?:[^<>]*(?<!/)>|[^<>]*(?=<|\Z))", re.IGNORECASE)
TAG_CLOSES = re.compile(r"</[a-z]+", re.IGNORECASE)
NEVER_CLOSED = frozenset({"br", "hr", "wbr", "img", "li", "dd", "dt", "p"})
ITEM, HARD = "\x1e", "\x1f"  # stand for the mark of a list and a line break inside a paragraph
MARKS = re.compile(f"[{ITEM}{HARD}]")
LISTED = re.compile(f"\\s*((?:{ITEM}[*#:;])+)(.*)", re.DOTALL)
BROKEN_TAG = re.compile(r"(<[a-z]{1,20})[ \t]*\n\s*(?=[a-z]+\s*=)", re.IGNORECASE)
SWITCH = re.compile(r"__[A-Z]{3,}__")
BLANK_LINE = re.compile(r"\n[ \t]*(?:\n[ \t]*)+")
SPACES = re.compile(r"[ \t\n\xa0]+")
INTERLANGUAGE = re.compile(r"[a-z]{2,3}(?:-[a-z-]{2,12})?:\S")
PIXELS = re.compile(r"x?\d+(?:x\d+)?\s*px|upright\s*=.*|[a-zа-яء-ي]+\s*=.*", re.IGNORECASE)
UNSEEN_TAGS = frozenset({
    "ref", "references", "templatestyles", "style", "script", "math", "timeline", "graph",
    "mapframe", "maplink", "score", "imagemap",
})  # fmt: skip
LITERAL_TAGS = frozenset({"nowiki", "pre", "code", "syntaxhighlight", "source", "tt"})
APART_TAGS = frozenset({"div", "p", "center", "ul", "ol", "dl", "section", "poem", "hr"})
WHOLE_DATE = 3  # year, month, day
AGAIN = "Save it with the ending .txt to keep its characters as they are, or export the page again."


def blocks_of_wiki(source: str) -> list[Block]:
    """Turn markup into blocks; raises `UnreadableError` for what cannot be parsed in time.

    Infoboxes become `- Key: value` lines of one part, headings and quotations carry their kind,
    rows of a table are lines of cells parted by ` | `. References, comments, categories, links
    to other languages and templates that are not known to show words of the page are left out.
    """
    _check(source)
    try:
        code = mwparserfromhell.parse(BROKEN_TAG.sub(r"\1 ", MARKS.sub(" ", source)))
    except ParserError as error:
        raise UnreadableError("The markup of this page is broken.", AGAIN) from error
    walker = _Walker()
    walker.walk(code)
    walker.flush()
    return walker.blocks


def _check(source: str) -> None:
    """Refuse what no page is: markup that opens again and again and never closes."""
    depth, deepest = dict.fromkeys(range(len(PAIRS)), 0), 0
    for found in BRACKET.finditer(source):
        for kind, (opening, closing) in enumerate(PAIRS):
            if found[0].startswith(opening):
                depth[kind] += len(found[0]) // max(2, len(opening)) or 1
                deepest = max(deepest, depth[kind])
            elif found[0].startswith(closing):
                depth[kind] = max(0, depth[kind] - (len(found[0]) // max(2, len(closing)) or 1))
    opened = sum(m[1].lower() not in NEVER_CLOSED for m in TAG_OPENS.finditer(source))
    unclosed = max(0, opened - len(TAG_CLOSES.findall(source))) + sum(depth.values())
    if len(source) > LONGEST or unclosed > MOST_UNCLOSED or deepest > DEEPEST * 4:
        raise UnreadableError(
            "This is no page of a wiki: it is too long, or its markup opens and never closes.",
            AGAIN,
        )


class _Walker:
    """Gathers text until a block ends; captions of pictures wait for the end of their paragraph."""

    def __init__(self) -> None:
        self.blocks: list[Block] = []
        self._run: list[str] = []
        self._captions: list[str] = []
        self._groups = 0

    def walk(self, code: Wikicode | None) -> None:
        """Take in markup; comments and what is not known are left out."""
        for node in code.nodes if code is not None else ():
            self._take(node)

    def _take(self, node: Node) -> None:
        if isinstance(node, Text):
            self._run.append(SWITCH.sub("", str(node)))
        elif isinstance(node, HTMLEntity):
            self._run.append(_entity(node))
        elif isinstance(node, Heading):
            self.flush()
            self.blocks.append(Block(text=_line(node.title, " "), kind="headline"))
        elif isinstance(node, Wikilink):
            self._link(node)
        elif isinstance(node, ExternalLink):
            self._external(node)
        elif isinstance(node, Tag):
            self._tag(node)
        elif isinstance(node, Template):
            self._template(node)
        elif isinstance(node, Argument):
            self.walk(node.default)

    def flush(self) -> None:
        """End the paragraph that stands open, and put the captions under it."""
        text, self._run = "".join(self._run), []
        for paragraph in BLANK_LINE.split(text):
            self._paragraph(paragraph)
        for caption in self._captions:
            self.blocks.append(Block(text=caption, kind="caption"))
        self._captions = []

    def _paragraph(self, paragraph: str) -> None:
        """Join its lines, as the page does, but for the items of lists."""
        soft: list[str] = []
        in_list = False
        for line in paragraph.split("\n"):
            listed = LISTED.fullmatch(line)
            if listed is None:
                soft.append(line)
                continue
            self._add("\n".join(soft))
            soft = []
            marks = listed[1].replace(ITEM, "")
            inside = sum(mark in "*#" for mark in marks)
            bullet = "  " * (inside - 1) + "- " if marks[-1] in "*#" else ""
            words_ = listed[2].replace(f"{ITEM}:", ": ")
            if self._add(words_, bullet, tight=in_list and bool(bullet)):
                in_list = bool(bullet)
        self._add("\n".join(soft))

    def _add(self, said: str, bullet: str = "", *, tight: bool = False) -> bool:
        lines = (SPACES.sub(" ", MARKS.sub(" ", line)).strip() for line in said.split(HARD))
        text = "\n".join(line for line in lines if line)
        if text:
            self.blocks.append(Block(text=bullet + text, tight=tight))
        return bool(text)

    def _link(self, node: Wikilink) -> None:
        target = str(node.title).strip()
        space = target.partition(":")[0].strip().lower() if ":" in target else ""
        if space in wiki_words().category or INTERLANGUAGE.match(target):
            return
        if space in wiki_words().file:
            self._caption(str(node.text or "").split("|"), node.text)
            return
        if node.text is None:
            self._run.append(target.lstrip(":").replace("_", " "))
        elif str(node.text).strip():
            self.walk(node.text)
        else:  # the pipe trick: [[Tesk, Orrin|]]
            self._run.append(re.sub(r"\s*\([^)]*\)$|,.*$", "", target.split(":")[-1]))

    def _caption(self, settings: list[str], whole: Wikicode | None) -> None:
        """Keep the caption of a picture: what stands last and sets nothing."""
        if whole is None:
            return
        texts = _between_pipes(whole)
        shown = [t for t in texts if not _sets_picture(t)]
        if shown and settings:
            self._captions.append(shown[-1])

    def _external(self, node: ExternalLink) -> None:
        if node.title is not None and str(node.title).strip():
            self.walk(node.title)
        else:
            self._run.append(str(node.url))

    def _tag(self, node: Tag) -> None:
        name = str(node.tag).strip().lower()
        if node.wiki_markup is not None and str(node.wiki_markup) in "*#:;" and node.self_closing:
            self._run.append(f"{ITEM}{node.wiki_markup}")
        elif name == "br":
            self._run.append(HARD)
        elif name in LITERAL_TAGS:
            self._run.append(str(node.contents or ""))
        elif name == "table":
            self._table(node)
        elif name == "gallery":
            self._gallery(str(node.contents or ""))
        elif name == "blockquote":
            self._quote(node.contents)
        elif name == "li":
            self._run.append(f"\n{ITEM}*")
            self.walk(node.contents)
        elif name in APART_TAGS:
            self.flush()
            self.walk(node.contents)
            self.flush()
        elif name not in UNSEEN_TAGS:
            self.walk(node.contents)

    def _gallery(self, lines: str) -> None:
        for line in lines.split("\n"):
            shown = [p for p in line.split("|")[1:] if not _sets_picture(p)]
            if shown:
                text = _line(mwparserfromhell.parse(shown[-1]), " ")
                self._captions.append(text)
        self.flush()

    def _quote(self, code: Wikicode | None, by: str = "") -> None:
        self.flush()
        self._groups += 1
        for block in _inner(code):
            quoted = replace(block, kind="quote", tight=False, group=self._groups)
            self.blocks.append(quoted)
        if by:
            self.blocks.append(Block(text=f"— {by}"))

    def _table(self, table: Tag) -> None:
        self.flush()
        first = True
        for cells in _rows(table):
            if len(cells) == 1 and cells[0].startswith("+"):
                self.blocks.append(Block(text=cells[0].lstrip("+ "), kind="caption"))
                continue
            row = " | ".join(cells)
            if row.strip(" |"):
                self.blocks.append(Block(text=row, tight=not first))
                first = False

    def _template(self, node: Template) -> None:
        name = _template_name(node)
        if name.startswith(wiki_words().infobox):
            self._infobox(node)
            return
        bare = [p.value for p in node.params if not p.showkey]
        manner = "first" if name.startswith("lang-") else wiki_words().manner.get(name, "")
        if name in wiki_words().prefixed:
            self._run.append(f"{wiki_words().prefixed[name]} ")
            manner = "first"
        if manner == "quoted":
            self._quote(_named(node, "text", "quote", "1"), _author(node))
        elif bare and manner == "first":
            self.walk(bare[0])
        elif bare and manner == "last":
            self.walk(bare[-1])
        elif manner == "listed":
            self._run.append(", ".join(t for t in (_line(v, ", ") for v in bare) if t))
        elif manner == "measured":
            self._run.append(" ".join(_line(v, " ") for v in bare[:2]))
        elif manner == "dated":
            self._run.append(_date([_line(v, " ") for v in bare]))

    def _infobox(self, box: Template) -> None:
        """Write a record as its title and `- Key: value` lines, in the order of its fields."""
        self.flush()
        self._groups += 1
        known = wiki_words()
        fields = [(_key(p), p.value) for p in box.params if p.showkey]
        title = next((t for k, v in fields if k in known.infobox_titles and (t := _line(v))), "")
        lines = [title] if title else []
        inner: list[Wikicode] = []
        for key, content in fields:
            if key in known.infobox_boxes:
                inner.append(content)
            elif key in known.infobox_captions:
                self._captions.append(_line(content, " "))
            elif key not in known.infobox_titles and not _sets_box(key) and (t := _line(content)):
                shown = " ".join(key.replace("_", " ").split())
                lines.append(f"- {shown[:1].upper()}{shown[1:]}: {t}")
        for number, line in enumerate(lines):
            block = Block(text=line, kind="infobox", tight=number > 0, group=self._groups)
            self.blocks.append(block)
        for content in inner:
            self.walk(content)
        self.flush()


def _inner(code: Wikicode | None) -> list[Block]:
    walker = _Walker()
    walker.walk(code)
    walker.flush()
    return walker.blocks


def _line(code: Wikicode | None, between: str = ", ") -> str:
    """Write markup on one line, its blocks and lines parted by `between`."""
    pieces = [line.strip().removeprefix("- ") for b in _inner(code) for line in b.text.split("\n")]
    return between.join(p for p in pieces if p)


def _entity(node: HTMLEntity) -> str:
    try:
        return str(node.normalize())
    except (ValueError, OverflowError):  # a number that is no character
        return "\ufffd"


def _rows(table: Tag) -> Iterator[list[str]]:
    """Yield the rows of a table as cells on one line each; tables in cells are flattened."""
    loose: list[str] = []
    inside = _contents(table)
    for node in inside.nodes if inside is not None else ():
        if not isinstance(node, Tag):
            continue
        name = str(node.tag).strip().lower()
        if node.wiki_markup == "|" and str(node.contents).startswith("+"):  # its caption
            yield [_line(node.contents)]
        elif name in ("td", "th"):
            loose.append(_line(node.contents))
        elif name in ("tr", "tbody", "thead", "tfoot"):
            if loose:
                yield loose
                loose = []
            yield from _rows(node)
    if loose:
        yield loose


def _contents(tag: Tag) -> Wikicode | None:
    return tag.contents  # null in a tag that closes itself, whatever the library says


def _between_pipes(whole: Wikicode) -> list[str]:
    """Cut markup at its outer pipes and write each piece on a line."""
    pieces: list[list[Node]] = [[]]
    for node in whole.nodes:
        if isinstance(node, Text) and "|" in str(node):
            first, *others = str(node).split("|")
            pieces[-1].append(Text(first))
            pieces.extend([Text(other)] for other in others)
        else:
            pieces[-1].append(node)
    return [_line(Wikicode(nodes), " ") for nodes in pieces]


def _sets_picture(text: str) -> bool:
    bare = text.strip().lower()
    return not bare or bare in wiki_words().settings or PIXELS.fullmatch(bare) is not None


def _sets_box(key: str) -> bool:
    return any(fnmatchcase(key, setting) for setting in wiki_words().infobox_settings)


def _key(parameter: Parameter) -> str:
    return " ".join(str(parameter.name).split()).lower()


def _template_name(node: Template) -> str:
    bare = " ".join(str(node.name).replace("_", " ").split()).lower()
    return bare.removeprefix("template:").strip()


def _named(node: Template, *names: str) -> Wikicode | None:
    """Find the first of these parameters that the template has."""
    given = {_key(p): p.value for p in node.params}
    return next((given[name] for name in names if name in given), None)


def _author(node: Template) -> str:
    found = [_line(_named(node, *names)) for names in (("author", "2"), ("source", "3"))]
    return ", ".join(name for name in found if name)


def _date(values: list[str]) -> str:
    """Write year, month and day as `3 May 1961`, or what there is of them as it stands."""
    numbers = [v for v in values if v.isdecimal()][:WHOLE_DATE]
    months = {number: name for name, number in reversed(words().months.items())}
    if len(numbers) == WHOLE_DATE and int(numbers[1]) in months:
        return f"{int(numbers[2])} {months[int(numbers[1])].capitalize()} {int(numbers[0])}"
    return "-".join(numbers) if numbers else ", ".join(v for v in values if v)
