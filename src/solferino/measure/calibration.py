"""How many of the claims of a confidence are right: each judged against gold by itself.

A claim of an account is right when the incident of the gold that the account answers has it.
In an account that answers nothing, and is no background, all are wrong. A statement that
answers a saying of the gold is right when it has its speaker and its act; the text's own voice
names nobody and is not judged, nor is what the gold does not tell of (appeals, exhibits,
facilities that are only mentioned, …).
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import PurePath
from typing import Any

from solferino.codec import value
from solferino.measure.incidents import FAMILY, SAME_FACILITY, SAME_PLACE, names_of
from solferino.measure.names import most_alike, same_actor
from solferino.measure.pairing import pair, same_date
from solferino.measure.statements import matched

Json = dict[str, Any]
Names = Mapping[str, list[str]]


@value
class Judged:
    """One claim or statement of an export: what made it, with which confidence, and if right."""

    kind: str
    rule: str
    confidence: str
    right: bool


def judged(export: Json, gold: Mapping[str, Json]) -> Iterator[Judged]:
    """Judge every claim and statement of an export that the gold tells of."""
    documents = {PurePath(d["name"]).stem: d["id"] for d in export["documents"]}
    names = {e["id"]: _names(e) for e in export.get("entities") or ()}
    claims = {c["id"]: c for c in export["claims"]}
    accounts = [a for i in export["incidents"] for a in i["accounts"]]
    for name, answers in gold.items():
        told = [a for a in accounts if a["document"] == documents.get(name)]
        yield from _of_accounts(answers["incidents"], told, claims, names)
        said = [s for s in export["statements"] if s["document"] == documents.get(name)]
        for statement, right in matched(answers, said, names):
            if statement["voice"]:
                yield _judged("statement", statement, right=right)


def _names(entity: Json) -> list[str]:
    return [n for n in (entity.get("name"), *(n.get("text") for n in entity["names"])) if n]


def _judged(kind: str, thing: Json, *, right: bool) -> Judged:
    return Judged(kind=kind, rule=thing["rule"], confidence=thing["confidence"], right=right)


def _of_accounts(
    incidents: list[Json], accounts: list[Json], claims: Mapping[str, Json], names: Names
) -> Iterator[Judged]:
    answered = {j: incidents[i] for i, j in pair(incidents, accounts)}
    for j, account in enumerate(accounts):
        incident = answered.get(j)
        if incident is None and account.get("role") == "background":
            continue
        for claim in (claims[c] for c in account["claims"]):
            right = _right(claim, incident, names)
            if right is not None:
                yield _judged(claim["kind"], claim, right=right)


def _right(claim: Json, incident: Json | None, names: Names) -> bool | None:
    """Whether a claim is right; null where the gold does not tell."""
    judge = JUDGES.get(claim["kind"])
    aside = claim["kind"] == "facility" and claim["value"]["role"] != "attacked"
    if judge is None or aside:
        return None
    return incident is not None and judge(claim["value"], incident, names)


def _facility(value: Json, incident: Json, names: Names) -> bool:
    called = names_of(value["name"], value.get("entity"), names)
    gold = [n for n in (incident.get("facility"), *(incident.get("facility_alt") or ())) if n]
    return max((most_alike(g, called) for g in gold), default=0.0) >= SAME_FACILITY


def _place(value: Json, incident: Json, _: Names) -> bool:
    return most_alike(incident.get("place"), [value["name"]]) >= SAME_PLACE


def _time(value: Json, incident: Json, _: Names) -> bool:
    return bool(incident.get("date_from")) and same_date(incident, value)


def _event(value: Json, incident: Json, _: Names) -> bool:
    return set(value["types"]) <= set(incident["event_types"])


def _weapon(value: Json, incident: Json, _: Names) -> bool:
    gold = {FAMILY.get(w, w) for w in incident.get("weapons") or ()}
    return FAMILY.get(value["weapon"], value["weapon"]) in gold


def _effect(value: Json, incident: Json, _: Names) -> bool:
    return bool(value["effect"] == incident.get("facility_effect"))


def _casualty(value: Json, incident: Json, _: Names) -> bool:
    told = (value["kind"], value.get("min"), value.get("max"))
    return told in [(c["kind"], c.get("min"), c.get("max")) for c in incident["casualties"]]


def _blame(value: Json, incident: Json, names: Names) -> bool:
    called = names_of(value["actor"], value.get("entity"), names)
    return any(
        b["stance"] == value["stance"] and same_actor(b["actor"], called)
        for b in incident["responsibility"]
    )


JUDGES: dict[str, Callable[[Json, Json, Names], bool]] = {
    "facility": _facility,
    "place": _place,
    "time": _time,
    "event": _event,
    "weapon": _weapon,
    "effect": _effect,
    "casualty": _casualty,
    "blame": _blame,
}


def counted(found: Iterable[Judged]) -> dict[tuple[str, str], tuple[int, int]]:
    """Count the right ones and all, by kind and confidence."""
    counts: dict[tuple[str, str], tuple[int, int]] = {}
    for one in found:
        right, of = counts.get((one.kind, one.confidence), (0, 0))
        counts[one.kind, one.confidence] = right + one.right, of + 1
    return counts
