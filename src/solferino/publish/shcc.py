"""A row of the SHCC incident file from what accounts tell of one incident, by the codebook.

A pure view: the claims decide, and where a column asks for more than a claim's type (which
aircraft, whose home, how long in captivity) the words that the claims stand on do. What nothing
tells stays out of the row; "No information" is for the writer of a file to fill in.
"""

from collections.abc import Iterable, Mapping
from functools import cached_property

from solferino.model import (
    Account,
    BlameValue,
    Claim,
    EffectValue,
    EventValue,
    FacilityValue,
    PlaceValue,
    Statement,
    WeaponValue,
)
from solferino.publish.shcc_codebook import ActorRule, Codebook, codebook, fold
from solferino.publish.shcc_counts import (
    DAMAGED,
    DESTROYED,
    NO_BUILDING,
    attacks,
    captives,
    figures,
    hit,
    kin,
    treated,
    wounded,
)

GOVERNMENT = "Armed Forces of Government/Self-Declared Government"
AUTHORITIES = "Government/Self-Declared Government"
FOREIGN = "Foreign Forces: Military"
CAPTIVES = {"Health Workers Kidnapped", "Health Workers Arrested"}
TREATED = {
    "threat_or_psychological": "Health Workers Threatened",
    "assault": "Health Workers Assaulted",
    "sexual_violence": "Health Workers Sexually Assaulted",
}


class Told:
    """The claims of one incident's accounts, read out for the rules."""

    def __init__(
        self,
        accounts: Iterable[Account],
        claims: Mapping[str, Claim],
        statements: Mapping[str, Statement],
        country: str | None = None,
        documents: Mapping[str, str] | None = None,
    ) -> None:
        """Take accounts of one incident; `country` (ISO alpha-2) is where, if it is known.

        `documents` gives the texts by id: what became of captives, and what violence an attack
        belongs to, is often told beside the claims, in the same paragraph.
        """
        ids = dict.fromkeys(c for a in accounts for c in a.claims)
        own = (claims[c] for c in ids)
        self.claims = sorted(own, key=lambda c: (c.span.document, c.span.start, c.span.end))
        self.statements = statements
        self.documents = documents or {}
        places = [c.value.country for c in self.claims if isinstance(c.value, PlaceValue)]
        self.country = country or next((p for p in places if p), None)

    @cached_property
    def words(self) -> str:
        """The words that the claims stand on, folded: their statements, each once."""
        spans = {self.statements[c.statement].span for c in self.claims}
        ordered = sorted(spans, key=lambda s: (s.document, s.start, s.end))
        return fold(" / ".join(s.text for s in ordered))

    @cached_property
    def around(self) -> str:
        """The paragraphs in which the claims stand, folded; their statements without the text."""
        found: dict[tuple[str, int], str] = {}
        for claim in self.claims:
            text = self.documents.get(claim.span.document)
            if text is None:
                return self.words
            start = text.rfind("\n\n", 0, claim.span.start) + 1
            end = text.find("\n\n", claim.span.end)
            found[claim.span.document, start] = text[start : end if end >= 0 else len(text)]
        return fold(" / ".join(found.values()))

    @cached_property
    def types(self) -> frozenset[str]:
        """Kinds of attack told."""
        return frozenset(
            t for c in self.claims if isinstance(c.value, EventValue) for t in c.value.types
        )

    @cached_property
    def building(self) -> bool:
        """Whether a facility that is no vehicle is attacked."""
        return any(
            isinstance(c.value, FacilityValue)
            and c.value.role == "attacked"
            and c.value.type not in NO_BUILDING
            for c in self.claims
        )

    @cached_property
    def mentioned(self) -> bool:
        """Whether a facility that is no vehicle is where somebody works or what is told of."""
        return any(
            isinstance(c.value, FacilityValue)
            and c.value.role in ("workplace", "mentioned")
            and c.value.type not in NO_BUILDING
            for c in self.claims
        )

    @property
    def actors(self) -> list[str]:
        """Those blamed or admitting, as worded and folded."""
        return [
            fold(c.value.actor)
            for c in self.claims
            if isinstance(c.value, BlameValue) and c.value.stance != "denied"
        ]


def row(told: Told, book: Codebook | None = None) -> dict[str, str]:
    """Code one incident: published header to value, for the columns that something tells."""
    book = book or codebook()
    doers = _doers(told, book)
    cells: dict[str, str] = {}
    _put(cells, "Reported Perpetrator Name", ", ".join(sorted({d.name for d in doers} - {""})))
    weapon = _weapon(told, book)
    _put(cells, "Weapon Carried/Used", weapon)
    kind = _class(told, doers, book)
    shot = kind == AUTHORITIES and weapon in book.conflict_signs
    _put(cells, "Reported Perpetrator", GOVERNMENT if shot else kind)
    _put(cells, "Location of Incident", _location(told, book))
    for column, number in attacks(told.claims, told.statements, book).items():
        _put(cells, column, str(number) if number else "")
    if told.building and not {DAMAGED, DESTROYED} & set(cells) and _struck(told, book):
        _put(cells, DAMAGED, str(hit(told.claims, told.statements)))
    _flags(told, cells, book)
    for column, number in _people(told, book, cells.get("Reported Perpetrator", "")).items():
        _put(cells, column, str(number))
    if "abduction_arrest_detention" in told.types or CAPTIVES & set(cells):
        _put(cells, "Known Kidnapping or Arrest Outcome", _outcome(told, book))
    for rule in book.related:
        _put(cells, rule.column, rule.value if rule.words.found(told.around) else "")
    signs = {cells.get("Reported Perpetrator"), cells.get("Weapon Carried/Used")}
    armed = signs & book.conflict_signs or book.lists["conflict"].found(told.words)
    _put(cells, "Conflict-Related Violence", book.conflict if armed else "")
    return {column: cells[column] for column in book.columns if column in cells}


