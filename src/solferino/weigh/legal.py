"""The facts that lawyers ask for, each with the claims that speak for it and against it.

What counts is data (`legal.toml`). Nothing is concluded, weighed or counted: an element with no
claims was not found in the documents, which is no answer to its question.
"""

import re
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from importlib.resources import files
from typing import Any

from solferino.codec import plain, value
from solferino.model import Account, Claim, Element, Incident, Statement


@value
class Line:
    """Claims of a kind whose field holds one of these values; `opposite` ones speak against.

    Where there are `said` phrases, the statement has to hold one of them.
    """

    kind: str
    field: str | None
    wanted: frozenset[str]
    words: tuple[str, ...]
    said: tuple[str, ...]
    zero: bool
    opposite: bool


@cache
def questions() -> Mapping[str, str]:
    """Give the name of each element, in order, with what it asks."""
    return {e["name"]: e["asks"] for e in _table()["element"]}


def sheet(
    incidents: Iterable[Incident],
    accounts: Iterable[Account],
    claims: Iterable[Claim],
    statements: Iterable[Statement],
) -> tuple[Element, ...]:
    """Fill the sheet of every incident: by incident, then in the order of the questions."""
    held = {a.id: a.claims for a in accounts}
    known = {c.id: c for c in claims}
    said = {s.id: s for s in statements}
    return tuple(
        element
        for incident in sorted(incidents, key=lambda i: i.id)
        for element in _filled(
            incident.id,
            [known[c] for c in sorted({c for a in incident.accounts for c in held[a]})],
            said,
        )
    )


def _filled(
    incident: str, claims: Sequence[Claim], said: Mapping[str, Statement]
) -> Iterable[Element]:
    for number, (name, lines) in enumerate(_lines().items(), start=1):
        sides: tuple[set[str], set[str]] = (set(), set())
        for claim in claims:
            for line in lines:
                if _fits(line, claim) and _is_said(line, said[claim.statement]):
                    sides[line.opposite != _is_turned(claim, said[claim.statement])].add(claim.id)
        yield Element(
            incident=incident,
            number=number,
            element=name,
            asks=questions()[name],
            speaks_for=tuple(sorted(sides[0])),
            speaks_against=tuple(sorted(sides[1])),
        )


def _is_turned(claim: Claim, statement: Statement) -> bool:
    """Whether words deny what they speak of. Blame and appeals hold their sense in the value."""
    if claim.kind in {"blame", "appeal", "casualty"}:
        return False
    return statement.act == "denies" or statement.polarity == "negative"


def _is_said(line: Line, statement: Statement) -> bool:
    """Whether the words of a statement hold one of a line's phrases, if it has any."""
    words = " ".join(["", *re.findall(r"[^\W_]+", statement.span.text.lower()), ""])
    return not line.said or any(f" {phrase} " in words for phrase in line.said)


def _fits(line: Line, claim: Claim) -> bool:
    if claim.kind != line.kind:
        return False
    told: dict[str, Any] = plain(claim.value)
    if not line.zero and told.get("max") == 0:
        return False
    said = re.findall(r"\w+", " ".join(t for t in told.values() if isinstance(t, str)).lower())
    if line.words and not any(word.startswith(line.words) for word in said):
        return False
    if line.field is None:
        return True
    content = told[line.field]
    return not line.wanted.isdisjoint(content if isinstance(content, list | tuple) else [content])


@cache
def _lines() -> Mapping[str, tuple[Line, ...]]:
    return {
        element["name"]: tuple(
            Line(
                kind=line["kind"],
                field=line.get("field"),
                wanted=frozenset(line.get("is", ())),
                words=tuple(line.get("words", ())),
                said=tuple(line.get("said", ())),
                zero=line.get("zero", True),
                opposite=line.get("opposite", False),
            )
            for line in element["lines"]
        )
        for element in _table()["element"]
    }


@cache
def _table() -> dict[str, Any]:
    return tomllib.loads((files("solferino.weigh") / "legal.toml").read_text(encoding="utf-8"))
