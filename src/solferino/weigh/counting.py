"""Turn words into numbers by a named profile, never silently: what a publisher would count.

The store keeps figures as they are worded ("dozens" has no bounds). A counting profile
(`counting.toml`) gives them bounds for an export or a comparison and says by which rule. Nothing is
averaged.
"""

import re
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from importlib.resources import files
from typing import Any

from solferino.codec import value
from solferino.model import Claim, Counted, Figure, Incident, Toll
from solferino.model.terms import Group, Harm

WORD = re.compile(r"[^\W\d_]+")


@value
class Profile:
    """One publisher's way of counting; empty `kinds` or `groups` leave none out."""

    name: str
    rule: str
    lowest: bool
    unspecified: int
    words: Mapping[str, int]
    kinds: frozenset[Harm]
    groups: frozenset[Group]


@cache
def profiles() -> tuple[Profile, ...]:
    """Load the profiles of the package, in the order of their file."""
    text = (files("solferino.weigh") / "counting.toml").read_text(encoding="utf-8")
    return tuple(_profile(told) for told in tomllib.loads(text)["profile"])


def count(incidents: Iterable[Incident], claims: Iterable[Claim]) -> tuple[Counted, ...]:
    """Count every toll by every profile that counts its kind, by incident, kind, group, profile."""
    words = {c.id: c.span.text for c in claims}
    found = [
        _counted(incident.id, toll, profile, words)
        for incident in incidents
        for toll in incident.casualties
        for profile in profiles()
        if toll.kind in (profile.kinds or {toll.kind})
        if toll.group in (profile.groups or {toll.group})
    ]
    return tuple(sorted(found, key=lambda c: (c.incident, c.kind, c.group, c.profile)))


def _counted(incident: str, toll: Toll, profile: Profile, words: Mapping[str, str]) -> Counted:
    bounds = [_bounds(f, profile, words) for f in toll.figures if f.status == "current"]
    if profile.lowest:
        known = [b for b in bounds if b != (None, None)]
        bounds = sorted(known, key=lambda b: (_least(b), b[1] is None, b[1] or 0))[:1]
    least, most = _envelope(bounds)
    return Counted(
        incident=incident,
        kind=toll.kind,
        group=toll.group,
        profile=profile.name,
        min=least,
        max=most,
        rule=profile.rule,
    )


def _bounds(
    figure: Figure, profile: Profile, words: Mapping[str, str]
) -> tuple[int | None, int | None]:
    """Give a figure bounds: its own, else those of its words."""
    if figure.min is not None or figure.max is not None:
        return figure.min, figure.max
    told = [w for c in figure.claims for w in WORD.findall(words[c].casefold())]
    named = [profile.words[w] for w in told if w in profile.words]
    least = min(named, default=profile.unspecified)
    return (least, None) if least else (None, None)


def _least(bounds: tuple[int | None, int | None]) -> int:
    """Rank by the lower bound; «at most n» reaches down to nothing."""
    return bounds[0] or 0


def _envelope(bounds: Sequence[tuple[int | None, int | None]]) -> tuple[int | None, int | None]:
    """Find the smallest range that holds all of these; what is bounded nowhere moves nothing."""
    known = [b for b in bounds if b != (None, None)]
    lower = [b[0] for b in known]
    upper = [b[1] for b in known]
    return (
        None if not lower or None in lower else min(n for n in lower if n is not None),
        None if not upper or None in upper else max(n for n in upper if n is not None),
    )


def _profile(told: dict[str, Any]) -> Profile:
    return Profile(
        name=told["name"],
        rule=told["rule"],
        lowest=told["choose"] == "lowest",
        unspecified=told["unspecified"],
        words=told["words"],
        kinds=frozenset(told.get("kinds", ())),
        groups=frozenset(told.get("groups", ())),
    )
