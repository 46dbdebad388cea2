"""The forms in which English texts write dates, as patterns; `text.date` reads them."""

import re
import tomllib
from importlib.resources import files
from typing import Any

_LISTS: dict[str, Any] = tomllib.loads(
    files("solferino.text").joinpath("dates.toml").read_text("utf-8")
)
MONTHS: dict[str, int] = {
    form.lower(): int(number) for number, forms in _LISTS["months"].items() for form in forms
}
WEEKDAYS: dict[str, int] = {
    form.lower(): int(number) for number, forms in _LISTS["weekdays"].items() for form in forms
}
FIGURES: dict[str, int] = _LISTS["figures"]
ORDINALS: dict[str, int] = _LISTS["ordinals"]
_LOWER_TOO = frozenset(MONTHS) - {"may", "march", "mar", "august", "jan", "jun", "sep", "dec"}


def _any(forms: list[str]) -> str:
    return "|".join(re.escape(f) for f in sorted(forms, key=lambda f: (-len(f), f)))


def _spellings(forms: list[str]) -> list[str]:
    return [*forms, *(f.upper() for f in forms)]


_ALL_MONTHS = [form for forms in _LISTS["months"].values() for form in forms]
_ALL_DAYS = [form for forms in _LISTS["weekdays"].values() for form in forms]
_FULL_MONTHS = [forms[0] for forms in _LISTS["months"].values()]
_FULL_DAYS = [forms[0] for forms in _LISTS["weekdays"].values()]

_LOWER = [m for m in _LOWER_TOO if len(m) > len("sept")]
_M = rf"(?:{_any(_spellings(_ALL_MONTHS) + _LOWER)})\b\.?"
_FULL_M = rf"(?:{_any(_spellings(_FULL_MONTHS))})\b"
_PLAIN_M = rf"(?:{_any(_spellings([m for m in _FULL_MONTHS if m not in ('May', 'March')]))})\b"
_W = rf"(?:{_any(_spellings(_ALL_DAYS))})\b\.?"
_FULL_W = rf"(?:{_any(_spellings(_FULL_DAYS))})\b"
_ORD = rf"(?:{_any(list(ORDINALS))})\b"
_D = r"(?:0?[1-9]|[12]\d|3[01])"
_TH = r"(?:\s?(?:st|nd|rd|th)\b)"
_Y = r"(?:19|20)\d\d(?!\d|[-/]\d)"
_DASH = r"(?:\s?[-–—]\s?|\s+(?:to|until|till|through|and)\s+)"
_LEAD = rf"(?:(?P<weekday>{_W}),?\s+(?:the\s+)?)?"
_YEAR = (
    rf"(?:(?:,\s*|\s+|\s+of\s+|\s+in\s+)(?P<year>{_Y})"
    r"|,?\s+(?:of\s+)?(?P<which>this|last|next)\s+year)?"
)
_BEFORE = r"(?<![\w/.:@#-])"
_N = rf"(?:\d{{1,3}}|{_any(list(FIGURES))})"
_UNIT = r"(?:hour|day|week|month|year|decade)"
_NOT_COUNT = r"(?![\d:]|[.,/-]\d|\s*%)"

CLOCK = (
    r"(?:(?:[01]?\d|2[0-3])[:.][0-5]\d(?:[:.][0-5]\d)?\s?(?:[ap]\.?m\b\.?|[AP]\.?M\b\.?)"
    r"|(?:[01]?\d|2[0-4]):[0-5]\d(?![\d:])(?:\s?(?:hrs|hours|h)\b)?"
    r"|(?:1[0-2]|0?[1-9])\s?(?:[ap]\.?m\b\.?|[AP]\.?M\b\.?)"
    r"|(?:1[0-2]|[1-9])\s+o['’]clock"
    r"|(?:[01]\d|2[0-3])[0-5]\d(?=\s?(?:GMT|UTC|hrs|hours|local|h\b))(?:\s?(?:hrs|hours|h)\b)?)"
)
ZONE = (
    r"(?:\[?\(?(?:(?:local|Local|[A-Z][a-z]+)\s+time|GMT(?:[+-]\d{1,2})?|UTC(?:[+-]\d{1,2})?"
    r"|EEST|EET|CEST|CET|BST|EST|EDT|MSK)\b\)?\]?)"
)
PART = (
    r"(?:early\s+(?:hours|morning|afternoon|evening)|late\s+(?:morning|afternoon|evening|night)"
    r"|morning|afternoon|evening|night|midnight|noon|midday|dawn|dusk|sunset|sunrise|overnight)"
)

