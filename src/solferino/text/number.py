"""Find the numbers that can count things, with the words that bound them."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from fractions import Fraction
from typing import Literal

from solferino.codec import value
from solferino.model.terms import Qualifier
from solferino.text import number_forms as forms
from solferino.text.date import DateWords, date_words
from solferino.text.taken import Taken


@value
class Number:
    """A number as written, its qualifier inside the span.

    `min` and `max` follow the contract's section on figures: "at least n" has no `max`,
    "up to n" no `min`, a vague number neither. "no" and "nobody" are 0 to 0, qualifier none.
    """

    start: int
    end: int
    min: int | None
    max: int | None
    qualifier: Qualifier
    kind: Literal["cardinal", "ordinal", "vague"]


def numbers(
    text: str,
    start: int = 0,
    end: int | None = None,
    dates: Sequence[DateWords] | None = None,
    without: frozenset[str] = frozenset(),
) -> tuple[Number, ...]:
    """Numbers that can count things, in order, none overlapping another.

    `dates` are the text's dates where the caller has found them already.

    Left out, because they count nothing: dates, years, clock times, percentages, money, ages,
    decimals, fractions, telephone numbers, numbers of lists, sections and names. Each of these
    is a rule with a name ("number/age"); those in `without` are not followed.
    """
    stop = len(text) if end is None else end
    low = max(0, start - forms.NEAR)  # neighbours outside are seen, and never taken
    known = date_words(text, start, stop) if dates is None else dates
    dated = [(d.start - low, d.end - low) for d in known]
    page = _Page(text[low : stop + forms.NEAR], start - low, stop - low, dated, without)
    found: list[Number] = []
    for reading in (_absent, _vague, _ordinals, _cardinals):
        found.extend(n for n in reading(page) if page.taken.take(n.start, n.end))
    found.sort(key=lambda n: n.start)
    return tuple(replace(n, start=n.start + low, end=n.end + low) for n in found)


class _Page:
    """A text being read for numbers: as written, in lower case, and what is taken already."""

    def __init__(
        self,
        text: str,
        start: int,
        end: int,
        dates: Iterable[tuple[int, int]],
        without: frozenset[str],
    ) -> None:
        self.text = text
        self.without = without
        self.lower = _lowered(text)
        self.start = start
        self.end = end
        self.taken = Taken(dates)
        if self.obeys("number/code"):
            for match in forms.CODE.finditer(text, start, end):
                self.taken.take(*match.span())

    def obeys(self, rule: str) -> bool:
        """Whether a rule is in force."""
        return rule not in self.without

    def forbids(self, sign: re.Match[str] | None) -> bool:
        """Whether a sign beside a number stands, and the rule that its group names is in force."""
        return sign is not None and self.obeys(f"number/{sign.lastgroup}")


def _lowered(text: str) -> str:
    """Lower case, letter for letter, so that offsets stay those of the text."""
    lower = text.lower()
    if len(lower) == len(text):
        return lower
    return "".join(low if len(low := c.lower()) == 1 else c for c in text)


@value
class _Figure:
    """A bare figure; `counts` is false where its neighbours show that it counts nothing."""

    start: int
    end: int
    amount: int
    scale: int
    counts: bool


def _cardinals(page: _Page) -> Iterator[Number]:
    matches = forms.CARDINAL.finditer(page.lower, page.start, page.end)
    waiting: _Figure | None = None
    for match in matches:
        figure = _figure(page, match)
        if figure is None:
            continue
        bounds = _range(page, waiting, figure) if waiting else None
        if waiting and bounds is not None:
            if waiting.counts and figure.counts:
                yield _qualified(page, waiting.start, figure.end, bounds)
            waiting = None
            continue
        if waiting and waiting.counts:
            yield _exact(page, waiting)
        waiting = figure
    if waiting and waiting.counts:
        yield _exact(page, waiting)


def _exact(page: _Page, figure: _Figure) -> Number:
    return _qualified(page, figure.start, figure.end, (figure.amount, figure.amount))


def _range(page: _Page, first: _Figure, last: _Figure) -> tuple[int, int] | None:
    """Bounds of "14 to 30", "two or three", "between 5 and 7"; null where it is no range."""
    if not page.obeys("number/range"):
        return None
    lower = page.lower
    gap = lower[first.end : last.start]
    floor = max(0, first.start - forms.NEAR)
    low, high = first.amount, last.amount
    if last.scale > 1 and first.scale == 1 and low * last.scale < high:
        low *= last.scale
    rose = forms.FROM.search(lower, floor, first.start) and page.obeys("number/rose-from")
    if low >= high or rose:
        return None  # "rose from 12 to 15" are two figures
    if gap.strip() == "and":
        return (low, high) if forms.BETWEEN.search(lower, floor, first.start) else None
    return (low, high) if forms.TO.fullmatch(gap) else None


def _figure(page: _Page, match: re.Match[str]) -> _Figure | None:
    if match["words"]:
        amount = _in_words(match["words"])
        scale = forms.SCALES.get(match["words"].rsplit(maxsplit=1)[-1], 1)
    else:
        scale = forms.SHORT_SCALES.get(match["short"] or "") or forms.SCALES.get(
            match["scale"] or "", 1
        )
        plain = re.sub(r"[,٬\s]", "", match["figures"])
        exact = Fraction(plain) * scale
        if exact.denominator != 1 or ("." in plain and scale == 1):
            return None
        amount = int(exact)
    return _Figure(
        start=match.start(),
        end=match.end(),
        amount=amount,
        scale=scale,
        counts=_counts(page, match, amount),
    )


def _in_words(words: str) -> int:
    """Read "two hundred and five thousand" as it is said: a scale multiplies what precedes."""
    total, part = 0, Fraction(1, 2) if words.startswith("half") else Fraction(0)
    for token in re.split(r"[\s,-]+", words):
        if token in forms.CARDINALS:
            part += forms.CARDINALS[token]
        elif token in forms.SCALES:
            scale = forms.SCALES[token]
            part = (part or 1) * Fraction(scale)
            if scale >= forms.SCALES["thousand"]:
                total, part = total + int(part), Fraction(0)
    return total + int(part)


_OF_AGE = 18


def _counts(page: _Page, match: re.Match[str], amount: int) -> bool:
    """Whether the neighbours of a figure leave it to count something."""
    start, end = match.span()
    floor = max(0, start - forms.NEAR)
    if page.forbids(forms.NO_COUNT_AFTER.match(page.lower, end)):
        return False
    if page.forbids(forms.NO_COUNT_BEFORE.search(page.lower, floor, start)):
        return False
    aged = amount <= _OF_AGE and forms.LIMIT_OF_AGE.search(page.lower, floor, start)
    if aged and page.obeys("number/age-limit"):
        return False  # "children under five"
    spelled = match["words"] is not None and page.text[start].islower()
    label = page.obeys("number/label") and not spelled
    if label and forms.NAME_BEFORE.search(page.text, floor, start):
        return False  # "Ward 12", "Phase Two"; but "at the Hospital three nurses"
    return match["words"] is not None or _figure_counts(page, match, amount)


def _figure_counts(page: _Page, match: re.Match[str], amount: int) -> bool:
    start, end = match.span()
    floor = max(0, start - forms.NEAR)
    if match["short"] == "m" and forms.METRES.match(page.lower, end):
        return False
    if amount in forms.YEARS and match[0] == str(amount) and page.obeys("number/year"):
        counted = forms.PERSONS.match(page.lower, end) is not None
        return counted and not page.lower.endswith("the ", floor, start)
    if page.obeys("number/age-apposed") and forms.AGE_APPOSED.search(page.text, floor, start):
        return forms.AGE_CLOSED.match(page.text, end) is None
    item = page.obeys("number/list-item")
    listed = forms.LIST_ITEM.search(page.lower, floor, start) if item else None
    return listed is None or forms.LIST_MARK.match(page.lower, end) is None


_SIGNS: dict[str, Qualifier] = {
    "~": "about",
    "≈": "about",
    ">": "at_least",
    "≥": "at_least",
    "<": "at_most",
    "≤": "at_most",
}


def _qualified(page: _Page, start: int, end: int, bounds: tuple[int, int]) -> Number:
    """Take the words that bound a number into its span."""
    low, high = bounds
    kind: Qualifier = "exact" if low == high else "range"
    bounding = page.obeys("number/bound")
    floor, lower = max(page.start, start - forms.NEAR), page.lower
    if low < high and (between := forms.BETWEEN.search(lower, floor, start)):
        start = between.start()
    before = forms.QUALIFIED.search(lower, floor, start) if bounding else None
    if before and page.obeys("number/risen") and forms.RISEN.search(lower, floor, start):
        before = None
    after = forms.AFTERWARDS.match(lower, end, page.end) if bounding else None
    if before and not (before["form"] == "over" and forms.DURATION.match(lower, end)):
        start = before.start()
        form, sign = before["form"], before["sign"]
        kind = _SIGNS[sign] if sign else forms.QUALIFIERS[" ".join(form.split())]
    elif after is not None:
        end = after.end()
        kind = "at_least" if after["more"] else "at_most" if after["fewer"] else "about"
    if low == high == 0 and kind == "exact":
        kind = "none"
    least = None if kind == "at_most" else low
    most = None if kind == "at_least" else high
    return Number(start=start, end=end, min=least, max=most, qualifier=kind, kind="cardinal")


def _absent(page: _Page) -> Iterator[Number]:
    if not page.obeys("number/none"):
        return
    for match in forms.NONE.finditer(page.lower, page.start, page.end):
        low, high = match.span()
        yield Number(start=low, end=high, min=0, max=0, qualifier="none", kind="cardinal")


def _vague(page: _Page) -> Iterator[Number]:
    if not page.obeys("number/vague"):
        return
    for match in forms.VAGUE.finditer(page.lower, page.start, page.end):
        low, high = match.span()
        before = page.lower[max(0, low - forms.NEAR) : low].split()
        if before and before[-1] in forms.NOT_BEFORE_VAGUE:
            continue
        yield Number(start=low, end=high, min=None, max=None, qualifier="vague", kind="vague")


def _ordinals(page: _Page) -> Iterator[Number]:
    for match in forms.ORDINAL.finditer(page.lower, page.start, page.end):
        low, high = match.span()
        shares = forms.SHARE_BEFORE.search(page.lower, max(0, low - forms.NEAR), low)
        if shares and forms.SHARE_AFTER.match(page.lower, high):
            continue
        if match["figures"]:
            rank = int(match["figures"])
        else:
            rank = forms.CARDINALS.get(match["tens"] or "", 0) + forms.ORDINALS[match["last"]]
        yield Number(start=low, end=high, min=rank, max=rank, qualifier="exact", kind="ordinal")
