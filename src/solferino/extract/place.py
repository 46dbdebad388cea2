"""Where: the place that a text gives for an attack, and the country it lies in.

Direction words belong to the name ("northern Gaza Strip"). A country is taken from the place
itself, else from the country that the document names most often; otherwise it stays unknown.
"""

from collections import Counter
from collections.abc import Iterable

from solferino.codec import value
from solferino.extract.passage import Passage
from solferino.extract.study import Study
from solferino.model import PlaceValue
from solferino.ports import Gazetteer

DIRECTIONS = frozenset(
    "north northern south southern east eastern west western central northeast northwest southeast southwest northeastern northwestern southeastern southwestern besieged occupied upper lower".split()
)
LOCATING = frozenset(("in", "at", "near", "outside", "of", "on", "from", "to"))
KINDS = ("city", "region", "district", "town", "admin", "part")
LARGE = 100_000  # people; a smaller namesake elsewhere is not taken without a sign


@value
class Spot:
    """A place named at [start, end)."""

    start: int
    end: int
    value: PlaceValue
    precise: bool


def is_place(gazetteer: Gazetteer, text: str) -> bool:
    """Whether a run of capitalised words is a place that a gazetteer knows well."""
    found = gazetteer.places(text)
    return bool(found) and (
        found[0].kind != "city" or found[0].population >= LARGE or len(text.split()) > 1
    )


def spots(study: Study, passage: Passage) -> list[Spot]:
    """Find the places that a passage names, in order."""
    found: list[Spot] = []
    at = 0
    taken = {i for f in study.facilities[passage.number] for i in range(f.first, f.last)}
    taken |= {
        i for n in study.names[passage.number] if n.kind != "place" for i in range(n.first, n.last)
    }
    while at < len(passage.words):
        last = _longest(study, passage, at, taken)
        if last > at:
            found.append(_spot(study, passage, at, last))
        at = max(last, at + 1)
    return found


def _longest(study: Study, passage: Passage, first: int, taken: set[int]) -> int:
    """Index after the longest known place name that begins at a word; the word itself if none."""
    words = passage.words
    if first in taken or not _opens(passage, first):
        return first
    for last in range(min(first + 4, len(words)), first, -1):
        if any(i in taken for i in range(first, last)) or not words[last - 1].text[0].isupper():
            continue
        text = passage.slice(words[first].start, words[last - 1].end)
        if any(mark in text for mark in ",.;:()") or "\n" in text:
            continue
        if is_place(study.gazetteer, text) and _located(passage, first, last, text):
            return last
    return first


def _opens(passage: Passage, first: int) -> bool:
    word = passage.words[first]
    following = (
        passage.words[first + 1].text[0].isupper() if first + 1 < len(passage.words) else False
    )
    return word.text[0].isupper() or (word.key in DIRECTIONS and following)


def _located(passage: Passage, first: int, last: int, text: str) -> bool:
    """Whether the name stands as a place: after a preposition, a comma, or with a direction."""
    if first == 0 or passage.is_title:
        return first > 0 or last - first > 1 or passage.text.startswith(text + ",")
    before = passage.words[first - 1]
    gap = passage.slice(before.end, passage.words[first].start)
    small = {
        "the",
        "besieged",
        "city",
        "town",
        "district",
        "village",
        "neighborhood",
        "neighbourhood",
        "s",
        "'s",
        "’s",
        "’",
    }
    return (
        before.key in LOCATING | small | DIRECTIONS
        or "," in gap
        or "(" in gap
        or before.key in ("and", "town", "city")
        or text.split()[0].lower() in DIRECTIONS
        or passage.text[passage.words[last - 1].end - passage.start :][:2] in ("'s", "’s")
    )


def _spot(study: Study, passage: Passage, first: int, last: int) -> Spot:
    start, end = passage.words[first].start, passage.words[last - 1].end
    name = passage.slice(start, end)
    places = study.gazetteer.places(name)
    country = _country_among(study, (p.country for p in places))
    precise = bool(places) and places[0].kind not in ("country",)
    return Spot(start=start, end=end, value=PlaceValue(name=name, country=country), precise=precise)


def _country_among(study: Study, countries: Iterable[str | None]) -> str | None:
    """Of several namesakes prefer the country that the document speaks of."""
    options = [c for c in countries if c]
    spoken = spoken_countries(study)
    for code in spoken:
        if code in options:
            return code
    return options[0] if options else None


def spoken_countries(study: Study) -> list[str]:
    """Countries that the document names, most often first; adjectives count half."""
    counts: Counter[str] = Counter()
    for passage in study.passages:
        if passage.zone == "boilerplate":
            continue
        for term in passage.of("country", "demonym"):
            counts[term.code] += 2 if term.category == "country" else 1
    return [code for code, _ in sorted(counts.items(), key=lambda c: (-c[1], c[0]))]
