"""What comes out of passages: the cases in cases/*.md, which anybody can add to."""

import re
from pathlib import Path
from textwrap import dedent
from typing import Any

import pytest
from tests.extract.findings import extract, faults, findings
from tests.extract.prose import Case, CaseError, cases_of, read_cases

FOLDER = Path(__file__).with_name("cases")
CASES = read_cases(FOLDER)


def param(case: Case) -> Any:
    """Make a test of a case; one that says why it misses must miss."""
    marks = [
        pytest.mark.xfail(reason=case.misses, strict=True, raises=pytest.fail.Exception)
        for _ in [case.misses]
        if case.misses
    ]
    return pytest.param(case, id=case.name, marks=marks)


@pytest.mark.parametrize("case", [param(case) for case in CASES])
def test_what_a_careful_reader_finds_comes_out(case: Case) -> None:
    found = findings(
        extract(case.text, case.published, address=case.address, publisher=case.publisher)
    )
    told = list(faults(case.wanted, case.unwanted, found))
    if told:
        pytest.fail(
            f"cases/{case.file}.md:{case.line}: {case.title}\n" + "\n".join(told), pytrace=False
        )


def test_every_case_has_a_name_of_its_own() -> None:
    names = [case.name for case in CASES]
    assert sorted(set(names)) == sorted(names)


def test_the_example_of_the_readme_holds() -> None:
    page = (FOLDER / "README.md").read_text("utf-8")
    (block,) = re.findall(r"(?m)(?:^ {4}## .*\n)(?:^(?: {4}.*)?\n)+", page)
    (case,) = cases_of(dedent(block), "README")
    found = findings(extract(case.text, case.published))
    assert list(faults(case.wanted, case.unwanted, found)) == []
    assert case.unwanted


EXAMPLE = """# Remarks

## A title
published: 2031-03-13
A remark.

```text
One.

Two.
```

| kind | value | words | speaker |
|---|---|---|---|
| weapon | rocket | | |

must not:

| kind | value | words | speaker |
|---|---|---|---|
| casualty | | | |
"""


def test_a_case_file_is_read_as_its_readme_says() -> None:
    (case,) = cases_of(EXAMPLE, "example")
    assert (case.title, case.line, case.published) == ("A title", 3, "2031-03-13")
    assert case.text == "One.\n\nTwo."
    assert [(r.kind, r.value) for r in case.wanted] == [("weapon", "rocket")]
    assert [r.kind for r in case.unwanted] == ["casualty"]


@pytest.mark.parametrize(
    ("good", "bad", "told"),
    [
        ("```text", "```", "one text"),
        ("published:", "publishd:", "unknown setting"),
        ("must not:", "mustnt:", "only `must not:`"),
        ("| weapon |", "| weapn |", "unknown kind"),
        ("| weapon | rocket | | |", "| weapon | rocket |", "four cells"),
        ("| weapon | rocket | | |", "", "what must come out"),
    ],
)
def test_a_slip_in_a_case_file_is_named_with_its_place(good: str, bad: str, told: str) -> None:
    content = EXAMPLE.replace(good, bad)
    if told == "what must come out":
        content = content.replace("| casualty | | | |", "")
    with pytest.raises(CaseError, match=told):
        list(cases_of(content, "example"))
