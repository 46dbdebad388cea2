"""What documents say, as it leaves: texts, statements, claims, mentions and accounts."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cached_property
from typing import Protocol, TypeVar

from solferino.model import (
    Account,
    CasualtyValue,
    Claim,
    Clearances,
    Document,
    Mention,
    Span,
    Statement,
    Voice,
)
from solferino.ports import Picture
from solferino.redact import WITHHELD, accounts_pattern
from solferino.release.excerpt import NAME, Allowed, Excerpt, excerpt, without_unknown
from solferino.release.fields import scrubber, told
from solferino.release.key import LETTERS, Key
from solferino.release.people import is_name
from solferino.release.profile import Profile
from solferino.release.roster import SIDES, SPEAKERS, Roster, collectors, roster
from solferino.release.selection import Chosen, Selected, select
from solferino.release.sources import described, handles
from solferino.release.unreviewed import texts as texts_of
from solferino.release.unreviewed import unreleased
from solferino.text.phrases import Phrases
from solferino.text.segment import Slice


class _Named(Protocol):
    @property
    def id(self) -> str: ...


PSEUDONYM = re.compile(rf"\[(?:Person|Name) [{LETTERS}]+\]")
N = TypeVar("N", bound=_Named)


class Leaving:
    """Builds what leaves of each document; everything is looked up by its id in the case."""

    def __init__(
        self,
        picture: Picture,
        profile: Profile,
        clearances: Clearances,
        secret: bytes,
        chosen: Chosen = None,
    ) -> None:
        """Take what the publication is a function of; `chosen` incidents (by id), null: all."""
        self.chosen = chosen
        self.old = picture
        self.profile = profile
        self.clearances = clearances
        self.key = Key(secret)
        self.files = frozenset(d.name for d in picture.documents)
        self.selected: Selected = select(picture, profile, clearances, chosen)
        self.roster: Roster = roster(picture, profile, clearances, self.key, self.selected.claims)
        self._home = {a: i.id for i in picture.incidents for a in i.accounts}
        self._said = {s.id: s for s in picture.statements}
        self._words = {m.id: m for m in picture.mentions}
        out = {c.id for c in self.selected.claims}
        staying = () if profile.words == "text" else (c for c in picture.claims if c.id not in out)
        self.released = tuple(self._released())
        texts = (d.text for d in picture.documents)
        self.unreleased = unreleased(staying, self.selected.claims, self.released, texts)
        self._unreleased = Phrases(self.unreleased)
        self._accounts = accounts_pattern(handles(picture.documents))
        self.scrub = scrubber(self.roster.roll, self._unreleased, self._accounts)
        self._things = Phrases(self.roster.things)
        self._inside = frozenset(n for held in collectors(picture).values() for n in held)

    def lets(self, noun: str, field: str) -> bool:
        """Whether the profile lets a field of a noun out."""
        return field in self.profile.fields[noun]

    def _released(self) -> Iterator[str]:
        """Yield the texts that the profile lets out of the values that leave, and who said them."""
        voiced = self.lets("statement", "voice")
        for claim in self.selected.claims:
            cleared = self.profile.named == "unprotected" or self.clearances.claim(claim)
            yield from texts_of(told(claim, self.profile, str, cleared=cleared))
            if self.profile.words != "none":
                yield claim.span.text
            if voiced:
                yield from (v.name for v in self._said[claim.statement].voice)

    def written(self, text: str, parties: Iterable[str] = ()) -> str:
        """Give what somebody wrote for the case as it leaves: no name that nobody let out.

        Names of things and of `parties`, which leave anyway, may stand; also such as only look like
        names stay inside.
        """
        parties = frozenset(parties)
        said = Phrases(self._inside - parties).without(self.scrub(text), NAME)
        if self.profile.named != "cleared":
            return said
        marks = (Slice(start=m.start(), end=m.end()) for m in PSEUDONYM.finditer(said))
        return without_unknown(
            said, (*self._things.spans(said), *Phrases(parties).spans(said), *marks)
        )

    @cached_property
    def excerpts(self) -> Mapping[str, Excerpt]:
        """Give the text that leaves of each document of which anything does."""
        documents = {d.id: d for d in self.old.documents}
        out = {c.id for c in self.selected.claims}
        leaving = _by_document(self.selected.claims)
        staying = _by_document(c for c in self.old.claims if c.id not in out)
        mentions = _by_document(self.old.mentions)
        kept = {d for d in documents if not self.clearances.withdrawn(documents[d].receipt)}
        whole = self.profile.words == "text" and self.chosen is None
        names = kept if whole else leaving
        return {
            name: self._excerpt(
                documents[name],
                self._allowed(leaving.get(name, []), staying.get(name, []), mentions.get(name, [])),
            )
            for name in sorted(names)
        }

    def _excerpt(self, document: Document, allowed: Allowed) -> Excerpt:
        allowed = replace(
            allowed,
            names=_in_order((*allowed.names, *self._things.spans(document.text))),
            others=_in_order((*allowed.others, *self._unreleased.spans(document.text))),
        )
        how, roll = self.profile.words, self.roster.roll
        made = excerpt(document, allowed, how, roll, self._accounts)
        own = described(made.document, self.profile, self.clearances, self.key, self.scrub)
        return replace(made, document=own)

    def _allowed(
        self, held: Sequence[Claim], staying: Iterable[Claim], mentions: Iterable[Mention]
    ) -> Allowed:
        voices = [v.span for c in held for v in self._said[c.statement].voice]
        speaking = {_slice(v) for v in voices if v and self.lets("statement", "voice")}
        apart = [m for m in mentions if _slice(m.span) not in speaking and m.kind != "person"]
        return Allowed(
            values=_in_order(_slice(c.span) for c in held),
            voices=_in_order(speaking),
            others=_in_order(_slice(c.span) for c in staying),
            sides=_in_order(_slice(m.span) for m in apart if m.kind in SIDES),
            names=_in_order(_slice(m.span) for m in apart if m.kind not in SIDES),
            harmed=_in_order(_slice(c.span) for c in held if self._counts_people(c)),
        )

    def _counts_people(self, claim: Claim) -> bool:
        """Whether a claim counts people harmed whose names nobody let out."""
        return isinstance(claim.value, CasualtyValue) and not self.clearances.claim(claim)

    @cached_property
    def statements(self) -> Mapping[str, Statement]:
        """Give the statements of the claims that leave."""
        held = {c.statement for c in self.selected.claims}
        return {name: self._statement(self._said[name]) for name in sorted(held)}

    def _statement(self, said: Statement) -> Statement:
        made = self.excerpts[said.span.document]
        cue = said.cue
        shown = cue is not None and self.lets("statement", "cue") and made.exact(cue.start, cue.end)
        return replace(
            said,
            span=made.span(said.span),
            voice=tuple(self._voice(v, made) for v in said.voice),
            cue=made.span(cue) if cue is not None and shown else None,
            rule=said.rule if self.lets("statement", "rule") else "",
        )

    def _voice(self, voice: Voice, made: Excerpt) -> Voice:
        if not self.lets("statement", "voice"):
            return Voice(name=WITHHELD, kind=voice.kind)
        name = self.scrub(voice.name)
        hidden = voice.kind in SPEAKERS and self.profile.named == "cleared"
        if hidden and name == voice.name and is_name(name) and name not in self.roster.named:
            name = WITHHELD
        span = voice.span
        stands = span is not None and made.stands(span.start, span.end)
        return Voice(
            name=_bare(name), kind=voice.kind, span=made.span(span) if span and stands else None
        )

    @cached_property
    def claims(self) -> Mapping[str, Claim]:
        """Give the claims that leave; what a machine proposed before a correction stays."""
        return {c.id: self._claim(c) for c in self.selected.claims}

    def _claim(self, claim: Claim) -> Claim:
        cleared = self.profile.named == "unprotected" or self.clearances.claim(claim)
        return Claim(
            span=self.excerpts[claim.span.document].span(claim.span),
            statement=self.statements[claim.statement].id,
            value=told(claim, self.profile, self.scrub, cleared=cleared),
            rule=claim.rule if self.lets("statement", "rule") else "",
            confidence=claim.confidence,
            review=claim.review,
        )

    @cached_property
    def mentions(self) -> Mapping[str, Mention]:
        """Give the mentions whose words leave, or for which a pseudonym stands."""
        return {
            m.id: replace(
                m,
                span=self.excerpts[m.span.document].span(m.span),
                name=_bare(self.scrub(m.name)),
                country=m.country if self.lets("entity", "country") else None,
                place=None,
            )
            for m in self.old.mentions
            if self._leaves(m.span, pseudonym=m.kind == "person")
        }

    def _leaves(self, span: Span, *, pseudonym: bool) -> bool:
        made = self.excerpts.get(span.document)
        if made is None or self.profile.words == "none":
            return False
        exact = made.exact(span.start, span.end)
        return exact or (pseudonym and made.stands(span.start, span.end))

    @cached_property
    def accounts(self) -> Mapping[str, Account]:
        """Give the accounts with the claims that leave; those of which none does are left out."""
        return {
            a.id: made
            for a in self.old.accounts
            if self.incident_leaves(self._home.get(a.id))
            for made in (self._account(a),)
            if made.claims
        }

    def incident_leaves(self, incident: str | None) -> bool:
        """Whether an incident (by id in the case) is among those chosen; all are where none is."""
        return self.chosen is None or incident in self.chosen

    def _account(self, account: Account) -> Account:
        def leaving(claim: str | None) -> str | None:
            return self.claims[claim].id if claim and claim in self.claims else None

        held = dict.fromkeys(self.claims[c].id for c in account.claims if c in self.claims)
        document = self.excerpts.get(account.document)
        return replace(
            account,
            document=document.document.id if document else "",
            facility=leaving(account.facility),
            place=leaving(account.place),
            time=leaving(account.time),
            claims=tuple(held),
            found=None,
        )


def _bare(name: str) -> str:
    """Take the brackets off a name that is a pseudonym and nothing else."""
    inner = name[1:-1]
    whole = name.startswith("[") and name.endswith("]") and "[" not in inner
    return inner if whole and inner.startswith(("Person ", "Name ")) else name


def _slice(span: Span) -> Slice:
    return Slice(start=span.start, end=span.end)


def _in_order(slices: Iterable[Slice]) -> tuple[Slice, ...]:
    return tuple(sorted(set(slices), key=lambda s: (s.start, s.end)))


class _Placed(Protocol):
    @property
    def span(self) -> Span: ...


P = TypeVar("P", bound=_Placed)


def _by_document(things: Iterable[P]) -> dict[str, list[P]]:
    found: dict[str, list[P]] = {}
    for thing in things:
        found.setdefault(thing.span.document, []).append(thing)
    return found


def once(things: Iterable[N]) -> tuple[N, ...]:
    """Keep one of the things with one id, in order of id."""
    found = {thing.id: thing for thing in things}
    return tuple(found[name] for name in sorted(found))
