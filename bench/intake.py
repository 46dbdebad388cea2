"""How many keys a coder presses from sixty reports to rows, and how long they wait.

`python -m bench.intake [REPORTS]` makes reports of fiction, each about an incident of which the
truth is known (every fifth tells of no attack), lets a coder of rules sit at the desk, and counts.
The coder triages by the desk's own proposal (one key), opens each row, compares five cells with the
truth, corrects a cell that is wrong where it stands (its number's key, the new value, Enter; a
value that is missing costs in addition the keys of finding it in the document) and accepts the row
with one key. Waiting is the time of the server's answers, with what is drawn anew behind the page
running in the same process.
"""

import random
import re
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from html import unescape
from pathlib import Path
from statistics import median

import anyio
import httpx

from bench.desk import HOME, PORT, clock
from bench.many import MONTHS, name, talk
from solferino import plugins
from solferino.desk.guard import Door
from solferino.desk.serve import make_desk
from solferino.pipeline import work
from solferino.store.case import Case
from solferino.workers import pool

REPORTS, EACH = 60, 3
FINDING = 6  # keys to reach a value that the desk did not propose: open, select, choose its kind
CELLS = ("Attack Date", "Total Death", "Total Injured", "HC Facilities", "Type of Facility")
CELL = re.compile(
    r'<th scope="row" lang="en" dir="ltr">([^<]*)</th>\s*<td><bdi class="value">([^<]*)</bdi>'
)
NEXT = re.compile(r'action="(/coding/\w+/accept)".*?name="next" value="([^"]*)"', re.DOTALL)
TRIAGE = re.compile(r'action="(/intake/triage/\w+)"')
BELONGS = re.compile(r'name="belongs" value="(\w+)"')
TITLE = re.compile(r"<h1>.*?<bdi>(.*?)</bdi>", re.DOTALL)
COUNTS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")


@dataclass
class Tally:
    """What a coder did: keys, waits (seconds), and rows with how they came out."""

    keys: int = 0
    waits: list[float] = field(default_factory=list)
    rows: int = 0
    right: int = 0
    corrected: int = 0
    missing: int = 0
    triaged: dict[str, int] = field(default_factory=dict)
    unmatched: int = 0


