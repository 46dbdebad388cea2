"""The codebook of the SHCC incident file as data: columns, values, and the words that tell them."""

import re
import tomllib
from collections.abc import Iterable, Mapping
from functools import cache
from importlib.resources import files
from typing import Any

from solferino.codec import value

HABITS = ("assault_injures", "looting_enters", "burning_destroys")


@value
class Words:
    """Words and phrases, matched in folded text; an asterisk stands for any ending."""

    forms: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        """Whether there are any."""
        return bool(self.forms)

    def found(self, folded: str) -> re.Match[str] | None:
        """Find the first of them in a folded text."""
        return _pattern(self.forms).search(folded) if self.forms else None

    def every(self, folded: str) -> list[re.Match[str]]:
        """Find all of them in a folded text, in order of place."""
        return list(_pattern(self.forms).finditer(folded)) if self.forms else []


@value
class WeaponRule:
    """A weapon label with the engine's codes or the words that tell it.

    `beside` asks for a further word in the account; `both` for code and word together.
    """

    label: str
    codes: frozenset[str]
    words: Words
    beside: Words
    both: bool


@value
class UnarmedRule:
    """What kinds of attack tell of the weapon; `alone` where no other kind is told."""

    label: str
    types: frozenset[str]
    alone: bool


@value
class ActorRule:
    """Who is blamed: words, the published name ("" if none), and the class.

    `army` is the country of a state's force; its class depends on where it acts, and it counts
    as the government's own in the countries of `counted_in` too.
    """

    name: str
    words: Words
    kind: str
    army: str
    counted_in: frozenset[str]


@value
class LocationRule:
    """Where: by words of the account, or by the kind of facility attacked or mentioned."""

    label: str
    words: Words
    building: bool
    mentioned: bool
    unless_building: bool


@value
class OutcomeRule:
    """What became of captives, by words and the words that void them."""

    label: str
    words: Words
    unless: Words


@value
class RelatedRule:
    """A column of related violence, its value, and its words."""

    column: str
    value: str
    words: Words


@value
class Codebook:
    """All rules, in the order in which they are tried, and word lists by name."""

    columns: Mapping[str, str]
    weapons: tuple[WeaponRule, ...]
    carried: tuple[tuple[str, Words], ...]
    unarmed: tuple[UnarmedRule, ...]
    actors: tuple[ActorRule, ...]
    together: Mapping[str, str]
    locations: tuple[LocationRule, ...]
    outcomes: tuple[OutcomeRule, ...]
    related: tuple[RelatedRule, ...]
    lists: Mapping[str, Words]
    conflict: str
    conflict_signs: frozenset[str]
    takers: frozenset[str]
    assault_injures: bool
    looting_enters: bool
    burning_destroys: bool
    countries: Mapping[str, str]
    variants: Mapping[str, str]


def fold(text: str) -> str:
    """Lower case, with one space for whatever is no letter and no digit."""
    return " ".join(re.sub(r"[\W_]+", " ", text.lower()).split())


@cache
def codebook() -> Codebook:
    """Read the codebook that is shipped."""
    data = tomllib.loads(files("solferino.publish").joinpath("shcc.toml").read_text("utf-8"))
    captivity = data["captivity"]
    conflict = data["conflict"]
    named = {**data["counting"], **captivity, "conflict": conflict["words"], **data["fighting"]}
    lists = {k: v for k, v in named.items() if k not in ("takers", *HABITS)}
    return Codebook(
        columns=data["columns"],
        weapons=tuple(map(_weapon, data["weapon"])),
        carried=tuple((c["label"], _words(c, "words")) for c in data["carried"]),
        unarmed=tuple(
            UnarmedRule(label=u["label"], types=frozenset(u["types"]), alone=u.get("alone", False))
            for u in data["unarmed"]
        ),
        actors=tuple(map(_actor, data["actor"])),
        together=data["together"],
        locations=tuple(map(_location, data["location"])),
        outcomes=tuple(
            OutcomeRule(label=o["label"], words=_words(o, "words"), unless=_words(o, "unless"))
            for o in data["outcome"]
        ),
        related=tuple(
            RelatedRule(column=c, value=r["value"], words=_words(r, "words"))
            for c, r in data["related"].items()
        ),
        lists={name: Words(forms=tuple(forms)) for name, forms in lists.items()},
        conflict=conflict["value"],
        conflict_signs=frozenset((*conflict["classes"], *conflict["weapons"])),
        takers=frozenset(captivity["takers"]),
        assault_injures=data["counting"]["assault_injures"],
        looting_enters=data["counting"]["looting_enters"],
        burning_destroys=data["counting"]["burning_destroys"],
        countries=data["countries"],
        variants=data["variants"],
    )


def _weapon(entry: Mapping[str, Any]) -> WeaponRule:
    return WeaponRule(
        label=entry["label"],
        codes=frozenset(entry.get("codes", ())),
        words=_words(entry, "words"),
        beside=_words(entry, "with"),
        both=entry.get("both", False),
    )


def _location(entry: Mapping[str, Any]) -> LocationRule:
    return LocationRule(
        label=entry["label"],
        words=_words(entry, "words"),
        building=entry.get("building", False),
        mentioned=entry.get("mentioned", False),
        unless_building=entry.get("unless_building", False),
    )


def _actor(entry: Mapping[str, Any]) -> ActorRule:
    return ActorRule(
        name=entry["name"],
        words=_words(entry, "words"),
        kind=entry.get("class", ""),
        army=entry.get("army", ""),
        counted_in=frozenset(entry.get("counted_in", ())),
    )


def _words(entry: Mapping[str, Any], key: str) -> Words:
    return Words(forms=tuple(entry.get(key, ())))


@cache
def _pattern(forms: Iterable[str]) -> re.Pattern[str]:
    return re.compile(r"\b(?:" + "|".join(_form(f) for f in forms) + r")\b")


def _form(form: str) -> str:
    own = ["*".join(fold(part) for part in word.split("*")) for word in form.split()]
    return r"\w*".join(re.escape(part) for part in " ".join(own).split("*"))
