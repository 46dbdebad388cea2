"""What each place of a document rests on: speakers, exhibits, its own voice, copied passages."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cached_property

from solferino.codec import identify, value
from solferino.model import (
    BlameValue,
    CasualtyValue,
    CharacterizationValue,
    CircumstanceValue,
    Claim,
    Copy,
    EffectValue,
    EventValue,
    ExhibitValue,
    FacilityValue,
    PlaceValue,
    ServiceValue,
    Span,
    Statement,
    TallyValue,
    TimeValue,
    Voice,
    WeaponValue,
)
from solferino.model.terms import Hop
from solferino.origins.lexicon import lexicon
from solferino.origins.speakers import Hall, Key, Speaker, unmade
from solferino.text.phrases import folded
from solferino.text.segment import quotations

# What a picture can show. Who fired, and why, it cannot: that is said by whoever tells of it.
SHOWN = (
    FacilityValue,
    PlaceValue,
    TimeValue,
    EventValue,
    WeaponValue,
    EffectValue,
    CasualtyValue,
)


TELLING = (
    EventValue,
    WeaponValue,
    CasualtyValue,
    EffectValue,
    BlameValue,
    CircumstanceValue,
    ServiceValue,
    TallyValue,
)
ASKING = frozenset({"appeals", "promises", "condemns"})
PICTURES = ("photo", "video")
BEFORE = 24  # code points before a recording that can say that it is another one


@value
class Leg:
    """One hop of a testimony's way. Either end is a document or a speaker, by key.

    `names` are what the two ends are called, for ends that turn out to be no origins.
    """

    source: Key
    target: Key
    names: tuple[str, str]
    how: Hop
    evidence: Span
    certain: bool


def document_key(name: str) -> Key:
    """Make the key under which a document itself stands at the end of a hop."""
    return ("document", name)


@value
class Testimony:
    """That claims of one document rest on one speaker. `id` is what a person can judge.

    It is the statement's id, an exhibit claim's id, or the document's id for its own voice.
    `tells` is false where somebody only asks, promises, condemns or calls it by a name: who does
    no more than that is no source of what happened.
    """

    id: str
    document: str
    speaker: Speaker
    claims: tuple[str, ...]
    legs: tuple[Leg, ...]
    tells: bool = True


class Stand:
    """Takes the testimonies of one document.

    `claims` are by id of statement; `copies` those in which this document repeats another, the
    nearest to the source first; `own_voices` tells who speaks in each document's own voice.
    """

    def __init__(
        self,
        hall: Hall,
        claims: Mapping[str, Sequence[Claim]],
        copies: Sequence[Copy],
        own_voices: Mapping[str, Speaker],
    ) -> None:
        """Read the document through its hall."""
        self.document = hall.document
        self.claims = claims
        self.copies = [c for c in copies if c.other != self.document.id]
        self.within = [c for c in copies if c.other == self.document.id]
        self.own_voices = own_voices
        self.hall = hall

    def testimonies(self) -> Iterator[Testimony]:
        """Yield everything that claims of the document rest on."""
        own: list[Claim] = []
        for statement in self.hall.statements:
            held = self.claims.get(statement.id, ())
            retold = list(self._retold(statement, held)) if not statement.own else []
            yield from retold
            taken = {claim for t in retold for claim in t.claims}
            held = [c for c in held if c.id not in taken]
            spoken = self._spoken(statement, held) if held and not statement.own else None
            if spoken is not None and spoken.claims:
                yield spoken
            elif self._heard(statement):
                heard = replace(self._spoken(statement, ()), tells=True)
                if self._is_witness(statement.voice[0], heard.speaker):
                    yield heard
            resting = spoken.claims if spoken else ()
            own.extend(
                c for c in held if c.id not in resting and not isinstance(c.value, ExhibitValue)
            )
            for claim in held:
                if isinstance(claim.value, ExhibitValue):
                    yield self._shown(claim, statement, held)
        yield from self._own(own)

    def _heard(self, statement: Statement) -> bool:
        """Whether somebody tells of it, of whose words nothing is coded: a witness all the same.

        Only where the document is about something that is coded, and not for asking, judging or
        answering; nor do words tell anything that somebody else posted first.
        """
        if statement.own or not self.claims or self.claims.get(statement.id):
            return False
        if statement.act in ASKING or statement.act == "replies":
            return False
        start = statement.span.start
        first = self._first(start)
        own = first and first.voice and first.voice[0].name == statement.voice[0].name
        return bool(own) or self._posted_at(start) == start

    def _is_witness(self, voice: Voice, speaker: Speaker) -> bool:
        """Whether a speaker of whom nothing is coded is somebody; a town taken for one is not."""
        town = voice.kind == "organization" and voice.name in self._places
        return speaker.named and speaker.kind != "exhibit" and not town

    @cached_property
    def _places(self) -> frozenset[str]:
        return self.hall.directory.places(self.document.id)

    def _home(self, span: Span) -> tuple[str, Hop | None]:
        """Find the document whose words these are: this one, or the one that it repeats here.

        The hop tells how it repeats it; null for its own words.
        """
        for copy in self.copies:
            if _holds(copy, span):
                return copy.other, "translates" if copy.kind == "translation" else "copies"
        return self.document.id, None

    def _retold(self, statement: Statement, held: Sequence[Claim]) -> Iterator[Testimony]:
        """Give what a post takes over from another of its collection to who said it first."""
        groups: dict[str, tuple[Statement, list[Claim]]] = {}
        for claim in held:
            first = self._first(claim.span.start)
            if first and first.voice and first.voice[0].name != statement.voice[0].name:
                groups.setdefault(first.id, (first, []))[1].append(claim)
        for first, claims in groups.values():
            speaker = self.hall.speaker(first.voice[0], self.document.id)
            passing = self.hall.speaker(statement.voice[0], self.document.id)
            ends = (document_key(self.document.id), passing.key, speaker.key)
            names = (self.document.id, passing.name, speaker.name)
            hops: tuple[Hop, Hop] = ("cites", "copies")
            yield Testimony(
                id=identify("testimony", statement.id, first.id),
                document=self.document.id,
                speaker=speaker,
                claims=tuple(c.id for c in claims),
                legs=tuple(
                    Leg(
                        source=ends[i],
                        target=ends[i + 1],
                        names=(names[i], names[i + 1]),
                        how=how,
                        evidence=claims[0].span,
                        certain=False,
                    )
                    for i, how in enumerate(hops)
                ),
            )

    def _first(self, place: int) -> Statement | None:
        """Find the statement of the post in which words were posted first, where they were not."""
        first = self._posted_at(place)
        spans = (s for s in self.hall.statements if s.span.start <= first < s.span.end)
        return next(spans, None) if first != place else None

    def _posted_at(self, place: int) -> int:
        """Find the place at which words were posted first in a collection: here or before."""
        for _ in self.within:
            found = (
                p.other_start + place - p.start
                for c in self.within
                for p in c.passages
                if p.start <= place < p.end
            )
            place = next(found, place)
        return place

    def _spoken(self, statement: Statement, held: Sequence[Claim]) -> Testimony:
        home, _ = self._home(statement.span)
        speaker = self._footage(self.hall.speaker(statement.voice[0], home), statement.span)
        shows = statement.cue is not None and lexicon().shows.within(folded(statement.cue.text))
        if shows or speaker.kind == "exhibit":
            held = [c for c in held if isinstance(c.value, SHOWN)]
        return Testimony(
            id=statement.id,
            document=self.document.id,
            speaker=speaker,
            claims=tuple(c.id for c in held),
            legs=tuple(self._way(statement, speaker)),
            tells=any(_tells(statement, c) for c in held),
        )

    def _way(self, statement: Statement, speaker: Speaker) -> Iterator[Leg]:
        """Go from the document through those who pass the words on to who said them first."""
        home, repeating = self._home(statement.span)
        how: Hop = "quotes" if self._is_quoted(statement.span) else "cites"
        at, called = document_key(self.document.id), self.document.id
        evidence = statement.cue or statement.span
        if repeating is not None:
            yield Leg(
                source=at,
                target=document_key(home),
                names=(self.document.id, home),
                how=repeating,
                evidence=statement.span,
                certain=False,
            )
        for relay in reversed(statement.voice[1:]):
            passing = self.hall.speaker(relay, home)
            yield Leg(
                source=at,
                target=passing.key,
                names=(called, passing.name),
                how="cites",
                evidence=relay.span or evidence,
                certain=passing.named,
            )
            at, called = passing.key, passing.name
        yield Leg(
            source=at,
            target=speaker.key,
            names=(called, speaker.name),
            how=how,
            evidence=evidence if at[0] == "document" else statement.voice[0].span or evidence,
            certain=speaker.named,
        )

    def _shown(self, claim: Claim, statement: Statement, held: Sequence[Claim]) -> Testimony:
        """Take an exhibit as an origin, named by who recorded it, else by who published it.

        What the document says in its own voice in the same breath can rest on the exhibit as
        far as a picture can show it; that it does is not certain. A picture of which a page only
        bears the credit ("Photo: rescue service") shows nothing of what happened, and is none.
        """
        assert isinstance(claim.value, ExhibitValue)
        home, _ = self._home(claim.span)
        exhibit = claim.value
        if exhibit.recorded_by:
            speaker = self.hall.maker(exhibit.recorded_by, home)
        else:
            by = f" published by {exhibit.published_by}" if exhibit.published_by else ""
            unknown = unmade(exhibit.media, f"{exhibit.media}{by}", home)
            speaker = self._footage(unknown, claim.span)
        shown = [c.id for c in held if isinstance(c.value, SHOWN)] if statement.own else []
        leg = Leg(
            source=document_key(self.document.id),
            target=speaker.key,
            names=(self.document.id, speaker.name),
            how="same_media",
            evidence=claim.span,
            certain=False,
        )
        told = exhibit.recorded_by or exhibit.published_by or exhibit.shows or not statement.own
        bears = bool(shown or told) or exhibit.media not in PICTURES
        return Testimony(
            id=claim.id,
            document=self.document.id,
            speaker=speaker,
            claims=(claim.id, *shown),
            legs=(leg,),
            tells=bears,
        )

    def _own(self, own: Sequence[Claim]) -> Iterator[Testimony]:
        """Take the document's own voice, apart for words of its own and for copied ones."""
        by_home: dict[tuple[str, Hop | None], list[Claim]] = {}
        for claim in own:
            by_home.setdefault(self._home(claim.span), []).append(claim)
        for (home, repeating), held in sorted(by_home.items(), key=lambda item: item[0][0]):
            copied = repeating is not None
            speaker = self.own_voices[home]
            leg = Leg(
                source=document_key(self.document.id),
                target=speaker.key,
                names=(self.document.id, speaker.name),
                how=repeating or "cites",
                evidence=held[0].span,
                certain=not copied,
            )
            yield Testimony(
                id=identify("testimony", self.document.id, home) if copied else home,
                document=self.document.id,
                speaker=speaker,
                claims=tuple(c.id for c in held),
                legs=(leg,) if copied or speaker.named else (),
            )

    def _footage(self, speaker: Speaker, span: Span) -> Speaker:
        """Take a recording that nobody is said to have made for the only one whose maker is named.

        Unless the words before it say that it is another one.
        """
        if speaker.key[:1] != ("unnamed",) or speaker.key[2:3] != ("exhibit",):
            return speaker
        before = folded(self.document.text[max(0, span.start - BEFORE) : span.start])
        first = folded(span.text)[:2]
        if lexicon().another.within((*before[-2:], *first)):
            return speaker
        return self._made.get(speaker.key[3], speaker)

    @cached_property
    def _made(self) -> Mapping[str, Speaker]:
        """The recordings whose maker is named, by medium, where there is one of it."""
        found: dict[str, dict[Key, Speaker]] = {}
        for statement in self.hall.statements:
            for claim in self.claims.get(statement.id, ()):
                if isinstance(claim.value, ExhibitValue) and claim.value.recorded_by:
                    home, _ = self._home(claim.span)
                    maker = self.hall.maker(claim.value.recorded_by, home)
                    found.setdefault(claim.value.media, {})[maker.key] = maker
        return {m: next(iter(made.values())) for m, made in found.items() if len(made) == 1}

    @cached_property
    def _quoted(self) -> tuple[tuple[int, int], ...]:
        return tuple((q.start, q.end) for q in quotations(self.document.text))

    def _is_quoted(self, span: Span) -> bool:
        return any(start <= span.start + 1 and span.end - 1 <= end for start, end in self._quoted)


def _tells(statement: Statement, claim: Claim) -> bool:
    """Whether a claim says what happened: not what is asked for, promised, or thought of it."""
    return isinstance(claim.value, TELLING) or not (
        statement.act in ASKING or isinstance(claim.value, CharacterizationValue)
    )


def _holds(copy: Copy, span: Span) -> bool:
    return any(p.start <= span.start and span.end <= p.end for p in copy.passages)
