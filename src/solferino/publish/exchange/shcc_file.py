"""The SHCC incident file (Insecurity Insight): 36 columns, one row for each incident.

The codebook decides from the claims of all accounts that tell of the incident (`publish.shcc`).
Two things are ours, since the file has no room for them: where speakers blame different actors the
perpetrator stays empty, and where documents differ on a number the least that stands is written.
Both are told in the file of words.
"""

from collections.abc import Callable, Iterator
from typing import BinaryIO

from solferino.model import (
    BlameValue,
    CasualtyValue,
    Claim,
    Counted,
    EffectValue,
    EventValue,
    FacilityValue,
    Incident,
    PlaceValue,
    Toll,
    WeaponValue,
)
from solferino.ports import Picture
from solferino.publish import phrase
from solferino.publish.exchange.clerk import Clerk
from solferino.publish.exchange.coded_rows import Own, is_coded, own_row, without_labels
from solferino.publish.exchange.coding import (
    Coded,
    CodedRow,
    coded_file,
    ids,
    leading,
    words_file,
)
from solferino.publish.exchange.countries import Country, country
from solferino.publish.exchange.notes import notes_file
from solferino.publish.exchange.zipped import write_zip
from solferino.publish.notice import INTERNAL
from solferino.publish.shcc import Told, row
from solferino.publish.shcc_codebook import codebook
from solferino.publish.shcc_counts import kin
from solferino.publish.view import View

ACTOR, NAMED = "Reported Perpetrator", "Reported Perpetrator Name"
WEAPON, WHERE = "Weapon Carried/Used", "Location of Incident"
OUTCOME = "Known Kidnapping or Arrest Outcome"
KILLED, INJURED = "Health Workers Killed", "Health Workers Injured"
WORKERS = "health_workers"
PROFILE = "shcc"  # of the profiles of counting: one where the words give no number
NORMAL = ("Date", "Country", "Country ISO")  # written in one form, whoever coded them
HELD = {"Health Workers Kidnapped", "Health Workers Arrested"}
NO_OUTCOME = "NoInformation"
BODIES = ("armed_group", "government", "organization")
CONTESTED = "Different speakers blame different actors; the file has no word for that."
NO_WORD = {
    ACTOR: "No Information",
    WEAPON: "No Information on the Weapon Used",
    WHERE: "No Information",
}
TOWN, PROVINCE = "(2) 25 km Precision", "(4) Province, State, Governorate"
Rests = Callable[[Claim], bool]


class ShccExporter:
    """Writes `shcc.csv` with its HXL tags, the words behind its cells, and the notes."""

    name = "shcc"
    version = "1"

    def write(self, picture: Picture, out: BinaryIO) -> None:
        """Write all files as one zip."""
        write_zip(out, self.files(picture))

    def files(self, picture: Picture) -> Iterator[tuple[str, bytes]]:
        """Give the files by name."""
        clerk = Clerk(View(picture))
        rows = [(i, shcc_row(i, clerk)) for i in clerk.view.incidents.values()]
        columns = codebook().columns
        coded = (cells for _, cells in rows)
        yield "shcc.csv", coded_file(tuple(columns), coded, tuple(columns.values()))
        yield "words.csv", words_file(rows, clerk)
        yield "notes.csv", notes_file(picture)


def shcc_row(incident: Incident, clerk: Clerk) -> CodedRow:
    """Code one incident; every published column has a cell."""
    claims = leading(incident, clerk)
    coded = _coded(incident, claims, clerk)
    cells = {
        column: Coded(text=text, claims=ids(filter(_rests(column, claims), claims)))
        for column, text in coded.items()
    }
    cells |= _where(incident, claims, clerk)
    cells |= _people(incident, claims, cells, clerk.view.countings.get(incident.id, ()))
    cells |= _actors(claims, coded, clerk)
    _keep(cells, own_row(incident, clerk, _headers()))
    for column, word in NO_WORD.items():
        cells.setdefault(column, Coded(text=word))
    cells.setdefault("SiND Event ID", Coded(remark="The publisher gives this number."))
    return {column: cells.get(column, Coded()) for column in codebook().columns}


def _headers() -> dict[str, str]:
    """Give the column of every header under which it was ever published."""
    return {**{c: c for c in codebook().columns}, **codebook().variants}


def _keep(cells: dict[str, Coded], own: Own) -> None:
    """Let a coder's own cells stand: all where nothing else tells, else where nothing is coded."""
    for column, cell in own.cells.items():
        empty = column not in cells or not (cells[column].text or cells[column].remark)
        if empty or (own.alone and column not in NORMAL):
            cells[column] = cell
    if own.alone and own.story and cells["Event Description"].text:
        told = cells["Event Description"]
        cells["Event Description"] = Coded(text=own.story, claims=told.claims)


