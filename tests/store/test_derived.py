"""What is derived follows from the facts alone, and can be thrown away."""

import dataclasses
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import func, select

from solferino.codec import digest
from solferino.errors import BrokenError, UngroundedError, UsageError
from solferino.model import (
    VALUE_TYPES,
    AppealValue,
    BlameValue,
    CasualtyValue,
    CharacterizationValue,
    CircumstanceValue,
    Claim,
    Document,
    EffectValue,
    EventValue,
    ExhibitValue,
    Extraction,
    FacilityValue,
    Mention,
    PlaceValue,
    Problem,
    ProfileValue,
    Receipt,
    ServiceValue,
    Statement,
    TallyValue,
    TimeValue,
    Value,
    Voice,
    WeaponValue,
)
from solferino.store import Case, check, schema

Read = Callable[..., Document]
Mine = Callable[[Document], Extraction]
Reopen = Callable[..., Case]

VALUES: tuple[Value, ...] = (
    FacilityValue(name="Lindral clinic", role="attacked", type="clinic"),
    PlaceValue(name="Ossavar", country=None),
    TimeValue(earliest="2031-03-14", latest=None, edtf="2031-03-14/..", basis="explicit"),
    EventValue(types=("heavy_weapons", "arson")),
    WeaponValue(weapon="rocket"),
    CasualtyValue(kind="killed", group="total", min=3, max=None, qualifier="at_least"),
    EffectValue(effect="evacuated"),
    BlameValue(actor="the coast guard", stance="denied"),
    CircumstanceValue(topic="warning", value="by telephone"),
    CharacterizationValue(term="war crime"),
    AppealValue(sender=None, recipient="the mayor", request="ambulances"),
    ServiceValue(measure="beds", value="40", lost=True),
    TallyValue(what="attacks", min=12, max=12, qualifier="exact", since="2031"),
    ProfileValue(property="founded", value="1987"),
    ExhibitValue(media="video", rights="with credit"),
)


def problem(receipt: Receipt, stage: str = "read") -> Problem:
    """Tell of a file that could not be read."""
    return Problem(
        name=receipt.name, stage=stage, message="is locked", remedy="unlock it", receipt=receipt.id
    )


def test_a_receipt_is_unread_until_it_has_a_document_or_a_problem(case: Case, read: Read) -> None:
    a, b, c = (case.receive(f"{n}.txt", n.encode()) for n in "abc")
    assert case.unread() == [a, b, c]

    case.file_document(read(a))
    assert case.unread() == [b, c]
    case.file_problem(problem(c))
    assert case.unread() == [b]
    case.file_problem(problem(b, stage="extract"))
    assert case.unread() == [b]


def test_the_same_problem_twice_is_one_and_a_document_ends_it(case: Case, read: Read) -> None:
    a = case.receive("a.txt", b"a")
    case.file_problem(problem(a))
    case.file_problem(problem(a))
    assert case.problems() == [problem(a)]

    case.file_document(read(a))
    assert case.problems() == []


def test_a_document_is_unmined_until_it_has_an_extraction_or_a_problem(
    case: Case, read: Read, mine: Mine
) -> None:
    first, second = (read(case.receive(f"{n}.txt", n.encode())) for n in "ab")
    case.file_document(first)
    case.file_document(second)
    assert case.unmined() == sorted([first, second], key=lambda d: d.id)

    case.file_extraction(mine(first))
    assert case.unmined() == [second]
    case.file_problem(
        Problem(name="b", stage="extract", message="m", remedy="r", document=second.id)
    )
    assert case.unmined() == []


def test_what_is_filed_comes_back_the_same(case: Case, read: Read, mine: Mine) -> None:
    document = read(case.receive("a.txt", b"a"))
    case.file_document(document)
    found = mine(document)
    voice = Voice(name="Wenna Karsk", kind="person", span=document.span(50, 61))
    said = Statement(
        span=document.span(31, 43),
        voice=(voice, Voice(name="unnamed", kind="unnamed")),
        cue=document.span(45, 49),
        act="denies",
        rule="test",
        confidence="medium",
    )
    own = dataclasses.replace(found, statements=(*found.statements, said))
    case.file_extraction(own)

    assert case.documents() == [document]
    assert case.statements() == sorted(own.statements, key=lambda s: s.id)
    assert case.claims() == list(own.claims)
    assert case.mentions() == list(own.mentions)
    assert case.accounts() == list(own.accounts)


def test_there_is_a_value_of_each_kind_to_try() -> None:
    assert {type(value) for value in VALUES} == set(VALUE_TYPES.values())


