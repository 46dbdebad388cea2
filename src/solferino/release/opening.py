"""Everything that opens inside a file: archives within archives, streams, pages, chunks, Base64.

What is shut fails closed: an archive, document or picture that cannot be opened here, or is too
large to be, raises `LeakError`, for nobody could say what leaves with it.
"""

import base64
import binascii
import io
import re
import zipfile
import zlib
from collections.abc import Callable, Iterator

import pypdfium2

from solferino.errors import LeakError

DEEPEST = 6  # archives within archives
LARGEST = 1 << 28  # bytes of one member
BASE64 = re.compile(rb"[A-Za-z0-9+/_-]{16,}={0,2}")
STREAM = re.compile(rb"obj\b((?:(?!endobj).)*?)stream\r?\n(.*?)\r?\n?endstream", re.DOTALL)
ENDS = re.compile(rb"\bendstream\b")
HEXED = re.compile(rb"<([0-9A-Fa-f\s]{8,})>")
FILTERS = re.compile(rb"/Filter\s*(\[[^\]]*\]|/\w+)")
FILTER = re.compile(rb"/(\w+)")
PICTURED = {b"DCTDecode", b"JPXDecode", b"CCITTFaxDecode", b"JBIG2Decode"}  # pixels, no words
PNG = b"\x89PNG\r\n\x1a\n"
ZIP = b"PK\x03\x04"
ZIP_END = (1 << 16) + 22  # bytes: an archive's last record with the longest comment
EMPTY = b"PK\x05\x06"  # begins an archive without members
GZIP = b"\x1f\x8b\x08"
FLAGS = 0x20  # a gzip's flags are below
PDF = b"%PDF"
JPEG = b"\xff\xd8\xff"
DRAWN = (b"iVBORw0KGgo", b"/9j/")  # how a PNG and a JPEG begin in Base64
OPENING = (ZIP, GZIP, PDF, PNG, JPEG)
SHUT = {
    b"7z\xbc\xaf\x27\x1c": "7z",
    b"Rar!\x1a\x07": "rar",
    b"\xfd7zXZ\0": "xz",
    b"PAR1": "Parquet",
    b"\x28\xb5\x2f\xfd": "zstd",
    b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1": "an older office format",
}
SHUT_BZIP = re.compile(rb"BZh[1-9]1AY&SY")
Inner = Iterator[tuple[str, bytes]]


def layers(data: bytes, at: str = "the file", depth: int = 0) -> Inner:
    """Yield some bytes and all that opens inside of them, each with where it is.

    Pixels and packed bytes are left out: they hold no words as they are, and short ones by chance.
    """
    yield at, _bare(data, at)
    if depth >= DEEPEST:
        if opens(data):
            raise shut(at, f"it lies in more than {DEEPEST} others")
        return
    for name, inner in _members(data, at):
        yield from layers(inner, f"{at} > {name}", depth + 1)


def shut(at: str, why: str) -> LeakError:
    """Say that something which is about to leave cannot be searched."""
    return LeakError(
        f"nothing was published: {at} cannot be searched for what must stay inside: {why}",
        "Publish without the form or the exhibit that holds it, or report it.",
    )


def opens(data: bytes) -> bool:
    """Whether bytes say that they are something with members; no chance run of them does."""
    if data.startswith(GZIP):
        return len(data) > 9 and data[3] < FLAGS and data[8] in (0, 2, 4) and _made_on(data[9])  # noqa: PLR2004
    return data.startswith(OPENING)


def _made_on(system: int) -> bool:
    return system <= 13 or system == 255  # noqa: PLR2004  (RFC 1952, OS)


def _bare(data: bytes, at: str) -> bytes:
    """Give bytes without those that are pixels or packed, which open as layers of their own."""
    if data.startswith(PNG):
        return b"\n".join(kind + b"\n" + body for kind, body in _png(data) if kind != b"IDAT")
    if data.startswith(JPEG):
        return _without_scan(data)
    if data.startswith(ZIP):
        return _without_members(data, at)
    return BASE64.sub(lambda m: b"" if m[0].startswith(DRAWN) else m[0], data)


