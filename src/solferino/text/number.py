"""Find the numbers that can count things, with the words that bound them."""

import re
import tomllib
from collections.abc import Iterator
from fractions import Fraction
from importlib.resources import files
from typing import Any, Literal

from solferino.codec import value
from solferino.model.terms import Qualifier
from solferino.text.date import date_words


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


_LISTS: dict[str, Any] = tomllib.loads(
    files("solferino.text").joinpath("numbers.toml").read_text("utf-8")
)
_CARDINALS: dict[str, int] = _LISTS["cardinals"]
_SCALES: dict[str, int] = _LISTS["scales"]
_SHORT: dict[str, int] = _LISTS["short_scales"]
_ORDINALS: dict[str, int] = _LISTS["ordinals"]


def _any(forms: list[str]) -> str:
    ordered = sorted(forms, key=lambda f: (-len(f), f))
    return "|".join(re.escape(f).replace(r"\ ", r"\s+") for f in ordered)


_TENS = [w for w, n in _CARDINALS.items() if n >= _CARDINALS["twenty"]]
_SMALL = [w for w, n in _CARDINALS.items() if n < _CARDINALS["ten"]]
_REST = [w for w in _CARDINALS if w not in _TENS]
_BELOW_100 = rf"(?:(?:{_any(_TENS)})(?:[-\s](?:{_any(_SMALL)}))?|{_any(_REST)})\b"
_BELOW_1000 = rf"(?:(?:{_BELOW_100}|an?)\s+hundred\b(?:(?:\s+and)?\s+{_BELOW_100})?|{_BELOW_100})"
_IN_WORDS = (
    rf"(?:(?:half\s+an?|an?|{_BELOW_1000})\s+(?:dozen|hundred|thousand|million|billion)\b"
    rf"(?:\s+(?:thousand|million)\b)?(?:,?(?:\s+and)?\s+{_BELOW_1000}(?:\s+hundred\b)?)*"
    rf"|{_BELOW_1000}|dozen\b)"
)
_FIGURES = r"(?:\d{1,3}(?:[,٬\u00a0\u202f]\d{3})+(?!\d)|\d+)(?:\.\d+)?"
_IN_FIGURES = (
    rf"(?P<figures>{_FIGURES})(?:(?P<short>{_any(list(_SHORT))})\b"
    r"|\s(?P<scale>dozen|hundred|thousand|million|billion)\b)?(?![\w/%°])"
)
_NO_LABEL = r"(?<![\w/#@$€£¥₪₽_°])(?<![\d][.,:])(?<![A-Za-z][-–])(?<!\+)"
_CARDINAL = re.compile(rf"{_NO_LABEL}(?:{_IN_FIGURES}|(?P<words>(?i:{_IN_WORDS})))")
_CODE = re.compile(
    r"(?:\+|\b00)\d[\d\s()-]{5,}\d|\b\d+(?:[-.]\d+){2,}\b|\b\d{8,}\b|(?<![\d.,٬:])0\d[\d.]*\b"
)
_VAGUE = re.compile(
    rf"\b(?P<vague>(?i:(?:(?:tens|hundreds|dozens|scores|many|several)\s+of\s+)?"
    rf"(?:{_any(_LISTS['vague']['words'])})(?:\s+(?:of\s+)?(?:dozen|hundred|thousand|thousands"
    rf"|millions|hundreds|dozens))?|scores(?=\s+(?:of|were|have|are|more|killed|dead|wounded"
    rf"|injured|others|people))))(?!\w)"
)
_NONE = re.compile(
    rf"(?<![\w-])(?i:{_any(_LISTS['none']['words'])})\b"
    rf"(?!\.?\s*\d|\s*[,;.!?:]|\s+(?i:{_any(_LISTS['none']['not_before'])})\b)"
)
_ORDINAL = re.compile(
    rf"(?<![\w-])(?:(?P<figures>\d+)(?:st|nd|rd|th)|(?i:(?:(?P<tens>{_any(_TENS)})[-\s])?"
    rf"(?P<last>{_any(list(_ORDINALS))})))\b(?!['’]s\b)"
)
_TRIGGER = re.compile(rf"\d|\b(?i:{_any([*_CARDINALS, *_SCALES])})\b")

