"""Places that nobody knows, told by the grammar of a text: "in X", "X, a market town", "X:".

A text that speaks of a place brings it in at least once in a form that only places take. What is
brought in so is a place wherever else the text names it ("the X hospital", "north of X"), and a
word made from it with an ending of belonging ("Drenovian" from "Drenovia") names its people.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator

from solferino.extract.lexicon import table
from solferino.extract.passage import Passage
from solferino.extract.places.beside_care import behind_care, owns_care

WORDS = table("en", "places")
NAMES = table("en", "names")
NEVER, PARTICLES = frozenset(NAMES["never"]), frozenset(NAMES["particles"])
TITLES = frozenset(NAMES["titles"])
FIRM, NOUNS = frozenset(WORDS["firm"]), frozenset(WORDS["nouns"])
AREAS, PEOPLES = frozenset(WORDS["areas"]), frozenset(WORDS["peoples"])
DIRECTIONS = frozenset(WORDS["directions"])
HEADLANDS = frozenset(WORDS["headlands"])
GROUND, ON = frozenset(WORDS["grounds"]), frozenset(WORDS["on"])
DWELLERS = frozenset(WORDS["dwellers"])
HOLY = (
    "St",
    "Saint",
    "Sainte",
    "San",
    "Santa",
    "Sant",
    "Our",
    "Holy",
    "Sacred",
    "Mother",
)  # of patrons
STATES = frozenset(("State", "Province", "Region", "Governorate", "District", "County", "Oblast"))
LED = {word: frozenset(lead) for word, lead in WORDS["led"].items()}
ENDINGS = ("n", "an", "ian", "i", "ese", "ish", "ean")  # of words for a place's people
OTHERS = ("demonym", "country", "force", "role", "event", "body")
# The hour that opens an entry of a log, and what may stand between it and the place.
LABEL = re.compile(r"([A-Z][A-Z .'’-]+):\s")
CLOCK = re.compile(
    r"\s*\d{1,2}[:.h]\d\d(?: ?(?:hrs?|h|hours|local time|am|pm))?\s?[,:–-]\s?(?:in |at |near )?"
)
# A place before the name of an agency in brackets and a dash: "Kassar (Desert Post) - Looters …".
WIRED = re.compile(
    r"(?P<place>[^\W\d_][\w’'-]+(?: [^\W\d_][\w’'-]+){0,2})(?:, [^()]{3,30}?)?"
    r" \([^\W\d][^()]{1,30}\) ?[-–—] ?(?=[“\"]?\w)"
)
CELL_END = re.compile(r"\s*(?:\||\n|$)")
FIELDS = 3  # labels of a form
LONGEST = 4  # words of a place's name
SHORTEST = 4  # letters of a name from which a word for its people is told
APPOSED = 5  # words behind a name and a comma in which a noun for a place must stand


def told_places(passages: Iterable[Passage]) -> frozenset[str]:
    """Give, in small letters, the names that the grammar of a text makes places."""
    asked = [p for p in passages if p.obeys("place/introduced")]
    labels = _labels(asked)
    return frozenset(
        name.lower()
        for p in asked
        for name in _told(p)
        if name not in labels or not p.obeys("place/label")
    )


def _labels(passages: Iterable[Passage]) -> frozenset[str]:
    """Find what labels turns of a talk or fields of a form: "HOST: …", "WHAT: …", "WHEN: …"."""
    heads = Counter(m[1] for p in passages if (m := LABEL.match(p.text)))
    several = len(heads) >= FIELDS
    return frozenset(head for head, count in heads.items() if several or count > 1)


def of_people(word: str, places: frozenset[str]) -> bool:
    """Whether a word is made from a place's name with an ending of belonging."""
    low = word.lower()
    stems = {p for p in places if len(p) >= SHORTEST and " " not in p}
    return any(
        low != p and low.startswith(p[:-1]) and any(low in (p + e, p[:-1] + e) for e in ENDINGS)
        for p in stems
    )


