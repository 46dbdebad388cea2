"""A language is named only where letters decide it."""

import pytest

from solferino.publish.script import language_of


@pytest.mark.parametrize(
    ("name", "language"),
    [
        ("عيادة القديسة", "ar"),
        ("בית חולים", "he"),
        ("Лікарня Їжакевича", "uk"),
        ("Νοσοκομείο", "el"),
        ("بیمارستان", None),
        ("Больница", None),
        ("Saint Orla", None),
        ("Saint Orla عيادة", None),
        ("12", None),
        ("", None),
    ],
)
def test_letters_decide_or_nothing_does(name: str, language: str | None) -> None:
    assert language_of(name) == language
