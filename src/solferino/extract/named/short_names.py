"""Short names within a text: a surname, "Lantern", "the Front", "the army" stand for the full one.

Method: names found in full anywhere in the text are indexed by the short forms that they can
take; a word that nothing else covers and that is one of these gets the full name.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from solferino.extract.lexicon import table
from solferino.extract.named.facility import NAMES, NEVER, Facility
from solferino.extract.named.names import BODIES, Name, in_place, name_of
from solferino.extract.passage import Passage
from solferino.text.fold import fold

ALONE = table("en", "metonyms")["alone"]
STATE = ("government", "armed_group")
SOLE = frozenset(NAMES["sole"])
GRAMMAR = table("en", "grammar")
SMALL = frozenset(
    word
    for kind in ("auxiliary", "adverb", "preposition", "coordinator", "opener")
    for word in GRAMMAR[kind]
)


def with_short_forms(
    passages: Sequence[Passage],
    found: Sequence[tuple[Name, ...]],
    facilities: Sequence[tuple[Facility, ...]],
) -> list[tuple[Name, ...]]:
    """Give surnames and short names of bodies the full name that the document knows them by.

    People by their last word, bodies by their first ("Lantern") or, after "the", their last
    ("the Front"); an armed side also in small letters ("the army"), where it is the only one.
    """
    people, bodies = _known_by(found, _placed(passages))
    regimes = _only_regimes(found)
    sides = _only_sides(found) | regimes
    whole: list[tuple[Name, ...]] = []
    for passage, here, placed in zip(passages, found, facilities, strict=True):
        named = [_body_in_full(passage, _in_full(n, people), bodies) for n in here]
        known = [_of_regime(n, regimes) for n in named]
        taken = {i for n in known for i in range(n.first, n.last)}
        taken |= {i for f in placed for i in range(f.first, f.last)}
        for i, word in enumerate(passage.words):
            if i in taken or word.key in NEVER:
                continue
            if not word.text[0].isupper():
                known += _only_side(passage, i, sides)
                continue
            full = bodies.get(_short(passage, i))
            if word.key in people and passage.obeys("names/surname"):
                known.append(name_of(passage, i, i + 1, "person", canonical=people[word.key]))
            elif (
                full is not None and not _goes_on(passage, i) and passage.obeys("names/short-body")
            ):
                known.append(name_of(passage, i, i + 1, full.kind, canonical=full.canonical))
        whole.append(tuple(sorted(known, key=lambda n: n.first)))
    return whole


def _goes_on(passage: Passage, index: int) -> bool:
    """Whether a capital directly behind makes it another name: "Orrel Today" is not Orrel."""
    words = passage.words
    if index + 1 >= len(words) or passage.is_title:
        return False
    following = words[index + 1]
    touching = passage.slice(words[index].end, following.start) == " "
    return touching and following.text[0].isupper() and following.key not in NEVER


def _only_sides(found: Sequence[tuple[Name, ...]]) -> dict[str, Name]:
    """Index armed sides by their last word ("army"), where the text has one such side only."""
    sides: dict[str, dict[str, Name]] = {}
    for name in (n for here in found for n in here):
        last = fold(name.text.split()[-1])
        if name.kind == "armed_group" and name.last - name.first > 1 and last in SOLE:
            sides.setdefault(last, {}).setdefault(name.canonical, name)
    return {last: next(iter(of.values())) for last, of in sides.items() if len(of) == 1}


def _only_regimes(found: Sequence[tuple[Name, ...]]) -> dict[str, Name]:
    """Index "regime" and "occupation" by the one country that the text means by them.

    It is the country with whose adjective or name the text uses the word; else, for a regime, the
    only one whose government or forces it names. Where there are two, the word stands for nobody.
    """
    bodies = [n for here in found for n in here if n.country and n.kind in STATE]
    indexed: dict[str, Name] = {}
    for word in (*ALONE["government"], *ALONE["armed"]):
        called = [n for n in bodies if word in fold(n.text).split()]
        meant = called or (bodies if word in ALONE["government"] else [])
        if len({n.country for n in meant}) == 1:
            indexed[word] = _government(meant[0]) if word in ALONE["government"] else meant[0]
    return indexed


def _of_regime(name: Name, regimes: dict[str, Name]) -> Name:
    """Give "the occupation army", "regime forces" the country that the text means by the word."""
    word = fold(name.text).split()[0]
    meant = regimes.get(word)
    if name.country is not None or name.kind not in STATE or meant is None:
        return name
    return replace(name, country=meant.country)


def _government(name: Name) -> Name:
    lands = (c for c in table("en", "countries")["country"] if c["code"] == name.country)
    land = next(lands, None)
    named = f"{land['adjective']} government" if land else name.canonical
    return replace(name, kind="government", canonical=named)


def _only_side(passage: Passage, index: int, sides: dict[str, Name]) -> Iterator[Name]:
    """Read "the army" as the one army of the text; "the army trucks" names none."""
    words = passage.words
    full = sides.get(_short(passage, index).removeprefix("the "))
    led = index > 0 and words[index - 1].key == "the"
    if full is None or not led or not passage.obeys("names/only-side"):
        return
    if alone(passage, index):
        yield name_of(
            passage, index, index + 1, full.kind, canonical=full.canonical, country=full.country
        )


def alone(passage: Passage, index: int) -> bool:
    """Whether a noun ends its phrase: a mark, a small word or a verb follows, and no other noun."""
    words = passage.words
    if index + 1 >= len(words):
        return True
    following = words[index + 1]
    if passage.slice(words[index].end, following.start) != " ":
        return True
    verbs = passage.of("speech_clause", "speech_object", "event", "harm")
    verb = following.key.endswith(("ed", "ly")) or any(t.first == index + 1 for t in verbs)
    return verb or following.key in SMALL


def _in_full(name: Name, people: dict[str, str]) -> Name:
    """Give a person, or a lone name that is a person's surname, the person's full name."""
    full = people.get(fold((name.text if name.known else name.canonical).split()[-1]))
    seat = name.kind == "government" and name.known
    lone = seat or (name.kind == "organization" and not name.known)
    lone = lone and name.last - name.first == 1
    if full is None or not (name.kind == "person" or lone):
        return name
    return replace(name, kind="person", canonical=full)


def _body_in_full(passage: Passage, name: Name, bodies: dict[str, Name]) -> Name:
    """Give a lone name that only a word of saying made a body the full one of the text.

    "Orrel listed two strikes" is the Orrel Health Monitor's word, where the text names that.
    """
    lone = name.kind == "organization" and not name.known and name.last - name.first == 1
    full = bodies.get(_short(passage, name.first)) or bodies.get(fold(name.text))
    if not lone or full is None or not passage.obeys("names/short-body"):
        return name
    return replace(name, kind=full.kind, canonical=full.canonical, country=full.country)


def _placed(passages: Sequence[Passage]) -> frozenset[str]:
    """Give the words that the text uses for places: they are no short forms of anybody's name."""
    return frozenset(
        word.key
        for passage in passages
        for i, word in enumerate(passage.words)
        if passage.obeys("names/place-word")
        and word.text[0].isupper()
        and in_place(passage, i, i + 1)
    )


def _known_by(
    found: Sequence[tuple[Name, ...]], placed: frozenset[str]
) -> tuple[dict[str, str], dict[str, Name]]:
    """Index full names by the short forms that a text may use for them."""
    people: dict[str, str] = {}
    bodies: dict[str, Name] = {}
    for name in (n for here in found for n in here):
        parts = [fold(p) for p in name.canonical.split()]
        if len(parts) < 2:  # noqa: PLR2004  (a single word has no short form)
            continue
        if name.kind == "person":
            if name.titled or parts[-1] not in placed:
                people.setdefault(parts[-1], name.canonical)
        elif name.kind in ("organization", "armed_group", "government") and not name.known:
            bodies.setdefault(f"the {parts[-1]}", name)
            if parts[0] not in BODIES | NEVER | placed and name.kind == "organization":
                bodies.setdefault(parts[0], name)
    return people, bodies


def _short(passage: Passage, index: int) -> str:
    before = passage.words[index - 1].key if index else ""
    key = passage.words[index].key
    return f"the {key}" if before == "the" else key
