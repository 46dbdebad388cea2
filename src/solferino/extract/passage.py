"""A document laid out for extraction: sentences in their zones, with what the lexical pass found.

Every layer above reads passages and never the bare text, so that no span crosses a paragraph.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import field, replace
from functools import wraps
from typing import Any, TypeVar

from solferino.codec import value
from solferino.extract.homonym import told_apart
from solferino.extract.lexicon import Lexicon, Term
from solferino.extract.log import entry_terms, is_entry
from solferino.model import Document, Part
from solferino.text.date import DateWords
from solferino.text.number import Number, numbers
from solferino.text.segment import Slice, Word, quotations
from solferino.text.whole import all_dates, all_paragraphs, all_words

Names = TypeVar("Names")
Answer = TypeVar("Answer")


@value
class Passage:
    """One sentence: its place, its zone, its words, and the terms, numbers and dates in it.

    `first` and `last` of a term count this passage's words. `part` is the zone that the
    sentence stands in, null for plain body. `entry` says that its paragraph is an entry of a log
    of incidents. `without` names the rules that are switched off. `sorted_terms` are the same
    terms by category, `keys` the keys of the words; `is_title` says that most of the longer words
    are capitalised, as in headlines. `answers` is what `once` remembers.
    """

    number: int
    start: int
    end: int
    paragraph: int
    text: str
    part: Part | None
    words: tuple[Word, ...]
    terms: tuple[Term, ...]
    numbers: tuple[Number, ...]
    dates: tuple[DateWords, ...]
    quotes: tuple[Slice, ...]
    is_title: bool
    sorted_terms: Mapping[str, tuple[Term, ...]] = field(compare=False, repr=False)
    keys: frozenset[str] = field(compare=False, repr=False)
    entry: bool = False
    without: frozenset[str] = frozenset()
    answers: dict[object, tuple[Any, Any]] = field(
        default_factory=dict, init=False, compare=False, repr=False
    )

    def obeys(self, rule: str) -> bool:
        """Whether a rule is in force here; `rule` is an id of the rulebook."""
        return rule not in self.without

    def has(self, words: AbstractSet[str]) -> bool:
        """Whether one of some words, by its key, stands in the sentence: asked before a search."""
        return not self.keys.isdisjoint(words)

    def of(self, *categories: str) -> list[Term]:
        """Give the terms of these categories, in order of place."""
        if len(categories) > 1:
            categories = tuple(c for c in categories if c in self.sorted_terms)
        if len(categories) > 1:
            return [t for t in self.terms if t.entry.category in categories]
        return list(self.sorted_terms.get(categories[0], ())) if categories else []

    def codes(self, category: str) -> set[str]:
        """Give the codes found of a category."""
        return {t.entry.code for t in self.sorted_terms.get(category, ())}

    def slice(self, start: int, end: int) -> str:
        """Cut the document's text at its own offsets."""
        return self.text[start - self.start : end - self.start]

    def word_at(self, offset: int) -> int:
        """Index of the first word that ends after an offset (the number of words if none)."""
        return bisect_right(self.words, offset, key=lambda w: w.end)

    def until(self, offset: int) -> int:
        """Index behind the last word that begins before an offset: "64+" is one word long."""
        return bisect_left(self.words, offset, key=lambda w: w.start)

    def quoted(self, start: int, end: int) -> bool:
        """Whether a stretch lies inside quotation marks."""
        return any(q.start <= start and end <= q.end for q in self.quotes)

    @property
    def zone(self) -> str:
        """Kind of the part that the sentence stands in, or "body"."""
        return self.part.kind if self.part else "body"


def once(ask: Callable[[Passage, Names], Answer]) -> Callable[[Passage, Names], Answer]:
    """Let a sentence remember what a function finds in it beside its names, which many rules ask.

    The function must be pure, and its answer one that nobody changes.
    """

    @wraps(ask)
    def asked(passage: Passage, names: Names) -> Answer:
        known = passage.answers.get(ask)
        if known is None or known[0] is not names:
            known = passage.answers[ask] = (names, ask(passage, names))
        answer: Answer = known[1]
        return answer

    return asked


@value
class Layout:
    """A document with its passages in order.

    `lower` is its text in small letters, `paragraphs` the sentences of each paragraph likewise, by
    the paragraph's number.
    """

    document: Document
    passages: tuple[Passage, ...]
    lower: str
    paragraphs: Mapping[int, str] = field(compare=False, repr=False)
    without: frozenset[str] = frozenset()

    def at(self, offset: int) -> Passage | None:
        """Give the passage that holds an offset."""
        index = bisect_right(self.passages, offset, key=lambda p: p.start) - 1
        found = self.passages[index] if index >= 0 else None
        return found if found and offset < found.end else None


NAMING = ("body", "country", "actor")
ALIKE = frozenset({"who", "us", "is", "it"})  # words of grammar that capitals make a name of
Placed = TypeVar("Placed", Word, Number, DateWords)


