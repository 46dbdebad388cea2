"""Who is a source of what happened, and for whom a press release speaks. All is fiction."""

from dataclasses import replace

import pytest
from tests.origins.news import Desk

from solferino.model import (
    CharacterizationValue,
    Document,
    ExhibitValue,
    Judgement,
    PlaceValue,
)
from solferino.text.issuing import issuer
from solferino.weigh.ladder import is_identified


def test_who_only_asks_or_judges_is_no_source_of_what_happened(desk: Desk) -> None:
    document = desk.read(
        "a.txt",
        "The Inland Union called for an end to the war in Tesk. A minister spoke of murder. The"
        " Inland Union said that shells had hit the clinic.",
    )
    asked = desk.say(
        document, "an end to the war in Tesk", ("Inland Union", "organization"), act="appeals"
    )
    place = desk.claim(asked, "Tesk", PlaceValue(name="Tesk"))
    judged = desk.say(document, "murder", ("A minister", "government"), act="condemns")
    desk.claim(judged, "murder", CharacterizationValue(term="murder"))
    assert desk.trace() == ()
    told = desk.say(document, "shells had hit the clinic", ("Inland Union", "organization"))
    desk.claim(told, "shells")
    (origin,) = desk.trace()
    assert origin.name == "Inland Union"
    assert place.id in origin.claims


def test_one_who_asks_and_tells_in_one_breath_is_a_source(desk: Desk) -> None:
    document = desk.read("a.txt", "Stop the shells on our ward, the nurse Ilka Sorn begged.")
    said = desk.say(document, "Stop the shells", ("Ilka Sorn", "person"), act="appeals")
    desk.claim(said, "shells")
    (origin,) = desk.trace()
    assert origin.name == "Ilka Sorn"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("PRESS RELEASE | Union of Fen Physicians\n\nShells fell.", "Union of Fen Physicians"),
        ("Statement by the Fen Relief Committee\n\nShells fell.", "Fen Relief Committee"),
        (
            "To speak to Fen Doctors Society contact the desk.\n\nShells fell.",
            "Fen Doctors Society",
        ),
        ("Shells fell.\n\nFor interviews with Fen Aid Workers please write.", "Fen Aid Workers"),
        ("Shells fell.\n\nPress release without a name, and more words.", None),
        ("They spoke to Fen Doctors Society members. Shells fell.", None),
    ],
)
def test_a_press_release_says_at_head_or_foot_whom_it_is_from(
    text: str, expected: str | None
) -> None:
    assert issuer(text) == expected


def test_a_press_releases_own_voice_is_the_body_that_issued_it(desk: Desk) -> None:
    text = "PRESS RELEASE | Union of Fen Physicians\n\nShells fell on the ward."
    release = desk.read("release.txt", text)
    desk.claim(desk.say(release, "Shells fell on the ward"), "Shells")
    news = desk.read("news.txt", "Shells fell, the Union of Fen Physicians said.")
    cited = desk.say(news, "Shells fell", ("Union of Fen Physicians", "organization"), cue="said")
    desk.claim(cited, "Shells")
    (origin,) = desk.trace()
    assert (origin.kind, set(origin.documents)) == ("monitor", {release.id, news.id})


def test_another_spokesman_speaks_for_the_one_body_that_stands_before(desk: Desk) -> None:
    text = (
        "A statement came from the Reed Movement. It was signed by another spokesman, Ilo Sand."
        " “No shells were ours,” he wrote."
    )
    document = desk.read("a.txt", text)
    desk.mention("e-reed", document, "Reed Movement", "armed_group")
    said = desk.say(document, "No shells were ours", ("Ilo Sand", "person"), cue="wrote")
    desk.claim(said, "shells")
    (origin,) = desk.trace()
    assert (origin.name, origin.entity) == ("Reed Movement", "e-reed")


def test_between_two_bodies_a_spokesman_speaks_for_neither(desk: Desk) -> None:
    text = (
        "The Coastal army blamed the Reed Movement. A spokesman, Ilo Sand, said that no shells"
        " had been fired."
    )
    document = desk.read("a.txt", text)
    desk.mention("e-army", document, "Coastal army", "armed_group")
    desk.mention("e-reed", document, "Reed Movement", "armed_group")
    desk.claim(desk.say(document, "no shells", ("Ilo Sand", "person"), cue="said"), "shells")
    (origin,) = desk.trace()
    assert origin.name == "Ilo Sand"


