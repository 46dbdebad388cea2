"""The leak test: whether anything that must stay inside is in any byte that is about to leave.

Every file is opened to its last layer (`opening`), and what does not open does not leave. What is
found there, and the file as it is, is searched for every needle in UTF-8, UTF-16 and UTF-32, in
Base64 and hexadecimal digits, escapes undone. Hyphens and underscores part the words of a name as
blanks do, as in names of files. Names are found in disguise as well: run together, parted letter by
letter, in letters that look alike.
"""

import base64
import html
import quopri
import re
import sys
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from urllib.parse import unquote_to_bytes

from solferino.codec import value
from solferino.release.disguise import Disguised, bared, disguised
from solferino.release.opening import BASE64, layers
from solferino.text.fold import fold

TAG = re.compile(r"<[^<>]*>")
SPACES = re.compile(r"\s+")
JOINED = re.compile(r"[\s_+-]+")  # what stands between words of a name, also of a file's
PARTED = re.compile(r"(?<=\d)[ ().-]{1,3}(?=\d)")  # what may stand between the digits of a number
LONG_NUMBER = 10  # digits: fewer come by chance
NEVER_ASIDE = ("handle", "digest")  # needles of words that no allowed name excuses
NAME = re.compile(r"name of a (?!file)")  # kinds of needles that are names, also in disguise
CLITIC = 3  # letters that Arabic may write to the front of a name, and one before them
CLITICS = re.compile(r"(?<![^\W_])[وبلفك]{1,2}$")
LATIN = 0x250  # where letters of Latin script end
ESCAPE = re.compile(r"\\u([0-9A-Fa-f]{4})|\\x([0-9A-Fa-f]{2})|\\([0-9A-Fa-f]{1,6})\s?")
QUOTED = re.compile(r"=[0-9A-F]{2}")
HEX = re.compile(rb"(?:[0-9A-Fa-f]{2}){8}")


@value
class Needle:
    """Something that must be in no byte: its text, and what it is.

    `words` asks for whole words only, whatever their case; else any run of characters counts.
    """

    text: str
    kind: str
    words: bool = True


@value
class Leak:
    """A needle that was found: what it is, in which file, and where inside it."""

    needle: Needle
    file: str
    inside: str


def leaks(
    files: Mapping[str, bytes],
    needles: Iterable[Needle],
    allowed: Iterable[str] = (),
    printed: str = "",
) -> tuple[Leak, ...]:
    """Search files, by name, for needles; also their names. Each needle is told once per file.

    `allowed` are names that may stand although a needle is, as whole words, part of them, such as
    that of a hospital called after a person. No contact, handle or digest is excused by one.
    `printed` is what the publisher gave to be printed, whole, such as an address for objections.
    Raises `LeakError` where a file, or anything inside of one, does not open.
    """
    hunt = _Hunt(tuple(needles), tuple(allowed), printed)
    found: dict[tuple[str, Needle], Leak] = {}
    for name in sorted(files):
        for inside, data in ((f"the name of {name}", name.encode()), *layers(files[name], name)):
            for needle in hunt.found(data):
                leak = Leak(needle=needle, file=name, inside=inside)
                found.setdefault((name, needle), leak)
    return tuple(found.values())


class _Hunt:
    """Looks for needles in bytes, in every writing of them."""

    def __init__(self, needles: tuple[Needle, ...], allowed: tuple[str, ...], printed: str) -> None:
        self._printed = _whole(printed.strip())
        self._needles = [(n, _sought(n)) for n in needles if n.text.strip()]
        self._allowed = sorted({_loose(_plain(a)) for a in allowed}, key=lambda a: (-len(a), a))
        self._around: dict[str, tuple[str, ...]] = {}
        self._base64 = [(n, form) for n in needles for form in _base64_forms(n)]
        self._hex = [(n, f) for n in needles if n.kind != "digest" for f in _hex_forms(n)]
        self._disguised = [(n, disguised(w)) for n, w in self._needles if NAME.match(n.kind)]
        phones = ((n, _digits(n.text)) for n in needles if n.kind == "phone")
        self._numbers = [(n, digits) for n, digits in phones if len(digits) >= LONG_NUMBER]

    def found(self, data: bytes) -> Iterator[Needle]:
        """Yield the needles that are in some bytes."""
        texts = {_plain(text) for text in _texts(data, self._printed)}
        loose = {_loose(text) for text in texts}
        for needle, words in self._needles:
            among = loose if _is_name(needle) else texts
            if any(self._stands(held, words, needle) for held in among):
                yield needle
        yield from self._in_disguise(loose)
        if BASE64.search(data):
            yield from (needle for needle, form in self._base64 if form in data)
        if HEX.search(data):
            low = data.lower()
            yield from (needle for needle, form in self._hex if form in low)
        if self._numbers:
            closed = {PARTED.sub("", text) for text in texts}
            yield from (n for n, d in self._numbers if any(d in text for text in closed))

    def _in_disguise(self, texts: Iterable[str]) -> Iterator[Needle]:
        """Yield names that are in some folded texts as nobody writes them plainly."""
        for held in map(bared, texts if self._disguised else ()):
            for needle, name in self._disguised:
                if name.letters in held.letters and name.shown_in(
                    bared(self._aside(held.text, name))
                ):
                    yield needle

    def _aside(self, text: str, name: Disguised) -> str:
        """Set aside the allowed names that hold a name, also where these are run together."""
        for allowed in map(disguised, self._allowed):
            if _holds(allowed.words, name.words, whole=True):
                text = _without(_without(text, allowed.words), allowed.letters)
        return text

    def _stands(self, text: str, words: str, needle: Needle) -> bool:
        """Whether a needle is in a text outside every allowed name that it is a part of."""
        if not _holds(text, words, whole=needle.words):
            return False
        aside = () if needle.kind in NEVER_ASIDE or not needle.words else self._holding(words)
        for name in aside:
            text = _without(text, name)
        return _holds(text, words, whole=needle.words)

    def _holding(self, words: str) -> tuple[str, ...]:
        """Give the allowed names that hold some words as whole words, the longest first."""
        if words not in self._around:
            held = (a for a in self._allowed if _holds(a, words, whole=True))
            self._around[words] = tuple(held)
        return self._around[words]