def test_claims_of_every_kind_come_back_the_same(case: Case, read: Read, mine: Mine) -> None:
    document = read(case.receive("a.txt", b"a"))
    case.file_document(document)
    found = mine(document)
    claims = tuple(
        Claim(
            span=document.span(n, n + 3),
            statement=found.statements[0].id,
            value=value,
            rule=f"rule/{n}",
            confidence="low",
        )
        for n, value in enumerate(VALUES)
    )
    case.file_extraction(dataclasses.replace(found, claims=claims, accounts=()))

    assert case.claims() == sorted(claims, key=lambda c: c.id)


def test_an_extraction_takes_the_place_of_the_one_before(
    case: Case, read: Read, mine: Mine
) -> None:
    document = read(case.receive("a.txt", b"a"))
    case.file_document(document)
    case.file_extraction(mine(document))
    case.file_extraction(Extraction(document=document.id))

    assert (case.statements(), case.claims(), case.mentions(), case.accounts()) == ([], [], [], [])
    assert case.unmined() == []


def ungrounded(found: Extraction) -> dict[str, Extraction]:
    """Break an extraction in every way that the store has to refuse."""
    (statement,), (claim,), (mention,), (account,) = (
        found.statements,
        found.claims,
        found.mentions,
        found.accounts,
    )
    moved = dataclasses.replace(claim.span, start=13)
    beyond = dataclasses.replace(claim.span, end=10_000)
    abroad = dataclasses.replace(claim.span, document="elsewhere")
    voice = Voice(name="x", kind="person", span=moved)
    change = dataclasses.replace
    return {
        "moved": change(found, claims=(change(claim, span=moved),)),
        "beyond": change(found, claims=(change(claim, span=beyond),)),
        "abroad": change(found, mentions=(change(mention, span=abroad),)),
        "cue": change(found, statements=(change(statement, cue=moved),)),
        "voice": change(found, statements=(change(statement, voice=(voice,)),)),
        "no statement": change(found, statements=()),
        "no claim": change(found, accounts=(change(account, time="nothing"),)),
        "another's account": change(found, accounts=(change(account, document="elsewhere"),)),
        "one id, two claims": change(found, claims=(claim, change(claim, confidence="high"))),
        "unknown document": Extraction(document="elsewhere"),
    }


@pytest.mark.parametrize(
    "how",
    [
        "moved",
        "beyond",
        "abroad",
        "cue",
        "voice",
        "no statement",
        "no claim",
        "another's account",
        "one id, two claims",
        "unknown document",
    ],
)
def test_what_does_not_stand_in_the_text_is_not_kept(
    case: Case, read: Read, mine: Mine, how: str
) -> None:
    document = read(case.receive("a.txt", b"a"))
    case.file_document(document)

    with pytest.raises(UngroundedError):
        case.file_extraction(ungrounded(mine(document))[how])
    assert case.statements() == []
    assert case.unmined() == [document]


def test_filed_together_or_one_by_one_it_is_the_same(case: Case, read: Read, mine: Mine) -> None:
    files = [case.receive(f"{n}.txt", n.encode()) for n in "abc"]
    whole, none, other = (read(receipt) for receipt in files)
    for document in (whole, none, other):
        case.file_document(document)
    found = [mine(whole), ungrounded(mine(none))["beyond"], mine(other)]

    assert list(case.derived.file_extractions(found)) == [none.id]
    together = case.picture("e")
    assert {s.span.document for s in together.statements} == {whole.id, other.id}
    assert case.unmined() == [none]
    for one in (found[0], found[2]):
        case.file_extraction(one)
    assert case.picture("e") == together


def test_the_same_thing_found_twice_is_one(case: Case, read: Read, mine: Mine) -> None:
    document = read(case.receive("a.txt", b"a"))
    case.file_document(document)
    found = mine(document)
    case.file_extraction(dataclasses.replace(found, mentions=found.mentions * 2))

    assert case.mentions() == list(found.mentions)


def test_problems_of_an_extraction_are_kept(case: Case, read: Read) -> None:
    document = read(case.receive("a.txt", b"a"))
    case.file_document(document)
    told = Problem(name="a", stage="time", message="m", remedy="r", document=document.id)
    case.file_extraction(Extraction(document=document.id, problems=(told,)))

    assert case.problems() == [told]


def test_a_picture_holds_everything_sorted_by_id(case: Case, read: Read, mine: Mine) -> None:
    case.adopt_kit(("z/1", "a/1"))
    for n in "abcdef":
        document = read(case.receive(f"{n}.txt", n.encode()))
        case.file_document(document)
        case.file_extraction(mine(document))
    picture = case.picture("solferino/0.1.0")

    assert (picture.name, picture.created, picture.engine) == (
        "Ossavar 2031",
        "2031-03-14T09:00:00Z",
        "solferino/0.1.0",
    )
    assert picture.kit == ("a/1", "z/1")
    for things in (picture.documents, picture.statements, picture.claims, picture.mentions):
        ids = [thing.id for thing in things]
        assert len(ids) == 6
        assert ids == sorted(ids)