_QUALIFIERS: dict[str, Qualifier] = {
    " ".join(form.split()): kind
    for kind in ("at_least", "at_most", "about")
    for form in _LISTS["qualifiers"][kind]
}
_QUALIFIED = re.compile(
    rf"(?:(?<![\w-])(?P<form>(?i:{_any(list(_QUALIFIERS))}))\s+|(?P<sign>[~≈>≥<≤])\s?)"
    r"(?:(?:the|a\s+total\s+of)\s+)?$"
)
_AFTERWARDS = re.compile(
    r"(?P<plus>\s?\+(?!\d)|-plus\b|\s+or\s+more\b)|(?P<fewer>\s+or\s+(?:fewer|less)\b)"
    r"|(?P<so>\s+or\s+so\b)"
)
_UNIT_AFTER = re.compile(
    r"\s?(?:%|percent\b|per\s?cent\b|percentage|pct\b|°)|[-\s](?:year|month|week|day)s?[-\s]old"
    r"|\s(?:years?|months?)\s+of\s+age|(?:\.\d)?\s?(?:[ap]\.?m\b|o['’]clock|hrs\b|GMT)"
    r"|\s+(?i:dollars|euros|pounds|shekels|roubles|rubles|hryvnia|USD|EUR|GBP|cents)\b"
    r"|[-\s](?:thirds?|quarters?|fifths?|tenths?)\b|/\d|\s+another\b|['’]s\b|:\d"
)
_AGED = re.compile(r"\b(?i:aged?|ages|age of|under|over the age of)\s+(?:of\s+)?$")
_APPOSED = re.compile(r"[A-Z][\w'’-]+(?:,\s|\s\()$")
_LABEL = re.compile(rf"(?<![\w])(?i:{_any(_LISTS['labels']['words'])})\s+$")
_LIST_ITEM = re.compile(r"(?:^|\n)[ \t(]*$")
_MONEY = re.compile(r"(?:[$€£¥₪₽]|\b(?:USD|EUR|GBP|ILS|NIS))\s?$")
_YEARS = range(1900, 2100)
_PEOPLE = re.compile(
    r"\s+(?:[a-z]+\s)?(?:people|persons|civilians|children|men|women|patients|families|residents"
    r"|refugees|detainees|prisoners|soldiers|fighters|casualties|victims|homes|households)\b"
)


def numbers(text: str, start: int = 0, end: int | None = None) -> tuple[Number, ...]:
    """Numbers that can count things, in order, none overlapping another.

    Left out, because they count nothing: dates, years, clock times, percentages, money, ages,
    decimals, fractions, telephone numbers, numbers of lists, sections and names.
    """
    stop = len(text) if end is None else end
    taken = [(d.start, d.end) for d in date_words(text, start, stop)]
    taken.extend(m.span() for m in _CODE.finditer(text, start, stop))
    found: list[Number] = []
    for reading in (_absent, _vague, _cardinals, _ordinals):
        for number in reading(text, start, stop):
            if all(number.end <= low or number.start >= high for low, high in taken):
                found.append(number)
                taken.append((number.start, number.end))
    return tuple(sorted(found, key=lambda n: n.start))


@value
class _Figure:
    """A bare figure; `counts` is false where its neighbours show that it counts nothing."""

    start: int
    end: int
    amount: int
    scale: int
    counts: bool


def _cardinals(text: str, start: int, end: int) -> Iterator[Number]:
    figures = [f for m in _CARDINAL.finditer(text, start, end) if (f := _figure(text, m))]
    at = 0
    while at < len(figures):
        first = figures[at]
        last = figures[at + 1] if at + 1 < len(figures) else None
        bounds = _range(text, first, last) if last is not None else None
        if bounds is None or last is None:
            if first.counts:
                yield _qualified(text, first.start, first.end, (first.amount, first.amount))
            at += 1
            continue
        if first.counts and last.counts:
            yield _qualified(text, first.start, last.end, bounds)
        at += 2


_TO = re.compile(r"\s+to\s+|\s?[-–—]\s?|\s+or\s+")
_BETWEEN = re.compile(r"\b[Bb]etween\s+$")
_FROM = re.compile(r"\b[Ff]rom\s+$")


def _range(text: str, first: _Figure, last: _Figure) -> tuple[int, int] | None:
    """Bounds of "14 to 30", "two or three", "between 5 and 7"; null where it is no range."""
    gap = text[first.end : last.start]
    before = text[max(0, first.start - 10) : first.start]
    low, high = first.amount, last.amount
    if last.scale > 1 and first.scale == 1 and low * last.scale < high:
        low *= last.scale
    if low >= high or _FROM.search(before):
        return None
    if gap.strip() == "and":
        return (low, high) if _BETWEEN.search(before) else None
    return (low, high) if _TO.fullmatch(gap) else None