def test_a_message_without_a_publisher_is_its_authors_word(desk: Desk) -> None:
    document = desk.read("a.eml", "Shells fell on the ward.", author="Edda Linnet")
    desk.documents[-1] = replace(document, media_type="message/rfc822")
    desk.claim(desk.say(document, "Shells fell on the ward"), "Shells")
    (origin,) = desk.trace()
    assert origin.name == "Edda Linnet"
    assert origin.kind != "media_own"


def test_who_speaks_and_has_filmed_is_no_recording(desk: Desk) -> None:
    document = desk.read(
        "a.txt", "Shells fell, said the nurse Edda Linnet. Edda Linnet filmed a video of it."
    )
    said = desk.say(document, "Shells fell", ("Edda Linnet", "person"), cue="said")
    desk.claim(said, "Shells")
    shown = desk.say(document, "a video of it")
    desk.claim(shown, "video", ExhibitValue(media="video", recorded_by="Edda Linnet"))
    (origin,) = desk.trace()
    assert (origin.kind, origin.first_hand) == ("facility_staff", "yes")


def test_a_town_taken_for_a_body_is_no_witness_where_nothing_is_coded(desk: Desk) -> None:
    document = desk.read("a.txt", "Tarnow counts its dead. Shells fell. It burned, Oxley Aid said.")
    desk.mention("e-tarnow", document, "Tarnow", "place")
    desk.claim(desk.say(document, "Shells fell"), "Shells")
    desk.say(document, "its dead", ("Tarnow", "organization"))
    desk.say(document, "It burned", ("Oxley Aid", "organization"))
    assert [o.name for o in desk.trace() if o.kind != "media_own"] == ["Oxley Aid"]


def test_an_answer_of_which_nothing_is_coded_makes_no_witness(desk: Desk) -> None:
    document = desk.read("a.txt", "Shells fell. Their letter came, the Oxley Aid replied.")
    desk.claim(desk.say(document, "Shells fell"), "Shells")
    desk.say(document, "Their letter came", ("Oxley Aid", "organization"), act="replies")
    assert [o.kind for o in desk.trace()] == ["media_own"]


def cited(desk: Desk, name: str, place: str, speaker: tuple[str, str]) -> Document:
    """File a report in which somebody without a name tells of a clinic at a place."""
    told: Document = desk.read(name, f"Shells hit the clinic of {place}, the {speaker[0]} said.")
    said = desk.say(told, "Shells hit", speaker, cue="said")
    desk.claim(said, "Shells")
    desk.claim(said, place, PlaceValue(name=place))
    return told


def test_an_office_without_a_name_is_one_origin_of_all_that_is_told_of_a_place(desk: Desk) -> None:
    office = ("provincial health office", "government")
    tesk = {cited(desk, f"{n}.txt", "Tesk", office).id for n in range(3)}
    elsewhere = cited(desk, "other.txt", "Marl", office).id
    found = desk.trace()
    assert {frozenset(o.documents) for o in found} == {frozenset(tesk), frozenset([elsewhere])}
    assert not any(is_identified(o) for o in found)


def test_people_without_a_name_are_others_in_each_document(desk: Desk) -> None:
    for speaker in (("health officials", "unnamed"), ("residents", "unnamed")):
        for n in range(2):
            cited(desk, f"{speaker[0]} {n}.txt", "Tesk", speaker)
    assert len(desk.trace()) == 4


def test_a_person_parts_what_two_documents_call_by_one_office(desk: Desk) -> None:
    office = ("provincial health office", "government")
    cited(desk, "a.txt", "Tesk", office)
    cited(desk, "b.txt", "Tesk", office)
    assert len(desk.trace()) == 1
    one, other = (s.id for s in desk.statements)
    desk.judgements.append(
        Judgement(left=one, right=other, verdict="different", by="ana", why="two provinces")
    )
    assert len(desk.trace()) == 2
