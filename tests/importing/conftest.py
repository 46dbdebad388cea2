"""A case to import into, and how a person would do it."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from solferino import plugins
from solferino.importing.rows import Offer, Wish, offer, take_in
from solferino.pipeline import work
from solferino.ports import Kit
from solferino.store.case import Case
from solferino.workers import here

AT = "2031-06-01T08:00:00Z"
Importing = Callable[..., Offer]


@pytest.fixture(scope="session")
def kit() -> Kit:
    return plugins.kit(plugins.find())


@pytest.fixture
def case(tmp_path: Path) -> Iterator[Case]:
    with Case.create(tmp_path / "case", "Case", clock=lambda: AT, by="A. Person") as made:
        yield made


@pytest.fixture
def bring_in(case: Case, kit: Kit) -> Importing:
    """Take a file in and bring the case up to date; gives what was told before."""

    def brought(name: str, data: bytes, **wish: str) -> Offer:
        offered = offer(case, kit.readers, (name, data), Wish(by="A. Person", **wish))
        take_in(case, offered)
        for _ in work(case, kit, here()):
            pass
        return offered

    return brought