def introduced(passage: Passage, first: int, last: int) -> bool:
    """Whether the words make a place of a name that nobody knows ("the town of X", "in X")."""
    words = passage.words
    if passage.entry and _in_cell(passage, first, last):
        return True
    if passage.is_title or not plain_name(passage, first, last):
        return not passage.is_title and _of_state(passage, first, last)
    explained = _apposed(passage, last) or _capital_of(passage, first)
    explained = explained and passage.obeys("place/apposed")
    if explained or owns_care(passage, first, last) or behind_care(passage, first, last):
        return True
    if first == 0:
        return _dated_head(passage, last) and passage.obeys("place/log")
    if (_logged(passage, first, last) or _where(passage, last)) and passage.obeys("place/log"):
        return True
    lead = first
    while lead > 1 and words[lead - 1].key in DIRECTIONS:
        lead -= 1
    before, further = words[lead - 1].key, words[lead - 2].key if lead > 1 else ""
    owner = passage.slice(words[last - 1].end, passage.end)[:2] in ("'s", "’s")
    named_owner = owner and last - first > 1 and passage.obeys("place/owner")
    noun = words[lead - 1].text in NOUNS and "," not in passage.slice(
        words[lead - 1].end, words[lead].start
    )
    led = before in FIRM or noun or (before == "of" and further in NOUNS) or _led(passage, lead)
    led = led and not (before == "at" and _at_work(passage, lead - 1))
    led = led or _between(passage, lead, last)
    dwelt = before == "of" and further in DWELLERS and passage.obeys("place/of-people")
    led = led or _on_ground(passage, first, last)
    return (led and not named_owner) or dwelt or _of_area(passage, last)


def _in_cell(passage: Passage, first: int, last: int) -> bool:
    """Whether a name ends or fills the cell of a row where the place stands.

    "| X Hospital, Tarvo |", "| Tarvo | X Hospital |".
    """
    words = passage.words
    before = passage.text[: words[first].start - passage.start]
    behind = passage.slice(words[last - 1].end, passage.end)
    if not CELL_END.match(behind) or not passage.obeys("place/cell"):
        return False
    care = passage.of("facility")
    known = passage.of("facilities", "event", "weapon", "body", "country", "people")
    capital = all(w.text[0].isupper() and w.key not in NEVER for w in words[first:last])
    if not capital or any(t.first < last and first < t.last for t in (*care, *known)):
        return False
    named = any(t.last == first for t in care) and before.endswith(", ")
    return named or (before.rstrip(" ").endswith("|") and any(t.first > last for t in care))


def _logged(passage: Passage, first: int, last: int) -> bool:
    """Whether a name stands behind the hour or the day of an entry: "07:15, X.", "3 May, X."."""
    words = passage.words
    if CLOCK.fullmatch(passage.slice(passage.start, words[first].start)):
        return True
    day = passage.dates[0] if passage.dates else None
    if day is None or day.start != passage.start:
        return False
    ends = passage.slice(words[last - 1].end, passage.end)[:1] in ("", ".", ":", ";")
    return ends and passage.slice(day.end, words[first].start).strip() in (",", "-", "–", "—", ":")


def _dated_head(passage: Passage, last: int) -> bool:
    """Whether a name opens an entry before its day: "X, 9 March: …"."""
    end = passage.words[last - 1].end
    day = next((d for d in passage.dates if d.start == end + 2), None)
    mark = passage.slice(day.end, day.end + 1) if day is not None else ""
    return day is not None and passage.slice(end, day.start) == ", " and mark in (":", ".", "")


def _where(passage: Passage, last: int) -> bool:
    """Whether a clause tells what happened at a name: "X, where an ambulance was shot at"."""
    return passage.slice(passage.words[last - 1].end, passage.end).startswith(", where ")


def _between(passage: Passage, first: int, last: int) -> bool:
    """Whether a name is one end of a road: "between X and Y"."""
    words = passage.words
    keys = [w.key for w in words]
    opens = keys[first - 1] == "between" and keys[last : last + 1] == ["and"]
    opens = opens and last + 1 < len(words) and words[last + 1].text[0].isupper()
    closes = keys[first - 1] == "and" and "between" in keys[max(0, first - 1 - LONGEST) : first - 1]
    closes = closes and words[first - 2].text[0].isupper()
    return (opens or closes) and passage.obeys("place/between")


