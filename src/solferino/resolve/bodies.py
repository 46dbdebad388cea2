"""What one document calls its organizations, governments, armed groups and media.

By canonical name (a lexicon's where it knows one), folded; by an abbreviation in brackets; and
inside one document by an abbreviation of the initials of one full name.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache

from solferino.group import Marks
from solferino.model import Judgement, Mention
from solferino.resolve.facility_names import APOSTROPHES, BRACKETS
from solferino.resolve.forms import ONE_DOCUMENT, Form
from solferino.text.fold import fold

RULE = "rule:body-name"
WORD = re.compile(r"[^\W_]+")
SMALL = frozenset(("the", "of", "and", "for", "in", "on", "to", "de", "des", "du", "la", "le", "s"))


def body_forms(mentions: Iterable[tuple[str, Mention]]) -> list[Form]:
    """Take the mentions of bodies of one kind and one document, by id, for forms."""
    called: dict[tuple[tuple[str, ...], Marks], list[tuple[str, Mention]]] = {}
    for id_, mention in mentions:
        traits = (("country", mention.country),) if mention.country else ()
        called.setdefault((body_keys(mention.name), traits), []).append((id_, mention))
    return [
        Form(
            kind=found[0][1].kind,
            words=found[0][1].name,
            names=names,
            tags=(),
            traits=traits,
            members=tuple(id_ for id_, _ in found),
        )
        for (names, traits), found in called.items()
    ]


@lru_cache(maxsize=1 << 18)
def body_keys(name: str) -> tuple[str, ...]:
    """Fold a body's name; one in brackets is a second name: "World Fund (WF)" has two."""
    names = [BRACKETS.sub(" ", name), *BRACKETS.findall(name)]
    keys = {" ".join(_words(one)) for one in names}
    return tuple(sorted(keys - {""})) or (fold(name),)


def judge_initials(forms: Sequence[Form]) -> Iterator[Judgement]:
    """Judge abbreviations against the full names of the same document that they may stand for."""
    full: dict[str, dict[str, Form]] = {}
    for form in forms:
        words = _words(form.words)
        initials = "".join(word[0] for word in words if word not in SMALL)
        if len(initials) > 1:
            full.setdefault(initials, {}).setdefault(" ".join(words), form)
    for form in forms:
        bearers = full.get(fold(form.words), {}) if form.words.isupper() else {}
        if len(bearers) == 1:
            (bearer,) = bearers.values()
            yield Judgement(
                left=bearer.foremost,
                right=form.foremost,
                verdict="same",
                by=RULE,
                why=f"{form.words} are the initials of {bearer.words}, in one document",
                score=ONE_DOCUMENT,
            )


def _words(name: str) -> list[str]:
    words = [fold(word) for word in WORD.findall(APOSTROPHES.sub("", name))]
    return words[1:] if len(words) > 1 and words[0] == "the" else words
