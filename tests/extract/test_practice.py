"""The practice case against its answer key, item by item, with the known misses listed."""

import tomllib
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.resources import files
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from tests.once import AT

from solferino.codec import parse
from solferino.measure.incidents import FAMILY, SAME_FACILITY, SAME_PLACE, SAME_SPEAKER, names_of
from solferino.measure.names import fold, most_alike, same_actor
from solferino.measure.pairing import pair, same_date
from solferino.measure.score import read_gold
from solferino.measure.sheet import Sheet
from solferino.measure.statements import score_statements
from solferino.publish.contract import JsonExporter
from solferino.store.case import Case

Json = dict[str, Any]
KEYS = read_gold(Path(str(files("solferino.practice"))) / "gold")
GOLD = {name: gold for name, gold in KEYS.items() if gold.get("lang") == "en"}
LISTED = {
    (document, field, what)
    for document, fields in tomllib.loads(
        Path(__file__).with_name("practice_misses.toml").read_text("utf-8")
    ).items()
    for field, whats in fields.items()
    for what in whats
}


@pytest.fixture(scope="module")
def export(practice_folder: Path) -> Json:
    """Export the practice case once."""
    out = BytesIO()
    with Case.open(practice_folder, clock=lambda: AT, by="tester") as case:
        JsonExporter().write(case.picture("test"), out)
    found: Json = parse(out.getvalue())
    return found


@dataclass(frozen=True)
class Told:
    """What came out of one document, with all names of every entity."""

    accounts: list[Json]
    statements: list[Json]
    names: dict[str, list[str]]

    def answer(self, gold: Json, incident: Json) -> Json | None:
        """Find the account that answers an incident of the key."""
        for i, j in pair(gold["incidents"], self.accounts):
            if gold["incidents"][i]["key"] == incident["key"]:
                return self.accounts[j]
        return None


@pytest.fixture
def told(export: Json, document: str) -> Told:
    ids = {Path(d["name"]).stem: d["id"] for d in export["documents"]}
    if document not in ids:
        pytest.fail(f"{document} is no document of the case", pytrace=False)
    accounts = [a for i in export["incidents"] for a in i["accounts"]]
    return Told(
        accounts=[a for a in accounts if a["document"] == ids[document]],
        statements=[s for s in export["statements"] if s["document"] == ids[document]],
        names={e["id"]: [e["name"], *(n["text"] for n in e["names"])] for e in export["entities"]},
    )


def role(thing: Json) -> str:
    return str(thing.get("role", "main"))


def figure(row: Json) -> tuple[Any, ...]:
    return (row["kind"], row["group"], row.get("min"), row.get("max"))


OF_SAYINGS = ("statement", "speaker", "act")
# One item of the key: its field, what it is called, and the incident or saying that it is of.
Item = tuple[str, str, Json]


def items(gold: Json) -> Iterator[Item]:
    """List all that the key of one document asks for."""
    yield "incidents", "number", gold
    for incident in gold["incidents"]:
        key = incident["key"]
        yield "incident", key, incident
        if role(incident) == "background":
            continue
        yield "date", key, incident
        yield "facility", key, incident
        yield "place", key, incident
        yield "event types", key, incident
        yield "weapons", key, incident
        if incident.get("facility_effect"):
            yield "effect", key, incident
        for row in incident["casualties"]:
            kind, group, low, high = figure(row)
            yield "casualty", f"{key}: {kind} {group} {low} to {high}, {row['said_by']}", row
        yield "no further figures", key, incident
        for row in incident["responsibility"]:
            yield "blame", f"{key}: {row['actor']} {row['stance']} by {row['by']}", row
        yield "no further blame", key, incident
    for saying in gold["claims"]:
        for field in OF_SAYINGS:
            yield field, f"{saying['speaker']}: {saying['text']}", saying


def incident_of(gold: Json, what: str) -> Json:
    key = what.partition(": ")[0]
    found: Json = next(i for i in gold["incidents"] if i["key"] == key)
    return found


def fault(told: Told, gold: Json, item: Item) -> str | None:
    """Say what is wrong with one item; null when it came out as the key has it."""
    field, what, asked = item
    if field == "incidents":
        wanted = sum(role(i) != "background" for i in asked["incidents"])
        came = sum(role(a) != "background" for a in told.accounts)
        return None if wanted == came else f"{came} accounts for {wanted}"
    if field in OF_SAYINGS:
        return fault_of_saying(told, field, asked)
    incident = incident_of(gold, what)
    account = told.answer(gold, incident)
    if account is None:
        invents = field.startswith("no further")
        return None if invents else "no account answers this incident"
    check = CHECKS[field]
    return check(told, incident, account, asked)


def fault_of_saying(told: Told, field: str, saying: Json) -> str | None:
    """Judge a saying; speaker and act only where it was heard at all, as the measure does."""
    sheet = Sheet()
    score_statements("", {"claims": [saying]}, told.statements, told.names, sheet)
    heard = sheet.row("statement").true
    if sheet.row(field).true or (field != "statement" and not heard):
        return None
    wanted = set(fold(saying["text"]).split())
    near = [
        s for s in told.statements if 2 * len(wanted & set(fold(s["text"]).split())) > len(wanted)
    ]
    lines = [f"  {[v['name'] for v in s['voice']]} {s['act']}: {s['text']!r}" for s in near]
    return "\n".join(lines) or "  nothing was heard there"