def _at_work(passage: Passage, at: int) -> bool:
    """Whether somebody works "at" a name: "a researcher at X", "director at X"."""
    trade = any(t.last == at for t in passage.of("role", "people", "office"))
    return trade and passage.obeys("place/at-work")


def _of_state(passage: Passage, first: int, last: int) -> bool:
    """Whether a word for a part of a land ends a name behind "in": "in Orufe State"."""
    words = passage.words
    if first == 0 or last - first < 2 or words[last - 1].text not in STATES:  # noqa: PLR2004
        return False
    led = words[first - 1].key in (*FIRM, "of", "across", "from", "throughout")
    own = all(w.text[0].isupper() and w.key not in NEVER for w in words[first:last])
    known = any(t.first < last and first < t.last for t in passage.of("country", "body"))
    return led and own and not known and passage.obeys("place/state")


def _capital_of(passage: Passage, first: int) -> bool:
    """Whether a name explains "the capital" before a comma: "in the capital, Ostrel"."""
    words = passage.words
    if not first or words[first - 1].key != "capital":
        return False
    return passage.slice(words[first - 1].end, words[first].start) == ", "


def _led(passage: Passage, first: int) -> bool:
    """Whether words that lead to a place stand before a name, or a facility "of" it.

    "On the way back from X", "ten kilometres from X", "the dispensary of X".
    """
    if first < 2:  # noqa: PLR2004
        return False
    further, before = (w.key for w in passage.words[first - 2 : first])
    way = [w.key for w in passage.words[max(0, first - 3) : first]]
    out = way[1:] == ["out", "of"] and way[0] in LED["to"]  # "on the road out of X"
    if (out or further in LED.get(before, ())) and passage.obeys("place/led"):
        return True
    of_care = before == "of" and any(t.last == first - 1 for t in passage.of("facility"))
    holy = passage.words[first].text in HOLY
    return of_care and not holy and passage.obeys("place/of-care")


def plain_name(passage: Passage, first: int, last: int) -> bool:
    """Whether words are a whole name by themselves, of nothing else that is known, and no date."""
    words = passage.words
    run = words[first:last]
    whole = (
        last == len(words)
        or not (words[last].text[0].isupper() or particle(passage, last))
        or bool(set(",:;(—") & set(passage.slice(words[last - 1].end, words[last].start)))
    )
    named = [w for i, w in enumerate(run, start=first) if not particle(passage, i)]
    named = named[1:] if len(named) > 1 and named[0].key in DIRECTIONS else named
    if not whole or any(not w.text[0].isupper() or w.key in NEVER for w in named):
        return False
    if run[0].key in TITLES or any(
        t.first < last and first < t.last for t in passage.of(*OTHERS, "facility", "facilities")
    ):
        return False
    return not any(d.start < run[-1].end and run[0].start < d.end for d in passage.dates)


def opening_place(passage: Passage) -> int:
    """Index behind the place in capitals that opens a report ("KELDRIN, 3 May -", "KELDRIN:")."""
    words = passage.words
    if passage.zone == "headline" or not passage.obeys("place/dateline"):
        return 0
    named = WIRED.match(passage.text) if passage.obeys("place/wired") else None
    if named:
        return passage.word_at(passage.start + named.end("place") - 1) + 1
    at = 0
    while at < min(len(words), LONGEST) and words[at].text.isupper() and len(words[at].text) > 1:
        beside = at == 0 or passage.slice(words[at - 1].end, words[at].start) == " "
        if not beside:
            break
        at += 1
    if at == 0 or at == len(words):
        alone = passage.text.endswith(".") and not passage.terms and passage.text[0].isalpha()
        alone = alone and len(words[0].text) > SHORTEST
        alone = alone and passage.zone in ("", None, "body") and passage.obeys("place/alone")
        return at if passage.zone == "dateline" or alone else 0
    dated = passage.dates and passage.dates[0].end >= words[-1].end
    if dated and passage.slice(words[at - 1].end, passage.dates[0].start) == ", ":
        return at  # "KELDRIN, 3 May."
    gap = passage.slice(words[at - 1].end, words[at].start)
    rest = passage.slice(words[at - 1].end, passage.start + 70)
    small = any(w.text.islower() for w in words[at:])
    dash = any(mark in rest for mark in (" - ", " – ", "—", " (", "(")) and gap[:1] in ",."
    led = gap.startswith((":", " (", " - ", " – ", ". -", ". –", "—", ".-")) or dash
    led = led or (gap == " — " and _again(passage, at))
    if passage.obeys("place/heading") and _is_heading(passage, at, gap):
        return 0
    return at if led and small and not passage.of("body") else 0


