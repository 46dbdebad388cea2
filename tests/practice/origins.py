"""Where the documents have it from: first-hand sources, and copies with what they changed."""

import re
from collections import defaultdict
from difflib import SequenceMatcher
from functools import cache

from tests.practice.found import Found
from tests.practice.key import CASE, GOLD, SAME_NAME, Check, Item, Items, Json, forms, share

from solferino.measure.names import alike, fold

# What follows the name of a source and tells only of the occasion.
OCCASION = re.compile(
    r"(?: to (?:the )?[A-Z][\w ]*| to the correspondent"
    r"| (?:statements?|documentation|testimony|post|letter)(?: of \d+ \w+)?)$"
)
# Sources that the key names as things, by their first word, and the kind that they must have.
THINGS = {"hearsay": "unnamed", "video": "exhibit", "fragments": "exhibit"}
MOST = 0.8  # of a change's words
LABELS = {
    "left out": ("drop", "left out", "omit"),
    "added": ("add",),
    "changed": ("alter", "chang"),
}


def items() -> Items:
    for key, origins in CASE["origins"].items():
        groups: dict[str, set[str]] = defaultdict(set)
        for name, documents in origins.items():
            yield Item("origin", key, name, name)
            for document in documents:
                yield Item("goes back", key, f"{name} <- {document}", (name, document))
            groups[names(name)[0]].update(documents)
        for head, documents in groups.items():
            what = f"{head} <- no other document"
            yield Item("goes back", key, what, (head, sorted(documents)))
    for row in CASE["copies"]:
        part = f"post {row['part']} of post {row['of_part']} in " if "part" in row else "of "
        yield Item("copy", row["doc"], f"{row['kind']} {part}{row['of']}", row)
    yield Item("copy", "case", "no others", None)
    for document, gold in GOLD.items():
        for row in gold.get("copies", ()):
            part = f"post {row['part']}: " if "part" in row else ""
            for change in row["changes"] or ["no change"]:
                yield Item("change", document, part + change, (row, change))


def names(name: str) -> list[str]:
    """List what the key calls a source: the name without the occasion, and one in brackets."""
    head, _, rest = name.partition(" (")
    called = [OCCASION.sub("", head) or head]
    inside = rest.partition(")")[0]
    return [*called, *([inside] if inside and not inside.startswith(("no ", "through ")) else [])]


def fits(found: Found, name: str, origin: Json) -> tuple[float, float]:
    """Measure whether a found origin is the source that is named: by name, then by spelling."""
    called = found.called(origin["name"], origin["entity"])
    thing = name.partition(" ")[0]
    if thing in THINGS:
        right = origin["kind"] == THINGS[thing]
        named = thing == "hearsay" or any(thing in fold(c).split() for c in called)
        return float(right and named), 0.0
    if "(no source named)" in name and origin["kind"] == "media_own":
        return 1.0, 0.0
    wanted = [form for n in names(name) for form in forms(n)]
    likest = max(alike(w, c) for w in wanted for c in called)
    spelling = max(SequenceMatcher(None, fold(w), fold(c)).ratio() for w in wanted for c in called)
    return likest, spelling


@cache
def origins_of(found: Found, key: str) -> dict[str, Json]:
    """Pair the sources of an incident with its origins, the likest first, each once.

    One person on several occasions may be one origin, so sources that share a name are one here.
    """
    home = found.home(key)
    if home is None:
        return {}
    there = {o["id"]: o for o in found.export["origins"] if o["id"] in home["origins"]}
    groups: dict[str, list[str]] = defaultdict(list)
    for name in CASE["origins"][key]:
        groups[names(name)[0]].append(name)
    documents = {
        head: {d for name in grouped for d in CASE["origins"][key][name]}
        for head, grouped in groups.items()
    }
    scores = sorted(
        (
            (*max(fits(found, name, origin) for name in grouped), shared, head, identity)
            for head, grouped in groups.items()
            for identity, origin in there.items()
            if (shared := len(documents[head] & documents_of(found, origin)))
        ),
        reverse=True,
    )
    paired: dict[str, Json] = {}
    for score, _, _, head, identity in scores:
        free = head not in paired and all(o["id"] != identity for o in paired.values())
        if score >= SAME_NAME and free:
            paired[head] = there[identity]
    return paired


