"""One incident as it stands now: what people decided laid over it, before all is derived anew."""

from collections.abc import Iterable
from dataclasses import replace
from functools import cached_property, partial
from typing import cast

from sqlalchemy import Connection

from solferino.desk.docket import Decided
from solferino.desk.excerpts import around
from solferino.desk.shelf import Catalogue
from solferino.incidents.ground import Ground
from solferino.incidents.picture import incidents
from solferino.incidents.succession import said_on
from solferino.model import (
    Directory,
    Hearing,
    Incident,
    Origin,
    Override,
    Protection,
    Related,
    telling,
)
from solferino.ports import Picture
from solferino.review import Reviewed
from solferino.weigh.counting import count
from solferino.weigh.ladder import grade
from solferino.weigh.legal import sheet
from solferino.weigh.ruled import overrule, relate


class Drawn:
    """An incident as people left it, with all that it rests on.

    `picture` holds what is said; `graded` besides what follows from that: grades, elements, counts.
    Claims that people took out stand apart (`rejected`); on `disputed` ones they disagree.
    """

    def __init__(self, derived: Incident, found: Picture, decided: Decided) -> None:
        """Draw it from its accounts as people left them."""
        here = {d.id for d in found.documents}
        seen = decided.upon(found.claims, found.statements, found.accounts, here)
        claims = {c.id: c for c in found.claims}
        own = {c for a in found.accounts for c in a.claims} & claims.keys()
        said = replace(
            found,
            claims=seen.claims,
            statements=seen.statements,
            accounts=seen.accounts,
            origins=relate(found.origins, decided.standing(Related)),
        )
        self.incident = _redrawn(derived, said, seen)
        self.picture = replace(
            said,
            incidents=(self.incident,),
            hearings=tuple(decided.standing(Hearing)),
            protections=tuple(decided.standing(Protection)),
        )
        self.rejected = tuple(c for c in seen.claims if c.review == "rejected" and c.id in own)
        self.disputed = seen.disputed
        self._seen, self._decided = seen, decided

    @cached_property
    def graded(self) -> Picture:
        """The picture with what follows from it, as far as people said nothing else."""
        seen, decided, incident = self._seen, self._decided, self.incident
        names = {e.id: e.name for e in self.picture.entities}
        graded = grade(
            [incident], seen.accounts, self.picture.origins, seen.held, seen.statements, names
        )
        return replace(
            self.picture,
            gradings=overrule(graded, [incident], decided.standing(Override)),
            elements=sheet([incident], seen.accounts, seen.held, seen.statements),
            countings=count([incident], seen.held),
        )


def drawn(
    derived: Incident, catalogue: Catalogue, connection: Connection, decided: Decided
) -> Drawn:
    """Draw an incident from its accounts as people left them, graded and answered as they said.

    The last few are kept until somebody decides something.
    """
    found = around(derived, catalogue, connection)
    make = partial(Drawn, derived, found, decided)
    return cast("Drawn", catalogue.lately.drawn.one((derived.id, decided), make))


def _redrawn(derived: Incident, picture: Picture, seen: Reviewed) -> Incident:
    """Draw the incident again; one of which nothing is left stays as it was derived."""
    there = {a.id: a for a in seen.accounts}
    accounts = [there[a] for a in derived.accounts if a in there]
    if not accounts:
        return replace(derived, accounts=())
    claims, statements = {c.id: c for c in seen.held}, {s.id: s for s in seen.statements}
    ground = Ground(
        claims=claims,
        statements=statements,
        directory=Directory(picture.entities, picture.mentions),
        origins=_by_claim(picture.origins),
        said_on=said_on(picture.documents, seen.held),
    )
    tellings = [telling(account, claims, statements) for account in accounts]
    return incidents([[a.id for a in accounts]], tellings, ground)[0]


def _by_claim(origins: Iterable[Origin]) -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for origin in origins:
        for claim in origin.claims:
            found[claim] = (*found.get(claim, ()), origin.id)
    return found
