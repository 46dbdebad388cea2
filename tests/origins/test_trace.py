"""Origins are first-hand speakers, whoever printed their words. All texts are fiction."""

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.origins.news import WIRE, Desk, only, read_news

from solferino.model import (
    BlameValue,
    ExhibitValue,
    Judgement,
    Part,
)
from solferino.model.terms import Stance, Verdict, VoiceKind
from solferino.origins.trace import origins_of, trace


def test_the_nearest_speaker_is_the_origin_and_who_passes_it_on_a_step(desk: Desk) -> None:
    document = read_news(desk)
    origins = desk.trace()
    nurse, monitor = only(origins, "Edda Linnet"), only(origins, "Fenland Health Monitor")
    assert nurse.kind == "facility_staff"
    assert [(s.source, s.target, s.how, s.certain) for s in nurse.path] == sorted(
        [
            (document.id, monitor.id, "cites", True),
            (monitor.id, nurse.id, "cites", True),
        ]
    )
    assert all(document.text[s.evidence.start :].startswith(s.evidence.text) for s in nurse.path)
    assert len(nurse.claims) == 1
    assert nurse.claims != monitor.claims


def test_somebody_who_only_passes_words_on_is_named_and_is_no_origin(desk: Desk) -> None:
    document = desk.read("a.txt", "Shells fell, Edda Linnet told Radio Fen.")
    said = desk.say(document, "Shells fell", ("Edda Linnet", "person"), ("Radio Fen", "media"))
    desk.claim(said, "Shells")
    (origin,) = desk.trace()
    assert {(s.source, s.target) for s in origin.path} == {
        (document.id, "Radio Fen"),
        ("Radio Fen", origin.id),
    }


def test_quoted_words_are_a_quotation_others_a_citation(desk: Desk) -> None:
    read_news(desk)
    origins = desk.trace()
    assert [s.how for s in only(origins, "Ruben Hask").path] == ["quotes"]
    assert [s.how for s in only(origins, "Residents").path] == ["cites"]


def test_a_witness_is_one_by_the_title_beside_the_name(desk: Desk) -> None:
    read_news(desk)
    witness = only(desk.trace(), "Ruben Hask")
    assert (witness.kind, witness.first_hand) == ("eyewitness", "yes")


def test_two_documents_that_cite_one_speaker_share_an_origin(desk: Desk) -> None:
    first = read_news(desk, "a.txt")
    second = desk.read("b.txt", "The clinic burned, Dr. Edda Linnet said.")
    desk.claim(desk.say(second, "The clinic burned", ("Dr. Edda Linnet", "person")), "burned")
    origin = only(desk.trace(), "Dr. Edda Linnet")
    assert origin.documents == tuple(sorted([first.id, second.id]))
    assert len(origin.claims) == 2


def test_two_names_of_one_entity_are_one_origin(desk: Desk) -> None:
    for name, words in (("a.txt", "the Fenland Monitor"), ("b.txt", "FHM")):
        document = desk.read(name, f"Shells fell, {words} said.")
        desk.mention("monitor", document, words)
        desk.claim(desk.say(document, "Shells fell", (words, "organization")), "Shells")
    (origin,) = desk.trace()
    assert (origin.entity, origin.kind, len(origin.documents)) == ("monitor", "monitor", 2)


def test_a_monitors_own_report_and_its_citation_are_one_origin(desk: Desk) -> None:
    cited = desk.read("a.txt", "Shells fell, the Fenland Health Monitor said.")
    desk.mention("monitor", cited, "Fenland Health Monitor")
    voice = ("Fenland Health Monitor", "organization")
    desk.claim(desk.say(cited, "Shells fell", voice), "Shells")
    own = desk.read("b.txt", "Our observers counted four craters.", publisher=voice[0])
    desk.claim(desk.say(own, "counted four craters"), "craters")
    (origin,) = desk.trace()
    assert origin.documents == tuple(sorted([cited.id, own.id]))


@pytest.mark.parametrize("publisher", ["The Fenland Monitor News", "Harbour Post", None])
def test_a_news_outlets_own_voice_is_of_unknown_lineage(desk: Desk, publisher: str | None) -> None:
    told = {} if publisher is None else {"publisher": publisher}
    for name in ("a.txt", "b.txt"):
        document = desk.read(name, f"Shells fell on {name}.", **told)
        desk.claim(desk.say(document, "Shells fell"), "Shells")
    origins = desk.trace()
    assert [(o.kind, o.first_hand, o.path) for o in origins] == [("media_own", "unknown", ())] * 2


