"""The figures of people harmed that a sentence tells of one event; totals stand apart."""

from collections.abc import Iterator, Sequence

from solferino.extract.figures.harm import Figure, figures
from solferino.extract.figures.parts import parts
from solferino.extract.figures.tally import is_total, number_in
from solferino.extract.passage import Passage
from solferino.extract.people.definite import definite
from solferino.extract.people.stand_in import meant
from solferino.extract.study import Study


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
    last = study.passages[max(0, passage.number - 1) : passage.number]
    near = [(p, study.names[p.number]) for p in last if passage.paragraph - p.paragraph <= 1]
    further = [f for f in parts(passage, names, near) if not _counted(f, own)]
    for figure in (*own, *further):
        if not (_wide(passage, figure) and study.obeys("harm/total")):
            yield figure


def _counted(figure: Figure, own: Sequence[Figure]) -> bool:
    """Whether a figure is of people whom the sentence's own figures count."""
    mine = range(figure.quantity.first, figure.quantity.last)
    return any(set(mine) & set(range(f.quantity.first, f.quantity.last)) for f in own)


def _wide(passage: Passage, figure: Figure) -> bool:
    """Whether a figure is of a wider scope; an entry of a log tells of one event, save "since"."""
    since = any(d.aspect in ("since", "until", "as_of") for d in passage.dates)
    single = passage.entry and not since and passage.obeys("harm/entry")
    return not single and is_total(passage, number_in(passage, figure.start, figure.end))
