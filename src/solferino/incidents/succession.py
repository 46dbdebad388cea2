"""Which figures still stand: what an origin said later takes the place of what it said before.

Only an origin's own later figure, of the same kind and group, does so. A higher one supersedes, a
lower one corrects, and words of withdrawal in the later statement retract. What another origin says
never touches it, and where it is not known when something was said, both figures stand.
"""

import tomllib
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from importlib.resources import files

from solferino.incidents.ground import Ground
from solferino.model import CasualtyValue, Claim, Document
from solferino.model.terms import FigureStatus
from solferino.text.fold import fold

# Of several claims of one figure the one that stands best speaks for it.
STANDING: tuple[FigureStatus, ...] = ("current", "superseded", "corrected", "retracted")


def said_on(documents: Iterable[Document], claims: Iterable[Claim]) -> dict[str, str]:
    """Tell of each claim on which day it was said: its post's day, else its document's.

    ISO dates by claim id; a claim of which it is not known has no entry.
    """
    by_id = {d.id: d for d in documents}
    found = {}
    for claim in claims:
        day = _day(by_id[claim.span.document], claim)
        if day is not None:
            found[claim.id] = day
    return found


def statuses(claims: Iterable[str], ground: Ground) -> dict[str, FigureStatus]:
    """Tell of each figure (claim id) of one kind and group whether it still stands."""
    by_origin: dict[tuple[str, ...], list[Claim]] = {}
    for name in sorted(claims):
        claim = ground.claims[name]
        speaker = ground.origins.get(name) or (claim.span.document,)
        by_origin.setdefault(speaker, []).append(claim)
    found: dict[str, FigureStatus] = {}
    for own in by_origin.values():
        for claim in own:
            later = _later(claim, own, ground.said_on)
            found[claim.id] = _status(claim, later, ground) if later else "current"
    return found


def status_of(claims: Iterable[str], known: Mapping[str, FigureStatus]) -> FigureStatus:
    """Tell whether a figure stands: it does while anybody who states it keeps to it."""
    return min((known[c] for c in claims), key=STANDING.index)


def _later(claim: Claim, own: Sequence[Claim], days: Mapping[str, str]) -> Claim | None:
    """Find the last other figure of the same origin, where the day of both is known.

    Two different figures of one day both stand: they may be of two parts of the same attack.
    """
    day = days.get(claim.id)
    after = [c for c in own if day is not None and days.get(c.id, "") > day]
    last = max(after, key=lambda c: (days[c.id], c.id), default=None)
    return None if last is None or last.value == claim.value else last


def _status(claim: Claim, later: Claim, ground: Ground) -> FigureStatus:
    words = fold(ground.statements[later.statement].span.text)
    if any(word in words for word in _words("retracting")):
        return "retracted"
    before, after = claim.value, later.value
    if not isinstance(before, CasualtyValue) or not isinstance(after, CasualtyValue):
        return "current"
    lower = after.max is not None and before.min is not None and after.max < before.min
    return "corrected" if lower else "superseded"


def _day(document: Document, claim: Claim) -> str | None:
    span = claim.span
    posts = [
        part.date
        for part in document.parts
        if part.kind == "post" and part.start <= span.start and span.end <= part.end
    ]
    return next((day for day in posts if day), document.described.published)


@cache
def _words(kind: str) -> tuple[str, ...]:
    text = (files("solferino.incidents") / "succession.toml").read_text(encoding="utf-8")
    found: list[str] = tomllib.loads(text)[kind]
    return tuple(found)
