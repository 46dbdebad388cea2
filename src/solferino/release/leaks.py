"""The leak test: whether anything that must stay inside is in any byte that is about to leave.

Every file is opened as far as it opens: archives within archives, spreadsheets, streams of PDFs,
chunks of pictures, texts behind escapes. What is found there, and the file as it is, is searched
for every needle in UTF-8, in both kinds of UTF-16 and in Base64.
"""

import base64
import html
import io
import re
import zipfile
import zlib
from collections.abc import Iterable, Iterator, Mapping
from urllib.parse import unquote_to_bytes

import pypdfium2

from solferino.codec import value
from solferino.text.fold import fold

DEEPEST = 6  # archives within archives
LARGEST = 1 << 28  # bytes of one member: what is larger is not opened, and fails the test
STREAM = re.compile(rb"stream\r?\n(.*?)\r?\nendstream", re.DOTALL)
BASE64 = re.compile(rb"[A-Za-z0-9+/_-]{16,}={0,2}")
HEXED = re.compile(rb"<([0-9A-Fa-f\s]{8,})>")
TAG = re.compile(r"<[^<>]*>")
SPACES = re.compile(r"\s+")
NEVER_ASIDE = ("handle", "digest")  # needles of words that no allowed name excuses
CLITIC = 3  # letters that Arabic may write to the front of a name, and one before them
CLITICS = re.compile(r"(?<![^\W_])[وبلفك]{1,2}$")
LATIN = 0x250  # where letters of Latin script end
JSON_ESCAPE = re.compile(r"\\u([0-9A-Fa-f]{4})")
PNG = b"\x89PNG\r\n\x1a\n"
ZIP = b"PK\x03\x04"
GZIP = b"\x1f\x8b"
PDF = b"%PDF"
OPENING = (ZIP, GZIP, PDF, PNG)


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
    files: Mapping[str, bytes], needles: Iterable[Needle], allowed: Iterable[str] = ()
) -> tuple[Leak, ...]:
    """Search files, by name, for needles; also their names. Each needle is told once per file.

    `allowed` are names that may stand although a needle is, as whole words, part of them, such as
    that of a hospital called after a person. No contact, handle or digest is excused by one.
    """
    hunt = _Hunt(tuple(needles), tuple(allowed))
    found: dict[tuple[str, Needle], Leak] = {}
    for name in sorted(files):
        for inside, data in ((("name of the file"), name.encode()), *layers(files[name])):
            for needle in hunt.found(data):
                leak = Leak(needle=needle, file=name, inside=inside)
                found.setdefault((name, needle), leak)
    return tuple(found.values())


def layers(data: bytes, at: str = "the file", depth: int = 0) -> Iterator[tuple[str, bytes]]:
    """Yield some bytes and all that opens inside of them, each with where it is."""
    yield at, data
    if depth >= DEEPEST:
        return
    for name, inner in _members(data):
        yield from layers(inner, f"{at} > {name}", depth + 1)


def _members(data: bytes) -> Iterator[tuple[str, bytes]]:
    if data.startswith(ZIP):
        yield from _zipped(data)
    elif data.startswith(GZIP):
        yield from _inflated("gzip", data, 31)
    elif data.startswith(PDF):
        for number, stream in enumerate(STREAM.findall(data), start=1):
            yield from _inflated(f"stream {number}", stream, 15)
            yield from ((f"text of stream {number}", t) for t in _pdf_texts(stream))
        yield from _pages(data)
    elif data.startswith(PNG):
        yield from _chunks(data)
    runs = [inner for match in BASE64.finditer(data) for inner in _decoded(match[0])]
    yield from (("Base64", inner) for inner in runs if inner.startswith(OPENING))
    closed = [inner for inner in runs if not inner.startswith(OPENING)]
    if closed:  # one layer for all, since any long word of a page may be Base64
        yield "Base64", b"\n\n".join(closed)


def _zipped(data: bytes) -> Iterator[tuple[str, bytes]]:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            yield "comment", archive.comment
            for member in archive.infolist():
                yield f"name {member.filename}", member.filename.encode() + member.comment
                if member.file_size <= LARGEST:
                    yield member.filename, archive.read(member)
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, zlib.error):
        return


