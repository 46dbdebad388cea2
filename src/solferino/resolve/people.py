"""Which mentions of people name the same one.

Titles are dropped. The same full name in a clashing country or town is another person. A
surname alone goes with the only full name of its own document that ends in it, never further.
"""

import re
from collections.abc import Iterable, Iterator

from solferino.model import Judgement, Mention
from solferino.resolve.facility_names import APOSTROPHES, name_words
from solferino.resolve.forms import ONE_DOCUMENT, Form, judge
from solferino.resolve.whereabouts import Map, most_told
from solferino.text.fold import fold

RULE = "rule:person-name"
WORD = re.compile(r"[^\W_]+")

Words = tuple[str, ...]


def judge_people(mentions: Iterable[Mention], places: Map) -> Iterator[Judgement]:
    """Judge mentions of people; the order of the mentions is of no account."""
    full: dict[tuple[str, Words], list[Mention]] = {}
    single: dict[tuple[str, Words], list[Mention]] = {}
    for mention in sorted(mentions, key=lambda m: m.id):
        words = person_words(mention.name)
        named = full if len(words) > 1 else single
        named.setdefault((mention.span.document, words), []).append(mention)
    yield from judge(_forms(full, places), RULE)
    bearers: dict[tuple[str, Words], list[Mention]] = {}
    for (document, words), found in full.items():
        bearers.setdefault((document, words[-1:]), []).append(found[0])
    for told, alone in single.items():
        yield from _judge_single(alone, bearers.get(told, []))


def person_words(name: str) -> Words:
    """Fold a person's name into its words, without titles and articles ("Dr. Al-Nouri": nouri)."""
    titles, articles = set(name_words()["people"]["titles"]), set(name_words()["articles"])
    words = [fold(word) for word in WORD.findall(APOSTROPHES.sub("", name))]
    while len(words) > 1 and words[0] in titles:
        words = words[1:]
    return tuple(word for word in words if word not in articles) or tuple(words)


def _forms(full: dict[tuple[str, Words], list[Mention]], places: Map) -> list[Form]:
    """Join the mentions of a full name inside a document, then those with the same traits."""
    members: dict[tuple[Words, tuple[tuple[str, str], ...]], list[Mention]] = {}
    for (_, words), mentions in full.items():
        found = [places.where(mention) for mention in mentions]
        known = {
            "country": most_told(where.country for where in found),
            "town": most_told(where.town or where.unlisted for where in found),
        }
        traits = tuple((trait, told) for trait, told in sorted(known.items()) if told is not None)
        members.setdefault((words, traits), []).extend(mentions)
    return [
        Form(
            keys=(" ".join(words),),
            traits=traits,
            members=tuple(sorted(mentions, key=lambda m: m.id)),
        )
        for (words, traits), mentions in members.items()
    ]


def _judge_single(alone: list[Mention], bearers: list[Mention]) -> Iterator[Judgement]:
    """Judge mentions of one word against the full names of their document that end in it."""
    first, *others = alone
    pairs = [(first, other, "one name in one document") for other in others]
    if len(bearers) == 1:
        why = f"{first.name} is the surname of {bearers[0].name} only, in this document"
        pairs.append((first, bearers[0], why))
    for left, right, why in pairs:
        yield Judgement(
            left=left.id,
            right=right.id,
            verdict="same",
            by=RULE,
            why=why,
            score=ONE_DOCUMENT,
        )
    if len(bearers) > 1:
        for bearer in bearers:
            yield Judgement(
                left=first.id,
                right=bearer.id,
                verdict="unsure",
                by=RULE,
                why=f"{first.name} is the surname of several people in this document",
            )