def test_two_captures_of_one_address_speak_with_one_voice(desk: Desk) -> None:
    for name in ("a.txt", "b.txt"):
        document = desk.read(name, f"Shells fell. {name}", url="https://example.org/1")
        desk.claim(desk.say(document, "Shells fell"), "Shells")
    assert len(desk.trace()) == 1


def test_copied_words_go_back_to_the_text_they_were_copied_from(desk: Desk) -> None:
    wire = desk.read("wire.txt", WIRE, published="2030-03-01", publisher="Northern News")
    echo = desk.read("echo.txt", WIRE + "The monks rang.", published="2030-03-02")
    for document in (wire, echo):
        desk.claim(desk.say(document, "Guns fired on the harbour clinic"), "Guns fired")
        unnamed = desk.say(document, "the guns had stood", ("Residents", "unnamed"), cue="said")
        desk.claim(unnamed, "guns")
    desk.claim(desk.say(echo, "The monks rang"), "rang")
    origins = desk.trace()
    assert sorted(o.name for o in origins) == ["Northern News", "Residents", "echo.txt"]
    agency = only(origins, "Northern News")
    assert agency.documents == tuple(sorted([wire.id, echo.id]))
    assert [(s.source, s.target, s.how, s.certain) for s in agency.path] == [
        (echo.id, agency.id, "copies", False)
    ]
    residents = only(origins, "Residents")
    assert (echo.id, wire.id, "copies") in {(s.source, s.target, s.how) for s in residents.path}


def test_speakers_without_a_name_are_told_apart_by_document(desk: Desk) -> None:
    for name in ("a.txt", "b.txt"):
        document = desk.read(name, f"Shells fell on {name}, residents said.")
        desk.claim(desk.say(document, "Shells fell", ("residents", "unnamed")), "Shells")
    origins = desk.trace()
    assert [o.kind for o in origins] == ["eyewitness"] * 2
    assert not any(s.certain for o in origins for s in o.path)


@pytest.mark.parametrize(
    "words",
    [
        "the Coastal army's spokesman, Ivo Tarn, said",
        "Coastal army spokesman Ivo Tarn said",
        "Ivo Tarn, a spokesman for the Coastal army, said",
    ],
)
def test_one_who_speaks_for_a_body_is_that_body(desk: Desk, words: str) -> None:
    document = desk.read(
        "a.txt", f"No gun was fired, {words}. Guns are old, the Coastal army said."
    )
    desk.mention("army", document, "Coastal army", "armed_group")
    desk.claim(desk.say(document, "No gun was fired", ("Ivo Tarn", "person")), "fired")
    desk.claim(desk.say(document, "Guns are old", ("Coastal army", "armed_group")), "Guns")
    (origin,) = desk.trace()
    assert (origin.name, origin.kind) == ("Coastal army", "party")


def test_a_spokesperson_speaks_for_the_body_throughout_a_document(desk: Desk) -> None:
    text = "No gun was fired, army spokesman Ivo Tarn said. The guns are old, Tarn added."
    document = desk.read("a.txt", text)
    desk.mention("army", document, "army", "armed_group")
    for words in ("No gun was fired", "The guns are old"):
        desk.claim(desk.say(document, words, ("Ivo Tarn", "person")), words)
    later = desk.statements[-1]
    desk.statements[-1] = replace(later, voice=(replace(later.voice[0], span=None),))
    (origin,) = desk.trace()
    assert (origin.entity, len(origin.claims)) == ("army", 2)


def test_its_spokesman_is_the_last_body_that_spoke(desk: Desk) -> None:
    text = 'The Reed Movement blamed the army. "We saw them," said its spokesman, Ivo Tarn.'
    document = desk.read("a.txt", text)
    first = desk.say(document, "blamed the army", ("Reed Movement", "armed_group"))
    desk.claim(first, "army")
    desk.claim(desk.say(document, '"We saw them,"', ("Ivo Tarn", "person")), "saw")
    (origin,) = desk.trace()
    assert origin.name == "Reed Movement"


