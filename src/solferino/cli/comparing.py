"""The verb `compare`: who records what the other does not."""

from itertools import combinations
from pathlib import Path

import click

from solferino.cli.cases import CASE, ENGINE, open_case
from solferino.cli.talk import Talk, verb
from solferino.importing.overlap import FATES, Overlaps

PAIRS = ("left", "right", "matched", "unsure", "only_left", "only_right")
EVENTS = ("fate", "left", "right", "title", "why")


@verb
@CASE
@click.argument("left", required=False)
@click.argument("right", required=False)
def compare(*, case: Path, left: str | None, right: str | None, talk: Talk) -> None:
    """Say who records what the other does not.

    LEFT and RIGHT are registers that were imported, by the names of their coders, or "the case" for
    its own documents; beginnings will do. Without them, every two are counted. Each event is told
    once: matched, unsure (a person has to say; `solferino judge`), only left, only right, with the
    reason in words.
    """
    with open_case(case, talk) as opened:
        overlaps = Overlaps(opened, opened.picture(ENGINE))
    if left is None or right is None:
        found = [overlaps.between(*pair) for pair in combinations(overlaps.sides, 2)]
        rows = [(o.left, o.right, *(o.count(fate) for fate in FATES)) for o in found]
        talk.table("pairs", PAIRS, rows)
        if not found:
            talk.say("There are no two registers, and no documents beside one, to compare.")
        return
    told = overlaps.between(overlaps.side(left), overlaps.side(right))
    talk.table(
        "events",
        EVENTS,
        [(m.fate, "; ".join(m.left), "; ".join(m.right), m.title, m.why) for m in told.met],
    )
    counted = ", ".join(f"{told.count(fate)} {fate}" for fate in FATES)
    talk.say(f"{told.left} and {told.right}: {counted}.")
