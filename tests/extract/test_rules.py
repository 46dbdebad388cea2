"""Every rule has a name, and a case fails when the rule it is for is switched off."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.extract.findings import document, extract, gazetteer
from tests.extract.prose import read_cases, wording
from tests.extract.switches import fails

from solferino.errors import UsageError
from solferino.extract.english import EnglishExtractor
from solferino.extract.rulebook import page, rulebook

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
BOOK = rulebook("en")
NAMED = {rule for rule in BOOK if not rule.startswith("words/")}
CASES = {case.name: case for case in read_cases(HERE / "cases")}
SAID = [case for case in CASES.values() if not case.misses]
SHARE = 0.8  # of the cases must name the rule they are for
DISTINCT = 300  # cases that are no variants of one another


def code() -> Iterator[str]:
    for room in ("extract", "text"):
        for file in sorted((ROOT / "src" / "solferino" / room).rglob("*.py")):
            if file.name not in ("rulebook.py", "coded.py"):  # rows are read by no rule of the book
                yield file.read_text("utf-8")


@pytest.mark.parametrize(
    ("name", "rule"), [(c.name, rule) for c in SAID for rule in c.rules], ids=str
)
def test_a_case_fails_when_the_rule_it_is_for_is_switched_off(name: str, rule: str) -> None:
    assert rule in BOOK, f"no such rule: {rule}; docs/rules.md lists them"
    assert fails(CASES[name], rule), f"{name} does not rest on {rule}"


def test_most_cases_name_the_rule_they_are_for() -> None:
    assert sum(bool(c.rules) for c in SAID) >= SHARE * len(SAID)


def test_there_are_many_cases_that_are_no_variants_of_one_another() -> None:
    assert len({wording(c.text) for c in CASES.values()}) >= DISTINCT


def test_variants_differ_in_names_and_numbers_only() -> None:
    first = "On Monday the Upland Front killed five nurses in Ardune."
    assert wording(first) == wording("On Friday the Tavrosk army killed 20 nurses in Old Harrow.")
    assert wording(first) != wording("On Monday the Upland Front killed five patients in Ardune.")


def test_the_code_follows_only_rules_of_the_book() -> None:
    followed = {r for text in code() for r in re.findall(r'obeys\("([^"]+)"\)', text)}
    made = {r for text in code() for r in re.findall(r'"([a-z]+/[a-z_-]+)"', text)}
    assert followed | made <= NAMED


def test_what_comes_out_carries_a_rule_of_the_book() -> None:
    for case in CASES.values():
        found = extract(case.text, case.published)
        assert {s.rule for s in found.statements} <= NAMED, case.name
        assert {c.rule for c in found.claims} <= NAMED, case.name


def test_what_a_rule_makes_does_not_come_out_without_it() -> None:
    for case in CASES.values():
        made = {c.rule for c in extract(case.text, case.published).claims}
        for rule in made:
            without = extract(case.text, case.published, frozenset([rule]))
            assert rule not in {c.rule for c in without.claims}, (case.name, rule)
            said = {s.id for s in without.statements}
            assert {c.statement for c in without.claims} <= said, (case.name, rule)
            claims = {c.id for c in without.claims}
            assert {c for a in without.accounts for c in a.claims} <= claims, (case.name, rule)


def test_an_unknown_rule_is_refused() -> None:
    with pytest.raises(UsageError, match="no such rule: harm/nonsense"):
        EnglishExtractor(frozenset(["harm/nonsense"]))


def test_an_engine_that_does_without_a_rule_says_so() -> None:
    whole, part = EnglishExtractor(), EnglishExtractor(frozenset(["harm/list", "act/negation"]))
    assert part.version == f"{whole.version} without act/negation, harm/list"


def test_switching_one_engine_leaves_another_alone() -> None:
    text = document("Rockets hit the Ardune hospital and killed five patients.")
    before = EnglishExtractor().extract(text, gazetteer())
    assert EnglishExtractor(frozenset(["harm/object"])).extract(text, gazetteer()) != before
    assert EnglishExtractor().extract(text, gazetteer()) == before


def test_the_page_of_rules_is_up_to_date() -> None:
    assert (ROOT / "docs" / "rules.md").read_text("utf-8") == "\n".join((*page("en"), "")), (
        "Renew it: python -m solferino.extract.rulebook > docs/rules.md"
    )
