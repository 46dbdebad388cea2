"""What a picture tells as entities of FollowTheMoney."""

from collections.abc import Iterator

from solferino.model import Document, Entity, Incident, Span, Statement
from solferino.ports import Picture
from solferino.publish import phrase
from solferino.publish.exchange.clerk import Clerk
from solferino.publish.exchange.countries import country
from solferino.publish.exchange.ftm_values import Fact, Thing, link, terms, thing
from solferino.publish.exchange.shcc_file import described
from solferino.publish.view import View

WIKIDATA = "wikidata"


def told(picture: Picture) -> Iterator[Thing]:
    """Give every entity of the model that a picture tells of."""
    clerk = Clerk(View(picture))
    view = clerk.view
    for document in view.documents.values():
        yield _document(document)
    for entity in view.entities.values():
        yield from _entity(entity)
    for incident in view.incidents.values():
        yield _event(incident, clerk)
        yield from _tellings(incident, clerk)
        yield from _blame(incident, clerk)
    yield from _sentences(clerk)


def _place(span: Span) -> str:
    """Say where words stand: document, first character, last character + 1."""
    return f"{span.document}#{span.start}-{span.end}"


def _fact(prop: str, said: str | None) -> Fact | None:
    return Fact(prop=prop, value=said) if said else None


def _document(document: Document) -> Thing:
    described_as, media = document.described, document.media_type
    schema = next(d["schema"] for d in terms()["document"] if media.startswith(d["begins"]))
    facts = [
        _fact("fileName", document.name),
        _fact("title", described_as.title),
        _fact("author", described_as.author),
        _fact("publisher", described_as.publisher),
        _fact("sourceUrl", described_as.url),
        _fact("publishedAt", described_as.published),
        _fact("mimeType", media.partition(";")[0].strip().lower()),
        _fact("language", terms()["language"].get(described_as.language or "")),
        _fact("bodyText", document.text),
        _fact("notes", f"SHA-256 of the original: {document.original}"),
    ]
    return thing(document.id, schema, facts)


def _country(code: str | None) -> str | None:
    land = country(code)
    return land.code.lower() if land else None


def _entity(entity: Entity) -> Iterator[Thing]:
    schema = terms()["entity"][entity.kind]
    wikidata = next((i.code for i in entity.identifiers if i.scheme == WIKIDATA), None)
    own = [
        _fact("name", entity.name),
        *(_fact("alias", n) for n in sorted(set(entity.names) - {entity.name})),
        _fact("country", _country(entity.country)),
        _fact("wikidataId", wikidata),
    ]
    if schema == "Address":
        yield thing(entity.id, schema, [*own, _fact("full", entity.name), *_point(entity)])
        return
    own.append(_fact("classification", terms()["classification"].get(entity.kind)))
    if entity.latitude and entity.longitude:
        at = link("address", entity.id)
        lone = [_fact("full", entity.name), _fact("country", _country(entity.country))]
        yield thing(at, "Address", [*lone, *_point(entity)])
        own.append(_fact("addressEntity", at))
    yield thing(entity.id, schema, own)


def _point(entity: Entity) -> list[Fact | None]:
    near = f"Coordinates: {entity.precision}" if entity.precision else None
    point = [_fact("latitude", entity.latitude), _fact("longitude", entity.longitude)]
    return [*point, _fact("notes", near)]


def _event(incident: Incident, clerk: Clerk) -> Thing:
    """Tell an incident. Only what was attacked is involved: blame is a link with its speaker."""
    facility = clerk.view.entities.get(incident.facility or "")
    at = ", ".join(filter(None, (facility.name if facility else None, incident.place)))
    one_day = incident.earliest is not None and incident.earliest == incident.latest
    figures = (
        f"{phrase.words(t.group)} {t.kind}: {phrase.figure(t.min, t.max, t.qualifier)}"
        for t in incident.casualties
    )
    origins = sorted({clerk.view.origins[o].name for o in incident.origins})
    point = clerk.point(incident)
    facts = [
        _fact("name", incident.title),
        _fact("recordId", incident.id),
        _fact("summary", described(incident, clerk)),
        _fact("date", incident.earliest if one_day else None),
        _fact("startDate", None if one_day else incident.earliest),
        _fact("endDate", None if one_day else incident.latest),
        _fact("notes", f"EDTF: {incident.edtf}" if incident.edtf else None),
        _fact("country", _country(incident.country)),
        _fact("location", at),
        _fact("addressEntity", _address(point.entity, clerk) if point else None),
        _fact("involved", incident.facility if facility else None),
        *(_fact("keywords", code) for code in (*incident.event_types, *incident.weapons)),
        *(_fact("notes", f"Figure: {said}") for said in figures),
        *(_fact("notes", f"Origin: {name}") for name in origins),
        *(_fact("notes", f"Documents disagree on: {c.field}") for c in incident.contradictions),
        *(_fact("proof", document) for document in clerk.documents_of(incident)),
    ]
    return thing(incident.id, "Event", facts)


def _address(entity: str, clerk: Clerk) -> str:
    place = clerk.view.entities[entity].kind == "place"
    return entity if place else link("address", entity)


def _tellings(incident: Incident, clerk: Clerk) -> Iterator[Thing]:
    for account in clerk.accounts_of(incident):
        facts = [
            _fact("document", account.document),
            _fact("entity", incident.id),
            _fact("role", f"tells of it ({account.role})"),
        ]
        yield thing(link("documentation", incident.id, account.id), "Documentation", facts)


def _blame(incident: Incident, clerk: Clerk) -> Iterator[Thing]:
    """Tell who names, admits or denies: to the actor where it is known, else as a note."""
    for one in incident.responsibility:
        spans = [clerk.view.claims[c].span for c in one.claims if c in clerk.view.claims]
        role = f"{one.stance}, said by {one.by or 'the document itself'}"
        first = spans[0] if spans else None
        origin = _place(first) if first else None
        actor = one.entity if one.entity in clerk.view.entities else None
        spoken = [Fact(prop="summary", value=s.text, origin=_place(s)) for s in spans]
        shown = [_fact("proof", d) for d in dict.fromkeys(s.document for s in spans)]
        name = link("blame", incident.id, one)
        if actor is None:
            said = f"{one.actor}: {role}"
            facts = [Fact(prop="description", value=said, origin=origin), *spoken, *shown]
            yield thing(name, "Note", [_fact("entity", incident.id), *facts])
            continue
        facts = [Fact(prop="role", value=role, origin=origin, original=one.actor), *spoken, *shown]
        ends = [_fact("subject", incident.id), _fact("object", actor), _fact("status", one.stance)]
        yield thing(name, "UnknownLink", [*ends, *facts])


def _sentences(clerk: Clerk) -> Iterator[Thing]:
    """Tell each sentence in which a claim of an incident stands, with its speaker."""
    found: dict[str, set[str]] = {}
    for claim in clerk.view.claims.values():
        for incident in clerk.view.incidents_of(claim.id):
            found.setdefault(claim.statement, set()).add(incident)
    for name in sorted(found):
        yield _note(clerk.view.statements[name], sorted(found[name]))


def _note(said: Statement, incidents: list[str]) -> Thing:
    speaker = " < ".join(v.name for v in said.voice) or "the document itself"
    where = _place(said.span)
    facts = [
        Fact(prop="description", value=said.span.text, origin=where),
        Fact(prop="summary", value=f"{speaker}: {said.act}", origin=where),
        *(_fact("entity", incident) for incident in incidents),
        _fact("proof", said.span.document),
    ]
    return thing(said.id, "Note", facts)
