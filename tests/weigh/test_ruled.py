"""People's words on origins and grades win over the rules', which stay beside them."""

from solferino.model import Grading, Incident, Origin, Override, Related, to_fall
from solferino.weigh.ruled import overrule, relate

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
