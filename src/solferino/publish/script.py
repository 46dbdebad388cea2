"""Which language a name is written in, as far as its letters alone decide."""

import unicodedata

# Scripts that practically one living language writes. Latin, Cyrillic and plain Arabic letters
# are shared by many languages, so they decide nothing.
_SCRIPTS = {
    "ARMENIAN": "hy",
    "GEORGIAN": "ka",
    "GREEK": "el",
    "HANGUL": "ko",
    "HEBREW": "he",
    "HIRAGANA": "ja",
    "KATAKANA": "ja",
    "KHMER": "km",
    "THAI": "th",
}

# Letters that one language of a shared script has for itself: Arabic writes its feminine
# ending with teh marbuta, Ukrainian has the yi.
_LETTERS = {"ة": "ar", "ї": "uk"}


def language_of(name: str) -> str | None:
    """Name the language (ISO 639-1) that a name's letters decide, or null."""
    scripts, found = set(), set()
    for letter in name:
        if letter.isalpha():
            script = unicodedata.name(letter, "").partition(" ")[0]
            scripts.add(script)
            found.add(_LETTERS.get(letter.lower()) or _SCRIPTS.get(script))
    found.discard(None)
    mixed = "LATIN" in scripts and len(scripts) > 1
    return found.pop() if len(found) == 1 and not mixed else None
