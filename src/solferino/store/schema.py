"""The tables of a case. Facts are written once; what is derived can be dropped at will."""

from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from typing import Any, TypeVar

from sqlalchemy import (
    Column,
    ColumnElement,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    Select,
    String,
    Table,
    bindparam,
    func,
    select,
)

from solferino.codec import encode

T = TypeVar("T")
NAMED = 500  # things that one question names at most: SQLite has a limit
facts = MetaData()
derived = MetaData()

ledger = Table(
    "ledger",
    facts,
    Column("seq", Integer, primary_key=True),
    Column("at", String, nullable=False),
    Column("by", String, nullable=False),
    Column("verb", String, nullable=False),
    Column("subject", String, nullable=False),
    Column("detail", String),
    Column("facts", String, nullable=False),
    Column("before", String, nullable=False),
    Column("hash", String, nullable=False),
)


def _fact(name: str) -> Table:
    """Lay out a table of facts: an id, the ledger's entry that brought it, canonical JSON."""
    return Table(
        name,
        facts,
        Column("id", String, primary_key=True),
        Column("entry", Integer, ForeignKey("ledger.seq"), nullable=False),
        Column("body", LargeBinary, nullable=False),
    )


foundings = _fact("foundings")
originals = _fact("originals")
receipts = _fact("receipts")
judgements = _fact("judgements")
assessments = _fact("assessments")
relations = _fact("relations")
overrides = _fact("overrides")
hearings = _fact("hearings")
triages = _fact("triages")
enrolments = _fact("enrolments")
amendments = _fact("amendments")
protections = _fact("protections")
ratings = _fact("ratings")
codings = _fact("codings")
searches = _fact("searches")
clearances = _fact("clearances")
releases = _fact("releases")
FACTS = (
    foundings,
    originals,
    receipts,
    judgements,
    assessments,
    relations,
    overrides,
    hearings,
    triages,
    enrolments,
    amendments,
    protections,
    ratings,
    codings,
    searches,
    clearances,
    releases,
)

kit = Table("kit", derived, Column("part", String, primary_key=True))

documents = Table(
    "documents",
    derived,
    Column("receipt", String, primary_key=True),  # several for one that holds many documents
    Column("id", String, primary_key=True),
    Column("entry", Integer, nullable=False),
    Column("captured", String, nullable=False),
    Column("original", String, nullable=False),
    Column("text", String, nullable=False),
    Column("address", String),
    Column("body", LargeBinary, nullable=False),
    Index("documents_by_id", "id", "entry"),
    Index("documents_by_address", "address"),
    Index("documents_by_original", "original"),
)

problems = Table(
    "problems",
    derived,
    Column("id", String, primary_key=True),
    Column("stage", String, nullable=False),
    Column("receipt", String),
    Column("document", String, index=True),
    Column("body", LargeBinary, nullable=False),
)

extractions = Table("extractions", derived, Column("document", String, primary_key=True))


def _finding(name: str, *columns: Column[str] | Column[bytes]) -> Table:
    """Lay out a table of what an extractor found in documents."""
    return Table(
        name,
        derived,
        Column("id", String, primary_key=True),
        Column("document", String, nullable=False, index=True),
        *columns,
        Column("body", LargeBinary, nullable=False),
    )


statements = _finding("statements")
# A claim's value is a union of types, told apart by the kind: kept beside the rest of it.
claims = _finding(
    "claims", Column("kind", String, nullable=False), Column("value", LargeBinary, nullable=False)
)
mentions = _finding("mentions")
accounts = _finding("accounts")
FINDINGS = (statements, claims, mentions, accounts)

# What searching needs (`index.py`), so that no page reads a whole case. Numbers grow with the day
# of publication, so that what was published last is found first without sorting.
indexed = Table(
    "indexed",
    derived,
    Column("number", Integer, primary_key=True),
    Column("document", String, unique=True),  # null where it is gone
    Column("name", String, nullable=False),
    Column("title", String, nullable=False),
    Column("published", String, nullable=False),
    Column("language", String, nullable=False),
    Column("words", String, nullable=False),  # by which a list finds it, folded
    Index("indexed_by_name", "name", "document", "words"),
    Index("indexed_by_language", "language"),
)
# One row for each speaker, kind and blamed actor of a document; `document` is its number.
said = Table(
    "said",
    derived,
    Column("number", Integer, primary_key=True),
    Column("document", Integer, nullable=False),
    Column("kind", String, nullable=False),
    Column("speaker", String, nullable=False),
    Column("blamed", String, nullable=False),
    Column("claims", Integer, nullable=False),
    Index("said_by_kind", "kind", "document"),
    Index("said_by_document", "document"),
)
happened = Table(
    "happened",
    derived,
    Column("incident", String, primary_key=True),
    Column("document", Integer, primary_key=True),
    Column("facility", String, nullable=False),
    Column("country", String, nullable=False),
    Column("earliest", String, nullable=False),
    Column("latest", String, nullable=False),
    Index("happened_in", "country", "document"),
    Index("happened_told", "document"),
)


