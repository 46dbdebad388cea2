"""From marks on words to templates: what is sure enough, told once, under the types told of."""

import itertools
from collections.abc import Iterator, Sequence
from typing import Protocol

from bench.templates.measure import normal, rows
from bench.templates.reading import ROLES, TYPES, Report, Template
from bench.templates.signs import Signs
from solferino.codec import value

FAINT = 0.2  # sureness of a beginning below which nothing is looked at
SMALL = frozenset(("of", "and", "for", "de", "del", "la", "el"))


class Marked(Protocol):
    """What a learner says of a report's words and of the whole; see `learned.Marks`."""

    @property
    def begins(self) -> Sequence[Sequence[float]]: ...  # noqa: D102  (as there)
    @property
    def goes_on(self) -> Sequence[Sequence[float]]: ...  # noqa: D102
    @property
    def word_types(self) -> Sequence[Sequence[float]]: ...  # noqa: D102
    @property
    def types(self) -> Sequence[float]: ...  # noqa: D102


@value
class Bars:
    """How sure a filler, its type and the report's type must be, and what telling twice adds."""

    filler: float
    filler_type: float
    report_type: float
    again: float


GRID = tuple(
    Bars(filler=f, filler_type=t, report_type=r, again=a)
    for f, t, r, a in itertools.product(
        (0.3, 0.4, 0.5, 0.6, 0.7), (0.4, 0.5), (0.25, 0.35, 0.45), (0.0, 0.5)
    )
)


@value
class _Found:
    """A filler that is told at one or more places: by its folded name."""

    role: int
    name: str
    text: str
    sure: tuple[float, ...]
    types: tuple[float, ...]


def assemble(text: str, seen: Signs, marks: Marked, bars: Bars) -> tuple[Template, ...]:
    """Make at most one template of each type."""
    kept: list[_Found] = []
    found = sorted(_found(text, seen, marks), key=lambda f: (-_sure(f, bars), f.role, f.name))
    for one in found:
        known = any(k.role == one.role and _same(k, one) for k in kept)
        if _sure(one, bars) >= bars.filler and not known:
            kept.append(one)
    made = []
    for at, kind in enumerate(TYPES):
        if marks.types[at] <= bars.report_type:
            continue
        mine = [f for f in kept if f.types[at] > bars.filler_type or f.types[at] == max(f.types)]
        roles = tuple(tuple((f.text,) for f in mine if f.role == r) for r in range(len(ROLES)))
        made.append(Template(type=kind, roles=roles))
    return tuple(made)


def best_bars(reports: Sequence[Report], seen: Sequence[Signs], marks: Sequence[Marked]) -> Bars:
    """Choose the bars that measure best on reports that were not learned from."""

    def measured(bars: Bars) -> float:
        made = [assemble(r.text, s, m, bars) for r, s, m in zip(reports, seen, marks, strict=True)]
        return rows(reports, made)[-1].f1

    return max(GRID, key=measured)


def _sure(found: _Found, bars: Bars) -> float:
    """Join how sure each telling is: a second one adds less than a first."""
    doubt = 1.0
    for sure in found.sure:
        doubt *= 1 - sure * bars.again
    return max(*found.sure, 1 - doubt)


def _found(text: str, seen: Signs, marks: Marked) -> Iterator[_Found]:
    """Gather the tellings of each name; its types are weighed by how sure each telling is."""
    tellings: dict[tuple[int, str], list[tuple[str, float, list[float]]]] = {}
    for role in range(len(ROLES)):
        for first, last in _spans(marks, role):
            own = text[seen.words[first][0] : seen.words[last - 1][1]]
            parts = [
                marks.begins[first][role],
                *(marks.goes_on[i][role] for i in range(first + 1, last)),
            ]
            kinds = [
                sum(marks.word_types[i][t] for i in range(first, last)) for t in range(len(TYPES))
            ]
            if normal(own):
                telling = (own, sum(parts) / len(parts), [k / (last - first) for k in kinds])
                tellings.setdefault((role, normal(own)), []).append(telling)
    for (role, name), told in tellings.items():
        weight = sum(sure for _, sure, _ in told)
        types = tuple(sum(s * k[t] for _, s, k in told) / weight for t in range(len(TYPES)))
        yield _Found(
            role=role, name=name, text=told[0][0], sure=tuple(s for _, s, _ in told), types=types
        )


def _spans(marks: Marked, role: int) -> Iterator[tuple[int, int]]:
    """Read fillers off the words: a sure beginning, and what goes on behind it."""
    count, at = len(marks.begins), 0
    while at < count:
        begins, goes_on = marks.begins[at][role], marks.goes_on[at][role]
        if begins <= FAINT or begins * 2 < goes_on:
            at += 1
            continue
        last = at + 1
        while last < count and _goes_on(marks, role, last):
            last += 1
        yield at, last
        at = last


def _goes_on(marks: Marked, role: int, at: int) -> bool:
    begins, goes_on = marks.begins[at][role], marks.goes_on[at][role]
    outside = 1 - begins - goes_on
    return goes_on > max(0.8 * outside, begins)


def _same(left: _Found, right: _Found) -> bool:
    """Whether two names hold one another's words, or one is the other's initials."""
    one, other = set(left.name.split()), set(right.name.split())
    return (
        one <= other
        or other <= one
        or _initials(left) == right.name
        or _initials(right) == left.name
    )


def _initials(found: _Found) -> str:
    return "".join(w[0] for w in found.name.split() if w not in SMALL)