def _put(cells: dict[str, str], column: str, told: str) -> None:
    if told:
        cells[column] = told


def _doers(told: Told, book: Codebook) -> list[ActorRule]:
    """Find the codebook's entries for those blamed."""
    found = (next((r for r in book.actors if r.words.found(a)), None) for a in told.actors)
    return list(dict.fromkeys(r for r in found if r is not None))


def _class(told: Told, doers: list[ActorRule], book: Codebook) -> str:
    """Give the class of the doers: the first named, unless several are told to have fought."""
    classes = list(dict.fromkeys(c for c in (_kind(d, told.country) for d in doers) if c))
    if len(classes) <= 1:
        return "".join(classes)
    if {GOVERNMENT, FOREIGN} <= set(classes):
        return GOVERNMENT
    fought = book.lists["fighting"].found(told.words)
    return book.together["others"] if fought else classes[0]


def _kind(doer: ActorRule, country: str | None) -> str:
    """Give a doer's class; an army's only where it is known whether it acts at home."""
    if not doer.army:
        return doer.kind
    if country is None:
        return ""
    return GOVERNMENT if country == doer.army or country in doer.counted_in else FOREIGN


def _weapon(told: Told, book: Codebook) -> str:
    """Pick the one weapon that the codebook puts first."""
    claims = [c for c in told.claims if isinstance(c.value, WeaponValue)]
    codes = {c.value.weapon for c in claims if isinstance(c.value, WeaponValue)}
    words = " / ".join(fold(c.span.text) for c in claims)
    for rule in book.weapons:
        coded, worded = bool(codes & rule.codes), bool(rule.words.found(words))
        fits = (coded and worded) if rule.both else (coded or worded)
        if fits and (not rule.beside or rule.beside.found(told.words)):
            return rule.label
    for label, carried in book.carried:
        if any(carried.found(a) for a in told.actors):
            return label
    for unarmed in book.unarmed:
        others = told.types - unarmed.types
        if told.types & unarmed.types and not (unarmed.alone and others):
            return unarmed.label
    return ""


def _location(told: Told, book: Codebook) -> str:
    for rule in book.locations:
        if (rule.building and told.building) or (rule.mentioned and told.mentioned):
            return rule.label
        if rule.words.found(told.words) and not (rule.unless_building and told.building):
            return rule.label
    return ""


def _struck(told: Told, book: Codebook) -> bool:
    """Whether a facility was hit or ransacked: the publisher counts that as damage."""
    hit = book.lists["struck"].found(told.words) and not book.lists["near"].found(told.words)
    burnt = "arson" in told.types and not book.burning_destroys
    return burnt or bool(hit)


def _flags(told: Told, cells: dict[str, str], book: Codebook) -> None:
    """Fill the columns that say yes or nothing."""
    taken = "removal_of_assets" in told.types
    occupied = any(
        isinstance(c.value, EffectValue) and c.value.effect == "occupied" for c in told.claims
    )
    held = occupied or "militarization" in told.types
    looted = taken and book.looting_enters and book.lists["looting"].found(told.words)
    entered = held or "armed_search" in told.types or looted
    if told.building and entered:
        cells["Forceful Entry into Health Facility"] = "1"
    if held:
        cells["Occupation of Health Facility"] = "1"
    if taken:
        cells["Looting/Theft/Robbery/Burglary of Health Supplies"] = "1"
    if "obstruction" in told.types:
        cells["Access Denied or Obstructed"] = "True"


def _people(told: Told, book: Codebook, doer: str) -> dict[str, int]:
    """Count health workers by what befell them; others have no column in this file."""
    own = kin(told.claims, book)
    done = {kind: treated(told.claims, kind, told.statements, book) for kind in TREATED}
    injured = figures(wounded(own, told.statements, book), "injured", told.statements, book)
    counts = {
        "Health Workers Killed": figures(own, "killed", told.statements, book),
        "Health Workers Injured": max(injured, done["assault"] if book.assault_injures else 0),
        **captives(own, told.statements, book, held_by_state=doer not in book.takers),
        **{column: done[kind] for kind, column in TREATED.items()},
    }
    return {column: number for column, number in counts.items() if number}


def _outcome(told: Told, book: Codebook) -> str:
    found = [
        rule.label
        for rule in book.outcomes
        if rule.words.found(told.around) and not rule.unless.found(told.around)
    ]
    return ", ".join(sorted(found))
