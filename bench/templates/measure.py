"""The measure of the public template scorer, computed without trying every assignment blindly.

Each report's templates are laid on those of its key, one to one at most and of the same type,
so that the F1 over type and roles is highest. An entity is right when every name given for it is
one of those in the key. Definition after Du, Rush and Cardie (2021), "Template Filling with
Generative Transformers", and the scorer published with it; written anew. Where several layings
are equally good, the first is taken in that scorer's order, so that roles agree with it too.
"""

import string
from collections.abc import Iterator, Sequence

from bench.templates.reading import ROLES, Entity, Report, Template
from solferino.codec import value

PARTS = ("incident_type", *ROLES)
_PUNCTUATION = str.maketrans("", "", string.punctuation)
Counts = tuple[int, ...]


@value
class Row:
    """A role's figures: right of those given, found of those in the key."""

    name: str
    right: int
    given: int
    found: int
    known: int

    @property
    def precision(self) -> float:
        """Share of what was given that is right."""
        return self.right / self.given if self.right else 0.0

    @property
    def recall(self) -> float:
        """Share of what is in the key that was found."""
        return self.found / self.known if self.found else 0.0

    @property
    def f1(self) -> float:
        """Harmonic mean of both."""
        return _f1(self.precision, self.recall)


@value
class _Pair:
    """What one template of the answer has in common with one of the key, by part."""

    right: Counts
    found: Counts


def rows(reports: Sequence[Report], answers: Sequence[tuple[Template, ...]]) -> tuple[Row, ...]:
    """Measure answers against keys: a row for each part, and one over all at the end."""
    total = [[0] * 4 for _ in PARTS]
    for report, answer in zip(reports, answers, strict=True):
        right, found = _laid(answer, report.key)
        for i in range(len(PARTS)):
            counts = (right[i], _size(answer, i), found[i], _size(report.key, i))
            total[i] = [a + b for a, b in zip(total[i], counts, strict=True)]
    whole = [sum(column) for column in zip(*total, strict=True)]
    named = [*zip(PARTS, total, strict=True), ("all", whole)]
    return tuple(Row(name=name, right=r, given=g, found=f, known=k) for name, (r, g, f, k) in named)


def _f1(precision: float, recall: float) -> float:
    return 2 * precision * recall / (precision + recall) if precision + recall else 0.0


def _size(templates: Sequence[Template], part: int) -> int:
    return len(templates) if part == 0 else sum(len(t.roles[part - 1]) for t in templates)


def _laid(answer: Sequence[Template], key: Sequence[Template]) -> tuple[Counts, Counts]:
    """Lay an answer on its key at best; give what is right and what is found, by part."""
    pairs = [[_pair(a, k) for k in key] for a in answer]
    given = sum(_size(answer, i) for i in range(len(PARTS)))
    known = sum(_size(key, i) for i in range(len(PARTS)))
    best, chosen = -1.0, (_none(), _none())
    for right, found in _layings(pairs, 0, frozenset()):
        precision = sum(right) / given if given else 0.0
        recall = sum(found) / known if known else 0.0
        mark = _f1(precision, recall)
        if mark > best:
            best, chosen = mark, (right, found)
    return chosen


def _none() -> Counts:
    return (0,) * len(PARTS)


def _layings(
    pairs: Sequence[Sequence[_Pair | None]], at: int, used: frozenset[int]
) -> Iterator[tuple[Counts, Counts]]:
    """Give the sums of every laying of the answers from `at` on, the key's first ones first."""
    if at == len(pairs):
        yield _none(), _none()
        return
    for j, pair in (*enumerate(pairs[at]), (None, None)):
        if j is not None and j in used:
            continue
        for right, found in _layings(pairs, at + 1, used if j is None else used | {j}):
            yield (
                (right, found)
                if pair is None
                else (_add(pair.right, right), _add(pair.found, found))
            )


def _add(left: Counts, right: Counts) -> Counts:
    return tuple(a + b for a, b in zip(left, right, strict=True))


def _pair(answer: Template, key: Template) -> _Pair | None:
    """Compare two templates; None where their types differ ("attack" fits "bombing / attack")."""
    if answer.type not in key.type:
        return None
    right, found = [1], [1]
    for mine, known in zip(answer.roles, key.roles, strict=True):
        right.append(sum(any(_same(m, k) for k in known) for m in mine))
        found.append(sum(any(_same(m, k) for m in mine) for k in known))
    return _Pair(right=tuple(right), found=tuple(found))


def _same(mine: Entity, known: Entity) -> bool:
    return {normal(m) for m in mine} <= {normal(k) for k in known}


def normal(text: str) -> str:
    """Fold a name for comparing: lower case, no punctuation, no articles, single spaces."""
    bare = text.lower().translate(_PUNCTUATION).split()
    return " ".join(w for w in bare if w not in ("a", "an", "the"))
