"""Where: the place that a text gives for an attack, and the country it lies in.

Direction words belong to the name ("northern Gaza Strip"). A country is taken from the place
itself, else from the country that the document names most often; otherwise it stays unknown.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import takewhile

from solferino.extract.lexicon import table
from solferino.extract.named.facility import LOOSE, MODIFIERS, Facility
from solferino.extract.named.names import Name
from solferino.extract.passage import Passage
from solferino.extract.places.land import well_known
from solferino.extract.places.precision import precision_of
from solferino.extract.places.settlement import (
    STATES,
    introduced,
    of_people,
    opening_place,
    particle,
)
from solferino.extract.study import Spot, Study
from solferino.model import PlaceValue
from solferino.ports import Gazetteer, Place

WORDS = table("en", "places")
DIRECTIONS = frozenset(WORDS["directions"])
LEADING = frozenset(WORDS["leading"])
NOUNS = frozenset(WORDS["nouns"])
ORDINARY = frozenset(WORDS["ordinary"])
# Words that stand between a town and "hospital" in a name that says which hospital of the town.
PLACED_TYPES = frozenset(WORDS["placed_types"])
LOCAL, ENDS = frozenset(WORDS["local"]), frozenset(WORDS["ends"])
HOLY = frozenset(("st", "saint", "sainte", "san", "santa", "our", "al", "el", "dr", "mother"))
SHORTEST = 3  # letters of a small place's name
SCENES = frozenset(WORDS["scenes"])
LARGE = 100_000  # people; a smaller namesake elsewhere is not taken without a sign
TOWN = 15_000  # people; a smaller place is taken only in the country that the text speaks of most
ADMIN = frozenset(WORDS["administrative"])
WIDE = ("region", "country", "adjective")
HEADS = 2  # sentences before an event's first that may head its paragraph
LONGEST = 4  # words of a place's name
WIDTHS = {"city": 0, "unknown": 0, "region": 1, "adjective": 3, "country": 3}


def is_place(gazetteer: Gazetteer, text: str, countries: Sequence[str] = ()) -> bool:
    """Whether a run of capitalised words is a place that a gazetteer knows well.

    A small town is taken in the first of `countries`, the one that the text speaks of most, and
    a small place there unless its name is a word like others.
    """
    found = gazetteer.places(text)
    if not found:
        return False
    if any(p.country in countries[:1] and _admitted(p, text) for p in found):
        return True
    size = TOWN if len(text.split()) > 1 else LARGE
    return found[0].kind != "city" or found[0].population >= size


def _admitted(place: Place, text: str) -> bool:
    """Whether a place of the country spoken of is taken by its name alone."""
    if place.kind == "city" and place.population < TOWN:
        return len(text) >= SHORTEST and text.lower() not in ORDINARY
    return place.kind != "adjective"


def with_spots(study: Study) -> Study:
    """Find the places that each passage names, once for all who ask for them."""
    return replace(study, spots=tuple(tuple(_spots(study, p)) for p in study.passages))


def spots(study: Study, passage: Passage) -> tuple[Spot, ...]:
    """Give the places that a passage names, in order."""
    return study.spots[passage.number]


def _spots(study: Study, passage: Passage) -> Iterator[Spot]:
    at = 0
    taken = {i for f in study.facilities[passage.number] for i in range(f.first, f.last)}
    names = [n for n in study.names[passage.number] if not _of_place(study, passage, n)]
    taken |= {i for n in names for i in range(n.first, n.last)}
    while at < len(passage.words):
        last = _longest(study, passage, at, taken)
        if last > at:
            yield _spot(study, passage, at, last)
        at = max(last, at + 1)


def _of_place(study: Study, passage: Passage, name: Name) -> bool:
    """Whether a name is a place's; also one that seems to speak behind "the mayor of X said"."""
    if name.kind == "place":
        return True
    told = name.text.lower() in study.told and study.obeys("place/speaks")
    return told and introduced(passage, name.first, name.last)


def workplaces(study: Study, told: Iterable[Passage]) -> list[Facility]:
    """Give the facilities that sentences name, where only people were hit: they work there."""
    here = (f for p in told for f in study.facilities[p.number] if not f.plural)
    return list(here) if study.obeys("place/of-work") else []


