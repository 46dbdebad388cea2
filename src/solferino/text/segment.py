"""Cut a text into paragraphs, sentences, quotations and words, as exact slices of it."""

import itertools
import re
import tomllib
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from importlib.resources import files

from solferino.codec import value
from solferino.text.fold import fold


@value
class Slice:
    """Some characters of a text: code points, half-open [start, end)."""

    start: int
    end: int


@value
class Word:
    """A word as written, with the key under which it is looked up."""

    start: int
    end: int
    text: str
    key: str


_key = lru_cache(maxsize=1 << 15)(fold)  # a text says most of its words more than once

_LISTS: dict[str, list[str]] = tomllib.loads(
    files("solferino.text").joinpath("abbreviations.toml").read_text("utf-8")
)
_BEFORE_NAME = frozenset(_LISTS["before_name"])
_BEFORE_FIGURE = frozenset(_LISTS["before_figure"])
_BEFORE_ANY = frozenset(_LISTS["before_any"])
_OPENERS = frozenset(_LISTS["openers"])

# `\w` leaves out vowel signs, which stand inside words of many scripts.
_MARKS = "".join(c for c in map(chr, range(0x300, 0x10000)) if unicodedata.category(c)[0] == "M")


def _pattern(letter: str, inner: str) -> re.Pattern[str]:
    """Match words of some letters, with what may stand inside of a word."""
    return re.compile(
        rf"(?:\d+(?:,\d{{3}}(?!\d)|[.:٫]\d+|٬\d{{3}})+{inner}*|{letter}{inner}*)"
        rf"(?:['’‘](?![sS](?!{inner})){letter}{inner}*)*"
        rf"|(?<={letter})['’‘`´][sS](?!{inner})"
    )


_WORD = _pattern(rf"[^\W_{_MARKS}]", rf"(?:[^\W_]|[{_MARKS}\u00ad\u200c\u200d])")
_ASCII_WORD = _pattern("[A-Za-z0-9]", "[A-Za-z0-9]")  # the same in texts that hold no other signs


def _words_in(text: str) -> re.Pattern[str]:
    """Choose the pattern for a text: Python knows without looking that one is in ASCII."""
    return _ASCII_WORD if text.isascii() else _WORD


def bare_words(text: str) -> Iterator[str]:
    """Words as written, one after another, for those who need no places."""
    return iter(_words_in(text).findall(text))


def keys(text: str) -> Iterator[str]:
    """Give the keys of the words of a text, for those who need neither places nor spellings."""
    return map(_key, _words_in(text).findall(text))


def spots(text: str) -> Iterator[tuple[int, int, str]]:
    """Yield the words of a text as (start, end, key): `words` for those who go through many."""
    return ((*m.span(), _key(m[0])) for m in _words_in(text).finditer(text))


def words(text: str, start: int = 0, end: int | None = None) -> tuple[Word, ...]:
    """Words in order. A possessive 's is a word; hyphens part words; "4,000" is one word."""
    stop = len(text) if end is None else end
    return tuple(
        Word(start=at, end=after, text=own, key=_key(own))
        for m in _words_in(text).finditer(text, start, stop)
        for at, after, own in [(*m.span(), m[0])]
    )


_LINE = re.compile(r"[^\n\r\v\f\x85\u2028\u2029]+")
_CLOSERS = "\"'”’»›)\\]}“‘"
_ENDED = re.compile(rf"[.!?:…؟۔][{_CLOSERS}]*$|[\"”»]$")
_BEGINS = re.compile(
    r"[-–—•*●▪◦‣·⭕️]+\s|\(?(?:\d{1,3}|[a-z]|[ivx]{1,4})[.)]\s|[=#]+\s|[\"“”„«‘]", re.IGNORECASE
)
_HANGS = re.compile(
    r",$|\b(?:of|the|an?|in|on|at|to|and|or|by|for|with|from|that|was|were|is|are|said)$"
)
_SHORT_LINE = 0.6  # of the block's width: nobody wraps a line as early as that
_WRAP = range(40, 121)  # widths at which people and programs wrap lines


def paragraphs(text: str) -> tuple[Slice, ...]:
    """Paragraphs in order, without surrounding white space.

    A blank line parts them. So does a single line break that was not put there by wrapping:
    after the end of a sentence, before a list item, heading or quotation, after a short line.
    """
    return tuple(_paragraphs(text, 0, len(text)))