def _png(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    """Yield the chunks of a PNG, by kind; what follows the last one comes under no kind."""
    place = len(PNG)
    while place + 12 <= len(data):
        length = int.from_bytes(data[place : place + 4], "big")
        yield data[place + 4 : place + 8], data[place + 8 : place + 8 + length]
        place += 12 + length
        if data[place - length - 8 : place - length - 4] == b"IEND":
            break
    yield b"", data[place:]


def _without_scan(data: bytes) -> bytes:
    """Leave out what a JPEG draws: from the first scan to the end of the picture."""
    scan, end = data.find(b"\xff\xda"), data.rfind(b"\xff\xd9")
    return data[:scan] + data[end:] if 0 < scan < end else data


def _without_members(data: bytes, at: str) -> bytes:
    pieces, place = [], 0
    with _archive(data, at) as archive:
        for member in sorted(archive.infolist(), key=lambda m: m.header_offset):
            head = member.header_offset
            names = sum(int.from_bytes(data[head + n : head + n + 2], "little") for n in (26, 28))
            start = head + 30 + names
            pieces.append(data[place:start])
            place = start + member.compress_size
    return b"".join((*pieces, data[place:]))


def _archive(data: bytes, at: str) -> zipfile.ZipFile:
    try:
        return zipfile.ZipFile(io.BytesIO(data))
    except (zipfile.BadZipFile, NotImplementedError, EOFError) as error:
        raise shut(at, f"the archive does not open ({error})") from error


def _members(data: bytes, at: str) -> Inner:
    for magic, name in SHUT.items():
        if data.startswith(magic):
            raise shut(at, f"{name} is not opened here")
    if SHUT_BZIP.match(data):
        raise shut(at, "bzip2 is not opened here")
    if data.startswith((ZIP, EMPTY)) or _ends_as_zip(data):
        yield from _zipped(data, at)
    elif data.startswith(GZIP):
        yield "gzip", _gzip(data, at)
    elif data.startswith(PDF):
        yield from _streams(data, at)
        yield from _pages(data, at)
    elif data.startswith(PNG):
        yield from _chunks(data, at)
    yield from _coded(_bare(data, at) if data.startswith((ZIP, PNG, JPEG)) else data)


def _ends_as_zip(data: bytes) -> bool:
    """Whether an archive lies behind something else, as one that unpacks itself does."""
    return EMPTY in data[-ZIP_END:] and zipfile.is_zipfile(io.BytesIO(data))


def _zipped(data: bytes, at: str) -> Inner:
    try:
        with _archive(data, at) as archive:
            yield "comment", archive.comment
            for member in archive.infolist():
                name = member.filename
                yield f"name {name}", b"\n".join((name.encode(), member.comment, member.extra))
                if member.file_size > LARGEST:
                    raise shut(f"{at} > {name}", "it is too large")
                yield name, archive.read(member)
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, zlib.error, EOFError) as error:
        raise shut(at, f"the archive does not open ({error})") from error


def _gzip(data: bytes, at: str) -> bytes:
    pieces, rest = [], data
    while rest.startswith(GZIP):
        made = zlib.decompressobj(31)
        try:
            pieces.append(made.decompress(rest, LARGEST))
        except zlib.error as error:
            raise shut(at, f"the archive does not open ({error})") from error
        if not made.eof:
            raise shut(at, "it is too large, or cut off")
        rest = made.unused_data
    return b"".join((*pieces, rest))


def _inflated(data: bytes, at: str) -> bytes:
    made = zlib.decompressobj()
    try:
        opened = made.decompress(data, LARGEST)
    except zlib.error as error:
        raise shut(at, f"it does not open ({error})") from error
    if made.unconsumed_tail:
        raise shut(at, "it is too large")
    return opened


