"""Bytes become characters: by mark, by strict UTF-8, by declaration, and by guess only at last."""

import codecs
import re
from dataclasses import replace
from functools import partial

from charset_normalizer import from_bytes

from solferino.codec import value
from solferino.errors import UnreadableError
from solferino.model import Problem
from solferino.read.foreign import foreign
from solferino.read.mojibake import notices
from solferino.text.normal import normal

REMEDY = "Open it in the program that made it, save it as UTF-8 text or PDF, and add that file."
# Longest first: the mark of UTF-32 begins like that of UTF-16.
MARKS: tuple[tuple[bytes, str], ...] = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# One page for each script. Pages of one script cannot be told apart by their letters (given
# cp1250 beside cp1252, French and Spanish are taken for Central European), so the commonest stands
# for all.
GUESSED = (
    "cp1252", "cp1251", "cp1256", "cp1255", "cp1253", "koi8_r", "cp866", "cp932", "gb18030",
    "big5", "euc_kr",
)  # fmt: skip
# What a file may declare itself to be: a declaration outside these is a mistake or an attack
# (utf-7, punycode).
LEGACY = (
    "cp1256", "cp1252", "cp1251", "cp1250", "cp1254", "cp1255", "cp1253", "cp1257", "cp1258",
    "iso8859_2", "iso8859_5", "iso8859_6", "iso8859_7", "iso8859_8", "iso8859_9", "iso8859_15",
    "koi8_r", "koi8_u", "cp866", "mac_cyrillic", "mac_roman", "gb18030", "big5", "cp932",
    "euc_jp", "euc_kr", "cp874",
)  # fmt: skip
# Browsers read these names as the Windows pages that contain them (WHATWG Encoding Standard).
SUPERSETS = {
    "ascii": "cp1252",
    "iso8859-1": "cp1252",
    "iso8859-9": "cp1254",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "shift_jis": "cp932",
    "tis-620": "cp874",
}
ALLOWED = frozenset(codecs.lookup(name).name for name in LEGACY)
NOT_A_NAME = re.compile(r"[^A-Za-z0-9_.:-]")
MOSTLY = 20  # one damaged or unprintable character in twenty is too many
WIDE = 10  # one zero byte in ten pairs on one side, none on the other: two bytes a character
ZERO = 0
CONTROL = re.compile("[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f-\x84\x86-\x9f]")
# In UTF-8 the upper control characters take two fitting bytes each: binary data does not have them
# by chance, but text that was encoded twice is full of them.
LOWER_CONTROL = re.compile("[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")
ARABIC, VOWEL_SIGN = re.compile("[\u0620-\u064a]"), re.compile("[\u064b-\u0652]")
ARTICLE, LATIN = re.compile("\u0627\u0644"), re.compile("[A-Za-z]")
NOT_ASCII = re.compile("[^\x00-\x7f]")


@value
class Decoded:
    """Characters with how they were found.

    `encoding` is Python's name; `guessed` says that nothing in the file declares it; `damaged`
    counts the places where bytes were lost (U+FFFD stands there).
    """

    text: str
    encoding: str
    guessed: bool = False
    damaged: int = 0


def decode(data: bytes, declared: str | None = None) -> Decoded:
    """Decode a text file, newlines and all made `normal`.

    `declared` is the encoding that the format itself names (HTML). Raises `UnreadableError`
    for binary data and for texts whose encoding cannot be told.
    """
    stranger = foreign(data)
    if stranger is not None:
        raise stranger
    ways = (_marked, _wide, _utf8, partial(_declared, label=declared), _iso_arabic, _guessed)
    found = next((f for f in (way(data) for way in ways) if f is not None), None)
    if found is None or _is_binary(found):
        raise UnreadableError("This file is not text that can be decoded.", REMEDY)
    return replace(found, text=normal(found.text))


