"""One incident as it stands now: what people decided laid over it, before all is derived anew."""

from collections.abc import Iterable
from dataclasses import replace

from sqlalchemy import Connection

from solferino.codec import value
from solferino.desk.docket import Decided
from solferino.desk.excerpts import around
from solferino.desk.shelf import Catalogue
from solferino.incidents.ground import Ground
from solferino.incidents.picture import incidents
from solferino.incidents.succession import said_on
from solferino.model import (
    Claim,
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


@value
class Drawn:
    """An incident with all that it rests on; claims that people took out of it stand apart."""

    incident: Incident
    picture: Picture
    rejected: tuple[Claim, ...]
    disputed: tuple[str, ...]


def drawn(
    derived: Incident, catalogue: Catalogue, connection: Connection, decided: Decided
) -> Drawn:
    """Draw an incident from its accounts as people left them, graded and answered as they said."""
    found = around(derived, catalogue, connection)
    here = {d.id for d in found.documents}
    seen = decided.upon(found.claims, found.statements, found.accounts, here)
    origins = relate(found.origins, decided.standing(Related))
    claims = {c.id: c for c in found.claims}
    own = {c for a in found.accounts for c in a.claims}
    gone = tuple(c for c in seen.claims if c.review == "rejected" and c.id in own & claims.keys())
    seen_picture = replace(
        found,
        claims=seen.claims,
        statements=seen.statements,
        accounts=seen.accounts,
        origins=origins,
    )
    incident = _redrawn(derived, seen_picture, seen)
    names = {e.id: e.name for e in found.entities}
    graded = grade([incident], seen.accounts, origins, seen.held, seen.statements, names)
    return Drawn(
        incident=incident,
        picture=replace(
            seen_picture,
            incidents=(incident,),
            gradings=overrule(graded, [incident], decided.standing(Override)),
            elements=sheet([incident], seen.accounts, seen.held, seen.statements),
            countings=count([incident], seen.held),
            hearings=tuple(decided.standing(Hearing)),
            protections=tuple(decided.standing(Protection)),
        ),
        rejected=gone,
        disputed=seen.disputed,
    )


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
