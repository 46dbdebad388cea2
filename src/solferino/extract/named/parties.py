"""Parties that no list knows, told by what the text lays on them and by what they are called.

Whoever is accused of shelling, denies a raid, holds a town or is told to be "a rebel group" is an
armed party in the whole text, whatever the name; so are units with a number and whoever's drones
and gunners are told of by a land's adjective. "The front" or "the rebels" then stand for the one
party of the text that they fit. The phrases are data (parties.toml); no name changes what they do.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from functools import cache

from solferino.extract.lexicon import table
from solferino.extract.named.facility import NEVER, Facility
from solferino.extract.named.names import TITLES, Name, name_of
from solferino.extract.named.short_names import alone
from solferino.extract.named.sides import RULES as SIDES
from solferino.extract.passage import Passage

DATA = table("en", "parties")
HEADS, UNITS, ORDINALS = (frozenset(DATA[k]) for k in ("heads", "units", "ordinals"))
ALONE = frozenset(DATA["alone"])
ARMS, ORDINARY, STANDING = (frozenset(DATA[k]) for k in ("arms", "ordinary", "standing"))
UNSAID = NEVER | ORDINARY  # no land's adjective
UNSAID = NEVER | ORDINARY
ENDINGS = tuple(DATA["endings"])
CALLED: dict[str, list[str]] = DATA["called"]
WORDS = {k: "|".join(map(re.escape, v)) for k, v in DATA["words"].items()}
HERE = "\ue000(\\d+)\ue001"  # stands for a name in the words that are matched
NUMBER = re.compile(r"\d{1,4}(?:st|nd|rd|th)")
SORT = re.compile(rf"^,? (?:a|an|the)(?: [\w'-]+){{0,5}}? (?:{WORDS['sort']})\b")
CORPS = frozenset(DATA["corps"])
CORPS_WORDS = 3
SHORTEST = 4  # letters of a land's adjective
OPEN = ("organization", "person", "place", "")
SIGN = re.compile("|".join(DATA["sign"]))
LONE = ("names/alone", "names/short-body", "names/men-of-body")
WIDENED = ("names/party", "names/company", "names/fighters", "names/men-of-body")
Known = Callable[[str], bool]


def with_parties(
    passages: Sequence[Passage],
    found: Sequence[tuple[Name, ...]],
    facilities: Sequence[tuple[Facility, ...]],
    is_place: Known,
) -> list[tuple[Name, ...]]:
    """Give the names of a text the kind of a party where the text shows it, and find more such."""
    named = [
        _merged(here, _built(p, here, placed))
        for p, here, placed in zip(passages, found, facilities, strict=True)
    ]
    armed = _shown(passages, named, facilities, is_place)
    bodies = frozenset(n for p, here in zip(passages, named, strict=True) for n in _saying(p, here))
    kinds = [tuple(_kinded(_body(n, bodies, is_place), armed) for n in here) for here in named]
    short = _meant(passages, kinds)
    kinds = [tuple(_short(n, short) for n in here) for here in kinds]
    again = frozenset(n.text for here in kinds for n in here if _in_full(n))
    whole = [
        _merged(here, (*_told(p, here, placed, armed, short), *_again(p, here, placed, again)))
        for p, here, placed in zip(passages, kinds, facilities, strict=True)
    ]
    meant = _meant(passages, whole)
    return [
        _merged(here, _standing(p, here, placed, meant))
        for p, here, placed in zip(passages, whole, facilities, strict=True)
    ]


def _saying(passage: Passage, here: Sequence[Name]) -> Iterator[str]:
    """Give the names of several words taken for places that stand before a word of saying."""
    speech = {t.first for t in passage.of("speech_clause", "speech_object")}
    for name in here if passage.obeys("names/no-place") else ():
        touching = passage.slice(name.end, name.end + 1) == " "
        if name.kind == "place" and name.last - name.first > 1 and name.last in speech and touching:
            yield name.canonical


def _body(name: Name, bodies: frozenset[str], is_place: Known) -> Name:
    """Take a name that speaks for a body, where the gazetteer does not know it as a place."""
    speaks = name.kind == "place" and name.canonical in bodies and not is_place(name.text)
    return replace(name, kind="organization") if speaks else name


def _in_full(name: Name) -> bool:
    return name.kind == "armed_group" and name.last - name.first > 1 and name.text[0].isupper()


def _short(name: Name, meant: dict[str, Name]) -> Name:
    """Give a lone name that only a word of saying made a body the one party that it shortens."""
    full = meant.get(name.text.lower())
    if full is None or name.known or name.kind != "organization":
        return name
    return replace(name, kind=full.kind, canonical=full.canonical, country=full.country)


def _again(
    passage: Passage, here: Sequence[Name], placed: Sequence[Facility], again: frozenset[str]
) -> Iterator[Name]:
    """Find in a headline or a form's line the parties that the text names in full elsewhere."""
    if not passage.is_title or not passage.obeys("names/party"):
        return
    closed = {i for n in here if n.known or n.kind == "armed_group" for i in range(n.first, n.last)}
    closed |= {i for f in placed for i in range(f.first, f.last)}
    for text in sorted(again):
        at = passage.text.find(text)
        first = passage.word_at(passage.start + at) if at >= 0 else 0
        last = passage.word_at(passage.start + at + len(text) - 1) + 1 if at >= 0 else 0
        if at >= 0 and closed.isdisjoint(range(first, last)):
            closed |= set(range(first, last))
            yield name_of(passage, first, last, "armed_group")


