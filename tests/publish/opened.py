"""A dossier written, opened and read again."""

import re
from pathlib import Path
from typing import Any

from solferino.ports import Picture
from solferino.publish.dossier import write_dossier

AT = "2031-05-08T09:00:00+00:00"
PHONE_DIGITS = "5550147"
VOID = {"meta", "br", "hr", "link", "img", "input"}
VISIBLE_MARK = re.compile(r"‹U\+[0-9A-F]{4,}›")


def written(
    picture: Picture, folder: Path, *, practice: bool = False, arabic: bool = False
) -> dict[str, bytes]:
    """Write a dossier and read its pages in one language."""
    first = write_dossier(picture, folder, AT, practice=practice)
    assert first == folder / "index.html"
    pages = {page.name: page.read_bytes() for page in sorted(folder.iterdir())}
    return {name: page for name, page in pages.items() if (".ar." in name) == arabic}


TITLE = "Brenholt, Saint Orla Clinic, 2031-05-04"


def text_of(element: Any) -> str:
    return " ".join(element.text_content().split())


def section(page: Any, name: str) -> Any:
    (found,) = page.xpath(f"//section[@aria-labelledby='{name}']")
    return found
