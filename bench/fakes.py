"""Measure on news of a war with a crowd's answers: is each value that the crowd found, found?.

`python -m bench.fakes [--misses FIELD]` measures `fa-kes/dev.jsonl` of the development data: one
article a line, and what a crowd marked in it as place, date, cause of death, actor, and people
killed by group. Nothing is trained on it and nothing of it is printed but, on request, what was
missed. An empty field does not mean absent, so only recall can be measured. Beside it stands how
many different values the engine gives for each article, and how often one of them is the crowd's
in articles where the crowd names one: recall by claiming everything would show there.

The engine gets the text alone, through the doors of the kit: no date, no title. Only its claims
count, with or without an incident; mentions and statements do not. A value counts as found where

- place: a claim's place is the crowd's by folded name, words such as "province", "countryside"
  and directions apart, or by the gazetteer's entry for it;
- date: the crowd's day lies inside a claim's interval of at most seven days, both ends closed;
  "date, of an event" leaves out what the text says of its own day (rule `time/dateline`);
- cause: a claim's weapon or kind of attack is among those that `fakes.toml` gives for the
  crowd's words; an "other" attack answers only by its own words ("clashes", "executed");
- actor: every side that the crowd names is a side that a claim of blame names;
- killed: a claim of people killed has the crowd's number, as lower or upper bound, and its
  group: the one the crowd's words name, else the field's, where "total" answers for people whom
  the words do not tell apart. There is no group for women; theirs is civilians. A tally (a total
  of days or of a war, which the engine keeps apart from incidents) answers likewise, if its words
  speak of dead; "no tallies" leaves these out.

Half of the articles, by digest, is kept apart: misses are only shown of the other half.
"""

import json
import re
import sys
import tomllib
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any

from solferino import plugins
from solferino.codec import value
from solferino.model import (
    BlameValue,
    CasualtyValue,
    Claim,
    EventValue,
    PlaceValue,
    Receipt,
    TallyValue,
    TimeValue,
    WeaponValue,
)
from solferino.pipeline import extract, read
from solferino.ports import Gazetteer, Kit
from solferino.resolve.cities import key
from solferino.text.fold import fold
from solferino.text.number import numbers

ARTICLES = Path(__file__).parents[2] / "shared" / "data" / "fa-kes" / "dev.jsonl"
WORDS = tomllib.loads(Path(__file__).with_name("fakes.toml").read_text("utf-8"))
HALVES = ("seen", "apart")
WIDEST = 7  # days of an interval that still says when
OWN_DAY = "time/dateline"
KILLED = {"Civilians": "civilians", "NonCivilians": "combatants", "Children": "children"}
KILLED |= {"Women": "civilians"}
UNTOLD = ("total", "civilians", "other")  # groups of people whom words do not tell apart
MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
SPELLED = re.compile(r"(?:(\d{1,2})\s+)?([A-Za-z]{3})[a-z]*\.?\s+(?:(\d{1,2})\s*)?(\d{4})$")
FIGURES = re.compile(r"(\d{1,2})[-./](\d{1,2})[-./](\d{4})")


@value
class Found:
    """Whether the crowd's value was found, and what the engine gave in its place."""

    field: str
    article: int
    half: str
    wanted: str
    hit: bool
    given: tuple[str, ...]


def fakes(missed: str | None = None) -> Iterator[str]:
    """Measure, and tell as lines of a table; with a field's name, tell what was missed in it."""
    if not ARTICLES.is_file():
        yield f"The articles are not at hand: {ARTICLES} (development data beside the checkout)."
        return
    kit = plugins.kit(plugins.find())
    articles = [json.loads(line) for line in ARTICLES.read_text("utf-8").splitlines()]
    claims = [claims_of(kit, article) for article in articles]
    found = [f for a, c in zip(articles, claims, strict=True) for f in measured(a, c, kit)]
    yield f"War news with a crowd's answers: {len(articles)} articles"
    yield f"  {'':24} {'recall: all':>18} {'seen half':>12} {'half apart':>12} {'agrees':>10}"
    for field in dict.fromkeys(f.field for f in found):
        yield _row(field, [f for f in found if f.field == field])
    yield "Different values given for an article, on average:"
    given = [Counter(_given(c)) for c in claims]
    for field in sorted({f for g in given for f in g}):
        yield f"  {field:24} {sum(g[field] for g in given) / len(articles):6.1f}"
    for one in found:
        if one.field == missed and one.half == HALVES[0] and not one.hit:
            yield f"{one.article}: {one.wanted!r} not among {', '.join(one.given) or 'nothing'}"


