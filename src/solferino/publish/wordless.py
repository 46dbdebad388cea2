"""Pages of an edition by which no words leave: what only its words told apart stands once.

One document may tell one value in several places. Without their words and lines these places look
alike, and to list them again would tell a reader nothing.
"""

from collections.abc import Hashable, Iterable
from dataclasses import replace

from solferino.publish.comparison import Comparison
from solferino.publish.incident_page import IncidentPage, StatedFigure
from solferino.publish.ledgers import Named
from solferino.publish.said import Said


def without_repeats(page: IncidentPage) -> IncidentPage:
    """Keep of places that look alike without their words the first, in every table of a page."""
    return replace(
        page,
        grounds=tuple(replace(g, more=_once((g.first, *g.more))[1:]) for g in page.grounds),
        figures=_figures(page.figures),
        actors=tuple(map(_actor, page.actors)),
        comparison=_comparison(page.comparison),
        disputes=tuple(
            replace(d, positions=tuple((name, _once(held)) for name, held in d.positions))
            for d in page.disputes
        ),
        elements=tuple(
            replace(
                e,
                speaking_for=_once(e.speaking_for),
                speaking_against=_once(e.speaking_against),
            )
            for e in page.elements
        ),
    )


def _figures(rows: Iterable[StatedFigure]) -> tuple[StatedFigure, ...]:
    held: dict[Hashable, StatedFigure] = {}
    for row in rows:
        held.setdefault((_seen(row.said), row.status, row.origins), row)
    return tuple(held.values())


def _actor(actor: Named) -> Named:
    return replace(actor, named=_once(actor.named), denied=_once(actor.denied))


def _comparison(table: Comparison) -> Comparison:
    rows = (replace(row, cells=tuple(map(_once, row.cells))) for row in table.rows)
    return replace(table, rows=tuple(rows))


def _once(told: Iterable[Said]) -> tuple[Said, ...]:
    held: dict[Hashable, Said] = {}
    for said in told:
        held.setdefault(_seen(said), said)
    return tuple(held.values())


def _seen(said: Said) -> Hashable:
    return said.label, said.value, said.note, said.by, said.source
