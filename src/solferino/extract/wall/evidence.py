"""What stands in a document for the tokens of a value: its numbers, names, negations and dates.

The words are read again here, apart from whoever proposed a value, and with the same readers of
numbers, dates and lexicons. Nothing is repaired: a token stands there or it does not.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from datetime import date as day_of
from functools import cached_property
from operator import attrgetter

from solferino.extract.days.dateline import address_day
from solferino.extract.days.period import from_event
from solferino.extract.days.time import Anchor, resolve
from solferino.extract.lexicon import Lexicon, lexicon, table
from solferino.extract.log import entry_terms, is_entry
from solferino.extract.named.metonym import stand_ins, stood_in
from solferino.extract.people.quantity import FAR_NO, KIN, PAIRS, POSSESSIVE, ZERO_NOUNS, is_plural
from solferino.extract.people.unhurt import leaves_unharmed
from solferino.extract.wall.crowd import counting, none_of
from solferino.extract.wall.letters import bracketed, of_office
from solferino.model import CasualtyValue, Document, Span, TallyValue, TimeValue
from solferino.model.terms import Qualifier
from solferino.text.date import DateWords
from solferino.text.fold import fold
from solferino.text.number import Number, numbers
from solferino.text.segment import Slice, Word, paragraphs, words
from solferino.text.whole import all_dates, all_paragraphs, all_words

SINGLE = frozenset(table("en", "rules")["harm"]["single"]) - {"the"}
POINTING = frozenset(table("en", "rules")["harm"]["pointing"])
NEGATIONS = ("no", "not", "never", "without", "nobody", "none")
ALONE = frozenset(table("en", "metonyms")["alone"]["government"])
SHARED = 4  # words in which a no may stand before the "or" behind which it still holds
Bounds = tuple[int | None, int | None, Qualifier]
ONE: Bounds = (1, 1, "exact")
PAIR: Bounds = (2, 2, "exact")
ARTICLES = ("the", "this", "that", "a", "an")
BODIES = frozenset(table("en", "names")["bodies"])
NEVER = frozenset(table("en", "names")["never"])
PRONOUNS = frozenset(w for k in ("he", "they", "we") for w in table("en", "grammar")[k])
STANDING = frozenset(w for k in ("one", "several") for w in table("en", "rules")["stand_in"][k])
COUNTED = 4  # words between a number and the people it counts

ADJECTIVES = {
    c["adjective"].casefold(): c["adjective"] for c in table("en", "countries")["country"]
}
LONGEST = sorted(ADJECTIVES, key=len, reverse=True)  # "South Sudanese" is not "Sudanese"
LANDS = re.compile(rf"\b({'|'.join(map(re.escape, LONGEST))})\b( (?:{'|'.join(sorted(ALONE))})\b)?")

_start, _end = attrgetter("start"), attrgetter("end")


def flat(text: str) -> str:
    """Fold case and spaces, so that a line break or a headline's capitals part no name."""
    return " ".join(text.casefold().split())


