"""The verbs that show: show, log, plugins."""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import click

from solferino import pipeline
from solferino import plugins as parts
from solferino.calibration import for_review
from solferino.cli.cases import CASE, ENGINE, counts, open_case
from solferino.cli.talk import Talk, verb
from solferino.codec import encode
from solferino.errors import UsageError
from solferino.ledgers.appeals import appeals
from solferino.ledgers.register import register
from solferino.ledgers.services import services
from solferino.ledgers.shelf import Shelf
from solferino.ledgers.tallies import tallies
from solferino.model import Claim, Statement
from solferino.ports import Picture
from solferino.store.case import Case

Rows = list[Sequence[object]]
UNSURE = "unsure"
QUOTED = 90  # characters of words shown in a table


@verb
@CASE
@click.argument("what", default="counts")
@click.argument("which", required=False)
def show(*, case: Path, what: str, which: str | None, talk: Talk) -> None:
    """Show what a case holds, as tables.

    WHAT is counts (if not given), register, incidents, documents, problems, tallies, appeals,
    services, entities, claims, origins, gradings, or statements. The register counts incidents by
    month, country, facility_type, attack_type and resource, each by its rule. WHICH narrows it: for
    statements the id of a document (or its beginning) or its name; for claims a kind, a state of
    review or a document's name; for entities a kind; for the register one way of counting; for
    gradings an incident's id or a scheme. Claims come in the order in which they are worth a look.
    WHAT may also be unsure: pairs of entities that may be one, for `solferino judge` to settle.
    """
    if what not in (*TABLES, UNSURE):
        every = ", ".join((*TABLES, UNSURE))
        raise UsageError(f"nothing to show is called {what}", f"Give one of: {every}.")
    with open_case(case, talk) as opened:
        if what == UNSURE:
            talk.table(what, *_unsure(opened))
            return
        picture = pipeline.picture(opened, ENGINE)
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


def _unsure(case: Case) -> tuple[Sequence[str], Rows]:
    """Table what rules leave to a person, the likeliest pairs first."""
    found = pipeline.unsure(case, parts.kit(parts.find()))
    home = {m: e for e in case.picture(ENGINE).entities for m in e.mentions}
    rows: Rows = [
        (home[j.left].id, home[j.left].name, home[j.right].id, home[j.right].name, j.why)
        for j in sorted(found, key=lambda j: (-j.score, j.left, j.right))
        if j.left in home and j.right in home
    ]
    return ("entity", "name", "other entity", "other name", "why"), rows


def _counts(picture: Picture, _: str | None) -> Rows:
    return [(noun, number) for noun, number in counts(picture).items()]


def _register(picture: Picture, which: str | None) -> Rows:
    """Show each dimension's numbers, the rule of counting in its first row."""
    found = register(Shelf(picture))
    if which not in {None, *(d.dimension for d in found.dimensions)}:
        names = ", ".join(d.dimension for d in found.dimensions)
        raise UsageError(f"the register is not kept by {which}", f"Give one of: {names}.")
    rows: Rows = [("all incidents", "", found.number, found.rule)]
    for dimension in found.dimensions:
        if which in {None, dimension.dimension}:
            rows += [
                (dimension.dimension, count.value, count.number, "" if n else dimension.rule)
                for n, count in enumerate(dimension.counts)
            ]
    return rows


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
    """Show the totals of a series below one another, in the order in which they were said."""
    claims, names = _claims_and_names(picture)
    return [
        (
            tally.by or "the document",
            tally.what,
            count.min,
            count.max,
            count.qualifier,
            count.since,
            count.until,
            tally.area,
            count.said_on,
            count.status,
            len(count.incidents),
            _quoted(claims[count.claims[0]].span.text),
            _documents_of(count.claims, claims, names),
        )
        for tally in sorted(
            tallies(Shelf(picture)), key=lambda t: (t.by or "", t.what, t.area or "", t.id)
        )
        for count in tally.counts
    ]


def _appeals(picture: Picture, _: str | None) -> Rows:
    names = {d.id: d.name for d in picture.documents}
    return [
        (
            appeal.sender,
            appeal.recipient,
            appeal.request,
            told.reply,
            told.outcome,
            names[told.document],
            told.told_on,
        )
        for appeal in sorted(
            appeals(Shelf(picture)), key=lambda a: (a.sender or "", a.recipient or "", a.id)
        )
        for told in appeal.told
    ]


def _services(picture: Picture, _: str | None) -> Rows:
    claims, names = _claims_and_names(picture)
    return [
        (
            service.name,
            service.measure,
            level.value,
            level.per,
            "lost" if level.lost else "given",
            level.since,
            level.until,
            level.lasting,
            level.said_on,
            _documents_of(level.claims, claims, names),
        )
        for service in sorted(
            services(Shelf(picture)), key=lambda s: (s.name or "", s.measure, s.id)
        )
        for level in service.levels
    ]


def _claims_and_names(picture: Picture) -> tuple[dict[str, Claim], dict[str, str]]:
    return {c.id: c for c in picture.claims}, {d.id: d.name for d in picture.documents}


def _documents_of(
    held: Sequence[str], claims: Mapping[str, Claim], names: Mapping[str, str]
) -> str:
    return ", ".join(sorted({names[claims[c].span.document] for c in held}))


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


def _origins(picture: Picture, _: str | None) -> Rows:
    return [
        (
            o.id,
            o.name,
            o.kind,
            o.first_hand,
            o.relation,
            o.reliability.letter,
            len(o.documents),
            len(o.claims),
        )
        for o in sorted(picture.origins, key=lambda o: (o.name, o.id))
    ]


def _gradings(picture: Picture, which: str | None) -> Rows:
    titles = {i.id: i.title for i in picture.incidents}
    return [
        (g.incident, titles[g.incident], g.scheme, g.proposition, g.subject, g.grade, g.by)
        for g in picture.gradings
        if which is None or g.incident.startswith(which) or g.scheme == which
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
    "register": (("counted by", "value", "incidents", "rule"), _register),
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
        (
            "by",
            "what",
            "min",
            "max",
            "qualifier",
            "since",
            "until",
            "area",
            "said",
            "standing",
            "incidents in the case",
            "words",
            "documents",
        ),
        _tallies,
    ),
    "appeals": (("from", "to", "request", "reply", "outcome", "document", "said"), _appeals),
    "services": (
        (
            "facility",
            "measure",
            "value",
            "per",
            "standing",
            "since",
            "until",
            "for how long",
            "said",
            "documents",
        ),
        _services,
    ),
    "entities": (("id", "kind", "name", "country", "mentions", "names"), _entities),
    "claims": (("id", "kind", "value", "review", "confidence", "words", "document"), _claims),
    "origins": (
        ("id", "name", "kind", "first-hand", "relation", "reliability", "documents", "claims"),
        _origins,
    ),
    "gradings": (
        ("incident", "title", "scheme", "proposition", "subject", "grade", "by"),
        _gradings,
    ),
    "statements": (("start", "end", "speaker", "act", "modality", "words"), _statements),
}
