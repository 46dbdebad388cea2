"""What a name is once it is read."""

from typing import Literal

from solferino.codec import value
from solferino.model.terms import EntityKind

Role = Literal[
    "name", "given", "family", "patronymic", "initial", "code", "title", "son", "article", "type",
    "specialty", "level", "number", "place", "plain", "supporter",
]  # fmt: skip
Ground = Literal["unknown", "together", "apart"]


@value
class Word:
    """One word of a name: as written, in the form that is compared, and what it does there.

    The form is folded, without article; a compound ("Abd al-Rahman", "Abu Zaid", "Nur al-Din") is
    one word whose form has a space inside.
    """

    shown: str
    form: str
    role: Role


@value
class Name:
    """A name taken apart by the grammar of its kind.

    `words` are all its words in order, `core` the forms of those that tell its bearer from
    others: of a person given name first and family last, without patronymic. `patronymic` is its
    form without ending, or null. `types`, `specialties`, `levels` and `numbers` are headings of
    what a facility is ("hospital", "children", "region", "4"), sorted; `places` the forms of words
    that only tell where ("…, Gaza"). `others` are second names that stand in brackets. `keys` are
    blocks in which to look for names that may be the same: a key decides nothing.

    Without `core` nothing tells a facility from others of its kind but number and description.
    """

    text: str
    kind: EntityKind
    words: tuple[Word, ...]
    core: tuple[str, ...]
    patronymic: str | None = None
    types: tuple[str, ...] = ()
    specialties: tuple[str, ...] = ()
    levels: tuple[str, ...] = ()
    numbers: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    others: tuple["Name", ...] = ()
    keys: tuple[str, ...] = ()


@value
class Match:
    """Two words set beside each other, and why; one of them is null where a word stands alone."""

    left: str | None
    right: str | None
    why: str
