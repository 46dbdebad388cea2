"""Statements of a document: somebody saying something, with the chain of voices.

Rules per sentence, from left to right over its cues; then across sentences: posts speak for
their authors, a quotation after "X said:" for X, a quotation that runs on for whoever began it.
"""

import re
from collections.abc import Sequence
from dataclasses import replace

from solferino.extract.confidence import settled
from solferino.extract.cues import GRAMMAR, Cue, cues
from solferino.extract.named.facility import Facility
from solferino.extract.named.names import Name
from solferino.extract.passage import Layout, Passage
from solferino.extract.voice.acts import manner_of
from solferino.extract.voice.asides import (
    around,
    object_start,
    parted_off,
    thrown_in,
    trailing,
)
from solferino.extract.voice.bounds import in_one, left_content, passed_on, stop_of
from solferino.extract.voice.contents import has_clause, right_content, trimmed
from solferino.extract.voice.memory import Memory
from solferino.extract.voice.nouns import nouns
from solferino.extract.voice.referring import introduced, named_later
from solferino.extract.voice.scene import VOICE_KINDS, Scene
from solferino.extract.voice.speakers import voice_of
from solferino.extract.voice.turns import turns
from solferino.extract.voice.utterances import LONGEST_CHAIN, Uttered, utterances
from solferino.model import Document, Statement, Voice
from solferino.model.terms import Act, Confidence

SILENT_ZONES = ("boilerplate", "infobox")
PRONOUNS = ("he", "she", "it", "they", "we", "i")
PEOPLE = ("person", "unnamed", "facility_staff")
OF_ONE = GRAMMAR["he"] | GRAMMAR["his"]  # how a sentence about one begins
COLON = re.compile(r"([^:“”\"«;.]{2,80}):\s*[“\"«]")
COLON_QUOTE = re.compile(r"^,[^:;“”\"«»]{2,60}:\s*[“\"«]")  # ", the coordinator: «"
NAMED = 3  # words before the name of who speaks
LED_UP = 3  # words that a clause before its speaker has at least
MOSTLY = 0.7  # share of a sentence inside quotation marks that makes it a quotation


