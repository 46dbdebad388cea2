"""Rows of the export for what documents tell together: incidents, origins, ledgers apart."""

import tomllib
from collections.abc import Iterator
from importlib.resources import files

from solferino.codec import identify
from solferino.ledgers.services import Service
from solferino.model import (
    ExhibitValue,
    FacilityValue,
    Incident,
    Origin,
    Step,
    Telling,
)
from solferino.publish.story_rows import (
    AccountRow,
    AppealRow,
    DateRow,
    ExhibitRow,
    GradingRow,
    IncidentRow,
    LegalRow,
    OriginRow,
    QuestionRow,
    ReplyRow,
    StepRow,
    TallyRow,
    ToldBlameRow,
    ToldHarmRow,
)
from solferino.publish.view import View

VEHICLE = "ambulance"  # the type of vehicles and their crews
NAMELESS = tomllib.loads((files("solferino.publish") / "nameless.toml").read_text("utf-8"))
OPENING = frozenset(NAMELESS["opening"])


def incidents(view: View) -> Iterator[IncidentRow]:
    """Write out the incidents, by id."""
    for incident in view.incidents.values():
        yield _incident(incident, view)


def _incident(incident: Incident, view: View) -> IncidentRow:
    return IncidentRow(
        id=incident.id,
        number=view.numbers.get(incident.id),
        title=incident.title,
        facility=incident.facility,
        place=incident.place,
        country=incident.country,
        date=DateRow(earliest=incident.earliest, latest=incident.latest, edtf=incident.edtf),
        event_types=incident.event_types,
        weapons=incident.weapons,
        effects=incident.effects,
        casualties=incident.casualties,
        responsibility=incident.responsibility,
        contradictions=incident.contradictions,
        origins=tuple(sorted(incident.origins)),
        gradings=gradings(incident, view),
        replies=replies(incident, view),
        legal=legal(incident, view),
        counted=view.countings.get(incident.id, ()),
        accounts=tuple(account_row(told, view) for told in view.tellings(incident)),
    )


def questions(view: View) -> Iterator[QuestionRow]:
    """Write out the pairs of accounts that rules leave to a person, by id."""
    home = {account: i.id for i in view.incidents.values() for account in i.accounts}
    for asked in sorted(view.picture.questions, key=lambda j: j.id):
        yield QuestionRow(
            id=asked.id,
            left=asked.left,
            right=asked.right,
            left_incident=home.get(asked.left),
            right_incident=home.get(asked.right),
            why=asked.why,
        )


def gradings(incident: Incident, view: View) -> tuple[GradingRow, ...]:
    """Find the gradings of an incident's propositions, by proposition and subject."""
    return tuple(
        GradingRow(
            proposition=grading.proposition,
            subject=grading.subject,
            scheme=grading.scheme,
            grade=grading.grade,
            why=grading.why,
            origins=grading.origins,
            by=grading.by,
            instead_of=grading.instead_of,
        )
        for grading in view.gradings.get(incident.id, ())
    )


def legal(incident: Incident, view: View) -> tuple[LegalRow, ...]:
    """List the facts that lawyers ask for, each with the claims for and against."""
    return tuple(
        {"element": e.element, "for": e.speaks_for, "against": e.speaks_against}
        for e in view.elements.get(incident.id, ())
    )


def replies(incident: Incident, view: View) -> tuple[ReplyRow, ...]:
    """List every actor that anybody names or defends; nobody has been asked until a person says so.

    An actor named in several ways is one party where the names stand for one entity. A party may
    have been heard several times: each time is a row, the earliest first.
    """
    parties = {}
    for accusation in incident.responsibility:
        if accusation.entity in view.entities:
            parties[accusation.entity] = view.entities[accusation.entity].name
        else:
            parties[accusation.actor.casefold()] = accusation.actor
    heard: dict[str, list[ReplyRow]] = {party: [] for party in parties.values()}
    for hearing in view.hearings.get(incident.id, ()):
        heard.setdefault(hearing.party, []).append(
            ReplyRow(
                party=hearing.party,
                asked_by=hearing.asked_by,
                asked_on=hearing.asked_on,
                status=hearing.status,
                text=hearing.text,
            )
        )
    return tuple(
        row
        for party, rows in sorted(heard.items())
        for row in rows
        or [ReplyRow(party=party, asked_by=None, asked_on=None, status="not_asked", text=None)]
    )


def account_row(told: Telling, view: View) -> AccountRow:
    """Spell out one document's account. A country comes from the words or from their entity."""
    account = view.accounts[told.account]
    facility = _entity_of(account.facility, view)
    place = _entity_of(account.place, view)
    countries = (view.entities[e].country for e in (place, facility) if e is not None)
    said = told.place.country if told.place else None
    name = own_name(told.facility)
    called = (told.facility.name,) if told.facility and name is None else ()
    return AccountRow(
        id=told.account,
        document=told.document,
        role=told.role,
        facility=name,
        facility_alt=(*called, *told.facility_alt),
        facility_entity=facility,
        place=told.place.name if told.place else None,
        country=said or next((c for c in countries if c), None),
        earliest=told.time.earliest if told.time else None,
        latest=told.time.latest if told.time else None,
        edtf=told.time.edtf if told.time else None,
        event_types=told.event_types,
        weapons=told.weapons,
        effects=told.effects,
        casualties=tuple(_harms(told)),
        responsibility=tuple(_blames(told, view)),
        claims=told.claims,
    )


