"""Rows of the export for what came in and what it says: documents, statements, claims, entities."""

from collections.abc import Iterator

from solferino.calibration import measured
from solferino.model import (
    AppealValue,
    BlameValue,
    Claim,
    Document,
    Entity,
    FacilityValue,
    PlaceValue,
    ProfileValue,
    Statement,
    Value,
)
from solferino.publish.rows import (
    AppealValueRow,
    AssessmentRow,
    BlameRow,
    ClaimRow,
    ClaimValue,
    CopyRow,
    CueRow,
    DocumentRow,
    EntityRow,
    FacilityRow,
    NameRow,
    PlaceRow,
    ProblemRow,
    ProfileRow,
    StatementRow,
    VoiceRow,
)
from solferino.publish.script import language_of
from solferino.publish.view import View


def documents(view: View) -> Iterator[DocumentRow]:
    """Write out the documents, by id."""
    for document in view.documents.values():
        yield _document(document, view)


def _document(document: Document, view: View) -> DocumentRow:
    told = document.described
    return DocumentRow(
        id=document.id,
        name=document.name,
        acquisition=document.acquisition,
        version_of=document.version_of,
        sha256=document.original,
        text=document.text,
        text_sha256=document.text_sha256,
        media_type=document.media_type,
        reader=document.reader,
        language=told.language,
        title=told.title,
        publisher=told.publisher,
        author=told.author,
        published=told.published,
        url=told.url,
        rights=told.rights,
        parts=tuple(sorted(document.parts, key=lambda p: (p.start, p.end, p.kind))),
        pages=document.pages,
        copies=tuple(
            CopyRow(
                document=copy.other,
                kind=copy.kind,
                share=copy.share,
                passages=copy.passages,
                changes=tuple(change.wording for change in copy.changes),
                changed=copy.changes,
            )
            for copy in view.copies.get(document.id, ())
        ),
        revised=view.revisions[document.id].changes if document.id in view.revisions else (),
    )


def statements(view: View) -> Iterator[StatementRow]:
    """Write out the statements, by id."""
    for name, statement in view.statements.items():
        span, cue = statement.span, statement.cue
        yield StatementRow(
            id=name,
            document=span.document,
            start=span.start,
            end=span.end,
            text=span.text,
            cue=None if cue is None else CueRow(start=cue.start, end=cue.end, text=cue.text),
            voice=tuple(_voices(statement, view)),
            act=statement.act,
            polarity=statement.polarity,
            modality=statement.modality,
            rule=statement.rule,
            confidence=statement.confidence,
            calibration=_calibration(view, span.document, "statement", statement),
        )


def _calibration(view: View, document: str, kind: str, thing: Statement | Claim) -> int | None:
    """Give the measured share of right ones in thousandths; null where it was not measured."""
    language = view.documents[document].described.language
    found = measured(language, kind, thing.confidence, thing.rule)
    return None if found is None else found.thousandths


def _voices(statement: Statement, view: View) -> Iterator[VoiceRow]:
    for voice in statement.voice:
        span = voice.span
        yield VoiceRow(
            name=voice.name,
            text=None if span is None else span.text,
            start=None if span is None else span.start,
            end=None if span is None else span.end,
            entity=view.entity_of_voice(statement.span.document, voice),
            kind=voice.kind,
        )


def claims(view: View) -> Iterator[ClaimRow]:
    """Write out the claims, by id."""
    disputed = set(view.picture.disputed)
    for name, claim in view.claims.items():
        span = claim.span
        yield ClaimRow(
            id=name,
            document=span.document,
            start=span.start,
            end=span.end,
            text=span.text,
            statement=claim.statement,
            kind=claim.kind,
            value=value_row(claim, view),
            incident=view.incident_of(name),
            incidents=view.incidents_of(name),
            rule=claim.rule,
            confidence=claim.confidence,
            calibration=_calibration(view, span.document, claim.kind, claim),
            review=claim.review,
            proposed=None if claim.proposed is None else _spelled(claim.proposed, None),
            disputed=name in disputed,
        )