class Evidence:
    """One document read for what values may rest on; each part is read when it is asked for."""

    def __init__(self, document: Document) -> None:
        self.document = document

    @cached_property
    def lexicon(self) -> Lexicon:
        """The names that are known."""
        return lexicon("en")

    @cached_property
    def whole(self) -> str:
        """The text, folded."""
        return flat(self.document.text)

    @cached_property
    def dates(self) -> tuple[DateWords, ...]:
        """All dates of the text."""
        return all_dates(self.document.text)

    @cached_property
    def bodies(self) -> frozenset[str]:
        """Names that the lexicons give to words anywhere in the text."""
        return frozenset(self._named_in(all_words(self.document.text)))

    @cached_property
    def sentences(self) -> tuple[Slice, ...]:
        """All sentences of the text."""
        return tuple(s for _, inside in all_paragraphs(self.document.text) for s in inside)

    def stands(self, span: Span) -> bool:
        """Whether a span is exact characters of this document."""
        text, inside = self.document.text, 0 <= span.start < span.end
        return (
            span.document == self.document.id
            and inside
            and text[span.start : span.end] == span.text
        )

    def around(self, span: Span, following: int = 0) -> str:
        """Give the sentences that a span touches, and some of those that follow, folded."""
        held = [
            i for i, s in enumerate(self.sentences) if s.start < span.end and span.start < s.end
        ]
        if not held:
            return flat(span.text)
        last = self.sentences[min(held[-1] + following, len(self.sentences) - 1)]
        return flat(self.document.text[self.sentences[held[0]].start : last.end])

    def negations(self, text: str) -> set[str]:
        """Give the negations among some words."""
        return {w.key for w in words(text)} & set(NEGATIONS)

    def words(self, span: Span) -> list[Word]:
        """Give the words of a span; where one is cut in two, what lies inside counts."""
        every = all_words(self.document.text)
        first = bisect_right(every, span.start, key=_end)
        last = bisect_left(every, span.end, key=_start)
        own = every[first:last]
        if own and (own[0].start < span.start or own[-1].end > span.end):
            return list(words(self.document.text, span.start, span.end))
        return list(own)

    def codes(self, span: Span, *categories: str) -> set[str]:
        """Give the codes that the lexicons give to the words of a span."""
        found = self.lexicon.find(self.words(span))
        return {t.code for t in found if t.category in categories}

    def names(self, name: str, span: Span) -> bool:
        """Whether a name stands in a span, or follows from the words there.

        It follows where the lexicon gives the name to the words, where a part of the name stands
        there and the whole elsewhere in the text, and where the words are a pronoun or a
        description and the name stands elsewhere in the text.
        """
        here, name_flat = flat(span.text), flat(name)
        if name_flat in here or name in self._named_in(self.words(span)):
            return True
        if name_flat.removesuffix(" forces") in here:
            return True  # "Tavrosk air strikes" are the Tavrosk forces' own
        if name in self._stood_for(span):
            return True
        if self._shortened(name, span):
            return True
        told = self.knows(name)
        own = {fold(w.text) for w in self.words(span)}
        shared = own & {fold(w.text) for w in words(name)}
        return told and (bool(shared) or not self._is_name(span))

    def _shortened(self, name: str, span: Span) -> bool:
        """Whether letters of a span are short for the name, or for the office of who bears it."""
        letters = [w.text for w in self.words(span) if w.text.isupper() and len(w.text) > 1]
        text = self.document.text
        return any(of_office(text, name, one) or bracketed(text, name, one) for one in letters[-1:])

    def _stood_for(self, span: Span) -> frozenset[str]:
        """Give the bodies that the words stand for: "Moscow", "the Kremlin", "the regime"."""
        keys = tuple(w.key for w in self.words(span))
        keys = keys[1:] if keys[:1] == ("the",) else keys
        if keys and keys[0] in ALONE:
            return self._regime_of
        return stand_ins().get(keys, frozenset())

    @cached_property
    def _regime_of(self) -> frozenset[str]:
        """Give the government of the one country that the text means by "the regime".

        It is the country with whose adjective the text uses the word ("the Ruritanian regime"),
        else the only one of which it has an adjective; of two, none.
        """
        called = {m[1] for m in LANDS.finditer(self.whole) if m[2]}
        meant = called or {m[1] for m in LANDS.finditer(self.whole)}
        return frozenset(f"{ADJECTIVES[m]} government" for m in meant if len(meant) == 1)

    def knows(self, name: str) -> bool:
        """Whether a name stands anywhere in the text, or is that of the author of a part of it.

        So is that of whom the whole is by, as was told when it was received.
        """
        told = self.document.described
        by = any(one and flat(name) in flat(one) for one in (told.publisher, told.author))
        here = flat(name) in self.whole or name in self.bodies | self._stood_in
        return by or here or any(name == p.author for p in self.document.parts)

    @cached_property
    def _stood_in(self) -> frozenset[str]:
        """The governments that a seat, a house or a country of the text stands for."""
        return stood_in([w.key for w in all_words(self.document.text)])

    def _is_name(self, span: Span) -> bool:
        """Whether words are a name of their own: not "she", "The director", "the Observatory"."""
        own = self.words(span)
        if len(own) > 1 and own[0].key in ARTICLES:
            own = own[1:]
            if len(own) == 1 and own[0].key in BODIES:
                return False
        offices = {t.first for t in self.lexicon.find(own) if t.category == "role"}
        capital = [
            i
            for i, w in enumerate(own)
            if w.text[0].isupper() and i not in offices and w.key not in NEVER | PRONOUNS
        ]
        return len(capital) == len(own) or any(i > 0 for i in capital)

    def _named_in(self, found: Iterable[Word]) -> Iterator[str]:
        return (t.entry.name for t in self.lexicon.find(list(found)) if t.entry.name)

    def counts(self, told: CasualtyValue | TallyValue, span: Span) -> bool:
        """Whether the words of a span state a figure with these bounds, of these people."""
        bounds = (told.min, told.max, told.qualifier)
        own = self._own_counts(told.group, span) if isinstance(told, CasualtyValue) else []
        stated = own or [(n.min, n.max, n.qualifier) for n in self._numbers(span)]
        if bounds in stated or self._meant(told, span):
            return True
        names = told.names if isinstance(told, CasualtyValue) else ()
        if bounds == ONE:
            told_of = self._kin(span) or self._lone(span) or self._pointed(told, span)
            return bool(names) or self._single(span) or told_of
        if bounds == PAIR:
            return any(w.key in PAIRS for w in self.words(span))
        if bounds == (0, 0, "none"):
            whole = leaves_unharmed(self.words(span)) or none_of(self.words(span))
            return whole or self._shared_none(span) or self._distant_none(span)
        none = self._shared_none(span) or leaves_unharmed(self.words(span))
        if bounds != (None, None, "vague") or names or none:
            return False
        return self._unnamed(told, span)

    def _meant(self, told: CasualtyValue | TallyValue, span: Span) -> bool:
        """Whether "he" or "the victims" in an entry of a log stand for people counted before."""
        standing = any(w.key in STANDING for w in self.words(span))
        if not standing or not isinstance(told, CasualtyValue) or not self._logged(span):
            return False
        text = self.document.text
        start = max((p.start for p in paragraphs(text) if p.start <= span.start), default=0)
        end = max((s.start for s in self.sentences if s.start <= span.start), default=0)
        if end <= start:
            return False
        before = self.document.span(start, end)
        counts = self._own_counts(told.group, before)
        return (told.min, told.max, told.qualifier) in counts or (
            told.min == told.max == 1 and self._lone(before, dated=True)
        )

    def _logged(self, span: Span) -> bool:
        """Whether a span stands in an entry of a log."""
        text = self.document.text
        holding = (p for p in paragraphs(text) if p.start <= span.start < p.end)
        return any(
            is_entry(text, p, [d for d in self.dates if p.start <= d.start < p.end])
            for p in holding
        )

    def _own_counts(self, group: str, span: Span) -> list[Bounds]:
        """Give the counts that stand directly with the people of a group: "a nurse and two …"."""
        own = self.words(span)
        counts: list[Bounds] = []
        found = self.lexicon.find(own)
        for term in entry_terms(own, found) if self._logged(span) else found:
            if term.category != "people" or term.code != group:
                continue
            before = own[max(0, term.first - COUNTED) : term.first]
            near = [
                n for n in self._numbers(span) if before and before[0].start <= n.start < term.start
            ]
            if near:
                counts.append((near[-1].min, near[-1].max, near[-1].qualifier))
            elif any(w.key in SINGLE for w in before):
                counts.append(ONE)
        return counts

    def _lone(self, span: Span, *, dated: bool = False) -> bool:
        """Whether an entry of a log tells of somebody in the singular: "INGO driver killed".

        `dated` spans hold the entry's date, whose numbers count nobody.
        """
        own = self.words(span)
        people = [t for t in entry_terms(own, self.lexicon.find(own)) if t.category == "people"]
        several = all(own[t.last - 1].key.endswith("s") for t in people)
        plain = dated or not self._numbers(span)
        return self._logged(span) and bool(people) and not several and plain

    def _numbers(self, span: Span) -> list[Number]:
        """Give the numbers that stand in a span, read with what is around them."""
        found = numbers(self.document.text, span.start, span.end, self.dates)
        return [n for n in found if n.kind != "ordinal"]

    def _shared_none(self, span: Span) -> bool:
        """Whether a no before the span holds for it too: "No staff or patients were hurt"."""
        start = max((s.start for s in self.sentences if s.start <= span.start), default=0)
        before = words(self.document.text, start, span.start)[-SHARED:]
        if not before or before[-1].key not in ("or", "nor", "and"):
            return False
        found = numbers(self.document.text, before[0].start, span.start, self.dates)
        return any(n.qualifier == "none" for n in found)

    def _distant_none(self, span: Span) -> bool:
        """Whether a no stands a few words before a noun of harm: "without causing any deaths"."""
        start = max((s.start for s in self.sentences if s.start <= span.start), default=0)
        before = words(self.document.text, start, span.start)[-SHARED:]
        noun = any(w.key in ZERO_NOUNS for w in self.words(span))
        return noun and any(w.key in FAR_NO for w in before)

    def _single(self, span: Span) -> bool:
        """Whether "a", "an" or "one" stands in a span, and no "no one"."""
        own = [w.key for w in self.words(span)]
        return any(k in SINGLE and own[i and i - 1] not in ("no", "not") for i, k in enumerate(own))

    def _kin(self, span: Span) -> bool:
        """Whether one of somebody's family stands in a span: "his wife", "her child"."""
        own = [w.key for w in self.words(span)]
        return any(
            k in KIN and bool(POSSESSIVE & set(own[max(0, i - COUNTED) : i]))
            for i, k in enumerate(own)
        )

    def _pointed(self, told: CasualtyValue | TallyValue, span: Span) -> bool:
        """Whether "the", "its" or "their" points at one of a figure's group: "the driver"."""
        own = self.words(span)
        group = told.group if isinstance(told, CasualtyValue) else "total"
        people = [t for t in self.lexicon.find(own) if (t.category, t.code) == ("people", group)]
        return any(
            not is_plural(own[t.last - 1].key)
            and POINTING & {w.key for w in own[max(0, t.first - COUNTED) : t.first]}
            for t in people
        )

    def _unnamed(self, told: CasualtyValue | TallyValue, span: Span) -> bool:
        """Whether people of a figure's group stand in a span uncounted by a number or by "a"."""
        own = self.words(span)
        group = told.group if isinstance(told, CasualtyValue) else "total"
        counts = {i for i, w in enumerate(own) if w.key in SINGLE or w.key in PAIRS}
        counts |= {
            i for n in self._numbers(span) for i, w in enumerate(own) if n.start <= w.start < n.end
        }
        people = [t for t in self.lexicon.find(own) if (t.category, t.code) == ("people", group)]
        people = [t for t in people if is_plural(own[t.last - 1].key)]
        return group != "total" and any(not counts & set(counting(own, t)) for t in people)

    def dated(self, told: TimeValue, span: Span) -> bool:
        """Whether the words of a span mean these days, read against a day that is known here."""
        days = (told.earliest, told.latest, told.edtf)
        years = sorted({w.year for w in self.dates if w.year is not None})
        for date in self.dates:
            if (date.start, date.end) != (span.start, span.end):
                continue
            for anchor in self._anchors(told.anchor):
                found = resolve(date, anchor, self.dates, years)
                if found is None or found.anchor != told.anchor:
                    continue
                bounded = (None, found.latest, f"../{found.latest}")
                if days in ((found.earliest, found.latest, found.edtf), bounded):
                    return True
            if told.basis == "event_anchor" and self._counted_to(date, told, years):
                return True
        return False

    def tells_day(self, edtf: str, span: Span) -> bool:
        """Whether a date in the sentences of a span means this day, or begins or ends with it."""
        years = sorted({w.year for w in self.dates if w.year is not None})
        held = [s for s in self.sentences if s.start < span.end and span.start < s.end]
        near = (d for d in self.dates if any(s.start <= d.start < s.end for s in held))
        return any(
            found is not None and edtf in (found.edtf, found.earliest, found.latest)
            for date in near
            for anchor in self._anchors(edtf)
            for found in (resolve(date, anchor, self.dates, years),)
        )

    def _counted_to(self, words: DateWords, told: TimeValue, years: Sequence[int]) -> bool:
        """Whether words count to these days from a day that another date of the text means."""
        for date in self.dates:
            for anchor in self._anchors(told.anchor):
                day = resolve(date, anchor, self.dates, years)
                if day is None or day.earliest is None or day.earliest != told.anchor:
                    continue
                near = day_of.fromisoformat(day.earliest)
                ways = [from_event(words, near, later=way) for way in (True, False)]
                days = {(way.earliest, way.latest) for way in ways if way is not None}
                if (told.earliest, told.latest) in days:
                    return True
        return False

    def _anchors(self, told: str | None) -> Iterator[Anchor | None]:
        """Days that dates may be read against: the document's, its parts', those it tells."""
        yield None
        known = [self.document.described.published]
        known += [p.date for p in self.document.parts if p.date is not None]
        known += [
            f"{w.year:04}-{w.month:02}-{w.day:02}"
            for w in self.dates
            if w.year and w.month and w.day and told is not None
        ]
        for day in dict.fromkeys(k for k in known if k is not None):
            yield Anchor(date=day, source="document")
        put_up = address_day(self.document.address)
        if put_up is not None:
            yield put_up
