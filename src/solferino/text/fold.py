"""Fold spellings of the same word into one key; keys are compared, never shown.

The method is Unicode's compatibility decomposition (NFKD) and full case folding, with the
variants that Arabic, Persian and Urdu orthography leaves to the writer (UAX 15, Unicode 5.18).
"""

import unicodedata

# What decomposition leaves apart although readers take it for the same letter or mark.
_SAME = str.maketrans(
    {
        "ٱ": "ا",
        "ى": "ي",
        "ی": "ي",
        "ې": "ي",
        "ے": "ي",
        "ک": "ك",
        "ة": "ه",
        "ە": "ه",
        "ہ": "ه",
        "ھ": "ه",
        "ـ": "",  # tatweel only stretches a word
        "ø": "o",
        "ł": "l",
        "đ": "d",
        "ð": "d",
        "ħ": "h",
        "ı": "i",
        "æ": "ae",
        "œ": "oe",
        "’": "'",
        "‘": "'",
        "‚": "'",
        "‛": "'",
        "`": "'",
        "´": "'",
        "′": "'",
        "ʼ": "'",
        "ʻ": "'",
        "ʾ": "'",
        "ʿ": "'",
        "“": '"',
        "”": '"',
        "„": '"',
        "‟": '"',
        "«": '"',
        "»": '"',
        "″": '"',
        "‐": "-",
        "‑": "-",
        "‒": "-",
        "–": "-",
        "—": "-",
        "−": "-",
        "٫": ".",
        "٬": ",",
        "،": ",",
        "؛": ";",
        "؟": "?",
        "۔": ".",
    }
    | {chr(zero + n): str(n) for zero in (0x660, 0x6F0, 0x966) for n in range(10)}
)
_DROPPED = frozenset({"Mn", "Me", "Cf"})  # accents, vowel signs, invisible direction marks


class _Keys(dict[int, str]):
    """What each letter becomes, worked out when it is first met: no letter hangs on others."""

    def __missing__(self, code: int) -> str:
        key = _strip(unicodedata.normalize("NFKD", _strip(chr(code))))
        self[code] = _strip(unicodedata.normalize("NFKD", key))
        return self[code]


_KEYS = _Keys()


def fold(text: str) -> str:
    """Make the key of a word: case, accents, Arabic variants and kinds of quotes taken away.

    `fold(fold(x)) == fold(x)`. The length may change: never use it for offsets.
    """
    if text.isascii():
        return text.lower().replace("`", "'")
    return text.translate(_KEYS)


def _strip(text: str) -> str:
    bare = "".join(c for c in text if c.isascii() or unicodedata.category(c) not in _DROPPED)
    return bare.casefold().translate(_SAME)
