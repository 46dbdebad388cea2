"""The accounts of one document against its gold: what happened, where, when, to whom."""

from collections.abc import Mapping
from typing import Any

from solferino.measure.names import most_alike, same_actor
from solferino.measure.pairing import pair, same_date
from solferino.measure.sheet import Sheet

Json = dict[str, Any]
Names = Mapping[str, list[str]]  # an entity's id -> all its names

SAME_FACILITY = 0.75
SAME_PLACE = 0.6
SAME_SPEAKER = 0.6
# Weapons that reports use for one another count as one.
FAMILY = {
    "airstrike": "air",
    "barrel_bomb": "air",
    "cluster_bomb": "air",
    "shelling": "shell",
    "artillery": "shell",
    "mortar": "shell",
    "tank": "shell",
    "rocket": "shell",
    "missile": "shell",
    "gunfire": "gun",
    "sniper": "gun",
    "ied": "ied",
    "mine": "ied",
    "grenade": "ied",
    "suicide_bomb": "ied",
    "chlorine": "chemical",
    "chemical": "chemical",
}


def score_incidents(
    name: str, gold: Json, accounts: list[Json], names: Names, sheet: Sheet
) -> list[tuple[str, str]]:
    """Count the accounts of one document; returns (gold key, incident) of each main one."""
    about = gold.get("is_about_attack", True)
    expected = [g for g in gold["incidents"] if about or _role(g) == "background"]
    pairs = pair(expected, accounts)
    found = [(expected[i], accounts[j]) for i, j in pairs]
    for incident, account in found:
        _count_found(name, incident, account, sheet)
        if _role(incident) == "main":
            _score_fields(incident, account, names, sheet)
            _score_harm(name, incident, account, sheet)
            _score_blame(name, incident, account, names, sheet)
    for i, incident in enumerate(expected):
        if i not in {taken for taken, _ in pairs} and _role(incident) != "background":
            _count_missed(name, incident, sheet)
    for j, account in enumerate(accounts):
        if j not in {answer for _, answer in pairs} and _role(account) != "background":
            sheet.count("incident", false=1)
            told = f"{account.get('facility')!r} {account.get('place')!r} {account.get('earliest')}"
            sheet.notes.append(f"{name}: incident invented {told}")
    if not about:
        told_of = any(_role(a) != "background" for a in accounts)
        sheet.count("negative document left alone", true=not told_of, missed=told_of)
    return [(g["key"], a["incident"]) for g, a in found if _role(g) == "main"]


def names_of(name: str | None, entity: str | None, names: Names) -> list[str]:
    """List a name as given and every name of the entity that it stands for."""
    return [n for n in (name, *names.get(entity or "", ())) if n]


def _role(told: Json) -> str:
    role: str = told.get("role", "main")
    return role


def _count_found(name: str, incident: Json, account: Json, sheet: Sheet) -> None:
    aside, put_aside = _role(incident) == "background", _role(account) == "background"
    if aside != put_aside:
        sheet.count("incident", false=aside, missed=not aside)
        sheet.notes.append(
            f"{name}: {incident['key']} is {_role(incident)}, exported as {_role(account)}"
        )
    elif not aside:
        sheet.count("incident", true=1)


def _score_fields(incident: Json, account: Json, names: Names, sheet: Sheet) -> None:
    facility = account.get("facility")
    if incident.get("facility"):
        called = names_of(facility, account.get("facility_entity"), names)
        gold_names = [incident["facility"], *(incident.get("facility_alt") or ())]
        right = max(most_alike(g, called) for g in gold_names) >= SAME_FACILITY
        sheet.judge("facility", right=right, given=bool(facility))
    elif facility:
        sheet.count("facility", false=1)
    if incident.get("place"):
        right = most_alike(incident["place"], [account.get("place")]) >= SAME_PLACE
        sheet.judge("place", right=right, given=bool(account.get("place")))
    if incident.get("country"):
        right = incident["country"] == account.get("country")
        sheet.judge("country", right=right, given=bool(account.get("country")))
    if incident.get("date_from"):
        given = bool(account.get("earliest"))
        sheet.judge("date", right=same_date(incident, account), given=given)
    else:
        dated = bool(account.get("earliest") or account.get("latest"))
        sheet.count("date abstention", true=not dated, missed=dated)
    sheet.compare(
        "event types", set(incident["event_types"]), set(account.get("event_types") or ())
    )
    sheet.compare("weapons", _families(incident), _families(account))
    if incident.get("facility_effect"):
        effects = set(account.get("effects") or ())
        right = incident["facility_effect"] in effects
        many = max(0, len(effects) - 2)  # a third effect is one too many
        wrong = bool(effects) and not right
        sheet.count("effect", true=right, false=many + wrong, missed=not right)


def _families(told: Json) -> set[str]:
    return {FAMILY.get(weapon, weapon) for weapon in told.get("weapons") or ()}


def _score_harm(name: str, incident: Json, account: Json, sheet: Sheet) -> None:
    gold, got = incident["casualties"], account.get("casualties") or []
    plain = [[(c["kind"], c.get("min"), c.get("max")) for c in side] for side in (gold, got)]
    note = sheet.compare("casualties", *plain)
    grouped = [
        [(c["kind"], c.get("min"), c.get("max"), c.get("group")) for c in side]
        for side in (gold, got)
    ]
    sheet.compare("casualties with group", *grouped)
    if note:
        sheet.notes.append(f"{name}: {incident['key']}: casualties {note}")


def _score_blame(name: str, incident: Json, account: Json, names: Names, sheet: Sheet) -> None:
    free = list(account.get("responsibility") or ())
    for blame in incident["responsibility"]:
        fitting = [
            b
            for b in free
            if b.get("stance") == blame["stance"]
            and same_actor(blame["actor"], names_of(b.get("actor"), b.get("entity"), names))
        ]
        if not fitting:
            sheet.count("responsibility", missed=1)
            told = f"{blame['stance']} {blame['actor']} by {blame['by']}"
            sheet.notes.append(f"{name}: responsibility missed {told}")
            continue
        best = max(fitting, key=lambda b: _speaker(blame, b, names))
        free.remove(best)
        sheet.count("responsibility", true=1)
        spoken = _speaker(blame, best, names) >= SAME_SPEAKER
        sheet.judge("responsibility with speaker", right=spoken, given=True)
    sheet.count("responsibility", false=len(free))


def _speaker(blame: Json, given: Json, names: Names) -> float:
    by = names_of(given.get("by") or "document", given.get("by_entity"), names)
    return most_alike(blame["by"], by)


def _count_missed(name: str, incident: Json, sheet: Sheet) -> None:
    """Count an incident that no account answers, with all that it would have told."""
    sheet.count("incident", missed=1)
    sheet.notes.append(f"{name}: incident missed {incident['key']}")
    if _role(incident) != "main":
        return
    sheet.count("casualties", missed=len(incident["casualties"]))
    sheet.count("casualties with group", missed=len(incident["casualties"]))
    sheet.count("responsibility", missed=len(incident["responsibility"]))
    sheet.count("event types", missed=len(incident["event_types"]))
    sheet.count("weapons", missed=len(_families(incident)))
    for row, field in (
        ("facility", "facility"),
        ("place", "place"),
        ("country", "country"),
        ("date", "date_from"),
        ("effect", "facility_effect"),
    ):
        sheet.count(row, missed=bool(incident.get(field)))
