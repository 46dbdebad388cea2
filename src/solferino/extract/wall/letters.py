"""Letters that stand for a name or an office: whether a text itself says that they do."""

import re

from solferino.text.segment import words

OFFICE = 80  # characters before a name in which the office may stand
GIVEN = re.compile(r"(?:[’']s)? \((?:or |the |known as )?[“\"]?([A-Z][A-Z-]{1,7})s?[”\"]?\)")


def of_office(text: str, name: str, letters: str) -> bool:
    """Whether letters are the first of the office named before somebody: "DHO", an officer.

    "District Health Officer Osk Tarrel said …": "the DHO" further on is Osk Tarrel.
    """
    at = text.find(name)
    if at < 0:
        return False
    before = words(text, max(0, at - OFFICE), at)[-len(letters) :]
    return "".join(w.text[0] for w in before) == letters


def bracketed(text: str, name: str, letters: str) -> bool:
    """Whether the letters stand in brackets behind the name: "Doctors of Reed and River (DRR)"."""
    behind = (GIVEN.match(text, m.end()) for m in re.finditer(re.escape(name), text))
    return any(given[1] == letters for given in behind if given)