def _coded(incident: Incident, claims: tuple[Claim, ...], clerk: Clerk) -> dict[str, str]:
    """Code by the codebook, in an order that follows the texts' names.

    What became of captives is read in the paragraphs around the claims; all else only in the
    sentences that the claims stand in, for a paragraph of an article tells of much besides.
    """
    held = set(ids(claims))
    accounts = [a for a in clerk.accounts_of(incident) if held.intersection(a.claims)]
    own = clerk.view
    said = {c.statement: own.statements[c.statement] for c in claims}
    said = {name: without_labels(one, clerk) for name, one in said.items()}
    told = Told(accounts, own.claims, said, incident.country)
    cells = row(told)
    if OUTCOME in cells or "abduction_arrest_detention" in told.types or HELD & set(cells):
        documents = [d for d in clerk.documents_of(incident) if not is_coded(d, clerk)]
        texts = {d: own.documents[d].text for d in documents}
        wider = row(Told(accounts, own.claims, said, incident.country, texts))
        cells |= {c: text for c, text in wider.items() if c == OUTCOME}
        cells.setdefault(OUTCOME, NO_OUTCOME)
    if WEAPON not in cells and "arson" in told.types:
        cells[WEAPON] = "Arson"
    return cells


# ------------------------------------------------------------------------------ where and when


def _where(incident: Incident, claims: tuple[Claim, ...], clerk: Clerk) -> dict[str, Coded]:
    land = country(incident.country)
    told = ids(c for c in claims if isinstance(c.value, PlaceValue))
    named = told if land else ()
    cells = {
        "Date": _date(incident, claims),
        "Event Description": _description(incident, claims, clerk),
        "Country": Coded(text=_named(land) if land else "", claims=named),
        "Country ISO": Coded(text=land.alpha3 if land else "", claims=named),
    }
    return cells | _point(incident, told, clerk)


def _named(land: Country) -> str:
    return codebook().countries.get(land.code, land.name)


def _date(incident: Incident, claims: tuple[Claim, ...]) -> Coded:
    told = ids(c for c in claims if c.kind == "time")
    if incident.earliest is not None and incident.earliest == incident.latest:
        return Coded(text=incident.earliest, claims=told)
    days = phrase.days(incident.earliest, incident.latest)
    return Coded(claims=told, remark=f"No single day is known ({days}); the column takes one.")


def _point(incident: Incident, told: tuple[str, ...], clerk: Clerk) -> dict[str, Coded]:
    point = clerk.point(incident)
    if point is None:
        return {}
    ladder = {"region": PROVINCE, "province": PROVINCE}.get(point.precision or "", TOWN)
    exact = point.whose == "facility" and point.precision == "exact"
    return {
        "Latitude": Coded(text=point.latitude, claims=told),
        "Longitude": Coded(text=point.longitude, claims=told),
        "Geo Precision": Coded(
            text="" if exact else ladder,
            claims=told,
            remark=f"Coordinates of the {point.told}."
            + (" The published list has no word for an exact point." if exact else ""),
        ),
    }


def _description(incident: Incident, claims: tuple[Claim, ...], clerk: Clerk) -> Coded:
    """Describe it inside the house; in public files the publisher leaves the column blank."""
    if clerk.view.picture.profile != INTERNAL:
        return Coded(remark="Left blank in what is given to others, as the publisher does.")
    return Coded(text=described(incident, clerk), claims=ids(claims))


def described(incident: Incident, clerk: Clerk) -> str:
    """Describe an incident in one neutral line, made from its fields: no people, no actors."""
    facility = clerk.view.entities.get(incident.facility or "")
    at = ", ".join(filter(None, (facility.name if facility else None, incident.place)))
    kinds = phrase.listed(incident.event_types) if incident.event_types else "attack"
    weapons = f" ({phrase.listed(incident.weapons)})" if incident.weapons else ""
    parts = [f"{at}: {kinds}{weapons}" if at else f"{kinds}{weapons}"]
    if incident.effects:
        parts.append(f"facility {phrase.listed(incident.effects)}")
    parts += [_harm(toll) for toll in incident.casualties]
    count = len(clerk.documents_of(incident))
    return f"{'; '.join(parts)}; as told by {count} document{'' if count == 1 else 's'}."


def _harm(toll: Toll) -> str:
    who = "people" if toll.group == "total" else phrase.words(toll.group)
    return f"{who} {toll.kind}: {phrase.figure(toll.min, toll.max, toll.qualifier)}"


