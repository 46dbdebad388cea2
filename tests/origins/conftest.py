"""Documents and cases made for these tests. All texts are fiction."""

from collections.abc import Callable, Sequence

import pytest

from solferino.codec import sha256
from solferino.model import (
    BlameValue,
    Claim,
    Copy,
    Description,
    Directory,
    Document,
    Entity,
    EventValue,
    Judgement,
    Mention,
    Origin,
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
from solferino.origins.copies import find_copies
from solferino.origins.trace import trace

Make = Callable[..., Document]


@pytest.fixture(name="make")
def make_fixture() -> Make:
    return make_document


def make_document(
    name: str, text: str, parts: tuple[Part, ...] = (), **told: str | None
) -> Document:
    """Make a document as if a file of this name and text had come in."""
    receipt = Receipt(
        original=sha256(f"{name}\n{text}".encode()), name=name, told=Description(**told)
    )
    return document_of(receipt, Reading(text=text, media_type="text/plain", parts=parts), "test/1")


def at(document: Document, words: str) -> Span:
    """Find the first place of some words."""
    start = document.text.index(words)
    return document.span(start, start + len(words))


class Desk:
    """A case as extractors would leave it, filled in by hand."""

    def __init__(self) -> None:
        self.documents: list[Document] = []
        self.statements: list[Statement] = []
        self.claims: list[Claim] = []
        self.mentions: dict[str, list[Mention]] = {}
        self.judgements: list[Judgement] = []

    def read(self, name: str, text: str, parts: tuple[Part, ...] = (), **told: str) -> Document:
        self.documents.append(make_document(name, text, parts, **told))
        return self.documents[-1]

    def say(
        self,
        document: Document,
        words: str,
        *voices: tuple[str, VoiceKind],
        cue: str | None = None,
        act: Act = "asserts",
    ) -> Statement:
        """Let somebody say words; the speakers, nearest first, are found by name in the text."""
        chain = tuple(
            Voice(name=name, kind=kind, span=at(document, name) if name in document.text else None)
            for name, kind in voices
        )
        statement = Statement(
            span=at(document, words),
            voice=chain,
            cue=None if cue is None else at(document, cue),
            act=act,
            rule="test",
            confidence="high",
        )
        self.statements.append(statement)
        return statement

    def claim(self, statement: Statement, words: str, value: Value | None = None) -> Claim:
        """Make a claim of some words of a statement; an attack with heavy weapons by default."""
        document = next(d for d in self.documents if d.id == statement.span.document)
        start = document.text.index(words, statement.span.start)
        claim = Claim(
            span=document.span(start, start + len(words)),
            statement=statement.id,
            value=value or EventValue(types=("heavy_weapons",)),
            rule="test",
            confidence="high",
        )
        self.claims.append(claim)
        return claim

    def blame(self, statement: Statement, actor: str) -> Claim:
        return self.claim(statement, actor, BlameValue(actor=actor, stance="alleged"))

    def mention(
        self, entity: str, document: Document, words: str, kind: EntityKind = "organization"
    ) -> None:
        """Let some words name an entity."""
        mention = Mention(span=at(document, words), kind=kind, name=words)
        self.mentions.setdefault(entity, []).append(mention)

    def directory(self) -> Directory:
        entities = [
            Entity(
                id=name,
                kind=held[0].kind,
                name=held[0].name,
                names=(held[0].name,),
                mentions=tuple(m.id for m in held),
            )
            for name, held in self.mentions.items()
        ]
        return Directory(entities, [m for held in self.mentions.values() for m in held])

    def copies(self) -> Sequence[Copy]:
        return find_copies(self.documents)

    def trace(self) -> tuple[Origin, ...]:
        return trace(
            self.documents,
            self.statements,
            self.claims,
            self.directory(),
            self.copies(),
            self.judgements,
        )


@pytest.fixture
def desk() -> Desk:
    return Desk()


@pytest.fixture(scope="session")
def new_desk() -> type[Desk]:
    """For tests with many examples, which need a fresh one in each."""
    return Desk
