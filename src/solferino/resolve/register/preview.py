"""What a file would do to the register: told before anything enters."""

from collections.abc import Sequence
from typing import Literal

from solferino.codec import value
from solferino.model import Problem
from solferino.model.register import Detail
from solferino.resolve.collector import collector_paused
from solferino.resolve.register.enlisting import Listed, Listing
from solferino.resolve.register.register import Register

Fate = Literal["added", "changed", "known", "doubtful", "left out"]
FATES: tuple[Fate, ...] = ("added", "changed", "known", "doubtful", "left out")


@value
class Told:
    """What becomes of one row, and why.

    added: a facility that was not there; changed: it tells more of one that was; known: it tells
    nothing new; doubtful: it enters, and a person should look at it; left out: it cannot enter.
    `entry` is the id that it has afterwards.
    """

    line: int
    entry: str | None
    name: str
    fate: Fate
    why: str


@value
class Preview:
    """What becomes of each row, and the problems of the file."""

    rows: tuple[Told, ...]
    problems: tuple[Problem, ...]

    def count(self, fate: Fate) -> int:
        """How many rows have this fate."""
        return sum(row.fate == fate for row in self.rows)


def preview(before: Register, after: Register, listing: Listing) -> Preview:
    """Compare the register before and after; `listing` holds the rows that make the difference."""
    old = {(d.entries, d.why) for d in before.doubts}
    doubts: dict[str, str] = {}
    for doubt in after.doubts:
        if (doubt.entries, doubt.why) not in old:
            for entry in doubt.entries:
                doubts.setdefault(entry, _among(after, doubt.entries, entry, doubt.why))
    with collector_paused():
        rows = [_told(before, after, row, doubts) for row in listing.rows]
    return Preview(rows=tuple(rows), problems=listing.problems)


def _among(register: Register, entries: Sequence[str], own: str, why: str) -> str:
    others = (register.entry(id_) for id_ in entries if id_ != own)
    named = ", ".join(f"{entry.name} ({entry.id[:8]})" for entry in others if entry)
    return f"{why}; see {named}" if named else why


def _told(before: Register, after: Register, row: Listed, doubts: dict[str, str]) -> Told:
    wrong = "; ".join(problem.message for problem in row.problems)
    if row.entry is None:
        return Told(line=row.line, entry=None, name="", fate="left out", why=wrong)
    home = after.home[row.entry.id]
    entry = after.entry(home)
    was = [b for b in map(before.entry, after.members(home)) if b is not None]
    known = {detail for one in was for detail in one.details}
    new = [detail for detail in row.entry.details if detail not in known]
    fate: Fate = "added" if not was else "changed" if new else "known"
    why = _worded(new) if was else ""
    doubt = "; ".join(part for part in (wrong, doubts.get(home, "")) if part)
    return Told(
        line=row.line,
        entry=home,
        name=entry.name if entry else row.entry.name,
        fate="doubtful" if doubt else fate,
        why=doubt or why,
    )


def _worded(details: Sequence[Detail]) -> str:
    return "; ".join(f"{d.property}{f' ({d.tag})' if d.tag else ''}: {d.value}" for d in details)
