"""Which of the places that a text names is the one of an attack: by what each stands for there.

A place may be where the attack fell ("the clinic in X"), where a sentence sets it ("in X, …"),
where a report was written, where people come from ("nurses from X"), what a distance is told from
("20 km north of X") or where somebody speaks ("police in X said"). The nearest reading wins, and
of a land and a town in it the town.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence

from solferino.codec import value
from solferino.extract.lexicon import table
from solferino.extract.named.facility import Facility
from solferino.extract.passage import Passage
from solferino.extract.places.place import WIDE, WIDTHS, of_writing, spots, town_in_name
from solferino.extract.places.settlement import DIRECTIONS, ENDINGS
from solferino.extract.study import Spot, Study

RULES = {k: frozenset(v) for k, v in table("en", "places")["standing"].items()}
SITE, SET, WRITTEN, ASIDE = range(4)
LEAD = 5  # words before a place that tell what it stands for there
HEAD = 8  # words of a sentence that only heads its paragraph
SMALL = 4  # letters of a name from which a word for its people is told
# What may stand between a facility and the place where it is.
BEHIND = re.compile(
    r"(?: (?:that |which )?(?:we|it|they|he|she) \w+)?,? ?"
    r"(?:in|at|of|near|outside|on the (?:edge|outskirts) of|on the road to)?,? ?"
    r"(?:(?:the|a|an|nearby|neighbouring|neighboring|besieged|embattled|[a-z]+ern|rebel-held|hill|port"
    r"|market|mining|border|town|city|village|hamlet|district|capital|camp|community|centre|center|of)"
    r" )*"
)
# What a text says of a land, not of a town: "in the north of X", "X's capital".
PARTS = r"north|south|east|west|north-?east|north-?west|south-?east|south-?west"
WITHIN = re.compile(rf"(?<!\d )(?:in|across|from) the (?:far )?(?:{PARTS}|interior) of $")
ITS = re.compile(
    rf"['’]s (?:far )?(?:{PARTS}|(?:main|second|third|(?:second-)?largest|biggest|ruling"
    r"|federal) \w+|(?:interior|health|defen[cs]e|foreign) minist\w+|capital|government|president"
    r"|parliament|army|prime minister|air force)\b"
)
Tells = Callable[[Passage, int], bool]


@value
class Candidate:
    """A place that may be the attack's: what it stands for where it is named, and how near."""

    spot: Spot
    standing: int
    land: bool
    gap: int

    @property
    def rank(self) -> tuple[int, int, int, int]:
        """Sort the nearest reading first."""
        return self.standing, WIDTHS.get(self.spot.kind, 2), self.gap, self.spot.start


@value
class Sites:
    """The places of a text as candidates, for one attack; `named` are the names of what was hit."""

    study: Study
    named: tuple[Facility, ...]
    tells: Tells
    lands: frozenset[str]

    def best(self, passages: Iterable[Passage], *standings: int, land: bool = False) -> Spot | None:
        """Give the best place of some sentences that stands for one of `standings` there."""
        found = (c for p in passages for c in self.of(p))
        fitting = [c for c in found if c.standing in standings and c.land == land]
        return min(fitting, key=lambda c: c.rank).spot if fitting else None

    def of(self, passage: Passage) -> Iterator[Candidate]:
        """Give the places of a passage where the attack is told."""
        for spot in spots(self.study, passage):
            if self.tells(passage, spot.start):
                yield self._candidate(passage, spot)

    def _candidate(self, passage: Passage, spot: Spot) -> Candidate:
        here = [f for f in self.study.facilities[passage.number] if f.end <= spot.start]
        behind = [f for f in here if not f.plural]
        last = max(here, key=lambda f: f.end, default=None)
        at = last is not None and BEHIND.fullmatch(passage.slice(last.end, spot.start)) is not None
        every = self.study.facilities[passage.number]
        one_of = (
            last is not None
            and last.plural
            and any(f in self.named and f.first >= last.last for f in every)
        )
        own = not self.named or last in self.named or one_of or _opens(passage, spot)
        at = at or _opens(passage, spot)
        standing = SITE if at and own else ASIDE if at else _standing(self.study, passage, spot)
        return Candidate(
            spot=spot,
            standing=standing,
            land=spot.kind in WIDE
            or spot.value.name.lower() in self.lands
            or _wider(passage, spot),
            gap=min((spot.start - f.end for f in behind), default=1_000),
        )


