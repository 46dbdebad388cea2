"""The words of a hashtag, told by its capitals: "#SaveElmHospital" names "Elm Hospital"."""

import re
import tomllib
from functools import cache
from importlib.resources import files

# Between a small letter and a capital, after a run of capitals, before figures, at low lines.
HUMP = re.compile(
    r"(?<=[^\W\d_])(?=\d\d)|(?<=[a-zа-яіїє])(?=[A-ZА-ЯІЇЄ])|(?<=[A-Z])(?=[A-Z][a-z])|_+"
)


def words_of_tag(tag: str) -> str:
    """Write a hashtag, given without its sign, as words; a call at its head is left out."""
    spaced = HUMP.sub(" ", tag).strip()
    bare = _calls().sub("", spaced)
    return bare or spaced


@cache
def _calls() -> re.Pattern[str]:
    path = files("solferino.text") / "hashtags.toml"
    calls = tomllib.loads(path.read_text(encoding="utf-8"))["calls"]
    return re.compile(rf"^(?:{'|'.join(calls)})\s+(?=\S)", re.IGNORECASE)