# Order is precedence: an earlier form takes its characters away from the later ones.
FORMS: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (name, re.compile(pattern))
    for name, pattern in (
        (
            "iso",
            (
                rf"{_BEFORE}(?P<year>(?:19|20)\d\d)(?P<s>[-/.])(?P<number>\d{{1,2}})(?P=s)"
                rf"(?P<day>{_D})(?![\d/-])"
            ),
        ),
        (
            "figures",
            (
                rf"{_BEFORE}{_LEAD}(?P<one>\d{{1,2}})(?P<s>[-/.])(?P<two>\d{{1,2}})(?P=s)"
                rf"(?P<year>{_Y})"
            ),
        ),
        (
            "days of month",
            (
                rf"{_BEFORE}{_LEAD}(?P<day>{_D}){_TH}?{_DASH}(?:{_W},?\s+)?(?P<end_day>{_D}){_TH}?"
                rf"(?:\s+of)?\s+(?P<month>{_M}){_YEAR}"
            ),
        ),
        (
            "month days",
            (
                rf"{_BEFORE}{_LEAD}(?P<month>{_M})\s+(?P<day>{_D}){_TH}?{_DASH}"
                rf"(?P<end_day>{_D}){_TH}?{_NOT_COUNT}{_YEAR}"
            ),
        ),
        (
            "day month",
            (
                rf"{_BEFORE}{_LEAD}(?:(?P<day>{_D}){_TH}?(?:\s+day)?(?:\s+of)?|"
                rf"(?:the\s+)?(?P<ordinal>{_ORD})\s+(?:day\s+)?of)\s+(?P<month>{_M}){_YEAR}"
            ),
        ),
        (
            "month day",
            rf"{_BEFORE}{_LEAD}(?P<month>{_M})\s+(?:the\s+)?(?P<day>{_D}){_TH}?{_NOT_COUNT}{_YEAR}",
        ),
        ("weekday day", rf"{_BEFORE}(?P<weekday>{_W}),?\s+(?:the\s+)?(?P<day>{_D}){_TH}"),
        (
            "day alone",
            rf"(?<=\b[Oo]n )the\s+(?P<day>{_D}){_TH}(?=[,.;:)]|\s+(?:and|at|when|as|that)\b|\s*$)",
        ),
        (
            "month year",
            (
                rf"{_BEFORE}(?:(?P<portion>early|mid|late)[-\s]+)?(?P<month>{_M})"
                rf"(?:,?\s+(?:of\s+)?(?P<year>{_Y})|,?\s+(?:of\s+)?(?P<which>this|last|next)\s+year)"
            ),
        ),
        (
            "month",
            (
                rf"{_BEFORE}(?:(?P<portion>early|mid|late)[-\s]+(?P<month>{_FULL_M})"
                rf"|(?P<last>last|this|next)\s+(?P<month_last>{_FULL_M})"
                rf"|(?<=\b[Ii]n )(?P<month_in>{_FULL_M})|(?<=\b[Ss]ince )(?P<month_since>{_FULL_M})"
                rf"|(?<=\b[Uu]ntil )(?P<month_until>{_FULL_M})"
                rf"|(?<=\b[Dd]uring )(?P<month_during>{_FULL_M})"
                rf"|(?<=\b[Bb]etween )(?P<month_between>{_FULL_M})"
                rf"|(?<=\b(?:and|for) )(?P<month_and>{_PLAIN_M})"
                rf"|(?<=\b(?:from|From) )(?P<month_from>{_PLAIN_M})"
                rf"|(?<=\b(?:to|by|of) )(?P<month_to>{_PLAIN_M}))(?!['’]s\b)(?!\s+[A-Z][a-z])"
            ),
        ),
        (
            "weekday",
            (
                rf"{_BEFORE}(?<!Good )(?<!Bloody )(?<!Black )(?<!Easter )(?<!Palm )"
                rf"(?:(?P<last>last|this past|this|next|past)\s+)?(?P<weekday>{_FULL_W})"
                rf"(?:,?\s+(?:of\s+)?(?P<week>last|this|next)\s+week)?"
            ),
        ),
        (
            "year",
            (
                r"(?<![\w/.:@#])(?:(?P<portion>early|mid|late)[-\s]+|(?<=\b[Ii]n )|(?<=\b[Ss]ince )"
                r"|(?<=\b[Uu]ntil )|(?<=\b[Dd]uring )|(?<=\b[Bb]etween )|(?<=\b[Ff]rom )"
                r"|(?<=\b(?:of|by|to) )|(?<=\band ))"
                rf"(?P<year>{_Y})(?![,.]\d|\s*%)"
            ),
        ),
        (
            "ago",
            (
                rf"{_BEFORE}(?P<vague>less than\s+|within\s+)?(?P<count>{_N}|several|a few|few)"
                rf"[\s-]+(?P<unit>{_UNIT})s?\s+(?P<way>ago|earlier|later|before|after|previously)\b"
            ),
        ),
        (
            "window",
            (
                rf"{_BEFORE}(?i:the)\s+(?:past|last|previous)\s+(?:(?P<count>{_N}|several|few)\s+)?"
                rf"(?P<unit>{_UNIT})s?\b"
            ),
        ),
        ("recent", rf"{_BEFORE}(?i:recent)\s+(?P<unit>{_UNIT})s\b"),
        (
            "calendar",
            (
                rf"{_BEFORE}(?:(?P<portion>[Ee]arlier|[Ee]arly|[Ll]ate|[Ll]ater|mid)[-\s]+)?"
                r"(?P<which>(?i:last|this|next|past|previous))\s+(?P<unit>week|weekend|month|year)\b"
            ),
        ),
        (
            "weekend",
            rf"{_BEFORE}(?:(?i:over|at|on|during)\s+)the\s+(?P<unit>weekend)\b",
        ),
        (
            "that day",
            (
                rf"{_BEFORE}(?P<that>(?i:that|the same|the next|the following|the previous))\s+"
                r"(?:same\s+)?(?P<unit>day|morning|afternoon|evening|night)\b"
                r"|(?P<eve>(?i:the day)\s+(?:before|after|earlier))\b(?!\s+yesterday)"
            ),
        ),
        (
            "named day",
            (
                rf"{_BEFORE}(?P<named>(?i:the day before yesterday|yesterday|today|tonight|tomorrow"
                r"|last night|this (?:morning|afternoon|evening)|earlier today|overnight))\b"
            ),
        ),
        ("clock", rf"{_BEFORE}(?P<clock>{CLOCK})(?:,?\s*(?P<zone>{ZONE}))?"),
    )
)

