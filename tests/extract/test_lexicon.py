"""Properties of the words that the engine knows."""

import pytest

from solferino.extract.lexicon import lexicon, table
from solferino.text.segment import words

OWNED = [
    (form, body["name"])
    for name in ("organizations", "actors")
    for body in table("en", name)["body"]
    for form in body["forms"]
    if "s' " in form or "'s " in form
]


@pytest.mark.parametrize(("form", "name"), OWNED)
@pytest.mark.parametrize("ending", ["s", "'s", "s'", "’s", "s’"])
def test_a_name_is_known_wherever_its_apostrophe_stands(form: str, name: str, ending: str) -> None:
    written = form.replace("s' ", f"{ending} ").replace("'s ", f"{ending} ")
    found = lexicon("en").find(words(f"Then the {written} spoke."))
    assert name in {term.entry.name for term in found}


def test_names_with_an_apostrophe_are_listed() -> None:
    assert OWNED