def stories(number: int) -> Iterator[tuple[dict[str, str], list[tuple[str, str]]]]:
    """Invent incidents, each with the truth of its cells and a few reports of it."""
    chance = random.Random(19)  # noqa: S311  (not for secrets)
    for at in range(-(-number // EACH)):
        town, facility, person = name(chance), name(chance), f"{name(chance)} {name(chance)}"
        day, month = chance.randint(1, 28), chance.choice(MONTHS)
        dead, hurt = chance.randint(2, 9), chance.randint(2, 9)
        truth = {
            "Attack Date": f"{MONTHS.index(month) + 1}/{day}/31 12:00 AM",
            "Total Death": str(dead),
            "Total Injured": str(hurt),
            "HC Facilities": "YES",
            "Type of Facility": "",
            "town": town,
        }
        told = []
        for n in range(EACH):
            weapon = chance.choice(("Rockets", "Shells", "Two missiles", "Mortar rounds"))
            first = f"{weapon} hit the {facility} hospital in {town} on {day} {month} 2031"
            killed = f"{COUNTS[dead - 1].capitalize()} people were killed in the attack"
            lines = [
                f"{first}, its director {person} said. {talk(chance)}",
                f"{killed}, {person} told reporters. {talk(chance)} {talk(chance)}",
                f"{person} said that {COUNTS[hurt - 1]} people were injured. {talk(chance)}",
            ]
            text = "\n\n".join(lines[: 3 if n else 2])
            if (at * EACH + n) % 5 == 4:
                text = f"The hospital in {town} opened a new ward. {talk(chance)} {talk(chance)}"
            told.append((f"{at:03}-{n}.txt", text))
        yield truth, told


class Coder:
    """Sits at the desk, presses keys, and counts them."""

    def __init__(self, client: httpx.AsyncClient, truths: dict[str, dict[str, str]]) -> None:
        self._client = client
        self._truths = truths
        self.tally = Tally()

    async def ask(self, address: str, form: dict[str, str] | None = None) -> httpx.Response:
        """Ask for a page, or post a form, and wait for it."""
        before = time.perf_counter()
        if form is None:
            answer = await self._client.get(address)
        else:
            headers = {"Origin": HOME}
            answer = await self._client.post(address, data=form, headers=headers)
        self.tally.waits.append(time.perf_counter() - before)
        return answer

    async def triage(self) -> None:
        """Triage all that waits by what the desk proposes."""
        page = (await self.ask("/intake")).text
        while found := TRIAGE.search(page):
            known = BELONGS.search(page)
            what = "belongs" if known else "relevant" if "so far only" in page.lower() else "none"
            form = (
                {"belongs": known[1]}
                if known
                else {"relevance": "not_relevant" if what == "none" else "relevant"}
            )
            self.tally.triaged[what] = self.tally.triaged.get(what, 0) + 1
            self.tally.keys += 1
            await self.ask(found[1], form)
            page = (await self.ask("/intake")).text

    async def code(self) -> None:
        """Code row after row until none is left."""
        answer = await self.ask("/coding")
        address = answer.headers["location"]
        while address.startswith("/coding/"):
            page = unescape((await self.ask(address)).text)
            found = NEXT.search(page)
            assert found is not None
            self._compare(page)
            self.tally.keys += 1
            self.tally.rows += 1
            await self.ask(found[1], {"scheme": "ssa", "next": found[2]})
            address = found[2]

    def _compare(self, page: str) -> None:
        cells = {column: text.removeprefix("–") for column, text in CELL.findall(page)}
        title = TITLE.search(page)
        town = next((t for t in self._truths if title and title[1].startswith(t)), None)
        if town is None:
            self.tally.unmatched += 1
            return
        for column in CELLS:
            wanted = self._truths[town][column]
            if cells.get(column, "") == wanted:
                self.tally.right += 1
                continue
            self.tally.corrected += 1
            self.tally.keys += 1 + len(wanted) + 1
            if not cells.get(column):
                self.tally.missing += 1
                self.tally.keys += FINDING


async def sit(case: Case, truths: dict[str, dict[str, str]]) -> Tally:
    """Let the coder sit down, triage and code."""
    keys: list[str] = []
    app = make_desk(case, Door(keys.append), PORT, clock)
    transport = httpx.ASGITransport(app=app)
    async with httpx.AsyncClient(transport=transport, base_url=HOME) as client:
        await client.get("/enter", params={"key": keys[0]})
        client.cookies.set("solferino-by", "AN")
        coder = Coder(client, truths)
        await coder.triage()
        await coder.code()
    return coder.tally


def main() -> None:
    number = int(sys.argv[1]) if len(sys.argv) > 1 else REPORTS
    told = list(stories(number))
    truths = {truth["town"]: truth for truth, _ in told}
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "case"
        with Case.create(path, "Bench", clock=clock, by="bench") as made, pool(2) as workers:
            for _, reports in told:
                for file, text in reports:
                    made.receive(file, text.encode())
            for _ in work(made, plugins.kit(plugins.find()), workers):
                pass
        with Case.open(path, clock=clock, by="bench") as case:
            tally = anyio.run(sit, case, truths)
    count = sum(len(r) for _, r in told)
    cells = tally.right + tally.corrected
    print(f"{count} reports of {len(told)} incidents; rows in the case: {tally.rows}")
    print(f"  triaged by the desk's proposal: {tally.triaged}")
    print(
        f"  keys in all: {tally.keys}; per report {tally.keys / count:.1f}, "
        f"per row {tally.keys / max(1, tally.rows):.1f}"
    )
    print(
        f"  cells compared: {cells}; right {tally.right}, corrected {tally.corrected}, of these "
        f"missing {tally.missing}; rows that are no incident of the truth: {tally.unmatched}"
    )
    waits = sorted(tally.waits)
    late = waits[len(waits) * 95 // 100]
    print(
        f"  waiting: {sum(waits):.1f} s in {len(waits)} answers, median "
        f"{1000 * median(waits):.0f} ms, 95th percentile {1000 * late:.0f} ms; "
        f"{sum(waits) / max(1, tally.rows):.2f} s per row"
    )


if __name__ == "__main__":
    main()
