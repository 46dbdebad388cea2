"""A grading scheme as data: the file that says what makes which grade."""

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any, get_args

from solferino.codec import value
from solferino.model.terms import Act, FirstHand, Modality, OriginKind, Relation


@value
class Demand:
    """What must be there for a grade: at least `origins` distinct origins of this sort.

    `relations`, `kinds` and `first_hand` say which origins count; `identified` whether only those
    that a reader could find. `admitted` asks for somebody who admits the deed; `accused` bounds how
    many different actors may be named as the doer (inclusive; null is no bound).
    """

    origins: int
    relations: frozenset[Relation]
    kinds: frozenset[OriginKind]
    first_hand: frozenset[FirstHand]
    identified: bool
    admitted: bool
    least_accused: int
    most_accused: int | None


@value
class Rung:
    """A grade that the software may give, and its demands: all of one of the sets must be met."""

    name: str
    any_of: tuple[tuple[Demand, ...], ...]


@value
class Profile:
    """A scheme: which propositions it grades, what supports them, its rungs from the highest down.

    `verified` is false where the rule's text was not at hand and was written from its description:
    that is said beside every grade. `caution` is a sentence that goes with every grade, or null.
    `letters` tells whether the reliability of each source goes with the grade.
    """

    scheme: str
    propositions: frozenset[str]
    verified: bool
    caution: str | None
    letters: bool
    acts: frozenset[Act]
    modalities: frozenset[Modality]
    rungs: tuple[Rung, ...]


SCHEMES = ("solferino", "who-ssa", "airwars", "admiralty")


@cache
def profile(scheme: str = "solferino") -> Profile:
    """Load a scheme of the package. Grades that only a person gives are left out."""
    path = files("solferino.weigh") / "profiles" / f"{scheme}.toml"
    table = tomllib.loads(path.read_text(encoding="utf-8"))
    return Profile(
        scheme=table["scheme"],
        propositions=frozenset(table["propositions"]),
        verified=table["verified"],
        caution=table.get("caution"),
        letters=table.get("letters", False),
        acts=frozenset(table["support"]["acts"]),
        modalities=frozenset(table["support"]["modalities"]),
        rungs=tuple(
            Rung(
                name=g["name"],
                any_of=tuple(tuple(_demand(d) for d in every) for every in g["any_of"]),
            )
            for g in table["grade"]
            if g["given_by"] == "software"
        ),
    )


@cache
def grades(scheme: str) -> tuple[str, ...]:
    """Name all grades of a scheme, those that only a person gives included."""
    path = files("solferino.weigh") / "profiles" / f"{scheme}.toml"
    return tuple(g["name"] for g in tomllib.loads(path.read_text(encoding="utf-8"))["grade"])


@cache
def letters() -> Mapping[str, str]:
    """Give what each letter of a source's reliability means, from A to F."""
    path = files("solferino.weigh") / "profiles" / "admiralty.toml"
    table = tomllib.loads(path.read_text(encoding="utf-8"))
    return {told["letter"]: told["meaning"] for told in table["reliability"]}


def _demand(told: dict[str, Any]) -> Demand:
    """Read a demand; what it leaves out bounds nothing."""
    return Demand(
        origins=told.get("origins", 0),
        relations=frozenset(told.get("relations", get_args(Relation))),
        kinds=frozenset(told.get("kinds", get_args(OriginKind))),
        first_hand=frozenset(told.get("first_hand", get_args(FirstHand))),
        identified=told.get("identified", True),
        admitted=told.get("admitted", False),
        least_accused=told.get("least_accused", 0),
        most_accused=told.get("most_accused"),
    )
