"""The picture made by hand, and the dossier that is written of it."""

from collections.abc import Callable
from dataclasses import fields
from typing import Any

import pytest
from lxml import html
from tests.publish.made import make_picture
from tests.publish.opened import TITLE, written

from solferino.ports import Picture


@pytest.fixture(scope="session")
def picture() -> Picture:
    return make_picture()


@pytest.fixture(scope="session")
def of_party() -> Callable[[str], Picture]:
    return make_picture


@pytest.fixture(scope="session")
def shuffle() -> Callable[[Picture], Picture]:
    """Turn every list of a picture round."""

    def turned(picture: Picture) -> Picture:
        named = ("name", "created", "engine", "extent", "profile")
        kept = {f: getattr(picture, f) for f in named}
        others = (f.name for f in fields(Picture) if f.name not in named)
        lists = {name: getattr(picture, name)[::-1] for name in others}
        return Picture(**kept, **lists)

    return turned


@pytest.fixture(scope="module")
def pages(picture: Picture, tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    return written(picture, tmp_path_factory.mktemp("dossier"))


@pytest.fixture(scope="module")
def trees(pages: dict[str, bytes]) -> dict[str, Any]:
    return {name: html.document_fromstring(page.decode()) for name, page in pages.items()}


@pytest.fixture(scope="module")
def shelling(trees: dict[str, Any]) -> Any:
    """Open the page of the incident that two documents tell of."""
    (found,) = [t for t in trees.values() if t.findtext(".//title") == TITLE]
    return found
