"""People told of as if known: "the driver was killed", of whom the text has not spoken before.

"The" before one person points at somebody of the scene ("an ambulance was hit; the driver was
killed"). Only the first telling counts: a second one is of the same person.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from solferino.extract.cues import GRAMMAR
from solferino.extract.lexicon import table
from solferino.extract.named.names import Name
from solferino.extract.passage import Passage
from solferino.extract.people.quantity import Quantity, is_plural
from solferino.model.terms import Group

GROUPS: dict[str, Group] = {
    "health_workers": "health_workers",
    "patients": "patients",
    "children": "children",
    "civilians": "civilians",
}
MODIFIERS = 3  # words between "the" and the one person ("the pregnant young woman")
POINTING = frozenset(table("en", "rules")["harm"]["pointing"])
CLOSED = GRAMMAR["preposition"] | GRAMMAR["auxiliary"] | GRAMMAR["coordinator"]
CLOSED |= GRAMMAR["determiner"] - POINTING


def first_told(passages: Iterable[Passage]) -> Mapping[str, int]:
    """Tell of each noun for people in which passage, by number, the text first has it."""
    told: dict[str, int] = {}
    for passage in passages:
        for key in _nouns(passage):
            told.setdefault(_noun(key), passage.number)
    return told


def definite(
    passage: Passage, names: Sequence[Name], told: Mapping[str, int]
) -> tuple[Quantity, ...]:
    """Give the single people of whom a sentence is the first to tell, behind "the".

    `told` is what `first_told` says of the text. Whoever is named beside it is counted by the name.
    """
    if passage.entry or not passage.obeys("quantity/definite"):
        return ()
    named = {n.first for n in names if n.kind == "person"}
    found = _found(passage, told)
    return tuple(q for q in found if not named & {q.last, q.last + 1})


def _found(passage: Passage, told: Mapping[str, int]) -> Iterator[Quantity]:
    met: set[str] = set()
    for term in sorted(passage.of("people"), key=lambda t: t.first):
        key = passage.words[term.last - 1].key
        noun = _noun(key)
        new = noun not in met and told.get(noun, passage.number) >= passage.number
        met.add(noun)
        if not new or term.code not in GROUPS or is_plural(key):
            continue
        first = _opening(passage, term.first)
        if first is not None and not _owned(passage, term.last):
            yield Quantity(
                first=first,
                last=term.last,
                group=GROUPS[term.code],
                min=1,
                max=1,
                qualifier="exact",
            )


def _nouns(passage: Passage) -> Iterator[str]:
    for term in passage.of("people"):
        yield passage.words[term.last - 1].key


def _noun(key: str) -> str:
    """Fold the plural of a noun into its singular, roughly: enough to know it again."""
    return key.removesuffix("s").removesuffix("e")


def _opening(passage: Passage, index: int) -> int | None:
    """Find the "the" that leads a person in, over a few words that describe."""
    for at in range(index - 1, max(-1, index - 2 - MODIFIERS), -1):
        word = passage.words[at]
        gap = passage.slice(word.end, passage.words[at + 1].start)
        if word.key in POINTING and gap == " ":
            return at
        people = any(t.first <= at < t.last for t in passage.of("people", "harm"))
        if word.key in CLOSED or people or gap not in (" ", "-") or not word.text.islower():
            return None
    return None


def _owned(passage: Passage, last: int) -> bool:
    """Whether the person only owns what follows: "the driver's cabin"."""
    return passage.slice(passage.words[last - 1].end, passage.words[last - 1].end + 2) in (
        "'s",
        "’s",
    )
