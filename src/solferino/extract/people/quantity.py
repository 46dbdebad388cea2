"""Quantities of people: a number with those it counts, one person, an unnamed plural, nobody."""

from collections.abc import Iterator
from dataclasses import replace

from solferino.codec import value
from solferino.extract.cues import GRAMMAR
from solferino.extract.lexicon import Term, table
from solferino.extract.named.names import Name
from solferino.extract.passage import Passage
from solferino.extract.people.joined import initials, joined, none_of_them
from solferino.model.terms import Group, Qualifier

RULES = table("en", "rules")["harm"]
SINGLE = frozenset(RULES["single"])
FAR_NO = ("without", "not", "never")
PAIRS = frozenset(("couple", "twins"))
ZERO_NOUNS = ("casualties", "deaths", "fatalities", "injuries", "victims")
NEAR = 4  # words between a number and the people it counts
MODIFIERS = 5  # words between "a" and the one person it counts ("a female polio vaccinator")
LINKS = GRAMMAR["coordinator"] | GRAMMAR["opener"]
BODIES = ("government", "organization")
MEMBERS, KIN, LONE = (frozenset(RULES[k]) for k in ("members", "kin", "lone"))
POSSESSIVE = frozenset(("his", "her", "their", "my", "our"))
UNCOUNTED = GRAMMAR["adverb"] | frozenset(RULES["linking"])  # no noun that a number counts
DEFINITE = POSSESSIVE | {"the", "its"}
THEM = frozenset(("them", "us", "whom"))
AGED = 2  # figures of an age that stands between commas
WORKPLACE = 6  # words after people in which the place of their work is named


@value
class Quantity:
    """Some people, counted or not: words [first, last), bounds as the words give them.

    The last `aside` of these words only describe somebody who is named before them.
    """

    first: int
    last: int
    group: Group
    min: int | None
    max: int | None
    qualifier: Qualifier
    names: tuple[str, ...] = ()
    aside: int = 0


def quantities(passage: Passage, names: tuple[Name, ...]) -> Iterator[Quantity]:
    """Find counted people, single people, unnamed plurals and named people."""
    counted: set[int] = set()
    yield from _counted(passage, counted)
    if passage.obeys("quantity/members"):
        yield from _members(passage, names, counted)
    if passage.obeys("quantity/pair"):
        yield from _pairs(passage, counted)
    if passage.obeys("quantity/distant-none"):
        yield from _absent(passage, counted)
    named = {i for n in names for i in range(n.first, n.last)}
    people = passage.of("people")
    for term in people:
        described = _last_trade(passage, term, people) is not term
        known = term.first in counted or term.last - 1 in named or described
        if not known and not _of_house(passage, term):
            yield from _uncounted(passage, _of_body(passage, term, names))
    for name in names:
        if name.kind == "person" and passage.obeys("quantity/named") and not _led(passage, name):
            yield Quantity(
                first=name.first,
                last=name.last,
                group=_trade(passage, name),
                min=1,
                max=1,
                qualifier="exact",
                names=(name.canonical,),
            )


def _led(passage: Passage, name: Name) -> bool:
    """Whether an article or a crowd leads: "the Varrow Team", "HUNDREDS KILLED" are nobody."""
    near = [w.key for w in passage.words[max(0, name.first - 1) : name.first + 1]]
    if near[-1] in RULES["crowds"] and passage.obeys("quantity/many"):
        return True
    return bool({"the", "a", "an"} & set(near)) and passage.obeys("quantity/no-article")


def _of_body(passage: Passage, term: Term, names: tuple[Name, ...]) -> Term:
    """Let people be led in by the name of their body: "a Ministry of Health driver"."""
    bodies = (n for n in names if n.kind in BODIES and passage.obeys("quantity/of-body"))
    own = (n for n in bodies if n.first < term.first <= n.last < term.last)
    return next((replace(term, first=n.first) for n in own), term)


def _of_house(passage: Passage, term: Term) -> bool:
    """Whether people stand in the name of a facility: "a children's hospital"."""
    behind = passage.slice(term.end, term.end + 3)
    owned = behind[:2] in ("'s", "\u2019s", "s'", "' ", "\u2019 ")
    near = range(term.last, term.last + 3)
    house = any(t.first in near for t in passage.of("facility", "facilities"))
    return owned and house and passage.obeys("quantity/of-house")