def _merged(here: Sequence[Name], more: Iterable[Name]) -> tuple[Name, ...]:
    """Put names beside others; whichever they overlap gives way."""
    new = list(more)
    inside = {i for n in new for i in range(n.first, n.last)}
    kept = [n for n in here if inside.isdisjoint(range(n.first, n.last))]
    return tuple(sorted((*kept, *new), key=lambda n: n.first))


def _built(passage: Passage, here: Sequence[Name], placed: Sequence[Facility]) -> Iterator[Name]:
    """Find names that are a party's by how they are built."""
    closed = {i for n in here if n.known or n.titled for i in range(n.first, n.last)}
    closed |= {i for f in placed for i in range(f.first, f.last)}
    at = 0
    while at < len(passage.words):
        last = at
        if at not in closed:
            last = _of_heads(passage, at) or _numbered(passage, at) or _corps(passage, at) or at
        if last > at and closed.isdisjoint(range(at, last)):
            yield name_of(passage, at, last, "armed_group")
        at = max(last, at + 1)
    if passage.obeys("names/party-of") and passage.obeys("names/men-of-body"):
        yield from _widened(passage, here, closed)
    if passage.obeys("names/land-arms"):
        yield from _of_lands(passage, {i for n in here for i in range(n.first, n.last)} | closed)


def _widened(passage: Passage, here: Sequence[Name], closed: set[int]) -> Iterator[Name]:
    """Take the land's word before a party's name into it: "Rivane Liberation Army"."""
    words = passage.words
    office = {i for t in passage.of("role", "demonym", "country") for i in range(t.first, t.last)}
    for name in here:
        i = name.first - 1
        own = name.kind == "armed_group" and not name.known and name.text[0].isupper() and i >= 0
        if not own or passage.is_title or i in closed | office:
            continue
        beside = passage.slice(words[i].end, words[name.first].start) == " "
        plain = words[i].text[0].isupper() and words[i].key not in NEVER | TITLES
        if beside and plain and name.last - name.first > 1:
            yield name_of(passage, i, name.last, "armed_group")


def _of_heads(passage: Passage, first: int) -> int | None:
    """Index behind a name such as "Sons of the Reed" that begins here."""
    words = passage.words
    capital = words[first].text[0].isupper() and words[first].key in HEADS
    if not capital or passage.is_title or not passage.obeys("names/party-of"):
        return None
    at = first + 1
    if [w.key for w in words[at : at + 1]] != ["of"]:
        return None
    at += 2 if [w.key for w in words[at + 1 : at + 2]] == ["the"] else 1
    last = at
    while last < len(words) and words[last].text[0].isupper() and words[last].key not in NEVER:
        if passage.slice(words[last - 1].end, words[last].start) != " ":
            break
        last += 1
    return last if last > at else None


