"""Which mentions of organizations, governments, armed groups and media name the same one.

By canonical name (a lexicon's where it knows one), folded; by an abbreviation in brackets; and
inside one document by an abbreviation of the initials of one full name.
"""

import re
from collections.abc import Iterable, Iterator

from solferino.model import Judgement, Mention
from solferino.resolve.facility_names import APOSTROPHES, BRACKETS
from solferino.resolve.forms import ONE_DOCUMENT, Form, judge
from solferino.text.fold import fold

RULE = "rule:body-name"
WORD = re.compile(r"[^\W_]+")
SMALL = frozenset(("the", "of", "and", "for", "in", "on", "to", "de", "des", "du", "la", "le", "s"))

Signature = tuple[tuple[str, ...], tuple[tuple[str, str], ...]]


def judge_bodies(mentions: Iterable[Mention]) -> Iterator[Judgement]:
    """Judge mentions of bodies of one kind; the order of the mentions is of no account."""
    ordered = sorted(mentions, key=lambda m: m.id)
    members: dict[Signature, list[Mention]] = {}
    for mention in ordered:
        traits = (("country", mention.country),) if mention.country else ()
        members.setdefault((body_keys(mention.name), traits), []).append(mention)
    forms = [
        Form(keys=keys, traits=traits, members=tuple(found))
        for (keys, traits), found in members.items()
    ]
    yield from judge(forms, RULE)
    yield from _judge_initials(ordered)


def body_keys(name: str) -> tuple[str, ...]:
    """Fold a body's name; one in brackets is a second name: "World Fund (WF)" has two."""
    names = [BRACKETS.sub(" ", name), *BRACKETS.findall(name)]
    keys = {" ".join(_words(one)) for one in names}
    return tuple(sorted(keys - {""})) or (fold(name),)


def _words(name: str) -> list[str]:
    words = [fold(word) for word in WORD.findall(APOSTROPHES.sub("", name))]
    return words[1:] if len(words) > 1 and words[0] == "the" else words


def _judge_initials(mentions: list[Mention]) -> Iterator[Judgement]:
    full: dict[tuple[str, str], dict[tuple[str, ...], Mention]] = {}
    for mention in mentions:
        words = _words(mention.name)
        initials = "".join(word[0] for word in words if word not in SMALL)
        if len(initials) > 1:
            named = full.setdefault((mention.span.document, initials), {})
            named.setdefault(tuple(words), mention)
    for mention in mentions:
        bearers = full.get((mention.span.document, fold(mention.name)), {})
        if mention.name.isupper() and len(bearers) == 1:
            (bearer,) = bearers.values()
            yield Judgement(
                left=bearer.id,
                right=mention.id,
                verdict="same",
                by=RULE,
                why=f"{mention.name} are the initials of {bearer.name}, in one document",
                score=ONE_DOCUMENT,
            )
