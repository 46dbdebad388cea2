"""The statements of one document against its gold: found at all, by whom, and what act."""

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

from solferino.measure.names import fold, most_alike
from solferino.measure.sheet import Sheet

Json = dict[str, Any]
Names = Mapping[str, list[str]]

LONGEST = 600  # characters; what is longer points at nothing
ENOUGH = 0.6  # of the gold's words that a statement must hold
SAME_SPEAKER = 0.6


def score_statements(
    name: str, gold: Json, statements: list[Json], names: Names, sheet: Sheet
) -> None:
    """Count the statements of one document.

    The gold names only some sayings, so that a statement is false only when it repeats the span
    of another or is too long to point at anything.
    """
    spans = Counter((s["start"], s["end"]) for s in statements)
    repeated = sum(n - 1 for n in spans.values())
    long = sum(len(s["text"]) > LONGEST for s in statements)
    sheet.count("statement", false=repeated + long)
    for saying in gold["claims"]:
        rivals = _answers(saying, statements)
        if not rivals:
            sheet.count("statement", missed=1)
            told = f"{saying['speaker']}: {saying['text']!r}"
            sheet.notes.append(f"{name}: statement missed {told}")
            continue
        sheet.count("statement", true=1)
        # Of statements on one span the worst counts: giving every speaker once is no answer.
        worst = min(rivals, key=lambda s: most_alike(saying["speaker"], _called(s, names)))
        right = most_alike(saying["speaker"], _called(worst, names)) >= SAME_SPEAKER
        sheet.judge("speaker", right=right, given=True)
        sheet.judge("act", right=worst.get("act") == saying["stance"], given=True)
        if not right:
            told = f"{_called(worst, names)[0]!r} for {saying['speaker']!r}: {saying['text']!r}"
            sheet.notes.append(f"{name}: speaker {told}")


def matched(gold: Json, statements: list[Json], names: Names) -> Iterator[tuple[Json, bool]]:
    """Give each statement that answers a saying of the gold, and whether speaker and act agree."""
    for saying in gold["claims"]:
        for statement in _answers(saying, statements):
            alike = most_alike(saying["speaker"], _called(statement, names)) >= SAME_SPEAKER
            yield statement, alike and statement.get("act") == saying["stance"]


def _answers(saying: Json, statements: list[Json]) -> list[Json]:
    """Find the statements that hold most of the gold's words in the fewest characters."""
    found = []
    for statement in statements:
        length = len(statement["text"])
        share = _share(saying["text"], statement["text"])
        if share >= ENOUGH and length <= max(LONGEST, 4 * len(saying["text"])):
            found.append(((share, -length), statement))
    best = max((fit for fit, _ in found), default=None)
    return [statement for fit, statement in found if fit == best]


def _share(words: str, text: str) -> float:
    wanted, given = fold(words), fold(text)
    if wanted in given:
        return 1.0
    telling = set(wanted.split())
    return len(telling & set(given.split())) / max(1, len(telling))


def _called(statement: Json, names: Names) -> list[str]:
    """List all names of the nearest speaker; the document's own voice is called "document"."""
    if not statement.get("voice"):
        return ["document"]
    voice = statement["voice"][0]
    entity = names.get(voice.get("entity") or "", [])
    return [n for n in (voice.get("name"), *entity, voice.get("text")) if n]
