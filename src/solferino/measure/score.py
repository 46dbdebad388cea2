"""Score a case export against a folder of gold: the rows, and one overall figure."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path, PurePath
from statistics import fmean
from typing import Any

from solferino.codec import parse, value
from solferino.errors import UsageError
from solferino.measure.incidents import score_incidents
from solferino.measure.ledgers import score_appeals, score_tallies
from solferino.measure.lineage import score_origins
from solferino.measure.sheet import DIGITS, Row, Sheet, harmonic
from solferino.measure.statements import score_statements

Json = dict[str, Any]
Names = Mapping[str, list[str]]

SCHEMA = "solferino.case/1"
ROWS = (
    "incident",
    "facility",
    "place",
    "country",
    "date",
    "date abstention",
    "event types",
    "weapons",
    "effect",
    "casualties",
    "casualties with group",
    "responsibility",
    "responsibility with speaker",
    "statement",
    "speaker",
    "act",
    "negative document left alone",
)
# What several places of a text, or several documents, tell together; no part of the one figure.
LEDGERS = ("appeals", "tallies")
ANSWERS = ("reply", "outcome")  # which each document may tell otherwise
LEDGER_ROWS = (
    "appeal",
    "appeal by",
    "appeal to",
    "appeal, reply",
    "appeal, outcome",
    "tally",
    "tally by",
    "tally, since",
    "origin",
    "origins of an incident",
)
# What the one overall figure is made of: three fifths are these, evenly, and one fifth each are
# the statements found and the speakers named.
MAIN_ROWS = ("incident", "date", "event types", "casualties", "responsibility")
PRECISE = 0.9  # from this precision on, statements are measured by recall alone


@value
class Scores:
    """The result: `linking` is B-cubed over the accounts of main incidents, in `accounts`.

    `broken` of `spans` do not match the characters that they claim to be.
    """

    documents: int
    overall: float
    spans: int
    broken: int
    rows: tuple[Row, ...]
    linking: tuple[float, float, float]
    accounts: int
    notes: tuple[str, ...]


def read_gold(folder: Path) -> dict[str, Json]:
    """Read a folder of gold by document; raises `UsageError` when there is none.

    A file that names no document (`doc`) tells of the whole case and is passed over here.
    """
    gold: dict[str, Json] = {}
    for path in sorted(folder.glob("*.json")):
        try:
            answers = parse(path.read_bytes())
        except ValueError as error:
            raise UsageError(f"{path.name} is no JSON: {error}", "Mend or remove it.") from error
        if isinstance(answers, dict) and "doc" in answers:
            gold[path.stem] = answers
    if not gold:
        raise UsageError(
            f"no gold in {folder}", "Give a folder with one JSON file for each document."
        )
    return gold


def score(export: Json, gold: Mapping[str, Json]) -> Scores:
    """Compare an export with gold; documents are matched by file name without its ending."""
    if export.get("schema") != SCHEMA:
        raise UsageError(
            f"not a {SCHEMA} export: its schema is {export.get('schema')!r}",
            "Write one with `solferino export CASE --as json -o FILE`.",
        )
    sheet = Sheet()
    documents = {PurePath(d["name"]).stem: d["id"] for d in export["documents"]}
    names = {e["id"]: _names(e) for e in export.get("entities") or ()}
    accounts = [{**a, "incident": i["id"]} for i in export["incidents"] for a in i["accounts"]]
    linked: list[tuple[str, str]] = []
    for name, answers in gold.items():
        document = documents.get(name)
        if document is None:
            sheet.notes.append(f"{name}: document is not in the export")
        told = [a for a in accounts if a["document"] == document]
        said = [s for s in export["statements"] if s["document"] == document]
        linked += score_incidents(name, answers, told, names, sheet)
        score_statements(name, answers, said, names, sheet)
    held = {documents[name]: answers for name, answers in gold.items() if name in documents}
    _score_ledgers(held, export, names, sheet)
    rows = {name: sheet.row(name) for name in (*ROWS, *LEDGER_ROWS)}
    exact = list(spans_hold(export))
    return Scores(
        documents=len(gold),
        overall=_overall(rows),
        spans=len(exact),
        broken=exact.count(False),
        rows=tuple(rows.values()),
        linking=b_cubed(linked),
        accounts=len(linked),
        notes=tuple(sheet.notes),
    )


def _score_ledgers(gold: Mapping[str, Json], export: Json, names: Names, sheet: Sheet) -> None:
    """Count appeals, running totals and origins; `gold` is by id of the exported document."""
    claims = {c["id"]: c for c in export.get("claims") or ()}
    said = {s.get("id"): s["text"] for s in export["statements"]}
    for document, answers in gold.items():
        name = answers.get("doc", document)
        told = [list(_told(export, ledger, document, claims, said)) for ledger in LEDGERS]
        score_appeals(name, answers, told[0], sheet)
        score_tallies(name, answers, told[1], names, sheet)
    score_origins(gold, export, names, sheet)


def _told(
    export: Json, ledger: str, document: str, claims: Mapping[str, Json], said: Mapping[str, str]
) -> Iterator[Json]:
    """Give the entries of a ledger that a document tells of, each as it is told there."""
    for entry in export.get(ledger) or ():
        own = [c for c in map(claims.__getitem__, entry["claims"]) if c["document"] == document]
        if own:
            texts = (f"{c['text']} {said.get(c['statement'], '')}" for c in own)
            answers = [t for t in entry.get("told") or () if t["document"] == document]
            here = {field: answers[0][field] for field in ANSWERS if answers}
            yield {**entry, **here, "said": " ".join(texts)}


def spans_hold(export: Json) -> Iterator[bool]:
    """Tell of every object that claims to be exact characters of a document whether it is."""
    texts = {d["id"]: d.get("text") or "" for d in export["documents"]}
    for document, span in _spans([v for k, v in export.items() if k != "documents"], None):
        yield texts.get(document or "", "")[span["start"] : span["end"]] == span["text"]


def _spans(thing: object, document: str | None) -> Iterator[tuple[str | None, Json]]:
    if isinstance(thing, dict):
        document = thing.get("document") or document
        start, end, text = thing.get("start"), thing.get("end"), thing.get("text")
        if isinstance(start, int) and isinstance(end, int) and isinstance(text, str):
            yield document, thing
        thing = [v for k, v in thing.items() if k != "documents"]
    if isinstance(thing, list):
        for inner in thing:
            yield from _spans(inner, document)


def b_cubed(linked: Sequence[tuple[str, str]]) -> tuple[float, float, float]:
    """B-cubed precision, recall and F1 of (gold key, incident) pairs, one for each account."""
    if not linked:
        return 0.0, 0.0, 0.0
    keys, found = Counter(k for k, _ in linked), Counter(i for _, i in linked)
    both = Counter(linked)
    precision = fmean(both[key, incident] / found[incident] for key, incident in linked)
    recall = fmean(both[key, incident] / keys[key] for key, incident in linked)
    return round(precision, DIGITS), round(recall, DIGITS), harmonic(precision, recall)


def _overall(rows: Mapping[str, Row]) -> float:
    said = rows["statement"]
    found = said.recall if said.precision >= PRECISE else said.f1
    fields = fmean(rows[name].f1 for name in MAIN_ROWS)
    return round(0.6 * fields + 0.2 * found + 0.2 * rows["speaker"].precision, DIGITS)


def _names(entity: Json) -> list[str]:
    return [n for n in (entity.get("name"), *(n.get("text") for n in entity["names"])) if n]
