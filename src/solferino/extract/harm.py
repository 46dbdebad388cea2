"""Figures of people harmed: a number means nothing until it is bound to people and to harm.

Method: quantities (a number with the people it counts, a single person, an unnamed plural, an
express zero) are found first; each is then bound to a word of harm by its place in the clause.
Ages, beds, staff present and numbers of attacks never get that far.
"""

from collections.abc import Iterator

from solferino.codec import value
from solferino.extract.lexicon import Term, table
from solferino.extract.names import Name
from solferino.extract.passage import Passage
from solferino.extract.voice.cues import GRAMMAR
from solferino.model.terms import Confidence, Group, Harm, Qualifier

NEAR = 4  # words between a number and the people it counts
BEFORE_PEOPLE = 3  # words between a word of harm and its object
AFTER_PEOPLE = 6  # words between people and what befell them
RULES = table("en", "rules")["harm"]
LISTING = frozenset(RULES["listing"])
VERBS_BEFORE = frozenset(RULES["verbs_before"])
NOUNS_BEFORE = frozenset(RULES["nouns_before"])
INCLUDING = frozenset(RULES["including"])
SINGLE = frozenset(RULES["single"])


@value
class Quantity:
    """Some people, counted or not: words [first, last), bounds as the words give them."""

    first: int
    last: int
    group: Group
    min: int | None
    max: int | None
    qualifier: Qualifier
    names: tuple[str, ...] = ()


@value
class Figure:
    """A quantity bound to harm, with the code points [start, end) that say both."""

    start: int
    end: int
    kind: Harm
    quantity: Quantity
    rule: str
    confidence: Confidence


def figures(passage: Passage, names: tuple[Name, ...]) -> tuple[Figure, ...]:
    """Find all figures of harm in a passage, in order of place; each quantity once per kind."""
    quantities = sorted(_quantities(passage, names), key=lambda q: (q.first, -q.last))
    harms = _harms(passage)
    found: list[Figure] = []
    for at, quantity in enumerate(quantities):
        bound = _bind(passage, quantity, harms) or _with_next(passage, quantities[at:], harms)
        if not bound and found and _listed(passage, found[-1], quantity):
            bound = [(found[-1].kind, found[-1].quantity.last, "harm/list")]
        for kind, anchor, rule in bound:
            found.append(_figure(passage, quantity, kind, anchor, rule))
    return tuple(dict.fromkeys(found))


def _with_next(
    passage: Passage, quantities: list[Quantity], harms: list[Term]
) -> list[tuple[Harm, int, str]]:
    """ "three patients and a nurse were killed": what befell the next befell the first as well."""
    if len(quantities) < 2 or quantities[0].names or quantities[0].min is None:  # noqa: PLR2004
        return []
    first, following = quantities[:2]
    between = {w.key for w in passage.words[first.last : following.first]}
    if not between or not between <= {"and", "a", "an", "as", "well", "at", "least", "or", "nor"}:
        return []
    return [b for b in _bind(passage, following, harms) if b[2] == "harm/subject"]


def _harms(passage: Passage) -> list[Term]:
    return [
        t
        for t in passage.of("harm")
        if t.code in ("killed", "injured", "missing", "detained", "trapped")
    ]


def _figure(passage: Passage, quantity: Quantity, kind: Harm, anchor: int, rule: str) -> Figure:
    words = passage.words
    first, last = min(quantity.first, anchor), max(quantity.last, anchor + 1)
    if rule == "harm/list":
        first, last = quantity.first, quantity.last
    sure = quantity.qualifier != "vague" and rule != "harm/list"
    return Figure(
        start=words[first].start,
        end=words[last - 1].end,
        kind=kind,
        quantity=quantity,
        rule=rule,
        confidence="high" if sure else "medium",
    )


