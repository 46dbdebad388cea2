"""Names of organizations, governments, armed groups and media, taken apart."""

import re
from functools import cache, lru_cache

from solferino.model.terms import EntityKind
from solferino.resolve.naming.blocks import as_one, foremost, keys
from solferino.resolve.naming.facilities import place_stem
from solferino.resolve.naming.lexicon import Headings, meanings
from solferino.resolve.naming.name import Name, Role, Word
from solferino.resolve.naming.sounds import MANY
from solferino.resolve.naming.tables import read_table
from solferino.resolve.naming.tokens import Token, clean, compounds, tokens
from solferino.text.fold import fold

BRACKETS = re.compile(r"\s*[(\[]([^)\]]+)[)\]]\s*")
LONGEST_ABBREVIATION = 7


def read_body(text: str, kind: EntityKind) -> Name:
    """Read the name of a body; one in brackets is a second name of the same body."""
    inside = BRACKETS.findall(text) if "(" in text or "[" in text else []
    if not inside:
        return _read(text, text, kind)
    outer = _read(BRACKETS.sub(" ", text), text, kind)
    others = tuple(o for o in (_read(part, part, kind) for part in inside) if o.core)
    every = keys([*outer.keys, *(key for other in others for key in other.keys)])
    return Name(
        text=text, kind=kind, words=outer.words, core=outer.core, numbers=outer.numbers,
        others=others, keys=every,
    )  # fmt: skip


def _read(part: str, text: str, kind: EntityKind) -> Name:
    found = compounds(tokens(clean(part)))
    words = [word for token in found for word in _words(token)]
    if not any(word.role == "name" for word in words):
        words = [Word(shown=w.shown, form=w.form, role="name") for w in words]
    core = tuple(word.form for word in words if word.role == "name")
    numbers = tuple(sorted({word.form for word in words if word.role == "number"}))
    return Name(
        text=text, kind=kind, words=tuple(words), core=core, numbers=numbers,
        keys=_keys(found, core, numbers),
    )  # fmt: skip


@lru_cache(MANY)
def _words(token: Token) -> tuple[Word, ...]:
    """Give a word its role; a known abbreviation stands for the words that it abbreviates."""
    spelled = _abbreviations().get(token.form) if token.shown.isupper() else None
    if spelled is not None:
        return tuple(word for part in spelled for word in _words(part))
    number = _numbers().of(token.form)
    if token.form.isdigit() or number:
        form = str(int(token.form)) if token.form.isdigit() else number[0]
        return (Word(shown=token.shown, form=form, role="number"),)
    role: Role = "plain" if _plain().of(token.form) else "name"
    return (Word(shown=token.shown, form=_stem(token.form), role=role),)


def _stem(form: str) -> str:
    return form if meanings(form) else place_stem(form)


def _keys(found: list[Token], core: tuple[str, ...], numbers: tuple[str, ...]) -> tuple[str, ...]:
    """Make keys of the two words that tell most, of all as one, and of the initials."""
    if not core:
        return ()
    initials = "".join(t.form[0] for t in found if t.form not in _small())
    if len(found) == 1 and is_abbreviation(found[0].shown):
        initials = found[0].form
    short = [f"initials:{initials}"] if 1 < len(initials) <= LONGEST_ABBREVIATION else []
    return keys([*foremost("body", core, " ".join(numbers)), *as_one("body", core), *short])


def is_abbreviation(shown: str) -> bool:
    """Whether a word is written as an abbreviation: in capitals, and short."""
    return shown.isupper() and 1 < len(shown) <= LONGEST_ABBREVIATION


def initials_of(name: Name) -> str:
    """Take the first letters of a body's words, small ones left out, plain ones kept."""
    return "".join(word.form[0] for word in name.words if word.form not in _small())


@cache
def _small() -> frozenset[str]:
    return frozenset(
        ("the", "of", "and", "for", "in", "on", "to", "de", "des", "du", "la", "le", "و")
    )


@cache
def _plain() -> Headings:
    return Headings(read_table("meanings")["plain"])


@cache
def _numbers() -> Headings:
    return Headings(read_table("facility_words")["numbers"])


@cache
def _abbreviations() -> dict[str, tuple[Token, ...]]:
    data = read_table("meanings")["abbreviations"]
    return {fold(short): tuple(tokens(clean(long))) for short, long in data.items()}