def fault_of_role(_: Told, incident: Json, account: Json, __: Json) -> str | None:
    aside = [role(thing) == "background" for thing in (incident, account)]
    return None if aside[0] == aside[1] else f"told as {role(account)}"


def fault_of_date(_: Told, incident: Json, account: Json, __: Json) -> str | None:
    given = account.get("earliest"), account.get("latest")
    if incident["date_from"] is None:
        return f"dated {given}" if any(given) else None
    return None if same_date(incident, account) else f"dated {given}"


def fault_of_facility(told: Told, incident: Json, account: Json, _: Json) -> str | None:
    given = account.get("facility")
    if incident["facility"] is None:
        return f"{given!r} for none" if given else None
    called = names_of(given, account.get("facility_entity"), told.names)
    wanted = [incident["facility"], *(incident.get("facility_alt") or ())]
    right = max(most_alike(name, called) for name in wanted) >= SAME_FACILITY
    return None if right else f"{given!r}"


def fault_of_place(_: Told, incident: Json, account: Json, __: Json) -> str | None:
    given = account.get("place")
    right = not incident["place"] or most_alike(incident["place"], [given]) >= SAME_PLACE
    return None if right else f"{given!r}"


def fault_of_types(_: Told, incident: Json, account: Json, __: Json) -> str | None:
    given = set(account["event_types"])
    return None if given == set(incident["event_types"]) else f"{sorted(given)}"


def fault_of_weapons(_: Told, incident: Json, account: Json, __: Json) -> str | None:
    """Compare families of weapons, since reports use those of one family for one another."""
    wanted, given = ({FAMILY.get(w, w) for w in told["weapons"]} for told in (incident, account))
    return None if wanted == given else f"{account['weapons']}"


def fault_of_effect(_: Told, incident: Json, account: Json, __: Json) -> str | None:
    given = account["effects"]
    return None if incident["facility_effect"] in given else f"{given}"


def said_by(wanted: str, row: Json, told: Told, by: str) -> bool:
    called = names_of(row.get(by) or "document", row.get(f"{by}_entity"), told.names)
    return most_alike(wanted, called) >= SAME_SPEAKER


def fault_of_figure(told: Told, _: Json, account: Json, asked: Json) -> str | None:
    rows = account["casualties"]
    same = [r for r in rows if figure(r) == figure(asked)]
    if any(said_by(asked["said_by"], r, told, "said_by") for r in same):
        return None
    return f"{[(*figure(r), r['said_by']) for r in rows]}"


def fault_of_further_figures(_: Told, incident: Json, account: Json, __: Json) -> str | None:
    wanted = Counter(figure(r) for r in incident["casualties"])
    further = Counter(figure(r) for r in account["casualties"]) - wanted
    return f"{list(further.elements())}" if further else None


def blames(told: Told, row: Json, asked: Json) -> bool:
    called = names_of(row["actor"], row.get("entity"), told.names)
    return (
        row["stance"] == asked["stance"]
        and same_actor(asked["actor"], called)
        and said_by(asked["by"], row, told, "by")
    )


def fault_of_blame(told: Told, _: Json, account: Json, asked: Json) -> str | None:
    rows = account["responsibility"]
    if any(blames(told, row, asked) for row in rows):
        return None
    return f"{[(r['actor'], r['stance'], r['by']) for r in rows]}"


def fault_of_further_blame(told: Told, incident: Json, account: Json, _: Json) -> str | None:
    further = [
        (row["actor"], row["stance"], row["by"])
        for row in account["responsibility"]
        if not any(blames(told, row, asked) for asked in incident["responsibility"])
    ]
    return f"{further}" if further else None


CHECKS = {
    "incident": fault_of_role,
    "date": fault_of_date,
    "facility": fault_of_facility,
    "place": fault_of_place,
    "event types": fault_of_types,
    "weapons": fault_of_weapons,
    "effect": fault_of_effect,
    "casualty": fault_of_figure,
    "no further figures": fault_of_further_figures,
    "blame": fault_of_blame,
    "no further blame": fault_of_further_blame,
}


def params() -> Iterator[Any]:
    for document, gold in GOLD.items():
        for item in items(gold):
            listed = (document, item[0], item[1]) in LISTED
            marks = [pytest.mark.xfail(strict=True, raises=pytest.fail.Exception)] if listed else []
            name = f"{document} - {item[0]} - {item[1]}"
            yield pytest.param(document, item, id=name, marks=marks)


@pytest.mark.parametrize(("document", "item"), list(params()))
def test_the_answer_key_is_met(told: Told, document: str, item: Item) -> None:
    wrong = fault(told, GOLD[document], item)
    if wrong is not None:
        pytest.fail(f"{document}, {item[0]}, {item[1]}:\n{wrong}", pytrace=False)


def test_every_miss_that_is_listed_is_asked_for() -> None:
    asked = {(doc, item[0], item[1]) for doc, gold in GOLD.items() for item in items(gold)}
    assert not LISTED - asked
