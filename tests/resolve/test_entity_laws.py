"""What holds of resolution whatever is named: order, repetition and a person's word."""

import random
from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st
from tests.resolve.mentions import ATLAS, groups, mention, word

from solferino.model import Judgement, Mention
from solferino.model.terms import EntityKind
from solferino.resolve.entities import resolve

NAMES = st.sampled_from(
    [
        "Bahr Hospital",
        "Bahr Children's Hospital",
        "Bahr Maternity Hospital",
        "Dorbeet Clinic",
        "Dorbit Clinic",
        "hospital",
        "children's hospital",
        "Marvane hospital",
        "Hospital No. 3",
        "مستشفى البحر للأطفال",
        "Bahr Hospital (Dorbit)",
    ]
)
PEOPLE = st.sampled_from(
    [
        "Ilva Sorren",
        "Dr Sorren",
        "Pavel Sorren",
        "Pavel Orrin",
        "Orrin",
        "Павел Оррин",
        "باول أورين",
    ]
)
BODIES = st.sampled_from(["Lantern Health Monitor", "LHM", "Lantern Health Monitor (LHM)"])
SPOTS = st.sampled_from([None, "Marvane", "Ostrel", "Lower Marvane", "Hollow Fen"])
LANDS = st.sampled_from([None, "XA", "XB"])


@st.composite
def mentions(draw: st.DrawFn) -> list[Mention]:
    told: list[Mention] = []
    for at in range(draw(st.integers(1, 9))):
        kind: EntityKind = draw(st.sampled_from(["facility", "person", "organization"]))
        names = {"facility": NAMES, "person": PEOPLE}.get(kind, BODIES)
        told.append(
            mention(
                draw(names),
                draw(st.sampled_from("abc")),
                at=at * 100,
                kind=kind,
                place=draw(SPOTS),
                country=draw(LANDS),
            )
        )
    return told


@st.composite
def cases(draw: st.DrawFn) -> tuple[list[Mention], list[Judgement]]:
    told = draw(mentions())
    pick = st.sampled_from(told)
    said = draw(
        st.lists(
            st.builds(word, pick, pick, st.sampled_from(["same", "different", "unsure"])),
            max_size=4,
        )
    )
    return told, [j for j in said if j.left != j.right]


@settings(deadline=None)  # no test waits for a clock
@given(cases(), st.randoms(use_true_random=False))
def test_the_order_of_mentions_and_judgements_changes_nothing(
    case: tuple[list[Mention], list[Judgement]], chance: random.Random
) -> None:
    told, said = case
    again, said_again = list(told), list(said)
    chance.shuffle(again)
    chance.shuffle(said_again)
    assert resolve(told, said, ATLAS) == resolve(again, said_again, ATLAS)


@settings(deadline=None)  # no test waits for a clock
@given(cases())
def test_saying_it_twice_changes_nothing(case: tuple[list[Mention], list[Judgement]]) -> None:
    told, said = case
    assert resolve(told * 2, said * 2, ATLAS) == resolve(told, said, ATLAS)


@settings(deadline=None)  # no test waits for a clock
@given(cases())
def test_every_mention_has_one_entity_named_after_its_smallest(
    case: tuple[list[Mention], list[Judgement]],
) -> None:
    told, said = case
    found = resolve(told, said, ATLAS)
    assert sorted(m for e in found for m in e.mentions) == sorted({m.id for m in told})
    assert all(e.id == min(e.mentions) for e in found)
    assert [e.id for e in found] == sorted(e.id for e in found)


@settings(deadline=None)  # no test waits for a clock
@given(mentions(), st.data())
def test_a_persons_word_always_wins(told: list[Mention], data: st.DataObject) -> None:
    left, right = data.draw(st.sampled_from(told)), data.draw(st.sampled_from(told))
    if left.id == right.id:
        return
    for verdict, together in (("same", True), ("different", False)):
        said = Judgement(left=left.id, right=right.id, verdict=verdict, by="ana", why="seen")  # type: ignore[arg-type]  # the loop's words are verdicts
        found = groups(resolve(told, [said], ATLAS))
        assert any({left.id, right.id} <= group for group in found) == together


@settings(deadline=None)  # no test waits for a clock
@given(mentions(), st.data())
def test_taking_a_word_back_restores_what_was(told: list[Mention], data: st.DataObject) -> None:
    left, right = data.draw(st.sampled_from(told)), data.draw(st.sampled_from(told))
    if left.id == right.id:
        return
    said = word(left, right, data.draw(st.sampled_from(["same", "different"])))
    back = Judgement(
        left=left.id, right=right.id, verdict="unsure", by="ben", why="slip", retracts=said.id
    )
    assert resolve(told, [said, back], ATLAS) == resolve(told, (), ATLAS)


@settings(deadline=None)  # no test waits for a clock
@given(mentions(), st.fixed_dictionaries(dict.fromkeys("abc", st.sampled_from(["XA", "XB"]))))
def test_no_entity_spans_two_kinds_or_documents_of_two_countries(
    told: list[Mention], lands: dict[str, str]
) -> None:
    placed = [replace(m, country=lands[m.span.document], place=None) for m in told]
    known = {m.id: m for m in placed}
    for entity in resolve(placed, (), ATLAS):
        inside = [known[m] for m in entity.mentions]
        assert {m.kind for m in inside} == {entity.kind}
        assert len({m.country for m in inside}) == 1
