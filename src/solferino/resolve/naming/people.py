"""Names of people, taken apart by grammar: titles, compounds, patronymics, initials, order."""

import re
from functools import cache, lru_cache

from solferino.resolve.naming.blocks import joined, keys
from solferino.resolve.naming.lexicon import identities
from solferino.resolve.naming.name import Name, Role, Word
from solferino.resolve.naming.sounds import MANY, sounds
from solferino.resolve.naming.tables import read_table
from solferino.resolve.naming.tokens import Token, clean, compounds, tokens
from solferino.text.fold import fold

COMMA = re.compile(r"^([^,،]+)[,،]\s*([^,،]+)$")
BRACKETS = re.compile(r"\s*[(\[«][^)\]»]*[)\]»]?\s*")
BRACKET = re.compile(r"[(\[«]")
TWO, THREE = 2, 3


def read_person(text: str) -> Name:
    """Read the name of a person."""
    cleaned = clean(BRACKETS.sub(" ", text) if BRACKET.search(text) else text)
    turned = COMMA.match(cleaned) if "," in cleaned or "،" in cleaned else None
    found = tokens(f"{turned[2]} {turned[1]}" if turned else cleaned)
    titles, rest = _without_titles(found)
    words = [Word(shown=t.shown, form=t.form, role="title") for t in titles]
    parts = _parts(compounds(rest))
    patronymic = next((w.form for w in parts if w.role == "patronymic"), None)
    words += parts
    core = _core(parts)
    return Name(
        text=text,
        kind="person",
        words=tuple(words),
        core=core,
        patronymic=patronymic_stem(patronymic) if patronymic else None,
        keys=_keys(core),
    )


def _without_titles(found: list[Token]) -> tuple[list[Token], list[Token]]:
    """Part the titles, and what stands before the last of them, from the name."""
    last = -1
    for at, word in enumerate(found[:-1]):
        if word.fixed == "title" and (at == last + 1 or _may_tell(found[last + 1 : at + 1])):
            last = at
    return found[: last + 1], found[last + 1 :]


def _may_tell(found: list[Token]) -> bool:
    """Whether a word before an office belongs to it ("pediatric surgeon"), and is no name."""
    return len(found) == TWO and found[1].form in _offices() and not identities(found[0].form)


@cache
def _offices() -> frozenset[str]:
    return frozenset(read_table("person_words")["offices"].split())


def _parts(found: list[Token]) -> list[Word]:
    """Give each word of a name its role, in the order of the text."""
    roles: list[Role] = []
    for at, word in enumerate(found):
        if word.fixed == "son" and 0 < at < len(found) - 1:
            roles.append("son")
        elif len(word.form) == 1:
            roles.append("initial")
        else:
            roles.append("given")
    named = [at for at, role in enumerate(roles) if role == "given"]
    if len(named) + roles.count("initial") >= TWO:
        for at in named[1:]:
            stem = patronymic_stem(found[at].form)
            if stem != found[at].form and (len(named) > TWO or identities(stem)):
                roles[at] = "patronymic"
        _mark_family(found, roles)
    return [_word(word.shown, word.form, role) for word, role in zip(found, roles, strict=True)]


def _word(shown: str, form: str, role: Role) -> Word:
    return Word(shown=shown, form=form, role=role)


def _mark_family(found: list[Token], roles: list[Role]) -> None:
    """Mark the family name: in capitals, or before given name and patronymic, or else the last."""
    named = [at for at, role in enumerate(roles) if role in ("given", "initial")]
    capitals = [at for at in named if _shouted(found[at].shown)]
    if len(capitals) == 1 and len(named) > 1:
        roles[capitals[0]] = "family"
        return
    ends = len(roles) - 1
    if len(named) == TWO and roles[ends] == "patronymic":
        roles[named[0]] = "family"
    elif roles[named[-1]] == "given" and len(named) > 1:
        roles[named[-1]] = "family"


def _shouted(shown: str) -> bool:
    return len(shown) > THREE and shown.isupper()


def _core(parts: list[Word]) -> tuple[str, ...]:
    """Put the family name last; sons' particles and patronymics tell no bearer."""
    given = [w.form for w in parts if w.role in ("given", "initial")]
    family = [w.form for w in parts if w.role == "family"]
    return tuple(given + family)


def _keys(core: tuple[str, ...]) -> tuple[str, ...]:
    """Make keys of given and family name, and of given and father's name."""
    if len(core) == 1:
        return keys(joined("one", core))
    whole = [form for form in core if len(form) > 1]
    found: list[str] = []
    if len(whole) >= TWO:
        found += joined("two", (whole[0], whole[-1]))
        if len(whole) >= THREE:
            found += joined("two", whole[:2])
            found += joined("two", (f"{whole[0]} {whole[1]}", whole[-1]))
    if len(whole) < len(core) and whole:
        found += joined("initial", whole[-1:])
    return keys(found)


def patronymic_stem(form: str) -> str:
    """Take the ending of a patronymic off: "Petrovych" is of "Petr"."""
    if not form.endswith(_endings()):
        return form
    for ending in _endings():
        if form.endswith(ending) and len(form) - len(ending) >= TWO:
            return form[: -len(ending)]
    return form


@cache
def _endings() -> tuple[str, ...]:
    found = {fold(ending) for ending in read_table("person_words")["patronymics"].split()}
    return tuple(sorted(found, key=lambda e: (-len(e), e)))


@lru_cache(MANY)
def is_given(form: str) -> bool:
    """Whether a word is known as a common given name."""
    return bool(identities(form))


@lru_cache(MANY)
def first_sound(form: str) -> str:
    """Tell with which sound a word begins; alef, ayn and vowels are as one."""
    spoken = sounds(form)
    return "a" if not spoken or spoken[0] in "aeiouÎÛÂOA3WIyE" else spoken[0]
