"""Rows of the WHO Surveillance System for Attacks on Health Care, one for each incident.

The columns are those of the public export. Deaths and injuries are one number over all people
there; where documents differ, the least of what stands is written and the remark tells the rest.
"""

import tomllib
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Any, BinaryIO

from solferino.codec import value
from solferino.model import (
    CasualtyValue,
    Claim,
    EventValue,
    FacilityValue,
    Incident,
    PlaceValue,
    TimeValue,
    Toll,
)
from solferino.model.terms import Group, Harm
from solferino.ports import Picture
from solferino.publish import phrase
from solferino.publish.exchange.clerk import Clerk
from solferino.publish.exchange.coded_rows import own_row
from solferino.publish.exchange.coding import (
    Coded,
    CodedRow,
    coded_file,
    ids,
    leading,
    words_file,
)
from solferino.publish.exchange.countries import country
from solferino.publish.exchange.notes import notes_file
from solferino.publish.exchange.zipped import write_zip
from solferino.publish.shcc_codebook import Words, fold
from solferino.publish.view import View

SCHEME = "who-ssa"
RUMOUR = "rumour"
REMOVAL = ("abduction_arrest_detention",)
TOTALS: tuple[tuple[str, Harm], ...] = (("Total Injured", "injured"), ("Total Death", "killed"))
HELD: tuple[tuple[str, Group], ...] = (("HW", "health_workers"), ("Patient", "patients"))
PEOPLE: tuple[tuple[str, Group], ...] = (
    ("HC Personnel", "health_workers"),
    ("HC Patients", "patients"),
)
RESOURCES = ("HC Facilities", "HC Transport", "HC Supplies Assets", "HC Warehouse Storage")


@value
class Book:
    """The codebook: labels and the words and codes that tell them, in order."""

    columns: tuple[str, ...]
    attacks: tuple[tuple[str, frozenset[str]], ...]
    words: Mapping[str, str]
    bands: tuple[tuple[str, int], ...]
    resource: Mapping[str, str]
    facilities: tuple[tuple[str, frozenset[str], Words], ...]
    held: tuple[tuple[str, Words], ...]
    countries: Mapping[str, str]


@cache
def book() -> Book:
    """Read the codebook that is shipped."""
    text = files("solferino.publish.exchange").joinpath("ssa.toml").read_text("utf-8")
    data: dict[str, Any] = tomllib.loads(text)
    return Book(
        columns=tuple(data["columns"]),
        attacks=tuple((a["label"], frozenset(a["types"])) for a in data["attack"]),
        words=data["words"],
        bands=tuple(data["bands"].items()),
        resource=data["resource"],
        facilities=tuple(
            (f["label"], frozenset(f.get("types", ())), Words(forms=tuple(f.get("words", ()))))
            for f in data["facility"]
        ),
        held=tuple((name, Words(forms=tuple(forms))) for name, forms in data["held"].items()),
        countries=data["country"],
    )


class SsaExporter:
    """Writes `ssa.csv`, the words behind its cells, and the notes."""

    name = "ssa"
    version = "1"

    def write(self, picture: Picture, out: BinaryIO) -> None:
        """Write all files as one zip."""
        write_zip(out, self.files(picture))

    def files(self, picture: Picture) -> Iterator[tuple[str, bytes]]:
        """Give the files by name."""
        clerk = Clerk(View(picture))
        rows = [(i, ssa_row(i, clerk)) for i in clerk.view.incidents.values()]
        yield "ssa.csv", coded_file(book().columns, (row for _, row in rows))
        yield "words.csv", words_file(rows, clerk)
        yield "notes.csv", notes_file(picture)


def ssa_row(incident: Incident, clerk: Clerk) -> CodedRow:
    """Code one incident; every column of the export has a cell."""
    claims = leading(incident, clerk)
    facility_type, other = _facility(incident, clerk)
    cells = {
        "Attack Date": _date(incident, claims),
        "Attack ID": Coded(remark="WHO gives this number."),
        "Attack Time": _time(claims),
        "Country / Territory": _country(incident, claims),
        "Certainty Level": _certainty(incident, clerk),
        "Attack Type": _attack(claims),
        **{column: _total(incident, harm) for column, harm in TOTALS},
        **_resources(claims),
        "Type of Facility": facility_type,
        "Facility Other": other,
        **_held(claims, clerk),
    }
    own = own_row(incident, clerk, {column: column for column in book().columns})
    kept = {c: cell for c, cell in own.cells.items() if own.alone or _open(cells[c])}
    return {column: kept.get(column, cells[column]) for column in book().columns}