class Listener:
    """Goes through a layout once and gathers statements."""

    def __init__(
        self,
        layout: Layout,
        names: Sequence[tuple[Name, ...]],
        facilities: Sequence[tuple[Facility, ...]],
        author: Voice | None = None,
    ) -> None:
        self.layout = layout
        self.names = names
        self.facilities = facilities
        self.memory = Memory(author)
        self.pending: Voice | None = None
        self.turns = turns(layout) if self.obeys("voice/turn") else {}
        self.speaking: dict[int, tuple[Voice, ...]] = {}
        self.found: list[Statement] = []

    def listen(self) -> list[Statement]:
        """Gather all attributed statements, one per span and chain, in order of place."""
        for passage in self.layout.passages:
            self._hear(passage)
        self._run_on()
        # An office is a description: without reading any, none is read ahead.
        if self.obeys("voice/named-later") and self.obeys("voice/description"):
            self.found = [_named_later(s, self.memory) for s in self.found]
        unique = {s.id: s for s in self.found}
        return sorted(unique.values(), key=lambda s: (s.span.start, -s.span.end, s.id))

    @property
    def document(self) -> Document:
        """Give the document listened to."""
        return self.layout.document

    def obeys(self, rule: str) -> bool:
        """Whether a rule is in force."""
        return rule not in self.layout.without

    def _hear(self, passage: Passage) -> None:
        if passage.zone in SILENT_ZONES:
            return
        scene = Scene(
            document=self.document,
            passage=passage,
            names=self.names[passage.number],
            facilities=self.facilities[passage.number],
        )
        introduced(scene, self.memory)
        if passage.zone == "post":
            quoting = self._hear_post(passage)
            if not quoting:
                return
        else:
            quoting = self._hear_turn(passage) or self._hear_quotation(passage)
        said = utterances(scene, self.memory)
        for at in range(len(said)):
            inner = self._inside(quoting, passed_on(passage, said, at))
            if inner is not None:
                self._emit(passage, said, at, inner)
        for told in nouns(scene, self.memory):
            self._add(passage, told.where, (told.voice,), told.cue, told.cue.act, "voice/noun")
        if said and not quoting:
            self.speaking[passage.number] = said[-1].voices
        if not said:
            self._hear_name(scene)
            self._remember(scene)

    def _hear_name(self, scene: Scene) -> None:
        """Give a quotation to whom only a name and a colon bring in: «Mira Tolan, nurse: "…"»."""
        passage = scene.passage
        led = COLON.match(passage.text)
        if led is None or not self.obeys("voice/colon-name"):
            return
        last = passage.word_at(passage.start + led.end(1) - 1) + 1
        inside = [c for c in scene.candidates() if c.last <= last and not c.pronoun]
        if not inside or inside[0].first > NAMED or has_clause(passage, 0, last):
            return
        named = next((c for c in inside if c.name and c.kind == "person"), inside[0])
        voice = voice_of(scene, named, named.last, self.memory)
        self.memory.meet(voice)
        where = (passage.start + led.end(), passage.end)
        self._add(passage, where, (voice,), None, "asserts", "voice/colon-name")
        self.speaking[passage.number] = (voice,)

    def _inside(self, quoting: tuple[Voice, ...], uttered: Uttered) -> Uttered | None:
        """Put a quotation's chain behind those who speak inside it; pronouns say nothing new."""
        if not quoting or not self.obeys("voice/inside-quotation"):
            return uttered
        span = uttered.chain[0].span
        if (
            span is None
            or span.text.lower() in PRONOUNS
            or uttered.chain[0].name == quoting[0].name
        ):
            return None
        return replace(uttered, chain=(*uttered.chain, *quoting)[:LONGEST_CHAIN])

    def _hear_post(self, passage: Passage) -> tuple[Voice, ...]:
        """Give a sentence of a post to its author; the line that names the author says nothing."""
        part = passage.part
        if part is None or part.author is None:
            return ()
        top = self.document.text.find("\n", part.start, part.end)
        at = self.document.text.find(part.author, part.start, max(top, part.start))
        if at >= 0:  # the line that names the author stands above the post
            if passage.end <= top + 1:
                return ()
        else:
            at = self.document.text.rfind(part.author, part.start, part.end)
            line = self.document.text.rfind("\n", part.start, at) if at >= 0 else part.end
            if passage.start > line >= part.start:
                return ()
        span = self.document.span(at, at + len(part.author)) if at >= 0 else None
        known = [n for names in self.names for n in names if n.text == part.author]
        name = known[0].canonical if known else part.author
        voice = Voice(name=name, kind=VOICE_KINDS[known[0].kind] if known else "person", span=span)
        start = max(passage.start, top + 1 if 0 <= at < top else passage.start)
        self._add(passage, (start, passage.end), (voice,), None, "asserts", "voice/post")
        return (voice,)

    def _hear_turn(self, passage: Passage) -> tuple[Voice, ...]:
        """Give a sentence of a transcript to whose turn it is."""
        turn = self.turns.get(passage.number)
        if turn is None:
            return ()
        span = self.document.span(turn.start, turn.end)
        voice = Voice(name=turn.name, kind="person", span=span)
        where = (max(passage.start, turn.said), passage.end)
        self._add(passage, where, (voice,), None, "asserts", "voice/turn")
        return (voice,)

    def _hear_quotation(self, passage: Passage) -> tuple[Voice, ...]:
        """Give a sentence that is a quotation to the speaker announced or still speaking."""
        quoted = sum(min(q.end, passage.end) - max(q.start, passage.start) for q in passage.quotes)
        whole = quoted >= MOSTLY * (passage.end - passage.start) or passage.zone == "quote"
        if not whole:
            self.pending = None if quoted == 0 else self.pending
            return ()
        chain = (self.pending,) if self.pending else self._still_speaking(passage)
        if chain:
            self._add(passage, (passage.start, passage.end), chain, None, "asserts", "voice/run-on")
            self.speaking[passage.number] = chain
        return chain

    def _still_speaking(self, passage: Passage) -> tuple[Voice, ...]:
        """Find who goes on speaking: the last speaker, unless the sentence names its own."""
        if any(not c.quoted for c in cues(passage)):
            return ()
        before = self.speaking.get(passage.number - 1, ())
        return before or self._over_a_sentence(passage)

    def _over_a_sentence(self, passage: Passage) -> tuple[Voice, ...]:
        """Find who goes on after a sentence of the text about him: "X said. His hands shook. …"."""
        chain = self.speaking.get(passage.number - 2, ())
        if not chain or chain[0].kind not in PEOPLE or not self.obeys("voice/over-a-sentence"):
            return ()
        between = self.layout.passages[passage.number - 1]
        alone = between.paragraph == passage.paragraph and not between.quotes
        others = [n for n in self.names[between.number] if n.kind in VOICE_KINDS]
        other = any(n.canonical != chain[0].name for n in others) or between.of("role")
        return chain if alone and not other and between.words[0].key in OF_ONE else ()

    def _remember(self, scene: Scene) -> None:
        people = [n for n in scene.names if n.kind == "person"]
        owners = [n for n in people if _owns(scene.passage, n)]
        for name in scene.names:
            voice = scene.voice(name)
            if voice is None or (name in owners and len(owners) < len(people)):
                continue
            if voice.kind == "person":
                self.memory.person = voice
            elif voice.kind != "armed_group":
                self.memory.note(voice)

    def _emit(self, passage: Passage, said: list[Uttered], at: int, uttered: Uttered) -> None:
        stop = stop_of(passage, said, at)
        cue = uttered.cue
        start: int | None
        whole = in_one(passage, uttered, stop)
        if whole is not None:
            self._span(passage, *whole, uttered)
            return
        if cue.how == "object" and self._confirms(passage, said, at):
            return
        if cue.how == "object" and not uttered.trails:
            self._span(passage, object_start(passage, uttered, stop), stop, uttered)
            return
        goes_on = passage.until(stop) > cue.last
        if not at and goes_on and not uttered.trails and thrown_in(passage, uttered):
            for where in around(passage, uttered, stop):
                self._span(passage, *where, uttered)
            return
        left_of = uttered.inverted or uttered.trails
        left_of = left_of or (not at and trailing(passage, uttered, stop))
        start = None if left_of else right_content(passage, cue, stop)
        if start is not None:
            self._span(passage, start, stop, uttered)
            self._led_up(passage, said, at)
            return
        left = None if parted_off(passage, uttered) else left_content(passage, said, at)
        if passage.text.rstrip().endswith(":") and self.obeys("voice/announced"):
            self.pending = uttered.chain[0]
        elif left and passage.slice(*left).strip():
            self._span(passage, *left, uttered)
        if uttered.inverted:
            self._after_inversion(passage, uttered, stop)

    def _confirms(self, passage: Passage, said: list[Uttered], at: int) -> bool:
        """Take what stands before a verb without an object: "they came at night, X confirmed"."""
        uttered, stop = said[at], stop_of(passage, said, at)
        voice = uttered.chain[0].span
        if at or uttered.nested or voice is None or not self.obeys("voice/trailing"):
            return False
        behind = [w for w in passage.words[uttered.cue.last :] if w.start < stop]
        dates = [(d.start, d.end) for d in passage.dates]
        told = [w for w in behind if not any(s <= w.start < e for s, e in dates)]
        told = [w for w in told if w.key not in GRAMMAR["adverb"] | {"on", "late", "early"}]
        before = passage.slice(passage.start, voice.start).rstrip()
        before = before.removesuffix(" the").removesuffix(" a").rstrip()
        if told or not before.endswith(",") or len(before.split()) <= LED_UP:
            return False
        left = left_content(passage, said, at)
        if left is None:
            return False
        self._add(passage, left, uttered.voices, uttered.cue, uttered.cue.act, "voice/trailing")
        return True

    def _led_up(self, passage: Passage, said: list[Uttered], at: int) -> None:
        """Take a clause before the speaker too: «They came at night, X said: "All was dark."»."""
        uttered = said[at]
        voice = uttered.chain[0].span
        if at or uttered.nested or voice is None:
            return
        before = passage.slice(passage.start, voice.start)
        colon = passage.slice(uttered.cue.end, passage.end).find(":")
        clause = before.rstrip().endswith(",") and len(before.split()) > 3  # noqa: PLR2004
        first = passage.words[0].key
        adverbial = first in GRAMMAR["preposition"] | GRAMMAR["opener"]
        if clause and colon >= 0 and not adverbial and self.obeys("voice/led-up"):
            self._span(passage, passage.start, voice.start, uttered)

    def _after_inversion(self, passage: Passage, uttered: Uttered, stop: int) -> None:
        """Take what follows: «"A," said X, "B"» and "According to X, B"."""
        words = passage.words
        if uttered.after >= len(words):
            return
        start = words[uttered.after].start
        gap = passage.slice(words[uttered.after - 1].end, start)
        if not self.obeys("voice/split-quotation"):
            return
        leading = uttered.cue.first == 0 and "," in gap
        if leading or any(mark in gap for mark in '“"«'):
            self._span(passage, start, stop, uttered)
            return
        colon = COLON_QUOTE.search(passage.slice(words[uttered.after - 1].end, stop))
        if colon is not None:
            self._span(passage, words[uttered.after - 1].end + colon.end(), stop, uttered)

    def _span(self, passage: Passage, start: int, end: int, uttered: Uttered) -> None:
        rule = f"voice/{uttered.cue.how}"
        self._add(passage, (start, end), uttered.voices, uttered.cue, uttered.cue.act, rule)

    def _add(
        self,
        passage: Passage,
        where: tuple[int, int],
        chain: tuple[Voice, ...],
        cue: Cue | None,
        act: Act,
        rule: str,
    ) -> None:
        ends = trimmed(passage, *where)
        if ends is None or not self.obeys(rule):
            return
        first, last = passage.word_at(ends[0]), passage.word_at(ends[1] - 1) + 1
        if last - first < 2 and self.obeys("voice/one-word"):  # noqa: PLR2004  (it says nothing)
            return
        manner = manner_of(passage, first, last, act, chain[0].kind)
        self.found.append(
            Statement(
                span=self.document.span(*ends),
                voice=chain,
                cue=self.document.span(cue.start, cue.end) if cue else None,
                act=manner.act,
                polarity=manner.polarity,
                modality=manner.modality,
                rule=rule,
                confidence=settled(rule, _confidence(chain[0], rule)),
            )
        )

    def _run_on(self) -> None:
        """Give every sentence of a quotation to the speaker whom one of its sentences names."""
        covered = {p.number for p in self.layout.passages if p.number in self.speaking}
        for passage in self.layout.passages:
            if passage.number in covered or passage.zone in ("post", *SILENT_ZONES):
                continue
            for following in self.layout.passages[passage.number + 1 : passage.number + 6]:
                shared = [q for q in passage.quotes if q in following.quotes]
                chain = self.speaking.get(following.number)
                if shared and chain:
                    where = (max(passage.start, shared[0].start), passage.end)
                    self._add(passage, where, chain, None, "asserts", "voice/run-on")
                    break


def _named_later(statement: Statement, memory: Memory) -> Statement:
    chain = tuple(named_later(v, memory) for v in statement.voice)
    return statement if chain == statement.voice else replace(statement, voice=chain)


def _confidence(voice: Voice, rule: str) -> Confidence:
    if voice.kind == "unnamed" or rule == "voice/run-on":
        return "medium"
    pronoun = voice.span is not None and voice.span.text.lower() in (
        "he",
        "she",
        "it",
        "they",
        "we",
        "i",
    )
    return "medium" if pronoun else "high"


def _owns(passage: Passage, name: Name) -> bool:
    """Whether somebody is only named as whose something is: "he echoed X's words"."""
    behind = passage.slice(name.end, passage.end)[:2] in ("'s", "’s")
    return behind and passage.obeys("voice/owner-named")
