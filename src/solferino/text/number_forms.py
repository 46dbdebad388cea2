"""The forms in which English texts write numbers, as patterns over lower-cased text."""

import re
import tomllib
from collections.abc import Iterable
from importlib.resources import files
from typing import Any

from solferino.model.terms import Qualifier

_LISTS: dict[str, Any] = tomllib.loads(
    files("solferino.text").joinpath("numbers.toml").read_text("utf-8")
)
CARDINALS: dict[str, int] = _LISTS["cardinals"]
SCALES: dict[str, int] = _LISTS["scales"]
SHORT_SCALES: dict[str, int] = _LISTS["short_scales"]
ORDINALS: dict[str, int] = _LISTS["ordinals"]
QUALIFIERS: dict[str, Qualifier] = {
    form: kind for kind in ("at_least", "at_most", "about") for form in _LISTS["qualifiers"][kind]
}
NOT_BEFORE_VAGUE = frozenset(_LISTS["vague"]["not_after"])
NEAR = 28  # characters before a number that can tell what it is


def _any(forms: Iterable[str]) -> str:
    ordered = sorted(forms, key=lambda f: (-len(f), f))
    return "|".join(re.escape(f).replace(r"\ ", r"\s+") for f in ordered)


_TENS = [w for w, n in CARDINALS.items() if n >= CARDINALS["twenty"]]
_UNITS = [w for w, n in CARDINALS.items() if n < CARDINALS["ten"]]
_REST = [w for w in CARDINALS if w not in _TENS]
_BELOW_100 = rf"(?:(?:{_any(_TENS)})(?:[-\s](?:{_any(_UNITS)}))?|{_any(_REST)})\b"
_BELOW_1000 = rf"(?:(?:{_BELOW_100}|an?)\s+hundred\b(?:(?:\s+and)?\s+{_BELOW_100})?|{_BELOW_100})"
_SCALE = rf"(?:{_any(SCALES)})"
_WORDS = (
    rf"(?:(?:half\s+an?|an?|{_BELOW_1000})\s+{_SCALE}\b(?:\s+(?:thousand|million)\b)?"
    rf"(?:(?:\s+and)?\s+{_BELOW_1000}(?:\s+thousand\b)?)*|{_BELOW_1000}|dozen\b)"
)
_FIGURES = (
    r"(?:\d{1,3}(?:[,٬\u00a0\u202f]\d{3}){1,4}(?!\d)|\d{1,3}(?:\s\d{3}){0,3}\s000(?!\d)"
    r"|\d{1,7})(?:\.\d{1,6})?"
)
_FREE = r"(?<![\w/#@_°])(?<!\d[.,:])(?<![a-z][-–])"

CARDINAL = re.compile(
    rf"{_FREE}(?:(?P<figures>{_FIGURES})(?:(?P<short>{_any(SHORT_SCALES)})\b"
    rf"|\s(?P<scale>{_SCALE})\b)?(?![\w/%°]|[.,:]\d)|(?P<words>{_WORDS}))"
)
VAGUE = re.compile(
    r"\b(?:(?:(?:tens|hundreds|dozens|scores|many|several)\s+of\s+)?"
    rf"(?:{_any(_LISTS['vague']['words'])})(?:\s+(?:of\s+)?(?:{_SCALE}s?))?"
    r"|scores(?=\s+(?:were|have|are|more|killed|dead|wounded|injured|others|people)))(?!\w)"
    rf"(?!\s+(?:{_any(_LISTS['vague']['not_before'])})\b)"
)
NONE = re.compile(
    rf"(?<![\w-])(?:{_any(_LISTS['none']['words'])})\b(?!(?<=no)(?:\.?\s*[\d,;.!?:]|['’]s\b)"
    rf"|\s+(?:{_any(_LISTS['none']['not_before'])})\b)"
)
ORDINAL = re.compile(
    rf"(?<![\w-])(?:(?P<figures>\d{{1,4}})(?:st|nd|rd|th)|(?:(?P<tens>{_any(_TENS)})[-\s])?"
    rf"(?P<last>{_any(ORDINALS)}))\b(?!['’]s\b|[-\s](?:{_any(_LISTS['names_of_rank']['words'])})\b)"
)
SHARE_BEFORE = re.compile(r"\b(?:an?|one|two|three|four)[-\s]$")  # "a third of the staff"
SHARE_AFTER = re.compile(r"\s+of\b")
# Telephone numbers, codes and versions.
CODE = re.compile(
    r"(?<!\d)(?:\+|00)\d[\d\s()-]{5,}\d|(?<![\w.])\d+(?:[-.]\d+){2,}(?!\w)|(?<!\d)\d{8,}(?!\d)"
    r"|(?<![\w.,٬:])(?<!\d\s)0\d[\d.]*"
)

