"""What one document calls its people, and what it tells of each.

Titles are dropped. The same full name in a clashing country or town is another person. A
surname alone goes with the only full name of its own document that ends in it, never further.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache, lru_cache

from solferino.group import Marks
from solferino.model import Judgement, Mention
from solferino.model.terms import Verdict
from solferino.resolve.facility_names import APOSTROPHES, name_words
from solferino.resolve.forms import ONE_DOCUMENT, Form
from solferino.resolve.whereabouts import Map, most_told
from solferino.text.fold import fold

RULE = "rule:person-name"
WORD = re.compile(r"[^\W_]+")

Words = tuple[str, ...]


def people_forms(mentions: Iterable[tuple[str, Mention]], places: Map) -> list[Form]:
    """Take the mentions of people of one document, by id, for forms.

    A single word makes a form without names, which is never looked for elsewhere.
    """
    called: dict[Words, list[tuple[str, Mention]]] = {}
    for id_, mention in mentions:
        called.setdefault(person_words(mention.name), []).append((id_, mention))
    return [_form(words, found, places) for words, found in called.items()]


@lru_cache(maxsize=1 << 18)
def person_words(name: str) -> Words:
    """Fold a person's name into its words, without titles and articles ("Dr. Al-Nouri": nouri)."""
    titles, articles = _words()
    words = [fold(word) for word in WORD.findall(APOSTROPHES.sub("", name))]
    while len(words) > 1 and words[0] in titles:
        words = words[1:]
    return tuple(word for word in words if word not in articles) or tuple(words)


def judge_surnames(forms: Sequence[Form]) -> Iterator[Judgement]:
    """Judge names of one word against the full names of the same document that end in it."""
    bearers: dict[str, list[Form]] = {}
    for form in forms:
        for name in form.names:
            bearers.setdefault(name.rpartition(" ")[2], []).append(form)
    for alone in forms:
        if alone.names:
            continue
        found = bearers.get(" ".join(person_words(alone.words)), [])
        if len(found) == 1:
            why = f"{alone.words} is the surname of {found[0].words} only, in this document"
            yield _judgement(alone, found[0], "same", why)
        else:
            why = f"{alone.words} is the surname of several people in this document"
            for bearer in found:
                yield _judgement(alone, bearer, "unsure", why)


@cache
def _words() -> tuple[frozenset[str], frozenset[str]]:
    return frozenset(name_words()["people"]["titles"]), frozenset(name_words()["articles"])


def _form(words: Words, found: Sequence[tuple[str, Mention]], places: Map) -> Form:
    """Join the mentions of a name; a full name is also told by where its bearer is."""
    full = len(words) > 1
    return Form(
        kind="person",
        words=found[0][1].name,
        names=(" ".join(words),) if full else (),
        tags=(),
        traits=_traits([mention for _, mention in found], places) if full else (),
        members=tuple(id_ for id_, _ in found),
    )


def _traits(mentions: Sequence[Mention], places: Map) -> Marks:
    found = [places.where(mention) for mention in mentions]
    known = (
        ("country", most_told(where.country for where in found)),
        ("town", most_told(where.town or where.unlisted for where in found)),
    )
    return tuple((trait, told) for trait, told in known if told is not None)


def _judgement(a: Form, b: Form, verdict: Verdict, why: str) -> Judgement:
    return Judgement(
        left=a.foremost,
        right=b.foremost,
        verdict=verdict,
        by=RULE,
        why=why,
        score=ONE_DOCUMENT if verdict == "same" else 0,
    )
