"""Who records what the other does not: two registers, or a register and the case's own documents.

Registers are linked by the same machinery as documents; here its groups are read, and for each
pair the words in which it says why.
"""

from collections.abc import Mapping, Sequence
from itertools import product
from typing import Literal

from solferino.codec import value
from solferino.deriving.rows import Codings, codings, row_of
from solferino.errors import UsageError
from solferino.incidents.compare import compare
from solferino.incidents.link import sights_of
from solferino.incidents.sight import Sight, wordings
from solferino.model import Directory, Incident, telling
from solferino.ports import Picture
from solferino.store.case import Case
from solferino.text.fold import fold

OWN = "the case"  # the documents that are no rows of a register
Fate = Literal["matched", "unsure", "only left", "only right"]
FATES: tuple[Fate, ...] = ("matched", "unsure", "only left", "only right")
BY_OTHERS = "joined by way of other accounts of the same event"


@value
class Met:
    """One event: what it is called on either side, its title, and why it counts so.

    `left` and `right` are the rows' own ids, or names of documents; empty where a side is silent.
    """

    fate: Fate
    left: tuple[str, ...]
    right: tuple[str, ...]
    title: str
    why: str


@value
class Overlap:
    """Two sides compared: every event of either, once."""

    left: str
    right: str
    met: tuple[Met, ...]

    def count(self, fate: Fate) -> int:
        """How many events have this fate; of unsure ones, pairs are counted."""
        return sum(one.fate == fate for one in self.met)


@value
class _Ground:
    """What comparing reads: who tells each account, what it is called there, how it is seen."""

    side: Mapping[str, str]
    label: Mapping[str, str]
    sights: Mapping[str, Sight]
    home: Mapping[str, Incident]


class Overlaps:
    """Compares the registers of a case with each other and with its own documents."""

    def __init__(self, case: Case, picture: Picture) -> None:
        """Look at a case as it stands."""
        self._picture = picture
        self._ground = _ground(picture, codings(case))

    @property
    def sides(self) -> tuple[str, ...]:
        """The registers by name, and last the case's own documents where there are any."""
        told = {*self._ground.side.values()}
        return (*sorted(told - {OWN}), *({OWN} & told))

    def side(self, called: str) -> str:
        """Find a side by its name or the beginning of it."""
        found = [name for name in self.sides if fold(name).startswith(fold(called))]
        if len(found) != 1:
            raise UsageError(
                f"{len(found) or 'no'} registers of this case are called {called}",
                f"Give one of: {', '.join(self.sides)}."
                if self.sides
                else "Take the rows of two registers in first: solferino import CASE FILE.",
            )
        return found[0]

    def between(self, left: str, right: str) -> Overlap:
        """Compare two sides, by their full names."""
        met: list[Met] = []
        joined: set[str] = set()
        for incident in sorted(self._picture.incidents, key=_order):
            ours, theirs = (self._of(incident.accounts, s) for s in (left, right))
            if ours and theirs:
                joined |= {*ours, *theirs}
                met.append(self._met("matched", incident, (ours, theirs), self._why(ours, theirs)))
        open_ = list(self._unsure(left, right, joined))
        asked = {a for pair, _ in open_ for a in pair}
        met += [self._met("unsure", self._ground.home[a], ([a], [b]), why) for (a, b), why in open_]
        for incident in sorted(self._picture.incidents, key=_order):
            ours, theirs = (self._of(incident.accounts, s) for s in (left, right))
            if bool(ours) != bool(theirs) and asked.isdisjoint((*ours, *theirs)):
                fate: Fate = "only left" if ours else "only right"
                met.append(self._met(fate, incident, (ours, theirs), ""))
        return Overlap(left=left, right=right, met=tuple(met))

    def _of(self, accounts: Sequence[str], side: str) -> list[str]:
        return [a for a in accounts if self._ground.side[a] == side]

    def _why(self, ours: Sequence[str], theirs: Sequence[str]) -> str:
        """Give the best reason of a rule for which two sides' accounts are one event."""
        seen = self._ground.sights
        found = [compare(seen[a], seen[b]) for a, b in product(ours, theirs)]
        same = [f for f in found if f is not None and f.verdict == "same"]
        return max(same, key=lambda f: (f.score, f.why)).why if same else BY_OTHERS

    def _unsure(self, left: str, right: str, joined: set[str]) -> list[tuple[tuple[str, str], str]]:
        """List the pairs that rules leave to a person, the left side's account first."""
        found = []
        for asked in self._picture.questions:
            for a, b in ((asked.left, asked.right), (asked.right, asked.left)):
                here = (self._ground.side.get(a), self._ground.side.get(b))
                if here == (left, right) and not {a, b} & joined:
                    found.append(((a, b), asked.why))
        return sorted(found)

    def _met(
        self, fate: Fate, incident: Incident, sides: tuple[Sequence[str], Sequence[str]], why: str
    ) -> Met:
        left, right = (tuple(sorted({self._ground.label[a] for a in some})) for some in sides)
        return Met(fate=fate, left=left, right=right, title=incident.title, why=why)


def _order(incident: Incident) -> tuple[str, str, str]:
    return incident.earliest or "9999", incident.title, incident.id


def _ground(picture: Picture, coded: Codings) -> _Ground:
    documents = {d.id: d for d in picture.documents}
    rows = {name: row for name, d in documents.items() if (row := row_of(d, coded)) is not None}
    claims, statements = {c.id: c for c in picture.claims}, {s.id: s for s in picture.statements}
    tellings = [telling(a, claims, statements) for a in picture.accounts]
    directory = Directory(picture.entities, picture.mentions)
    words = wordings(tellings, claims, statements, picture.documents, directory)
    side, label = {}, {}
    for account in picture.accounts:
        document = documents[account.document]
        coding = coded.get(document.receipt) if account.document in rows else None
        side[account.id] = coding.coder if coding is not None else OWN
        numbered = coding is not None and rows[account.document][1] != document.name
        label[account.id] = rows[account.document][1] if numbered else document.name
    return _Ground(
        side=side,
        label=label,
        sights=sights_of(tellings, directory, words, rows),
        home={a: i for i in picture.incidents for a in i.accounts},
    )