# Around a figure.
QUALIFIED = re.compile(
    rf"(?:(?<![\w-])(?P<form>{_any(QUALIFIERS)})\s+|(?P<sign>[~≈>≥<≤])\s?)"
    r"(?:(?:the|a\s+total\s+of)\s+)?$"
)
# A toll that "has gone up to six" is six, and not at most six.
RISEN = re.compile(
    r"\b(?:gone|goes|going|went|risen|rises|rose|moved|climbed|crept|shot|jumped|brought|pushed"
    r"|taken|driven)\s+up\s+to\s+(?:the\s+|a\s+total\s+of\s+)?$"
)
AFTERWARDS = re.compile(
    r"(?P<more>\s?\+(?!\d)|-plus\b|\s+or\s+more\b)|(?P<fewer>\s+or\s+(?:fewer|less)\b)"
    r"|(?P<so>\s+or\s+so\b|-odd\b)"
)
DURATION = re.compile(r"\s+(?:hours?|days?|weeks?|months?|years?)\b")
TO = re.compile(r"\s+to\s+|\s?[-–]\s?|\s+or\s+")
BETWEEN = re.compile(r"\bbetween\s+$")
FROM = re.compile(r"\bfrom\s+$")
# The group that matches names the rule: what stands there is an age, and no count.
NO_COUNT_AFTER = re.compile(
    r"(?P<percentage>\s?(?:%|percent\b|per\s?cent\b|percentage|pct\b|°))"
    r"|(?P<age>[-\s](?:year|month|week|day)s?[-\s]old|\s(?:years?|months?)\s+of\s+age)"
    r"|(?P<clock>\s?(?:[ap]\.?m\b|o['’]clock|hrs\b|gmt)|:\d)"
    rf"|(?P<money>\s+(?:{_any(_LISTS['money']['after'])})\b)"
    r"|(?P<share>[-\s](?:thirds?|quarters?|fifths?|tenths?)\b|/\d"
    r"|\s+in\s+(?:two|three|four|five|six|seven|eight|nine|ten|\d+)\b)"
    r"|(?P<pronoun>\s+another\b|['’]s\b)"
)
_ABOUT = r"(?:between\s+|about\s+|around\s+|from\s+|at\s+least\s+)?"
NO_COUNT_BEFORE = re.compile(
    rf"(?:(?P<age>(?<!\w)(?:{_any(_LISTS['ages']['before'])})\s+{_ABOUT})"
    rf"|(?P<label>(?<!\w)(?:{_any(_LISTS['labels']['any_case'])})\s+{_ABOUT})"
    rf"|(?P<money>(?:{_any(_LISTS['money']['before'])})\s?)|(?P<share>\bone\s+in\s+))$"
)
# Capitals tell these: they look at the text as written.
NAME_BEFORE = re.compile(rf"(?<!\w)(?:{_any(_LISTS['labels']['capitalized'])})\s+$")
AGE_APPOSED = re.compile(r"[A-Z][\w'’-]+(?:,\s|\s\()$")
AGE_CLOSED = re.compile(r"[,).;]|\s+and\s+[A-Z]")
LIMIT_OF_AGE = re.compile(r"\b(?:under|over)\s+$")
LIST_ITEM = re.compile(r"(?:^|\n)[ \t(]*$")
LIST_MARK = re.compile(r"[.)]\s")
METRES = re.compile(r"\s+(?:away|from|long|deep|wide|high|tall|radius|north|south|east|west)\b")
YEARS = range(1900, 2100)
PERSONS = re.compile(rf"\s+(?:[a-z]+\s)?(?:{_any(_LISTS['persons']['words'])})\b")