LEFT = re.compile(
    rf"(?:(?P<clock>{CLOCK})(?:,?\s*(?P<zone>{ZONE}))?(?:\s+on|,)?\s+(?:the\s+)?"
    rf"|(?:the\s+)?(?P<part>early\s+hours|{PART})\s+(?:hours\s+)?(?:of|on)\s+(?:the\s+)?"
    r"|(?P<edge>early|late)\s+(?:on\s+)?)$"
)
RIGHT = re.compile(
    rf"(?P<after>,?\s+(?:(?:in the|at)\s+)?(?P<part>{PART})\b)?"
    rf"(?:,?\s+(?:(?:at|around|about|by|shortly before|shortly after)\s+)*(?P<clock>{CLOCK})"
    rf"(?:,?\s*(?P<zone>{ZONE}))?)?"
)
ASPECT = re.compile(
    r"\b(?i:(?P<since>since|ever since)|(?P<until>until|till)|(?P<as_of>as of|as at)"
    r"|(?P<before>before|prior to)|(?P<after>after|following))\s+"
    r"(?:(?:at least|about|around|the|early|late|mid)\s+)*(?:(?:night|evening|morning)\s+of\s+)?$"
)
ABOUT = re.compile(r"\b(?i:about|around|circa|c\.|roughly|approximately)\s+(?:the\s+)?$")
JOIN = re.compile(r"\s?[-–—]\s?|\s+(?:to|until|till|through)\s+(?:the\s+)?|\s+and\s+(?:the\s+)?")
FROM = re.compile(r"\b(?P<how>(?i:between|from))\s+(?:the\s+)?$")
