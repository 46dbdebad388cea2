"""What the leak test looks for: all that stays inside by a profile, and nothing that must be."""

from dataclasses import replace

import pytest
from tests.publish.made import make_picture
from tests.release.conftest import SECRET, Publish, clear, reviewed

from solferino import plugins
from solferino.errors import LeakError
from solferino.model import BlameValue, Claim, Clearances, PlaceValue, TimeValue
from solferino.ports import Exporter, Picture
from solferino.release.issue import Issue, Setting, issue
from solferino.release.leaks import Needle
from solferino.release.needles import needles, telling
from solferino.release.profile import profiles

EXPORTERS = plugins.kit(plugins.find()).exporters


def issued(
    picture: Picture,
    name: str = "public",
    address: str = "",
    exporters: tuple[Exporter, ...] = (),
) -> Issue:
    setting = Setting(
        at="2031-05-08T09:00:00Z",
        practice=False,
        exporters=exporters,
        by="coder-1",
        address=address,
    )
    blamed = [c for c in picture.claims if isinstance(c.value, BlameValue)]
    return issue(picture, profiles()[name], (clear(*blamed), ()), SECRET, setting)


def sought(picture: Picture, publish: Publish, name: str = "public") -> set[str]:
    return {n.text for n in needles(picture, publish(picture, name), profiles()[name])}


def renamed(picture: Picture, name: str) -> Picture:
    first, *rest = picture.documents
    return replace(picture, documents=(replace(first, name=name), *rest))


@pytest.mark.parametrize(
    "name", ["index.html", "dossier/index.html", "claims.csv", "release.html", "Saint Orla Clinic"]
)
def test_a_source_that_is_called_like_a_file_of_ours_or_a_value_blocks_nothing(
    accepted: Picture, name: str
) -> None:
    used = EXPORTERS if name == "claims.csv" else ()
    assert issued(renamed(accepted, name), exporters=used).files


def test_a_contact_that_the_publisher_prints_is_no_leak_there_and_one_elsewhere(
    accepted: Picture,
) -> None:
    first, *rest = accepted.documents
    mail = "desk@ledger.example"
    text = f"{first.text} Write to {mail}."
    picture = replace(accepted, documents=(replace(first, text=text), *rest))
    page = issued(picture, address=mail).files["release.html"].decode()
    assert mail in page
    with pytest.raises(LeakError):
        issued(replace(picture, engine=f"made for {mail}"), address=f"box 5, {mail}")


def test_a_name_of_one_word_that_nobody_reviewed_stands_nowhere(
    publish: Publish, accepted: Picture
) -> None:
    def but_places(claim: Claim) -> bool:
        return claim.kind not in ("place", "characterization")

    picture = reviewed(make_picture(), but_places)
    assert {"Brenholt", "war crime"} <= sought(picture, publish)
    assert "Brenholt" not in sought(accepted, publish)
    made = issued(picture)
    assert "Brenholt" not in str(made.published.picture)
    assert not any(b"Brenholt" in data for data in made.files.values())


def test_a_common_word_is_no_name_that_is_looked_for(publish: Publish) -> None:
    picture = reviewed(make_picture(), lambda c: c.kind != "place")
    claims = tuple(
        replace(c, value=PlaceValue(name="Patients")) if c.kind == "place" else c
        for c in picture.claims
    )
    assert "Patients" not in sought(replace(picture, claims=claims), publish)


@pytest.mark.parametrize("name", ["ssa-public", "shcc-public"])
def test_where_no_words_leave_facilities_and_sources_are_looked_for_under_all_names(
    publish: Publish, accepted: Picture, name: str
) -> None:
    found = sought(accepted, publish, name)
    assert {"Saint Orla Clinic", "St. Orla Clinic", "عيادة القديسة أورلا"} <= found
    assert {"Brenholt Ledger", "https://ledger.example/shells"} <= found
    assert ("Brenholt" in found) == (name == "ssa-public")
    made = issued(accepted, name, exporters=EXPORTERS)
    assert not any(b"Orla" in data for data in made.files.values())


def test_words_of_our_own_pages_tell_nothing_but_for_names_of_several_words() -> None:
    person, place, mail = "name of a person", "name of a place", "e-mail"
    held = [
        Needle(text="Sources", kind=person),
        Needle(text="Sources Withheld", kind=person),
        Needle(text="Sources Withheld", kind=place),
        Needle(text="Heavy Weapons", kind=place),
        Needle(text="Heavy", kind=person),
        Needle(text="a@b.example", kind=mail, words=False),
    ]
    told = telling(held, b"sources withheld a@b.example", b"heavy weapons")
    assert told == (held[1], held[4], held[5])


def test_of_an_unreviewed_case_every_profile_can_be_written(publish: Publish) -> None:
    picture = make_picture()
    for name in ("public", "ssa-public", "shcc-public"):
        assert issued(picture, name).files
        assert not publish(picture, name, Clearances(())).picture.claims


def test_a_field_that_stays_inside_and_names_nobody_blocks_nothing(
    publish: Publish, accepted: Picture
) -> None:
    claims = tuple(
        replace(c, value=replace(c.value, zone="local time"))
        if isinstance(c.value, TimeValue)
        else c
        for c in accepted.claims
    )
    picture = replace(accepted, claims=claims)
    assert "local time" not in sought(picture, publish, "ssa-public")
    proposed = tuple(replace(c, review="proposed") for c in claims)
    assert "local time" not in sought(replace(picture, claims=proposed), publish)
    assert issued(picture, "ssa-public", exporters=EXPORTERS).files