def _numbered(passage: Passage, first: int) -> int | None:
    """Index behind a unit with a number that begins here: "4th Mountain Brigade"."""
    words = passage.words
    counted = NUMBER.fullmatch(words[first].key) or (
        words[first].key in ORDINALS and words[first].text[0].isupper()
    )
    if not counted or not passage.obeys("names/numbered-unit"):
        return None
    for last in range(first + 1, min(len(words), first + 4)):
        if words[last].key in UNITS and words[last].text[0].isupper():
            return last + 1
        if not words[last].text[0].isupper():
            return None
    return None


def _corps(passage: Passage, first: int) -> int | None:
    """Index behind a force that a name with "'s" owns: "Skarn's border corps"."""
    words = passage.words
    owned = first + 1 < len(words) and words[first + 1].key == "'s"
    if not (owned and words[first].text[0].isupper() and words[first].key not in NEVER):
        return None
    for last in range(first + 2, min(len(words), first + 2 + CORPS_WORDS)):
        if words[last].key in CORPS and passage.obeys("names/own-corps"):
            return last + 1
        if not words[last].text.islower():
            return None
    return None


def _of_lands(passage: Passage, taken: set[int]) -> Iterator[Name]:
    """Find adjectives of unknown lands before arms and men: "Karovan jets", "Ezmari drones"."""
    known = {
        i
        for t in passage.of("country", "demonym", "body", "side", "force", "role")
        for i in range(t.first, t.last)
    }
    words = passage.words
    for i, word in enumerate(words[:-1]):
        following = words[i + 1]
        if i in taken or i in known or not word.text[0].isupper() or word.key in UNSAID:
            continue
        beside = passage.slice(word.end, following.start) == " " and following.text.islower()
        if not beside or following.key not in ARMS or len(word.text) < SHORTEST:
            continue
        if word.key.endswith(ENDINGS) and word.text[1:].islower():
            yield name_of(passage, i, i + 1, "armed_group", known=True)


def _shown(
    passages: Sequence[Passage],
    named: Sequence[tuple[Name, ...]],
    facilities: Sequence[tuple[Facility, ...]],
    is_place: Known,
) -> frozenset[str]:
    """Give the names that phrases of the text show to be parties', in small letters."""
    armed: set[str] = set()
    led: set[str] = set()
    weak: set[str] = set()
    for passage, here, placed in zip(passages, named, facilities, strict=True):
        if passage.is_title or not _in_force(passage):
            continue
        names = list(_candidates(passage, here, placed, is_place))
        led |= {_key(n) for n in names if n.first and passage.words[n.first - 1].key == "the"}
        for name, strong in _charged(passage, names):
            (armed if strong or name.kind != "person" else weak).add(_key(name))
    return frozenset(armed | (weak & led))


def _in_force(passage: Passage) -> bool:
    """Whether the rule is in force, and the rules of armed company that it widens."""
    return all(map(passage.obeys, WIDENED))


def _candidates(
    passage: Passage, here: Sequence[Name], placed: Sequence[Facility], is_place: Known
) -> Iterator[Name]:
    """Give the names that may yet be a party's: those without office or list, and bare capitals."""
    yield from (n for n in here if n.kind in OPEN and not (n.known or n.titled))
    taken = {i for n in here for i in range(n.first, n.last)}
    taken |= {i for f in placed for i in range(f.first, f.last)}
    listed = passage.of("country", "demonym", "body", "side", "facility", "facilities", "role")
    taken |= {i for t in listed for i in range(t.first, t.last)}
    owned = {t.first for t in passage.of("doer")}  # "Tavrosk occupiers" are named by both words
    for i, word in enumerate(passage.words):
        free = (
            i not in taken
            and i + 1 not in owned
            and word.text[0].isupper()
            and word.key not in NEVER
        )
        if i and free and not passage.entry and len(word.text) > 1 and not is_place(word.text):
            yield name_of(passage, i, i + 1, "organization")


def _helps(name: str) -> bool:
    return bool(SIDES["caring"] & set(name.lower().split()))


