"""A release by which no words leave says nothing that only its words would make true."""

import re
from functools import cache

import pytest
from tests.practice.found import Found
from tests.practice.test_leaving import SECRET, accepted, everything

from solferino.release.issue import Issue, Setting, issue
from solferino.release.profile import profiles

WORDLESS = [name for name, p in profiles().items() if p.words == "none"]
UNTRUE = (
    "JSON export",  # which is not among the forms
    "no point is known",  # none is published
    "exact words marked",
    "Values with their words",
    "[name withheld]",
    "day not known",
    "place not published",  # a title begins with a capital letter
)
ROW = re.compile(r"<tr>(?:(?!</tr>).)*</tr>", re.DOTALL)
TABLE = re.compile(r"<tbody>(.*?)</tbody>", re.DOTALL)
PLACE = re.compile(r'<div class="(?:one|brief)">.*?</div>', re.DOTALL)
CELL = re.compile(r"<td[^>]*>(.*?)</td>", re.DOTALL)
TOLD = ("kind", "first_hand", "relation", "path")  # of an origin


@cache
def issued(practice: Found, name: str) -> Issue:
    picture = accepted(practice)
    setting = Setting(at="2031-05-08T09:00:00Z", practice=True, exporters=())
    return issue(picture, profiles()[name], (everything(picture), ()), SECRET, setting)


def pages(practice: Found, name: str) -> dict[str, str]:
    files = issued(practice, name).files
    return {n: d.decode() for n, d in files.items() if n.endswith(".html") and ".ar." not in n}


@pytest.mark.parametrize("name", WORDLESS)
def test_its_pages_promise_no_words_and_call_nothing_unknown_that_is_not_told(
    practice: Found, name: str
) -> None:
    held = pages(practice, name)
    assert len(held) > len(issued(practice, name).published.incidents)
    for page, text in held.items():
        for words in UNTRUE:
            assert words not in text, (page, words)
        heads = re.findall(r'<th scope="col">([^<]*)</th>', text)
        assert not {"First-hand", "How they lead to it", "Relation to the parties"} & set(heads)
    assert set(TOLD).isdisjoint(profiles()[name].fields["origin"])


@pytest.mark.parametrize("name", WORDLESS)
def test_what_only_words_would_tell_apart_stands_once(practice: Found, name: str) -> None:
    seen = 0
    for page, text in pages(practice, name).items():
        for table in TABLE.findall(text):
            rows = ROW.findall(table)  # those of the proofs have ids of their own
            assert len(rows) == len(set(rows)), page
            for cell in CELL.findall(table) if 'class="stated"' not in table else ():
                places = PLACE.findall(cell)
                assert len(places) == len(set(places)), (page, cell)
                seen += len(places) > 1
    assert seen