def _holds(text: str, words: str, *, whole: bool) -> bool:
    """Whether some words are in a text: anywhere, or as whole words, Arabic clitics aside."""
    return next(_places(text, words, whole=whole), None) is not None


def _places(text: str, words: str, *, whole: bool) -> Iterator[int]:
    at = text.find(words)
    while at >= 0:
        before, after = text[max(0, at - CLITIC) : at], text[at + len(words) :][:1]
        if not whole or not (_goes_on(words[-1], after) or _goes_on(words[0], _bare(before))):
            yield at
        at = text.find(words, at + 1)


def _without(text: str, name: str) -> str:
    """Set a name aside wherever it stands as whole words."""
    pieces, end = [], 0
    for at in _places(text, name, whole=True):
        if at >= end:
            pieces += [text[end:at], "\0"]
            end = at + len(name)
    return "".join([*pieces, text[end:]])


def _goes_on(edge: str, beside: str) -> bool:
    """Whether a word goes on: a letter or digit of the same script stands beside its edge."""
    return beside.isalnum() and _script(edge) == _script(beside)


def _script(character: str) -> int:
    return 0 if ord(character) < LATIN else ord(character) >> 8


def _bare(before: str) -> str:
    """Give the last character before a name, without what Arabic writes to the front of one."""
    return CLITICS.sub("", before)[-1:]


def _whole(printed: str) -> re.Pattern[str]:
    """Match what is to be printed where it stands whole, and not as a part of a longer address."""
    return re.compile(rf"(?<![\w.+'-]){re.escape(printed)}(?!\w)" if printed else r"(?!)")


def _texts(data: bytes, printed: re.Pattern[str]) -> Iterator[str]:
    """Read bytes as text in every encoding that a needle might hide in, escapes resolved."""
    plain = printed.sub("\0", data.decode("utf-8", "replace"))
    yield plain
    unescaped = printed.sub("\0", html.unescape(html.unescape(plain)))
    if unescaped != plain:
        yield unescaped
    if "<" in plain:
        yield TAG.sub("", unescaped)
    yield from _escapes(plain)
    if b"\0\0\0" in data:
        for encoding in ("utf-32-le", "utf-32-be"):
            for shift in range(4):
                yield data[shift:].decode(encoding, "replace")
    if b"\0" in data:
        for encoding in ("utf-16-le", "utf-16-be"):
            for shift in (0, 1):
                yield data[shift:].decode(encoding, "replace")


def _escapes(plain: str) -> Iterator[str]:
    """Undo escapes: of programs, style sheets, addresses and mail."""
    if "\\" in plain:
        yield ESCAPE.sub(_unescaped, plain)
    if "%" in plain:
        once = unquote_to_bytes(plain.replace("+", " ").encode("utf-8", "replace"))
        yield unquote_to_bytes(once).decode("utf-8", "replace")
    if QUOTED.search(plain):
        yield quopri.decodestring(plain.encode("utf-8", "replace")).decode("utf-8", "replace")


def _is_name(needle: Needle) -> bool:
    """Whether hyphens and underscores may stand for the blanks of a needle: not in a handle."""
    return needle.words and needle.kind not in NEVER_ASIDE


def _sought(needle: Needle) -> str:
    return _loose(_plain(needle.text)) if _is_name(needle) else _plain(needle.text)


def _loose(text: str) -> str:
    return JOINED.sub(" ", text).strip()


def _unescaped(escape: re.Match[str]) -> str:
    """Write the sign that an escape of JSON, of a program or of a style sheet stands for."""
    code = int(escape[1] or escape[2] or escape[3], 16)
    return chr(code) if code <= sys.maxunicode else escape[0]


def _digits(text: str) -> str:
    return "".join(c for c in _plain(text) if c.isdigit())


def _plain(text: str) -> str:
    """Fold what does not hide a name: case, accents, kinds of spaces and hyphens."""
    if text.isascii():
        return SPACES.sub(" ", text.lower())
    table = {ord(c): _folded(c) for c in set(text)}
    return SPACES.sub(" ", text.translate(table))


@cache
def _folded(character: str) -> str:
    return fold(character)


def _hex_forms(needle: Needle) -> Iterator[bytes]:
    """Write a needle in hexadecimal digits, its own bytes and those of UTF-16."""
    for encoding in ("utf-8", "utf-16-le", "utf-16-be"):
        written = needle.text.encode(encoding).hex().encode()
        if len(written) >= 16:  # noqa: PLR2004  (shorter ones come by chance)
            yield written


def _base64_forms(needle: Needle) -> Iterator[bytes]:
    """Write a needle as it looks inside Base64, for each of the three places where it may begin."""
    for encoding in ("utf-8", "utf-16-le"):
        raw = needle.text.encode(encoding)
        for shift in range(3):
            whole = base64.b64encode(b"\0" * shift + raw)
            start = -(-shift * 8 // 6)
            middle = whole[start : len(whole) - 4 if len(raw) > 4 else len(whole)]  # noqa: PLR2004
            if len(middle) >= 8:  # noqa: PLR2004  (shorter ones come by chance)
                yield middle
