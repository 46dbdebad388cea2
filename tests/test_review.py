"""What people said stands beside what was found; nothing is lost, and order never matters."""

from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from solferino.model import (
    Account,
    Assessment,
    CasualtyValue,
    Claim,
    PlaceValue,
    Span,
    Statement,
    Value,
    assess,
    correct,
    find_by_hand,
    to_fall,
)
from solferino.review import Reviewed, review

TEXT = "Shells hit the clinic in Ossavar and killed three nurses."


def span(words: str) -> Span:
    start = TEXT.index(words)
    return Span(document="d", start=start, end=start + len(words), text=words)


STATEMENT = Statement(span=span(TEXT[:-1]), rule="test", confidence="high")


def claim(words: str, told: Value) -> Claim:
    return Claim(
        span=span(words), statement=STATEMENT.id, value=told, rule="test", confidence="high"
    )


def killed(number: int) -> CasualtyValue:
    return CasualtyValue(
        kind="killed", group="health_workers", min=number, max=number, qualifier="exact"
    )


PLACE = claim("Ossavar", PlaceValue(name="Ossavar"))
DEAD = claim("three nurses", killed(3))
ACCOUNT = Account(
    document="d",
    role="main",
    facility=None,
    place=PLACE.id,
    time=None,
    claims=(PLACE.id, DEAD.id),
)


def seen(*said: Assessment, found: tuple[Claim, ...] = (PLACE, DEAD)) -> Reviewed:
    accounts = [ACCOUNT] if {PLACE, DEAD} <= set(found) else []
    return review(found, [STATEMENT], accounts, said, {"d"})


def one(reviewed: Reviewed, name: str) -> Claim:
    return next(c for c in reviewed.claims if c.id == name)


def test_without_assessments_everything_stays_as_it_was_found() -> None:
    assert seen().claims == tuple(sorted((PLACE, DEAD), key=lambda c: c.id))
    assert seen().accounts == (ACCOUNT,)


def test_a_correction_gives_another_value_and_keeps_identity_and_what_was_found() -> None:
    found = one(seen(correct(DEAD, STATEMENT, killed(4), by="coder one")), DEAD.id)

    assert (found.value, found.proposed, found.review) == (killed(4), killed(3), "corrected")
    assert found.id == DEAD.id


def test_a_corrected_claim_can_be_corrected_again_from_what_was_found() -> None:
    first = correct(DEAD, STATEMENT, killed(4), by="coder one")
    again = correct(one(seen(first), DEAD.id), STATEMENT, killed(5), by="coder one")
    gone = to_fall(first, [first])

    assert gone is not None
    assert one(seen(first, gone, again), DEAD.id).value == killed(5)
    assert one(seen(first, gone, again), DEAD.id).proposed == killed(3)


def test_a_rejected_claim_leaves_its_account_and_stays_in_the_list() -> None:
    after = seen(assess(PLACE, STATEMENT, "reject", by="coder one"))

    assert one(after, PLACE.id).review == "rejected"
    assert PLACE not in after.held
    assert (after.accounts[0].claims, after.accounts[0].place) == ((DEAD.id,), None)
    assert after.accounts[0].id == ACCOUNT.id


def test_an_account_of_which_everything_is_rejected_is_none() -> None:
    after = seen(*(assess(c, STATEMENT, "reject", by="coder one") for c in (PLACE, DEAD)))

    assert after.accounts == ()
    assert len(after.claims) == 2


def test_a_claim_found_by_hand_joins_the_account_that_it_is_said_to_belong_to() -> None:
    said = find_by_hand(
        PlaceValue(name="clinic"), span("clinic"), STATEMENT, by="coder one", beside=DEAD.id
    )
    gone = assess(PLACE, STATEMENT, "reject", by="coder one")
    after = seen(said, gone)

    assert said.claim.id in after.accounts[0].claims
    assert after.accounts[0].place == said.claim.id
    assert one(after, said.claim.id).review == "accepted"
    assert after.orphaned == ()


def test_what_a_person_accepted_stands_though_the_engine_finds_it_no_more() -> None:
    said = assess(DEAD, STATEMENT, "accept", by="coder one")
    after = seen(said, found=(PLACE,))

    assert one(after, DEAD.id).review == "accepted"
    assert after.orphaned == (said,)


def test_assessments_of_a_document_that_is_gone_are_listed_and_not_lost() -> None:
    said = assess(DEAD, STATEMENT, "accept", by="coder one")
    after = review([], [], [], [said], set())

    assert (after.claims, after.orphaned) == ((), (said,))


def test_two_people_who_disagree_leave_a_claim_as_it_was_and_it_is_named() -> None:
    after = seen(
        assess(DEAD, STATEMENT, "accept", by="coder one"),
        assess(DEAD, STATEMENT, "reject", by="coder two"),
    )

    assert one(after, DEAD.id) == DEAD
    assert after.disputed == (DEAD.id,)


def test_two_people_who_agree_are_no_dispute() -> None:
    after = seen(
        assess(DEAD, STATEMENT, "accept", by="coder one"),
        assess(DEAD, STATEMENT, "accept", by="coder two", why="the video shows it"),
    )

    assert (one(after, DEAD.id).review, after.disputed) == ("accepted", ())


def test_a_correction_is_of_the_claims_kind() -> None:
    with pytest.raises(ValueError, match="casualty"):
        correct(DEAD, STATEMENT, PlaceValue(name="Tesk"), by="coder one")
    with pytest.raises(ValueError, match="value"):
        assess(DEAD, STATEMENT, "correct", by="coder one")


answers = st.lists(
    st.builds(
        lambda about, decision, by: (
            correct(about, STATEMENT, PlaceValue(name="Tesk"), by=by)
            if decision == "correct" and about is PLACE
            else assess(about, STATEMENT, "reject" if decision == "reject" else "accept", by=by)
        ),
        st.sampled_from([PLACE, DEAD]),
        st.sampled_from(["accept", "correct", "reject"]),
        st.sampled_from(["coder one", "coder two"]),
    ),
    max_size=6,
)


@given(answers, st.randoms(use_true_random=False))
def test_order_never_matters_and_no_claim_is_lost(drawn: list[Assessment], random: Random) -> None:
    mixed = [*drawn, *drawn]
    random.shuffle(mixed)
    after = seen(*mixed)

    assert after == seen(*drawn)
    assert {c.id for c in after.claims} == {PLACE.id, DEAD.id}


@given(answers)
def test_taking_everything_back_gives_what_was_found(drawn: list[Assessment]) -> None:
    undone = [u for a in {a.id: a for a in drawn}.values() if (u := to_fall(a, drawn)) is not None]

    assert seen(*drawn, *undone) == seen()
