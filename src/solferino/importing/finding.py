"""Rows that somebody added: claims found by hand, where their words stand in a document."""

import re
from collections.abc import Mapping

from solferino.codec import encode
from solferino.errors import BrokenError, UngroundedError
from solferino.importing.telling import VALUE, value_of
from solferino.model import VALUE_TYPES, Assessment, Document, Span, Statement, find_by_hand
from solferino.model.saying import read_value
from solferino.ports import Picture
from solferino.publish.sheets import normal, parted

REMEDY = "Give the exact words under «Exact words» and the document under «Document»."


def found_by_hand(picture: Picture, row: Mapping[str, str], by: str, why: str) -> Assessment:
    """Make a row a claim that a person found; `UngroundedError` where it rests on nothing."""
    document = _document(picture, row)
    span = _span(document, row)
    kind = row.get("kind", "").casefold()
    if kind not in VALUE_TYPES:
        raise UngroundedError(f"«{kind}» is no kind of claim.", f"Write {', '.join(VALUE_TYPES)}.")
    cells = {k.removeprefix(VALUE): v for k, v in row.items() if k.startswith(VALUE)}
    empty: dict[str, object] = {
        field: [] if field in ("names", "types") else None
        for field in VALUE_TYPES[kind].__dataclass_fields__
    }
    try:
        told = value_of(kind, cells, {**empty, **_usual(kind)})
        found = read_value(kind, encode(told))
    except (BrokenError, ValueError) as error:
        said = error.message if isinstance(error, BrokenError) else str(error)
        raise UngroundedError(
            f"That is no {kind}: {said}", "Fill the cells of its value."
        ) from error
    beside = _beside(picture, document, row)
    return find_by_hand(found, span, _said(picture, span, row), by=by, why=why, beside=beside)


def _usual(kind: str) -> dict[str, object]:
    """Give what a field holds where a person need not say it."""
    told: dict[str, dict[str, object]] = {
        "time": {"basis": "explicit"},
        "facility": {"role": "attacked", "type": "facility"},
        "appeal": {"reply": "unknown", "outcome": "unknown"},
        "service": {"lost": False},
        "blame": {"stance": "alleged"},
        "casualty": {"group": "total"},
    }
    return told.get(kind, {})


def _document(picture: Picture, row: Mapping[str, str]) -> Document:
    id_, name = row.get("document", ""), row.get("document_name", "")
    found = [
        d
        for d in picture.documents
        if (id_ and d.id == id_) or (not id_ and name and normal(d.name) == name)
    ]
    if len(found) != 1:
        raise UngroundedError(f"{len(found) or 'no'} documents are called «{name or id_}».", REMEDY)
    return found[0]


def _span(document: Document, row: Mapping[str, str]) -> Span:
    """Find the words in the text; where they stand several times, the first character tells."""
    words = row.get("words", "").split()
    if not words:
        raise UngroundedError("It has no words.", REMEDY)
    # No word is cut in two: the 5 of 15 is no five.
    spaced = r"\s+".join(map(re.escape, words))
    pattern = re.compile(rf"(?<!\w){spaced}(?!\w)")
    met = [(m.start(), m.end()) for m in pattern.finditer(document.text)]
    start = row.get("start", "")
    if len(met) > 1 and start:
        met = [(s, e) for s, e in met if str(s) == start]
    if not met:
        raise UngroundedError(
            f"«{' '.join(words)[:80]}» does not stand in {document.name}.", REMEDY
        )
    if len(met) > 1:
        places = ", ".join(str(s) for s, _ in met[:6])
        raise UngroundedError(
            f"«{' '.join(words)[:80]}» stands {len(met)} times in {document.name}.",
            f"Say under «First character» which: {places}.",
        )
    return document.span(*met[0])


def _said(picture: Picture, span: Span, row: Mapping[str, str]) -> Statement:
    """Find the statement in which words stand; the document's own voice where there is none."""
    around = [
        s
        for s in picture.statements
        if s.span.document == span.document
        and s.span.start <= span.start
        and span.end <= s.span.end
    ]
    said_by = parted(row.get("said_by", ""))
    if said_by:
        around = [s for s in around if s.voice and s.voice[0].name == said_by[0]]
        if not around:
            raise UngroundedError(
                f"No statement of {said_by[0]} holds these words.",
                "Leave «Said by» empty, or take a speaker of the sheet Statements.",
            )
    nearest = min(
        around, key=lambda s: (not s.own and not said_by, len(s.span.text), s.id), default=None
    )
    return nearest or Statement(span=span, rule="person", confidence="high")


def _beside(picture: Picture, document: Document, row: Mapping[str, str]) -> str | None:
    """Find a claim of the account that the row names, by account or by incident."""
    told = {*parted(row.get("accounts", "")), *parted(row.get("incidents", ""))}
    homes = {a: i.id for i in picture.incidents for a in i.accounts}
    named = [
        a
        for a in picture.accounts
        if a.document == document.id and (a.id in told or homes.get(a.id) in told)
    ]
    if told and not named:
        raise UngroundedError(
            "The document has no account of that incident.", "Leave its id out, or mend it."
        )
    return min(named, key=lambda a: a.id).claims[0] if named else None
