"""Lists and people's edits become one register, whatever their order; names alone join nothing."""

from hypothesis import given
from hypothesis import strategies as st
from tests.resolve.mentions import ATLAS
from tests.resolve.register.lists import (
    HEALTHSITES_CSV,
    HOT_CSV,
    WIKIDATA_TSV,
    detail,
    entries,
    listed,
    values,
)

from solferino.model import Judgement
from solferino.model.register import Amendment, Detail, Entry, Property
from solferino.resolve.register.enlisting import entry_of
from solferino.resolve.register.preview import preview
from solferino.resolve.register.register import Register

TOWNS = ("Marvane", "Ostrel", "Quillon")


def facility(name: str, *more: Detail) -> Entry:
    return entry_of([detail("name", name), *more])


def coded(name: str, *codes: str, country: str = "XA") -> Entry:
    told = [detail("identifier", c.partition(":")[2], c.partition(":")[0]) for c in codes]
    return facility(name, *told, detail("country", country))


def judged(left: Entry, right: Entry, verdict: str) -> Judgement:
    return Judgement(left=left.id, right=right.id, verdict=verdict, by="A. Person", why="seen")  # type: ignore[arg-type]


def laid(entry: Entry, adds: Detail | None = None, drops: Detail | None = None) -> Amendment:
    return Amendment(entry=entry.id, adds=adds, drops=drops, by="A. Person", why="called them")


def test_one_facility_in_three_registers_is_one_entry_with_all_sources() -> None:
    register = Register([*entries(HOT_CSV), *entries(HEALTHSITES_CSV), *entries(WIKIDATA_TSV)])
    (hospital,) = register.find("Marvane Hospital")
    assert {scheme for scheme, _ in hospital.codes} == {"osm", "wikidata", "healthsites"}
    sources = {d.source for d in hospital.details}
    assert len(sources) == 3
    assert register.find("wikidata:Q900001") == (hospital,)


def test_one_number_does_not_join_what_another_number_tells_apart() -> None:
    one = coded("A", "own:1", "osm:way/1", "wikidata:Q1")
    other = coded("A", "own:2", "osm:way/1", "wikidata:Q2")
    register = Register([one, other])
    assert len(register) == 2
    assert any("differ in wikidata" in doubt.why for doubt in register.doubts)


def test_one_row_with_two_numbers_of_one_register_is_a_doubt() -> None:
    register = Register([coded("A", "own:1", "wikidata:Q1"), coded("A", "own:1", "wikidata:Q2")])
    assert len(register) == 1
    assert any("two numbers of wikidata" in doubt.why for doubt in register.doubts)


def test_a_number_of_a_country_counts_in_that_country_only() -> None:
    here, there = coded("A", "who:17"), coded("B", "who:17", country="XB")
    assert len(Register([here, there])) == 2
    one, other = coded("A", "own:1", "who:17"), coded("B", "own:2", "who:17")
    assert len(Register([one, other])) == 1
    abroad = coded("B", "own:2", "who:17", country="XB")
    assert len(Register([one, abroad])) == 2


def test_a_number_that_very_many_bear_joins_nothing() -> None:
    many = [coded(f"Clinic {n}", f"own:{n}", "osm:node/1") for n in range(12)]
    register = Register(many)
    assert len(register) == 12
    assert any("joins none" in doubt.why for doubt in register.doubts)


def test_a_name_at_one_place_is_a_doubt_and_no_join() -> None:
    one = facility("Selim Hospital", detail("town", "Marvane"), detail("identifier", "1", "a"))
    other = facility("Sellim Hospital", detail("town", "Marvane"), detail("identifier", "2", "b"))
    far = facility("Selim Hospital", detail("town", "Ostrel"), detail("identifier", "3", "b"))
    register = Register([one, other, far])
    assert len(register) == 3
    assert [set(doubt.entries) for doubt in register.doubts] == [{one.id, other.id}]
    same = Register([one, other, far], judgements=[judged(one, other, "same")])
    assert len(same) == 2
    assert same.doubts == ()
    apart = Register([one, other, far], judgements=[judged(one, other, "different")])
    assert len(apart) == 3
    assert apart.doubts == ()


def test_near_points_are_one_place_and_far_ones_are_not() -> None:
    def at(latitude: str, code: str) -> Entry:
        spot = detail("point", f"{latitude} 10.0001", "exact")
        return facility("Selim Hospital", spot, detail("identifier", code, "own"))

    near = Register([at("20.0001", "1"), at("20.0011", "2")])
    assert len(near.doubts) == 1
    assert Register([at("20.0001", "1"), at("20.1011", "2")]).doubts == ()


def test_an_edit_lies_over_the_lists_and_without_it_all_is_as_before() -> None:
    (hospital,) = entries(HEALTHSITES_CSV)
    old, new = hospital.told("beds")[0], detail("beds", "80", source="the director")
    register = Register([hospital], [laid(hospital, adds=new, drops=old)])
    assert values(register.entries[0], "beds") == [("80", None)]
    assert Register([hospital]).entries == (hospital,)


