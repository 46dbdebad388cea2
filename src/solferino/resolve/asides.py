"""What a text says of names by the way: second and former names, and "the hospital".

Two names of one kind with "also known as" or "renamed" between them are names of one thing. A
description that points back ("the hospital") goes with the only facility named before it that it
fits; where two fit, it goes with neither, and a person is shown the nearer one. So is a person
asked about "the last hospital", which may well be the one that was named. Both are read
from the words around the mentions of one document, so they are part of its sighting.
"""

import re
import tomllib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cache
from importlib.resources import files
from itertools import pairwise
from typing import Any

from solferino.model import Judgement, Mention
from solferino.resolve.forms import ONE_DOCUMENT, Form, clash
from solferino.resolve.naming import read_name
from solferino.resolve.tenure import before_operator

ALIAS_RULE = "rule:second-name"
DEFINITE_RULE = "rule:definite-description"
FAR = 60  # characters between two names with an alias between them
BEFORE = 12  # characters before a description in which the pointing word stands
LAST_WORD = re.compile(r"(\w+)\W*$")

Told = Sequence[tuple[str, Mention]]


def judge_aliases(told: Told, text: str) -> Iterator[Judgement]:
    """Judge names of one kind that stand on both sides of a phrase such as "formerly"."""
    ordered = sorted(told, key=lambda one: (one[1].span.start, one[1].span.end, one[0]))
    for (left, one), (right, other) in pairwise(ordered):
        between = text[one.span.end : other.span.start]
        if one.kind != other.kind or not between or len(between) > FAR:
            continue
        phrase = _phrases().fullmatch(between)
        if phrase is not None and one.kind != "place":
            yield Judgement(
                left=left,
                right=right,
                verdict="same",
                by=ALIAS_RULE,
                why=f"{one.name} {between.strip(' ,(')} {other.name}: a second name",
                score=ONE_DOCUMENT,
            )


def apart_by_aim(
    forms: Sequence[Form], told: Told, text: str, fits: Callable[[Mention, Form], bool]
) -> tuple[list[Form], list[Judgement]]:
    """Take descriptions that point back to one facility out of their forms, with what they mean.

    Gives the forms, which hold the same mentions as before, and judgements between them. `fits`
    tells whether a mention may stand for a named form.
    """
    mention = dict(told)
    named = [form for form in forms if form.names]
    kept: list[Form] = []
    judged: list[Judgement] = []
    for form in forms:
        aims = {} if form.names else _aims(form, named, mention, text, fits)
        clear = {
            member
            for member, found in aims.items()
            if len(found) == 1 and _before(mention[member], text) in _words()["pointing"]
        }
        rest = tuple(m for m in form.members if m not in clear)
        if rest:
            kept.append(replace(form, members=rest))
        for member, found in aims.items():
            if member in clear:
                kept.append(replace(form, members=(member,), tags=(), traits=()))
            judged.append(_judgement(member, found, mention, sure=member in clear))
    return kept, judged


def _aims(
    form: Form,
    named: Sequence[Form],
    mention: Mapping[str, Mention],
    text: str,
    fits: Callable[[Mention, Form], bool],
) -> dict[str, list[str]]:
    """Find what each description points back to: of each form that fits, the nearest mention."""
    found: dict[str, list[str]] = {}
    for member in form.members:
        at = mention[member].span.start
        if _before(mention[member], text) not in (*_words()["pointing"], *_words()["single"]):
            continue
        near = [
            max((mention[m].span.start, m) for m in before)
            for other in named
            if fits(mention[member], other)
            and (before := [m for m in other.members if mention[m].span.start < at])
        ]
        if near:
            found[member] = [m for _, m in sorted(near, reverse=True)]
    return found


def _before(mention: Mention, text: str) -> str:
    """Give the word before a mention, folded; nothing where there is none."""
    at = before_operator(text, mention.span.start)
    word = LAST_WORD.search(text[max(0, at - BEFORE) : at])
    return word[1].lower() if word is not None else ""


def _judgement(
    member: str, found: Sequence[str], mention: Mapping[str, Mention], *, sure: bool
) -> Judgement:
    one, nearest = mention[member].name, mention[found[0]].name
    if sure:
        why = f"{one} points back to {nearest}, the only one that fits"
    elif len(found) > 1:
        why = f"{one} points back to {nearest}, others fit as well"
    else:
        why = f"{one} may be {nearest}: it is told to be the only one left, or the first of them"
    return Judgement(
        left=found[0],
        right=member,
        verdict="same" if sure else "unsure",
        by=DEFINITE_RULE,
        why=why,
        score=ONE_DOCUMENT if sure else 0,
    )


def compatible(description: str, traits: tuple[tuple[str, str], ...], town: str | None) -> bool:
    """Whether a description may be of a facility with these traits, seen in this town."""
    name = read_name(description, "facility")
    own = [("town", town)] if town else []
    for trait, told in (("type", name.types), ("purpose", name.specialties)):
        own += [(trait, heading) for heading in told[:1]]
    if clash(tuple(own), traits) is not None:
        return False
    return not name.specialties or "purpose" in dict(traits)


@cache
def _words() -> Mapping[str, Any]:
    path = files("solferino.resolve") / "asides.toml"
    return tomllib.loads(path.read_text(encoding="utf-8"))


@cache
def _phrases() -> re.Pattern[str]:
    phrases = "|".join(re.escape(p) for p in sorted(_words()["aliases"], key=len, reverse=True))
    year = r"(?:\s+in\s+\d{4}|\s+since\s+\d{4}|\s+until\s+\d{4})?"
    return re.compile(rf"\W*\s*(?:{phrases}){year}(?:\s+(?:as|to|the|al))*\W*", re.IGNORECASE)
