"""The verb that measures: score."""

from io import BytesIO
from pathlib import Path
from typing import Any

import click

from solferino import pipeline
from solferino.cli.cases import ENGINE, PATH, open_case
from solferino.cli.talk import Talk, verb
from solferino.codec import parse, plain
from solferino.errors import BrokenError, UsageError
from solferino.measure.score import Scores, read_gold
from solferino.measure.score import score as compare
from solferino.publish.contract import JsonExporter


@verb
@click.argument("case", type=PATH)
@click.argument("gold", type=PATH)
@click.option("--misses", is_flag=True, help="Name what was missed or invented.")
def score(*, case: Path, gold: Path, misses: bool, talk: Talk) -> None:
    """Measure a case against hand-made gold.

    CASE is a case or a JSON export of one; GOLD a folder with one JSON file for each document, in
    the form of the practice case's. Prints precision, recall and F1 by field. Exit code 3 when a
    span is not the characters that it claims to be.
    """
    scores = compare(_export(case, talk), read_gold(gold))
    talk.give(plain(scores), *_lines(scores))
    if misses:
        for note in scores.notes:
            talk.say(note)
    if scores.broken:
        raise BrokenError(
            f"{scores.broken} of {scores.spans} spans are not the characters of their documents",
            "Run `solferino check` on the case.",
        )


def _export(case: Path, talk: Talk) -> dict[str, Any]:
    if case.is_file():
        try:
            found = parse(case.read_bytes())
        except ValueError as error:
            raise UsageError(f"{case} is no JSON: {error}", "Give a case or its export.") from error
    else:
        written = BytesIO()
        with open_case(case, talk) as opened:
            JsonExporter().write(pipeline.picture(opened, ENGINE), written)
        found = parse(written.getvalue())
    if not isinstance(found, dict):
        raise UsageError(f"{case} is not a case export", "Give a case or its JSON export.")
    return found


def _lines(scores: Scores) -> list[str]:
    lines = [
        f"{r.name:30} P {r.precision:.3f}  R {r.recall:.3f}  F1 {r.f1:.3f}   "
        f"true {r.true}  false {r.false}  missed {r.missed}"
        for r in scores.rows
    ]
    precision, recall, f1 = scores.linking
    linking = (
        f"{'incident linking (B-cubed)':30} P {precision:.3f}  R {recall:.3f}  F1 {f1:.3f}   "
        f"accounts {scores.accounts}"
    )
    total = (
        f"documents {scores.documents}  spans {scores.spans}  broken {scores.broken}  "
        f"overall {scores.overall:.3f}"
    )
    return [*lines, linking, total]