def own_name(facility: FacilityValue | None) -> str | None:
    """Give what a facility is called; null for a vehicle or crew without a name of its own.

    "An ambulance" tells what was hit and cannot be told from another: its words stand beside.
    """
    if facility is None or facility.type != VEHICLE:
        return facility.name if facility is not None else None
    first, *others = facility.name.split() or [""]
    plain = first.islower() or first.lower() in OPENING
    own = any(word[:1].isupper() for word in others) or any(c.isdigit() for c in facility.name)
    return None if plain and not own else facility.name


def _entity_of(claim: str | None, view: View) -> str | None:
    return None if claim is None else view.entity_of(view.claims[claim])


def _harms(told: Telling) -> Iterator[ToldHarmRow]:
    for harm in told.casualties:
        yield ToldHarmRow(
            kind=harm.figure.kind,
            group=harm.figure.group,
            min=harm.figure.min,
            max=harm.figure.max,
            qualifier=harm.figure.qualifier,
            said_by=harm.said_by,
            claim=harm.claim,
        )


def _blames(told: Telling, view: View) -> Iterator[ToldBlameRow]:
    for blame in told.responsibility:
        claim = view.claims[blame.claim]
        yield ToldBlameRow(
            actor=blame.blame.actor,
            entity=view.entity_of(claim),
            stance=blame.blame.stance,
            by=blame.by,
            by_entity=view.entity_of_voice(told.document, view.voice(claim)),
            claim=blame.claim,
        )


def origins(view: View) -> Iterator[OriginRow]:
    """Write out the origins, by id."""
    for origin in view.origins.values():
        yield OriginRow(
            id=origin.id,
            name=origin.name,
            kind=origin.kind,
            first_hand=origin.first_hand,
            entity=origin.entity,
            relation=origin.relation,
            documents=tuple(sorted(origin.documents)),
            claims=tuple(sorted(origin.claims)),
            path=tuple(_step(step) for step in _path(origin)),
            reliability=origin.reliability,
        )


def _path(origin: Origin) -> list[Step]:
    return sorted(
        origin.path, key=lambda s: (s.source, s.target, s.evidence.document, s.evidence.start)
    )


def _step(step: Step) -> StepRow:
    return {
        "from": step.source,
        "to": step.target,
        "how": step.how,
        "evidence": step.evidence,
        "certain": step.certain,
    }


def tallies(view: View) -> Iterator[TallyRow]:
    """Write out the running totals, by id: one where one speaker repeats one total word for word.

    Those of one `series` are one speaker's totals of one thing.
    """
    rows = (
        TallyRow(
            id=identify("tally", *count.claims),
            by=tally.by,
            by_entity=tally.by_entity,
            what=view.totals[count.claims[0]].what,
            min=count.min,
            max=count.max,
            qualifier=count.qualifier,
            since=count.since,
            until=count.until,
            area=view.totals[count.claims[0]].area,
            claims=count.claims,
            series=tally.id,
            said_on=count.said_on,
            status=count.status,
            incidents=count.incidents,
        )
        for tally in view.tallies
        for count in tally.counts
    )
    yield from sorted(rows, key=lambda row: row.id)


def appeals(view: View) -> Iterator[AppealRow]:
    """Write out the appeals, by id, one for each request."""
    for entry in view.appeals:
        yield {
            "id": entry.id,
            "from": entry.sender,
            "from_entity": entry.sender_entity,
            "to": entry.recipient,
            "to_entity": entry.recipient_entity,
            "request": entry.request,
            "reply": entry.reply,
            "outcome": entry.outcome,
            "incident": entry.incidents[0] if len(entry.incidents) == 1 else None,
            "incidents": entry.incidents,
            "told": entry.told,
            "claims": entry.claims,
        }


def services(view: View) -> Iterator[Service]:
    """Write out care given and lost, by id, one for each facility and measure."""
    yield from view.services


def exhibits(view: View) -> Iterator[ExhibitRow]:
    """Write out the exhibits spoken of, by id, one for each claim."""
    rows = (
        ExhibitRow(
            id=identify("exhibit", name),
            kind=claim.value.media,
            recorded_by=claim.value.recorded_by,
            published_by=claim.value.published_by,
            shows=claim.value.shows,
            rights=claim.value.rights,
            incident=view.incident_of(name),
            claims=(name,),
        )
        for name, claim in view.held.items()
        if isinstance(claim.value, ExhibitValue)
    )
    yield from sorted(rows, key=lambda row: row.id)
