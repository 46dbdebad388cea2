"""Finds text that was encoded twice (`â€™` for `’`); it is told, and never mended in silence."""

import re
from collections.abc import Iterator

from solferino.codec import value
from solferino.model import Problem

# How UTF-8 looks when a program took it for one of the pages of Windows.
PAGES = ("cp1252", "cp1251", "cp1256")
RUN = re.compile("[^\x00-\x7f]{2,}")
# Two bytes that are one letter of UTF-8 may be two letters of a word; so many are none by chance.
FEWEST = 3
PUNCTUATION = re.compile("[\u2000-\u20cf]")  # `â€™`, `â€œ`, `â‚¬`: no word looks like that
MOST_SHOWN = 12  # signs of the example


@value
class Garbled:
    """How often a text looks encoded twice, and an example: as it stands, and as it was meant."""

    places: int
    stands: str
    meant: str


def garbled(text: str) -> Garbled | None:
    """Find what was encoded twice; null when nothing is beyond doubt.

    A run of characters beyond ASCII counts when, written in a page of Windows, it is sound
    UTF-8 for other characters: the way back is exact. One run of two bytes proves nothing.
    """
    for page in PAGES:
        found = list(_meant(text, page))
        signs = sum(len(meant) for _, meant in found)
        sure = any(PUNCTUATION.search(meant) for _, meant in found)
        if found and (signs >= FEWEST or (sure and page == PAGES[0])):
            stands, meant = max(found, key=lambda pair: len(pair[0]))
            return Garbled(places=len(found), stands=stands[:MOST_SHOWN], meant=meant[:MOST_SHOWN])
    return None


def _meant(text: str, page: str) -> Iterator[tuple[str, str]]:
    for run in RUN.findall(text):
        try:
            meant = run.encode(page).decode()
        except UnicodeError:
            continue
        if meant != run and meant.isprintable():
            yield run, meant


def notices(name: str, text: str) -> tuple[Problem, ...]:
    """Tell of it: what is quoted must be what the file holds, so nothing is changed."""
    found = garbled(text)
    if found is None:
        return ()
    message = (
        f"In {found.places} places the text looks encoded twice: «{found.stands}» may stand for "
        f"«{found.meant}». It is kept as it is."
    )
    remedy = "Ask for the text from where it was first published, and add that file too."
    return (Problem(name=name, stage="read", message=message, remedy=remedy),)