def test_another_kit_drops_what_the_first_derived(case: Case, read: Read, mine: Mine) -> None:
    document = read(case.receive("a.txt", b"a"))
    assert not case.adopt_kit(("plain/1",)), "there was nothing to drop"
    case.file_document(document)
    case.file_extraction(mine(document))
    assert not case.adopt_kit(("plain/1",))
    assert case.documents() == [document]

    assert case.adopt_kit(("plain/2",))
    assert case.documents() == []
    assert case.claims() == []
    assert len(case.unread()) == 1
    assert case.picture("x").kit == ("plain/2",)


def test_rows_of_an_unknown_kit_are_dropped_and_an_empty_kit_is_one(case: Case, read: Read) -> None:
    receipt = case.receive("a.txt", b"a")
    case.file_document(read(receipt))
    assert case.adopt_kit(("plain/1",))
    assert case.unread() == [receipt]

    case.file_problem(problem(receipt))
    assert case.adopt_kit(())
    assert case.problems() == []
    assert case.picture("x").kit == ()


def test_forgetting_leaves_the_facts_and_they_give_the_same_again(
    case: Case, read: Read, mine: Mine
) -> None:
    document = read(case.receive("a.txt", b"a"))
    case.file_document(document)
    case.file_extraction(mine(document))
    before, head = digest(case.picture("x")), case.head()
    case.forget_derived()
    assert (case.documents(), case.claims()) == ([], [])

    (receipt,) = case.unread()
    case.file_document(read(receipt))
    case.file_extraction(mine(read(receipt)))
    assert digest(case.picture("x")) == before
    assert case.head() == head


@pytest.mark.parametrize("damage", ["deleted", "not a database", "another version"])
def test_derived_rows_that_are_gone_or_useless_start_again_from_nothing(
    five: Path, reopen: Reopen, read: Read, damage: str
) -> None:
    with reopen(writing=True) as case:
        case.file_document(read(case.receipts()[0]))
    spoil(five / "derived.sqlite", damage)

    with reopen(writing=True) as case:
        assert case.documents() == []
        assert len(case.unread()) == len(case.receipts()) == 3
        case.file_document(read(case.receipts()[0]))
    with reopen() as reader:
        assert len(reader.documents()) == 1
        assert check(reader).sound


def test_a_reader_finds_nothing_derived_where_there_is_no_file(five: Path, reopen: Reopen) -> None:
    (five / "derived.sqlite").unlink()
    with reopen() as reader:
        assert reader.documents() == []
        assert len(reader.unread()) == 3
    assert not (five / "derived.sqlite").exists()


@pytest.mark.parametrize(
    ("damage", "error"), [("not a database", BrokenError), ("another version", UsageError)]
)
def test_a_reader_is_told_how_to_build_derived_rows_again(
    five: Path, reopen: Reopen, damage: str, error: type[Exception]
) -> None:
    spoil(five / "derived.sqlite", damage)
    with pytest.raises(error) as refused:
        reopen()
    assert "--afresh" in str(refused.value.remedy)  # type: ignore[attr-defined]


def spoil(file: Path, damage: str) -> None:
    """Make derived rows useless in one of the ways in which they can be."""
    if damage == "deleted":
        file.unlink()
    elif damage == "not a database":
        file.write_bytes(b"not a database " * 1000)
    else:
        with closing(sqlite3.connect(file)) as raw:
            raw.execute("DROP TABLE claims")
            raw.execute("PRAGMA user_version = 99")


def test_filing_writes_no_fact(case: Case, read: Read, mine: Mine) -> None:
    document = read(case.receive("a.txt", b"a"))
    head = case.head()
    case.file_document(document)
    case.file_extraction(mine(document))
    case.adopt_kit(("a/1",))
    case.replace_links(entities=[], copies=[], origins=[], incidents=[], gradings=[])

    assert case.head() == head
    with case.facts.database.transaction() as connection:
        assert connection.execute(select(func.count()).select_from(schema.ledger)).scalar() == 2


def test_mentions_of_two_kinds_at_one_place_are_two(case: Case, read: Read) -> None:
    document = read(case.receive("a.txt", b"a"))
    case.file_document(document)
    span = document.span(14, 21)
    mentions = (
        Mention(span=span, kind="place", name="Ossavar"),
        Mention(span=span, kind="facility", name="Ossavar"),
    )
    case.file_extraction(Extraction(document=document.id, mentions=mentions))

    assert len(case.mentions()) == 2
