"""Read a name by the grammar of its kind."""

from functools import lru_cache

from solferino.model.terms import EntityKind
from solferino.resolve.naming.blocks import as_one, joined, keys
from solferino.resolve.naming.bodies import read_body
from solferino.resolve.naming.facilities import read_facility
from solferino.resolve.naming.name import Name, Word
from solferino.resolve.naming.people import read_person
from solferino.resolve.naming.sounds import MANY
from solferino.resolve.naming.tokens import clean, compounds, tokens


@lru_cache(MANY)
def read_name(text: str, kind: EntityKind) -> Name:
    """Take a name apart; a pure function of its words and kind, and total: any text is read."""
    if kind == "facility":
        return read_facility(text)
    if kind == "person":
        return read_person(text)
    if kind == "place":
        return _read_place(text)
    return read_body(text, kind)


def _read_place(text: str) -> Name:
    found = compounds(tokens(clean(text))) or tokens(clean(text))
    core = tuple(token.form for token in found)
    words = tuple(Word(shown=token.shown, form=token.form, role="name") for token in found)
    every = [*joined("place", core[:2]), *as_one("place", core)] if core else []
    return Name(text=text, kind="place", words=words, core=core, keys=keys(every))