def of_writing(study: Study, spot: Spot) -> bool:
    """Whether a place is only where a report was written: the one that opens it, in capitals."""
    passage = study.layout.at(spot.start)
    if passage is None or spot.start != passage.start or not study.obeys("place/of-writing"):
        return False
    return passage.zone == "dateline" or opening_place(passage) > 0


def heads_of(study: Study, told: Sequence[Passage]) -> list[Passage]:
    """Give the sentences that stand before an event in its paragraph ("07:15, Milsk. Shells …")."""
    if not told or not study.obeys("place/paragraph"):
        return []
    first = told[0]
    before = study.passages[max(0, first.number - HEADS) : first.number]
    return [p for p in before if p.paragraph == first.paragraph]


def town_in_name(study: Study, mentions: Iterable[Facility]) -> Spot | None:
    """Read the town in a facility's name: "Milsk District Hospital", "Milsk hospital"."""
    named = sorted(mentions, key=lambda f: not f.key)
    for facility in named if study.obeys("place/of-name") else ():
        passage = study.layout.at(facility.start)
        own = [] if passage is None else passage.words[facility.first : facility.last]
        run = list(takewhile(lambda w: w.text[0].isupper() and w.key not in ADMIN | LOCAL, own))
        kind = own[len(run)].key if len(run) < len(own) else ""
        plain = all(
            w.key not in (MODIFIERS | LOOSE) - ENDS and w.key not in ORDINARY - ENDS for w in run
        )
        text = study.document.text[run[0].start : run[-1].end] if run else ""
        holy = run and (run[0].key in HOLY or of_people(text, study.told))
        local = study.obeys("place/of-kind") and (kind in LOCAL or (run and run[-1].key in ENDS))
        if run and plain and not holy and (kind in ADMIN or local or text.lower() in study.told):
            value_ = PlaceValue(name=text, country=None)
            return Spot(start=run[0].start, end=run[-1].end, value=value_, kind="unknown")
    return None


def town_before_type(study: Study, mentions: Iterable[Facility]) -> Spot | None:
    """Read the town in a name that describes: "Milsk hospital", where the text tells no place.

    "Al-Milsk hospital" and "St Milsk hospital" are names of another kind.
    """
    if any(study.spots) or not study.obeys("place/before-type"):
        return None
    for facility in mentions:
        passage = study.layout.at(facility.start)
        own = [] if passage is None else passage.words[facility.first : facility.last]
        run = list(takewhile(lambda w: w.text[0].isupper() and w.key not in PLACED_TYPES, own))
        rest = [w.key for w in own[len(run) :] if w.text not in ("'s", "’s", "s")]
        plain = rest and all(k in PLACED_TYPES for k in rest) and len(run) <= 2  # noqa: PLR2004
        plain = plain and not (ADMIN | MODIFIERS) & {w.key for w in run}
        text = study.document.text[run[0].start : run[-1].end] if run else ""
        if plain and text and "-" not in text and run[0].key not in HOLY:
            value_ = PlaceValue(name=text, country=None)
            return Spot(start=run[0].start, end=run[-1].end, value=value_, kind="unknown")
    return None


def _longest(study: Study, passage: Passage, first: int, taken: set[int]) -> int:
    """Index after the longest place name that begins at a word; the word itself if none does."""
    words = passage.words
    head = opening_place(passage) if first == 0 else 0
    begins = first not in taken and _opens(passage, first) and not _no_name(passage, first)
    if not (head or begins) or _of_facility_name(study, passage, first):
        return first
    labelled = head and passage.slice(words[0].start, words[head - 1].end).lower() not in study.told
    if head and not labelled and study.obeys("place/introduced"):
        return head
    if not begins:
        return first
    for last in range(min(first + LONGEST, len(words)), first, -1):
        if any(i in taken for i in range(first, last)) or not words[last - 1].text[0].isupper():
            continue
        text = passage.slice(words[first].start, words[last - 1].end)
        if any(mark in text for mark in ",.;:()\n") or _qualifies(passage, last):
            continue
        told = text.lower() in study.told and study.obeys("place/told")
        known = (told or _proper(study, text)) and _located(passage, first, last, text)
        if known or (study.obeys("place/introduced") and introduced(passage, first, last)):
            return last
    return first


