"""Verbs and nouns of violence and force against care, and what they have to fall on.

The words are data (inflicted.toml): each list is of one kind of attack, and says what of care has
to be struck, behind which prepositions it may stand, and whether a doer who is armed, hidden,
unknown or of the police has to be named.
"""

from functools import cache

from solferino.codec import value
from solferino.extract import clausal
from solferino.extract.lexicon import Term, table
from solferino.extract.passage import Passage

DATA = table("en", "inflicted")
WORDS = {k: frozenset(v) for k, v in DATA["words"].items()}


ARMS_TOLD = {word: code for code, own in DATA["weapons"].items() for word in own}


@value
class Act:
    """Verbs or nouns of one kind of attack, and what they have to fall on."""

    kind: str
    words: frozenset[str]
    hung: frozenset[str]
    on: frozenset[str]
    to: frozenset[str]
    doer: bool = False
    armed: bool = False
    arms: bool = False
    things: bool = False
    persons: bool = False
    suffers: bool = False


@cache
def acts() -> tuple[Act, ...]:
    """Give the verbs of the data, in its order."""
    return tuple(
        Act(
            kind=a["kind"],
            words=frozenset(f for v in a["verbs"] for f in clausal.inflected(v)),
            hung=frozenset(a.get("with", ())),
            on=frozenset(a["on"]),
            to=frozenset(a["to"]),
            doer=a.get("doer", False),
            armed=a.get("armed", False),
            arms=a.get("arms", False),
            things=a.get("things", False),
            persons=a.get("persons", False),
            suffers=a.get("suffers", False),
        )
        for a in DATA["act"]
    )


@cache
def nouns() -> tuple[Act, ...]:
    """Give the nouns of the data."""
    return tuple(
        Act(
            kind=a["kind"],
            words=frozenset(a["nouns"]),
            hung=frozenset(),
            on=frozenset(a["on"]),
            to=WORDS["of"],
        )
        for a in DATA["noun"]
    )


@cache
def triggers() -> frozenset[str]:
    """Give every word for which a sentence is worth a tree."""
    return frozenset().union(*(a.words for a in (*acts(), *nouns())))


def is_ward(passage: Passage, term: Term) -> bool:
    """Whether a part of a building is one of care by its name: a ward, an operating theatre."""
    return any(w.key in WORDS["wards"] for w in passage.words[term.first : term.last])


def worth_a_tree(passage: Passage) -> bool:
    """Whether a sentence has a word of violence or force and one of care."""
    care = passage.of("facility", "facilities", "supply")
    people = passage.codes("people") & {"health_workers", "patients"}
    doctor = any(w.key in WORDS["titles"] for w in passage.words)
    wards = any(is_ward(passage, t) for t in passage.of("part"))
    told = care or people or doctor or wards
    return bool(told) and any(w.key in triggers() for w in passage.words)


@cache
def present() -> frozenset[str]:
    """Give the forms of all verbs that are of the present alone."""
    bases = [v for a in DATA["act"] for v in a["verbs"]]
    return frozenset().union(*(clausal.present(v) for v in bases)) - clausal.alike()
