"""Rows of the sheets that tell of incidents: incidents, accounts, figures, blame, gradings, …."""

from collections.abc import Iterator

from solferino.codec import identify
from solferino.model import Incident, ToldBlame, ToldHarm
from solferino.publish import phrase, stories
from solferino.publish.exchange.clerk import Clerk
from solferino.publish.exchange.countries import country
from solferino.publish.sheets import Row, joined
from solferino.publish.story_rows import AccountRow

HARMS = ("killed", "injured")
GROUPS = ("total", "health_workers", "patients", "children")


def incidents(clerk: Clerk) -> Iterator[Row]:
    """Write out the incidents, by id."""
    for incident in clerk.view.incidents.values():
        yield {**_where(incident, clerk), **_what(incident, clerk), **_figures(incident)}


def _where(incident: Incident, clerk: Clerk) -> Row:
    facility = clerk.view.entities.get(incident.facility or "")
    point = clerk.point(incident)
    land = country(incident.country)
    return {
        "id": incident.id,
        "number": clerk.view.numbers.get(incident.id),
        "title": incident.title,
        "facility": facility.name if facility else None,
        "facility_id": incident.facility,
        "place": incident.place,
        "country": incident.country,
        "country_name": land.name if land else None,
        "latitude": point.latitude if point else None,
        "longitude": point.longitude if point else None,
        "geo_precision": point.told if point else None,
        "earliest": incident.earliest,
        "latest": incident.latest,
        "edtf": incident.edtf,
    }


def _what(incident: Incident, clerk: Clerk) -> Row:
    claims = clerk.view.claims_of(incident)
    return {
        "event_types": joined(incident.event_types),
        "weapons": joined(incident.weapons),
        "effects": joined(incident.effects),
        "alleged": _named(incident, "alleged", clerk),
        "admitted": _named(incident, "admitted", clerk),
        "denied": _named(incident, "denied", clerk),
        "contradictions": joined(sorted({c.field for c in incident.contradictions})),
        "origins": len(incident.origins),
        "documents": len(clerk.documents_of(incident)),
        "claims": len(claims),
        "reviewed": sum(1 for c in claims if c.review != "proposed"),
    }


def _named(incident: Incident, stance: str, clerk: Clerk) -> str | None:
    """Name the actors of one stance, each with who says so; an admission is the actor's own."""
    said = set()
    for told in incident.responsibility:
        if told.stance == stance:
            known = clerk.view.entities.get(told.entity or "")
            actor = known.name if known else told.actor
            by = "" if stance == "admitted" else f" ({told.by or 'the document itself'})"
            said.add(f"{actor}{by}")
    return joined(sorted(said))


def _figures(incident: Incident) -> Row:
    row: Row = {}
    for toll in incident.casualties:
        if toll.kind in HARMS and toll.group in GROUPS:
            row[f"{toll.kind}_{toll.group}_min"] = toll.min
            row[f"{toll.kind}_{toll.group}_max"] = toll.max
    return row


def accounts(clerk: Clerk) -> Iterator[Row]:
    """Write out the accounts of all incidents, by incident and account."""
    for incident in clerk.view.incidents.values():
        for told in clerk.view.tellings(incident):
            row = stories.account_row(told, clerk.view)
            yield {
                "incident": incident.id,
                "incident_title": incident.title,
                "document_name": clerk.document(told.document),
                "casualties": joined(map(_harm, told.casualties)),
                "responsibility": joined(map(_blame, told.responsibility)),
                **_account(row),
            }


def _account(row: AccountRow) -> Row:
    return {
        "id": row.id,
        "document": row.document,
        "role": row.role,
        "facility": row.facility,
        "facility_alt": joined(row.facility_alt),
        "facility_id": row.facility_entity,
        "place": row.place,
        "country": row.country,
        "earliest": row.earliest,
        "latest": row.latest,
        "edtf": row.edtf,
        "event_types": joined(row.event_types),
        "weapons": joined(row.weapons),
        "effects": joined(row.effects),
        "claims": len(row.claims),
    }


def _harm(told: ToldHarm) -> str:
    own = told.figure
    number = phrase.figure(own.min, own.max, own.qualifier)
    by = f" ({told.said_by})" if told.said_by else ""
    return f"{phrase.words(own.group)} {own.kind}: {number}{by}"


def _blame(told: ToldBlame) -> str:
    return f"{told.blame.actor}: {told.blame.stance} ({told.by or 'the document itself'})"


