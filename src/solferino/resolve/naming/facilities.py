"""Names of facilities, taken apart: what it is, for whom, which number, and its name proper."""

import re
from functools import cache, lru_cache
from itertools import pairwise

from solferino.resolve.naming.blocks import as_one, joined, keys
from solferino.resolve.naming.lexicon import Headings, identities
from solferino.resolve.naming.name import Name, Role, Word
from solferino.resolve.naming.sounds import MANY, script_of
from solferino.resolve.naming.tables import read_table
from solferino.resolve.naming.tokens import Token, clean, compounds, token, tokens
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
# Cheap signs that one of the two patterns may fit; without one neither is tried.
BEFORE_PLACE = re.compile(r"[,،]| in | في | در |[гм]\.| городе | місті ")
SUPPORT = re.compile("ed|run|held|['’]s")
MANY_HEADINGS = 2
# "Named after X": X has the ending of the genitive there.
AFTER_OF = re.compile(r"\b(імені|ім\.?|имени|им\.?|святого|св\.?)\s+(\w{3,})а\b")
SLAVIC = frozenset("иіаеяуюкмо")  # last letters of adjectives and genitives
MOST_WORDS = 3  # words of one phrase
Heads = tuple[tuple[Role, str], ...]


def read_facility(text: str) -> Name:
    """Read the name of a facility; a name in brackets is a second name of the same one."""
    inside = BRACKETS.findall(text) if "(" in text or "[" in text else []
    if not inside:
        return _read(text, text)
    named = [part for part in inside if _read(part, part).core]
    described = [part for part in inside if part not in named]
    bare = " ".join((BRACKETS.sub(" ", text), *described))
    outer = _read(bare, text)
    if not outer.core and named and not any(map(_tells_more, named)):
        return _read(f"{bare}, {' '.join(named)}", text)
    others = tuple(_read(part, part) for part in named)
    every = keys([*outer.keys, *(key for other in others for key in other.keys)])
    return Name(
        text=text, kind="facility", words=outer.words, core=outer.core, types=outer.types,
        specialties=outer.specialties, levels=outer.levels, numbers=outer.numbers,
        places=outer.places, others=others, keys=every,
    )  # fmt: skip


def _tells_more(part: str) -> bool:
    """Whether words in brackets tell more than a place can: a kind of facility, or a code name."""
    found = _read(part, part)
    return bool(found.types or found.specialties) or all(map(is_code, found.core))


def _tells_kind(text: str) -> bool:
    """Whether a word of a text says what a facility is: then the text is no place."""
    return any(word.role == "type" for t in tokens(clean(text)) for word in _said(t.shown))


def is_code(form: str) -> bool:
    """Whether a word is a code name such as M10."""
    return CODENAME.match(form) is not None


def _read(part: str, text: str) -> Name:
    bare = _supported().sub(" ", part) if SUPPORT.search(part) is not None else part
    tail = TAIL.search(bare) if BEFORE_PLACE.search(bare) is not None else None
    if tail is not None and _tells_kind(tail[1]):
        tail = None
    if tail is not None:
        bare = bare[: tail.start()]
    head = tokens(clean(bare if bare.isascii() else AFTER_OF.sub(r"\1 \2", bare)))
    lower = bare == bare.lower()
    words = _words(head, lower=lower)
    if tail is not None:
        words += _places(tail[1])
    found: dict[Role, list[str]] = {}
    for word in words:
        found.setdefault(word.role, []).append(word.form)
    each = {role: tuple(forms) for role, forms in found.items()}
    places = each.get("place", ())
    core = each.get("name", ()) + each.get("code", ()) or places
    specialties, numbers = _sorted(each.get("specialty", ())), _sorted(each.get("number", ()))
    return Name(
        text=text, kind="facility", words=tuple(words), core=core,
        types=_sorted(each.get("type", ())), specialties=specialties,
        levels=_sorted(each.get("level", ())), numbers=numbers, places=places,
        keys=_keys(core, places, specialties, numbers),
    )  # fmt: skip


def _sorted(headings: tuple[str, ...]) -> tuple[str, ...]:
    return headings if len(headings) < MANY_HEADINGS else tuple(sorted(set(headings)))


