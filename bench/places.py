"""Measure where places are: names that annotators marked in 88 documents, and what we make of them.

`python -m bench.places [--misses]` reads the re3d documents (Syria and Iraq; the open parts).
What the proper names among the annotators' locations stand for is told in `places.toml`: a country,
an area of one, or a town by GeoNames' code. Two tables come out:

- resolution: each such name is put to the gazetteer beside the other names of its document, as
  entities are made. Found is a name with an entry; right country and right town are shares of all
  names, not of those found. A town is right where the entry is the very place, or lies within ten
  kilometres of it. "City in place of area" counts areas that were taken for a town of their name;
- extraction: the engine reads the document as a plain file. Recall is the share of the marked
  proper names on which a mention of a place lies; precision is the share of mentions of places that
  touch anything marked as a location. Country is the share of found names with the right country.

Annotators marked some names of places inside names of bodies only as bodies ("the Government of
Iraq"): a mention of a place there counts against precision.
"""

import json
import sys
import tomllib
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from solferino import plugins
from solferino.codec import value
from solferino.model import Mention, Receipt, Span
from solferino.pipeline import extract, read
from solferino.ports import Gazetteer, Kit, Place
from solferino.resolve.bearers import kilometres
from solferino.resolve.whereabouts import Map

DATA = Path(__file__).parents[2] / "shared" / "data" / "re3d"
TRUTH = tomllib.loads(Path(__file__).with_name("places.toml").read_text("utf-8"))
NEAR = 10.0  # kilometres within which two points are one town


@value
class Sought:
    """A marked proper name at [start, end): its country, and the town's code or null."""

    start: int
    end: int
    name: str
    country: str
    kind: str
    town: str | None


@value
class Text:
    """A document with the proper names sought in it, and all stretches marked as locations."""

    id: str
    text: str
    sought: tuple[Sought, ...]
    marked: tuple[tuple[int, int], ...]


def places(*, misses: bool = False) -> Iterator[str]:
    """Measure, and tell as lines; with `misses`, tell what was not right as well."""
    if not DATA.is_dir():
        yield f"The documents are not at hand: {DATA} (development data beside the checkout)."
        return
    kit = plugins.kit(plugins.find())
    texts = list(_texts())
    yield f"Places in {len(texts)} documents, {sum(len(t.sought) for t in texts)} proper names"
    wrong: list[str] = []
    yield from _resolution(texts, kit.gazetteer, wrong)
    yield from _extraction(texts, kit, wrong)
    if misses:
        yield from (f"  {count} x {line}" for line, count in Counter(wrong).most_common())


def _truth() -> dict[str, tuple[str, str, str | None]]:
    found: dict[str, tuple[str, str, str | None]] = {}
    for kind in ("countries", "areas"):
        for country, names in TRUTH[kind].items():
            found |= dict.fromkeys(names, (country, kind, None))
    for country, towns in TRUTH["towns"].items():
        for code, names in towns.items():
            found |= dict.fromkeys(names, (country, "towns", code))
    return found


def _texts() -> Iterator[Text]:
    truth = _truth()
    for folder in sorted(p for p in DATA.iterdir() if p.is_dir()):
        marks: dict[str, list[dict[str, Any]]] = {}
        for mark in _lines(folder / "entities.json"):
            if mark["type"] == "Location":
                marks.setdefault(mark["documentId"], []).append(mark)
        for document in _lines(folder / "documents.json"):
            here = marks.get(document["_id"], [])
            yield Text(
                id=document["_id"],
                text=document["text"],
                sought=tuple(_sought(m, truth[m["value"]]) for m in here if m["value"] in truth),
                marked=tuple((m["begin"], m["end"]) for m in here),
            )


def _lines(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text("utf-8").splitlines() if line.strip()]


def _sought(mark: dict[str, Any], truth: tuple[str, str, str | None]) -> Sought:
    country, kind, town = truth
    name, start, end = mark["value"], mark["begin"], mark["end"]
    return Sought(start=start, end=end, name=name, country=country, kind=kind, town=town)


