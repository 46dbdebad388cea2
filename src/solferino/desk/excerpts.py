"""Small pictures of a case: all that one incident rests on, or one document, and nothing else.

What is made of a picture (the dossier's page of an incident, for one) can be made of these.
"""

from collections.abc import Iterable
from dataclasses import replace
from functools import partial

from sqlalchemy import Connection

from solferino.desk.docket import Decided
from solferino.desk.quoting import FullQuoter
from solferino.desk.shelf import ENGINE, Catalogue
from solferino.model import Claim, Entity, Incident, Mention, Origin
from solferino.ports import Picture
from solferino.publish.view import View
from solferino.store import lookup, schema
from solferino.store.lists import named_in

# Entries of the ledgers are told by all claims of a document, not by those of one account alone:
# whose care was lost is told by every facility that it names.
LEDGERS = ("facility", "appeal", "service")
NAMED = 500  # mentions of an entity whose documents are asked for what they say of it


def around(incident: Incident, catalogue: Catalogue, connection: Connection) -> Picture:
    """Draw what an incident's page shows.

    Origins keep those steps that begin or are shown in a document of the incident; entities keep
    the mentions in these documents. Nothing that people decided is in it, so that it holds as long
    as what is derived does: the last few are kept for the next look.
    """
    make = partial(_around, incident, catalogue, connection)
    return catalogue.lately.pictures.one(incident.id, make)


def quoter_of(incident: Incident, catalogue: Catalogue, connection: Connection) -> FullQuoter:
    """Give what quotes from the documents of an incident's page; it is kept as the picture is."""
    found = around(incident, catalogue, connection)
    make = partial(FullQuoter, {document.id: document for document in found.documents})
    return catalogue.lately.quoters.one(incident.id, make)


def _around(incident: Incident, catalogue: Catalogue, connection: Connection) -> Picture:
    accounts = lookup.accounts(connection, incident.accounts)
    profile = _profile(incident, catalogue, connection)
    wanted = {c for a in accounts for c in a.claims} | {c for own in profile.values() for c in own}
    telling = {a.document for a in accounts} | set(profile)
    wanted |= lookup.of_kinds(connection, LEDGERS, telling)
    claims = lookup.claims(connection, wanted)
    origins = _origins(incident, telling, connection)
    steps = {end for o in origins for s in o.path for end in (s.source, s.target)}
    shown = {s.evidence.document for o in origins for s in o.path}
    mentions = lookup.mentions(connection, telling)
    documents = lookup.documents(connection, telling | shown | steps)
    return replace(
        bare(catalogue),
        documents=tuple(documents),
        statements=tuple(lookup.statements(connection, {c.statement for c in claims})),
        claims=tuple(claims),
        mentions=tuple(mentions),
        accounts=tuple(accounts),
        entities=tuple(_entities(incident, mentions, catalogue, connection)),
        origins=tuple(origins),
        incidents=(incident,),
        gradings=tuple(catalogue.gradings_of(incident.id)),
    )


def _profile(
    incident: Incident, catalogue: Catalogue, connection: Connection
) -> dict[str, list[str]]:
    """Find the claims that may describe the incident's facility, by document."""
    facility = catalogue.entities.get(incident.facility or "")
    return lookup.described(connection, facility.mentions) if facility else {}


def described(
    entity: Entity, catalogue: Catalogue, connection: Connection, decided: Decided
) -> tuple[View, tuple[Claim, ...]]:
    """Find what documents say of a facility or person itself, as people left it."""
    found = lookup.described(connection, entity.mentions[:NAMED])
    claims = lookup.claims(connection, (c for own in found.values() for c in own))
    mentions = lookup.mentions(connection, found)
    owners = catalogue.owner.some(m.id for m in mentions)
    here = dict[str, list[str]]()
    for mention, owner in owners.items():
        here.setdefault(owner, []).append(mention)
    statements = lookup.statements(connection, {c.statement for c in claims})
    seen = decided.upon(claims, statements, (), set(found))
    known = lookup.outlines(connection, here)
    view = View(
        replace(
            bare(catalogue),
            documents=tuple(lookup.documents(connection, found)),
            statements=seen.statements,
            claims=seen.claims,
            mentions=tuple(mentions),
            entities=tuple(replace(e, mentions=tuple(here[e.id])) for e in known),
        )
    )
    return view, view.profiles.get(entity.id, ())


def _origins(incident: Incident, telling: set[str], connection: Connection) -> list[Origin]:
    found = lookup.named(connection, schema.origins, Origin, incident.origins)
    return [
        replace(
            origin,
            path=tuple(
                s for s in origin.path if s.source in telling or s.evidence.document in telling
            ),
        )
        for origin in found
    ]


def _entities(
    incident: Incident, mentions: Iterable[Mention], catalogue: Catalogue, connection: Connection
) -> list[Entity]:
    """Take the entities that these documents mention, and those that the incident names."""
    here: dict[str, list[str]] = {}
    for mention, entity in catalogue.owner.some(m.id for m in mentions).items():
        here.setdefault(entity, []).append(mention)
    known = lookup.outlines(connection, {*here, *named_in(incident)})
    return [replace(e, mentions=tuple(here.get(e.id, ()))) for e in known]


def bare(catalogue: Catalogue) -> Picture:
    """Begin a picture with nothing in it."""
    return Picture(
        name=catalogue.name,
        created=catalogue.created,
        engine=ENGINE,
        kit=catalogue.kit,
        extent=catalogue.extent,
        documents=(),
        statements=(),
        claims=(),
        mentions=(),
        accounts=(),
        entities=(),
        copies=(),
        origins=(),
        incidents=(),
        gradings=(),
        problems=(),
    )