def _open(cell: Coded) -> bool:
    """Whether nothing is told in a cell, so that a coder's own may stand there."""
    return not cell.claims and cell.text in {"", *book().words.values()} - {book().words["yes"]}


def _date(incident: Incident, claims: Iterable[Claim]) -> Coded:
    told = ids(c for c in claims if isinstance(c.value, TimeValue))
    if incident.earliest is None or incident.earliest != incident.latest:
        days = phrase.days(incident.earliest, incident.latest)
        return Coded(claims=told, remark=f"No single day is known ({days}); the column takes one.")
    day = date.fromisoformat(incident.earliest)
    return Coded(text=f"{day.month}/{day.day}/{day.year % 100:02} 12:00 AM", claims=told)


def _time(claims: Iterable[Claim]) -> Coded:
    timed = [(c, c.value.clock) for c in claims if isinstance(c.value, TimeValue) and c.value.clock]
    clocks = sorted({clock for _, clock in timed})
    told = ids(c for c, _ in timed)
    if not clocks:
        return Coded(text=book().words["no_time"])
    if len(clocks) == 1:
        return Coded(text=clocks[0], claims=told, remark="Local time, as told.")
    said = f"Documents say {', '.join(clocks)}."
    bands = {_band(clock) for clock in clocks}
    text = bands.pop() if len(bands) == 1 else book().words["no_time"]
    return Coded(text=text, claims=told, remark=said)


def _band(clock: str) -> str:
    hour = int(clock[:2])
    return [name for name, first in book().bands if first <= hour][-1]


def _country(incident: Incident, claims: Iterable[Claim]) -> Coded:
    land = country(incident.country)
    told = ids(c for c in claims if isinstance(c.value, PlaceValue) and c.value.country)
    if land is None:
        return Coded(remark="No document names the country, nor does a place that is known.")
    return Coded(text=book().countries.get(land.code, land.name), claims=told)


def _certainty(incident: Incident, clerk: Clerk) -> Coded:
    own = [
        g
        for g in clerk.view.gradings.get(incident.id, ())
        if g.scheme == SCHEME and g.proposition == "occurrence"
    ]
    if not own:
        return Coded(remark="No grading by the scheme of WHO SSA.")
    why = f": {own[0].why}" if own[0].why else "."
    remark = f"By a rule that is not verified against WHO's text{why}"
    if own[0].grade == RUMOUR:
        return Coded(text="Rumour", remark=f"{remark} WHO does not publish rumours.")
    return Coded(text=own[0].grade.capitalize(), remark=remark)


def _attack(claims: Iterable[Claim]) -> Coded:
    """Name the kinds of attack; health workers or patients who were held are one of them."""
    events = [(c, c.value.types) for c in claims if isinstance(c.value, EventValue)]
    taken = [(c, REMOVAL) for c in claims if _taken(c)]
    types = {t for _, told in (*events, *taken) for t in told}
    labels = [label for label, codes in book().attacks if codes & types]
    text = ", ".join(labels) or book().words["no_attack"]
    return Coded(text=text, claims=ids(c for c, _ in (*events, *taken)))


def _taken(claim: Claim) -> bool:
    told = claim.value
    if not isinstance(told, CasualtyValue) or told.kind != "detained":
        return False
    return _harmed(told) and told.group in dict(HELD).values()


def _total(incident: Incident, harm: Harm) -> Coded:
    """Give the least that stands of all people harmed; nought only where documents say so."""
    tolls = [t for t in incident.casualties if t.kind == harm]
    whole = [t for t in tolls if t.group == "total" and t.min is not None]
    told = whole or [t for t in tolls if t.min]
    claims = tuple(dict.fromkeys(c for t in told or tolls for f in t.figures for c in f.claims))
    if not tolls:
        return Coded(remark="No document tells a number; that is not nought.")
    if not told:
        return Coded(claims=claims, remark="The words give no lowest number.")
    most = max(told, key=lambda t: t.min or 0)
    remarks = [_range(most)]
    if not whole:
        groups = ", ".join(sorted(f"{phrase.words(t.group)} {t.min}" for t in told))
        remarks.append(f"Told of groups only ({groups}), which may overlap and are not added up.")
    return Coded(text=str(most.min), claims=claims, remark=" ".join(filter(None, remarks)))


