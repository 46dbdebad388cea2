"""A desk on which tests file invented documents by hand, every span cut by its words."""

from solferino.codec import identify
from solferino.model import (
    Acquisition,
    Claim,
    Description,
    Document,
    Mention,
    Page,
    Part,
    Reading,
    Receipt,
    Span,
    Statement,
    Value,
    Voice,
    document_of,
)
from solferino.model.terms import Act, EntityKind, VoiceKind

PHONE = "+99 021 555 0147"
MAIL = "press.desk@brenholt-ledger.example"
HANDLE = "@osk_marrow"
ATTACK = '<script>alert(1)</script> "quoted" & \u202egnorw\u202c'

NEWS = f"""Shells fall on Saint Orla clinic in Brenholt

By Iva Marsh, Brenholt Ledger

BRENHOLT, 5 May 2031 - Two mortar shells struck Saint Orla Clinic (عيادة القديسة أورلا) in \
Brenholt on Sunday, 4 May 2031, killing three patients, the clinic's director, Dr. Anso Pell, \
told the Ledger 🚑. "The River Guard fired from the quarry," Pell said. The River Guard denied \
any role and said that fighters had been seen on the clinic's roof. It said it had warned the \
clinic by loudspeaker on Saturday.

Pell asked the Highland Red Lantern for ambulances; none came. The maternity ward, 12 beds, is \
shut. A lawyer for the families called it a war crime. A clip by Oskar Veld shows the burning \
pharmacy; it may be shown with his name on it.

Two days later, on 6 May, a drone damaged the same clinic's generator; nobody was hurt.

The Lantern Count has recorded at least 31 attacks on clinics in the Highlands since January.

Call the desk on {PHONE} or write to {MAIL}. {ATTACK}
"""

NOTICE = f"""Note of the Lantern Count, 7 May 2031

The Lantern Count has spoken to nurses at the St. Orla Clinic in Brenholt. They counted four \
dead after the shelling of 4 May 2031. The Count does not say who fired.

Founded in 1998, the clinic has 40 beds.

The Lantern Count has recorded at least 31 attacks on clinics in the Highlands since January.

— Osk ({HANDLE}) 5 May 2031
"""


Speaker = tuple[str, VoiceKind, str]


class Desk:
    """Collects what an engine would find, every span cut by its words."""

    def __init__(self, party: str) -> None:
        self.party = party
        self.documents: dict[str, Document] = {}
        self.statements: list[Statement] = []
        self.claims: list[Claim] = []
        self.mentions: list[Mention] = []

    def receive(self, name: str, text: str, told: Description) -> str:
        """Add a document; returns its id."""
        receipt = Receipt(
            original=identify("bytes", text) * 2,
            name=name,
            told=told,
            acquisition=Acquisition(collector="A. Keeper", received_at="2031-05-08"),
        )
        parts = [Part(kind="headline", start=0, end=text.index("\n"))]
        start = text.find("— Osk")
        if start >= 0:
            parts.append(
                Part(
                    kind="post",
                    start=start,
                    end=len(text) - 1,
                    author="Osk",
                    handle=HANDLE,
                    date="2031-05-05",
                )
            )
        page = Page(number=1, start=0, end=len(text), lines=(0,))
        reading = Reading(text=text, media_type="text/plain", parts=tuple(parts), pages=(page,))
        document = document_of(receipt, reading, "plain/1")
        self.documents[document.id] = document
        return document.id

    def span(self, document: str, words: str) -> Span:
        """Find the first occurrence of the words."""
        start = self.documents[document].text.index(words)
        return self.documents[document].span(start, start + len(words))

    def say(self, document: str, words: str, *chain: Speaker, act: Act = "asserts") -> str:
        """Add a statement with a chain of (name, kind, words of the speaker); returns its id."""
        voices = tuple(
            Voice(name=name, kind=kind, span=self.span(document, told) if told else None)
            for name, kind, told in chain
        )
        statement = Statement(
            span=self.span(document, words),
            voice=voices,
            act=act,
            cue=voices[0].span if voices else None,
            rule="by hand",
            confidence="high",
        )
        self.statements.append(statement)
        return statement.id

    def claim(self, statement: str, words: str, value: Value) -> str:
        """Add a claim on the first occurrence of the words in a statement; returns its id."""
        said = next(s for s in self.statements if s.id == statement)
        start = said.span.start + said.span.text.index(words)
        claim = Claim(
            span=self.documents[said.span.document].span(start, start + len(words)),
            statement=statement,
            value=value,
            rule="by hand",
            confidence="medium",
        )
        self.claims.append(claim)
        return claim.id

    def mention(self, document: str, words: str, kind: EntityKind, name: str | None = None) -> str:
        """Add a mention; returns its id."""
        mention = Mention(span=self.span(document, words), kind=kind, name=name or words)
        self.mentions.append(mention)
        return mention.id
