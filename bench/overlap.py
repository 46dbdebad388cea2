"""How well two registers of the same events are linked: made registers whose truth is known.

Every event is made from its number: a facility, a town, a day, a weapon, a toll. Each register
records a share of them, in its own layout, and errs as registers do: a day off, another figure, no
name of the facility, only the province. `python -m bench.overlap [EVENTS]` prints how many pairs
are matched rightly and wrongly, left to a person, and missed. The rules were not written by it.
"""

import csv
import io
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from pathlib import Path

from solferino import pipeline, plugins
from solferino.codec import sha256
from solferino.importing.overlap import Overlap, Overlaps
from solferino.importing.rows import Wish, offer, take_in
from solferino.store.case import Case
from solferino.workers import here

FIRST = ("Or", "Ves", "Kel", "Tor", "Lin", "Mar", "Qua", "Bre", "Sal", "Dun", "Fer", "Hol")
LAST = ("rin", "sak", "dral", "vessel", "mora", "nath", "rest", "gard", "len", "tor", "wick", "ush")
KINDS = ("Hospital", "Clinic", "Health Centre", "Maternity Hospital")
WEAPONS = ("Rocket", "Shelling", "Aerial Bomb: Plane", "Firearms", "Arson")
BEGIN = date(2031, 1, 1)
AT = "2031-12-31T00:00:00Z"
DAYS, TOWNS, PROVINCES = 200, 40, 6


def drawn(*of: object) -> float:
    """Draw a number from 0 to 1, the same each time."""
    return int(sha256(repr(of).encode())[:12], 16) / 16**12


def pick(words: Sequence[str], *of: object) -> str:
    return words[int(drawn(*of) * len(words))]


def name(*of: object) -> str:
    return pick(FIRST, "first", *of) + pick(LAST, "last", *of)


def event(number: int) -> dict[str, str]:
    """Make an event from its number."""
    town = int(drawn("town", number) * TOWNS)
    day = BEGIN + timedelta(days=int(drawn("day", number) * DAYS))
    return {
        "facility": f"{name('facility', number)} {pick(KINDS, 'kind', number)}",
        "town": name("town", town),
        "province": name("province", town % PROVINCES),
        "day": day.isoformat(),
        "weapon": pick(WEAPONS, "weapon", number),
        "killed": str(int(drawn("killed", number) * 6)),
    }


def row(register: str, number: int) -> list[str] | None:
    """Record an event as one register does; null where it does not know of it."""
    if drawn(register, "knows", number) > 0.6:
        return None
    told = event(number)
    if drawn(register, "day off", number) < 0.1:
        told["day"] = (date.fromisoformat(told["day"]) + timedelta(days=1)).isoformat()
    if drawn(register, "figure", number) < 0.25:
        told["killed"] = str(int(told["killed"]) + 1)
    if drawn(register, "unnamed", number) < 0.4:
        told["facility"] = ""
        if drawn(register, "no town", number) < 0.4:
            told["town"] = ""
    order = ("day", "facility", "town", "province", "weapon", "killed")
    return [f"{register}{number}", *(told[of] for of in order), "Sudan"]


def register(called: str, events: int) -> bytes:
    out = io.StringIO()
    head = ["Reference", "Date", "Facility", "Town", "Province", "Weapon", "Killed", "Country"]
    rows = (row(called, number) for number in range(events))
    csv.writer(out).writerows([head, *(r for r in rows if r is not None)])
    return out.getvalue().encode()


def compared(events: int) -> Overlap:
    """Take two registers into a new case, and compare them."""
    kit = plugins.kit(plugins.find())
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "case"
        with Case.create(path, "Made", clock=lambda: AT, by="the bench") as case:
            for called in ("a", "b"):
                wish = Wish(by="the bench", coder=f"Register {called}")
                file = (f"{called}.csv", register(called, events))
                take_in(case, offer(case, kit.readers, file, wish))
            for _ in pipeline.work(case, kit, here()):
                pass
            overlaps = Overlaps(case, case.picture(""))
            return overlaps.between("Register a", "Register b")


def report(events: int) -> Iterator[str]:
    """Tell the figures as lines."""
    begun = time.process_time()
    told = compared(events)
    spent = time.process_time() - begun
    both = {n for n in range(events) if row("a", n) and row("b", n)}
    counted: Counter[str] = Counter()
    found: dict[str, set[int]] = {"matched": set(), "unsure": set()}
    for one in told.met:
        for left in one.left:
            for right in one.right:
                true = left[1:] == right[1:]
                counted[f"{one.fate}, {'rightly' if true else 'wrongly'}"] += 1
                if true:
                    found[one.fate].add(int(left[1:]))
    yield f"{events} events, {len(both)} of them in both registers; {spent:.1f} s of process time"
    for what, number in sorted(counted.items()):
        yield f"  {what}: {number}"
    missed = both - found["matched"] - found["unsure"]
    open_ = found["unsure"] - found["matched"]
    yield f"  in both: matched {len(found['matched'])}, unsure {len(open_)}, missed {len(missed)}"


if __name__ == "__main__":
    for line in report(int(sys.argv[1]) if len(sys.argv) > 1 else 400):
        print(line, flush=True)