# ------------------------------------------------------------------------------------- who


def _actors(claims: tuple[Claim, ...], coded: dict[str, str], clerk: Clerk) -> dict[str, Coded]:
    """Leave the perpetrator open where different speakers blame different actors.

    Where one actor is blamed for whom the codebook has no name, the name of the body stands.
    """
    named: dict[str, set[str]] = {}
    blamed = [c for c in claims if isinstance(c.value, BlameValue) and c.value.stance != "denied"]
    for claim in blamed:
        by = clerk.speakers(claim)[:1] or [claim.span.document]
        named.setdefault(_actor(claim, clerk), set()).update(by)
    if len(named) > 1 and len({frozenset(by) for by in named.values()}) > 1:
        cell = Coded(claims=ids(blamed), remark=CONTESTED)
        return {ACTOR: cell, NAMED: cell}
    found = {}
    bodies = [e for n in named if (e := clerk.view.entities.get(n)) and e.kind in BODIES]
    if len(named) == 1 and bodies and NAMED not in coded:
        found[NAMED] = Coded(text=bodies[0].name, claims=ids(blamed))
    if blamed and ACTOR not in coded:
        found[ACTOR] = Coded(claims=ids(blamed), remark="The codebook has no class for this actor.")
    return found


def _actor(claim: Claim, clerk: Clerk) -> str:
    assert isinstance(claim.value, BlameValue)
    return clerk.view.entity_of(claim) or claim.value.actor.casefold()


# ----------------------------------------------------------------------------------- people


def _people(
    incident: Incident,
    claims: tuple[Claim, ...],
    cells: dict[str, Coded],
    counted: tuple[Counted, ...],
) -> dict[str, Coded]:
    """Give numbers of health workers where several documents or speakers tell them.

    The codebook adds up what one description tells; several speakers tell of the same people, so
    the least of their figures stands. Where the words give no number, the publisher counts one.
    """
    found = {}
    for column, kind in ((KILLED, "killed"), (INJURED, "injured")):
        toll = next((t for t in incident.casualties if (t.kind, t.group) == (kind, WORKERS)), None)
        figures = [
            c
            for c in claims
            if isinstance(c.value, CasualtyValue)
            and (c.value.kind, c.value.group) == (kind, WORKERS)
        ]
        if toll is None or (column in cells and len({c.statement for c in figures}) <= 1):
            continue
        rule = next(
            (c for c in counted if (c.profile, c.kind, c.group) == (PROFILE, kind, WORKERS)), None
        )
        found[column] = _least(toll, rule, ids(figures))
    return found


def _least(toll: Toll, rule: Counted | None, claims: tuple[str, ...]) -> Coded:
    said = phrase.figure(toll.min, toll.max, toll.qualifier)
    if toll.min:
        remark = f"Documents say {said}; the least stands here." if toll.min != toll.max else ""
        return Coded(text=str(toll.min), claims=claims, remark=remark)
    if toll.min is None and rule is not None and rule.min:
        return Coded(text=str(rule.min), claims=claims, remark=f"The words: {said}. {rule.rule}")
    remark = "" if toll.max == 0 else "The words give no lowest number."
    return Coded(text="0" if toll.max == 0 else "", claims=claims, remark=remark)


# ---------------------------------------------------------------------- what a cell rests on


def _rests(column: str, claims: tuple[Claim, ...]) -> Rests:
    """Tell which of the claims a column of the codebook rests on."""
    if column in (ACTOR, NAMED):
        return lambda c: isinstance(c.value, BlameValue) and c.value.stance != "denied"
    if column == WEAPON:
        return lambda c: isinstance(c.value, WeaponValue | EventValue)
    if column == WHERE:
        return lambda c: isinstance(c.value, FacilityValue)
    if column.startswith("Health Workers") or column == OUTCOME:
        return _of_workers(column, set(ids(kin(claims, codebook()))))
    if column.startswith(("Number of Attacks", "Health Transportation", "Vicinity")):
        return lambda c: (
            isinstance(c.value, EffectValue)
            or (isinstance(c.value, FacilityValue) and c.value.role == "attacked")
        )
    return lambda c: isinstance(c.value, EventValue | EffectValue)


def _of_workers(column: str, workers: set[str]) -> Rests:
    """Of figures only those of health workers, and of others told beside them, are counted."""
    kinds = {KILLED: "killed", INJURED: "injured"}
    deeds = ("Threatened", "Assaulted")
    if column.endswith(deeds):
        return lambda c: isinstance(c.value, EventValue)
    kind = kinds.get(column, "detained")
    return lambda c: c.id in workers and isinstance(c.value, CasualtyValue) and c.value.kind == kind
