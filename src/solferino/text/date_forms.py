"""The forms in which English texts write dates, as patterns; `text.date_reading` reads them."""

import re
import tomllib
from collections.abc import Iterable
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
WEEKS: dict[str, int] = _LISTS["weeks"]
SEASONS: dict[str, list[int]] = _LISTS["seasons"]
NTH: dict[str, int] = _LISTS["nth"]
FEASTS: dict[str, list[int]] = _LISTS["feasts"]
EASTER: dict[str, int] = _LISTS["easter"]
_ENDS = ("beginning", "start", "middle", "end")


def _any(forms: Iterable[str]) -> str:
    return "|".join(re.escape(f) for f in sorted(set(forms), key=lambda f: (-len(f), f)))


def _cased(forms: Iterable[str]) -> set[str]:
    return {spelled for form in forms for spelled in (form, form.upper())}


_FULL_MONTHS = [forms[0] for forms in _LISTS["months"].values()]
_FULL_DAYS = [forms[0] for forms in _LISTS["weekdays"].values()]
_MONTH_FORMS = [form for forms in _LISTS["months"].values() for form in forms]
_DAY_FORMS = [form for forms in _LISTS["weekdays"].values() for form in forms]
_ALSO_WORDS: list[str] = _LISTS["also_words"]  # lower case, these are no months
_LOWER = [m.lower() for m in _FULL_MONTHS if m.lower() not in _ALSO_WORDS]

# Pieces. A name that ends in M, W is a full name; `_M`, `_W` allow abbreviations.
_SHORT_M = [form for form in _MONTH_FORMS if form not in _FULL_MONTHS]
_M = rf"(?:(?:{_any([*_cased(_FULL_MONTHS), *_LOWER])})\b|(?:{_any(_cased(_SHORT_M))})\b\.?)"
_FULL_M = rf"(?:(?:{_any(_cased(_FULL_MONTHS))})\b)"
_PLAIN_M = rf"(?:(?:{_any(_cased(m for m in _FULL_MONTHS if m.lower() not in _ALSO_WORDS))})\b)"
_SHORT_W = [form for form in _DAY_FORMS if form not in _FULL_DAYS]
_W = rf"(?:(?:{_any(_cased(_FULL_DAYS))})\b|(?:{_any(_cased(_SHORT_W))})\b\.?)"
_FULL_W = rf"(?:(?:{_any(_cased(_FULL_DAYS))})\b)"
_ORDINAL = rf"(?:(?:{_any(ORDINALS)})\b)"
_D = r"(?:0?[1-9]|[12]\d|3[01])"
_TH = r"(?:\s?(?:st|nd|rd|th)\b)"
_Y = r"(?:(?:19|20)\d\d(?!\d|[-/.,:]\d|s\b|['’]s|\s?%))"
_N = rf"(?:\d{{1,3}}|(?i:{_any(FIGURES)}))"
_UNIT = r"(?:hour|day|week|fortnight|month|year|decade)"
_PART = (
    r"(?:(?:early|late)\s+(?:hours|morning|afternoon|evening|night)|the\s+early\s+hours|morning"
    r"|afternoon|evening|night|midnight|noon|midday|dawn|dusk|sunset|sunrise|overnight)"
)
_PORTION = rf"(?P<portion>early|mid|late|(?:[Tt]he\s+)?(?:{_any(_ENDS)})\s+of)"
_FEAST = rf"(?:{_any(sorted({*FEASTS, *EASTER}))})".replace("'", "['’]")
_WHOLE_FEAST = rf"(?!(?:Christmas|Easter)\b(?! (?:Eve|Day|[Nn]ight|[SM])))(?P<feast>{_FEAST})\b"
# What leads a day without its month: "on the 4th", "in the night of the 4th".
_LED = "|".join(
    rf"(?<=\b{lead} )"
    for lead in ("[Oo]n", *(f"{part} of" for part in ("night", "dawn", "morning", "afternoon")))
)
_LED += "|(?<=evening of )|(?<=hours of )|(?<=midnight of )|(?<=since )|(?<=until )|(?<=day, )"
_OF_MONTH = r"(?:\s+of\s+(?P<which>this|last)\s+month\b)"
_DAY_ENDS = (
    r"(?=[,.;:)–—-]|\s+(?:and|at|when|as|that|by|in|from|with|before|after|the|a|an|he|she|they|we"
    r"|it|was|were|is|had|has|to|no|two|some|several|soldiers|shells|gunmen|men|troops)\b|\s*$)"
)
_TO = r"(?:\s?[-–—]\s?|\s+(?:to|until|till|through)\s+(?:the\s+)?)"
_AND = r"(?:\s+(?:and|&|or)\s+(?:the\s+)?)"
_FREE = r"(?<![\w/.:@#-])"
_LEAD = rf"(?:(?P<weekday>{_W})(?:\s+(?P<part>{_PART}))?(?:,?\s+|\s+\()(?:the\s+)?)?"
_TAIL = rf"(?(weekday)|(?:(?:\s+\((?:an?\s+)?|,\s+an?\s+)(?P<weekday_after>{_FULL_W})\)?)?)"
_WHICH = r",?\s+(?:of\s+)?(?P<which>this|last|next)\s+year\b"
_YEAR = rf"(?:(?:,\s*|\s+|\s+(?:of|in)\s+)(?P<year>{_Y})|{_WHICH})?"
_NO_COUNT = r"(?![\d:]|[.,/]\d|\s*%|\s(?:[ap]\.?m|[AP]M)\b|(?:am|pm)\b)"
_NO_TITLE = r"(?!\s+(?:Times|Telegraph|Mirror|Express|Herald|Mail|Post|World|Tribune|School)\b)"
_NO_FEAST = r"(?<!Good )(?<!Bloody )(?<!Black )(?<!Easter )(?<!Palm )(?<!Ash )(?<!Holy )"
_NO_THING = r"(?!\s+(?!(?:and|or|to|when|as|in|at|on|by|after|before|until|was|were|the)\b)[a-z])"

