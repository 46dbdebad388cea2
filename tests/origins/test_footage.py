"""Recordings as origins: named by who made them, and silent about who did it."""

import pytest
from tests.origins.news import Desk, only

from solferino.model import (
    ExhibitValue,
)
from solferino.model.terms import VoiceKind
from solferino.origins.trace import origins_of


def test_an_exhibit_is_an_origin_named_by_who_recorded_it(desk: Desk) -> None:
    text = "A video taken by Nico Salt shows shells hitting the clinic. The Coastal army fired."
    document = desk.read("a.txt", text)
    shown = desk.say(document, "A video taken by Nico Salt shows shells hitting the clinic")
    exhibit = desk.claim(shown, "A video", ExhibitValue(media="video", recorded_by="Nico Salt"))
    hit = desk.claim(shown, "shells hitting")
    blamed = desk.blame(desk.say(document, "The Coastal army fired"), "Coastal army")
    origins = desk.trace()
    footage = only(origins, "Nico Salt")
    assert (footage.kind, footage.first_hand) == ("exhibit", "yes")
    assert set(footage.claims) == {exhibit.id, hit.id}
    assert [(s.how, s.certain) for s in footage.path] == [("same_media", False)]
    assert footage.id not in origins_of(origins)[blamed.id]


def test_footage_shows_no_perpetrator(desk: Desk) -> None:
    document = desk.read("a.txt", "A video by Nico Salt shows the Coastal army firing.")
    shown = desk.say(document, "A video by Nico Salt shows the Coastal army firing")
    desk.claim(shown, "A video", ExhibitValue(media="video", recorded_by="Nico Salt"))
    blamed = desk.blame(shown, "Coastal army")
    assert blamed.id not in only(desk.trace(), "Nico Salt").claims


@pytest.mark.parametrize(("name", "kind"), [("video", "unnamed"), ("Nico Salt", "person")])
def test_footage_that_is_said_to_speak_names_no_perpetrator_either(
    desk: Desk, name: str, kind: VoiceKind
) -> None:
    document = desk.read("a.txt", f"The video of {name} shows the Coastal army shelling a clinic.")
    voice: tuple[str, VoiceKind] = (name, kind)
    shown = desk.say(document, "the Coastal army shelling a clinic", voice, cue="shows")
    blamed = desk.blame(shown, "Coastal army")
    hit = desk.claim(shown, "shelling")
    origins = desk.trace()
    assert only(origins, name).claims == (hit.id,)
    assert only(origins, "a.txt").claims == (blamed.id,)


def test_the_same_footage_in_two_documents_is_one_origin(desk: Desk) -> None:
    for name in ("a.txt", "b.txt"):
        document = desk.read(name, f"{name}: footage by Nico Salt shows shells.")
        shown = desk.say(document, "footage by Nico Salt shows shells")
        desk.claim(shown, "footage", ExhibitValue(media="video", recorded_by="Nico Salt"))
    assert len(desk.trace()) == 1


def test_footage_of_unknown_making_is_told_apart_by_document(desk: Desk) -> None:
    for name in ("a.txt", "b.txt"):
        document = desk.read(name, f"{name}: footage aired by Channel Reed shows shells.")
        shown = desk.say(document, "footage aired by Channel Reed shows shells")
        desk.claim(shown, "footage", ExhibitValue(media="video", published_by="Channel Reed"))
    origins = desk.trace()
    assert [(o.name, o.first_hand) for o in origins] == [
        ("video published by Channel Reed", "unknown")
    ] * 2


def test_footage_that_speaks_and_footage_that_is_shown_are_one_exhibit(desk: Desk) -> None:
    document = desk.read("a.txt", "Footage shows shells. The video was aired by Channel Reed.")
    desk.claim(desk.say(document, "shells", ("Footage", "unnamed")), "shells")
    aired = desk.say(document, "The video was aired by Channel Reed")
    desk.claim(aired, "video", ExhibitValue(media="video", published_by="Channel Reed"))
    (origin,) = desk.trace()
    assert (origin.name, origin.kind) == ("video published by Channel Reed", "exhibit")


def test_a_recording_of_unknown_making_is_the_only_one_whose_maker_is_named(desk: Desk) -> None:
    document = desk.read(
        "a.txt", "Footage by Aro Tiven shows the ward. The footage shows the gate too."
    )
    first = desk.say(document, "Footage by Aro Tiven shows the ward")
    made = ExhibitValue(media="video", recorded_by="Aro Tiven")
    desk.claim(first, "Footage by Aro Tiven", made)
    second = desk.say(document, "The footage shows the gate too")
    desk.claim(second, "footage shows the gate", ExhibitValue(media="video"))
    (origin,) = desk.trace()
    assert (origin.name, origin.kind) == ("Aro Tiven", "exhibit")


@pytest.mark.parametrize("another", ["Another video", "A second video"])
def test_another_recording_is_another_one(desk: Desk, another: str) -> None:
    document = desk.read("a.txt", f"Footage by Aro Tiven shows it. {another} shows the gate too.")
    first = desk.say(document, "Footage by Aro Tiven shows it")
    desk.claim(first, "Footage", ExhibitValue(media="video", recorded_by="Aro Tiven"))
    second = desk.say(document, f"{another} shows the gate too")
    shows = ExhibitValue(media="video", shows="the gate")
    desk.claim(second, "video shows the gate", shows)
    assert len(desk.trace()) == 2


def test_the_credit_of_a_picture_is_no_origin_unless_something_rests_on_it(desk: Desk) -> None:
    document = desk.read("a.txt", "Photo: the rescue service. Shells fell, Edda Linnet said.")
    credit = desk.say(document, "Photo: the rescue service")
    desk.claim(credit, "Photo", ExhibitValue(media="photo"))
    desk.claim(desk.say(document, "Shells fell", ("Edda Linnet", "person")), "Shells")
    assert [o.name for o in desk.trace()] == ["Edda Linnet"]
    shown = desk.say(document, "Shells fell")
    picture = desk.claim(shown, "Shells", ExhibitValue(media="photo"))
    shells = desk.claim(shown, "fell")
    (photo,) = (o for o in desk.trace() if o.kind == "exhibit")
    assert {picture.id, shells.id} <= set(photo.claims)


def test_a_speaker_before_the_word_for_a_recording_is_the_recording(desk: Desk) -> None:
    document = desk.read("a.txt", "Security footage shows shells hitting the ward.")
    said = desk.say(document, "shells hitting the ward", ("Security", "unnamed"), cue="shows")
    desk.claim(said, "shells")
    (origin,) = desk.trace()
    assert (origin.name, origin.kind) == ("video", "exhibit")
