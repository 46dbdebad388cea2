"""Releases: numbers given once, a log of what changed, and quotations that lead to one root."""

import hashlib
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.publish.made import make_picture
from tests.release.conftest import SECRET, clear, reviewed

from solferino.model import (
    BlameValue,
    CasualtyValue,
    Clearances,
    Hearing,
    Incident,
    Printed,
    Release,
)
from solferino.ports import Picture
from solferino.release.history import changes, log, printed
from solferino.release.issue import Issue, Setting, issue
from solferino.release.merkle import leads, leaf, proof, proofs, root
from solferino.release.numbering import number
from solferino.release.profile import profiles

BLANK = make_picture().incidents[0]
Groups = list[tuple[str, ...]]


def incidents(groups: Groups) -> list[Incident]:
    return [replace(BLANK, id=min(group), accounts=group) for group in groups]


def released(groups: Groups, before: list[Release]) -> Release:
    numbers = number(incidents(groups), before, "public").numbers
    told = tuple(Printed(number=numbers[min(g)], accounts=g, told=(), content="") for g in groups)
    return Release(
        series="public",
        number=len(before) + 1,
        at="2031-05-08T09:00:00Z",
        content=str(len(before)),
        address="",
        incidents=told,
        by="coder-1",
    )


def test_a_number_stays_while_its_incident_grows() -> None:
    first = released([("a",), ("b",)], [])
    found = number(incidents([("a", "x"), ("b",), ("0",)]), [first], "public")
    assert found.numbers == {"a": 1, "b": 2, "0": 3}


def test_a_merge_redirects_to_the_smaller_number() -> None:
    first = released([("a",), ("b",), ("c",)], [])
    found = number(incidents([("a", "b"), ("c",)]), [first], "public")
    assert found.numbers == {"a": 1, "c": 3}
    assert found.redirects == ((2, 1),)


def test_a_split_retires_the_number_and_names_successors() -> None:
    first = released([("a", "b"), ("c",)], [])
    found = number(incidents([("a",), ("b",), ("c",)]), [first], "public")
    assert found.numbers == {"c": 2, "a": 3, "b": 4}
    assert found.successors == ((1, (3, 4)),)


def test_what_is_no_longer_published_keeps_its_number() -> None:
    first = released([("a",), ("b",)], [])
    second = released([("b",), ("c",)], [first])
    assert number(incidents([("b",), ("c",)]), [first, second], "public").withdrawn == (1,)
    found = number(incidents([("a",), ("b",), ("c",)]), [first, second], "public")
    assert found.numbers == {"a": 1, "b": 2, "c": 3}


@st.composite
def partitions(draw: st.DrawFn) -> Groups:
    held: dict[int, list[str]] = {}
    for name in draw(st.sets(st.sampled_from("abcdefgh"), min_size=1)):
        held.setdefault(draw(st.integers(0, 4)), []).append(name)
    return [tuple(sorted(group)) for group in held.values()]


@given(st.lists(partitions(), min_size=1, max_size=5))
def test_numbers_are_never_given_twice_whatever_is_merged_and_split(story: list[Groups]) -> None:
    releases: list[Release] = []
    bearers: dict[int, set[str]] = {}
    for groups in story:
        found = number(incidents(groups), releases, "public")
        assert sorted(found.numbers) == sorted(min(g) for g in groups)
        assert len(set(found.numbers.values())) == len(groups)
        for group in groups:
            given_ = found.numbers[min(group)]
            assert given_ not in bearers or bearers[given_] & set(group)
            bearers.setdefault(given_, set()).update(group)
        assert number(incidents(groups)[::-1], releases, "public") == found
        releases.append(released(groups, releases))
        assert number(incidents(groups), releases, "public") == found


def test_numbers_are_those_of_all_series_and_only_what_readers_saw_is_called_withdrawn() -> None:
    elsewhere = replace(released([("a",), ("b", "c")], []), series="partner")
    found = number(incidents([("b",), ("c",), ("d",)]), [elsewhere], "public")
    assert found.numbers == {"b": 3, "c": 4, "d": 5}
    assert (found.withdrawn, found.successors, found.redirects) == ((), (), ())
    told = number(incidents([("b",), ("c",), ("d",)]), [elsewhere], "partner")
    assert (told.withdrawn, told.successors) == ((1,), ((2, (3, 4)),))


def test_the_log_tells_what_is_new_changed_and_withdrawn_and_prints_no_former_name() -> None:
    def printed(number: int, **told: str) -> Printed:
        return Printed(number=number, accounts=(), told=tuple(told.items()), content=str(told))

    def of(number: int, *held: Printed) -> Release:
        return replace(released([("a",)], []), number=number, incidents=held, why=f"why {number}")

    one = of(1, printed(1, figures="killed: 3", facility="Orla Clinic"), printed(2))
    two = of(2, printed(1, figures="killed: 4", facility="a clinic"), printed(3))
    first, second = log([two, one])
    assert [c.what for c in first.changes] == ["new", "new"]
    figures, facility, gone, new = second.changes
    assert (figures.before, figures.after) == ("killed: 3", "killed: 4")
    assert (facility.field, facility.before, facility.after) == ("facility", None, None)
    assert (gone.number, gone.what, new.number, new.what) == (2, "withdrawn", 3, "new")
    assert second.why == "why 2"
    assert changes(two, two.incidents) == ()


