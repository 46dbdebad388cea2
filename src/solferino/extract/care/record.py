"""Facility records: properties of an infobox and of sentences, and care that is given or lost."""

import re
from collections.abc import Iterator
from itertools import pairwise

from solferino.extract.lexicon import table
from solferino.extract.passage import Passage
from solferino.extract.study import Notebook, Study
from solferino.model import ProfileValue, ServiceValue
from solferino.model.terms import Measure
from solferino.text.number import Number
from solferino.text.segment import Word

PROPERTIES = {
    "beds": "beds",
    "founded": "founded",
    "opened": "founded",
    "established": "founded",
    "staff": "staff",
    "employees": "staff",
    "type": "type",
    "specialty": "specialties",
    "specialties": "specialties",
    "speciality": "specialties",
    "specialities": "specialties",
    "funding": "funding",
    "emergency": "emergency",
    "location": "location",
    "town": "location",
    "country": "country",
    "region": "region",
    "affiliation": "affiliation",
    "operator": "operator",
    "departments": "departments",
}
ROW = re.compile(r"^\s*[-*|]?\s*([A-Z][A-Za-z ]{1,24})\s*[:=]\s*(\S.*?)\s*$", re.MULTILINE)
UNITS: dict[str, Measure] = {
    "beds": "beds",
    "bed": "beds",
    "consultations": "consultations",
    "consultation": "consultations",
    "employees": "staff",
    "doctors": "staff",
    "nurses": "staff",
}
RULES = table("en", "rules")["record"]
SERVING = tuple(RULES["serving"])
PERIOD = re.compile(r"\b(?:a|per|each|every)\s+(month|year|week|day)\b|\b(monthly|yearly|daily)\b")
LOST = tuple(RULES["lost"])
FOUNDED = re.compile(
    r"\b(?:founded|established|opened|built|running since|operating since)\s+(?:in\s+)?"
    r"((?:18|19|20)\d\d)\b"
)
SHARE = re.compile(
    r"\s+of\s+(?:(?:its|the|their|our|all)\s+|\S+(?:\s\S+)?[’']s?\s+)?", re.IGNORECASE
)
AS_OF = re.compile(r"\b[Aa]s of ((?:[A-Z][a-z]+ )?(?:19|20)\d\d)\b")


def records(study: Study, notebook: Notebook) -> None:
    """Note the properties of facilities and the care they give or gave."""
    _infobox(study, notebook)
    for passage in study.passages:
        if passage.zone in ("boilerplate", "infobox", "headline"):
            continue
        for match in FOUNDED.finditer(passage.text):
            where = (passage.start + match.start(), passage.start + match.end())
            notebook.note(
                where, ProfileValue(property="founded", value=match[1]), "profile/founded", "high"
            )
        as_of = AS_OF.search(passage.text)
        for number, measure, end in _measures(passage):
            value = passage.slice(number.start, number.end)
            where = (number.start, end)
            part, whole = _share(passage, number)
            if measure in ("beds", "staff") and not part and _of_facility(study, passage):
                year = as_of[1] if as_of else None
                notebook.note(
                    where,
                    ProfileValue(property=measure, value=value, as_of=year),
                    "profile/figure",
                    "medium",
                )
            period = PERIOD.search(passage.slice(number.end, passage.end))
            per = (period[1] or period[2].removesuffix("ly")) if period else None
            lost = any(sign in passage.text.lower() for sign in LOST)
            lost = lost and not whole and study.obeys("service/lost")
            notebook.note(
                where,
                ServiceValue(measure=measure, value=value, per=per, lost=lost),
                "service/figure",
                "medium",
            )


def _infobox(study: Study, notebook: Notebook) -> None:
    """Read the rows of infoboxes; a row whose key is not known is left alone."""
    text = study.document.text
    for part in study.document.parts:
        if part.kind != "infobox":
            continue
        for match in ROW.finditer(text, part.start, part.end):
            known = PROPERTIES.get(match[1].strip().lower())
            if known is not None:
                where = (match.start(2), match.end(2))
                notebook.note(
                    where, ProfileValue(property=known, value=match[2]), "profile/infobox", "high"
                )


def _of_facility(study: Study, passage: Passage) -> bool:
    near = study.passages[max(0, passage.number - 1) : passage.number + 1]
    return any(study.facilities[p.number] for p in near)


def _share(passage: Passage, number: Number) -> tuple[bool, bool]:
    """Whether a number is a part of another ("30 of its 45 beds"), and whether it is the whole."""
    pairs = [(a, b) for a, b in pairwise(passage.numbers) if _is_share(passage, a, b)]
    return number in [a for a, _ in pairs], number in [b for _, b in pairs]


def _is_share(passage: Passage, part: Number, whole: Number) -> bool:
    between = SHARE.fullmatch(passage.slice(part.end, whole.start))
    return between is not None and passage.obeys("service/part-of")


def _unit_of(passage: Passage, number: Number) -> Word | None:
    """Find the unit behind a number; of a part, behind the whole."""
    last = passage.until(number.end)
    unit = next((w for w in passage.words[last : last + 2] if w.key in UNITS), None)
    whole = next((b for a, b in pairwise(passage.numbers) if a == number), None)
    if unit is None and whole is not None and _is_share(passage, number, whole):
        return _unit_of(passage, whole)
    return unit


def _measures(passage: Passage) -> Iterator[tuple[Number, Measure, int]]:
    """Numbers with a unit of care, or of people served."""
    people = passage.of("people")
    for number in passage.numbers:
        if number.kind != "cardinal" or number.qualifier == "none":
            continue
        last, unit = passage.until(number.end), _unit_of(passage, number)
        if unit is not None:
            harmed = bool(passage.of("harm"))
            if UNITS[unit.key] != "staff" or not harmed or not passage.obeys("service/harmed"):
                yield number, UNITS[unit.key], unit.end
            continue
        first = passage.word_at(number.start)
        before = [w.key for w in passage.words[max(0, first - 4) : first]]
        served = next((t for t in people if last <= t.first <= last + 1), None)
        serving = set(before) & set(SERVING) and passage.obeys("service/served")
        if served is not None and serving:
            yield number, "population_served", served.end
