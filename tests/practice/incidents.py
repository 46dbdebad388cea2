"""Incidents across documents: what is one, what is not, and where the sources differ."""

import re

from tests.practice.found import Found
from tests.practice.key import CASE, SAME_NAME, Check, Item, Items, Json

from solferino.measure.names import most_alike

GROUPS = {"killed": ("killed", "total"), "injured": ("injured", "total")}
GROUPS["killed, children"] = ("killed", "children")
STATUS = {"superseded": ("superseded", "corrected")}


def items() -> Items:
    for key, rows in CASE["incidents"].items():
        for row in rows:
            yield Item("incident", key, row["doc"], row)
        yield Item("incident", key, "no other account", [row["doc"] for row in rows])
    for one, other in CASE["never_one"]:
        yield Item("never one", one, other, None)
    for document in CASE["negatives"]:
        yield Item("negative", document, "no incident rests on it", None)
    for row in CASE["contradictions"]:
        yield Item("contradiction", row["incident"], row["field"], row)
        for figure in row["figures"]:
            if row["field"] in GROUPS:
                what = f"{row['field']}: {figure['value']} by {figure['by']}"
                yield Item("position", row["incident"], what, (row["field"], figure))
    for name, written in CASE["names"].items():
        yield Item("name", name, " / ".join(written), written)


def fault_of_incident(found: Found, item: Item) -> str | None:
    home = found.home(item.key)
    if home is None:
        return "no account answers this incident"
    if item.what == "no other account":
        others = [
            found.document_names[account["document"]]
            for account in home["accounts"]
            if found.answers.get((item.key, found.document_names[account["document"]]))
            != home["id"]
        ]
        return f"{home['title']} holds also {others}" if others else None
    given = found.answers.get((item.key, item.what))
    if given is None:
        return "no account of this document answers it"
    return None if given == home["id"] else f"stands in {found.incidents[given]['title']}"


def fault_of_never_one(found: Found, item: Item) -> str | None:
    told = [
        {incident for (key, _), incident in found.answers.items() if key == wanted}
        for wanted in (item.key, item.what)
    ]
    if not all(told):
        return "one of the two is answered by no account: there is nothing to keep apart"
    shared = [found.incidents[i]["title"] for i in told[0] & told[1]]
    return f"both stand in {shared}" if shared else None


def fault_of_negative(found: Found, item: Item) -> str | None:
    document = found.documents.get(item.key)
    if document is None:
        return "is no document of the case"
    if not any(s["document"] == document["id"] for s in found.export["statements"]):
        return "nothing was heard in it: that nothing came out shows nothing"
    resting = [
        incident["title"]
        for incident in found.export["incidents"]
        for account in incident["accounts"]
        if account["document"] == document["id"] and account["role"] != "background"
    ]
    return f"{resting}" if resting else None


def fault_of_contradiction(found: Found, item: Item) -> str | None:
    """Ask that the incident shows the contradiction, with every position that is a figure."""
    home = found.home(item.key)
    if home is None:
        return "no account answers this incident"
    kind, group = GROUPS.get(item.what, (item.what, ""))
    name = f"{kind} ({group})" if group else kind
    for shown in home["contradictions"]:
        if shown["field"] == name:
            wanted = {f["value"] for f in item.asked["figures"]} if group else set()
            missing = wanted - {position["value"] for position in shown["positions"]}
            return f"without {sorted(missing)}" if missing else None
    return f"shown are {[c['field'] for c in home['contradictions']]}"


def fault_of_position(found: Found, item: Item) -> str | None:
    """Ask for the figure with its speaker, its standing, and each document that gives it."""
    home = found.home(item.key)
    if home is None:
        return "no account answers this incident"
    field, asked = item.asked
    figures = [
        figure
        for row in home["casualties"]
        if (row["kind"], row["group"]) == GROUPS[field]
        for figure in row["figures"]
        if (figure["min"], figure["max"], figure["qualifier"]) == bounds(asked["value"])
    ]
    if not figures:
        return "no such figure"
    standing = asked.get("status", "current")
    if not any(f["status"] in STATUS.get(standing, (standing,)) for f in figures):
        return f"not {standing} but {[f['status'] for f in figures]}"
    claims = [found.claims[c] for figure in figures for c in figure["claims"]]
    said = {found.document_names[c["document"]] for c in claims if says(found, c, asked["by"])}
    missing = [document for document in asked["docs"] if document not in said]
    return f"not said by {asked['by']} in {missing}" if missing else None


def bounds(value: str) -> tuple[int | None, int | None, str]:
    """Read a figure of the key: "11", "about 15", "at least 17"."""
    number = int(re.sub(r"\D", "", value))
    if value.startswith("at least"):
        return number, None, "at_least"
    return number, number, "about" if value.startswith("about") else "exact"


def says(found: Found, claim: Json, wanted: str) -> bool:
    """Whether a claim is a voice's; the document's own voice is its publisher's and author's."""
    voices = found.statements[claim["statement"]]["voice"]
    if wanted == "hearsay":
        return any(voice["kind"] == "unnamed" for voice in voices)
    if voices:
        return found.is_called(wanted, voices[0]["name"], voices[0]["entity"])
    behind = found.behind(found.document_names[claim["document"]])
    return any(found.is_called(wanted, name) for name in behind)


def fault_of_name(found: Found, item: Item) -> str | None:
    """Ask for one entity that bears the name as every script writes it."""
    for names in found.names.values():
        if all(most_alike(form, names) >= SAME_NAME for form in item.asked):
            return None
    return "no entity bears all of these"


CHECKS: dict[str, Check] = {
    "incident": fault_of_incident,
    "never one": fault_of_never_one,
    "negative": fault_of_negative,
    "contradiction": fault_of_contradiction,
    "position": fault_of_position,
    "name": fault_of_name,
}
