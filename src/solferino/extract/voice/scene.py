"""A passage with those who could speak in it: what speakers are looked for in."""

from solferino.codec import value
from solferino.extract.cues import GRAMMAR
from solferino.extract.lexicon import table
from solferino.extract.named.facility import Facility
from solferino.extract.named.names import Name
from solferino.extract.passage import Passage
from solferino.model import Document, Voice
from solferino.model.terms import VoiceKind

VOICE_KINDS: dict[str, VoiceKind] = {
    "person": "person",
    "organization": "organization",
    "government": "government",
    "armed_group": "armed_group",
    "media": "media",
    "facility": "facility_staff",
    "facility_staff": "facility_staff",
    "unnamed": "unnamed",
}


MEDIA = frozenset(table("en", "rules")["cues"]["spoken_by_a_body"])
PRONOUNS = GRAMMAR["he"] | GRAMMAR["they"] | GRAMMAR["we"]
STANDING_IN = PRONOUNS | MEDIA
BASED = "-based"
OFFICES = frozenset(table("en", "roles")["office"]["held"])


@value
class Candidate:
    """Somebody who could speak: words [first, last), kind, and the canonical name if named."""

    first: int
    last: int
    kind: str
    name: str | None
    pronoun: bool = False


@value
class Scene:
    """A passage with its names and facilities: what speakers are looked for in."""

    document: Document
    passage: Passage
    names: tuple[Name, ...]
    facilities: tuple[Facility, ...]

    def voice(self, name: Name) -> Voice | None:
        """Give a name of the passage as a voice; null for what cannot speak."""
        kind = VOICE_KINDS.get(name.kind)
        span = self.document.span(name.start, name.end)
        return (
            None
            if kind is None or _placed(name)
            else Voice(name=name.canonical, kind=kind, span=span)
        )

    def candidates(self) -> list[Candidate]:
        """List everybody in the passage who could speak, in order of place."""
        found = [
            Candidate(
                first=n.first,
                last=n.last,
                kind="person" if self._alone(n) else n.kind,
                name=None if self._office(n) or self._alone(n) else n.canonical,
            )
            for n in self.names
            if n.kind in VOICE_KINDS and not self._seat(n.end) and not _placed(n)
        ]
        found += self._states({i for c in found for i in range(c.first, c.last)})
        taken = {i for c in found for i in range(c.first, c.last)}
        for term in self.passage.of("role"):
            span = range(term.first, term.last)
            if not taken.intersection(span):
                found.append(Candidate(first=term.first, last=term.last, kind=term.code, name=None))
                taken.update(span)
        for i, word in enumerate(self.passage.words if self.passage.has(STANDING_IN) else ()):
            if i not in taken and word.key in PRONOUNS:
                found.append(Candidate(first=i, last=i + 1, kind=word.key, name=None, pronoun=True))
            elif i not in taken and word.key in MEDIA and _determined(self.passage, i):
                found.append(Candidate(first=i, last=i + 1, kind="medium", name=None))
        return sorted(found, key=lambda c: c.first)

    def _office(self, name: Name) -> bool:
        """Whether capitals write no name but an office: "X, Medical Superintendent, said"."""
        office = name.kind == "person" and name.text.split()[-1].lower() in OFFICES
        return office and self.passage.obeys("voice/office-in-capitals")

    def _alone(self, name: Name) -> bool:
        """Whether a capital writes an office alone: "the Governor stressed"."""
        alone = name.last - name.first == 1 and name.text.lower() in OFFICES
        return alone and self.passage.obeys("voice/office-in-capitals")

    def _seat(self, end: int) -> bool:
        """Whether a name only tells where somebody sits: "the Ruritania-based monitor"."""
        behind = self.passage.slice(end, min(end + len(BASED), self.passage.end))
        return behind.lower() == BASED and self.passage.obeys("voice/based")

    def _states(self, taken: set[int]) -> list[Candidate]:
        """Countries that can speak: those that no preposition makes a place."""
        words = self.passage.words
        return [
            Candidate(first=t.first, last=t.last, kind="government", name=t.entry.name)
            for t in self.passage.of("country")
            if t.first not in taken
            and not self._seat(t.end)
            and (t.first == 0 or words[t.first - 1].key not in GRAMMAR["preposition"])
        ]


def _placed(name: Name) -> bool:
    """Whether a name begins with a preposition: "in Kasundo" is where, and not who."""
    return name.text.partition(" ")[0].lower() in ("at", "from", "in", "near")


def _determined(passage: Passage, index: int) -> bool:
    return index > 0 and passage.words[index - 1].key in ("the", "its", "their", "this")
