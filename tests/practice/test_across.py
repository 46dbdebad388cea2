"""The whole practice case against its answer key, item by item, with the known misses listed."""

from collections import Counter
from collections.abc import Iterator
from itertools import chain
from pathlib import Path
from typing import Any

import pytest
from tests.mending import listed
from tests.practice import appeals, figures, incidents, origins, pieces
from tests.practice.found import Found
from tests.practice.key import CASE, GOLD, Item

ROOMS = (incidents, origins, appeals, figures, pieces)
CHECKS = {field: check for room in ROOMS for field, check in room.CHECKS.items()}
ITEMS = tuple(chain.from_iterable(room.items() for room in ROOMS))
LISTED = listed(Path(__file__).with_name("misses.toml"))


def params() -> Iterator[Any]:
    for item in ITEMS:
        missed = item.name in LISTED
        marks = [pytest.mark.xfail(strict=True, raises=pytest.fail.Exception)] if missed else []
        yield pytest.param(item, id=" - ".join(item.name), marks=marks)


@pytest.mark.parametrize("item", list(params()))
def test_the_case_is_as_its_key_has_it(practice: Found, item: Item) -> None:
    wrong = CHECKS[item.field](practice, item)
    if wrong is not None:
        pytest.fail(f"{', '.join(item.name)}:\n{wrong}", pytrace=False)


def test_every_miss_that_is_listed_is_asked_for() -> None:
    assert not LISTED - {item.name for item in ITEMS}


def test_every_item_has_a_name_of_its_own() -> None:
    assert [name for name, times in Counter(item.name for item in ITEMS).items() if times > 1] == []


def test_the_key_is_of_the_documents_that_are_worked(practice: Found) -> None:
    assert set(CASE["documents"]) == set(GOLD) == set(practice.documents)