_CLOCK = (
    r"(?:(?:[01]?\d|2[0-3])[:.][0-5]\d(?:[:.][0-5]\d)?\s?(?:[ap]\.m\.|[ap]m\b|[AP]\.M\.|[AP]M\b)"
    r"|(?:[01]?\d|2[0-4]):[0-5]\d(?:[:.][0-5]\d)?(?![\d:])(?:\s?(?:hrs|hours|h)\b)?"
    r"|(?:1[0-2]|0?[1-9])\s?(?:[ap]\.m\.|[ap]m\b|[AP]\.M\.|[AP]M\b)"
    r"|(?:1[0-2]|[1-9])\s+o['’]clock"
    r"|(?:[01]\d|2[0-3])\.?[0-5]\d(?=\s?(?:GMT|UTC|hrs|hours|local|h\b))(?:\s?(?:hrs|hours|h)\b)?)"
)
_ZONE = (
    r"(?:[\[(]?(?P<zone>(?:local|Local|[A-Z][a-z]+)\s+[Tt]ime|(?:GMT|UTC)(?:\s?[+-]\d{1,2})?"
    r"|EEST|EET|CEST|CET|BST|EST|EDT|MSK)\b[\])]?)"
)
_TIME = rf"(?P<clock>{_CLOCK})(?:,?\s*{_ZONE})?"

