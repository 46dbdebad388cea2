"""The words of `zones.toml`, ready to be looked for."""

import re
import tomllib
from collections.abc import Iterable
from functools import cache
from importlib.resources import files

from solferino.codec import value


@value
class Words:
    """What the rules for zones look for; all patterns ignore case."""

    boilerplate_start: re.Pattern[str]
    boilerplate_whole: frozenset[str]
    boilerplate_inside: re.Pattern[str]
    caption_lead: re.Pattern[str]
    credit: re.Pattern[str]
    preamble: re.Pattern[str]
    agencies: frozenset[str]
    not_places: frozenset[str]
    platform: re.Pattern[str]
    hyphenated: frozenset[str]
    months: dict[str, int]
    month: str


@cache
def words() -> Words:
    """Read the lexicon that is shipped with the package, once."""
    table = tomllib.loads(files("solferino.read").joinpath("zones.toml").read_text("utf-8"))
    months = {name: int(n) for n, names in table["months"].items() for name in names}
    noise, caption = table["boilerplate"], table["caption"]
    return Words(
        boilerplate_start=_pattern(r"(?:{})(?:\b|(?<=\W))", noise["starts"]),
        boilerplate_whole=frozenset(noise["whole"]),
        boilerplate_inside=_pattern(r"(?<!\w)(?:{})(?!\w)", noise["holds"]),
        caption_lead=_pattern(r"[\[(]?\s*(?:{})\s?:", caption["leads"]),
        credit=_pattern(r"(?<!\w)(?:{})(?!\w)", caption["credits"]),
        preamble=_pattern(r"(?<!\w)(?:{})(?:\b|(?<=\W))", table["headline"]["preambles"]),
        agencies=frozenset(table["dateline"]["agencies"]),
        not_places=frozenset(table["dateline"]["not_places"]),
        platform=_pattern(r"(?<!\w)(?:{})(?!\w)", table["post"]["platforms"]),
        hyphenated=frozenset(table["hyphen"]["keep"]),
        months=months,
        month=_any(months),
    )


def _pattern(frame: str, phrases: Iterable[str]) -> re.Pattern[str]:
    return re.compile(frame.format(_any(phrases)), re.IGNORECASE)


def _any(phrases: Iterable[str]) -> str:
    longest_first = sorted(phrases, key=lambda p: (-len(p), p))
    return "|".join(re.escape(p).replace(r"\ ", r"\s+") for p in longest_first)
