"""Figures that belong to no incident: running totals, and what a facility is and has."""

import re
from collections.abc import Iterator
from typing import Any

from tests.practice.found import Found
from tests.practice.key import CASE, GOLD, Check, Item, Items, Json, share, stems

from solferino.measure.names import fold

SCOPE = ("since", "until", "area")
WORDS = "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen"
WORDS += " fifteen sixteen seventeen eighteen nineteen twenty"
NUMBERS = {word: number for number, word in enumerate(WORDS.split())}
# The key's property -> the properties and measures by which the export may tell it.
TOLD_AS = {
    "staff_min": {"staff"},
    "staff_max": {"staff"},
    "departments": {"department", "departments", "beds"},
    "doctors": {"staff", "doctors"},
    "serves": {"population_served", "serves"},
    "consultations_per_month": {"consultations", "consultations_per_month"},
    "maternity_consultations_per_month": {"consultations", "maternity_consultations_per_month"},
}


def items() -> Items:
    for row in CASE["tallies"]:
        for figure in row["figures"]:
            at_least = "at least " if figure["at_least"] else ""
            what = f"{at_least}{figure['count']} {row['what']}"
            asked = row | figure
            yield Item("tally", figure["doc"], what, asked)
            yield Item("tally by", figure["doc"], f"{what}, by {row['by']}", asked)
            for scope in SCOPE:
                if asked[scope]:
                    scoped = asked | {"scope": scope}
                    told = f"{what}, {scope} {asked[scope]}"
                    yield Item("tally scope", figure["doc"], told, scoped)
    for document in GOLD:
        yield Item("tally", document, "no other tally", None)
    for document, gold in GOLD.items():
        yield from properties(document, gold.get("profile") or {})


def properties(document: str, profile: Json) -> Iterator[Item]:
    """List one item for each value of a facility's profile."""
    for name, value in profile.items():
        if name != "facility":
            for one in value if isinstance(value, list) else [value]:
                yield Item("profile", document, f"{name}: {wording(one)}", (profile, name, one))


def wording(value: Any) -> str:
    if isinstance(value, dict):
        return f"{value['name']}, {value['beds']} beds"
    return str(value)


def tallies_of(found: Found, document: str) -> list[Json]:
    return [t for t in found.export["tallies"] if found.of_document(t, document)]


def is_tally(tally: Json, asked: Json) -> bool:
    """Whether number and bound are the same, and what was counted shares a word."""
    count = asked["count"]
    bound = (count, None) if asked["at_least"] else (count, count)
    same = (tally["min"], tally["max"]) == bound
    return same and bool(stems(tally["what"]) & stems(asked["what"]))


def fault_of_tally(found: Found, item: Item) -> str | None:
    told = tallies_of(found, item.key)
    if item.asked is None:
        if item.key not in found.documents:
            return "is no document of the case"
        asked = [
            row | figure
            for row in CASE["tallies"]
            for figure in row["figures"]
            if figure["doc"] == item.key
        ]
        further = [t for t in told if not any(is_tally(t, a) for a in asked)]
        return f"{[(t['min'], t['max'], t['what']) for t in further]}" if further else None
    answers = [t for t in told if is_tally(t, item.asked)]
    if not answers:
        return f"told are {[(t['min'], t['max'], t['what']) for t in told]}"
    if item.field == "tally":
        return None
    if item.field == "tally by":
        right = any(is_by(found, item, t) for t in answers)
        return None if right else f"by {[t['by'] for t in answers]}"
    field = item.asked["scope"]
    right = any(same_scope(item.asked[field], t[field]) for t in answers)
    return None if right else f"{field} {[t[field] for t in answers]}"


def is_by(found: Found, item: Item, tally: Json) -> bool:
    """Whether a tally is kept by whom the key says; a document's own is its publisher's."""
    if tally["by"]:
        return found.is_called(item.asked["by"], tally["by"], tally["by_entity"])
    return any(found.is_called(item.asked["by"], name) for name in found.behind(item.key))


def same_scope(wanted: str, given: str | None) -> bool:
    """Whether two times or places differ at most in what only one of them tells."""
    one, other = set(fold(wanted).split()), set(fold(given).split())
    return bool(other) and (one <= other or other <= one)


def rows_of(found: Found, document: str, facility: str) -> Iterator[Json]:
    """List what a document tells of a facility: its profile, and its services in an incident."""
    for entity in found.export["entities"]:
        if found.is_called(facility, entity["name"], entity["id"]):
            for row in entity["profile"]:
                claim = found.claims[row["claim"]]
                if found.document_names[claim["document"]] == document:
                    yield row | {"text": claim["text"], "per": None}
    for claim in found.export["claims"]:
        incident = found.incidents.get(claim["incident"] or "")
        if (
            claim["kind"] == "service"
            and found.document_names[claim["document"]] == document
            and incident
            and found.is_called(facility, None, incident["facility"])
        ):
            value = claim["value"]
            yield value | {"property": value["measure"], "text": claim["text"], "as_of": None}


def fault_of_profile(found: Found, item: Item) -> str | None:
    profile, name, wanted = item.asked
    rows = list(rows_of(found, item.key, profile["facility"]))
    if name.endswith("_as_of"):
        measure = name.removesuffix("_as_of")
        rows = [r for r in rows if r["property"] == measure]
        dated = [r["as_of"] for r in rows if r["as_of"]]
        return None if wanted in dated else f"{dated}"
    told = [r for r in rows if r["property"] in TOLD_AS.get(name, {name})]
    if any(is_value(name, wanted, row) for row in told):
        return None
    return f"told are {[(r['property'], r['value']) for r in rows]}"


def is_value(name: str, wanted: Any, row: Json) -> bool:
    """Compare numbers strictly, a staff's bound with its own end of a range, words by words."""
    given = numbers(row["value"])
    if isinstance(wanted, bool):
        return fold(row["value"]) in ({"yes", "true"} if wanted else {"no", "false"})
    if isinstance(wanted, dict):
        return (
            wanted["beds"] in given and share(wanted["name"], f"{row['value']} {row['text']}") == 1
        )
    if not isinstance(wanted, int):
        return share(str(wanted), row["value"]) == 1
    if name == "doctors" and row["property"] == "staff" and "doctor" not in row["text"]:
        return False
    if name.endswith("_per_month") and row["per"] not in ("month", None):
        return False
    bound = {"staff_min": min, "staff_max": max}.get(name)
    return bool(given) and (bound(given) == wanted if bound else given == [wanted])


def numbers(text: str) -> list[int]:
    words = re.findall(r"\d[\d,]*|[a-z]+", text.lower())
    return [
        NUMBERS[w] if w in NUMBERS else int(w.replace(",", ""))
        for w in words
        if w in NUMBERS or w[0].isdigit()
    ]


CHECKS: dict[str, Check] = {
    "tally": fault_of_tally,
    "tally by": fault_of_tally,
    "tally scope": fault_of_tally,
    "profile": fault_of_profile,
}