def _counted(passage: Passage, counted: set[int]) -> Iterator[Quantity]:
    """Find numbers with the people they count; the words of people taken go into `counted`."""
    people = passage.of("people")
    for number in passage.numbers:
        if number.kind == "ordinal":
            continue
        first, last = passage.word_at(number.start), passage.until(number.end)
        near = [t for t in people if last <= t.first <= last + NEAR]
        unit = next((t for t in near if joined(passage, last, t.first)), None)
        if unit is not None:
            unit = _last_trade(passage, unit, near)
            counted.update(range(unit.first, unit.last))
            if number.qualifier == "none":
                yield from _none_of(passage, unit, people, counted)
        elif not (passage.obeys("quantity/bare") and _bare(passage, last)) or _age(passage, first):
            continue
        if unit is not None and number.min and none_of_them(passage, first):
            yield Quantity(
                first=first, last=unit.last, group=group_of(unit), min=0, max=0, qualifier="none"
            )
            continue
        told = _told_as(passage, last) if unit is None else None
        counted.update(range(told.first, told.last) if told else ())
        yield Quantity(
            first=first,
            last=unit.last if unit else last + 2 * _of_them(passage, last),
            group="health_workers" if unit and _at_work(passage, unit) else group_of(unit or told),
            min=number.min,
            max=number.max,
            qualifier=number.qualifier,
        )


def _age(passage: Passage, first: int) -> bool:
    """Whether a bare number is how old one person is: "a patient of 60", "a nurse, 34,"."""
    who = [w.key for w in passage.words[max(0, first - 2) : first]] in (
        ["who", "was"],
        ["who", "is"],
    )
    if _set_off(passage, first) or (who and passage.obeys("quantity/age-who")):
        return True
    one = any(
        t.last == first - 1 and not is_plural(_last(passage, t)) for t in passage.of("people")
    )
    return one and passage.words[first - 1].key == "of" and passage.obeys("quantity/age-of")


def _set_off(passage: Passage, first: int) -> bool:
    """Whether a figure of an age stands between two commas behind one person."""
    words = passage.words
    if not 0 < first < len(words) - 1 or not passage.obeys("quantity/age-set-off"):
        return False
    own = words[first]
    marks = passage.slice(words[first - 1].end, own.start), passage.slice(own.end, own.end + 1)
    if not words[first - 1].text[0].islower():
        return False  # behind a name the number itself is read as an age
    return marks in ((", ", ","), (", ", ".")) and own.text.isdigit() and len(own.text) == AGED


def _last(passage: Passage, term: Term) -> str:
    return passage.words[term.last - 1].key


def _told_as(passage: Passage, last: int) -> Term | None:
    """Find who a bare number is told to be: "of whom nine were patients"."""
    if last >= len(passage.words) or passage.words[last].key not in ("were", "are"):
        return None
    reach = range(last + 1, last + 1 + NEAR)
    people = [t for t in passage.of("people") if t.first in reach]
    return people[0] if people and passage.obeys("quantity/told-as") else None


def _members(passage: Passage, names: tuple[Name, ...], counted: set[int]) -> Iterator[Quantity]:
    """Find counted members of an armed side: "four Dawn Front members" are combatants."""
    sides = {n.last: n.first for n in names if n.kind == "armed_group"}
    for at, word in enumerate(passage.words if sides and passage.has(MEMBERS) else ()):
        first = sides.get(at)
        if word.key not in MEMBERS or first is None or at in counted:
            continue
        led = range(max(0, first - 2), first)
        near = (n for n in passage.numbers if passage.word_at(n.start) in led)
        number = next((n for n in near if n.kind == "cardinal"), None)
        if number is not None and joined(passage, passage.until(number.end), at):
            counted.update(range(first, at + 1))
            yield Quantity(
                first=passage.word_at(number.start),
                last=at + 1,
                group="combatants",
                min=number.min,
                max=number.max,
                qualifier=number.qualifier,
            )


