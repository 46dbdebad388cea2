"""The page that says which test shows which promise names tests that are there."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PAGE = (ROOT / "docs" / "assurance.md").read_text(encoding="utf-8")
NAMED = sorted(set(re.findall(r"`(tests/[\w/]+\.py)::(\w+)`", PAGE)))


def test_it_names_many() -> None:
    assert len(NAMED) > 50


@pytest.mark.parametrize("file", sorted({file for file, _ in NAMED}))
def test_every_test_that_is_named_is_there(file: str) -> None:
    held = (ROOT / file).read_text(encoding="utf-8")
    missing = [name for other, name in NAMED if other == file and f"def {name}(" not in held]
    assert not missing