def site_of(
    study: Study, groups: Sequence[Sequence[Passage]], named: Sequence[Facility], tells: Tells
) -> Spot | None:
    """Pick the place of an attack.

    `groups` are the sentences that tell the attack, those at the head of their paragraph, those
    that go on with it, and the text's opening; `named` are the names of what was hit.
    """
    told, heads, owned, opening = groups
    sites = Sites(study=study, named=tuple(named), tells=tells, lands=_lands(study))
    about = [p for f in named if f.key and (p := study.layout.at(f.start)) is not None]
    brief = [p for p in heads if len(p.words) <= HEAD]
    body = [p for p in [*owned, *about] if p.zone != "headline"]
    readings: tuple[Callable[[], Spot | None], ...] = (
        lambda: sites.best(brief, SITE, SET) or sites.best(brief, SITE, SET, land=True),
        lambda: sites.best(told, SITE) or sites.best(about, SITE),
        lambda: town_in_name(study, named),
        lambda: sites.best(told[:1], SITE, SET),
        lambda: sites.best(heads, SITE, SET, WRITTEN),
        lambda: sites.best(told[1:], SITE, SET),
        lambda: sites.best(opening if _here(told) else told[:1], WRITTEN),
        lambda: sites.best(body, SITE, SET),
        lambda: sites.best([*told, *about], SITE, SET, land=True),
        lambda: sites.best(told, ASIDE),
        lambda: sites.best(opening, SITE, SET),
        lambda: sites.best([*told, *heads, *opening], WRITTEN),
        lambda: sites.best([*owned, *opening], ASIDE),
        lambda: sites.best([*told, *heads, *owned, *opening], *range(4), land=True),
    )
    return next((spot for read in readings if (spot := read()) is not None), None)


def _opens(passage: Passage, spot: Spot) -> bool:
    """Whether a sentence opens on where it all was: "In X, …", "3 May: At X …"."""
    lead = passage.slice(passage.start, spot.start).split()
    day = passage.dates[0] if passage.dates else None
    if day is not None and day.start == passage.start and day.end < spot.start:
        lead = passage.slice(day.end, spot.start).lstrip(":,.–— -").split()
    if not lead and day is not None and 0 < day.start - spot.end <= len(", "):
        mark = passage.slice(day.end, day.end + 1)
        return mark in (":", ".") and not spot.value.name.isupper()  # "X, 9 March: …"
    return [w.lower() for w in lead] in (["in"], ["at"], ["near"], ["in", "the", "town", "of"])


def _wider(passage: Passage, spot: Spot) -> bool:
    """Whether land is called after a place: "in the X valley" is wider than X, and may lie off."""
    behind = passage.until(spot.end)
    named = {w.key for w in passage.words[behind : behind + 1]} & RULES["landscape"]
    return bool(named) and passage.obeys("place/land")


def _here(told: Sequence[Passage]) -> bool:
    """Whether an attack fell "here", where the report was written."""
    return any("here" in {w.key for w in p.words} for p in told)


def _standing(study: Study, passage: Passage, spot: Spot) -> int:
    """Tell what a place stands for where it is named, away from any facility."""
    if of_writing(study, spot):
        return WRITTEN
    if not study.obeys("place/standing"):
        return SET
    at = passage.word_at(spot.start)
    keys = [w.key for w in passage.words[max(0, at - LEAD) : at]]
    while keys and (keys[-1] in RULES["passed"] or keys[-1] in DIRECTIONS - {"north", "south"}):
        keys.pop()
    lead = keys[-1] if keys else ""
    before = keys[-2] if len(keys) > 1 else ""
    if lead == "of":
        far = before in RULES["compass"] or before in RULES["measures"]
        return ASIDE if far else SET
    if lead in RULES["away"]:
        return SET if before in RULES["ways"] else ASIDE
    speech = passage.of("speech_clause", "speech_object")
    behind = passage.until(spot.end)
    if {w.key for w in passage.words[behind : behind + 1]} & RULES["roads"]:
        return ASIDE
    speaks = before in RULES["speakers"] if speech else False
    speaks = speaks or any(t.first == behind for t in speech)
    return ASIDE if speaks or before in RULES["speaking"] else SET


def _lands(study: Study) -> frozenset[str]:
    """Give the names that the text tells as lands: its people, parts and government are named."""
    if not study.obeys("place/land"):
        return frozenset()
    words = {w.key for p in study.passages for w in p.words if w.text[0].isupper()}
    return frozenset(
        spot.value.name.lower()
        for passage in study.passages
        for spot in spots(study, passage)
        if spot.kind != "city" and _is_land(passage, spot, words)
    )


def _is_land(passage: Passage, spot: Spot, words: set[str]) -> bool:
    name = spot.value.name.lower()
    peoples = {form for e in ENDINGS for form in (name + e, name[:-1] + e)} - {name}
    parted = WITHIN.search(passage.slice(passage.start, spot.start))
    owner = ITS.match(passage.slice(spot.end, passage.end))
    return bool(parted or owner or (len(name) >= SMALL and peoples & words))