def test_the_log_tells_of_an_answer_and_of_grades_of_which_it_prints_no_words() -> None:
    picture = make_picture()
    numbers = {i.id: n for n, i in enumerate(picture.incidents, start=1)}
    accounts = {i.id: i.accounts for i in picture.incidents}
    one = picture.incidents[0]
    answer = Hearing(
        account=one.accounts[0], party="Hill Guard", status="replied", by="", text="We regret it."
    )
    graded = replace(picture.gradings[0], incident=one.id, grade="confirmed", why="two were there")

    def of(number: int, **other: Any) -> Release:
        held = printed(replace(picture, **{"hearings": (), "gradings": (), **other}), *both)
        return replace(released([("a",)], []), number=number, incidents=held)

    both = (numbers, accounts)
    told = log([of(1), of(2, hearings=(answer,)), of(3, hearings=(answer,), gradings=(graded,))])
    for logged, field in zip(told[1:], ("reply", "grades"), strict=True):
        (change,) = logged.changes
        assert (change.number, change.what, change.field) == (numbers[one.id], "changed", field)
        assert change.before is change.after is None
    bare = replace(of(1).incidents[0], told=of(1).incidents[0].told[:-2])  # of a release before
    assert changes(replace(of(1), incidents=(bare,)), of(2, hearings=(answer,)).incidents[:1]) == ()


# The hashes of RFC 6962's tree over nothing, and over one empty leaf, as that text defines them.
def test_the_tree_is_that_of_the_standard() -> None:
    assert root([]) == hashlib.sha256(b"").hexdigest()
    assert root([leaf(b"")]) == hashlib.sha256(b"\0").hexdigest()
    a, b, c = leaf(b"a"), leaf(b"b"), leaf(b"c")
    pair = hashlib.sha256(b"\1" + a + b).digest()
    assert root([a, b, c]) == hashlib.sha256(b"\1" + pair + c).hexdigest()


@given(st.lists(st.binary(max_size=4), min_size=1, max_size=20), st.data())
def test_every_leaf_leads_to_the_root_and_no_other_does(
    contents: list[bytes], data: st.DataObject
) -> None:
    leaves = [leaf(c) for c in contents]
    at = data.draw(st.integers(0, len(leaves) - 1))
    path = proof(leaves, at)
    assert proofs(leaves)[at] == path
    assert leads(leaves[at], path, root(leaves))
    assert not leads(leaf(contents[at] + b"x"), path, root(leaves))


def issued(picture: Picture, releases: tuple[Release, ...] = (), at: str = "08") -> Issue:
    blamed = [c for c in picture.claims if isinstance(c.value, BlameValue)]
    setting = Setting(
        at=f"2031-05-{at}T09:00:00Z", practice=False, exporters=(), by="coder-1", address="here"
    )
    decided = (clear(*blamed), releases)
    return issue(picture, profiles()["public"], decided, SECRET, setting)


@pytest.fixture(scope="module")
def accepted() -> Picture:
    return reviewed(make_picture(), lambda _: True)


def test_the_same_facts_are_the_same_release_again_to_the_same_bytes(accepted: Picture) -> None:
    first = issued(accepted)
    again = issued(accepted, (first.release,), at="29")
    assert first.fresh
    assert not again.fresh
    assert again.files == first.files


def test_releases_of_another_series_change_no_byte(accepted: Picture) -> None:
    first = issued(accepted)
    more = [
        replace(first.release, series="partner", incidents=(*first.release.incidents, other))
        for other in (Printed(number=9, accounts=("gone",), told=(), content=""),)
    ]
    again = issued(accepted, (first.release, *more))
    assert not again.fresh
    assert again.files == first.files


def test_a_change_makes_the_next_release_and_stands_in_its_log(accepted: Picture) -> None:
    first = issued(accepted)
    claims = tuple(
        replace(c, review="corrected", proposed=c.value, value=replace(c.value, min=5, max=5))
        if isinstance(c.value, CasualtyValue) and c.value.min == 3
        else c
        for c in accepted.claims
    )
    second = issued(replace(accepted, claims=claims), (first.release,))
    assert (second.fresh, second.release.number) == (True, 2)
    page = second.files["release.html"].decode()
    assert "killed, patients: 3" in page
    assert "killed, patients: 5" in page


def test_the_page_prints_not_asked_the_address_and_what_was_withheld(accepted: Picture) -> None:
    files = issued(accepted).files
    page = files["release.html"].decode()
    assert "River Guard</bdi></th><td>not asked</td>" in page
    assert "here</bdi>" in page
    assert "it needs an explicit decision" in page
    assert "paragraph " in page or "page 1" in page
    assert "may be shown with his name on it" in page
    assert 'dir="rtl"' in files["release.ar.html"].decode()


def test_nothing_of_a_case_that_nobody_reviewed_is_on_the_page() -> None:
    made = issue(
        make_picture(),
        profiles()["public"],
        (Clearances(()), ()),
        SECRET,
        Setting(at="2031-05-08T09:00:00Z", practice=False, exporters=()),
    )
    assert not made.release.incidents
    assert b"Orla" not in made.files["release.html"]