def _link(name: str) -> Table:
    """Lay out a table of what follows from all documents together."""
    return Table(
        name,
        derived,
        Column("id", String, primary_key=True),
        Column("body", LargeBinary, nullable=False),
    )


entities = _link("entities")
copies = _link("copies")
origins = _link("origins")
incidents = _link("incidents")
gradings = _link("gradings")
questions = _link("questions")
LINKS = (entities, copies, origins, incidents, gradings, questions)

# What lists and pages need (`lists.py`), so that none of them reads a whole case. `fought` and
# `told` are the numbers of contradictions and accounts below zero: the queue begins with the most.
listed = Table(
    "listed",
    derived,
    Column("id", String, primary_key=True),  # of an incident
    Column("day", String, nullable=False),
    Column("title", String, nullable=False),
    Column("earliest", String, nullable=False),
    Column("latest", String, nullable=False),
    Column("country", String, nullable=False),
    Column("month", String, nullable=False),
    Column("kinds", String, nullable=False),
    Column("facility", String, nullable=False),
    Column("place", String, nullable=False),
    Column("dated", Integer, nullable=False),
    Column("leading", Integer, nullable=False),
    Column("fought", Integer, nullable=False),
    Column("origins", Integer, nullable=False),
    Column("told", Integer, nullable=False),
    Column("words", String, nullable=False),
    Index("listed_by_day", "day", "title", "id", "words"),
    Index("listed_by_country", "country", "day", "title", "id"),
    Index("listed_by_turn", "fought", "origins", "told", "id"),
    Index("listed_by_need", "fought", "dated", "place", "origins"),
)
registered = Table(
    "registered",
    derived,
    Column("id", String, primary_key=True),  # of an entity
    Column("kind", String, nullable=False),
    Column("described", Integer, nullable=False),  # whether it has no name of its own
    Column("name", String, nullable=False),
    Column("words", String, nullable=False),
    Column("pointed", Integer, nullable=False),  # whether it has a point on the map
    Index("registered_by_name", "kind", "described", "name", "id", "words"),
    Index("registered_pointed", "pointed"),
)
# From what a row names to the row: `kind` says what the key is.
ways = Table(
    "ways",
    derived,
    Column("kind", String, primary_key=True),
    Column("key", String, primary_key=True),
    Column("id", String, primary_key=True),
    sqlite_with_rowid=False,
)
# How many rows a table has, kept by triggers.
tallies = Table(
    "tallies",
    derived,
    Column("name", String, primary_key=True),
    Column("number", Integer, nullable=False),
)
LISTS = (listed, registered, ways)

# Results under digests of what they follow from, so that a document touches only what is its own.
memory = Table(
    "memory",
    derived,
    Column("digest", String, primary_key=True),
    Column("body", LargeBinary, nullable=False),
)


def parcels(things: Sequence[T]) -> Iterator[Sequence[T]]:
    """Part things into as many as one question to the database may name."""
    return (things[at : at + NAMED] for at in range(0, len(things), NAMED))


@cache
def sought(
    key: ColumnElement[str],
    shown: tuple[ColumnElement[Any], ...],
    order: tuple[ColumnElement[Any], ...] = (),
) -> Select[Any]:
    """Prepare the question for what stands in the rows of some keys, once for all of its turns.

    It is put with the keys as `keyed` gives them: to put it together takes longer than to answer it
    for a few rows, and a page puts some twenty.
    """
    each = func.json_each(bindparam("keys")).table_valued("value")
    return select(*shown).where(key.in_(select(each.c.value))).order_by(*order)


def keyed(keys: Iterable[str]) -> dict[str, str]:
    """Give keys to a question that was prepared with `sought`."""
    return {"keys": encode(list(keys)).decode()}


def among(column: ColumnElement[str], keys: Iterable[str]) -> ColumnElement[bool]:
    """Ask whether a column holds one of these keys, which go to the database as one thing.

    A question with a place for each key has to be put together anew for every number of them.
    """
    each = func.json_each(encode(list(keys)).decode()).table_valued("value")
    return column.in_(select(each.c.value))