def _quantities(passage: Passage, names: tuple[Name, ...]) -> Iterator[Quantity]:
    """Find counted people, single people, unnamed plurals and named people."""
    people = passage.of("people")
    counted: set[int] = set()
    for number in passage.numbers:
        if number.kind == "ordinal":
            continue
        first, last = passage.word_at(number.start), passage.word_at(number.end - 1) + 1
        unit = next(
            (
                t
                for t in people
                if last <= t.first <= last + NEAR and _joined(passage, last, t.first)
            ),
            None,
        )
        if unit is not None:
            counted.update(range(unit.first, unit.last))
        elif not _bare(passage, last):
            continue
        if number.qualifier == "none" and unit is not None:
            yield from _none_of(passage, unit, people, counted)
        yield Quantity(
            first=first,
            last=unit.last if unit else last,
            group=_group(unit),
            min=number.min,
            max=number.max,
            qualifier=number.qualifier,
        )
    named = {i for n in names for i in range(n.first, n.last)}
    for term in people:
        if term.first not in counted and term.first not in named:
            yield from _uncounted(passage, term)
    for name in names:
        if name.kind == "person":
            yield Quantity(
                first=name.first,
                last=name.last,
                group=_trade(passage, name),
                min=1,
                max=1,
                qualifier="exact",
                names=(name.canonical,),
            )


def _none_of(
    passage: Passage, unit: Term, people: list[Term], counted: set[int]
) -> Iterator[Quantity]:
    """ "No staff or patients": the no holds for both."""
    linked = {w.key for w in passage.words[unit.last : unit.last + 1]} & {"or", "nor", "and"}
    also = [t for t in people if linked and t.first == unit.last + 1]
    for term in also:
        counted.update(range(term.first, term.last))
        yield Quantity(
            first=term.first, last=term.last, group=_group(term), min=0, max=0, qualifier="none"
        )


def _group(term: Term | None) -> Group:
    groups: dict[str, Group] = {
        "children": "children",
        "health_workers": "health_workers",
        "patients": "patients",
        "civilians": "civilians",
        "combatants": "combatants",
    }
    return groups.get(term.code, "total") if term else "total"


def _joined(passage: Passage, first: int, last: int) -> bool:
    """Whether words [first, last) between a number and its people are only modifiers."""
    words = passage.words
    if last > first or last < len(words):
        end = words[last].start if last < len(words) else passage.end
        between = passage.slice(words[first - 1].end, end)
        if any(mark in between for mark in ",;:.()"):
            return False
    stops = (
        GRAMMAR["auxiliary"] | GRAMMAR["preposition"] | GRAMMAR["coordinator"] | GRAMMAR["opener"]
    )
    keys = [w.key for w in words[first:last]]
    return not stops.intersection(keys) or keys[:1] == ["of"]


def _bare(passage: Passage, last: int) -> bool:
    """Whether a number stands without a noun of its own, so that it may count people."""
    if last >= len(passage.words):
        return True
    following = passage.words[last]
    gap = passage.slice(passage.words[last - 1].end, following.start)
    if any(mark in gap for mark in ',;:.)”"’'):
        return True
    closed = (
        GRAMMAR["auxiliary"] | GRAMMAR["preposition"] | GRAMMAR["coordinator"] | GRAMMAR["opener"]
    )
    harmed = any(t.first in (last, last + 1) for t in _harms(passage))
    return following.key in closed - {"of"} or harmed


def _uncounted(passage: Passage, term: Term) -> Iterator[Quantity]:
    """A person or people without a number: "a nurse" is one, "children" an unnamed plural."""
    if term.code not in ("children", "health_workers", "patients", "civilians"):
        return
    before = [w.key for w in passage.words[max(0, term.first - 3) : term.first]]
    noun = passage.words[term.last - 1].key
    plural = noun.endswith("s") or noun in (
        "children",
        "women",
        "people",
        "staff",
        "personnel",
        "babies",
        "medics",
        "wounded",
        "crew",
    )
    if not plural and before and before[-1] in SINGLE - {"the"}:
        yield _one(term, term.first - 1)
    elif not plural and len(before) > 1 and before[-2] in SINGLE - {"the"}:
        yield _one(term, term.first - 2)
    elif plural:
        yield Quantity(
            first=term.first,
            last=term.last,
            group=_group(term),
            min=None,
            max=None,
            qualifier="vague",
        )


