"""A person weighs on the command line: grades, relations and replies stand beside the rules'."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Command = Callable[..., Any]
BY = ("--by", "coder-1")


@pytest.fixture
def incident(command: Command, case: Path) -> str:
    """Give the id of the incident."""
    found: str = command("show", case, "incidents", "--json").json["incidents"][0]["id"]
    return found


def grading(command: Command, case: Path) -> dict[str, Any]:
    export = command("export", case, "-o", "-").json
    (found,) = [
        g
        for g in export["incidents"][0]["gradings"]
        if (g["scheme"], g["proposition"]) == ("solferino", "occurrence")
    ]
    kept: dict[str, Any] = found
    return kept


def test_a_grade_of_ones_own_needs_a_reason_and_keeps_the_rules_grade(
    command: Command, case: Path, incident: str
) -> None:
    before = grading(command, case)
    arguments = ("grade", case, incident, "solferino:occurrence", "reasonable grounds", *BY)
    assert command(*arguments).code == 2

    assert command(*arguments, "--why", "the crater was seen").code == 0
    after = grading(command, case)
    assert (after["grade"], after["by"], after["instead_of"]) == (
        "reasonable grounds",
        "coder-1",
        before["grade"],
    )
    assert command(*arguments, "--undo").code == 0
    assert grading(command, case) == before


def test_an_origin_gets_the_relation_that_a_person_says(command: Command, case: Path) -> None:
    origin = command("show", case, "origins", "--json").json["origins"][0]["id"]
    said = ("relate", case, origin, "independent", "--why", "no side pays it", *BY)
    assert command(*said).code == 0
    export = command("export", case, "-o", "-").json
    assert [o["relation"] for o in export["origins"] if o["id"] == origin] == ["independent"]


def test_a_source_gets_the_letter_that_a_person_gives_with_a_reason(
    command: Command, case: Path
) -> None:
    def letter() -> tuple[str, str, str]:
        found = command("export", case, "-o", "-").json["origins"][0]
        shown = command("show", case, "origins", "--json").json["origins"]
        (row,) = [o for o in shown if o["id"] == found["id"]]
        return found["id"], found["reliability"]["letter"], row["reliability"]

    origin, *before = letter()
    assert before == ["F", "F"]
    said = ("rate", case, origin, "B", *BY)
    assert command(*said).code == 2
    assert command(*said, "--why", "checked four times, right each time").code == 0
    assert letter() == (origin, "B", "B")
    pages = command("export", case, "--as", "dossier", "-o", case.parent / "pages")
    assert pages.code == 0
    written = "".join(p.read_text() for p in (case.parent / "pages").glob("incident-*.html"))
    assert "checked four times, right each time" in written
    assert command(*said, "--undo").code == 0
    assert letter() == (origin, "F", "F")


def test_a_reply_is_printed_in_full_with_who_asked(
    command: Command, case: Path, incident: str
) -> None:
    said = (
        "reply",
        case,
        incident,
        "the Tesk garrison",
        "replied",
        "--asked",
        "desk",
        "2031-05-01",
    )
    assert command(*said, *BY).code == 2
    assert command(*said, "--text", "We were not there.", *BY).code == 0
    (row,) = command("export", case, "-o", "-").json["incidents"][0]["replies"]
    assert row == {
        "party": "the Tesk garrison",
        "asked_by": "desk",
        "asked_on": "2031-05-01",
        "status": "replied",
        "text": "We were not there.",
    }


@pytest.mark.parametrize(
    ("proposition", "wanted"),
    [("solferino:occurrence", "certain"), ("solferino:weather", "alleged"), ("none", "alleged")],
)
def test_what_no_scheme_knows_is_refused(
    command: Command, case: Path, incident: str, proposition: str, wanted: str
) -> None:
    answer = command("grade", case, incident, proposition, wanted, "--why", "x", *BY)
    assert answer.code == 2
    assert "What to do:" in answer.err
