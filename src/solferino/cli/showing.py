"""The verbs that show: show, log, plugins."""

from collections.abc import Callable, Sequence
from pathlib import Path

import click

from solferino import plugins as parts
from solferino.calibration import for_review
from solferino.cli.cases import CASE, ENGINE, counts, open_case
from solferino.cli.talk import Talk, verb
from solferino.codec import encode
from solferino.errors import UsageError
from solferino.model import AppealValue, Statement, TallyValue
from solferino.ports import Picture

Rows = list[Sequence[object]]
QUOTED = 90  # characters of words shown in a table


@verb
@CASE
@click.argument("what", default="counts")
@click.argument("which", required=False)
def show(*, case: Path, what: str, which: str | None, talk: Talk) -> None:
    """Show what a case holds, as tables.

    WHAT is counts (if not given), incidents, documents, problems, tallies, appeals, entities,
    claims, or statements. For statements, WHICH is the id (or its beginning) or the name of a
    document; for claims a kind, a state of review or a document's name; for entities a kind.
    Claims come in the order in which they are worth a look.
    """
    if what not in TABLES:
        raise UsageError(f"nothing to show is called {what}", f"Give one of: {', '.join(TABLES)}.")
    with open_case(case, talk) as opened:
        picture = opened.picture(ENGINE)
    head, table = TABLES[what]
    talk.table(what, head, table(picture, which))


@verb
@CASE
def log(*, case: Path, talk: Talk) -> None:
    """Show the ledger: who did what, and when."""
    with open_case(case, talk) as opened:
        rows = [(e.seq, e.at, e.by, e.verb, e.subject, e.detail) for e in opened.entries()]
    talk.table("log", ("entry", "at", "by", "deed", "subject", "detail"), rows)


@verb
def plugins(*, talk: Talk) -> None:
    """List the parts of the kit: name, version, package."""
    found = parts.find()
    rows = [(p.group, p.name or p.entry, p.version, p.package, p.notice) for p in found]
    talk.table("plugins", ("group", "name", "version", "package", "notice"), rows)


def _counts(picture: Picture, _: str | None) -> Rows:
    return [(noun, number) for noun, number in counts(picture).items()]


def _incidents(picture: Picture, _: str | None) -> Rows:
    return [
        (
            i.id,
            i.title,
            i.place,
            i.country,
            i.edtf or _between(i.earliest, i.latest),
            len(i.accounts),
            len(i.origins),
            len(i.contradictions),
        )
        for i in sorted(picture.incidents, key=lambda i: (i.earliest or "9999", i.id))
    ]


def _documents(picture: Picture, _: str | None) -> Rows:
    said = {d.id: 0 for d in picture.documents}
    for statement in picture.statements:
        said[statement.span.document] += 1
    return [
        (
            d.id,
            d.name,
            d.described.publisher,
            d.described.published,
            d.reader,
            len(d.text),
            said[d.id],
        )
        for d in sorted(picture.documents, key=lambda d: (d.name, d.id))
    ]


def _problems(picture: Picture, _: str | None) -> Rows:
    return [
        (p.name, p.stage, p.message, p.remedy)
        for p in sorted(picture.problems, key=lambda p: (p.name, p.id))
    ]


def _tallies(picture: Picture, _: str | None) -> Rows:
    names = {d.id: d.name for d in picture.documents}
    said = {s.id: _speaker(s) for s in picture.statements}
    return [
        (
            said[c.statement],
            c.value.what,
            c.value.min,
            c.value.max,
            c.value.qualifier,
            c.value.since,
            c.value.until,
            c.value.area,
            _quoted(c.span.text),
            names[c.span.document],
        )
        for c in picture.claims
        if isinstance(c.value, TallyValue)
    ]


def _appeals(picture: Picture, _: str | None) -> Rows:
    names = {d.id: d.name for d in picture.documents}
    return [
        (
            c.value.sender,
            c.value.recipient,
            c.value.request,
            c.value.reply,
            c.value.outcome,
            names[c.span.document],
        )
        for c in picture.claims
        if isinstance(c.value, AppealValue)
    ]


def _entities(picture: Picture, which: str | None) -> Rows:
    return [
        (e.id, e.kind, e.name, e.country, len(e.mentions), " | ".join(e.names))
        for e in sorted(picture.entities, key=lambda e: (e.kind, e.name, e.id))
        if which in {None, e.kind}
    ]


def _claims(picture: Picture, which: str | None) -> Rows:
    names = {d.id: d.name for d in picture.documents}
    reach: dict[str, int] = {}
    held = {a.id: a.claims for a in picture.accounts}
    for incident in picture.incidents:
        for name in {c for a in incident.accounts for c in held[a]}:
            reach[name] = reach.get(name, 0) + 1
    languages = {d.id: d.described.language for d in picture.documents}
    return [
        (
            c.id,
            c.kind,
            encode(c.value).decode(),
            c.review,
            c.confidence,
            _quoted(c.span.text),
            names[c.span.document],
        )
        for c in for_review(picture.claims, languages, reach)
        if which in {None, c.review, c.kind, names[c.span.document]}
    ]


def _statements(picture: Picture, which: str | None) -> Rows:
    if which is None:
        raise UsageError(
            "whose statements?", "Name a document: `solferino show CASE documents` lists them."
        )
    found = [d for d in picture.documents if d.name == which or d.id.startswith(which)]
    if len(found) != 1:
        raise UsageError(
            f"{len(found)} documents are called {which}", "Give the beginning of a document's id."
        )
    own = [s for s in picture.statements if s.span.document == found[0].id]
    return [
        (s.span.start, s.span.end, _speaker(s), s.act, s.modality, _quoted(s.span.text))
        for s in sorted(own, key=lambda s: (s.span.start, s.span.end, s.id))
    ]


def _between(earliest: str | None, latest: str | None) -> str:
    return f"{earliest or '..'}/{latest or '..'}" if earliest or latest else ""


def _speaker(statement: Statement) -> str:
    return " < ".join(voice.name for voice in statement.voice) or "the document"


def _quoted(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= QUOTED else f"{line[: QUOTED - 1]}…"


TABLES: dict[str, tuple[Sequence[str], Callable[[Picture, str | None], Rows]]] = {
    "counts": (("what", "number"), _counts),
    "incidents": (
        ("id", "title", "place", "country", "date", "accounts", "origins", "contradictions"),
        _incidents,
    ),
    "documents": (
        ("id", "name", "publisher", "published", "reader", "characters", "statements"),
        _documents,
    ),
    "problems": (("name", "stage", "message", "remedy"), _problems),
    "tallies": (
        ("by", "what", "min", "max", "qualifier", "since", "until", "area", "words", "document"),
        _tallies,
    ),
    "appeals": (("from", "to", "request", "reply", "outcome", "document"), _appeals),
    "entities": (("id", "kind", "name", "country", "mentions", "names"), _entities),
    "claims": (("id", "kind", "value", "review", "confidence", "words", "document"), _claims),
    "statements": (("start", "end", "speaker", "act", "modality", "words"), _statements),
}
