"""Who is named among the dead: people whom no rule joins with another document's."""

import re
import tomllib
from collections.abc import Iterable, Sequence
from functools import cache
from importlib.resources import files

from solferino.model import CasualtyValue, Claim, Mention

REACH = 40  # characters before a name in which the words and a title stand


def named_dead(claims: Iterable[Claim], mentions: Iterable[Mention]) -> frozenset[str]:
    """Find the mentions (ids) of people whom a claim of the same document names as killed."""
    names: dict[str, set[str]] = {}
    for claim in claims:
        told = claim.value
        if isinstance(told, CasualtyValue) and told.kind == "killed" and told.names:
            names.setdefault(claim.span.document, set()).update(told.names)
    return frozenset(
        mention.id
        for mention in mentions
        if mention.kind == "person"
        and {mention.name, mention.span.text} & names.get(mention.span.document, set())
    )


def told_dead(told: Sequence[tuple[str, Mention]], text: str) -> tuple[str, ...]:
    """Find the mentions (ids) of people of whom the words right beside say that they are dead."""
    return tuple(
        id_
        for id_, mention in told
        if mention.kind == "person"
        and (
            _behind().match(text, mention.span.end)
            or _before().search(text, max(0, mention.span.start - REACH), mention.span.start)
        )
    )


@cache
def _before() -> re.Pattern[str]:
    # An office in small letters may stand between, and a title.
    office = r"(?:the\s+)?(?:[a-z’'-]+\s+){0,2}"
    title = r"(?:(?:Dr|Mr|Mrs|Ms|Prof|Doctor|Nurse|Sister)\.?\s+)?"
    return re.compile(rf"\b(?:{_either('before')})\s+{office}{title}$")


@cache
def _behind() -> re.Pattern[str]:
    told = r",\s(?:the|an?)\s(?:(?!who\b)[^,.;:\n]){1,60}?\swho"
    aside = rf"(?:\s*\(\d{{1,3}}\)|,[^,.;:\n]{{1,70}},|,|{told})?"
    return re.compile(rf"{aside}\s+(?:{_either('behind')})\b")


@cache
def _either(name: str) -> str:
    path = files("solferino.resolve") / "deaths.toml"
    words = tomllib.loads(path.read_text(encoding="utf-8"))[name]
    return "|".join(re.escape(w) for w in sorted(words, key=len, reverse=True))
