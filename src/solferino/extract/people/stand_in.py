"""Who is meant by "he", "the victims" or a bare "three" in an entry of a log.

An entry tells of one event in a few sentences, so a word that stands for people stands for those
counted just before it. Where two sentences back two different people could be meant, or the doer
could be, nobody is.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from solferino.extract.cues import GRAMMAR
from solferino.extract.lexicon import Term, table
from solferino.extract.named.names import Name
from solferino.extract.passage import Passage
from solferino.extract.people.lot import lots
from solferino.extract.people.quantity import Quantity, is_plural, quantities
from solferino.model.terms import Group

RULES = {k: frozenset(v) for k, v in table("en", "rules")["stand_in"].items()}
OWN: tuple[Group, ...] = ("health_workers", "patients")
OTHERS = ("civilians", "children", "patients")
NEAR = 2  # words between "the" and "victim"
Sentence = tuple[Passage, tuple[Name, ...]]


def meant(passage: Passage, before: Sequence[Sentence]) -> tuple[Quantity, ...]:
    """Give the words of a sentence that stand for people counted in those before it.

    `before` are the earlier sentences of its paragraph, in order. Only entries of a log have any,
    and only health workers and patients are meant so.
    """
    if not passage.entry or not before or not passage.obeys("quantity/meant"):
        return ()
    held = "detained" in passage.codes("harm")
    taken = {i for t in passage.of("people") for i in range(t.first, t.last)}
    found = [
        replace(people, first=i, last=_end(passage, i), names=(), aside=0)
        for i, key in enumerate(w.key for w in passage.words)
        if (i not in taken or key in RULES["victims"])
        and _stands(passage, i)
        and (people := _counted(before, several=key in RULES["several"], held=held)) is not None
    ]
    return (*found, *_of_them(passage, before))


def _stands(passage: Passage, index: int) -> bool:
    """Whether a word stands for people: a pronoun, "victim" behind "the", "his" before "body"."""
    key = passage.words[index].key
    following = passage.words[index + 1].key if index + 1 < len(passage.words) else "."
    if _end(passage, index) > index + 1:
        return True
    if key == "her":
        return following in GRAMMAR["preposition"] | GRAMMAR["coordinator"] | {"."}
    if key not in RULES["victims"]:
        return key in (RULES["one"] | RULES["several"]) - RULES["owning"]
    before = [w.key for w in passage.words[max(0, index - NEAR) : index]]
    return "the" in before or "both" in before


def _end(passage: Passage, index: int) -> int:
    """Index behind a word that stands for people; in "his body" the body is taken in."""
    pair = [w.key for w in passage.words[index : index + 2]]
    body = pair[0] in RULES["owning"] and set(pair[1:]) & RULES["bodies"]
    return index + 1 + bool(body)


def _counted(before: Sequence[Sentence], *, several: bool, held: bool) -> Quantity | None:
    """Find the people counted last: one person for "he", two or more for "they".

    Where a doer could be meant just as well, nobody is: by "he" one man, by "they" the arrested.
    """
    for passage, names in reversed(before):
        people = [q for lot in lots(passage, names) for q in lot if q.min and q.min == q.max]
        fitting = [q for q in people if (q.min != 1) == several]
        doers = [t for t in passage.of("doer") if not _covered(t, fitting)]
        alike = [t for t in doers if is_plural(passage.words[t.last - 1].key) == several]
        if (alike and not several) or (alike and held):
            return None
        if people:
            return fitting[0] if len(fitting) == 1 and fitting[0].group in OWN else None
    return None


def _covered(term: Term, people: Iterable[Quantity]) -> bool:
    return any(q.first <= term.first < q.last for q in people)


def _of_them(passage: Passage, before: Sequence[Sentence]) -> list[Quantity]:
    """Let bare numbers count the people told before: "aid workers were shot at. Two died"."""
    if not passage.obeys("quantity/of-them"):
        return []
    told = [t for t in before[-1][0].of("people") if t.code not in ("combatants", "total")]
    if not told or {t.code for t in told} != {"health_workers"}:
        return []
    counted = [q for q in quantities(before[-1][0], ()) if q.group == "health_workers" and q.min]
    most = max((q.min or 0 for q in counted), default=None)
    others = [t.first for t in passage.of("people") if t.code in OTHERS]
    first = min(others, default=len(passage.words))  # behind others they count those others
    if most == 1:
        return []
    nouns = {i for t in passage.of("people") for i in range(t.first, t.last)}
    bare = [
        q
        for q in quantities(passage, ())
        if q.group == "total"
        and q.min
        and q.first < first
        and (most is None or q.min <= most)
        and not nouns.intersection(range(q.first, q.last))
    ]
    return [replace(q, group="health_workers") for q in bare]
