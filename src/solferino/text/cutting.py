"""Cutting a text that is too long for its place, never within what people see as one character."""

from unicodedata import category, combining

JOINER = "\u200d"  # joins the signs on both sides into one
TONES = range(0x1F3FB, 0x1F400)  # of skin: they colour the sign before them
FLAGS = range(0x1F1E6, 0x1F200)  # letters that make a flag by twos
VIRAMA = 9  # the combining class of what joins two letters of an Indic script
JAMO = range(0x1100, 0x1200)  # letters that make a syllable together


def shortened(text: str, most: int) -> str:
    """Cut a text of more than `most` code points and mark the cut.

    It is cut at white space; where there is none, before a character that nothing before it holds.
    """
    if len(text) <= most:
        return text
    at = next((n for n in range(most, 0, -1) if text[n].isspace() and not _hangs(text, n)), most)
    while at > 0 and _hangs(text, at):
        at -= 1
    return f"{text[:at]} …" if at else text


def _hangs(text: str, at: int) -> bool:
    """Whether a character may make one with that before it; more than do, never fewer."""
    before, here = text[at - 1], text[at]
    if JOINER in (before, here) or before + here == "\r\n" or combining(before) == VIRAMA:
        return True
    if category(here)[0] == "M" or "Cf" in (category(here), category(before)):
        return True
    code, ahead = ord(here), ord(before)
    return code in TONES or (code in FLAGS and ahead in FLAGS) or (code in JAMO and ahead in JAMO)