def _resolution(texts: Sequence[Text], gazetteer: Gazetteer, wrong: list[str]) -> Iterator[str]:
    points = _points(gazetteer)
    rows: dict[str, Counter[str]] = {}
    for text in texts:
        mentions = [_mention(text, sought) for sought in text.sought]
        where = Map(gazetteer, mentions)
        for sought, mention in zip(text.sought, mentions, strict=True):
            place = where.where(mention).place
            told = _judged(sought, place, points)
            for kind in (sought.kind, "all"):
                rows.setdefault(kind, Counter()).update([*told, "names"])
            if not {"country", "exact"} <= told:
                seen = f"{place.name} ({place.kind} {place.country})" if place else "nothing"
                wrong.append(f"resolved {sought.name!r} ({sought.country}) to {seen}")
    yield f"  {'resolution':12} {'names':>6}   found country   place  city for area"
    for kind in ("countries", "areas", "towns", "all"):
        row = rows[kind]
        cells = (f"{row[c] / row['names']:8.3f}" for c in ("found", "country", "exact"))
        yield f"  {kind:12} {row['names']:6}{''.join(cells)} {row['city for area']:10}"


def _mention(text: Text, sought: Sought) -> Mention:
    span = Span(document=text.id, start=sought.start, end=sought.end, text=sought.name)
    return Mention(span=span, kind="place", name=sought.name)


def _points(gazetteer: Gazetteer) -> dict[str, Place]:
    named = {
        name for towns in TRUTH["towns"].values() for names in towns.values() for name in names
    }
    found = (place for name in named for place in gazetteer.places(name))
    return {place.code: place for place in found if place.code}


def _judged(sought: Sought, place: Place | None, points: dict[str, Place]) -> set[str]:
    if place is None:
        return set()
    told = {"found"}
    if place.country == sought.country:
        told.add("country")
    if sought.kind == "countries":
        right = place.kind == "country" and place.country == sought.country
    elif sought.kind == "areas":
        right = place.country == sought.country and place.kind != "country"
        if place.kind == "city" and _is_area(sought.name):
            told.add("city for area")
            right = False
    else:
        right = place.code == sought.town or _near(place, points.get(sought.town or ""))
    return told | ({"exact"} if right else set())


def _is_area(name: str) -> bool:
    words = ("province", "district", "region", "area", "suburbs", "northern", "southern", "eastern")
    return any(word in name.lower().split() for word in words)


def _near(place: Place, town: Place | None) -> bool:
    if town is None or place.latitude is None or town.latitude is None:
        return False
    return kilometres(place, town) <= NEAR


def _extraction(texts: Iterable[Text], kit: Kit, wrong: list[str]) -> Iterator[str]:
    count: Counter[str] = Counter()
    for text in texts:
        mentions = _mentions(kit, text)
        for sought in text.sought:
            here = [m for m in mentions if _touch(m, (sought.start, sought.end))]
            count.update(["sought"] + (["found"] if here else []))
            if any(m.country == sought.country for m in here):
                count["country"] += 1
            elif here:
                wrong.append(f"read {sought.name!r} ({sought.country}) as in {here[0].country}")
            else:
                wrong.append(f"overlooked {sought.name!r} ({sought.kind})")
        for mention in mentions:
            sound = any(_touch(mention, stretch) for stretch in text.marked)
            count.update(["given"] + (["sound"] if sound else []))
            if not sound:
                wrong.append(f"took {mention.name!r} for a place")
    yield "  extraction: recall {:.3f} ({}/{}), precision {:.3f} ({}/{}), country {:.3f}".format(
        count["found"] / count["sought"], count["found"], count["sought"],
        count["sound"] / count["given"], count["sound"], count["given"],
        count["country"] / count["found"],
    )  # fmt: skip


def _mentions(kit: Kit, text: Text) -> list[Mention]:
    """Read a document as a plain file; offsets hold where the reader kept the text as it was."""
    sample = (Receipt(original="", name=f"{text.id}.txt"), text.text.encode())
    found: list[Mention] = []
    for document in read(kit.readers, sample).documents:
        if document.text == text.text:
            found += [m for m in extract(kit, document).mentions if m.kind == "place"]
    return found


def _touch(mention: Mention, stretch: tuple[int, int]) -> bool:
    return mention.span.start < stretch[1] and stretch[0] < mention.span.end


if __name__ == "__main__":
    for line in places(misses="--misses" in sys.argv):
        print(line, flush=True)
