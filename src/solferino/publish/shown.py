"""Texts as a page may show them: no character hides, none ends a string of a style sheet."""

import unicodedata

from markupsafe import Markup


def visible(text: str) -> str:
    """Write out characters that would change how others are shown: ‹U+202E› and the like.

    Line breaks, tabs, joiners that scripts need, and signs that show themselves stay.
    """
    return "".join(f"‹U+{ord(c):04X}›" if _hides(c) else c for c in text)


def in_css(text: str) -> Markup:
    """Write a text for a string of a style sheet; what is no letter, digit or space is escaped."""
    return Markup("").join(c if c.isalnum() or c in " ,.-" else f"\\{ord(c):06X}" for c in text)


_SHOWN = frozenset("\n\t\u200c\u200d\u0600\u0601\u0602\u0603\u0604\u0605\u06dd")


def _hides(character: str) -> bool:
    if character in _SHOWN:
        return False
    return unicodedata.category(character) in {"Cc", "Cf", "Cs", "Zl", "Zp"}