def _range(toll: Toll) -> str:
    if toll.min == toll.max:
        return ""
    said = phrase.figure(toll.min, toll.max, toll.qualifier)
    return f"Documents say {said}; the least stands here."


def _resources(claims: tuple[Claim, ...]) -> dict[str, Coded]:
    """Flag what was affected; not being told of is not "NO"."""
    found: dict[str, list[Claim]] = {}
    for claim in claims:
        told = claim.value
        if isinstance(told, FacilityValue) and told.role == "attacked":
            found.setdefault(book().resource.get(told.type, RESOURCES[0]), []).append(claim)
        if isinstance(told, EventValue) and "removal_of_assets" in told.types:
            found.setdefault("HC Supplies Assets", []).append(claim)
        for column, group in PEOPLE:
            if isinstance(told, CasualtyValue) and told.group == group and _harmed(told):
                found.setdefault(column, []).append(claim)
    columns = [c for c in book().columns if c.startswith("HC ")]
    return {column: _flag(found.get(column, ())) for column in columns}


def _harmed(told: CasualtyValue) -> bool:
    return told.qualifier != "none" and told.max != 0


def _flag(claims: Iterable[Claim]) -> Coded:
    told = ids(claims)
    return Coded(text=book().words["yes" if told else "unknown"], claims=told)


def _facility(incident: Incident, clerk: Clerk) -> tuple[Coded, Coded]:
    """Tell the level of care of what the accounts say was attacked, where its name tells it.

    Where one name tells a level and another only a type that is above or beside it, none is told.
    """
    chief = [
        (c, c.value)
        for c in _chief(incident, clerk)
        if isinstance(c.value, FacilityValue)
        and book().resource.get(c.value.type, RESOURCES[0]) in {RESOURCES[0], RESOURCES[3]}
    ]
    told = ids(c for c, _ in chief)
    labels = {_level(facility) for _, facility in chief}
    types = phrase.listed(tuple(sorted({f.type for _, f in chief})))
    label = labels.pop() if len(labels) == 1 else ""
    if not label:
        remark = f"Attacked: {types}. Documents do not tell one level of care." if told else ""
        return Coded(claims=told, remark=remark), Coded()
    other = Coded(text=types, claims=told) if label == "Other" else Coded()
    return Coded(text=label, claims=told), other


def _chief(incident: Incident, clerk: Clerk) -> Iterator[Claim]:
    for account in clerk.accounts_of(incident):
        if account.facility:
            yield clerk.view.claims[account.facility]


def _level(facility: FacilityValue) -> str:
    for label, types, words in book().facilities:
        if facility.type in types or words.found(fold(facility.name)):
            return label
    return ""


def _held(claims: tuple[Claim, ...], clerk: Clerk) -> dict[str, Coded]:
    """Count those held, by the words that say how; the least where documents differ."""
    cells = {}
    for who, group in HELD:
        figures = [
            (c, c.value, _how(c, clerk))
            for c in claims
            if isinstance(c.value, CasualtyValue)
            and c.value.kind == "detained"
            and c.value.group == group
        ]
        open_ones = ids(c for c, _, how in figures if not how)
        for way, _ in book().held:
            own = [(c, v) for c, v, how in figures if how == way]
            remark = "People were held; the words do not say how." if open_ones else ""
            stated = {v.min for _, v in own if v.min is not None}
            least = min(stated, default=None)
            many = f"Figures of {sorted(stated)}; the least stands." if len(stated) > 1 else ""
            cells[f"{who} {way}"] = (
                Coded(
                    text=str(least),
                    claims=ids(c for c, _ in own),
                    remark=" ".join(filter(None, (many, remark))),
                )
                if least is not None
                else Coded(claims=ids(c for c, _ in own) or open_ones, remark=remark)
            )
    return cells


def _how(claim: Claim, clerk: Clerk) -> str:
    for text in (claim.span.text, clerk.view.statements[claim.statement].span.text):
        found = [way for way, words in book().held if words.found(fold(text))]
        if found:
            return found[0]
    return ""