def _places(tail: str) -> list[Word]:
    found = compounds(tokens(clean(tail)))
    return [Word(shown=t.shown, form=place_stem(t.form), role="place") for t in found]


def _words(head: list[Token], *, lower: bool) -> list[Word]:
    """Give each word its role: phrases of several words first, then single ones."""
    words: list[Word] = []
    names: list[Token] = []
    starts = _headings().starts
    at = 0
    while at < len(head):
        word = head[at]
        length, said = _phrase(head, at) if word.form in starts else (1, ())
        said = said or _said(word.shown)
        if said:
            words += said
        elif lower or _may_be_name(word.shown):
            names.append(word)
        else:
            words.append(Word(shown=word.shown, form=word.form, role="plain"))
        at += length
    joined = compounds(names)
    words += [_named(n.shown, n.form) for n in joined if n.fixed != "son" or n is joined[0]]
    return words


def _named(shown: str, form: str) -> Word:
    form = place_stem(form)
    role: Role = "code" if is_code(form) else "name"
    return Word(shown=shown, form=form, role=role)


@lru_cache(MANY)
def _said(shown: str) -> tuple[Word, ...]:
    """Tell what a single word says of a facility; nothing when it may be its name."""
    heads = _heads(token(shown).form)
    return tuple(Word(shown=shown, form=form, role=role) for role, form in heads)


def _phrase(head: list[Token], at: int) -> tuple[int, tuple[Word, ...]]:
    """Find the longest phrase of several words that says what a facility is, and how long it is."""
    for length in range(min(MOST_WORDS, len(head) - at), 1, -1):
        heads = _heads(" ".join(t.form for t in head[at : at + length]))
        if heads:
            shown = " ".join(t.shown for t in head[at : at + length])
            return length, tuple(Word(shown=shown, form=form, role=role) for role, form in heads)
    return 1, ()


def _heads(phrase: str) -> Heads:
    """Tell what a word or phrase says of a facility, as roles with headings."""
    if NUMBER.match(phrase):
        return (("number", str(int(phrase))),)
    roles = _roles()
    heads = tuple(roles[heading] for heading in _headings().of(phrase))
    numbers = [head for head in heads if head[0] == "number"]
    return tuple(numbers[:1]) if numbers else heads


@lru_cache(MANY)
def place_stem(form: str) -> str:
    """Take the ending of a Slavic adjective off: "Khersonska" and "Kherson" are one word."""
    if " " in form or not ("sk" in form or form[-1] in SLAVIC):
        return form
    for pattern in ADJECTIVE:
        fit = pattern.match(form)
        if fit is not None:
            return fit[1]
    fit = GENITIVE.match(form)
    return fit[1] if fit is not None and not identities(form) else form


def _may_be_name(shown: str) -> bool:
    """Whether a word may be of a name: in capitals where the script has them, or a particle."""
    word = token(shown)
    written = script_of(word.form) != "latin" or not shown.islower()
    return written or bool(word.fixed) or len(word.form) == 1


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
def _headings() -> Headings:
    data = read_table("facility_words")
    groups: dict[str, str] = {}
    for section, words in data.items():
        groups.update({f"{section} {heading}": listed for heading, listed in words.items()})
    del groups["supporters words"]
    return Headings(groups)


@cache
def _roles() -> dict[str, tuple[Role, str]]:
    """Tell of each heading in the file which role a word under it has, and under which name."""
    sections: dict[str, Role] = {
        "types": "type",
        "specialties": "specialty",
        "levels": "level",
        "plain": "plain",
        "signs": "plain",
        "numbers": "number",
    }
    data = read_table("facility_words")
    return {
        f"{section} {heading}": (role, heading)
        for section, role in sections.items()
        for heading in data[section]
    }


@cache
def _supported() -> re.Pattern[str]:
    words = "|".join(fold(w) for w in read_table("facility_words")["supporters"]["words"].split())
    return re.compile(
        rf"\S+[-‑–](?:{words})\b|,?\s*\b(?:{words}) by\b.*$|^.*(?<=[a-z])['’]s (?=al-)",
        re.IGNORECASE,
    )