def _one(term: Term, first: int) -> Quantity:
    return Quantity(
        first=first, last=term.last, group=_group(term), min=1, max=1, qualifier="exact"
    )


def _trade(passage: Passage, name: Name) -> Group:
    """Group of a named person, by the words of trade beside the name."""
    near = [t for t in passage.of("people") if -8 <= t.first - name.first <= 6]  # noqa: PLR2004
    codes = [t.code for t in near]
    if name.titled and passage.words[name.first - 1 if name.first else 0].key == "dr":
        return "health_workers"
    if passage.words[name.first].key in ("dr", "doctor", "nurse") or "health_workers" in codes:
        return "health_workers"
    return "civilians" if "civilians" in codes else "other"


def _bind(passage: Passage, quantity: Quantity, harms: list[Term]) -> list[tuple[Harm, int, str]]:
    """Find what befell the people: harm before them, after them, or in a noun over them."""
    found: dict[Harm, tuple[int, str]] = {}
    for harm in harms:
        if harm.first < quantity.last and quantity.first < harm.last:
            if _inside(passage, quantity, harm):
                found.setdefault(_kind(harm), (harm.first, "harm/inside"))
        elif harm.last <= quantity.first and _over(passage, harm, quantity):
            found.setdefault(_kind(harm), (harm.first, "harm/object"))
        elif quantity.last <= harm.first and _under(passage, quantity, harm):
            found.setdefault(_kind(harm), (harm.last - 1, "harm/subject"))
    return [(kind, at, rule) for kind, (at, rule) in found.items()]


def _kind(harm: Term) -> Harm:
    kinds: dict[str, Harm] = {
        "killed": "killed",
        "injured": "injured",
        "missing": "missing",
        "detained": "detained",
        "trapped": "trapped",
    }
    return kinds[harm.code]


def _inside(passage: Passage, quantity: Quantity, harm: Term) -> bool:
    """ "five dead babies", "11 deaths", "no casualties": the harm is part of the phrase."""
    if quantity.qualifier == "vague" and quantity.last - quantity.first <= harm.last - harm.first:
        return False
    return (
        not quantity.names and passage.words[harm.first].key not in ("remains", "bodies")
    ) or quantity.min is not None


def _over(passage: Passage, harm: Term, quantity: Quantity) -> bool:
    """ "killed 20", "wounding another 17", "the bodies of five infants", "injuries to the staff"."""
    between = [w.key for w in passage.words[harm.last : quantity.first]]
    gap = passage.slice(passage.words[harm.last - 1].end, passage.words[quantity.first].start)
    if any(mark in gap for mark in ".;:(") or ("," in gap and quantity.min is None):
        return False
    verb = passage.words[harm.last - 1].key
    passive = harm.first > 0 and passage.words[harm.first - 1].key in GRAMMAR["be"]
    if verb in ("dead", "casualties", "victims", "fatalities") and between:
        return between[0] in INCLUDING and len(between) <= 3  # noqa: PLR2004
    if verb in NOUNS_BEFORE:
        return bool(between) and between[0] in ("of", "to", "were", "are") and len(between) <= 2  # noqa: PLR2004
    chained = _chained(passage, harm)
    if "and" in between and not chained:
        return False
    if verb in VERBS_BEFORE and not passive and not _participle_after_people(passage, harm):
        allowed = {
            "at",
            "least",
            "an",
            "a",
            "the",
            "as",
            "many",
            "another",
            "further",
            "some",
            "up",
            "to",
            "about",
            "around",
            "and",
            "injured",
            "wounded",
            "injuring",
            "wounding",
            "of",
        }
        return len(between) <= BEFORE_PEOPLE + (2 if chained else 0) and set(between) <= allowed | {
            w
            for w in between
            if w.isalpha() and w not in GRAMMAR["preposition"] | GRAMMAR["auxiliary"]
        }
    return False