def _paragraphs(text: str, start: int, end: int) -> Iterator[Slice]:
    block: list[Slice] = []
    for line in _lines(text, start, end):
        if block and text.count("\n", block[-1].end, line.start) > 1:
            yield from _unwrapped(text, block)
            block = []
        block.append(line)
    yield from _unwrapped(text, block)


def _lines(text: str, start: int, end: int) -> Iterator[Slice]:
    for match in _LINE.finditer(text, start, end):
        line = match[0].rstrip()
        first = match.start() + len(line) - len(line.lstrip())
        if line:
            yield Slice(start=first, end=match.start() + len(line))


def _unwrapped(text: str, block: list[Slice]) -> Iterator[Slice]:
    if not block:
        return
    width = max(line.end - line.start for line in block)
    wrapped = any(text[line.start].islower() for line in block[1:]) and width in _WRAP
    first = block[0].start
    for line, after in itertools.pairwise(block):
        if _parts(text, line, after, width if wrapped else 0):
            yield Slice(start=first, end=line.end)
            first = after.start
    yield Slice(start=first, end=block[-1].end)


def _parts(text: str, line: Slice, after: Slice, width: int) -> bool:
    """Whether the break between two lines parts paragraphs; `width` 0: lines are not wrapped."""
    if _BEGINS.match(text, after.start, after.end):
        return True
    tail = text[max(line.start, line.end - 12) : line.end]
    first_word = text[after.start : after.end].split(maxsplit=1)[0]
    full = line.end - line.start + 1 + len(first_word) > width
    if (width and full) or _HANGS.search(tail):
        return False
    if _ENDED.search(tail):
        return not _abbreviated(text, line.start, line.end - 1, after.start)
    short = line.end - line.start < width * _SHORT_LINE
    return (short or not width) and not text[after.start].islower()


# A full stop may be followed by closing quotes and by the number of a footnote: [1].
_STOP = re.compile(
    rf"(?:(?<![.!?…؟۔。])[.!?…؟۔。]+|؛)[{_CLOSERS}]*(?:\[\d{{1,3}}\])*(?=\s|$)"
    r"|(?<=[a-z]{2})[.!?](?=[A-Z][a-z]+\s)"
)
_SPACE = re.compile(r"\s*")
_NEXT = re.compile(r"\s*[\"'“”‘„«(\[]*")
_ARTICLE = re.compile(r"(?:al|el|an|ar|as|ad|at|ash|az)-")


def sentences(text: str, start: int = 0, end: int | None = None) -> tuple[Slice, ...]:
    """Sentences in order; none crosses a paragraph, and closing quotes stay with theirs."""
    found: list[Slice] = []
    for paragraph in _paragraphs(text, start, len(text) if end is None else end):
        found.extend(_sentences(text, paragraph))
    return tuple(found)


def _sentences(text: str, paragraph: Slice) -> Iterator[Slice]:
    first = paragraph.start
    for match in _STOP.finditer(text, paragraph.start, paragraph.end):
        if match.end() == paragraph.end:
            break
        following = _NEXT.match(text, match.end(), paragraph.end)
        after = following.end() if following else match.end()
        if _goes_on(text, match, after, first):
            continue
        yield Slice(start=first, end=match.end())
        space = _SPACE.match(text, match.end())
        first = space.end() if space else match.end()
    if first < paragraph.end:
        yield Slice(start=first, end=paragraph.end)


def _goes_on(text: str, stop: re.Match[str], after: int, first: int) -> bool:
    """Whether the sentence goes on after a mark; `after` is where the next word begins."""
    ahead = text[after : after + 1]
    if ahead.islower() and not _ARTICLE.match(text, after):
        return True
    return text[stop.start()] == "." and _abbreviated(text, first, stop.start(), after)


def _abbreviated(text: str, first: int, stop: int, after: int) -> bool:
    """Whether the full stop at `stop` belongs to an abbreviation, initial or list number."""
    tail = text[max(first, stop - 16) : stop].split()
    if not tail or text[stop : stop + 2] == "..":
        return False
    token = tail[-1].lstrip("\"'“”‘„«([")
    key = token.lower()
    if key in _BEFORE_NAME:
        return True
    if key in _BEFORE_FIGURE:
        return text[after : after + 1].isdigit()
    if key in _BEFORE_ANY or re.fullmatch(r"(?:\w\.)+\w", token):
        opener = re.match(r"[^\W_]+", text[after : after + 16])
        return opener is None or opener[0].lower() not in _OPENERS
    if len(token) == 1 and token.isalpha() and key != "i":
        return True
    return token.isdigit() and text[first:stop].strip() == token


