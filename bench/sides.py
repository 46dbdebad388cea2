"""Whether the engine errs alike over every side: error rates by who is blamed in the gold.

`python -m bench.sides` takes the sets of `bench.calibration`. An incident counts for each side that
its gold names as a doer, whatever the stance; a document's statements count for each side that is
blamed in it. Sides are named by the lexicons: the forces and the government of one country are one.
"""

from collections import Counter
from collections.abc import Iterator
from pathlib import PurePath
from typing import Any

from bench.accuracy import exported
from bench.calibration import sets
from solferino.extract.lexicon import lexicon
from solferino.measure.incidents import score_incidents
from solferino.measure.pairing import pair
from solferino.measure.score import read_gold
from solferino.measure.sheet import Sheet
from solferino.measure.statements import score_statements
from solferino.text.segment import words

Json = dict[str, Any]
ROWS = ("casualties", "responsibility", "statement", "speaker")
FEW = 5  # incidents; of fewer a rate says nothing


def side(actor: str) -> str:
    """Name the side of an actor as worded: a country, a body, or the words themselves."""
    terms = lexicon("en").find(words(actor))
    for term in terms:
        if term.category == "body":
            return term.entry.country or term.entry.name
    lands = [t.code for t in terms if t.category in ("country", "demonym")]
    return lands[0] if lands else actor.lower().removeprefix("the ")


def sides(incident: Json) -> set[str]:
    """Give the sides that an incident's gold names as doers."""
    return {side(blame["actor"]) for blame in incident["responsibility"]}


def counted() -> tuple[dict[str, Sheet], Counter[str], list[str]]:
    """Score every set once for each side; give the sheets, the numbers of incidents, the sets."""
    sheets: dict[str, Sheet] = {}
    incidents: Counter[str] = Counter()
    names: list[str] = []
    for name, folder, gold in sets():
        names.append(name)
        export, answers = exported(folder), read_gold(gold)
        documents = {PurePath(d["name"]).stem: d["id"] for d in export["documents"]}
        called = {
            e["id"]: [n["text"] for n in e["names"]] + [e["name"]] for e in export["entities"]
        }
        accounts = [{**a, "incident": i["id"]} for i in export["incidents"] for a in i["accounts"]]
        for document, told in answers.items():
            mine = [a for a in accounts if a["document"] == documents.get(document)]
            said = [s for s in export["statements"] if s["document"] == documents.get(document)]
            answered = dict(pair(told["incidents"], mine))
            for i, incident in enumerate(told["incidents"]):
                found = [mine[answered[i]]] if i in answered else []
                for one in sides(incident):
                    incidents[one] += 1
                    sheet = sheets.setdefault(one, Sheet())
                    score_incidents(document, {"incidents": [incident]}, found, called, sheet)
            for one in {s for incident in told["incidents"] for s in sides(incident)}:
                score_statements(document, told, said, called, sheets[one])
    return sheets, incidents, names


def table() -> Iterator[str]:
    """Write the share of errors by row and side, the sides with most incidents first."""
    sheets, incidents, names = counted()
    yield f"Errors by blamed side over {', '.join(names)}: 1 - F1 (speaker: 1 - precision)"
    yield f"  {'side':28} {'incidents':>9} " + " ".join(f"{row:>14}" for row in ROWS)
    for one, n in sorted(incidents.items(), key=lambda i: (-i[1], i[0])):
        cells = []
        for name in ROWS:
            row = sheets[one].row(name)
            score = row.precision if name == "speaker" else row.f1
            cells.append(f"{1 - score:14.3f}" if n >= FEW else f"{'too few':>14}")
        yield f"  {one[:28]:28} {n:9} " + " ".join(cells)


if __name__ == "__main__":
    for line in table():
        print(line)