# Order is precedence: an earlier form takes its characters away from the later ones.
_CALENDAR = {
    "iso": (
        rf"{_FREE}(?P<year>(?:19|20)\d\d)(?P<sign>[-/.])(?P<number>\d{{1,2}})(?P=sign)"
        rf"(?P<day>{_D})(?![\d/-])"
    ),
    "figures": (
        rf"{_FREE}{_LEAD}(?P<one>\d{{1,2}})(?P<sign>[-/.])(?P<two>\d{{1,2}})(?P=sign)(?P<year>{_Y})"
    ),
    "between days": (
        rf"(?<=[Bb]etween ){_LEAD}(?:the\s+)?(?P<day>{_D}){_TH}?{_AND}(?P<end_day>{_D}){_TH}?"
        rf"(?:\s+of)?\s+(?P<month>{_M}){_YEAR}"
    ),
    "between dates": (
        rf"(?<=[Bb]etween ){_LEAD}(?P<month>{_M})\s+(?P<day>{_D}){_TH}?{_AND}"
        rf"(?P<end_day>{_D}){_TH}?{_NO_COUNT}{_YEAR}"
    ),
    "days of month": (
        rf"{_FREE}{_LEAD}(?P<day>{_D}){_TH}?(?:{_TO}|/)(?:{_W},?\s+)?(?P<end_day>{_D}){_TH}?"
        rf"(?:\s+of)?\s+(?P<month>{_M}){_YEAR}"
    ),
    "month days": (
        rf"{_FREE}{_LEAD}(?P<month>{_M})\s+(?P<day>{_D}){_TH}?{_TO}"
        rf"(?P<end_day>{_D}){_TH}?{_NO_COUNT}(?!-){_YEAR}"
    ),
    "single days": (
        rf"{_FREE}(?P<others>{_D}{_TH}?(?:,\s*{_D}{_TH}?){{0,6}}){_AND}(?P<day>{_D}){_TH}?"
        rf"(?:\s+of)?\s+(?P<month>{_M}){_YEAR}"
    ),
    "day month": (
        rf"{_FREE}{_LEAD}(?:(?P<day>{_D}){_TH}?(?:\s+day)?(?:\s+of)?"
        rf"|(?:the\s+)?(?P<ordinal>{_ORDINAL})\s+(?:day\s+)?of)\s+(?P<month>{_M}){_YEAR}{_TAIL}"
    ),
    "month day": (
        rf"{_FREE}{_LEAD}(?P<month>{_M})\s+(?:the\s+)?(?P<day>{_D}){_TH}?{_NO_COUNT}{_YEAR}{_TAIL}"
    ),
    "weekday day": rf"{_FREE}(?P<weekday>{_W}),?\s+(?:the\s+)?(?P<day>{_D}){_TH}",
    "weekday of month": (
        rf"{_FREE}(?:[Tt]he\s+)?(?P<nth>{_any(NTH)})\s+(?P<weekday>{_FULL_W})\s+(?:of|in)\s+"
        rf"(?P<month>{_M}){_YEAR}"
    ),
    "beside feast": (
        rf"{_FREE}(?:[Tt]he\s+)?(?P<weekday>{_FULL_W})\s+(?P<side>before|after)\s+"
        rf"(?P<feast>{_FEAST})\b{_YEAR}"
    ),
    "feast": rf"{_FREE}{_WHOLE_FEAST}{_YEAR}",
    "day of this month": rf"{_FREE}(?:[Tt]he\s+)?(?P<day>{_D}){_TH}{_OF_MONTH}",
    "day alone": (
        rf"(?:{_LED})[Tt]he\s+(?P<day>{_D}){_TH}(?:{_TO}(?:the\s+)?(?P<end_day>{_D}){_TH})?"
        rf"{_DAY_ENDS}"
    ),
    "day in words": (
        rf"(?:(?<=night of )|(?<=morning of )|(?<=afternoon of )|(?<=evening of )|(?<=dawn of )"
        rf"|(?<=day, ))the\s+(?P<ordinal>{_ORDINAL}){_DAY_ENDS}"
    ),
    "months": (
        rf"{_FREE}(?:(?<=[Bb]etween )(?P<first>{_FULL_M})\s+and|(?P<month>{_FULL_M})"
        rf"(?:\s?[-–—]|\s+(?:to|until|till|through)))\s*(?P<end_month>{_FULL_M})(?!\s+\d\d?\b)"
        rf"{_YEAR}"
    ),
    "week of month": (
        rf"{_FREE}(?:[Tt]he\s+)?(?P<which_week>{_any(WEEKS)})\s+week\s+(?:of|in)\s+(?P<month>{_M})"
        rf"{_YEAR}"
    ),
    "season": rf"{_FREE}(?P<season>{_any(SEASONS)})(?:,?\s+(?:of\s+)?)(?P<year>{_Y})",
    "month year": (
        rf"{_FREE}(?:{_PORTION}[-\s]+)?(?P<month>{_M})"
        rf"(?:,?\s+(?:of\s+)?(?P<year>{_Y})|{_WHICH})"
    ),
    "year month": rf"{_FREE}(?P<year>{_Y})\s+(?P<month>{_FULL_M})(?=[:,;.)]|\s*$)",
    "month": (
        rf"{_FREE}(?:{_PORTION}[-\s]+(?P<month>{_FULL_M})"
        rf"|(?P<which>last|this|next)\s+(?P<month_which>{_FULL_M})"
        rf"|(?<=\b[Ii]n )(?P<month_in>{_FULL_M})|(?<=\b[Ss]ince )(?P<month_since>{_FULL_M})"
        rf"|(?<=\b[Uu]ntil )(?P<month_until>{_FULL_M})"
        rf"|(?<=\b[Dd]uring )(?P<month_during>{_FULL_M})"
        rf"|(?<=\bthroughout )(?P<month_throughout>{_FULL_M})"
        rf"|(?<=\b(?:and|for) )(?P<month_and>{_PLAIN_M})"
        rf"|(?<=\b(?:from|From) )(?P<month_from>{_PLAIN_M})"
        rf"|(?<=\b(?:to|by|of) )(?P<month_to>{_PLAIN_M}))(?!['’]s\b)(?!\s+[A-Z][a-z])"
    ),
    "weekday": (
        rf"{_FREE}{_NO_FEAST}(?:(?P<last>[Ll]ast|[Tt]his past|[Tt]his|[Nn]ext|[Pp]ast)\s+)?"
        rf"(?P<weekday>{_FULL_W}){_NO_TITLE}(?:,?\s+(?:of\s+)?(?P<week>last|this|next)\s+week\b)?"
    ),
    "years": (
        r"(?<![\w/.:@#])(?P<year>(?:19|20)\d\d)(?:\s?[-–—]\s?|\s+to\s+|\s+until\s+"
        rf"|(?<=[Bb]etween \d{{4}})\s+and\s+)(?P<end_year>{_Y})"
    ),
    "year": (
        r"(?<![\w/.:@#])(?:(?P<portion>early|mid|late)[-\s]+|(?<=\b[Ii]n )|(?<=\b[Ss]ince )"
        r"|(?<=\b[Uu]ntil )|(?<=\b[Dd]uring )|(?<=\bthroughout )|(?<=\b[Ff]rom )|(?<=\b[Aa]s of )"
        r"|(?<=\b[Cc]irca ))"
        rf"(?P<year>{_Y})"
    ),
    "year of": rf"(?<=\b(?:of|by|to) )(?P<year>{_Y}){_NO_THING}",
}
_PHRASES = {
    "weekdays ago": rf"{_FREE}(?P<count>{_N})\s+(?P<weekday>{_any(_FULL_DAYS)})s\s+ago\b",
    "night before last": rf"{_FREE}[Tt]he\s+night\s+before\s+last\b",
    "ago": (
        rf"{_FREE}(?P<vague>(?:less|more) than\s+|within\s+|nearly\s+|almost\s+|over\s+)?"
        rf"(?P<count>{_N}|[Ss]everal|[Aa] few|few|[Mm]any)"
        rf"[\s-]+(?P<unit>{_UNIT})s?\s+(?P<way>ago|earlier|later|before|after|previously)\b"
        r"(?P<exact>\s+(?:today|tonight|to\s+the\s+day)\b)?"
    ),
    "window": (
        rf"{_FREE}[Tt]he\s+(?P<which>past|last)\s+(?:(?P<count>{_N}|several|few)\s+)?"
        rf"(?P<unit>{_UNIT})(?P<many>s)?\b(?!\s+(?:of|in)\b)"
    ),
    "recent": rf"{_FREE}[Rr]ecent\s+(?P<unit>{_UNIT})s\b",
    "calendar": (
        rf"{_FREE}(?<!\b[Tt]he )(?:(?P<portion>[Ee]arlier|[Ee]arly|[Ll]ate|[Ll]ater|mid)[-\s]+)?"
        r"(?P<which>[Ll]ast|[Tt]his past|[Tt]his|[Nn]ext|[Pp]ast)\s+"
        r"(?P<unit>weekend|week|month|year)\b(?!\s+of\b)(?!['’]s\b)"
    ),
    "previous": rf"{_FREE}[Tt]he\s+(?P<which>previous|following)\s+(?P<unit>week|month|year)\b",
    "weekend": rf"{_FREE}(?:[Oo]ver|[Aa]t|[Oo]n|[Dd]uring)\s+the\s+weekend\b",
    "that day": (
        rf"{_FREE}(?P<that>[Tt]hat|[Tt]he\s+(?:same|next|following|previous))\s+"
        r"(?:same\s+)?(?P<unit>day|morning|afternoon|evening|night)\b"
    ),
    "day before": (
        rf"{_FREE}[Tt]he\s+day\s+(?P<way>before|after|earlier)\b(?P<named>\s+yesterday\b)?"
    ),
    "named day": (
        rf"{_FREE}(?:[Ee]arlier\s+|[Ll]ater\s+)?(?P<named>[Yy]esterday|[Tt]oday|[Tt]onight"
        r"|[Tt]omorrow|[Ll]ast\s+night|[Tt]his\s+(?:morning|afternoon|evening))\b"
    ),
}
_REST = {"overnight": rf"{_FREE}[Oo]vernight\b", "clock": rf"{_FREE}{_TIME}"}