def claims_of(kit: Kit, article: Mapping[str, Any]) -> tuple[Claim, ...]:
    """Read an article as a plain file and extract from it; one that no reader takes gives none."""
    sample = (Receipt(original="", name=f"{article['id']}.txt"), article["text"].encode())
    return tuple(c for d in read(kit.readers, sample).documents for c in extract(kit, d).claims)


def measured(article: Mapping[str, Any], claims: tuple[Claim, ...], kit: Kit) -> Iterator[Found]:
    """Compare each answer of the crowd on one article with the claims made of it."""
    half = HALVES[int(article["sha"], 16) % 2]
    for answer in article["spans"]:
        told = answer["value"]
        for field, look in _looks(answer["field"], kit.gazetteer):
            hit, given = look(told, claims)
            yield Found(
                field=field, article=article["id"], half=half, wanted=told, hit=hit, given=given
            )


Look = Callable[[str, tuple[Claim, ...]], tuple[bool, tuple[str, ...]]]


def _looks(field: str, gazetteer: Gazetteer) -> Iterator[tuple[str, Look]]:
    """Give the rows that a field of the crowd counts in, with how it is compared."""
    if field == "Location":
        yield "place", lambda told, claims: same_place(told, claims, gazetteer)
    elif field == "Date":
        yield "date", same_day
        yield "date, of an event", lambda told, claims: same_day(told, claims, own=False)
    elif field == "Cause-Of-Death":
        yield "cause", same_cause
    elif field == "Actor":
        yield "actor", same_side
    elif field in KILLED:
        group = KILLED[field]
        yield "killed, all groups", lambda told, claims: same_killed(told, claims, group)
        yield (
            "killed, no tallies",
            lambda told, claims: same_killed(told, _single(claims), group),
        )
        yield f"killed, {field}", lambda told, claims: same_killed(told, claims, group)


def same_place(
    told: str, claims: tuple[Claim, ...], gazetteer: Gazetteer
) -> tuple[bool, tuple[str, ...]]:
    """Whether a claim's place is the one told, by its own words or by the gazetteer's entry."""
    names = [c.value.name for c in claims if isinstance(c.value, PlaceValue)]
    own, entries = _own_words(told), _entries(told, gazetteer)
    hit = any(_own_words(n) == own or entries & _entries(n, gazetteer) for n in names)
    return hit, tuple(dict.fromkeys(names))


def _own_words(name: str) -> str:
    words = re.split(r"[\W_]+", fold(name))
    return key(" ".join(w for w in words if w not in WORDS["place"]["generic"])) or key(name)


def _entries(name: str, gazetteer: Gazetteer) -> set[tuple[str, str | None]]:
    found = [p for p in gazetteer.places(name) if p.kind != "adjective"][:1]
    return {(p.code or key(p.name), p.country) for p in found}


def same_day(
    told: str, claims: tuple[Claim, ...], *, own: bool = True
) -> tuple[bool, tuple[str, ...]]:
    """Whether the day told lies inside a claim's closed interval of a week or less."""
    day = day_told(told)
    times = [c.value for c in claims if isinstance(c.value, TimeValue) and (own or not _own_day(c))]
    near = [(t.earliest, t.latest) for t in times if t.earliest and t.latest]
    hit = day is not None and any(
        _days(a, b) <= WIDEST and a <= day.isoformat() <= b for a, b in near
    )
    return hit, tuple(f"{t.earliest}/{t.latest}" for t in times)


def _own_day(claim: Claim) -> bool:
    return claim.rule == OWN_DAY


def _days(first: str, last: str) -> int:
    return (date.fromisoformat(last) - date.fromisoformat(first)).days


def day_told(told: str) -> date | None:
    """Read a crowd's day; these outlets write the day before the month where they use figures."""
    if figures := FIGURES.search(told):
        day, month, year = (int(part) for part in figures.groups())
    elif spelled := SPELLED.search(told.strip()):
        before, name, after, year_told = spelled.groups()
        if name.lower() not in MONTHS or not (before or after):
            return None
        day, month, year = int(before or after), MONTHS.index(name.lower()) + 1, int(year_told)
    else:
        return None
    return date(year, month, day)


def same_cause(told: str, claims: tuple[Claim, ...]) -> tuple[bool, tuple[str, ...]]:
    """Whether a claim's weapon or kind of attack is one that the crowd's words can mean."""
    given = tuple(dict.fromkeys(code for c in claims for code in _codes(c)))
    words = f" {_plain(told)} "
    fits = [w for w in WORDS["cause"] if f" {w} " in words or f" {w}s " in words]
    plain = [w for w in fits if not any(w != o and w in o for o in fits)]
    return bool({code for w in plain for code in WORDS["cause"][w]} & set(given)), given