def lay_out(document: Document, lexicon: Lexicon, without: frozenset[str] = frozenset()) -> Layout:
    """Cut a document into passages and run the lexical pass over each, but for some rules."""
    text = document.text
    found_words = all_words(text)
    found_dates = all_dates(text)
    found_numbers = numbers(text, dates=found_dates, without=without)
    quotes = quotations(text)
    passages: list[Passage] = []
    for index, (paragraph, inside) in enumerate(all_paragraphs(text)):
        logged = is_entry(text, paragraph, _within(found_dates, paragraph))
        entry = logged and "log/entry" not in without
        for sentence in inside:
            own = tuple(_within(found_words, sentence))
            if not own:
                continue
            terms = _terms(own, lexicon, without, entry=entry)
            words = _as_names(own, terms) if "names/capitals" not in without else own
            passages.append(
                Passage(
                    number=len(passages),
                    start=sentence.start,
                    end=sentence.end,
                    paragraph=index,
                    text=text[sentence.start : sentence.end],
                    part=_zone(document.parts, sentence),
                    words=words,
                    terms=terms,
                    numbers=tuple(_within(found_numbers, sentence)),
                    dates=tuple(_within(found_dates, sentence)),
                    quotes=tuple(_overlapping(quotes, sentence)),
                    is_title=_is_title(own, text[sentence.start : sentence.end]),
                    sorted_terms=_sorted(terms),
                    keys=frozenset(w.key for w in words),
                    entry=entry,
                    without=without,
                )
            )
    return _laid_out(document, _told_apart(passages), without)


def _laid_out(document: Document, passages: tuple[Passage, ...], without: frozenset[str]) -> Layout:
    return Layout(
        document=document,
        passages=passages,
        lower=document.text.lower(),
        paragraphs=_paragraphs(passages),
        without=without,
    )


def _paragraphs(passages: Sequence[Passage]) -> Mapping[int, str]:
    found: dict[int, list[str]] = {}
    for passage in passages:
        found.setdefault(passage.paragraph, []).append(passage.text.lower())
    return {number: " ".join(told) for number, told in found.items()}


def _told_apart(passages: Sequence[Passage]) -> tuple[Passage, ...]:
    """Leave of each name that several bodies bear the one that the document means."""
    meant = told_apart([p.terms for p in passages])
    return tuple(
        p if t == p.terms else replace(p, terms=t, sorted_terms=_sorted(t))
        for p, t in zip(passages, meant, strict=True)
    )


def _terms(
    own: tuple[Word, ...], lexicon: Lexicon, without: frozenset[str], *, entry: bool
) -> tuple[Term, ...]:
    """Find the terms among a sentence's words, but those that a switched-off rule admits."""
    found = tuple(lexicon.find(own))
    found = entry_terms(own, found) if entry else found
    return tuple(t for t in found if t.entry.rule not in without) if without else found


def _as_names(own: tuple[Word, ...], terms: Sequence[Term]) -> tuple[Word, ...]:
    """Give a name in capitals that is also a word of grammar ("WHO", "US") a key of its own."""
    names = {t.first for t in terms if t.last == t.first + 1 and t.entry.category in NAMING}
    alike = {i for i in names if own[i].text.isupper() and own[i].key in ALIKE}
    if not alike:
        return own
    return tuple(replace(w, key=f"{w.key}.") if i in alike else w for i, w in enumerate(own))


def _sorted(terms: Sequence[Term]) -> Mapping[str, tuple[Term, ...]]:
    found: dict[str, list[Term]] = {}
    for term in terms:
        found.setdefault(term.entry.category, []).append(term)
    return {category: tuple(own) for category, own in found.items()}


def _is_title(own: Sequence[Word], text: str) -> bool:
    """Whether a line is written as a title: most of its words in capitals, and no full stop."""
    if text.rstrip().endswith((".", "!", "?")) and not text.isupper():
        return False
    long = [w for w in own if len(w.text) > 3]  # noqa: PLR2004  (a, the, of, and …)
    capital = [w for w in long if w.text[0].isupper()]
    return len(long) > 2 and len(capital) * 4 >= len(long) * 3  # noqa: PLR2004


def _within(things: Sequence[Placed], where: Slice) -> list[Placed]:
    first = bisect_left(things, where.start, key=lambda t: t.start)
    last = bisect_left(things, where.end, key=lambda t: t.start)
    return [t for t in things[first:last] if t.end <= where.end]


def _overlapping(quotes: Sequence[Slice], where: Slice) -> list[Slice]:
    return [q for q in quotes if q.start < where.end and q.end > where.start]


def _zone(parts: Sequence[Part], where: Slice) -> Part | None:
    """Pick the part that holds the sentence; the smallest where several do."""
    holding = [p for p in parts if p.start <= where.start < p.end]
    return min(holding, key=lambda p: p.end - p.start, default=None)