def documents_of(found: Found, origin: Json) -> set[str]:
    return {found.document_names[d] for d in origin["documents"]}


def fault_of_origin(found: Found, item: Item) -> str | None:
    paired = origins_of(found, item.key)
    if names(item.what)[0] in paired:
        return None
    home = found.home(item.key)
    if home is None:
        return "no account answers this incident"
    known = {o["id"]: o["name"] for o in found.export["origins"]}
    return f"found are {sorted(known[o] for o in home['origins'])}"


def fault_of_way_back(found: Found, item: Item) -> str | None:
    name, asked = item.asked
    origin = origins_of(found, item.key).get(names(name)[0])
    home = found.home(item.key)
    if origin is None or home is None:
        return "this origin is not found"
    if isinstance(asked, str):
        given = documents_of(found, origin)
        return None if asked in given else f"{origin['name']} has {sorted(given)}"
    claims = [found.claims[c] for c in origin["claims"]]
    here = {found.document_names[c["document"]] for c in claims if home["id"] in c["incidents"]}
    others = here - set(asked)
    return f"{origin['name']} has also {sorted(others)}" if others else None


def copy_of(found: Found, row: Json, document: str) -> Json | None:
    """Find the copy that is asked for; a copied post may stand in the same file."""
    own, other = (found.documents.get(name) for name in (document, row["of"]))
    if own is None or other is None:
        return None
    for copy in own["copies"]:
        if copy["document"] == other["id"] and ("part" not in row or between(own, row, copy)):
            found_copy: Json = copy
            return found_copy
    return None


def between(document: Json, row: Json, copy: Json) -> bool:
    """Whether a copy within a document joins the two posts that are meant."""
    posts = [p for p in document["parts"] if p["kind"] == "post"]
    if len(posts) < max(row["part"], row["of_part"]):
        return False
    here, there = posts[row["part"] - 1], posts[row["of_part"] - 1]
    return any(
        here["start"] <= p["start"] <= here["end"]
        and there["start"] <= p["other_start"] <= there["end"]
        for p in copy["passages"]
    )


def fault_of_copy(found: Found, item: Item) -> str | None:
    if item.asked is None:
        return fault_of_further_copies(found)
    copy = copy_of(found, item.asked, item.key)
    if copy is None:
        return "no copy of it is found"
    return None if copy["kind"] == item.asked["kind"] else f"is called {copy['kind']}"


def fault_of_further_copies(found: Found) -> str | None:
    """Ask that copies are found only among documents that go back to one text."""
    source = {row["doc"]: row["of"] for row in CASE["copies"]}
    further = [
        (name, other)
        for name, document in found.documents.items()
        for copy in document["copies"]
        if source.get(name, name)
        != source.get(other := found.document_names[copy["document"]], other)
    ]
    return f"{further}" if further else None


def fault_of_change(found: Found, item: Item) -> str | None:
    row, change = item.asked
    copy = copy_of(found, row, item.key)
    if copy is None:
        return "no copy of it is found"
    if change == "no change":
        return f"{copy['changes']}" if copy["changes"] else None
    label, _, words = change.partition(": ")
    for given in copy["changes"]:
        told = given.partition(":")[0]
        pieces = words.split(" -> ")
        enough = MOST if len(pieces) == 1 else 1 / 2
        if any(w in told for w in LABELS[label]) and all(share(p, given) >= enough for p in pieces):
            return None
    return f"told are {copy['changes']}"


CHECKS: dict[str, Check] = {
    "origin": fault_of_origin,
    "goes back": fault_of_way_back,
    "copy": fault_of_copy,
    "change": fault_of_change,
}
