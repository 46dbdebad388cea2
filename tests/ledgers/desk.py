"""A case of invented documents, filed by hand as extractors would leave them."""

from solferino.codec import sha256
from solferino.model import (
    Account,
    AppealValue,
    Claim,
    Description,
    Document,
    Entity,
    FacilityValue,
    Incident,
    Mention,
    Reading,
    Receipt,
    ServiceValue,
    Statement,
    TallyValue,
    Value,
    Voice,
    document_of,
)
from solferino.model.terms import EntityKind, Outcome, Reply
from solferino.ports import Picture


class Desk:
    """Documents, what is said in them, and incidents, one sentence for each claim."""

    def __init__(self) -> None:
        self.documents: dict[str, Document] = {}
        self.statements: list[Statement] = []
        self.claims: list[Claim] = []
        self.mentions: dict[str, tuple[EntityKind, list[Mention]]] = {}
        self.accounts: list[Account] = []
        self.incidents: list[Incident] = []

    def read(self, name: str, day: str | None, text: str) -> Document:
        receipt = Receipt(
            original=sha256(text.encode()), name=name, told=Description(published=day)
        )
        reading = Reading(text=text, media_type="text/plain")
        self.documents[name] = document_of(receipt, reading, "test/1")
        return self.documents[name]

    def claim(self, document: Document, words: str, told: Value, by: str | None = None) -> Claim:
        """Make a claim on some words, said by somebody named in the document or by itself."""
        start = document.text.index(words)
        span = document.span(start, start + len(words))
        place = document.text.find(by or "\0")
        voice = document.span(place, place + len(by)) if by and place >= 0 else None
        chain = (Voice(name=by, kind="organization", span=voice),) if by else ()
        statement = Statement(
            span=span, voice=chain, cue=None, act="asserts", rule="test", confidence="high"
        )
        self.statements.append(statement)
        claim = Claim(span=span, statement=statement.id, value=told, rule="test", confidence="high")
        self.claims.append(claim)
        return claim

    def total(
        self, document: Document, words: str, number: int, by: str | None, **scope: str
    ) -> Claim:
        """Claim an exact total: the words are a number and what it counts."""
        what = words.split(" ", 1)[1]
        told = TallyValue(what=what, min=number, max=number, qualifier="exact", **scope)
        return self.claim(document, words, told, by)

    def appeal(
        self,
        document: Document,
        words: str,
        ends: tuple[str | None, str | None],
        reply: Reply = "unknown",
        outcome: Outcome = "unknown",
    ) -> Claim:
        """Claim that one asks another for what the words say."""
        sender, recipient = ends
        told = AppealValue(
            sender=sender, recipient=recipient, request=words, reply=reply, outcome=outcome
        )
        return self.claim(document, words, told)

    def service(self, document: Document, words: str, *, lost: bool = False) -> Claim:
        return self.claim(document, words, ServiceValue(measure="beds", value=words, lost=lost))

    def facility(self, document: Document, words: str) -> Claim:
        told = FacilityValue(name=words, role="attacked", type="hospital")
        return self.claim(document, words, told)

    def name(self, entity: str, document: Document, words: str, kind: EntityKind) -> None:
        """Let some words of a document name an entity."""
        start = document.text.index(words)
        mention = Mention(span=document.span(start, start + len(words)), kind=kind, name=words)
        self.mentions.setdefault(entity, (kind, []))[1].append(mention)

    def incident(self, day: str, place: str, *claims: Claim, facility: Claim | None = None) -> str:
        """File an incident of one account that holds some claims."""
        document = claims[0].span.document if claims else next(iter(self.documents.values())).id
        account = Account(
            document=document,
            role="main",
            facility=facility.id if facility else None,
            place=None,
            time=None,
            claims=tuple(sorted(c.id for c in claims)),
        )
        self.accounts.append(account)
        incident = Incident(
            id=f"incident-{len(self.incidents)}",
            title=f"{place}, {day}",
            facility=None,
            place=place,
            country=None,
            earliest=day,
            latest=day,
            edtf=day,
            event_types=(),
            weapons=(),
            effects=(),
            casualties=(),
            responsibility=(),
            contradictions=(),
            origins=(),
            accounts=(account.id,),
        )
        self.incidents.append(incident)
        return incident.id

    def picture(self) -> Picture:
        entities = tuple(
            Entity(
                id=name,
                kind=kind,
                name=held[0].name,
                names=tuple(sorted({m.name for m in held})),
                mentions=tuple(m.id for m in held),
            )
            for name, (kind, held) in self.mentions.items()
        )
        return Picture(
            name="case",
            created="2031-01-01T00:00:00Z",
            engine="test/1",
            kit=(),
            documents=tuple(self.documents.values()),
            statements=tuple(self.statements),
            claims=tuple(self.claims),
            mentions=tuple(m for _, held in self.mentions.values() for m in held),
            accounts=tuple(self.accounts),
            entities=entities,
            copies=(),
            origins=(),
            incidents=tuple(self.incidents),
            gradings=(),
            problems=(),
        )
