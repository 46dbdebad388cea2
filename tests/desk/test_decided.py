"""What is on record is the same whether it was read at once or as it came."""

from collections.abc import Sequence

from hypothesis import given
from hypothesis import strategies as st

from solferino.desk.docket import Decided, subject
from solferino.model import (
    Assessment,
    Claim,
    Judgement,
    PlaceValue,
    Protection,
    Statement,
    assess,
    still_standing,
    to_fall,
    to_stand,
)
from solferino.pipeline import draft_document
from solferino.store.facts import Entered, Ruling

ENDS = ("a", "b", "c")


def said(left: str, right: str, by: str) -> Judgement:
    return Judgement(left=left, right=right, verdict="same", by=by, why="")


def guarded(mention: str, by: str) -> Protection:
    return Protection(mention=mention, name="Somebody", by=by, why="")


def answered(word: str, by: str) -> Assessment:
    paper = draft_document(" ".join(ENDS), "en")
    at = paper.text.index(word)
    whole = Statement(span=paper.span(0, 5), rule="t", confidence="low")
    claim = Claim(
        span=paper.span(at, at + 1),
        statement=whole.id,
        value=PlaceValue(name=word),
        rule="t",
        confidence="low",
    )
    return assess(claim, whole, "accept", by=by)


RULINGS = st.one_of(
    st.builds(answered, st.sampled_from(ENDS), st.sampled_from(("AN", "BO"))),
    st.builds(said, *(st.sampled_from(ENDS),) * 2, st.sampled_from(("AN", "BO"))),
    st.builds(guarded, st.sampled_from(ENDS), st.sampled_from(("AN", "BO"))),
)
DEEDS = st.lists(st.tuples(st.sampled_from(("enter", "take back", "give back")), RULINGS))


def recorded(deeds: Sequence[tuple[str, Ruling]]) -> tuple[Entered, ...]:
    """Enter rulings, take them back and let them stand again, one after another."""
    entered: list[Entered] = []
    for seq, (deed, ruling) in enumerate(deeds, start=1):
        known = [e.ruling for e in entered if isinstance(e.ruling, type(ruling))]
        fact = to_fall(ruling, known) if deed == "take back" else to_stand(ruling, known)
        if fact is not None:
            entered.append(Entered(seq=seq, at="", ruling=fact))
    return tuple(entered)


def told(decided: Decided) -> object:
    """Give all that is asked of it, in words that can be compared."""
    kinds = (Judgement, Protection, Assessment)
    every = [e.ruling for e in decided.entered]
    words = {
        (kind, by, subject(r)): decided.word(kind, by, subject(r))
        for kind in kinds
        for by in ("AN", "BO")
        for r in every
    }
    found = [decided.find(r.id) for r in every]
    return (
        [decided.standing(kind) for kind in kinds],
        [decided.of(kind) for kind in kinds],
        (decided.ids, decided.stands, decided.judged, words, found),
        (decided.about, {c: sorted(a.id for a in said) for c, said in decided.spoken.items()}),
        [decided.history(subject(r)) for r in every],
        [decided.lately(by, 5) for by in ("AN", "BO")],
        decided.deeds,
    )


@given(DEEDS, st.integers(0, 12))
def test_reading_what_came_since_is_reading_all_of_it(
    deeds: list[tuple[str, Ruling]], cut: int
) -> None:
    entered = recorded(deeds)
    whole, first = Decided(entered), Decided(entered[:cut])
    told(first)  # what was asked before changes nothing
    assert told(Decided(entered, first)) == told(whole)


@given(DEEDS)
def test_what_stands_is_what_the_facts_say(deeds: list[tuple[str, Ruling]]) -> None:
    decided = Decided(recorded(deeds))
    for kind in (Judgement, Protection, Assessment):
        facts = [e.ruling for e in decided.entered if isinstance(e.ruling, kind)]
        assert decided.standing(kind) == still_standing(facts)
        assert decided.upright(kind) == {r.id: r for r in still_standing(facts)}
        for ruling in decided.standing(kind):
            assert decided.word(kind, ruling.by, subject(ruling))[ruling.id] == ruling


def test_nothing_on_record_stands() -> None:
    decided = Decided()
    assert not decided.stands
    assert decided.find("nothing") is None
    assert decided.deeds == ()
