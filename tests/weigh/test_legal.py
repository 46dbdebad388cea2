"""The sheet of facts holds both sides, concludes nothing, and is the same for every side."""

import pytest

from solferino.model import (
    Account,
    AppealValue,
    BlameValue,
    CasualtyValue,
    CircumstanceValue,
    Claim,
    Element,
    EventValue,
    FacilityValue,
    Incident,
    Span,
    Statement,
    Value,
)
from solferino.model.terms import Act, Polarity, Topic
from solferino.weigh.legal import questions, sheet

CLINIC = FacilityValue(name="Marl Street clinic", role="attacked", type="clinic")


def incident(account: Account) -> Incident:
    return Incident(
        id="i",
        title="Marl Street clinic",
        facility=None,
        place=None,
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
        origins=(),
        accounts=(account.id,),
    )


def filled(*told: tuple[Value, Act, Polarity]) -> tuple[dict[str, Element], list[str]]:
    """Fill the sheet of an incident of which these things are said; claims' ids in order."""
    statements, claims = [], []
    for number, (value, act, polarity) in enumerate(told):
        at = Span(document="d", start=10 * number, end=10 * number + 5, text="words")
        statement = Statement(span=at, act=act, polarity=polarity, rule="test", confidence="high")
        statements.append(statement)
        claims.append(
            Claim(span=at, statement=statement.id, value=value, rule="test", confidence="high")
        )
    ids = tuple(c.id for c in claims)
    account = Account(document="d", role="main", facility=None, place=None, time=None, claims=ids)
    found = sheet([incident(account)], [account], claims, statements)
    return {e.element: e for e in found}, list(ids)


def circumstance(topic: Topic) -> CircumstanceValue:
    return CircumstanceValue(topic=topic, value="as told")


def test_every_question_is_asked_of_every_incident_even_where_nothing_was_found() -> None:
    found, _ = filled()
    assert list(found) == list(questions())
    assert all(e.speaks_for == e.speaks_against == () for e in found.values())


@pytest.mark.parametrize(
    ("act", "polarity", "side"),
    [
        ("asserts", "positive", "for"),
        ("condemns", "positive", "for"),
        ("denies", "positive", "against"),
        ("denies", "negative", "against"),
        ("asserts", "negative", "against"),
    ],
)
@pytest.mark.parametrize(
    ("topic", "element"),
    [
        ("military_use", "military_use_alleged"),
        ("warning", "warning"),
        ("emblem", "emblem_or_coordinates"),
        ("misfire", "other_target"),
        ("inquiry", "inquiry"),
    ],
)
def test_what_is_denied_speaks_against(
    topic: Topic, element: str, act: Act, polarity: Polarity, side: str
) -> None:
    found, ids = filled((circumstance(topic), act, polarity))
    held = found[element]
    assert (held.speaks_for, held.speaks_against) == (
        (tuple(ids), ()) if side == "for" else ((), tuple(ids))
    )


def test_both_sides_of_one_question_stand_beside_each_other() -> None:
    found, (alleged, denied) = filled(
        (circumstance("military_use"), "asserts", "positive"),
        (circumstance("military_use"), "denies", "positive"),
    )
    held = found["military_use_alleged"]
    assert (held.speaks_for, held.speaks_against) == ((alleged,), (denied,))


def test_that_no_patient_was_hurt_is_no_sign_that_there_were_patients() -> None:
    dead = CasualtyValue(kind="killed", group="patients", min=2, max=2, qualifier="exact")
    nobody = CasualtyValue(kind="injured", group="patients", min=0, max=0, qualifier="none")
    found, ids = filled((dead, "asserts", "positive"), (nobody, "asserts", "negative"))
    assert found["patients_present"].speaks_for == (ids[0],)


def test_an_appeal_about_something_else_tells_nothing_of_rescue() -> None:
    asked = AppealValue(sender="a", recipient="b", request="its radar records", reply="none")
    found, _ = filled((asked, "appeals", "positive"))
    assert found["obstruction"].speaks_for == ()


def test_an_appeal_that_was_met_speaks_against_obstruction() -> None:
    refused = AppealValue(sender="a", recipient="b", request="fuel", reply="refused")
    kept = AppealValue(sender="a", recipient="b", request="fuel", reply="granted", outcome="kept")
    found, ids = filled((refused, "appeals", "positive"), (kept, "appeals", "positive"))
    held = found["obstruction"]
    assert (held.speaks_for, held.speaks_against) == ((ids[0],), (ids[1],))


@pytest.mark.parametrize("actor", ["Coastal army", "Reed Movement"])
def test_an_admission_tells_of_knowledge_whoever_makes_it(actor: str) -> None:
    found, ids = filled((BlameValue(actor=actor, stance="admitted"), "admits", "positive"))
    assert found["knowledge"].speaks_for == tuple(ids)


def test_the_facility_that_was_hit_tells_of_its_use_and_another_does_not() -> None:
    other = FacilityValue(name="Harbour hospital", role="receiving", type="hospital")
    found, ids = filled((CLINIC, "asserts", "positive"), (other, "asserts", "positive"))
    assert found["protected_use"].speaks_for == (ids[0],)


@pytest.mark.parametrize(
    ("words", "counts"),
    [
        ("Shells hit the clinic for the second time", True),
        ("A double-tap hit the clinic", True),
        ("The clinic was struck twice", True),
        ("Shells hit the clinic and twice as many people as before fled", False),
        ("Shells hit the second clinic", False),
    ],
)
def test_words_that_say_that_it_was_hit_again_stand_with_the_means(
    words: str,
    counts: bool,  # noqa: FBT001
) -> None:
    at = Span(document="d", start=0, end=len(words), text=words)
    statement = Statement(span=at, rule="test", confidence="high")
    event = EventValue(types=("heavy_weapons",))
    claim = Claim(span=at, statement=statement.id, value=event, rule="test", confidence="high")
    account = Account(
        document="d", role="main", facility=None, place=None, time=None, claims=(claim.id,)
    )
    found = sheet([incident(account)], [account], [claim], [statement])
    (means,) = [element for element in found if element.element == "means"]
    assert means.speaks_for == ((claim.id,) if counts else ())
