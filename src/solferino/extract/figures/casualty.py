"""The figures of people harmed that a sentence tells of one event; totals stand apart."""

from collections.abc import Iterator, Sequence

from solferino.extract.figures.befallen import RULE, Befallen, befallen
from solferino.extract.figures.beside import only_beside
from solferino.extract.figures.harm import Figure, figures
from solferino.extract.figures.itemised import itemised
from solferino.extract.figures.parts import broken_down, parts
from solferino.extract.figures.restated import restated
from solferino.extract.figures.tally import is_total, number_in
from solferino.extract.named.names import Name
from solferino.extract.passage import Passage
from solferino.extract.people.definite import definite
from solferino.extract.people.quantity import Quantity
from solferino.extract.people.stand_in import meant
from solferino.extract.study import Study
from solferino.extract.syntax.tree import Tree

APART = 6  # words that may stand between people and the word of what befell them


def event_figures(study: Study, passage: Passage) -> Iterator[Figure]:
    """Find the figures of one event, those among them whose people are told in sentences before."""
    before = [
        (p, study.names[p.number])
        for p in study.passages[: passage.number]
        if passage.entry and p.paragraph == passage.paragraph
    ]
    tree, names = study.trees.get(passage.number), study.names[passage.number]
    stand_ins = (
        *meant(passage, before),
        *definite(passage, names, study.people),
    )
    own = figures(passage, names, stand_ins, tree)
    own = tuple(f for f in own if not (only_beside(passage, f, tree) or _no_arrest(passage, f)))
    last = study.passages[max(0, passage.number - 1) : passage.number]
    near = [(p, study.names[p.number]) for p in last if passage.paragraph - p.paragraph <= 1]
    framed = _framed(passage, names, own, tree)
    own = tuple(f for f in own if not _outdone(f, framed))
    items = [*itemised(passage, (*own, *framed))]
    whole = tuple(f for f in (*own, *framed) if not _counted(f, items))
    told = (*whole, *items, *broken_down(passage, names, (*whole, *items)))
    earlier = [f for p, there in near for f in figures(p, there)]
    told = (*told, *restated(passage, earlier, told))
    further = [f for f in parts(passage, names, near) if not _counted(f, told)]
    for figure in (*told, *further):
        if not (_wide(passage, figure) and study.obeys("harm/total")):
            yield figure


def _no_arrest(passage: Passage, figure: Figure) -> bool:
    """Whether it is told that nobody was arrested for it: "No arrests have been made"."""
    none = figure.kind == "detained" and figure.quantity.min == 0
    last = passage.words[passage.word_at(figure.end - 1)].key
    return none and last in ("arrests", "arrest") and passage.obeys("harm/no-arrest")


def _framed(
    passage: Passage, names: Sequence[Name], own: Sequence[Figure], tree: Tree | None
) -> list[Figure]:
    """Give the figures that frames tell of people whom nothing near counts among the harmed."""
    if tree is None:
        return []
    told = [b for b in befallen(passage, names, tree) if not _told(b, own)]
    return [_as_figure(passage, b) for b in told]


def _told(one: Befallen, own: Sequence[Figure]) -> bool:
    """Whether nearness tells it already; a plural without a number gives way to one with it."""
    kinds = {one.kind, "killed"} if one.kind == "injured" else {one.kind}  # they died of it
    counted = one.quantity.qualifier != "vague"
    return any(
        f.kind in kinds and _same(f.quantity, one.quantity) and not (counted and _vague(f))
        for f in own
    )


def _outdone(figure: Figure, framed: Sequence[Figure]) -> bool:
    """Whether a plural without a number is what a frame counts: "two women patients"."""
    return _vague(figure) and any(
        f.kind == figure.kind and _same(f.quantity, figure.quantity) for f in framed
    )


def _vague(figure: Figure) -> bool:
    return figure.quantity.min is figure.quantity.max is None


def _same(one: Quantity, other: Quantity) -> bool:
    """Whether two stretches of words tell of the same people."""
    return one.first < other.last and other.first < one.last


def _as_figure(passage: Passage, one: Befallen) -> Figure:
    quantity, words = one.quantity, passage.words
    first, last = min(quantity.first, one.word), max(quantity.last, one.word + 1)
    if last - first > quantity.last - quantity.first + APART:
        first, last = quantity.first, quantity.last
    return Figure(
        start=words[first].start,
        end=words[last - 1].end,
        kind=one.kind,
        quantity=quantity,
        rule=RULE,
        confidence="medium",
    )


def _counted(figure: Figure, own: Sequence[Figure]) -> bool:
    """Whether a figure is of people whom the sentence's own figures count."""
    return any(_same(f.quantity, figure.quantity) for f in own)


def _wide(passage: Passage, figure: Figure) -> bool:
    """Whether a figure is of a wider scope; an entry of a log tells of one event, save "since"."""
    since = any(d.aspect in ("since", "until", "as_of") for d in passage.dates)
    single = passage.entry and not since and passage.obeys("harm/entry")
    return not single and is_total(passage, number_in(passage, figure.start, figure.end))