def _inflated(name: str, data: bytes, window: int) -> Iterator[tuple[str, bytes]]:
    try:
        opened = zlib.decompressobj(window).decompress(data, LARGEST)
    except zlib.error:
        return
    yield name, opened
    if window == 15:  # noqa: PLR2004  (a PDF's stream: what it draws as text)
        yield from ((f"text of {name}", t) for t in _pdf_texts(opened))


def _pdf_texts(stream: bytes) -> Iterator[bytes]:
    """Read strings that a PDF writes in hexadecimal, or piece by piece."""
    for match in HEXED.finditer(stream):
        digits = b"".join(match[1].split())
        yield bytes.fromhex((digits + b"0" * (len(digits) % 2)).decode())
    pieces = re.findall(rb"\(((?:[^()\\]|\\.)*)\)", stream)
    if pieces:
        yield b"".join(pieces)


def _pages(data: bytes) -> Iterator[tuple[str, bytes]]:
    """Read a PDF as a reader does: the words of each page, and what it says of itself."""
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError:
        return
    try:
        for number in range(len(document)):
            words = document[number].get_textpage().get_text_bounded()
            yield f"page {number + 1}", words.encode()
        yield "metadata", "\n".join(document.get_metadata_dict().values()).encode()
    finally:
        document.close()


def _chunks(data: bytes) -> Iterator[tuple[str, bytes]]:
    at = len(PNG)
    while at + 12 <= len(data):
        length = int.from_bytes(data[at : at + 4], "big")
        kind, body = data[at + 4 : at + 8], data[at + 8 : at + 8 + length]
        if kind in (b"zTXt", b"iTXt", b"iCCP"):
            keyword, _, rest = body.partition(b"\0")
            yield f"chunk {kind.decode()}", keyword
            for start in range(min(len(rest), 8)):
                yield from _inflated(f"chunk {kind.decode()}", rest[start:], 15)
        at += 12 + length


def _decoded(text: bytes) -> Iterator[bytes]:
    for alternative in (b"-_",) if set(text) & set(b"-_") else (None,):
        padded = text.rstrip(b"=") + b"=" * (-len(text.rstrip(b"=")) % 4)
        try:
            yield base64.b64decode(padded, alternative, validate=True)
        except ValueError:
            continue


class _Hunt:
    """Looks for needles in bytes, in every writing of them."""

    def __init__(self, needles: tuple[Needle, ...], allowed: tuple[str, ...]) -> None:
        self._needles = [(n, _plain(n.text)) for n in needles if n.text.strip()]
        self._allowed = sorted({_plain(a) for a in allowed}, key=lambda a: (-len(a), a))
        self._around: dict[str, tuple[str, ...]] = {}
        self._base64 = [(n, form) for n in needles for form in _base64_forms(n)]

    def found(self, data: bytes) -> Iterator[Needle]:
        """Yield the needles that are in some bytes."""
        texts = {_plain(text) for text in _texts(data)}
        for needle, words in self._needles:
            if any(self._stands(held, words, needle) for held in texts):
                yield needle
        if BASE64.search(data):
            yield from (needle for needle, form in self._base64 if form in data)

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


def _texts(data: bytes) -> Iterator[str]:
    """Read bytes as text in every encoding that a needle might hide in, escapes resolved."""
    plain = data.decode("utf-8", "replace")
    yield plain
    unescaped = html.unescape(plain)
    if unescaped != plain:
        yield unescaped
    if "<" in plain:
        yield TAG.sub("", unescaped)
    if "\\u" in plain:
        yield JSON_ESCAPE.sub(lambda m: chr(int(m[1], 16)), plain)
    if "%" in plain:
        yield unquote_to_bytes(plain.encode("utf-8", "replace")).decode("utf-8", "replace")
    if b"\0" in data:
        for encoding in ("utf-16-le", "utf-16-be"):
            for shift in (0, 1):
                yield data[shift:].decode(encoding, "replace")


def _plain(text: str) -> str:
    """Fold what does not hide a name: case, accents, kinds of spaces and hyphens."""
    if text.isascii():
        return SPACES.sub(" ", text.lower())
    table = {ord(c): fold(c) for c in set(text)}
    return SPACES.sub(" ", text.translate(table))


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