def _codes(claim: Claim) -> Iterator[str]:
    if isinstance(claim.value, WeaponValue):
        yield claim.value.weapon
    elif isinstance(claim.value, EventValue):
        said = set(_plain(claim.span.text).split())
        for code in claim.value.types:
            yield from (
                [o for o, w in WORDS["other"].items() if said & set(w)]
                if code == "other"
                else [code]
            )


def same_side(told: str, claims: tuple[Claim, ...]) -> tuple[bool, tuple[str, ...]]:
    """Whether every side that the crowd names is named by a claim of blame."""
    actors = [c.value.actor for c in claims if isinstance(c.value, BlameValue)]
    named = {side for actor in actors for side in sides(actor)}
    wanted = sides(told)
    return bool(wanted) and wanted <= named, tuple(sorted(named))


def sides(told: str) -> set[str]:
    """Give the sides that some words name; words of no known side name one of their own."""
    parts = re.split(r"\band\b|\bor\b", _plain(told))
    return {side for part in parts for side in _sides_of(part)} or {_plain(told)} - {""}


def _sides_of(part: str) -> set[str]:
    words = f" {part} "
    found = {s for s, forms in WORDS["side"].items() if any(f" {f} " in words for f in forms)}
    swallowed = {s for side in found for s in WORDS["swallows"].get(side, ())}
    return found - swallowed or found


def _single(claims: tuple[Claim, ...]) -> tuple[Claim, ...]:
    return tuple(c for c in claims if not isinstance(c.value, TallyValue))


def same_killed(told: str, claims: tuple[Claim, ...], field: str) -> tuple[bool, tuple[str, ...]]:
    """Whether a claim of people killed has the crowd's number and group."""
    values = [c.value for c in claims if isinstance(c.value, CasualtyValue)]
    dead: list[tuple[str, int | None, int | None]] = [
        (v.group, v.min, v.max) for v in values if v.kind == "killed"
    ]
    totals = [c.value for c in claims if isinstance(c.value, TallyValue)]
    totals = [t for t in totals if set(_plain(t.what).split()) & set(WORDS["group"]["dead"])]
    dead += [(group, t.min, t.max) for t in totals for group in groups_told(t.what, "civilians")]
    groups, wanted = groups_told(told, field), bounds_told(told)
    hit = any(group in groups and wanted & {low, high} - {None} for group, low, high in dead)
    return hit, tuple(f"{group} {low}-{high}" for group, low, high in dead)


def groups_told(told: str, field: str) -> tuple[str, ...]:
    """Give the groups of the contract that answer: the words' own, else the field's."""
    words = set(_plain(told).split())
    named = tuple(g for g, forms in WORDS["group"].items() if g != "dead" and words & set(forms))
    if named:
        return named
    return UNTOLD if field == "civilians" else (field, "total")


def bounds_told(told: str) -> set[int]:
    """Read the crowd's figure; words for one person without a number are one."""
    found = [n for n in numbers(told) if n.kind == "cardinal"]
    bounds = {b for n in found[:1] for b in (n.min, n.max) if b is not None}
    return bounds or {1}


def _plain(text: str) -> str:
    return " ".join(re.split(r"[\W_]+", fold(text).replace("'s", ""))).strip()


def _row(field: str, found: list[Found]) -> str:
    cells = [_share([f.hit for f in found])]
    cells += [_share([f.hit for f in found if f.half == half]) for half in HALVES]
    named = sum(len(set(f.given)) for f in found)
    agrees = sum(f.hit for f in found) / named if named else 0.0
    whole = f"{cells[0]} ({sum(f.hit for f in found)}/{len(found)})"
    return f"  {field:24} {whole:>18} {cells[1]:>12} {cells[2]:>12} {agrees:>10.3f}"


def _share(hits: list[bool]) -> str:
    return f"{sum(hits) / len(hits):.3f}" if hits else "-"


def _given(claims: tuple[Claim, ...]) -> Iterator[str]:
    """Name the kind of each different value that claims give."""
    told = {(c.kind, getattr(c.value, "kind", ""), str(c.value)) for c in claims}
    wanted = ("place", "time", "event", "weapon", "blame", "casualty")
    yield from (f"{kind} {harm}".strip() for kind, harm, _ in told if kind in wanted)


if __name__ == "__main__":
    asked = sys.argv[2] if sys.argv[1:2] == ["--misses"] else None
    for line in fakes(asked):
        print(line, flush=True)