# What opens a quotation, and what then closes it. Some languages open with what others close.
_CLOSED_BY = {
    "“": '”"',
    "„": '“”"',
    "”": '”“"',
    '"': '"”',
    "«": "»",
    "»": "«",
    "‹": "›",
    "‘": "’'‘",
    "’": "’'",
    "'": "'’",
}
_DOUBLE = '“„”"«»'
_SURE = "“„«‹"  # open wherever they stand
_DOUBLED = {"''": '"', "``": "“", "‘‘": "“", "’’": "”"}
_MARK = re.compile(r"[“„\"][“”\"](?=\w)|''|``|‘‘|’’|[“”„\"«»‹›‘’']")  # openers get doubled
_WORD_AFTER = re.compile(r"[^\W\d_]+")
_DEEPEST = 6  # quotations inside one another
_NO_OPENING = frozenset(_LISTS["apostrophe_first"])


@value
class _Opening:
    """A quotation that is open: its mark, and where the mark and the quoted words begin."""

    mark: str
    at: int
    inner: int


def quotations(text: str, start: int = 0, end: int | None = None) -> tuple[Slice, ...]:
    """Inner extents of quoted stretches, in order, outer before inner.

    A quotation that is not closed ends with its paragraph; one that the next paragraph closes
    without opening goes on there. Single quotes count only where they cannot be apostrophes.
    """
    if _MARK.search(text, start, len(text) if end is None else end) is None:
        return ()
    found: list[Slice] = []
    unclosed = ""
    for paragraph in _paragraphs(text, start, len(text) if end is None else end):
        unclosed = _quotations(text, paragraph, unclosed, found)
    return tuple(sorted(found, key=lambda s: (s.start, -s.end)))


def _quotations(text: str, paragraph: Slice, unclosed: str, found: list[Slice]) -> str:
    """Find a paragraph's quotations; `unclosed` is the mark that the paragraph before left open.

    Returns the mark that this paragraph leaves open, or nothing.
    """
    openings: list[_Opening] = []
    seconds: list[_Opening] = []  # closed again, inside one with the same mark
    for match in _MARK.finditer(text, paragraph.start, paragraph.end):
        mark = _DOUBLED.get(match[0], match[0][0])
        closes = _closes(text, match, mark, paragraph)
        levels = [n for n, o in enumerate(openings) if closes and mark in _CLOSED_BY[o.mark]]
        if levels:
            _add(found, text, openings[levels[-1]].inner, match.start())
            seconds.append(openings[levels[-1]])
            del openings[levels[-1] :]
        elif len(openings) < _DEEPEST and _opens(text, match, mark, paragraph):
            openings.append(_Opening(mark=mark, at=match.start(), inner=match.end()))
        elif closes and unclosed and not seconds and mark in _CLOSED_BY[unclosed]:
            _add(found, text, paragraph.start, match.start())
        if mark in _DOUBLE:
            unclosed = ""
    left = next((o for o in openings if o.mark in _DOUBLE), None)
    if left is None:
        return ""
    again = [o.at for o in (*openings, *seconds) if o.mark == left.mark and o.at > left.at]
    _add(found, text, left.inner, min(again, default=paragraph.end))
    return "" if again else left.mark


def _add(found: list[Slice], text: str, start: int, end: int) -> None:
    inner = text[start:end].lstrip('”“"').lstrip()
    start = end - len(inner)
    inner = inner.rstrip()
    if inner:
        found.append(Slice(start=start, end=start + len(inner)))


def _sides(text: str, match: re.Match[str], paragraph: Slice) -> tuple[str, str]:
    before = text[match.start() - 1] if match.start() > paragraph.start else " "
    after = text[match.end()] if match.end() < paragraph.end else " "
    return before, after


def _opens(text: str, match: re.Match[str], mark: str, paragraph: Slice) -> bool:
    before, after = _sides(text, match, paragraph)
    if mark not in _CLOSED_BY:
        return False
    if mark in _SURE:
        return True
    if mark == '"':
        return not after.isspace() and not before.isalnum()
    free = before.isspace() or before in '([“"«—–-:'
    if mark in _DOUBLE:
        return free and not after.isspace()
    word = _WORD_AFTER.match(text, match.end(), paragraph.end)
    return free and word is not None and word[0].lower() not in _NO_OPENING


def _closes(text: str, match: re.Match[str], mark: str, paragraph: Slice) -> bool:
    before, after = _sides(text, match, paragraph)
    if mark == '"':
        return not before.isspace() or after.isspace()
    if mark in _DOUBLE or mark == "›":
        return True
    return not before.isspace() and not after.isalnum()
