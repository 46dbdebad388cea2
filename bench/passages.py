"""How good on single passages of one to three sentences, in the widest wording: two sets with gold.

*sparse* (240) may be read by who writes rules; *locked* (200) may not: only its rows are printed.
Both were written and answered by two annotators apart, before any engine had read them (see
`reports/passages/README.md`). A passage has no page around it, so nothing helps but its own words.

    python -m bench.passages          the rows of both sets
"""

import csv
import json
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from bench.accuracy import exported, table
from bench.unseen import ROWS as ALL
from solferino.measure.score import Scores, score

SET = Path(__file__).parent / "reports" / "passages"
NAMES = {
    "sparse": "invented passages that rule writers may read",
    "locked": "invented passages, kept from rule writers",
}
ROWS = (
    *(row for row in ALL if row not in ("statement", "speaker")),
    "negative document left alone",
)
NOTHING: dict[str, Any] = {"facility": None, "place": None, "country": None, "date_from": None}
NOTHING |= {"date_to": None, "event_types": [], "weapons": [], "casualties": []}
NOTHING |= {"responsibility": [], "facility_effect": None, "facility_alt": []}


def passages() -> Iterator[str]:
    """Measure both sets, and tell the rows that passages have answers for as lines of a table."""
    for name, meaning in NAMES.items():
        for line in table(meaning, scores(name)):
            if line.startswith("Accuracy") or (
                line.strip().startswith(ROWS) and "linking" not in line
            ):
                yield line.partition(", overall")[0]
        yield ""


def scores(name: str) -> Scores:
    """Measure one set: each passage is a document of its own, published on its day."""
    lines = (SET / f"{name}.jsonl").read_text("utf-8").splitlines()
    told = [json.loads(line) for line in lines]
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        for one in told:
            (folder / f"{one['id']}.txt").write_text(one["text"] + "\n", "utf-8")
        with (folder / "documents.csv").open("w", encoding="utf-8", newline="") as out:
            rows = csv.writer(out)
            rows.writerow(("file", "published"))
            rows.writerows((f"{one['id']}.txt", one["published"]) for one in told)
        return score(exported(folder), {one["id"]: _gold(one) for one in told})


def _gold(one: dict[str, Any]) -> dict[str, Any]:
    """Give the answers of one passage in the form of the gold of whole documents."""
    incidents = [
        {**NOTHING, "key": f"{one['id']}-{at}", **incident}
        for at, incident in enumerate(one["incidents"])
    ]
    return {
        "doc": f"{one['id']}.txt",
        "lang": "en",
        "published": one["published"],
        "is_about_attack": bool(incidents),
        "incidents": incidents,
        "claims": [],
    }


if __name__ == "__main__":
    for line in passages():
        print(line)
