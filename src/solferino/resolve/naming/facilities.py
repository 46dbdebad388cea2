"""Names of facilities, taken apart: what it is, for whom, which number, and its name proper."""

import re
from functools import cache, lru_cache
from itertools import pairwise

from solferino.resolve.naming.blocks import as_one, joined, keys
from solferino.resolve.naming.lexicon import Headings, identities
from solferino.resolve.naming.name import Name, Role, Word
from solferino.resolve.naming.sounds import MANY, script_of
from solferino.resolve.naming.tables import read_table
from solferino.resolve.naming.tokens import Token, clean, compounds, person_words, tokens
from solferino.text.fold import fold

BRACKETS = re.compile(r"\s*[(\[]([^)\]]+)[)\]]\s*")
TAIL = re.compile(
    r"(?<=\w)(?:\s*[,،]\s*|\s+(?:in|في|در|г\.|м\.|в\s+г\.|у\s+м\.|в\s+городе|у\s+місті)\s+)(?!for\b)(.+)$"
)
NUMBER = re.compile(r"^\d{1,4}$")
CODENAME = re.compile(r"^[a-z]{1,2}\d{1,3}$")
ADJECTIVE = (
    re.compile(r"^(.{3,}?)(?:ь?ськ|зьк|цьк|ск|цк)(?:ии|іи|а|ая|ое|е|ого|ои|оі|ому|ом|у)?$"),
    re.compile(r"^(.{4,}?)(?:sk|tsk)(?:yi|yy|iy|ii|y|i|a|e|aya|oye|oho|ogo|oi|oy)?$"),
)
GENITIVE = re.compile(r"^(.{2,}(?:ов|ев|єв|їн|ін|ин))а$")
MOST_WORDS = 3  # words of one phrase
Heads = tuple[tuple[Role, str], ...]


def read_facility(text: str) -> Name:
    """Read the name of a facility; a name in brackets is a second name of the same one."""
    inside = BRACKETS.findall(text)
    if not inside:
        return _read(text, text)
    named = [part for part in inside if _read(part, part).core]
    described = [part for part in inside if part not in named]
    outer = _read(" ".join((BRACKETS.sub(" ", text), *described)), text)
    others = tuple(_read(part, part) for part in named)
    every = keys([*outer.keys, *(key for other in others for key in other.keys)])
    return Name(
        text=text, kind="facility", words=outer.words, core=outer.core, types=outer.types,
        specialties=outer.specialties, levels=outer.levels, numbers=outer.numbers,
        places=outer.places, others=others, keys=every,
    )  # fmt: skip


def _read(part: str, text: str) -> Name:
    bare = _supported().sub(" ", part)
    tail = TAIL.search(bare)
    if tail is not None:
        bare = bare[: tail.start()]
    head = tokens(clean(bare))
    lower = not any(t.shown[:1].isupper() for t in head)
    words = [*_words(head, lower=lower), *_places(tail[1] if tail else "")]
    found: dict[Role, list[str]] = {}
    for word in words:
        found.setdefault(word.role, []).append(word.form)
    places = tuple(found.get("place", []))
    core = tuple(found.get("name", []) + found.get("code", [])) or places
    types, specialties = _sorted(found.get("type", [])), _sorted(found.get("specialty", []))
    numbers = _sorted(found.get("number", []))
    return Name(
        text=text, kind="facility", words=tuple(words), core=core, types=types,
        specialties=specialties, levels=_sorted(found.get("level", [])), numbers=numbers,
        places=places, keys=_keys(core, places, specialties, numbers),
    )  # fmt: skip


def _sorted(headings: list[str]) -> tuple[str, ...]:
    return tuple(sorted(set(headings)))


def _places(tail: str) -> list[Word]:
    found = compounds(tokens(clean(tail)))
    return [Word(shown=t.shown, form=place_stem(t.form), role="place") for t in found]


def _words(head: list[Token], *, lower: bool) -> list[Word]:
    """Give each word its role: phrases of several words first, then single ones."""
    words: list[Word] = []
    names: list[Token] = []
    at = 0
    while at < len(head):
        length, heads = _phrase(head, at)
        token = head[at]
        if heads:
            shown = " ".join(t.shown for t in head[at : at + length])
            words += [Word(shown=shown, form=form, role=role) for role, form in heads]
        elif lower or _may_be_name(token):
            names.append(token)
        else:
            words.append(Word(shown=token.shown, form=token.form, role="plain"))
        at += length
    fixed = person_words()
    proper = [token for token in compounds(names) if fixed.get(token.form) != "son"]
    return [*words, *(_named(token) for token in proper)]


def _named(token: Token) -> Word:
    form = place_stem(token.form)
    role: Role = "code" if CODENAME.match(form) else "name"
    return Word(shown=token.shown, form=form, role=role)


def _phrase(head: list[Token], at: int) -> tuple[int, Heads]:
    """Find the longest phrase that says what a facility is; how long it is, and its headings."""
    for length in range(min(MOST_WORDS, len(head) - at), 0, -1):
        heads = _heads(" ".join(t.form for t in head[at : at + length]))
        if heads:
            return length, heads
    return 1, ()


@lru_cache(MANY)
def _heads(phrase: str) -> Heads:
    """Tell what a word or phrase says of a facility, as roles with headings."""
    if NUMBER.match(phrase):
        return (("number", str(int(phrase))),)
    heads = tuple(
        (role, heading) for role, table in _tables().items() for heading in table.of(phrase)
    )
    numbers = [head for head in heads if head[0] == "number"]
    return tuple(numbers[:1]) if numbers else heads


@lru_cache(MANY)
def place_stem(form: str) -> str:
    """Take the ending of a Slavic adjective off: "Khersonska" and "Kherson" are one word."""
    if " " in form:
        return form
    for pattern in ADJECTIVE:
        fit = pattern.match(form)
        if fit is not None:
            return fit[1]
    fit = GENITIVE.match(form)
    return fit[1] if fit is not None and not identities(form) else form


def _may_be_name(token: Token) -> bool:
    """Whether a word may be of a name: in capitals where the script has them, or a particle."""
    written = script_of(token.form) != "latin" or not token.shown.islower()
    return written or token.form in person_words() or len(token.form) == 1


def _keys(
    core: tuple[str, ...],
    places: tuple[str, ...],
    specialties: tuple[str, ...],
    numbers: tuple[str, ...],
) -> tuple[str, ...]:
    """Make keys of the words proper, two by two; of a bare number or description, that."""
    if not core:
        return (f"bare:{' '.join((*specialties, *numbers)) or 'any'}",)
    whole = [*core, *(place for place in places if place not in core)]
    found = as_one("name", core) if len(core) > 1 else joined("name", core)
    pairs = [joined("name", pair) for pair in pairwise(whole)]
    return keys([*found, *(key for pair in pairs for key in pair)])


@cache
def _tables() -> dict[Role, Headings]:
    data = read_table("facility_words")
    return {
        "number": Headings(data["numbers"]),
        "type": Headings(data["types"]),
        "specialty": Headings(data["specialties"]),
        "level": Headings(data["levels"]),
        "plain": Headings({**data["plain"], **data["signs"]}),
    }


@cache
def _supported() -> re.Pattern[str]:
    words = "|".join(fold(w) for w in read_table("facility_words")["supporters"]["words"].split())
    return re.compile(
        rf"\S+[-‑–](?:{words})\b|,?\s*\b(?:{words}) by\b.*$|^.*(?<=[a-z])['’]s (?=al-)",
        re.IGNORECASE,
    )
