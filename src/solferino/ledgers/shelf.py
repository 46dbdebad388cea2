"""A picture's claims with what a ledger asks of each: who says it, when, of which incident."""

import tomllib
from collections.abc import Iterator
from functools import cache, cached_property
from importlib.resources import files
from typing import TypeVar

from solferino.codec import value
from solferino.model import Claim, Directory, Part, Voice
from solferino.ports import Picture
from solferino.text.fold import fold
from solferino.text.segment import words

STEM = 5  # letters by which two words are compared: endings do not count
DAY = 10  # characters of a full ISO date
V = TypeVar("V")
Key = tuple[str, ...]


@value
class Lexicon:
    """Words that tell nothing, and words that stand for one another, by their stem."""

    small: frozenset[str]
    same: tuple[tuple[str, str], ...]


@cache
def lexicon() -> Lexicon:
    """Load the words; read once per process."""
    path = files("solferino.ledgers") / "words.toml"
    table = tomllib.loads(path.read_text(encoding="utf-8"))
    pairs = ((fold(form)[:STEM], name) for name, forms in table["same"].items() for form in forms)
    return Lexicon(small=frozenset(map(fold, table["small"])), same=tuple(sorted(pairs)))


def subject(text: str) -> frozenset[str]:
    """Fold words to what they tell: "civilian deaths" and "civilians have been killed" are one."""
    same = dict(lexicon().same)
    keys = (word.key for word in words(text))
    stems = (key[:STEM] for key in keys if key not in lexicon().small)
    return frozenset(same.get(stem, stem) for stem in stems)


class Shelf:
    """Answers what ledgers ask, from one picture."""

    def __init__(self, picture: Picture) -> None:
        """Index the picture."""
        self.picture = picture
        self.documents = {d.id: d for d in picture.documents}
        self.statements = {s.id: s for s in picture.statements}
        self.entities = {e.id: e for e in picture.entities}
        self.directory = Directory(picture.entities, picture.mentions)

    def claims(self, kind: type[V]) -> Iterator[tuple[Claim, V]]:
        """Yield the claims of one kind that nobody rejected, by document and place."""
        for claim in self._ordered:
            if isinstance(claim.value, kind) and claim.review != "rejected":
                yield claim, claim.value

    @cached_property
    def _ordered(self) -> tuple[Claim, ...]:
        held = {c.id: c for c in self.picture.claims}.values()
        return tuple(sorted(held, key=lambda c: (c.span.document, c.span.start, c.span.end, c.id)))

    def voice(self, claim: Claim) -> Voice | None:
        """Find the nearest speaker; null is the document's own voice."""
        chain = self.statements[claim.statement].voice
        return chain[0] if chain else None

    def entity_of_voice(self, claim: Claim) -> str | None:
        """Find the entity that speaks: by the speaker's words, else by name."""
        voice = self.voice(claim)
        if voice is None:
            return self.directory.of(claim.span.document, self.publisher(claim))
        at = voice.span and self.directory.at(claim.span.document, voice.span.start, voice.span.end)
        return at or self.entity_of_name(claim, voice.name)

    def entity_of_name(self, claim: Claim, name: str | None) -> str | None:
        """Find the entity that a document calls by a name, with or without its article."""
        bare = (name or "").removeprefix("the ").removeprefix("The ")
        own = claim.span.document
        return self.directory.of(own, name) or self.directory.of(own, bare)

    def publisher(self, claim: Claim) -> str | None:
        """Name who published the document."""
        return self.documents[claim.span.document].described.publisher

    def key(self, claim: Claim, name: str | None, entity: str | None) -> Key:
        """Make the key of a body or person: equal where it is the same one.

        One without a name is known in its own document only.
        """
        if entity is not None:
            return ("entity", entity)
        called = tuple(sorted(subject(name or "")))
        named = any(c.isupper() for c in name or "")
        return ("name", *called) if named else ("unnamed", claim.span.document, *called)

    def said_on(self, claim: Claim) -> str | None:
        """Tell the day on which it was said as far as known: of the post, else of publication."""
        document = self.documents[claim.span.document]
        inside = [p for p in document.parts if p.date and _holds(p, claim)]
        told = inside[0].date if inside else document.described.published
        return told[:DAY] if told and len(told) >= DAY else None

    def incidents_of(self, claim: Claim) -> tuple[str, ...]:
        """List the incidents whose accounts hold a claim, by id."""
        return self._incidents.get(claim.id, ())

    @cached_property
    def _incidents(self) -> dict[str, tuple[str, ...]]:
        accounts = {a.id: a for a in self.picture.accounts}
        found: dict[str, set[str]] = {}
        for incident in self.picture.incidents:
            for account in incident.accounts:
                for claim in accounts[account].claims:
                    found.setdefault(claim, set()).add(incident.id)
        return {claim: tuple(sorted(ids)) for claim, ids in found.items()}


def _holds(part: Part, claim: Claim) -> bool:
    return part.start <= claim.span.start and claim.span.end <= part.end
