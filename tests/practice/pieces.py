"""Pieces of documents: posts and quotes, what is on record, and what must not leave."""

from html import unescape

from tests.practice.found import Found
from tests.practice.key import GOLD, Check, Item, Items, Json, share

from solferino.measure.names import fold

LEAST = 0.5  # of the words of a licence, which the key gives in its own words


def items() -> Items:
    for document, gold in GOLD.items():
        parts = gold.get("parts", ())
        for number, part in enumerate(parts, start=1):
            named = part.get("handle") or part.get("author") or part["text"]
            yield Item("part", document, f"{number}: {part['kind']} {named}", (number, part))
        if any(part["kind"] == "post" for part in parts):
            yield Item("part", document, "no other post", (0, None))
        for exhibit in gold.get("exhibits", ()):
            yield Item("exhibit", document, f"{exhibit['kind']}: {exhibit['text']}", exhibit)
            for field in ("recorded_by", "published_by", "licence"):
                if exhibit.get(field):
                    what = f"{exhibit['kind']}, {field}: {exhibit[field]}"
                    yield Item(f"exhibit {field}", document, what, exhibit)
        for text in gold.get("pii", ()):
            yield Item("pii", document, text, text)


def fault_of_part(found: Found, item: Item) -> str | None:
    number, part = item.asked
    document = found.documents.get(item.key)
    if document is None:
        return "is no document of the case"
    wanted = part["kind"] if part else "post"
    told = [p for p in document["parts"] if p["kind"] == wanted]
    shown = f"{[(p['author'], p['handle'], p['date']) for p in told]}"
    if part is None:
        posts = sum(p["kind"] == "post" for p in GOLD[item.key]["parts"])
        return None if len(told) == posts else shown
    if "text" in part:
        texts = [fold(document["text"][p["start"] : p["end"]]) for p in told]
        return None if fold(part["text"]) in texts else f"{texts}"
    if len(told) < number:
        return shown
    given = told[number - 1]
    right = (given["handle"], given["date"]) == (part["handle"], part["date"])
    return None if right and found.is_called(part["author"], given["author"]) else shown


def exhibit_of(found: Found, document: str, asked: Json) -> Json | None:
    """Find the exhibit of a kind; of several the one whose words stand in the key's sentence."""
    told = [
        exhibit
        for exhibit in found.export["exhibits"]
        if exhibit["kind"] == asked["kind"] and found.of_document(exhibit, document)
    ]

    def shared(exhibit: Json) -> float:
        claims = found.of_document(exhibit, document)
        said = " ".join(f"{c['text']} {found.statements[c['statement']]['text']}" for c in claims)
        return share(asked["text"], said)

    return max(told, key=shared, default=None)


def fault_of_exhibit(found: Found, item: Item) -> str | None:
    exhibit = exhibit_of(found, item.key, item.asked)
    if exhibit is None:
        return f"no {item.asked['kind']} is found"
    field = item.field.removeprefix("exhibit").strip()
    if field == "licence":
        right = share(item.asked[field], exhibit["rights"] or "") >= LEAST
    else:
        right = not field or found.is_called(item.asked[field], exhibit[field])
    shown = {field: exhibit[field] for field in ("recorded_by", "published_by", "rights")}
    return None if right else f"{shown}"


def fault_of_pii(found: Found, item: Item) -> str | None:
    """Ask that a contact is in no byte of the dossier, however its characters are written."""
    contact: str = item.asked
    bare = contact.removeprefix("@").removeprefix("+")
    if bare not in found.received[item.key].decode("utf-8"):
        return "stands not in the document: that it is in no page shows nothing"
    if not found.pages:
        return "there is no dossier"
    forms = {bare, bare.replace(" ", ""), bare.replace(" ", "\N{NO-BREAK SPACE}")}
    for name, page in found.pages.items():
        text = page.decode("utf-8")
        where = (name, text, unescape(text), text.replace("%40", "@"))
        if any(form in written for form in forms for written in where):
            return f"stands in {name}"
    return None


CHECKS: dict[str, Check] = {
    "part": fault_of_part,
    **dict.fromkeys(
        ("exhibit", "exhibit recorded_by", "exhibit published_by", "exhibit licence"),
        fault_of_exhibit,
    ),
    "pii": fault_of_pii,
}