def _charged(passage: Passage, names: Sequence[Name]) -> Iterator[tuple[Name, bool]]:
    """Match the phrases; give each name that one shows to be a party, and whether it is strong."""
    if not names or not SIGN.search(passage.text.lower()):
        return
    parts: list[str] = []
    at = passage.start
    for i, name in enumerate(sorted(names, key=lambda n: n.first)):
        parts += [passage.slice(at, name.start).lower(), f"\ue000{i}\ue001"]
        at = name.end
    parts.append(passage.slice(at, passage.end).lower())
    told = re.sub(r"\s+", " ", "".join(parts).replace("’", "'"))
    ordered = sorted(names, key=lambda n: n.first)
    for strong, weak, doing, pattern in _phrases():
        for match in pattern.finditer(told):
            name = ordered[int(match[1])]
            if not (weak and _helps(name.text)):
                yield name, strong or (doing and passage.obeys("names/accused"))


@cache
def _phrases() -> tuple[tuple[bool, bool, bool, re.Pattern[str]], ...]:
    """Compile the phrases: `X` the name, `<list>` a list of words, `~` a few words."""
    return tuple(
        (
            row["strong"],
            row.get("charge", False),
            row.get("doing", False),
            re.compile(_pattern(row["phrase"])),
        )
        for row in DATA["phrase"]
    )


def _pattern(phrase: str) -> str:
    made = re.sub(r"<(\w+)>", lambda m: f"(?:{WORDS[m[1]]})", phrase)
    return made.replace("~ ", r"(?:[\w'-]+ ){0,4}").replace("X", HERE)


def _key(name: Name) -> str:
    return name.canonical.lower()


def _kinded(name: Name, armed: frozenset[str]) -> Name:
    shown = name.kind in OPEN and not (name.known or name.titled) and _key(name) in armed
    return replace(name, kind="armed_group") if shown else name


def _told(
    passage: Passage,
    here: Sequence[Name],
    placed: Sequence[Facility],
    armed: frozenset[str],
    meant: dict[str, Name],
) -> Iterator[Name]:
    """Find single words that are a party's elsewhere in the text and nobody's name here.

    "The Alliance" is a party by that word alone; "a Front commander" is the one Front's.
    """
    taken = {i for n in here for i in range(n.first, n.last)}
    taken |= {i for f in placed for i in range(f.first, f.last)}
    for i, word in enumerate(passage.words):
        if i in taken or not word.text[0].isupper():
            continue
        if word.text.lower() in armed:
            yield name_of(passage, i, i + 1, "armed_group")
        elif word.key in ALONE | meant.keys() and all(map(passage.obeys, LONE)):
            full = meant.get(word.key)
            canonical = full.canonical if full else word.text
            yield name_of(passage, i, i + 1, "armed_group", canonical=canonical)


def _meant(passages: Sequence[Passage], named: Sequence[tuple[Name, ...]]) -> dict[str, Name]:
    """Index the one party of the text for which a noun behind "the" stands."""
    found: dict[str, dict[str, Name]] = {}
    for passage, here in zip(passages, named, strict=True):
        for name in (n for n in here if n.kind == "armed_group"):
            parts = name.text.lower().split()
            head = parts[0] if parts[1:2] == ["of"] else parts[-1]
            nouns = {head} & STANDING if len(parts) > 1 else set[str]()
            sort = SORT.match(passage.slice(name.end, passage.end).lower())
            if sort is not None:
                nouns |= {noun for w in CALLED if w in sort[0] for noun in CALLED[w]}
            for noun in nouns:
                found.setdefault(noun, {}).setdefault(name.canonical, name)
    return {noun: next(iter(of.values())) for noun, of in found.items() if len(of) == 1}


def _standing(
    passage: Passage, here: Sequence[Name], placed: Sequence[Facility], meant: dict[str, Name]
) -> Iterator[Name]:
    """Read "the front" or "the rebels" as the one party of the text that it fits."""
    in_force = passage.obeys("names/standing-for") and passage.obeys("names/only-side")
    if not meant or not in_force:
        return
    taken = {i for n in here for i in range(n.first, n.last)}
    taken |= {i for f in placed for i in range(f.first, f.last)}
    for i, word in enumerate(passage.words):
        full = meant.get(word.key) if word.text.islower() and i not in taken and i else None
        if full is None or passage.words[i - 1].key != "the" or not alone(passage, i):
            continue
        yield name_of(passage, i, i + 1, full.kind, canonical=full.canonical, country=full.country)
