"""Searching a case: words of texts and fields of what they say, a page of results at a time.

Nothing is ranked by how often words stand in the case: results come by day of publication, the
latest first, and say by which words and values they were found.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import field, replace

from sqlalchemy import Connection, select

from solferino.codec import encode, value
from solferino.model import Assessment, Claim, Statement, still_standing
from solferino.model.asking import Asked, SavedSearch
from solferino.review import review
from solferino.store import lookup, schema
from solferino.store.index import BY_DOCUMENT, about, spaced
from solferino.text.sought import Phrase, read_sought

LISTED = "(SELECT value FROM json_each(?))"  # any number of keys as one parameter
COUNTED = 1000  # documents that are counted before it is said that there are more
SHOWN = 6  # values by which one document was found, at most


@value
class Hit:
    """A document that was found, with the first few values (ids) by which, in order of place."""

    document: str
    name: str
    title: str
    published: str
    language: str
    claims: tuple[str, ...]


@value
class Found:
    """One page of what was found, and how much there is; `more` where there is more than that."""

    total: int
    more: bool
    hits: tuple[Hit, ...]


@value
class Answered:
    """The claims that people spoke of, as they stand now, with their statements.

    `told` says of each claim, by id, what kind of value it is, who says it and who is blamed, as
    the index has it; `done` are the rows of the index in which people answered every claim. Both
    follow from the others and are worked out once, not for each search.
    """

    claims: tuple[Claim, ...] = ()
    statements: tuple[Statement, ...] = ()
    told: Mapping[str, tuple[str, str, str]] = field(default_factory=dict)
    done: tuple[int, ...] = ()


def answered(connection: Connection, assessments: Iterable[Assessment]) -> Answered:
    """Find how the claims stand that people spoke of; all others are as they were found."""
    answers = still_standing(assessments)
    claims = lookup.claims(connection, {a.claim.id for a in answers})
    statements = lookup.statements(connection, {c.statement for c in claims})
    documents = lookup.there(connection, schema.documents, {a.span.document for a in answers})
    seen = review(claims, statements, (), answers, documents)
    said = {s.id: s for s in seen.statements}
    told = {c.id: about(c, said[c.statement]) for c in seen.claims}
    done = _done(connection, seen.claims, said)
    return Answered(claims=seen.claims, statements=seen.statements, told=told, done=done)


def search(
    connection: Connection, asked: Asked, people: Answered, page: int = 1, size: int = 20
) -> Found:
    """Find documents, `size` of them from page `page` (from 1) on."""
    tables, told, given = _conditions(asked, people)
    where = f"FROM {tables} WHERE {' AND '.join(told)}"
    counted = f"SELECT count(*) FROM (SELECT 1 {where} LIMIT {COUNTED + 1})"  # noqa: S608
    total = int(connection.exec_driver_sql(counted, tuple(given)).scalar_one())
    number = "texts.rowid" if "texts" in tables else "i.number"
    rows = connection.exec_driver_sql(
        f"SELECT i.document, i.name, i.title, i.published, i.language {where} "
        f"ORDER BY {number} DESC LIMIT ? OFFSET ?",
        (*given, size, (max(1, page) - 1) * size),
    ).all()
    own = _values(connection, asked, people, [row.document for row in rows])
    hits = (Hit(**row._mapping, claims=own.get(row.document, ())) for row in rows)  # noqa: SLF001
    return Found(total=min(total, COUNTED), more=total > COUNTED, hits=tuple(hits))


def _conditions(asked: Asked, people: Answered) -> tuple[str, list[str], list[object]]:
    """Write what is asked as SQL: tables, conditions, and the parameters in their order."""
    tables, told, given = "indexed AS i", ["i.document IS NOT NULL"], list[object]()
    match = matching(asked.words)
    if match:
        tables = "texts JOIN indexed AS i ON i.number = texts.rowid"
        told.append("texts MATCH ?")
        given.append(match)
    elif asked.words.strip():
        told.append("0")  # nothing but signs, or nothing that has to stand, was asked for
    if asked.language:
        told.append("i.language = ?")
        given.append(asked.language)
    where, more = _happened(asked)
    if where:
        told.append(f"i.number IN (SELECT document FROM happened WHERE {where})")  # noqa: S608
        given += more
    if asked.of_values:
        where, more = _said(asked, people)
        fitting = (c for c in people.claims if _fits(asked, c, people.told[c.id]))
        also = sorted({c.span.document for c in fitting})
        told.append(f"({where} OR i.document IN {LISTED})")
        given += [*more, encode(also).decode()]
    return tables, told, given


def matching(words: str) -> str:
    """Write what has to stand in a text, and what must not, as the index asks for it."""
    sought = read_sought(words)
    present = " AND ".join(_quoted(p) for p in sought.present)
    absent = [_quoted(p) for p in sought.phrases if p.absent]
    return f"({present}) NOT ({' OR '.join(absent)})" if present and absent else present


def _quoted(phrase: Phrase) -> str:
    keys = " ".join(phrase.keys).replace('"', " ")
    return f'"{keys}" *' if phrase.open else f'"{keys}"'


def _happened(asked: Asked) -> tuple[str, list[object]]:
    told: list[tuple[str, object]] = []
    if asked.facility.strip():
        told.append(("instr(facility, ?) > 0", spaced(asked.facility)))
    if asked.country:
        told.append(("country = ?", asked.country))
    if asked.first:
        told.append(("latest >= ?", asked.first))
    if asked.last:
        told.append(("earliest <= ? AND earliest <> ''", asked.last))
    return " AND ".join(where for where, _ in told), [what for _, what in told]


def _said(asked: Asked, people: Answered) -> tuple[str, list[object]]:
    """Ask for rows of what is said, those left out of which people answered every claim."""
    if asked.status not in ("", "proposed"):
        return "0", []  # only claims that people spoke of, which are looked through beside this
    done = encode(people.done).decode()
    fields = {"kind": asked.kind, "speaker": asked.speaker, "blamed": asked.blamed}
    if not asked.speaker.strip() and not asked.blamed.strip():
        kind = "kind = ? AND" if asked.kind else ""
        there = f"SELECT 1 FROM said WHERE {kind} document = i.number AND number NOT IN {LISTED}"  # noqa: S608
        return f"EXISTS ({there})", [*([asked.kind] if asked.kind else []), done]
    keys = ((field, read_sought(f'"{told}"').present) for field, told in fields.items())
    match = " AND ".join(f"{field} : {_quoted(p[0])}" for field, p in keys if p)
    rows = f"SELECT rowid / {BY_DOCUMENT} FROM sayings WHERE sayings MATCH ?"  # noqa: S608
    return f"i.number IN ({rows} AND rowid NOT IN {LISTED})", [match or '""', done]


def _done(
    connection: Connection, claims: Iterable[Claim], said: Mapping[str, Statement]
) -> tuple[int, ...]:
    """Find the rows of what is said in which people answered every claim."""
    counted = Counter(
        (c.span.document, *about(c if c.proposed is None else replace(c, value=c.proposed), s))
        for c in claims
        if (s := said.get(c.statement)) is not None
    )
    if not counted:
        return ()
    row, text = schema.said, schema.indexed
    chosen = select(
        text.c.document, row.c.kind, row.c.speaker, row.c.blamed, row.c.claims, row.c.number
    ).where(row.c.document == text.c.number)
    found = []
    for some in lookup.batches(document for document, *_ in counted):
        for *key, held, number in connection.execute(
            chosen.where(schema.among(text.c.document, some))
        ):
            if counted[tuple(key)] >= held:
                found.append(number)
    return tuple(sorted(found))


def _fits(asked: Asked, claim: Claim, told: tuple[str, str, str]) -> bool:
    kind, speaker, blamed = told
    return (
        asked.kind in ("", kind)
        and asked.status in ("", claim.review)
        and (asked.status != "" or claim.review != "rejected")
        and _stand(asked.speaker, speaker)
        and _stand(asked.blamed, blamed)
    )


def _stand(asked: str, keys: str) -> bool:
    """Whether the words stand together among the keys; no words stand everywhere."""
    return spaced(asked) in keys or not asked.strip()


def _values(
    connection: Connection, asked: Asked, people: Answered, documents: Sequence[str]
) -> dict[str, tuple[str, ...]]:
    """Find by which values these documents were found; none where no value was asked for."""
    found: dict[str, tuple[str, ...]] = {}
    if not asked.of_values:
        return found
    stand = {c.id: c for c in people.claims}
    claims = {c.id: stand.get(c.id, c) for c in lookup.claims_in(connection, documents)}
    claims |= {c.id: c for c in people.claims if c.span.document in documents}
    told = lookup.statements_in(connection, documents)
    voices = {s.id: s for s in (*told, *people.statements)}
    fitting = [
        c
        for c in claims.values()
        if _fits(asked, c, people.told.get(c.id) or about(c, voices[c.statement]))
    ]
    for claim in sorted(fitting, key=lambda c: (c.span.start, c.span.end, c.id)):
        own = found.get(claim.span.document, ())
        found[claim.span.document] = (*own, claim.id)[:SHOWN]
    return found


def kept(searches: Iterable[SavedSearch]) -> dict[str, SavedSearch]:
    """List the searches that stand, by name; of two of one name the one that came last."""
    standing = {s.name: s for s in still_standing(searches)}
    return {name: standing[name] for name in sorted(standing)}
