"""Check a draft: each figure, name, date and attribution against what a case's documents say.

A pure function of the draft, what was extracted from it, and a view of the case. Marks are about
these documents only: that something is not in them does not mean that it is not so.
"""

from collections.abc import Callable, Iterable, Sequence

from solferino.model import (
    BlameValue,
    CasualtyValue,
    Claim,
    Document,
    Entity,
    Extraction,
    FacilityValue,
    PlaceValue,
    Statement,
    Value,
)
from solferino.publish.drafts import (
    OF_AN_INCIDENT,
    Checked,
    Mark,
    State,
    Support,
    alike,
    claims_of,
    draft_tellings,
    named_in,
    told_of,
)
from solferino.publish.phrase import wording, words
from solferino.publish.view import View
from solferino.text.fold import fold
from solferino.text.number import numbers

NAMED = ("facility", "person", "organization", "government", "armed_group", "place", "media")


def check(
    draft: Document,
    found: Extraction,
    view: View,
    say: Callable[[str], str] = words,
    wording: Callable[[Value], str] = wording,
) -> Checked:
    """Mark a draft against the documents of a view; `say` words codes, and `wording` values."""
    return _Checker(draft, found, view, (say, wording)).checked()


class _Checker:
    """Looks up what a case says of one draft."""

    def __init__(
        self,
        draft: Document,
        found: Extraction,
        view: View,
        wordings: tuple[Callable[[str], str], Callable[[Value], str]],
    ) -> None:
        self._draft = draft
        self._say, self._wording = wordings
        self._found = found
        self._view = view
        self._said = {s.id: s for s in found.statements}
        incidents = view.incidents.values()
        self._told = told_of(draft_tellings(found), incidents, view.entities)
        self._origins = _by_claim(view)
        self._figures = {
            c: f for i in incidents for toll in i.casualties for f in toll.figures for c in f.claims
        }

    def checked(self) -> Checked:
        """Mark all values, then names and numbers that no value took."""
        marks = [self._claim(claim, account) for claim, account in claims_of(self._found)]
        marks += self._names({(m.start, m.end) for m in marks})
        marks += self._numbers(marks)
        read, unread = self._view.extent
        return Checked(
            text=self._draft.text,
            marks=tuple(sorted(marks, key=lambda m: (m.start, m.end, m.label, m.value))),
            incidents=tuple(sorted({i for own in self._told.values() for i in own})),
            read=read,
            unread=unread,
            problems=tuple(dict.fromkeys(p.message for p in self._found.problems)),
        )

    def _claim(self, claim: Claim, account: str | None) -> Mark:
        incidents = self._told.get(account or "", ())
        against = self._compared(claim, incidents)
        same = [c for c in against if alike(claim.value, c.value) is True or self._denies(claim, c)]
        other = [c for c in against if alike(claim.value, c.value) is False]
        heard = [c for c in same if self._same_speaker(claim, c)]
        state = self._state(claim, heard, same, other)
        shown = heard or same
        return Mark(
            start=claim.span.start,
            end=claim.span.end,
            words=claim.span.text,
            label=self._label(claim),
            value=self._wording(claim.value),
            state=state,
            same=self._supports(shown),
            other=self._supports(other),
            first=self._first(shown),
            later=self._later(claim, shown, incidents),
            incidents=incidents,
        )

    def _compared(self, claim: Claim, incidents: Sequence[str]) -> list[Claim]:
        """Choose the claims of the case that a value is compared with.

        What belongs to an event is compared inside the incidents that the draft tells of; names and
        all that belongs to no event, with the whole case.
        """
        view = self._view
        if isinstance(claim.value, OF_AN_INCIDENT) and incidents:
            pool: Iterable[Claim] = (
                c for i in incidents for c in view.claims_of(view.incidents[i])
            )
        elif isinstance(claim.value, OF_AN_INCIDENT) and not isinstance(
            claim.value, FacilityValue | PlaceValue
        ):
            return []
        else:
            pool = view.held.values()
        kept = {c.id: c for c in pool if c.kind == claim.kind and c.review != "rejected"}
        return sorted(kept.values(), key=view.order)

    def _state(
        self, claim: Claim, heard: Sequence[Claim], same: Sequence[Claim], other: Sequence[Claim]
    ) -> State:
        if not same:
            return "contradicted" if other else "absent"
        if not self._said[claim.statement].own and not heard:
            return "others"
        if self._only_copies(heard or same):
            return "copy"
        return "disputed" if other else "supported"

    def _only_copies(self, claims: Iterable[Claim]) -> bool:
        """Whether it stands in copies alone, and in none of the texts that they repeat."""
        documents = {c.span.document for c in claims}
        repeated: dict[str, set[str]] = {}
        for copy in self._view.picture.copies:
            repeated.setdefault(copy.document, set()).add(copy.other)
        return all(repeated.get(d) and not repeated[d] & documents for d in documents)

    def _denies(self, claim: Claim, other: Claim) -> bool:
        """Whether both are denials of one speaker; whom they clear is told loosely."""
        values = (claim.value, other.value)
        denied = all(isinstance(v, BlameValue) and v.stance == "denied" for v in values)
        return denied and self._same_speaker(claim, other)

    def _same_speaker(self, claim: Claim, other: Claim) -> bool:
        """Whether the draft's speaker is one of those who say so in the case; true without one."""
        said = self._said[claim.statement]
        if said.own:
            return True
        called = {fold(v.name) for v in said.voice}
        chain = self._view.statements[other.statement].voice
        known = {fold(v.name) for v in chain}
        for speaker in chain:
            entity = self._view.entity_of_voice(other.span.document, speaker)
            known |= self._named(entity)
        return any(a == b or _ends(a, b) for a in called for b in known)

    def _named(self, entity: str | None) -> set[str]:
        held = self._view.entities.get(entity or "")
        return {fold(n) for n in (held.name, *held.names)} if held else set()

    def _label(self, claim: Claim) -> str:
        value = claim.value
        if isinstance(value, CasualtyValue):
            label = f"{self._say(value.kind)}, {self._say(value.group)}"
        else:
            stance = getattr(value, "stance", None)
            label = self._say(f"{claim.kind}_{stance}" if stance else claim.kind)
        by = _speaker(self._said[claim.statement])
        return f"{label} – {by}" if by else label

    def _supports(self, claims: Iterable[Claim]) -> tuple[Support, ...]:
        once: dict[tuple[str, str, str], Support] = {}
        for support in map(self._support, claims):
            once.setdefault((support.document, support.by, support.value), support)
        return tuple(once.values())

    def _support(self, claim: Claim) -> Support:
        view, figure = self._view, self._figures.get(claim.id)
        names = {view.origins[o].name for o in self._origins.get(claim.id, ())}
        return Support(
            claim=claim.id,
            document=claim.span.document,
            start=claim.span.start,
            end=claim.span.end,
            words=claim.span.text,
            day=view.said_on(claim) or "",
            by=_speaker(view.statements[claim.statement]),
            value=self._wording(claim.value),
            origins=tuple(sorted(names)),
            status=figure.status if figure else "",
        )

    def _first(self, claims: Iterable[Claim]) -> Support | None:
        dated = [s for s in self._supports(claims) if s.day]
        return min(dated, key=lambda s: (s.day, s.document, s.start), default=None)

    def _later(
        self, claim: Claim, shown: Sequence[Claim], incidents: Iterable[str]
    ) -> tuple[Support, ...]:
        """Find the figures that took the place of one that was superseded, corrected, retracted."""
        value, view = claim.value, self._view
        gone = [self._figures[c.id] for c in shown if c.id in self._figures]
        if not isinstance(value, CasualtyValue) or all(f.status == "current" for f in gone):
            return ()
        tolls = (t for i in incidents for t in view.incidents[i].casualties)
        current = [
            c
            for t in tolls
            if (t.kind, t.group) == (value.kind, value.group)
            for f in t.figures
            if f.status == "current"
            for c in f.claims
        ]
        return self._supports(view.claims[c] for c in current if c not in {s.id for s in shown})

    def _names(self, taken: set[tuple[int, int]]) -> list[Mark]:
        """Mark the names that no value took: whether these documents name them at all."""
        named = named_in(self._draft, self._found, self._view.entities.values())
        marks = []
        for mention in self._found.mentions:
            span = mention.span
            if mention.kind not in NAMED or (span.start, span.end) in taken:
                continue
            taken.add((span.start, span.end))
            entity = self._view.entities.get(named.get(span.start, ""))
            same = self._mentions(entity) if entity else ()
            dated = [s for s in same if s.day]
            marks.append(
                Mark(
                    start=span.start,
                    end=span.end,
                    words=span.text,
                    label=self._say(mention.kind),
                    value=entity.name if entity else mention.name,
                    state="supported" if entity else "absent",
                    same=same,
                    first=min(dated, key=lambda s: (s.day, s.document, s.start), default=None),
                )
            )
        return marks

    def _mentions(self, entity: Entity) -> tuple[Support, ...]:
        """Show where each document names somebody or something first."""
        view = self._view
        spans = [view.mentions[m].span for m in entity.mentions if m in view.mentions]
        first: dict[str, Support] = {}
        for span in sorted(spans, key=lambda s: (s.document, s.start)):
            published = view.documents[span.document].described.published or ""
            support = Support(
                claim="",
                document=span.document,
                start=span.start,
                end=span.end,
                words=span.text,
                day=published[:10],
                by="",
                value=entity.name,
                origins=(),
            )
            first.setdefault(span.document, support)
        return tuple(first.values())

    def _numbers(self, marks: Sequence[Mark]) -> list[Mark]:
        """Mark the numbers of which no value was read, so that none is passed over in silence."""
        held = [(m.start, m.end) for m in marks]
        return [
            Mark(
                start=n.start,
                end=n.end,
                words=self._draft.text[n.start : n.end],
                label=self._say("number"),
                value=self._draft.text[n.start : n.end],
                state="unread",
            )
            for n in numbers(self._draft.text)
            if not any(start < n.end and n.start < end for start, end in held)
        ]


def _by_claim(view: View) -> dict[str, tuple[str, ...]]:
    found: dict[str, list[str]] = {}
    for origin in view.origins.values():
        for claim in origin.claims:
            found.setdefault(claim, []).append(origin.id)
    return {claim: tuple(origins) for claim, origins in found.items()}


def _speaker(statement: Statement) -> str:
    return ", according to ".join(voice.name for voice in statement.voice)


def _ends(one: str, other: str) -> bool:
    """Whether one name is the last name of the other («Sorrek», «Ilvane Sorrek»)."""
    return other.endswith(f" {one}") or one.endswith(f" {other}")
