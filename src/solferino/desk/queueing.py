"""The order of the queue: what changes the picture most and is least certain comes first.

Incident by incident, so that a person stays with one story: those with contradictions first, then
those that rest on fewest origins. Within one, by effect times uncertainty (`queue.toml`).
"""

import tomllib
from collections.abc import Iterable, Sequence
from functools import cache
from importlib.resources import files
from typing import Any

from solferino.codec import value
from solferino.desk.drawing import Drawn
from solferino.model import CasualtyValue, Claim, Incident, Judgement

PAIR = "pair"


@value
class Item:
    """One proposal: a claim or a question (id), and how much it weighs."""

    id: str
    kind: str
    weight: int


def items(found: Drawn, questions: Iterable[Judgement]) -> list[Item]:
    """List what of an incident a person has not decided yet, weightiest first."""
    claims = {c.id: c for c in found.picture.claims}
    held = {c for a in found.picture.accounts for c in a.claims}
    open_ones = [
        claims[c] for c in sorted(held) if claims[c].review == "proposed" or c in found.disputed
    ]
    listed = [weighed(claim, found) for claim in open_ones]
    rules = _rules()
    asked = rules["effect"][PAIR] * rules["uncertainty"][PAIR]
    listed += [Item(id=q.id, kind=PAIR, weight=asked) for q in questions]
    return sorted(listed, key=in_order)


def in_order(item: Item) -> tuple[int, str]:
    """Sort items: the weightiest first, those of one weight by id."""
    return -item.weight, item.id


def weighed(claim: Claim, found: Drawn) -> Item:
    """Say how much a claim weighs, whether it is decided or not."""
    weight = _weight(claim, found.incident, found.disputed)
    return Item(id=claim.id, kind=claim.kind, weight=weight)


def _weight(claim: Claim, incident: Incident, disputed: Sequence[str]) -> int:
    rules = _rules()
    effect: int = rules["effect"].get(claim.kind, 1)
    sure: int = rules["uncertainty"]["disputed" if claim.id in disputed else claim.confidence]
    fought = any(claim.id in p.claims for c in incident.contradictions for p in c.positions)
    times = rules["times"]["contradicted"] if fought else 1
    return int(effect * sure * times * (rules["times"]["edge"] if _at_edge(claim, incident) else 1))


def _at_edge(claim: Claim, incident: Incident) -> bool:
    """Whether a figure bounds the range of its toll, and no other figure does so too."""
    if not isinstance(claim.value, CasualtyValue):
        return False
    for toll in incident.casualties:
        own = [f for f in toll.figures if claim.id in f.claims]
        for figure in own:
            others = [f for f in toll.figures if f is not figure or len(f.claims) > 1]
            least = min((f.min for f in others if f.min is not None), default=None)
            most = max((f.max for f in others if f.max is not None), default=None)
            if (toll.min, toll.max) != (least, most):
                return True
    return False


@cache
def _rules() -> dict[str, Any]:
    return tomllib.loads(files("solferino.desk").joinpath("queue.toml").read_text("utf-8"))
