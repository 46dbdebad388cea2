"""How much two wordings speak for one event: a scorecard whose points are data.

Each feature of a pair has steps, and every step that a pair reaches adds its points; a hundred
points are one unit of log-odds. Steps and points stand in `pair_model.toml`; `PAIR_MODEL.md` says
how they were set. The method is that of record linkage (Fellegi and Sunter 1969), with steps as in
scorecards. No feature reads who is blamed, and none a statistic of the case.
"""

import tomllib
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files
from math import isqrt

from solferino.codec import value
from solferino.incidents.interval import gap
from solferino.incidents.sight import Sight
from solferino.incidents.wording import rarity

FAR = 8  # days apart from which on likeness and names have steps of their own besides
UNDATED = 31  # days apart that are put where nothing is known of them


@value
class Evidence:
    """What two wordings have in common: features by name, and the words that they rest on."""

    features: tuple[tuple[str, int], ...]
    names: tuple[str, ...]
    words: tuple[str, ...]


def evidence(a: Sight, b: Sight) -> Evidence:
    """Read the features of a pair: whole numbers, rarities in tenths, likeness in thousandths."""
    one, other = a.wording, b.wording
    shared = one.words & other.words
    weights = {word: rarity(word) for word in shared}
    names = sorted(one.names & other.names, key=lambda n: (-name_rarity(n), n))
    proper = shared & one.proper & other.proper
    both = isqrt(one.weight * other.weight)
    like = 1000 * sum(w * w for w in weights.values()) // both if both else 0
    name = name_rarity(names[0]) if names else 0
    apart = days_apart(a, b)
    far = apart >= FAR
    features = {
        "like": like,
        "like, far": like if far else 0,
        "name": name,
        "name, far": name if far else 0,
        "proper": sum(weights[w] for w in proper),
        "rare": sum(weights[w] for w in shared - proper if not w.isdigit()),
        "place": _agree(a.places, b.places, 1),
        "age": _agree(one.ages, other.ages, 2),
        "apart": apart,
        "size": min(len(one.words), len(other.words)),
    }
    telling = sorted(shared, key=lambda w: (-weights[w], w))
    return Evidence(features=tuple(features.items()), names=tuple(names), words=tuple(telling))


def points(found: Evidence) -> int:
    """Add up the points of a pair; more than 0 is rather one event than not."""
    start, steps = _card()
    total = start
    for name, amount in found.features:
        edges, sums = steps[name]
        total += sums[bisect_right(edges, amount)]
    return total


def days_apart(a: Sight, b: Sight) -> int:
    """Count the days between two accounts' events where both tell them, else between documents."""
    if a.days is not None and b.days is not None and a.days.narrow and b.days.narrow:
        return gap(a.days, b.days)
    if a.wording.said is None or b.wording.said is None:
        return UNDATED
    return abs(a.wording.said - b.wording.said)


def steps() -> Mapping[str, Sequence[int]]:
    """Give the steps of each feature."""
    return {name: edges for name, (edges, _) in _card()[1].items()}


def name_rarity(name: str) -> int:
    """Add up how rare the words of a name are, in tenths."""
    return sum(rarity(word) for word in name.split())


def _agree(one: frozenset[str], other: frozenset[str], most: int) -> int:
    """Count what is shared, up to `most`; -1 where nothing is, 0 where one side is mute."""
    if not one or not other:
        return 0
    return min(len(one & other), most) or -1


@cache
def _card() -> tuple[int, dict[str, tuple[list[int], list[int]]]]:
    path = files("solferino.incidents") / "pair_model.toml"
    told = tomllib.loads(path.read_text(encoding="utf-8"))
    card = {}
    for name, row in told["feature"].items():
        sums = [0]
        for worth in row["points"]:
            sums.append(sums[-1] + worth)
        card[name] = (row["steps"], sums)
    return told["start"], card