def _chained(passage: Passage, harm: Term) -> bool:
    """Whether two verbs of harm share one object ("killed and injured staff")."""
    after = [w.key for w in passage.words[harm.last : harm.last + 2]]
    return (
        after[:1] == ["and"]
        and after[1:] != []
        and any(t.first == harm.last + 1 for t in _harms(passage))
    )


def _participle_after_people(passage: Passage, harm: Term) -> bool:
    """Whether a participle belongs to people before it ("three women killed and 17 wounded")."""
    before = harm.first - 1
    finite = passage.words[harm.first].key.endswith("ing")
    return (
        not finite
        and any(t.last - 1 == before for t in passage.of("people") if t.code != "combatants")
        and not any(True for n in passage.numbers if n.start > passage.words[harm.first].start)
    )


def _under(passage: Passage, quantity: Quantity, harm: Term) -> bool:
    """ "20 were killed", "17 wounded", "five people died", "children were among the dead"."""
    words = passage.words
    between = [w.key for w in words[quantity.last : harm.first]]
    gap = passage.slice(words[quantity.last - 1].end, words[harm.first].start)
    if any(mark in gap for mark in ".;:(") or len(between) > AFTER_PEOPLE:
        return False
    verb = words[harm.first].key
    if between[-1:] == ["and"] or (
        "and" in between and any(n.start >= words[harm.last - 1].end for n in passage.numbers)
    ):
        return False
    if verb.endswith("ing") and verb not in ("dying", "missing"):
        return False
    if not between:
        return quantity.min is not None or verb in (
            "killed",
            "injured",
            "wounded",
            "dead",
            "died",
            "hurt",
        )
    if quantity.names and "," in gap:
        return (bool({"was", "were", "been", "being"} & set(between[-3:])) and verb != "died") or (
            verb == "died" and len(between) < 3
        )
    linking = GRAMMAR["be"] | {
        "had",
        "have",
        "has",
        "who",
        "later",
        "reportedly",
        "also",
        "among",
        "the",
        "and",
        "or",
        "more",
        "all",
        "left",
        "found",
        "lay",
        "in",
        "seriously",
        "critically",
        "severely",
        "badly",
        "confirmed",
        "people",
        "to",
    }
    loose = [
        k
        for k in between
        if k not in linking and k not in GRAMMAR["adverb"] and not k.endswith("ly")
    ]
    sole = any(
        t.first <= quantity.last + i < t.last
        for i in range(len(between))
        for t in passage.of("people")
    )
    verbal = bool(GRAMMAR["be"] & set(between)) or verb in (
        "died",
        "dead",
        "perished",
        "killed",
        "wounded",
        "injured",
    )
    return verbal and (
        len(loose) == 0
        or (
            len(loose) <= 3
            and bool(GRAMMAR["be"] & set(between))
            and "by" not in loose
            and not sole
        )
    )


def _listed(passage: Passage, last: Figure, quantity: Quantity) -> bool:
    """Whether a quantity goes on with the list that the last figure began."""
    words = passage.words
    at = passage.word_at(last.end - 1) + 1
    before = max(at, last.quantity.last)
    if quantity.first < before or (quantity.min is None and quantity.qualifier != "vague"):
        return False
    between = [w.key for w in words[before : quantity.first]]
    small = len(between) <= 4 and bool(LISTING.intersection(between) or not between)  # noqa: PLR2004
    blocked = GRAMMAR["auxiliary"] | (GRAMMAR["preposition"] - {"among", "with", "of"})
    return (
        small
        and not blocked.intersection(between)
        and not (
            quantity.qualifier == "vague" and "including" not in between and "among" not in between
        )
    )