def test_a_person_may_add_a_facility_and_a_number_that_joins_two() -> None:
    one, other = coded("A", "own:1"), coded("B", "own:2")
    made = facility("New Clinic")
    added = Amendment(entry=made.id, adds=made.details[0], by="A. Person", why="visited")
    number = laid(other, adds=detail("identifier", "1", "own"))
    register = Register([one, other], [added, number])
    assert {e.name for e in register.entries} == {"A", "New Clinic"}


def test_an_entry_is_found_by_any_id_that_it_had() -> None:
    one, other = coded("A", "osm:way/1", "own:1"), coded("B", "own:2", "osm:way/1")
    register = Register([one, other])
    assert register.entry(one.id) == register.entry(other.id) == register.entries[0]
    assert set(register.members(register.entries[0].id)) == {one.id, other.id}


def hospital(name: str, town: str, country: str = "XA") -> Entry:
    code = detail("identifier", f"{name} {town}", "own")
    return facility(name, detail("town", town), detail("country", country), code)


def test_candidates_share_a_name_and_nothing_tells_against_them() -> None:
    one, other = hospital("Al-Bahr Hospital", "Marvane"), hospital("Al-Bahr Hospital", "Ostrel")
    children = hospital("Al-Bahr Children's Hospital", "Marvane")
    eye = hospital("Al-Bahr Eye Hospital", "Marvane")
    register = Register([one, other, children, eye], gazetteer=ATLAS)
    perhaps = register.candidates("al Bahr Pediatric Hospital", "Marvane", "XA")
    assert set(perhaps) == {one, children}
    assert register.link("al Bahr Pediatric Hospital", "Marvane", "XA") == children
    assert register.candidates("Al-Bahr Hospital", "Ostrel", "XA") == (other,)
    assert register.candidates("Al-Bahr Hospital", "Ostrel", "XB") == ()
    assert register.candidates("the hospital", "Ostrel", "XA") == ()


def test_a_mention_is_linked_only_where_place_agrees_and_one_is_meant() -> None:
    one, other = hospital("Al-Bahr Hospital", "Marvane"), hospital("Al-Bahr Hospital", "Ostrel")
    register = Register([one, other], gazetteer=ATLAS)
    assert register.link("Al-Bahr Hospital", "Ostrel", None) == other
    assert register.link("Al-Bahr Hospital", None, "XA") is None
    assert register.link("Al-Bahr Hospital", None, None) is None
    assert Register([one]).link("Al-Bahr Hospital", None, "XA") == one
    assert Register([one]).link("Al-Bahr Hospital", None, None) is None


def test_a_preview_tells_of_every_row_what_becomes_of_it() -> None:
    text = (
        "name,town,country,wikidata,beds\n"
        "Marvane Hospital,Marvane,SY,Q900001,90\n"
        "Ostrel Clinic,Ostrel,SY,Q900009,\n"
        ",Ostrel,SY,Q900008,\n"
        "Quillon Hospital,Quillon,SY,Q900007,many\n"
    )
    start = entries(HOT_CSV)
    listing = listed(text)
    new = [row.entry for row in listing.rows if row.entry]
    found = preview(Register(start), Register([*start, *new]), listing)
    assert [row.fate for row in found.rows] == ["changed", "doubtful", "left out", "doubtful"]
    changed, twin, nameless, wrong = found.rows
    assert "beds: 90" in changed.why
    assert "Ostrel Clinic" in twin.why
    assert "names no facility" in nameless.why
    assert "many" in wrong.why
    again = preview(Register([*start, *new]), Register([*start, *new]), listing)
    assert [row.fate for row in again.rows] == ["known", "known", "left out", "doubtful"]


PROPERTIES: tuple[Property, ...] = ("name", "town", "country", "identifier", "beds")


@st.composite
def lists_of_entries(draw: st.DrawFn) -> list[Entry]:
    def one() -> Entry:
        told = [detail("name", draw(st.sampled_from(["Selim", "Bahr", "Dorbit"])) + " Hospital")]
        told.append(detail("town", draw(st.sampled_from(TOWNS))))
        schemes = draw(st.lists(st.sampled_from(["wikidata", "osm", "own"]), max_size=2))
        told += [detail("identifier", draw(st.sampled_from("123")), scheme) for scheme in schemes]
        return entry_of(told)

    return [one() for _ in range(draw(st.integers(min_value=1, max_value=7)))]


@given(st.data())
def test_the_order_of_lists_and_edits_changes_nothing(data: st.DataObject) -> None:
    found = data.draw(lists_of_entries())
    edits = [laid(found[0], adds=detail("beds", "5")), laid(found[-1], drops=found[-1].details[0])]
    words = [judged(found[0], found[-1], "same")]
    register = Register(found, edits, words)
    again = Register(data.draw(st.permutations(found)), edits[::-1], words)
    assert again.entries == register.entries
    assert again.doubts == register.doubts
    assert again.home == register.home


@given(lists_of_entries())
def test_nothing_that_a_list_tells_is_lost(found: list[Entry]) -> None:
    register = Register(found)
    for entry in found:
        home = register.entry(entry.id)
        assert home is not None
        assert set(entry.details) <= set(home.details)