@pytest.mark.parametrize(
    ("name", "kind", "expected"),
    [
        ("director of the hospital", "facility_staff", "facility_staff"),
        ("nurses at the Marl Street clinic", "unnamed", "facility_staff"),
        ("Dr. Edda Linnet", "person", "facility_staff"),
        ("a survivor", "unnamed", "victim"),
        ("villagers", "unnamed", "eyewitness"),
        ("Ministry of Health", "government", "authority"),
        ("Harbour Police", "organization", "authority"),
        ("Coastal Army", "government", "party"),
        ("Reed Movement", "armed_group", "party"),
        ("Doctors for the Fens", "organization", "monitor"),
        ("Radio Fen", "media", "media_own"),
        ("somebody", "unnamed", "unnamed"),
    ],
)
def test_the_words_tell_the_kind_of_speaker(
    desk: Desk, name: str, kind: VoiceKind, expected: str
) -> None:
    document = desk.read("a.txt", f"Shells fell, {name} said.")
    desk.claim(desk.say(document, "Shells fell", (name, kind)), "Shells")
    (origin,) = desk.trace()
    assert origin.kind == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The hospital's director, Dr. Edda Linnet, said that shells fell.", "facility_staff"),
        ("Edda Linnet, one of the doctors, said that shells fell.", "facility_staff"),
        ("Edda Linnet, Minister of Ferries, said that shells fell.", "authority"),
        ("Colonel Edda Linnet said that shells fell.", "party"),
        ("The governor, Edda Linnet, blamed the Reed army when shells fell.", "authority"),
        (
            "The guns shook the army barracks, Dr. Edda Linnet said, as shells fell.",
            "facility_staff",
        ),
        ("Edda Linnet, who had come from the army post, said that shells fell.", "eyewitness"),
    ],
)
def test_the_title_beside_a_name_tells_the_kind(desk: Desk, text: str, expected: str) -> None:
    document = desk.read("a.txt", text)
    desk.claim(desk.say(document, "shells fell", ("Edda Linnet", "person")), "shells")
    (origin,) = desk.trace()
    assert origin.kind == expected


def test_a_bare_noun_with_a_capital_is_nobodys_name(desk: Desk) -> None:
    for name in ("a.txt", "b.txt"):
        document = desk.read(name, f"{name}: shells fell, the Observatory said.")
        desk.claim(desk.say(document, "shells fell", ("Observatory", "organization")), "shells")
    origins = desk.trace()
    assert len(origins) == 2
    assert not any(step.certain for origin in origins for step in origin.path)


@pytest.mark.parametrize("stance", ["alleged", "admitted", "denied"])
@pytest.mark.parametrize("actor", ["Coastal army", "Reed Movement"])
def test_who_is_named_as_the_actor_is_a_party_on_either_side(
    desk: Desk, actor: str, stance: Stance
) -> None:
    text = "Shells fell. The Coastal army denied it. The Reed Movement denied it too."
    document = desk.read("a.txt", text)
    desk.claim(desk.say(document, "Shells fell"), actor, BlameValue(actor=actor, stance=stance))
    for body in ("Coastal army", "Reed Movement"):
        said = desk.say(document, "denied it", (body, "armed_group"), act="denies")
        desk.claim(said, "denied")
    relations = {o.name: o.relation for o in desk.trace() if o.kind == "party"}
    assert relations.pop(actor) == "party"
    assert set(relations.values()) == {"unknown"}


def test_who_speaks_where_nothing_is_coded_is_no_origin(desk: Desk) -> None:
    document = desk.read("a.txt", "It rained, Edda Linnet said.")
    desk.say(document, "It rained", ("Edda Linnet", "person"))
    assert desk.trace() == ()


def test_a_witness_of_whose_words_nothing_is_coded_is_listed_and_nothing_rests_on_them(
    desk: Desk,
) -> None:
    text = (
        "Shells fell. The lamps went out, Edda Linnet said. "
        "Save us, Ruben Hask said. It was dark, a man said."
    )
    document = desk.read("a.txt", text)
    desk.claim(desk.say(document, "Shells fell"), "Shells")
    desk.say(document, "The lamps went out", ("Edda Linnet", "person"))
    desk.say(document, "Save us", ("Ruben Hask", "person"), act="appeals")
    desk.say(document, "It was dark", ("a man", "unnamed"))
    witnesses = [o for o in desk.trace() if o.kind != "media_own"]
    assert [(o.name, o.claims) for o in witnesses] == [("Edda Linnet", ())]
    assert [(s.source, s.how) for s in witnesses[0].path] == [(document.id, "cites")]