def _again(passage: Passage, last: int) -> bool:
    """Whether a sentence names again, in small letters, what opens it: "TARVO — … in Tarvo"."""
    words = passage.words
    head = passage.slice(words[0].start, words[last - 1].end).lower()
    rest = passage.slice(words[last - 1].end, passage.end)
    named = head in rest.lower() and head.upper() not in rest
    return named and passage.obeys("place/opens-again")


def _is_heading(passage: Passage, at: int, gap: str) -> bool:
    """Whether capitals head something: "FINDINGS (summary)", "LOG – ENTRIES", "SL: How"."""
    following = passage.words[at]
    note = gap.startswith(" (") and following.text[0].islower()
    dated = any(d.start <= following.start < d.end for d in passage.dates)
    more = following.text.isupper() and len(following.text) > 1 and "," not in gap and not dated
    letters = gap.startswith(":") and len(passage.words[0].text) < SHORTEST and at == 1
    return note or letters or (more and gap.startswith((" - ", " – ", " — ")))


def particle(passage: Passage, index: int) -> bool:
    """Whether a small word belongs to the name that it stands in or before ("al" in Tal al-Ard)."""
    if index + 1 >= len(passage.words) or passage.words[index].key not in PARTICLES:
        return False
    following = passage.words[index + 1]
    gap = passage.slice(passage.words[index].end, following.start)
    romance = gap == " " and passage.words[index].key in ("de", "del", "la", "do", "da", "di")
    return (gap in ("-", "‑") or romance) and following.text[0].isupper()


def _told(passage: Passage) -> Iterator[str]:
    words = passage.words
    head = opening_place(passage)
    if head:
        yield passage.slice(words[0].start, words[head - 1].end)
    at = 0
    while at < len(words):
        if not words[at].text[0].isupper():
            at += 1
            continue
        for last in range(_reach(passage, at), at, -1):
            text = passage.slice(words[at].start, words[last - 1].end)
            if any(m in text for m in ",.;:()\n") or not introduced(passage, at, last):
                continue
            yield text
            if words[last - 1].text in STATES and last - at > 1:
                yield passage.slice(words[at].start, words[last - 2].end)
            break
        at += 1


def _reach(passage: Passage, first: int) -> int:
    """Index behind the capitals, and small words inside a name, that begin at a word."""
    words, last = passage.words, first
    while last < min(first + LONGEST, len(words)):
        if not (words[last].text[0].isupper() or particle(passage, last)):
            break
        last += 1
    return last


def _on_ground(passage: Passage, first: int, last: int) -> bool:
    """Whether a name ends in a word for a piece of ground that one is on: "on Milsk Bridge"."""
    words = passage.words
    ends = words[last - 1].text.istitle() and words[last - 1].key in GROUND
    ground = last - first > 1 and (ends or words[first].text in HEADLANDS)
    return ground and words[first - 1].key in ON and passage.obeys("place/on-ground")


def _apposed(passage: Passage, last: int) -> bool:
    """Whether a noun for a place explains the name before it: "X, a market town in Y"."""
    words = passage.words
    if last + 1 >= len(words) or words[last].key not in ("a", "an", "the"):
        return False
    comma = passage.slice(words[last - 1].end, words[last].start).startswith(",")
    behind = words[last + 1 : last + 1 + APPOSED]
    noun = next((i for i, w in enumerate(behind) if w.key in NOUNS | AREAS | {"community"}), None)
    return comma and noun is not None and all(w.text.islower() for w in behind[: noun + 1])


def _of_area(passage: Passage, last: int) -> bool:
    """Whether a noun makes a place of the name before it: "X district", but no "Druze village"."""
    words = passage.words
    if last >= len(words) or words[last].text not in AREAS or words[last - 1].key in PEOPLES:
        return False
    beside = passage.slice(words[last - 1].end, words[last].start) == " "
    return beside and passage.obeys("place/of-area")
