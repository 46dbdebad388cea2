"""The ledger of appeals: who asked whom for what, what came of it, told by which documents."""

from functools import cache

from tests.practice.found import Found
from tests.practice.key import CASE, GOLD, Check, Item, Items, Json, share

from solferino.measure.names import alike, fold

LEAST = 0.75  # of what tells that an appeal is the one that is meant
BOTH = {"both sides", "the two sides", "both parties", "الطرفين"}


def items() -> Items:
    for row in CASE["appeals"]:
        key = row["incident"] or "no incident"
        what = f"{row['from']} to {row['to']}: {row['request']}"
        for told in row["told_by"]:
            document = told["doc"]
            asked = (row, told)
            yield Item("appeal", key, f"{what} <- {document}", asked)
            yield Item("appeal by", key, f"{what} <- {document}", asked)
            yield Item("appeal to", key, f"{what} <- {document}", asked)
            yield Item("reply", key, f"{what} <- {document}: {told['reply']}", asked)
            if "outcome" in told:
                yield Item("outcome", key, f"{what} <- {document}: {told['outcome']}", asked)
        yield Item("appeal of incident", key, what, row)
        if len(row["told_by"]) > 1:
            yield Item("one entry", key, what, row)


def quoted(row: Json, document: str) -> str:
    """Give the words by which the document's own key shows an appeal."""
    told: list[Json] = GOLD[document].get("appeals", [])
    here = [a for a in told if share(row["request"], a["request"]) >= LEAST]
    return str(max(here, key=lambda a: alike(a["to"], row["to"]))["text"]) if here else ""


def likeness(found: Found, row: Json, document: str, appeal: Json) -> float:
    """Weigh words of the request, the words quoted in the key, and whom it is addressed to."""
    claims = found.of_document(appeal, document)
    if not claims:
        return 0.0
    said = " ".join(found.statements[c["statement"]]["text"] for c in claims)
    score = share(row["request"], appeal["request"] or "")
    quote = quoted(row, document)
    score += 0.75 * bool(quote and fold(quote) in fold(said))
    addressed = f"{appeal['to'] or ''} {appeal['request'] or ''}"
    return score + 0.25 * share(row["to"], addressed)


@cache
def answers(found: Found, document: str) -> dict[str, Json]:
    """Pair the key's appeals of a document with the ledger's, the likest first, each once."""
    asked = {
        f"{row['from']} {row['to']} {row['request']}": row
        for row in CASE["appeals"]
        if any(told["doc"] == document for told in row["told_by"])
    }
    ledger = {a["id"]: a for a in found.export["appeals"]}
    scores = sorted(
        (
            (likeness(found, row, document, appeal), name, identity)
            for name, row in asked.items()
            for identity, appeal in ledger.items()
        ),
        reverse=True,
    )
    paired: dict[str, Json] = {}
    for score, name, identity in scores:
        free = name not in paired and all(a["id"] != identity for a in paired.values())
        if score >= LEAST and free:
            paired[name] = ledger[identity]
    return paired


def answer(found: Found, row: Json, document: str) -> Json | None:
    return answers(found, document).get(f"{row['from']} {row['to']} {row['request']}")


def fault(found: Found, item: Item) -> str | None:
    row, told = item.asked
    appeal = answer(found, row, told["doc"])
    if appeal is None:
        return "no such appeal is in the ledger"
    here = next(
        answer
        for answer in appeal["told"]
        if found.document_names[answer["document"]] == told["doc"]
    )
    right = {
        "appeal": True,
        "appeal by": found.is_called(row["from"], appeal["from"]),
        "appeal to": is_addressed(found, row["to"], appeal["to"]),
        "reply": here["reply"] == told["reply"],
        "outcome": here["outcome"] == told.get("outcome"),
    }
    shown = ("from", "to", "request", "reply", "outcome")
    return None if right[item.field] else f"{ {field: (appeal | here)[field] for field in shown} }"


def is_addressed(found: Found, wanted: str, given: str | None) -> bool:
    if wanted in BOTH:
        return fold(given) in {fold(name) for name in BOTH}
    return found.is_called(wanted, given)


def fault_of_incident(found: Found, item: Item) -> str | None:
    """Ask that the appeal hangs on the incident of the key, or on none where that says none."""
    row: Json = item.asked
    told = [answer(found, row, t["doc"]) for t in row["told_by"]]
    given = {a["incident"] for a in told if a}
    if not given:
        return "no such appeal is in the ledger"
    home = found.home(row["incident"]) if row["incident"] else None
    if row["incident"] and home is None:
        return "no account answers this incident"
    wanted = home["id"] if home else None
    if given == {wanted}:
        return None
    return f"hangs on {[found.incidents[i]['title'] if i else None for i in given]}"


def fault_of_one_entry(found: Found, item: Item) -> str | None:
    """Ask that all documents that tell of one request lead to one entry of the ledger."""
    told = [answer(found, item.asked, t["doc"]) for t in item.asked["told_by"]]
    missing = sum(a is None for a in told)
    if missing:
        return f"{missing} of its documents have no entry"
    entries = {a["id"] for a in told if a}
    return f"{len(entries)} entries" if len(entries) > 1 else None


CHECKS: dict[str, Check] = {
    **dict.fromkeys(("appeal", "appeal by", "appeal to", "reply", "outcome"), fault),
    "appeal of incident": fault_of_incident,
    "one entry": fault_of_one_entry,
}