def tolls(clerk: Clerk) -> Iterator[Row]:
    """Write out every stated figure of people harmed, by incident, harm and group."""
    for incident in clerk.view.incidents.values():
        for toll in incident.casualties:
            for figure in toll.figures:
                yield {
                    "id": identify("figure", incident.id, toll.kind, toll.group, figure),
                    "incident": incident.id,
                    "incident_title": incident.title,
                    "kind": toll.kind,
                    "group": toll.group,
                    "min": figure.min,
                    "max": figure.max,
                    "qualifier": figure.qualifier,
                    "status": figure.status,
                    "said_at": figure.said_at,
                    "words": clerk.words(figure.claims),
                    "claims": joined(figure.claims),
                    "origins": clerk.origins(figure.origins),
                }


def counted(clerk: Clerk) -> Iterator[Row]:
    """Write out what rules of counting make of figures, by incident."""
    for incident in clerk.view.incidents.values():
        for told in clerk.view.countings.get(incident.id, ()):
            yield {
                "id": identify("counted", told),
                "incident": incident.id,
                "incident_title": incident.title,
                "kind": told.kind,
                "group": told.group,
                "profile": told.profile,
                "min": told.min,
                "max": told.max,
                "rule": told.rule,
            }


def blame(clerk: Clerk) -> Iterator[Row]:
    """Write out who is named, who admits and who denies, by incident."""
    for incident in clerk.view.incidents.values():
        for told in incident.responsibility:
            yield {
                "id": identify("accusation", incident.id, told),
                "incident": incident.id,
                "incident_title": incident.title,
                "actor": told.actor,
                "entity": told.entity,
                "stance": told.stance,
                "by": told.by,
                "by_entity": told.by_entity,
                "words": clerk.words(told.claims),
                "claims": joined(told.claims),
                "origins": clerk.origins(told.origins),
            }


def contradictions(clerk: Clerk) -> Iterator[Row]:
    """Write out each side of each disagreement, by incident."""
    for incident in clerk.view.incidents.values():
        for found in incident.contradictions:
            for side in found.positions:
                yield {
                    "id": identify("position", incident.id, found.field, side),
                    "incident": incident.id,
                    "incident_title": incident.title,
                    "field": found.field,
                    "value": side.value,
                    "words": clerk.words(side.claims),
                    "claims": joined(side.claims),
                    "origins": clerk.origins(side.origins),
                }


def gradings(clerk: Clerk) -> Iterator[Row]:
    """Write out how well propositions stand, by incident."""
    for incident in clerk.view.incidents.values():
        for told in clerk.view.gradings.get(incident.id, ()):
            named = (told.proposition, told.subject, told.scheme)
            yield {
                "id": identify("grading", incident.id, *named),
                "incident": incident.id,
                "incident_title": incident.title,
                "proposition": told.proposition,
                "subject": told.subject,
                "scheme": told.scheme,
                "grade": told.grade,
                "why": told.why,
                "by": told.by,
                "instead_of": told.instead_of,
                "origins": clerk.origins(told.origins),
            }


def replies(clerk: Clerk) -> Iterator[Row]:
    """Write out which party was asked for its side, by incident."""
    for incident in clerk.view.incidents.values():
        for told in stories.replies(incident, clerk.view):
            yield {
                "id": identify("reply", incident.id, told.party, told.asked_by, told.asked_on),
                "incident": incident.id,
                "incident_title": incident.title,
                "party": told.party,
                "status": told.status,
                "asked_by": told.asked_by,
                "asked_on": told.asked_on,
                "text": told.text,
            }


def legal(clerk: Clerk) -> Iterator[Row]:
    """Write out the facts that lawyers ask for, by incident and question."""
    for incident in clerk.view.incidents.values():
        for told in clerk.view.elements.get(incident.id, ()):
            yield {
                "id": identify("element", incident.id, told.element),
                "incident": incident.id,
                "incident_title": incident.title,
                "element": told.element,
                "asks": told.asks,
                "for": clerk.words(told.speaks_for),
                "against": clerk.words(told.speaks_against),
                "for_claims": joined(told.speaks_for),
                "against_claims": joined(told.speaks_against),
            }


def questions(clerk: Clerk) -> Iterator[Row]:
    """Write out the pairs of accounts that rules leave to a person, by id."""
    for asked in stories.questions(clerk.view):
        yield {
            "id": asked.id,
            "left": asked.left,
            "left_incident": asked.left_incident,
            "left_title": clerk.title(asked.left_incident),
            "right": asked.right,
            "right_incident": asked.right_incident,
            "right_title": clerk.title(asked.right_incident),
            "why": asked.why,
        }