def doubts(name: str, decoded: Decoded) -> tuple[Problem, ...]:
    """Tell what a person should know of how the file `name` was decoded."""
    found = []
    if decoded.guessed:
        found.append(
            Problem(
                name=name,
                stage="read",
                message=f"The file does not say its encoding; it was taken for {decoded.encoding}.",
                remedy="If letters look wrong, save the file as UTF-8 and add it again.",
            )
        )
    if decoded.damaged:
        found.append(
            Problem(
                name=name,
                stage="read",
                message=f"Bytes in {decoded.damaged} places are no characters (shown as \ufffd).",
                remedy="The file is damaged or cut off; ask its sender for it again.",
            )
        )
    return (*found, *notices(name, decoded.text))


def _marked(data: bytes) -> Decoded | None:
    for mark, encoding in MARKS:
        if data.startswith(mark):
            text = data.decode(encoding, "replace")
            lost = text.count("\ufffd")
            if lost * MOSTLY <= len(text):
                return Decoded(text=text, encoding=encoding, damaged=lost)
    return None


def _wide(data: bytes) -> Decoded | None:
    """UTF-16 without a mark: zero bytes stand on one side of the pairs only."""
    pairs = data[: len(data) - len(data) % 2]
    high, low = pairs[::2].count(ZERO), pairs[1::2].count(ZERO)
    for encoding, many, few in (("utf-16-le", low, high), ("utf-16-be", high, low)):
        if many * WIDE * 2 >= len(pairs) > 0 and few * WIDE * MOSTLY <= len(pairs):
            try:
                text = pairs.decode(encoding)
            except UnicodeDecodeError:
                continue
            decoded = Decoded(text=text, encoding=encoding)
            if not _is_binary(decoded):
                return decoded
    return None


def _utf8(data: bytes) -> Decoded | None:
    """UTF-8; damage that is rare in what is otherwise UTF-8, or at its cut end, is kept."""
    try:
        return Decoded(text=data.decode(), encoding="utf-8")
    except UnicodeDecodeError as error:
        cut = error.end == len(data) and "end of data" in error.reason
    text = data.decode(errors="replace")
    lost = text.count("\ufffd")
    sound = len(NOT_ASCII.findall(text)) - lost
    if (cut and sound > 0) or lost * MOSTLY <= sound:
        return Decoded(text=text, encoding="utf-8", damaged=lost)
    return None


def _declared(data: bytes, label: str | None) -> Decoded | None:
    if label is None or NOT_A_NAME.search(label):
        return None
    try:
        name = codecs.lookup(label).name
        name = codecs.lookup(SUPERSETS.get(name, name)).name
        return Decoded(text=data.decode(name), encoding=name) if name in ALLOWED else None
    except (LookupError, UnicodeDecodeError):
        return None


def _iso_arabic(data: bytes) -> Decoded | None:
    """ISO-8859-6, which guessing by frequency misses: Arabic words, and few vowel signs in them.

    The Windows page of Arabic, taken for it, has a vowel sign for every yeh.
    """
    try:
        text = data.decode("iso8859_6")
    except UnicodeDecodeError:
        return None
    arabic, vowels = len(ARABIC.findall(text)), len(VOWEL_SIGN.findall(text))
    articles = len(ARTICLE.findall(text))
    others = len(LATIN.findall(text))
    if arabic <= others or vowels * MOSTLY > arabic or 2 * articles * MOSTLY < arabic:
        return None
    return Decoded(text=text, encoding="iso8859_6", guessed=True)


def _guessed(data: bytes) -> Decoded | None:
    best = from_bytes(data, cp_isolation=list(GUESSED)).best()
    if best is None:
        return None
    return Decoded(text=str(best), encoding=best.encoding, guessed=True)


def _is_binary(decoded: Decoded) -> bool:
    sound = decoded.encoding == "utf-8" and not decoded.damaged
    controls = LOWER_CONTROL if sound else CONTROL
    return len(controls.findall(decoded.text)) * MOSTLY > len(decoded.text)