def _figure(text: str, match: re.Match[str]) -> _Figure | None:
    if match["words"]:
        amount, scale = _in_words(match["words"]), _last_scale(match["words"])
    else:
        scale = _SHORT.get(match["short"] or "", 0) or _SCALES.get(match["scale"] or "", 1)
        plain = re.sub(r"[,٬\u00a0\u202f]", "", match["figures"])
        exact = Fraction(plain) * scale
        if exact.denominator != 1:
            return None
        if "." in plain and scale == 1:
            return None
        amount = int(exact)
    return _Figure(
        start=match.start(),
        end=match.end(),
        amount=amount,
        scale=scale,
        counts=_counts(text, match),
    )


def _last_scale(words: str) -> int:
    return _SCALES.get(words.rsplit(maxsplit=1)[-1].lower(), 1)


def _in_words(words: str) -> int:
    """Read "two hundred and five thousand" the way it is said: scales multiply what precedes."""
    total, part = 0, Fraction(0)
    half = words.lower().startswith("half")
    for token in re.split(r"[\s,-]+", words.lower()):
        if token in _CARDINALS:
            part += _CARDINALS[token]
        elif token in _SCALES:
            scale = _SCALES[token]
            part = (part or (Fraction(1, 2) if half else Fraction(1))) * scale
            if scale >= _SCALES["thousand"]:
                total, part = total + int(part), Fraction(0)
    return total + int(part)


def _counts(text: str, match: re.Match[str]) -> bool:
    start, end = match.span()
    before = text[max(0, start - 24) : start]
    if _UNIT_AFTER.match(text, end) or _AGED.search(before) or _MONEY.search(before):
        return False
    if match["words"]:
        return _LABEL.search(before) is None
    plain = match["figures"].isdigit() and not match["short"] and not match["scale"]
    if plain and len(match["figures"]) == len("2016") and int(match["figures"]) in _YEARS:
        return _PEOPLE.match(text, end) is not None and not before.endswith("the ")
    if _LABEL.search(before) or (_APPOSED.search(before) and text[end : end + 1] in ",)"):
        return False
    return not (_LIST_ITEM.search(before) and re.match(r"[.)]\s", text[end : end + 2]))


def _qualified(text: str, start: int, end: int, bounds: tuple[int, int]) -> Number:
    """Take the words that bound a number into its span."""
    low, high = bounds
    kind: Qualifier = "exact" if low == high else "range"
    between = _BETWEEN.search(text[max(0, start - 10) : start]) if low < high else None
    start -= len(between[0]) if between else 0
    before = _QUALIFIED.search(text[max(0, start - 32) : start])
    if before is not None:
        kind = (
            _QUALIFIERS[" ".join(before["form"].lower().split())]
            if before["form"]
            else (
                "about"
                if before["sign"] in "~≈"
                else "at_least"
                if before["sign"] in ">≥"
                else "at_most"
            )
        )
        start -= before.end() - before.start()
    after = _AFTERWARDS.match(text, end)
    if after is not None and before is None:
        kind = "at_least" if after["plus"] else "at_most" if after["fewer"] else "about"
        end = after.end()
    least = None if kind == "at_most" else low
    most = None if kind == "at_least" else high
    if low == high == 0:
        kind = "none"
    return Number(start=start, end=end, min=least, max=most, qualifier=kind, kind="cardinal")


def _absent(text: str, start: int, end: int) -> Iterator[Number]:
    for match in _NONE.finditer(text, start, end):
        yield Number(
            start=match.start(), end=match.end(), min=0, max=0, qualifier="none", kind="cardinal"
        )


def _vague(text: str, start: int, end: int) -> Iterator[Number]:
    for match in _VAGUE.finditer(text, start, end):
        before = text[max(0, match.start() - 8) : match.start()].lower().split()
        if before and before[-1] in _LISTS["vague"]["not_after"]:
            continue
        yield Number(
            start=match.start(),
            end=match.end(),
            min=None,
            max=None,
            qualifier="vague",
            kind="vague",
        )


def _ordinals(text: str, start: int, end: int) -> Iterator[Number]:
    for match in _ORDINAL.finditer(text, start, end):
        if match["figures"]:
            rank = int(match["figures"])
        else:
            tens = _CARDINALS[match["tens"].lower()] if match["tens"] else 0
            rank = tens + _ORDINALS[match["last"].lower()]
        yield Number(
            start=match.start(),
            end=match.end(),
            min=rank,
            max=rank,
            qualifier="exact",
            kind="ordinal",
        )