Forms = tuple[tuple[str, re.Pattern[str]], ...]


def _compiled(forms: dict[str, str]) -> Forms:
    return tuple((name, re.compile(pattern)) for name, pattern in forms.items())


CALENDAR: Forms = _compiled(_CALENDAR)
PHRASES: Forms = _compiled(_PHRASES)
REST: Forms = _compiled(_REST)

# One of these stands in every date: the grammar reads around them only, and only the forms of
# their kind.
TRIGGER = re.compile(
    r"(?P<calendar>(?:19|20)\d\d|\d[:.\-/–—]\d|\d(?:st|nd|rd|th)\b|\d\s?[apAP]\.?[mM]\b"
    r"|\b(?:New Year|Epiphany|Valentine|International Women|Halloween|All S|Christmas|Boxing Day"
    r"|St Stephen|[Tt]he feast of|Ash Wed|Palm |Maundy|Good Fri|Holy Sat|Easter|Ascension"
    r"|Whit |Pentecost)"
    rf"|\bof\s+the\s+(?:{_any(ORDINALS)})\b"
    r"|o['’]clock|\d{4}\s?(?:GMT|UTC|hrs|hours|local)\b"
    rf"|\b(?:{_any(_cased(m[:3] for m in _FULL_MONTHS + _FULL_DAYS))}|(?:{_any(_LOWER)})\b))"
    r"|(?P<phrase>\b(?:ago|night\s+before|earlier|later|previously|[Oo]vernight|weekend|[Yy]esterday|[Tt]oday"
    rf"|[Tt]onight|[Tt]omorrow|{_UNIT}s?|(?:[Tt]his|[Tt]hat|[Ss]ame|[Nn]ext|[Ll]ast|[Ff]ollowing"
    r"|[Pp]revious)\s+(?:morning|afternoon|evening|night))\b)"
)
REACH = 48  # characters around a trigger that can belong to its date

