"""Score pairs of names as other tools do. Run by an interpreter that has them, apart from the lock.

Pairs come as lines of JSON on standard input ([kind, left, right]); for each a line of JSON goes
out, method to score. Nothing of Solferino is imported here.
"""

import hashlib
import json
import sys
from collections.abc import Callable

from followthemoney import model
from followthemoney.proxy import EntityProxy
from nomenklatura.matching import get_algorithm
from nomenklatura.matching.types import ScoringConfig
from normality import ascii_text
from rapidfuzz import fuzz
from rapidfuzz.distance import JaroWinkler

Method = Callable[[str, str, str], float]
SCHEMATA = {"person": "Person", "government": "PublicBody", "media": "Company"}
MATCHERS = ("logic-v1", "logic-v2", "name-based", "regression-v1")


def _folded(name: str) -> str:
    return str(ascii_text(name) or name).casefold()


def _strings() -> dict[str, Method]:
    return {
        "rapidfuzz token_set_ratio": lambda _, a, b: fuzz.token_set_ratio(_folded(a), _folded(b)),
        "rapidfuzz WRatio": lambda _, a, b: fuzz.WRatio(_folded(a), _folded(b)),
        "rapidfuzz Jaro-Winkler": lambda _, a, b: (
            100 * JaroWinkler.similarity(_folded(a), _folded(b))
        ),
    }


def _entity(kind: str, name: str) -> EntityProxy:
    """Make an entity with an id of its own: what some matchers remember goes by the id."""
    label = hashlib.sha256(f"{kind} {name}".encode()).hexdigest()
    schema = SCHEMATA.get(kind, "Organization")
    data = {"id": label, "schema": schema, "properties": {"name": [name]}}
    return model.get_proxy(data)


def _matcher(name: str) -> Method:
    algorithm = get_algorithm(name)
    if algorithm is None:
        raise SystemExit(f"this nomenklatura has no matcher {name}")
    config = ScoringConfig.defaults()

    def score(kind: str, left: str, right: str) -> float:
        found = algorithm.compare(_entity(kind, left), _entity(kind, right), config)
        return 100 * float(found.score)

    return score


def main() -> None:
    """Score what comes in."""
    methods = {**_strings(), **{f"nomenklatura {name}": _matcher(name) for name in MATCHERS}}
    for line in sys.stdin:
        kind, left, right = json.loads(line)
        scores = {name: method(kind, left, right) for name, method in methods.items()}
        print(json.dumps(scores))


if __name__ == "__main__":
    main()