def assessments(view: View) -> Iterator[AssessmentRow]:
    """Write out what people said of claims and did not take back, by id."""
    orphaned = set(view.picture.orphaned)
    for said in sorted(view.picture.assessments, key=lambda a: a.id):
        yield AssessmentRow(
            id=said.id,
            claim=said.claim.id,
            decision=said.decision,
            by=said.by,
            why=said.why,
            orphaned=said.id in orphaned,
        )


def value_row(claim: Claim, view: View) -> ClaimValue:
    """Spell out a value as the contract does: with its entity, and with the contract's names."""
    return _spelled(claim.value, view.entity_of(claim))


def _spelled(told: Value, entity: str | None) -> ClaimValue:
    match told:
        case FacilityValue(name=name, role=role, type=kind):
            return FacilityRow(name=name, entity=entity, role=role, type=kind)
        case PlaceValue(name=name, country=country, precision=near):
            return PlaceRow(name=name, entity=entity, country=country, precision=near)
        case BlameValue(actor=actor, stance=stance):
            return BlameRow(actor=actor, entity=entity, stance=stance)
        case AppealValue() as appeal:
            return appeal_value(appeal)
        case other:
            return other


def appeal_value(appeal: AppealValue) -> AppealValueRow:
    """Give an appeal's ends the contract's names, `from` and `to`."""
    return {
        "from": appeal.sender,
        "to": appeal.recipient,
        "request": appeal.request,
        "reply": appeal.reply,
        "outcome": appeal.outcome,
    }


def entities(view: View) -> Iterator[EntityRow]:
    """Write out the entities, by id."""
    for entity in view.entities.values():
        yield _entity(entity, view)


def _entity(entity: Entity, view: View) -> EntityRow:
    spans = (view.mentions[m].span for m in entity.mentions)
    return EntityRow(
        id=entity.id,
        kind=entity.kind,
        name=entity.name,
        names=_names(entity),
        country=entity.country,
        latitude=entity.latitude,
        longitude=entity.longitude,
        precision=entity.precision,
        identifiers={i.scheme: i.code for i in reversed(entity.identifiers)},
        profile=(
            *_claimed(entity, view),
            *_listed(entity),
        ),
        register=entity.listed,
        protected=entity.id in view.protected,
        mentions=tuple(sorted(spans, key=lambda s: (s.document, s.start, s.end))),
    )


def _claimed(entity: Entity, view: View) -> Iterator[ProfileRow]:
    for claim in view.profiles.get(entity.id, ()):
        if isinstance(claim.value, ProfileValue):
            yield ProfileRow(
                property=claim.value.property,
                value=claim.value.value,
                as_of=claim.value.as_of,
                claim=claim.id,
            )


PROFILE = ("type", "operator", "part_of", "beds", "staff", "services")  # of the register's details


def _listed(entity: Entity) -> Iterator[ProfileRow]:
    """Tell the register's properties of a facility, after those that documents claim."""
    for detail in entity.listed:
        if detail.property in PROFILE:
            tagged = detail.property == "staff" and detail.tag
            yield ProfileRow(
                property=f"staff: {detail.tag}" if tagged else detail.property,
                value=detail.value,
                as_of=detail.as_of,
                claim=None,
                source=detail.source,
            )


def _names(entity: Entity) -> tuple[NameRow, ...]:
    """Give the names that documents use, and the register's in their scripts."""
    tags = {d.value: d.tag for d in entity.listed if d.property == "name"}
    return tuple(
        NameRow(text=name, language=(tags.get(name) or "").partition("-")[0] or language_of(name))
        for name in sorted({*entity.names, *tags})
    )


def problems(view: View) -> Iterator[ProblemRow]:
    """Write out what could not be read or understood, by id."""
    for name, problem in sorted({p.id: p for p in view.picture.problems}.items()):
        yield ProblemRow(
            id=name,
            document=problem.document,
            name=problem.name,
            stage=problem.stage,
            message=problem.message,
            remedy=problem.remedy,
        )
