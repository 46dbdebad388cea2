"""All that is derived has to stand on the facts: texts, receipts, every span."""

from collections.abc import Callable
from pathlib import Path

import pytest

from solferino.model import Document
from solferino.store import Case, check

Reopen = Callable[..., Case]
Intrude = Callable[..., int]


@pytest.mark.usefixtures("worked")
def test_spans_that_hold_are_counted(reopen: Reopen) -> None:
    with reopen() as case:
        report = check(case)
    assert report.sound
    assert (report.documents, report.spans) == (2, 4)


@pytest.mark.usefixtures("worked")
@pytest.mark.parametrize(
    ("sentence", "words"),
    [
        ("UPDATE documents SET body = replace(body, 'closed', 'opened')", "its text was altered"),
        ("UPDATE documents SET body = replace(body, 'a.txt', 'z.txt')", "differs from its receipt"),
        ('UPDATE documents SET body = replace(body, \'"id":"\', \'"id":"0\')', "its id is not"),
        (
            "UPDATE claims SET body = replace(body, '\"start\":14', '\"start\":13')",
            "are not the span's",
        ),
        ("UPDATE claims SET body = replace(body, 'Ossavar', 'Lindral')", "are not the span's"),
        ("UPDATE claims SET body = replace(body, '\"end\":21', '\"end\":9999')", "lies outside"),
        ("UPDATE claims SET kind = 'rumour'", "no such kind of claim"),
        ("UPDATE claims SET value = '[]'", "not a PlaceValue"),
        ("UPDATE mentions SET body = replace(body, 'Ossavar', 'Lindral')", "are not the span's"),
        ("UPDATE statements SET body = replace(body, 'clinic', 'school')", "are not the span's"),
        ("UPDATE statements SET body = 'x'", "statements, row"),
        ("DELETE FROM statements", "names a statement that is not there"),
        ("DELETE FROM claims", "names a claim that is not there"),
        ("UPDATE claims SET document = 'gone'", "its document is not there"),
        ("UPDATE origins SET body = replace(body, 'The', 'Tho')", "are not the span's"),
        (
            'UPDATE origins SET body = replace(body, \'{"document":"\', \'{"document":"0\')',
            "in no document of the case",
        ),
        ("UPDATE copies SET body = replace(body, '\"end\":10', '\"end\":1000')", "lies outside"),
        ('UPDATE copies SET body = replace(body, \'"other":"\', \'"other":"0\')', "not there"),
    ],
)
def test_what_is_derived_has_to_stand_on_the_facts(
    path: Path, reopen: Reopen, intrude: Intrude, sentence: str, words: str
) -> None:
    assert intrude(path / "derived.sqlite", sentence) > 0

    with reopen() as case:
        found = check(case).findings
    assert any(words in f.message for f in found), found
    assert all("--afresh" in f.remedy for f in found)


def test_a_document_without_its_receipt_is_found(
    worked: Document, path: Path, reopen: Reopen, intrude: Intrude
) -> None:
    intrude(path / "facts.sqlite", ("DELETE FROM receipts WHERE id = ?", (worked.receipt,)))

    with reopen() as case:
        words = [f.message for f in check(case).findings]
    assert any("its receipt is not among the facts" in w for w in words)
