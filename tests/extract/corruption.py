"""Corrupts what was found: a number, a name or a negation changed, in the words or in the value.

Every corruption is made by rule from a true finding, so that it is plausible, and wrong.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, fields, replace
from datetime import date, timedelta
from typing import Any

from solferino.model import (
    BlameValue,
    CasualtyValue,
    Claim,
    ServiceValue,
    Span,
    Statement,
    TallyValue,
    TimeValue,
    Voice,
)
from solferino.model.terms import Polarity, Stance

STANCES: tuple[Stance, ...] = ("alleged", "admitted", "denied")
STRANGER = "Velko Garant"  # stands in no text
NUMBERS = {"one": "two", "two": "three", "three": "four", "four": "five", "five": "six"}
NUMBER = re.compile(r"\b(?:\d+|one|two|three|four|five)\b", re.IGNORECASE)
NAME = re.compile(r"\b[A-Z][a-z]{3,}\b")
NEGATION = re.compile(r"\b(?:not|no|never|nobody|none)\s+", re.IGNORECASE)
VERBATIM = ("name", "value", "term", "what", "request", "shows", "rights", "sender", "recipient")
NAMED = ("recorded_by", "published_by", "area", "since", "until", "as_of")


@dataclass(frozen=True)
class Corruption:
    """A wrong claim or statement made of a true one; `sort` is number, name or negation."""

    sort: str
    how: str
    thing: Claim | Statement


def changed_number(text: str) -> str:
    """Change the first number of some words; the words as they are where they hold none."""
    found = NUMBER.search(text)
    if found is None:
        return text
    number = found[0]
    other = str(int(number) + 1) if number.isdigit() else NUMBERS[number.lower()]
    return text[: found.start()] + other + text[found.end() :]


def changed_name(text: str) -> str:
    """Change the last capitalised word of some words."""
    found = list(NAME.finditer(text))
    if not found:
        return text
    last = found[-1]
    return text[: last.start()] + last[0][:-1] + "ux" + text[last.end() :]


def changed_negation(text: str) -> str:
    """Take a negation out, or put one in behind the first word."""
    if NEGATION.search(text):
        return NEGATION.sub("", text, count=1)
    head, space, rest = text.partition(" ")
    return f"{head} not {rest}" if space else f"no {text}"


CHANGES = (("number", changed_number), ("name", changed_name), ("negation", changed_negation))


def in_words(thing: Claim | Statement) -> Iterator[Corruption]:
    """Change the sealed words of a finding's span, its offsets left as they are."""
    for sort, change in CHANGES:
        text = change(thing.span.text)
        if text != thing.span.text:
            span = replace(thing.span, text=text)
            yield Corruption(sort=sort, how="words", thing=replace(thing, span=span))


def in_value(claim: Claim) -> Iterator[Corruption]:
    """Change a claim's value, its words left as they are."""
    value: Any = claim.value
    for field in fields(value):
        told = getattr(value, field.name)
        if field.name in VERBATIM + NAMED and told is not None:
            for sort, change in CHANGES:
                if change(told) != told and (sort != "negation" or field.name in VERBATIM[:4]):
                    changed = replace(value, **{field.name: change(told)})
                    yield Corruption(sort, field.name, replace(claim, value=changed))
    for sort, how, changed in _typed(value):
        yield Corruption(sort, how, replace(claim, value=changed))


def _typed(value: Any) -> Iterator[tuple[str, str, Any]]:
    """Change what is typed: bounds, names of people, days, actor and stance, loss."""
    if isinstance(value, CasualtyValue | TallyValue):
        yield from _bounds(value)
    if isinstance(value, CasualtyValue):
        yield from _people(value)
    if isinstance(value, TimeValue) and value.earliest is not None and value.latest is not None:
        for days in (1, 7, -365):
            yield "number", "days", _moved(value, timedelta(days=days))
    if isinstance(value, BlameValue):
        yield from _actors(value)
    if isinstance(value, ServiceValue):
        yield "negation", "lost", replace(value, lost=not value.lost)


def _people(value: CasualtyValue) -> Iterator[tuple[str, str, Any]]:
    for i, name in enumerate(value.names):
        names = (*value.names[:i], changed_name(name), *value.names[i + 1 :])
        if names != value.names:
            yield "name", "names", replace(value, names=names)
    yield "name", "names", replace(value, names=(*value.names, STRANGER))


def _actors(value: BlameValue) -> Iterator[tuple[str, str, Any]]:
    yield "name", "actor", replace(value, actor=STRANGER)
    yield "name", "actor", replace(value, actor=changed_name(value.actor) + " Guard")
    for stance in STANCES:
        if stance != value.stance:
            yield "negation", f"{value.stance} to {stance}", replace(value, stance=stance)


def _bounds(value: Any) -> Iterator[tuple[str, str, Any]]:
    more = {
        bound: told + 1 for bound in ("min", "max") if (told := getattr(value, bound)) is not None
    }
    if more:
        qualifier = "exact" if value.qualifier == "none" else value.qualifier
        yield "number", "bounds", replace(value, **more, qualifier=qualifier)
        ten = {bound: told * 10 for bound, told in more.items()}
        yield "number", "bounds", replace(value, **ten, qualifier=qualifier)
    if value.qualifier != "none":
        yield "negation", "none", replace(value, min=0, max=0, qualifier="none")
    if value.qualifier != "vague":
        yield "number", "vague", replace(value, min=None, max=None, qualifier="vague")
    if value.qualifier == "at_least":
        yield "number", "exact", replace(value, max=value.min, qualifier="exact")


def _moved(value: TimeValue, by: timedelta) -> TimeValue:
    days = [date.fromisoformat(d) + by for d in (value.earliest, value.latest) if d is not None]
    first, last = (day.isoformat() for day in days)
    return replace(
        value, earliest=first, latest=last, edtf=first if first == last else f"{first}/{last}"
    )


def in_statement(statement: Statement) -> Iterator[Corruption]:
    """Change who speaks, and whether it is said or denied."""
    other: Polarity = "negative" if statement.polarity == "positive" else "positive"
    yield Corruption("negation", "polarity", replace(statement, polarity=other))
    if statement.act == "denies":
        yield Corruption("negation", "act", replace(statement, act="admits"))
    for i, voice in enumerate(statement.voice):
        for name in {STRANGER, changed_name(voice.name), f"{voice.name} {STRANGER}"} - {voice.name}:
            chain: tuple[Voice, ...] = (
                *statement.voice[:i],
                replace(voice, name=name),
                *statement.voice[i + 1 :],
            )
            yield Corruption("name", "voice", replace(statement, voice=chain))


def moved(span: Span, text: str) -> Span | None:
    """Move a span on by one character, its sealed words moved with it or not."""
    if span.end >= len(text):
        return None
    return replace(span, start=span.start + 1, end=span.end + 1)
