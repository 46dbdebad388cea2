"""The comparison of accounts with its agreements and conflicts made visible at a glance."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Literal

from solferino.codec import value
from solferino.model import Contradiction
from solferino.publish.comparison import Column, Comparison, Row
from solferino.publish.said import Said, Teller
from solferino.text.fold import fold

Verdict = Literal["contradict", "differ", "partly", "agree", "alone"]
SIGNS: dict[Verdict, str] = {
    "contradict": "≠",
    "differ": "~",
    "partly": "≈",
    "agree": "=",
    "alone": "1",
}
LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
Place = tuple[int, int, int]  # source, start, end: the words of a claim on one page


@value
class Told:
    """One value in a cell, once, with all the words there that say so; `side` is its letter."""

    value: str
    side: str
    said: tuple[Said, ...]


@value
class Field:
    """One row: how the accounts stand to each other, and a cell for each of them."""

    name: str
    verdict: Verdict
    speaking: int
    cells: tuple[tuple[Told, ...], ...]

    @property
    def sign(self) -> str:
        """Show the verdict as one character."""
        return SIGNS[self.verdict]


@value
class Agreement:
    """The table: fields down, accounts across."""

    columns: tuple[Column, ...]
    fields: tuple[Field, ...]


def agreement(comparison: Comparison, disputed: Sequence[Mapping[Place, str]]) -> Agreement:
    """Mark each row of a comparison with how its accounts stand to each other.

    `contradict` is what the case itself holds to be contradictory (see `disputes`); the other
    verdicts compare values as worded, kinds of letters and quotes aside. Where accounts do not
    agree, equal values of a row have equal letters. Contradictory rows come first.
    """
    fields = [_field(row, disputed) for row in comparison.rows]
    fields.sort(key=lambda field: field.verdict != "contradict")
    return Agreement(columns=comparison.columns, fields=tuple(fields))


def disputes(contradictions: Iterable[Contradiction], teller: Teller) -> list[dict[Place, str]]:
    """Find for each contradiction where the words of its positions stand on the page."""
    found = []
    for contradiction in contradictions:
        places: dict[Place, str] = {}
        for position in contradiction.positions:
            spans = [teller.view.claims[c].span for c in position.claims if c in teller.view.claims]
            for span in spans:
                places[teller.number(span.document), span.start, span.end] = position.value
        found.append(places)
    return found


def _field(row: Row, disputed: Sequence[Mapping[Place, str]]) -> Field:
    spoken = [{fold(said.value) for said in cell} for cell in row.cells if cell]
    verdict = _verdict(row, spoken, disputed)
    letters = {} if verdict in {"agree", "alone"} else _letters(row)
    return Field(
        name=row.field,
        verdict=verdict,
        speaking=len(spoken),
        cells=tuple(_cell(cell, letters) for cell in row.cells),
    )


def _verdict(
    row: Row, spoken: Sequence[set[str]], disputed: Sequence[Mapping[Place, str]]
) -> Verdict:
    places = [(s.source, s.quote.start, s.quote.end) for cell in row.cells for s in cell]
    if any(len({sides[p] for p in places if p in sides}) > 1 for sides in disputed):
        return "contradict"
    if len(spoken) == 1:
        return "alone"
    if all(values == spoken[0] for values in spoken):
        return "agree"
    return "partly" if set.intersection(*spoken) else "differ"


def _letters(row: Row) -> dict[str, str]:
    """Give each value a letter, what most accounts say first."""
    counted = Counter(v for cell in row.cells for v in {fold(said.value) for said in cell})
    ordered = sorted(counted, key=lambda v: (-counted[v], v))
    return dict(zip(ordered, LETTERS, strict=False))


def _cell(cell: Sequence[Said], letters: dict[str, str]) -> tuple[Told, ...]:
    groups: dict[str, list[Said]] = {}
    for said in cell:
        groups.setdefault(fold(said.value), []).append(said)
    return tuple(
        Told(value=group[0].value, side=letters.get(key, ""), said=tuple(group))
        for key, group in groups.items()
    )
