"""Texts as a page may show them: no character hides, none ends a string of a style sheet."""

import re
import unicodedata

from markupsafe import Markup

DAY = re.compile(r"(?<![\w\u200e-])\d{4}-\d{2}(?:-\d{2})?")
LATIN = re.compile(r"[A-Za-z]")
TURNED = re.compile(r"[\u0590-\u08ff]")  # letters that go from right to left


def visible(text: str) -> str:
    """Write out characters that would change how others are shown: ‹U+202E› and the like.

    Line breaks, tabs, joiners that scripts need, and signs that show themselves stay.
    """
    if text.isprintable():  # as most texts are; whatever hides is not
        return text
    return "".join(f"‹U+{ord(c):04X}›" if _hides(c) else c for c in text)


def straight(text: str) -> str:
    """Keep the days of a text of ours from being turned behind letters that go from right to left.

    A mark of direction (U+200E) before each does it; words of a source are never given one. What
    is markup stays markup.
    """
    if TURNED.search(text) is None:
        return text
    marked = DAY.sub("\N{LEFT-TO-RIGHT MARK}\\g<0>", text)
    return Markup(marked) if isinstance(text, Markup) else marked  # noqa: S704  (a mark more)


def in_css(text: str) -> Markup:
    """Write a text for a string of a style sheet; what is no letter, digit or space is escaped."""
    return Markup("").join(c if c.isalnum() or c in " ,.-" else f"\\{ord(c):06X} " for c in text)


_SHOWN = frozenset("\n\t\u200c\u200d\u0600\u0601\u0602\u0603\u0604\u0605\u06dd")


def _hides(character: str) -> bool:
    if character in _SHOWN:
        return False
    return unicodedata.category(character) in {"Cc", "Cf", "Cs", "Zl", "Zp"}