def _streams(data: bytes, at: str) -> Inner:
    found = STREAM.findall(data)
    if len(found) != len(ENDS.findall(data)):
        raise shut(at, "a stream of the PDF has no beginning")
    for number, (told, stream) in enumerate(found, start=1):
        opened = _unfiltered(told, stream, f"{at} > stream {number}")
        yield f"stream {number}", opened
        yield from ((f"text of stream {number}", t) for t in _pdf_texts(opened))


def _unfiltered(told: bytes, stream: bytes, at: str) -> bytes:
    """Undo the filters that a stream of a PDF names, in their order; pictures stay as they are."""
    named = FILTERS.search(told)
    for name in FILTER.findall(named[1]) if named else ():
        if name in PICTURED:
            return stream
        if name not in _UNDONE:
            raise shut(at, f"{name.decode()} is not opened here")
        stream = _UNDONE[name](stream, at)
    return stream


def _ascii85(data: bytes, at: str) -> bytes:
    bare = data.strip().removeprefix(b"<~").removesuffix(b"~>")
    try:
        return base64.a85decode(bare)
    except ValueError as error:
        raise shut(at, f"it does not open ({error})") from error


def _hexed(data: bytes, at: str) -> bytes:
    digits = b"".join(data.split()).removesuffix(b">")
    try:
        return binascii.unhexlify(digits + b"0" * (len(digits) % 2))
    except ValueError as error:
        raise shut(at, f"it does not open ({error})") from error


_UNDONE: dict[bytes, Callable[[bytes, str], bytes]] = {
    b"FlateDecode": _inflated,
    b"ASCII85Decode": _ascii85,
    b"ASCIIHexDecode": _hexed,
}


def _pdf_texts(stream: bytes) -> Iterator[bytes]:
    """Read strings that a PDF writes in hexadecimal, or piece by piece."""
    for match in HEXED.finditer(stream):
        digits = b"".join(match[1].split())
        yield bytes.fromhex((digits + b"0" * (len(digits) % 2)).decode())
    pieces = re.findall(rb"\(((?:[^()\\]|\\.)*)\)", stream)
    if pieces:
        yield b"".join(pieces)


def _pages(data: bytes, at: str) -> Inner:
    """Read a PDF as a reader does: the words of each page, and what it says of itself."""
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        raise shut(at, f"the PDF does not open ({error})") from error
    try:
        for number in range(len(document)):
            words = document[number].get_textpage().get_text_bounded()
            yield f"page {number + 1}", words.encode("utf-8", "replace")
        yield "metadata", "\n".join(document.get_metadata_dict().values()).encode()
    except pypdfium2.PdfiumError as error:
        raise shut(at, f"a page does not open ({error})") from error
    finally:
        document.close()


def _chunks(data: bytes, at: str) -> Inner:
    """Read the texts of a picture that are packed; others stand in its bytes as they are."""
    for kind, body in _png(data):
        packed = _packed(kind, body)
        if packed is not None:
            name = f"chunk {kind.decode()}"
            yield name, _inflated(packed, f"{at} > {name}")


def _packed(kind: bytes, body: bytes) -> bytes | None:
    """Give the packed part of a chunk (PNG, third edition, 11.3); null where it has none."""
    _, _, rest = body.partition(b"\0")
    if kind in (b"zTXt", b"iCCP"):
        return rest[1:]
    if kind == b"iTXt" and rest[:1] == b"\1":
        return rest[2:].split(b"\0", 2)[-1]
    return None


def _coded(data: bytes) -> Inner:
    runs = [inner for match in BASE64.finditer(data) for inner in _decoded(match[0])]
    yield from (("Base64", inner) for inner in runs if opens(inner))
    closed = [inner for inner in runs if not opens(inner)]
    if closed:  # one layer for all, since any long word of a page may be Base64
        yield "Base64", b"\n\n".join((b"", *closed))  # begins like no archive, even by chance


def _decoded(text: bytes) -> Iterator[bytes]:
    for alternative in (b"-_",) if set(text) & set(b"-_") else (None,):
        padded = text.rstrip(b"=") + b"=" * (-len(text.rstrip(b"=")) % 4)
        try:
            yield base64.b64decode(padded, alternative, validate=True)
        except ValueError:
            continue
