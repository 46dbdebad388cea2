"""The appeals and running totals of one document against its gold."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from solferino.measure.names import fold, most_alike, same_actor
from solferino.measure.sheet import Sheet

Json = dict[str, Any]
Names = Mapping[str, list[str]]
Likeness = Callable[[Json, Json], float]

SAME_NAME = 0.6
ENOUGH = 0.5  # of the words of a request, or of what is counted
QUOTED = 0.75  # what the gold's own words weigh when they stand in the statement
SHORTEST = 3  # letters of a word that tells
STEM = 6  # letters by which two words are compared: endings do not count


def score_appeals(name: str, gold: Json, told: list[Json], sheet: Sheet) -> None:
    """Count the appeals of a document: found at all, by whom, to whom, what came of it.

    `told` are appeals with their own statements as `said`. The gold lists appeals that have an
    addressee; an exported one without is not held against the export.
    """
    if "appeals" not in gold:
        return
    pairs = _paired(gold["appeals"], told, _appeal)
    for asked, found in pairs:
        if found is None:
            sheet.count("appeal", missed=1)
            sheet.notes.append(f"{name}: appeal missed {asked['from']} to {asked['to']}")
            continue
        sheet.count("appeal", true=1)
        for row, field in (("appeal by", "from"), ("appeal to", "to")):
            given = found.get(field)
            right = same_body(asked[field], [given])
            sheet.judge(row, right=right, given=bool(given))
            if not right:
                sheet.notes.append(f"{name}: {row} {given!r} for {asked[field]!r}")
        for row, field in (("appeal, reply", "reply"), ("appeal, outcome", "outcome")):
            wanted, given = asked.get(field, "unknown"), found.get(field, "unknown")
            known = given != "unknown"
            sheet.judge(row, right=wanted == given, given=known)
            if wanted != given:
                sheet.notes.append(f"{name}: {row} {given} for {wanted}: {asked['request']}")
    for invented in _left(told, pairs):
        if invented.get("to"):
            sheet.count("appeal", false=1)
            sheet.notes.append(f"{name}: appeal invented {invented['said']!r}")


def score_tallies(name: str, gold: Json, told: list[Json], names: Names, sheet: Sheet) -> None:
    """Count the running totals of a document: the number, who counts, since when."""
    if "tallies" not in gold:
        return
    pairs = _paired(gold["tallies"], told, _tally)
    for asked, found in pairs:
        if found is None:
            sheet.count("tally", missed=1)
            sheet.notes.append(f"{name}: tally missed {asked['count']} {asked['what']}")
            continue
        sheet.count("tally", true=1)
        called = [found.get("by"), *names.get(found.get("by_entity") or "", ())]
        right = same_body(asked["by"], called)
        sheet.judge("tally by", right=right, given=bool(found.get("by")))
        if not right:
            sheet.notes.append(f"{name}: tally by {found.get('by')!r} for {asked['by']!r}")
        if asked.get("since"):
            since = found.get("since")
            right = share(asked["since"], since or "") >= ENOUGH
            sheet.judge("tally, since", right=right, given=bool(since))
    for invented in _left(told, pairs):
        sheet.count("tally", false=1)
        sheet.notes.append(f"{name}: tally invented {invented['said']!r}")


def same_body(wanted: str, called: Iterable[str | None]) -> bool:
    """Whether one of several names means the body or person that the gold names."""
    given = [name for name in called if name]
    return most_alike(wanted, given) >= SAME_NAME or same_actor(wanted, given)


def share(wanted: str, text: str) -> float:
    """Measure how many of the wanted words a text has, from 0 to 1."""
    words, others = _stems(wanted), _stems(text)
    return len(words & others) / len(words) if words else 0.0


def _stems(text: str) -> set[str]:
    words = fold(text).split()
    return {word[:STEM] for word in words if len(word) >= SHORTEST or word.isdigit()}


def _appeal(asked: Json, told: Json) -> float:
    quoted = QUOTED * (fold(asked["text"]) in fold(told["said"]))
    worded = share(asked["request"], told.get("request") or "")
    if max(quoted, worded) < ENOUGH:
        return 0.0
    addressed = same_body(asked["to"], [told.get("to")])
    return worded + quoted + SAME_NAME * addressed


def _tally(asked: Json, told: Json) -> float:
    most = None if asked["at_least"] else asked["count"]
    if (told.get("min"), told.get("max")) != (asked["count"], most):
        return 0.0
    quoted = QUOTED * (fold(asked["text"]) in fold(told["said"]))
    worded = share(asked["what"], f"{told.get('what')} {told['said']}")
    return quoted + worded if max(quoted, worded) >= ENOUGH else 0.0


def _paired(
    gold: list[Json], told: list[Json], likeness: Likeness
) -> list[tuple[Json, Json | None]]:
    """Pair each of the gold with what answers it, the likest first, each once."""
    scores = sorted(
        (-likeness(asked, given), i, j)
        for i, asked in enumerate(gold)
        for j, given in enumerate(told)
    )
    answers: dict[int, int] = {}
    for score, i, j in scores:
        if score < 0 and i not in answers and j not in answers.values():
            answers[i] = j
    return [(asked, told[answers[i]] if i in answers else None) for i, asked in enumerate(gold)]


def _left(told: list[Json], pairs: list[tuple[Json, Json | None]]) -> list[Json]:
    answers = [id(found) for _, found in pairs if found is not None]
    return [one for one in told if id(one) not in answers]