def _no_name(passage: Passage, first: int) -> bool:
    """Whether a word begins no place's name: "No. 14", the "Sainte" of "Sainte-Anise"."""
    word = passage.words[first]
    joined = passage.slice(word.end, word.end + 1) in ("-", "‑")
    return word.key == "no" or (word.key in HOLY - {"al", "el"} and joined)


def _of_facility_name(study: Study, passage: Passage, first: int) -> bool:
    """Whether words are the end of a facility's name that stands whole elsewhere in the text."""
    word = passage.words[first]
    run = [word.text]
    for following in passage.words[first + 1 : first + LONGEST]:
        if not following.text[0].isupper():
            break
        run.append(following.text)
    tail = " " + " ".join(run)
    whole = (f.name for here in study.facilities for f in here if f.key)
    return study.obeys("place/facility-tail") and any(n.endswith(tail) for n in whole)


def _qualifies(passage: Passage, last: int) -> bool:
    """Whether a name only qualifies what follows it: "Linnet-based", "Tavrosk-backed"."""
    if last >= len(passage.words) or not passage.obeys("place/qualifies"):
        return False
    gap = passage.slice(passage.words[last - 1].end, passage.words[last].start)
    return gap in ("-", "‑") and passage.words[last].text.islower()


def _proper(study: Study, text: str) -> bool:
    """Whether the words are a place's own name, not a country's adjective."""
    found = study.gazetteer.places(text)
    countries = study.countries if study.obeys("place/small-town") else ()
    known = is_place(study.gazetteer, text, countries)
    return known and found[0].kind != "adjective"


def _opens(passage: Passage, first: int) -> bool:
    word = passage.words[first]
    if word.text[0].isupper():
        return True
    leads = word.key in DIRECTIONS or particle(passage, first)
    return leads and _capital(passage, first + 1)


def _capital(passage: Passage, index: int) -> bool:
    return index < len(passage.words) and passage.words[index].text[0].isupper()


def _located(passage: Passage, first: int, last: int, text: str) -> bool:
    """Whether a known name stands as a place here: led in, after a comma, or a possessive."""
    words = passage.words
    if not passage.obeys("place/located"):
        return True
    if first == 0 or passage.is_title:
        return first > 0 or last - first > 1 or passage.text.startswith(text + ",")
    before = words[first - 1]
    gap = passage.slice(before.end, words[first].start)
    led = before.key in LEADING | DIRECTIONS | NOUNS or "," in gap or "(" in gap
    owner = passage.slice(words[last - 1].end, passage.end)[:2] in ("'s", "’s")
    scene = last < len(words) and words[last].text in SCENES
    led = led or (passage.obeys("place/struck") and _struck(passage, first, last))
    return led or owner or scene or text.split(maxsplit=1)[0].lower() in DIRECTIONS


def _struck(passage: Passage, first: int, last: int) -> bool:
    """Whether a name stands directly behind a word of attack, or its country does behind it."""
    hit = any(t.last == first for t in passage.of("event"))
    held = [w.key for w in passage.words[last : last + 1]] == ["in"]
    return hit or (held and any(t.first == last + 1 for t in passage.of("country")))


def _spot(study: Study, passage: Passage, first: int, last: int) -> Spot:
    start, end = passage.words[first].start, passage.words[last - 1].end
    name = passage.slice(start, end)
    places = study.gazetteer.places(name)
    country = _country_among(study, places)
    wide = passage.words[last - 1].text in STATES and last - first > 1
    region = not places and (wide or passage.words[first].key in DIRECTIONS)
    kind = places[0].kind if places else "region" if region else "unknown"
    near = precision_of(passage, start, end, places[0] if places else None)
    value_ = PlaceValue(name=name, country=country, precision=near)
    return Spot(start=start, end=end, value=value_, kind=kind)


def _country_among(study: Study, places: Sequence[Place]) -> str | None:
    """Of several namesakes prefer one in a country that the document speaks of.

    Where it speaks of none of theirs, only a place that everybody knows has a country: the name
    of a hamlet somewhere is no sign that the text means it.
    """
    options = [p.country for p in places if p.country]
    for code in study.countries if study.obeys("place/spoken-country") else ():
        if code in options:
            return code
    if study.obeys("place/well-known"):
        options = [p.country for p in places if p.country and well_known(p)]
    return options[0] if options else None