LEFT = re.compile(
    rf"(?:{_TIME}(?:\s+\([^)]{{1,16}}\))?(?:\s+(?:on|of)|,)?\s+(?:the\s+)?"
    rf"|(?:(?:(?:shortly|just|soon)\s+)?(?:before|after|around|about)\s+)?(?:the\s+)?"
    rf"(?P<part>(?!overnight){_PART})\s+(?:of|on)\s+(?:the\s+)?"
    r"|(?P<edge>early|late|[Oo]vernight(?:\s+into)?)\s+(?:on\s+)?)$"
)
RIGHT = re.compile(
    rf"(?:,?\s+(?:(?:in\s+the|at|around|before|after)\s+)?(?P<part>{_PART})\b)?"
    rf"(?:,?\s+(?:(?:at|around|about|approximately|by|(?:shortly|just)\s+(?:before|after))\s+)*{_TIME})?"
)
ASPECT = re.compile(
    r"\b(?i:(?P<since>(?:ever\s+)?since(?:\s+the\s+(?:start|beginning|outbreak|onset|launch)\s+of"
    r"(?:\s+\w+){1,3}\s+(?:on|in))?)|(?P<until>until|till)|(?P<as_of>as\s+(?:of|at))"
    r"|(?P<before>before|prior\s+to)|(?P<after>after|following))\s+"
    r"(?:(?:at\s+least|about|around|the|early|late|mid)\s+)*$"
)
HOUR_FIRST = re.compile(
    r"(?i:\d{1,2}(?:[:.]\d\d)?\s*(?:[ap]\.?m\b|o['’]clock|hours|hrs|h\b)|\d{1,2}:\d\d"
    r"|noon|midday|midnight|dawn|dusk|sunrise|sunset)"
)
ABOUT = re.compile(r"\b(?i:about|around|circa|c\.|roughly|approximately),?\s+(?:the\s+)?$")
JOIN = re.compile(_TO)
JOIN_AND = re.compile(_AND)
BETWEEN = re.compile(r"\b[Bb]etween\s+(?:the\s+)?$")
