"""A grading scheme as data: the file that says which origins make which grade."""

import tomllib
from functools import cache
from importlib.resources import files

from solferino.codec import value
from solferino.model.terms import Act, Modality, Relation


@value
class Rung:
    """A grade that the software may give, and the counted origins that it demands."""

    name: str
    origins: int
    relations: frozenset[Relation]


@value
class Profile:
    """A scheme: what supports a proposition, and its rungs from the highest down."""

    scheme: str
    acts: frozenset[Act]
    modalities: frozenset[Modality]
    rungs: tuple[Rung, ...]


@cache
def profile(scheme: str = "solferino") -> Profile:
    """Load a scheme of the package. Grades that only a person gives are left out."""
    path = files("solferino.weigh") / "profiles" / f"{scheme}.toml"
    table = tomllib.loads(path.read_text(encoding="utf-8"))
    return Profile(
        scheme=table["scheme"],
        acts=frozenset(table["support"]["acts"]),
        modalities=frozenset(table["support"]["modalities"]),
        rungs=tuple(
            Rung(name=g["name"], origins=g["origins"], relations=frozenset(g["relations"]))
            for g in table["grade"]
            if g["given_by"] == "software"
        ),
    )
