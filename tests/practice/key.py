"""The answer key of the practice case, and how an item of it is named."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Any

from solferino.codec import parse
from solferino.measure.names import alike, fold
from solferino.measure.score import read_gold

if TYPE_CHECKING:
    from tests.practice.found import Found

Json = dict[str, Any]
FOLDER = Path(str(files("solferino.practice"))) / "gold"
CASE: Json = parse((FOLDER / "case.json").read_bytes())["across"]
GOLD: dict[str, Json] = {
    gold["doc"]: gold for gold in read_gold(FOLDER).values() if "doc" in gold
}  # file name -> its key
NAMES: dict[str, list[str]] = CASE["names"]
SAME_NAME = 0.75


@dataclass(frozen=True)
class Item:
    """One thing that the key asks for: its field, the incident or document, and what it is."""

    field: str
    key: str
    what: str
    asked: Any

    @property
    def name(self) -> tuple[str, str, str]:
        return self.field, self.key, self.what


Items = Iterator[Item]
Check = Callable[["Found", Item], str | None]  # what is wrong, or null


def forms(name: str) -> list[str]:
    """List a name and all that the key calls its bearer, in every script."""
    same = [
        f for known, f in NAMES.items() if alike(name, known) == 1 and fold(name) in fold(known)
    ]
    return [name, *(form for found in same for form in found)]


def share(wanted: str, text: str) -> float:
    """Measure how many of the wanted words a text has, from 0 to 1; endings do not count."""
    words, others = stems(wanted), stems(text)
    return len(words & others) / len(words) if words else 0.0


def stems(text: str) -> set[str]:
    return {word[:6] for word in fold(text).split() if len(word) > 2 or word.isdigit()}
