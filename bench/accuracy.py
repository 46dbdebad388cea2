"""How good: the practice case against its gold, and the seeds where they are at hand."""

import tempfile
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

from solferino import plugins
from solferino.codec import parse
from solferino.measure.score import Scores, read_gold, score
from solferino.pipeline import work
from solferino.practice.fiction import practice_files
from solferino.publish.contract import JsonExporter
from solferino.store.case import Case
from solferino.store.intake import receive_folder
from solferino.workers import here

SHARED = Path(__file__).parents[2] / "shared"  # development data beside the checkout


def accuracy() -> Iterator[str]:
    """Measure, and tell as lines of a table."""
    with practice_files() as files:
        yield from table("the practice case", _scores(files, files.parent / "gold"))
    seeds, gold = SHARED / "seeds", SHARED / "gold" / "seeds"
    if seeds.is_dir() and gold.is_dir():
        yield ""
        yield from table("the seeds", _scores(seeds, gold))
    else:
        yield "The seeds are not at hand (no development data beside the checkout)."


def _scores(folder: Path, gold: Path) -> Scores:
    return score(exported(folder), read_gold(gold))


def exported(folder: Path) -> Any:  # noqa: ANN401  (JSON has no narrower type)
    """Work a folder in a case of its own, and give the export."""
    with tempfile.TemporaryDirectory() as made:
        path = Path(made) / "case"
        with (
            Case.create(path, "bench", clock=lambda: "2031-01-01T00:00:00Z", by="bench") as case,
            here() as workers,
        ):
            receive_folder(case, folder)
            for _ in work(case, plugins.kit(plugins.find()), workers):
                pass
            out = BytesIO()
            JsonExporter().write(case.picture("bench"), out)
    return parse(out.getvalue())


def table(name: str, scores: Scores) -> Iterator[str]:
    """Tell scores as lines of a table, after a line with the name of what was measured."""
    yield (
        f"Accuracy on {name}: {scores.documents} documents, {scores.spans} spans, "
        f"{scores.broken} broken, overall {scores.overall:.3f}"
    )
    for row in scores.rows:
        yield (
            f"  {row.name:30} P {row.precision:.3f}  R {row.recall:.3f}  F1 {row.f1:.3f}   "
            f"true {row.true}  false {row.false}  missed {row.missed}"
        )
    precision, recall, f1 = scores.linking
    yield f"  {'incident linking (B-cubed)':30} P {precision:.3f}  R {recall:.3f}  F1 {f1:.3f}"
