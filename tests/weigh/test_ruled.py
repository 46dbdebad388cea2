"""People's words on origins and grades win over the rules', which stay beside them."""

from dataclasses import replace

import pytest

from solferino.model import Entity, Grading, Incident, Origin, Override, Rated, Related, to_fall
from solferino.model.terms import RELATIONS, Relation
from solferino.weigh.profile import letters
from solferino.weigh.ruled import overrule, rate, relate

ORIGIN = Origin(
    id="o",
    name="Tesk health office",
    kind="authority",
    first_hand="unknown",
    entity=None,
    relation="unknown",
    documents=("d",),
    claims=("c",),
    path=(),
)
INCIDENT = Incident(
    id="i",
    title="Tesk, clinic",
    facility=None,
    place="Tesk",
    country=None,
    earliest=None,
    latest=None,
    edtf=None,
    event_types=(),
    weapons=(),
    effects=(),
    casualties=(),
    responsibility=(),
    contradictions=(),
    origins=("o",),
    accounts=("a", "b"),
)
GRADING = Grading(
    incident="i",
    proposition="occurrence",
    subject="Tesk, clinic",
    scheme="solferino",
    grade="single origin",
    why="1 counted: Tesk health office.",
    origins=("o",),
)


def related(relation: str, by: str) -> Related:
    return Related(origin="o", relation=relation, by=by, why="its own statute")  # type: ignore[arg-type]


def override(grade: str, by: str) -> Override:
    return Override(
        account="b",
        proposition="occurrence",
        subject="Tesk, clinic",
        scheme="solferino",
        grade=grade,
        by=by,
        why="the crater was seen",
    )


def test_a_person_says_how_an_origin_stands_to_the_parties() -> None:
    assert relate([ORIGIN], [related("independent", "one")])[0].relation == "independent"


def test_people_who_disagree_leave_the_relation_unknown() -> None:
    said = [related("independent", "one"), related("party", "two")]

    assert relate([ORIGIN], said)[0].relation == "unknown"


def test_a_relation_taken_back_is_gone() -> None:
    said = related("party", "one")
    undone = to_fall(said, [said])

    assert undone is not None
    assert relate([ORIGIN], [said, undone]) == (ORIGIN,)


def test_a_grade_by_a_person_keeps_the_rules_grade_and_both_reasons() -> None:
    (found,) = overrule([GRADING], [INCIDENT], [override("reasonable grounds", "one")])

    assert (found.grade, found.by, found.instead_of) == (
        "reasonable grounds",
        "one",
        "single origin",
    )
    assert "the crater was seen" in found.why
    assert GRADING.why in found.why


def test_grades_on_which_people_disagree_stay_the_rules() -> None:
    said = [override("reasonable grounds", "one"), override("alleged", "two")]
    (found,) = overrule([GRADING], [INCIDENT], said)

    assert found.grade == "single origin"
    assert "one: reasonable grounds" in found.why


def test_an_override_of_another_incident_changes_nothing() -> None:
    assert overrule([GRADING], [], [override("alleged", "one")]) == (GRADING,)


def rated(letter: str, by: str, source: str = "o") -> Rated:
    return Rated(
        source=source, name="Tesk health office", letter=letter, by=by, why="right every year"
    )


def test_a_source_that_nobody_rated_cannot_be_judged() -> None:
    (found,) = rate([ORIGIN], [])

    assert (found.reliability.letter, found.reliability.by) == ("F", None)


def test_a_person_rates_a_source_with_a_reason() -> None:
    (found,) = rate([ORIGIN], [rated("B", "one")])

    assert (found.reliability.letter, found.reliability.by) == ("B", "one")
    assert found.reliability.meaning == letters()["B"]
    assert found.reliability.why == "right every year"


def test_people_who_disagree_on_a_source_leave_it_unjudged_and_are_both_named() -> None:
    (found,) = rate([ORIGIN], [rated("B", "one"), rated("D", "two")])

    assert found.reliability.letter == "F"
    assert "one: B" in found.reliability.why
    assert "two: D" in found.reliability.why


def test_a_rating_taken_back_is_gone() -> None:
    said = rated("E", "one")
    undone = to_fall(said, [said])

    assert undone is not None
    assert rate([ORIGIN], [said, undone]) == (ORIGIN,)


@pytest.mark.parametrize("relation", RELATIONS)
def test_a_letter_is_never_read_off_the_relation_to_the_parties(relation: Relation) -> None:
    origin = replace(ORIGIN, relation=relation)

    assert rate([origin], [])[0].reliability.letter == "F"
    assert rate([origin], [rated("A", "one")])[0].reliability.letter == "A"


def test_what_people_say_of_a_source_stays_when_its_entity_grows() -> None:
    """An entity's id is that of its least mention: a new document may bring a smaller one."""
    office = Entity(
        id="m0",
        kind="organization",
        name="Tesk health office",
        names=("Tesk health office",),
        mentions=("m0", "m1"),
    )
    grown = replace(ORIGIN, id="other", entity="m0")
    related_ = Related(origin="m1", relation="independent", by="one", why="no side pays it")

    assert rate([grown], [rated("B", "one", "m1")], [office])[0].reliability.letter == "B"
    assert relate([grown], [related_], [office])[0].relation == "independent"


def test_a_name_finds_a_source_only_where_one_alone_bears_it() -> None:
    said = [rated("B", "one", "an id of before")]
    other = replace(ORIGIN, id="p")

    assert rate([ORIGIN], said)[0].reliability.letter == "B"
    assert {o.reliability.letter for o in rate([ORIGIN, other], said)} == {"F"}
    nobody = replace(ORIGIN, kind="unnamed")
    assert rate([nobody], said)[0].reliability.letter == "F"