def _last_trade(passage: Passage, unit: Term, near: list[Term]) -> Term:
    """Find the word that says who the counted are: in "two volunteer nurses" the second."""
    for term in near if passage.obeys("quantity/trades") else ():
        gap = passage.slice(unit.end, term.start)
        if term.first == unit.last and gap == " " and group_of(term) == group_of(unit):
            unit = term
    return unit


def _at_work(passage: Passage, unit: Term) -> bool:
    """Whether people without a trade are told to work in care: "people working at a clinic"."""
    if not passage.obeys("quantity/at-work"):
        return False
    after = [w.key for w in passage.words[unit.last : unit.last + 2]]
    reach = range(unit.last + 1, unit.last + 1 + WORKPLACE)
    care = any(t.first in reach for t in passage.of("facility", "facilities"))
    return unit.code == "total" and care and bool({"working", "worked", "employed"} & set(after))


def _pairs(passage: Passage, counted: set[int]) -> Iterator[Quantity]:
    """Count a couple as two; the trade beside it is theirs ("a couple, both nurses")."""
    for i, word in enumerate(passage.words if passage.has(PAIRS) else ()):
        following = passage.words[i + 1].key if i + 1 < len(passage.words) else ""
        if word.key not in PAIRS or following == "of" or i in counted:
            continue
        reach = range(i + 1, i + 1 + NEAR)
        both = [t for t in passage.of("people") if t.first in reach]
        told = both[:1] if "both" in {w.key for w in passage.words[i + 1 : i + NEAR]} else []
        last = told[0].last if told else i + 1
        counted.update(range(i, last))
        group = group_of(told[0]) if told else "total"
        yield Quantity(first=i, last=last, group=group, min=2, max=2, qualifier="exact")


def _absent(passage: Passage, counted: set[int]) -> Iterator[Quantity]:
    """Read a no that stands apart from whom it denies: "without causing any casualties"."""
    for term in passage.of("people"):
        before = [w.key for w in passage.words[max(0, term.first - NEAR) : term.first]]
        harm = passage.words[term.last - 1].key in ZERO_NOUNS
        if term.first in counted or not harm or not set(FAR_NO) & set(before):
            continue
        if {"if", "whether", "clear", "known", "know", "say"} & set(before):
            continue
        counted.update(range(term.first, term.last))
        yield Quantity(
            first=term.first, last=term.last, group="total", min=0, max=0, qualifier="none"
        )


def _none_of(
    passage: Passage, unit: Term, people: list[Term], counted: set[int]
) -> Iterator[Quantity]:
    """Share a no: "No staff or patients": the no holds for both."""
    linked = {w.key for w in passage.words[unit.last : unit.last + 1]} & {"or", "nor", "and"}
    linked = linked if passage.obeys("quantity/shared-none") else set()
    also = [t for t in people if linked and t.first == unit.last + 1]
    for term in also:
        counted.update(range(term.first, term.last))
        yield Quantity(
            first=term.first, last=term.last, group=group_of(term), min=0, max=0, qualifier="none"
        )


def group_of(term: Term | None) -> Group:
    """Give the group of the contract that a word for people belongs to."""
    groups: dict[str, Group] = {
        "children": "children",
        "health_workers": "health_workers",
        "patients": "patients",
        "civilians": "civilians",
        "combatants": "combatants",
    }
    return groups.get(term.code, "total") if term else "total"


def _of_them(passage: Passage, last: int) -> bool:
    """Whether a number is one of those counted before: "two of them", "three of whom"."""
    them = [w.key for w in passage.words[last : last + 2]]
    return them[:1] == ["of"] and bool(set(them[1:]) & THEM) and passage.obeys("quantity/of-whom")


def _bare(passage: Passage, last: int) -> bool:
    """Whether a number stands without a noun of its own, so that it may count people."""
    if last >= len(passage.words):
        return True
    following = passage.words[last]
    gap = passage.slice(passage.words[last - 1].end, following.start)
    if any(mark in gap for mark in ',;:.)”"’'):
        return True
    if _of_them(passage, last):
        return True
    more = [w.key for w in passage.words[last : last + 2]]
    if more[:1] == ["more"] and set(more[1:]) & GRAMMAR["auxiliary"]:
        return passage.obeys("quantity/more")
    closed = (
        GRAMMAR["auxiliary"] | GRAMMAR["preposition"] | GRAMMAR["coordinator"] | GRAMMAR["opener"]
    )
    beside = following.key in UNCOUNTED or following.key.endswith("ly")
    reach = (last, last + 1) if beside or not passage.obeys("quantity/own-noun") else (last,)
    harmed = any(t.first in reach for t in passage.of("harm"))
    return following.key in closed - {"of"} or harmed


