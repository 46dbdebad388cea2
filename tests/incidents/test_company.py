"""Groups keep what speaks against a join, and linkages what they found: both change no result."""

from hypothesis import given, settings
from hypothesis import strategies as st
from tests.incidents.tellings import NOBODY, known, tell, when, word
from tests.incidents.test_link_laws import cases, tellings

from solferino.incidents import blocks
from solferino.incidents.company import Company
from solferino.incidents.compare import compare
from solferino.incidents.link import Linkage, linkage, questions, sights_of
from solferino.incidents.wording import wording
from solferino.model import Directory, Judgement, PlaceValue, Telling

ENTITIES = known([("a", "Bahr Hospital"), ("b", "Al-Bahr hospital")], [("c", "Sellim Clinic")])
DIRECTORIES = st.sampled_from([NOBODY, ENTITIES])
TEXTS = st.sampled_from(
    ["", "Ilvara Testrane of Quellbrook, 34, in a yellow minibus", "the gardener Petrus Lindqwall"]
)


@settings(deadline=None)  # no test waits for a clock
@given(tellings(), DIRECTORIES, st.data())
def test_a_company_answers_as_comparing_all_pairs_does(
    told: list[Telling], directory: Directory, data: st.DataObject
) -> None:
    sights = list(sights_of(told, directory).values())
    here = [s for s in sights if data.draw(st.booleans())]
    there = [s for s in sights if s not in here]
    found = [compare(a, b) for a in here for b in there]
    expected = any(f is not None and f.verdict == "different" for f in found)
    assert Company(here).against(Company(there)) == expected
    joined = Company(here[:1])
    joined.take(Company(here[1:]))
    assert joined.against(Company(there)) == expected


@settings(deadline=None)  # no test waits for a clock
@given(tellings(), DIRECTORIES)
def test_an_account_is_torn_by_any_other_that_speaks_against_it(
    told: list[Telling], directory: Directory
) -> None:
    sights = list(sights_of(told, directory).values())
    company = Company(sights)
    for seen in sights:
        found = [compare(seen, other) for other in sights if other is not seen]
        expected = any(f is not None and f.verdict == "different" for f in found)
        assert company.tears(seen) == expected


def brought(
    told: list[Telling], said: list[Judgement], before: Linkage | None, words: dict[str, str]
) -> Linkage:
    wordings = {t.account: wording([words.get(t.account, "")], said=741_000) for t in told}
    return linkage(sights_of(told, NOBODY, wordings), said, before)


@settings(deadline=None)  # no test waits for a clock
@given(cases(), cases(), st.data())
def test_bringing_a_linkage_up_to_date_gives_what_linking_afresh_gives(
    then: tuple[list[Telling], list[Judgement]],
    now: tuple[list[Telling], list[Judgement]],
    data: st.DataObject,
) -> None:
    """Accounts come, go and change, and so do people's words; nothing of before shines through."""
    words = {t.account: data.draw(TEXTS) for t in (*then[0], *now[0])}
    before = brought(*then, None, words)
    mixed = data.draw(st.permutations([*now[0], *then[0]]))
    told = list({t.account: t for t in mixed}.values())
    said = [j for j in (*then[1], *now[1]) if data.draw(st.booleans())]
    assert brought(told, said, before, words) == brought(told, said, None, words)


def test_only_what_joins_connect_with_the_new_is_grouped_again() -> None:
    """Groups of other accounts are the very same objects as before."""
    old = [tell("a1"), tell("b1"), tell("c1", "Sellim Clinic"), tell("d1", "Sellim Clinic")]
    before = linkage(sights_of(old, NOBODY))
    after = linkage(sights_of([*old, tell("e1", "Sellim Clinic")], NOBODY), (), before)
    assert after.groups == (("a1", "b1"), ("c1", "d1", "e1"))
    assert after.groups[0] is before.groups[0]


def test_a_merge_and_a_split_stick_while_documents_come_in_and_can_be_undone() -> None:
    first = [tell("a1"), tell("b1"), tell("c1", time=when(9))]
    merge, split = word("a1", "c1", "same"), word("a1", "b1", "different", "ben")
    parted = linkage(sights_of(first, NOBODY), [merge, split])
    assert parted.groups == (("a1", "c1"), ("b1",))
    more = [*first, tell("d1", time=when(9)), tell("e1", "Sellim Clinic")]
    later = linkage(sights_of(more, NOBODY), [merge, split], parted)
    assert any({"a1", "c1"} <= set(group) for group in later.groups)
    assert not any({"a1", "b1"} <= set(group) for group in later.groups)
    back = [
        Judgement(left=j.left, right=j.right, verdict="unsure", by="eva", why="", retracts=j.id)
        for j in (merge, split)
    ]
    undone = linkage(sights_of(more, NOBODY), [merge, split, *back], later)
    assert undone.groups == linkage(sights_of(more, NOBODY)).groups
    assert undone.groups[0] == ("a1", "b1")


def test_a_hot_block_joins_its_event_whole_with_few_comparisons() -> None:
    """One hospital: hundreds of accounts of one strike, and of one two weeks later."""
    told = [tell(f"{n:03}", document=f"d{n}", time=when(14 * (n % 2))) for n in range(600)]
    sights = sights_of(told, NOBODY)
    assert len(blocks.pairs(sights)) < 40 * len(told)
    assert [len(group) for group in linkage(sights).groups] == [300, 300]


def test_an_undated_account_in_a_hot_block_still_sees_that_two_events_fit() -> None:
    told = [tell(f"{n:03}", document=f"d{n}", time=when(14 * (n % 3))) for n in range(150)]
    told.append(tell("zzz", document="z", time=None))
    found = linkage(sights_of(told, NOBODY)).groups
    assert sorted(map(len, found)) == [1, 50, 50, 50]


def test_a_hot_capital_keeps_its_facilities_apart() -> None:
    """Hundreds tell of one capital in a week; an unnamed facility joins none of a day's many."""
    told = [
        tell(f"{n:04}", f"Korvan{n % 30} Hospital", document=f"d{n}", time=when(n % 5))
        for n in range(900)
    ]
    told += [tell(f"u{n}", None, document=f"u{n}", time=when(n % 5)) for n in range(20)]
    found = linkage(sights_of(told, NOBODY)).groups
    hospitals = {t.account: t.facility.name for t in told if t.facility is not None}
    for group in found:
        assert len({hospitals.get(a) for a in group}) == 1


def test_accounts_of_far_places_are_never_compared() -> None:
    told = [
        tell(f"{n}1", f"Korvan{n} Hospital", place=PlaceValue(name=f"Tavish{n}", country="XA"))
        for n in range(9)
    ]
    assert not blocks.pairs(sights_of(told, NOBODY))


def test_what_rules_leave_open_is_asked_until_a_person_has_spoken() -> None:
    told = [tell("a1"), tell("a2", time=when(1)), tell("b1", time=when(0, 1))]
    sights = sights_of(told, NOBODY)
    asked = questions(linkage(sights))
    assert {(j.left, j.right) for j in asked} == {("a1", "b1"), ("a2", "b1")}
    assert all("another event fits as well" in j.why for j in asked)
    said = word("b1", "a1", "different")
    assert {(j.left, j.right) for j in questions(linkage(sights, [said]))} == {("a2", "b1")}
    back = Judgement(left="a1", right="b1", verdict="unsure", by="eva", why="", retracts=said.id)
    assert questions(linkage(sights, [said, back])) == asked
