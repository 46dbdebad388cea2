"""Facilities keep what the register tells of them from round to round, and lose it when it goes."""

from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.deriving.test_rounds import come, end, opened
from tests.resolve.register.lists import enrolled

from solferino.codec import encode, sha256
from solferino.deriving.derivation import Standing
from solferino.model import Entity, Judgement
from solferino.store.case import Case
from solferino.store.facts import Ruling

LIST = """name,name:en,amenity,addr:city,osm_id,osm_type,wikidata
Orrin Hospital,Orrin Hospital,hospital,Tesk,601,nodes,Q900101
Sellim Clinic,Sellim Clinic,clinic,Dovar,602,nodes,Q900102
"""


def after(case: Case, standing: Standing | None, *rulings: Ruling) -> Standing:
    """Go on with some decisions, and see that it comes to what beginning afresh comes to."""
    if rulings:
        case.decide(*rulings)
    found, afresh = end(case, standing), end(case)
    for name in afresh.links:
        assert encode(found.links[name]) == encode(afresh.links[name]), name
    return found.standing


def listed(standing: Standing) -> dict[str, Entity]:
    """Give the facilities that have an entry of the register, by name."""
    every = standing.named.entities
    return {e.name: e for e in every if any(i.scheme == "register" for i in e.identifiers)}


def test_a_register_is_looked_up_for_what_a_round_touches_and_again_where_people_speak_of_it() -> (
    None
):
    with TemporaryDirectory() as folder, opened(Path(folder)) as case:
        come(case, 0)
        standing = after(case, None)
        assert not listed(standing)
        case.keep(LIST.encode(), "register")
        told = sha256(LIST.encode())
        standing = after(case, standing, replace(enrolled(LIST), original=told))
        assert list(listed(standing)) == ["Orrin Hospital"]
        come(case, 4)
        standing = after(case, standing)
        assert sorted(listed(standing)) == ["Orrin Hospital", "Sellim Clinic"]
        hospital = listed(standing)["Orrin Hospital"]
        entry = next(i.code for i in hospital.identifiers if i.scheme == "register")
        left, right = sorted((hospital.mentions[0], entry))
        no = Judgement(left=left, right=right, verdict="different", by="ana", why="another one")
        standing = after(case, standing, no)
        assert list(listed(standing)) == ["Sellim Clinic"]
        come(case, 1)
        standing = after(case, standing)
        assert "Orrin Hospital" not in listed(standing)
