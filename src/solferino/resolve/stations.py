"""Where people belong, by the words beside their names: "Ilva Sorren, a farmer in Ostrel".

A namesake in another town is somebody else. Only an apposition behind the name tells it; where a
document takes place tells nothing of who speaks in it.
"""

import re
import tomllib
from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files

from solferino.model import Mention

BESIDE = re.compile(r"(?:\s*\(\d{1,3}\)|,\s*\d{1,3})?,\s+(?P<told>[^,;:.()\n“”\"—–]{4,110})")
LAST_WORD = re.compile(r"(\w+)(?:\s+the)?\s*$")

Told = Sequence[tuple[str, Mention]]
Stations = Mapping[str, Mention]
NOWHERE: Stations = {}


def stations(told: Told, text: str) -> Stations:
    """Find the place in the apposition of each person's mention: mention id to place mention."""
    places = sorted(
        (mention for _, mention in told if mention.kind == "place"), key=lambda m: m.span.start
    )
    found: dict[str, Mention] = {}
    for id_, mention in told if places else ():
        beside = BESIDE.match(text, mention.span.end) if mention.kind == "person" else None
        if beside is not None and _opens(beside["told"]):
            start, end = beside.span("told")
            inside = [m for m in places if start <= m.span.start and m.span.end <= end]
            near = [m for m in inside if _is_led(text[start : m.span.start])]
            if len(near) == 1:
                found[id_] = near[0]
    return found


def _opens(words: str) -> bool:
    first, _, rest = words.lower().partition(" ")
    if first == "who":
        return rest.partition(" ")[0] in _words()["who"]
    return first in _words()["openings"]


def _is_led(before: str) -> bool:
    """Whether a place stands behind "in" or "of"."""
    last = LAST_WORD.search(before)
    return last is not None and last[1].lower() in _words()["before"]


@cache
def _words() -> Mapping[str, Sequence[str]]:
    path = files("solferino.resolve") / "stations.toml"
    return tomllib.loads(path.read_text(encoding="utf-8"))