def judge(left: str, right: str, verdict: Verdict, by: str = "reviewer") -> Judgement:
    return Judgement(left=left, right=right, verdict=verdict, by=by, why="two observers")


def test_a_person_parts_two_observers_of_one_monitor_and_may_take_it_back(desk: Desk) -> None:
    said = []
    for name in ("a.txt", "b.txt"):
        document = desk.read(name, f"{name}: shells fell, the Fenland Health Monitor said.")
        voice = ("Fenland Health Monitor", "organization")
        said.append(desk.say(document, "shells fell", voice))
        desk.claim(said[-1], "shells")
    before = desk.trace()
    desk.judgements.append(judge(said[0].id, said[1].id, "different"))
    parted = desk.trace()
    assert (len(before), len(parted)) == (1, 2)
    assert before[0].id in {o.id for o in parted}
    taken_back = Judgement(
        left=said[0].id,
        right=said[1].id,
        verdict="different",
        by="reviewer",
        why="one observer after all",
        retracts=desk.judgements[0].id,
    )
    desk.judgements.append(taken_back)
    assert desk.trace() == before


def test_a_person_joins_a_nameless_witness_with_a_named_one(desk: Desk) -> None:
    first = desk.read("a.txt", "Shells fell, a nurse said.")
    second = desk.read("b.txt", "Shells fell, Edda Linnet said.")
    left = desk.say(first, "Shells fell", ("nurse", "unnamed"))
    right = desk.say(second, "Shells fell", ("Edda Linnet", "person"))
    for said in (left, right):
        desk.claim(said, "Shells")
    assert len(desk.trace()) == 2
    desk.judgements.append(judge(left.id, right.id, "same"))
    (origin,) = desk.trace()
    assert origin.name == "Edda Linnet"
    assert len(origin.documents) == 2


def test_a_quoted_post_belongs_to_its_author(desk: Desk) -> None:
    text = "Anger grew.\n\nGuns fired on us all night — Lio Marsh (@lio)\n"
    post = Part(kind="post", start=13, end=len(text), author="Lio Marsh", handle="lio")
    document = desk.read("a.txt", text, (post,))
    said = desk.say(document, "Guns fired on us all night", ("Lio Marsh", "person"))
    desk.claim(said, "Guns")
    (origin,) = desk.trace()
    assert (origin.name, origin.first_hand) == ("Lio Marsh", "unknown")


@settings(deadline=None)
@given(st.randoms(use_true_random=False))
def test_order_of_arrival_changes_no_origin(new_desk: Desk, random: Any) -> None:
    desk = filled(new_desk())
    before = desk.trace()
    for facts in (desk.documents, desk.statements, desk.claims):
        random.shuffle(facts)
    copies = list(desk.copies())
    random.shuffle(copies)
    again = trace(desk.documents, desk.statements, desk.claims, desk.directory(), copies, [])
    assert again == before


def test_every_claim_rests_on_an_origin_and_every_step_ends_in_one(desk: Desk) -> None:
    filled(desk)
    origins = desk.trace()
    resting = origins_of(origins)
    assert set(resting) == {c.id for c in desk.claims}
    known = {o.id for o in origins} | {d.id for d in desk.documents}
    for origin in origins:
        assert all({s.source, s.target} <= known for s in origin.path)
        assert origin.claims
        for claim in origin.claims:
            assert origin.id in resting[claim]


def filled(desk: Desk) -> Desk:
    """Fill a small case with chains, copies, unnamed speakers and footage."""
    read_news(desk, "a.txt", published="2030-03-01", publisher="Northern News")
    read_news(desk, "b.txt", published="2030-03-02", publisher="Harbour Post")
    wire = desk.read("wire.txt", WIRE, published="2030-03-01")
    echo = desk.read("echo.txt", WIRE + "The monks rang.", published="2030-03-02")
    for document in (wire, echo):
        desk.claim(desk.say(document, "Guns fired on the harbour clinic"), "Guns fired")
    shown = desk.say(echo, "The monks rang")
    desk.claim(shown, "The monks", ExhibitValue(media="photo", recorded_by="Nico Salt"))
    return desk