def _uncounted(passage: Passage, term: Term) -> Iterator[Quantity]:
    """Find people without a number: "a nurse" is one, "children" an unnamed plural."""
    noun = passage.words[term.last - 1].key
    lone = noun in LONE and passage.obeys("quantity/lone") and not _apposed(passage, term)
    if not (lone or term.code in ("children", "health_workers", "patients", "civilians")):
        return
    if noun == "team":
        return  # several people, nobody says how many
    plural = is_plural(noun)
    single = None if plural or not passage.obeys("quantity/single") else _article(passage, term)
    if single is not None:
        yield _one(term, single)
    elif plural and passage.obeys("quantity/unnamed"):
        yield Quantity(
            first=term.first,
            last=term.last,
            group=group_of(term),
            min=None,
            max=None,
            qualifier="vague",
        )


def _apposed(passage: Passage, term: Term) -> bool:
    """Whether words for one person only say more of who is named before: "the patient, a man"."""
    first = _article(passage, term)
    if first is None or first == 0:
        return False
    gap = passage.slice(passage.words[first - 1].end, passage.words[first].start)
    before = any(t.last == first for t in passage.of("people", "role"))
    return gap.strip() == "," and (before or passage.words[first - 1].text[0].isupper())


def is_plural(noun: str) -> bool:
    """Whether a word for people means several of them."""
    return noun.endswith("s") or noun in RULES["plurals"]


def _article(passage: Passage, term: Term) -> int | None:
    """Find the word that makes a singular one: "a nurse", "a female polio vaccinator".

    Entries of a log leave articles out ("INGO driver killed"), and tell of "the driver" without
    having named him before.
    """
    words, stops = passage.words, GRAMMAR["auxiliary"] | GRAMMAR["preposition"] | LINKS
    kin = words[term.last - 1].key in KIN and passage.obeys("quantity/kin")
    one = SINGLE - {"the"} | (DEFINITE if passage.entry else POSSESSIVE if kin else frozenset())
    for at in range(term.first - 1, max(-1, term.first - 2 - MODIFIERS), -1):
        gap = passage.slice(words[at].end, words[at + 1].start)
        if words[at].key in one and gap in (" ", "  "):
            return at
        small = words[at].key in stops and not initials(words[at])
        if small or gap.strip("-/ "):
            begun = gap.strip() in (":", ".") or _paired(passage, at)
            return at + 1 if passage.entry and begun else None
    return term.first if passage.entry and term.first <= MODIFIERS else None


def _paired(passage: Passage, index: int) -> bool:
    """Whether "and" joins a noun to people directly before it: "nurse and driver shot"."""
    joined = passage.words[index].key == "and"
    verbs = [w.key for w in passage.words[index:] if w.key in ("was", "is", "were", "are")]
    one = verbs[:1] in (["was"], ["is"])  # "a doctor and vice-dean was taken"
    return joined and not one and any(t.last == index for t in passage.of("people"))


def _one(term: Term, first: int) -> Quantity:
    return Quantity(
        first=first, last=term.last, group=group_of(term), min=1, max=1, qualifier="exact"
    )


def _trade(passage: Passage, name: Name) -> Group:
    """Group of a named person, by the words of trade beside the name."""
    if not passage.obeys("quantity/trade"):
        return "other"
    near = [t for t in passage.of("people") if -8 <= t.first - name.first <= 6]  # noqa: PLR2004
    codes = [t.code for t in near]
    if name.titled and passage.words[name.first - 1 if name.first else 0].key == "dr":
        return "health_workers"
    if passage.words[name.first].key in ("dr", "doctor", "nurse") or "health_workers" in codes:
        return "health_workers"
    return "civilians" if "civilians" in codes else "other"
