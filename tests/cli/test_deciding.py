"""A person decides on the command line: nothing is overwritten, and all can be taken back."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Command = Callable[..., Any]
BY = ("--by", "coder-1")


def claims(command: Command, case: Path, which: str) -> list[dict[str, str]]:
    found: list[dict[str, str]] = command("show", case, "claims", which, "--json").json["claims"]
    return found


@pytest.fixture
def dead(command: Command, case: Path) -> str:
    """Give the id of a figure of people killed."""
    return claims(command, case, "casualty")[0]["id"]


def test_a_correction_reaches_the_incident_and_is_undone(
    command: Command, case: Path, dead: str
) -> None:
    before = command("export", case, "-o", "-").json
    said = command("assess", case, dead[:12], "correct", "--value", '{"min":4,"max":4}', *BY)
    after = command("export", case, "-o", "-").json

    assert said.code == 0
    claim = next(c for c in after["claims"] if c["id"] == dead)
    assert (claim["review"], claim["value"]["min"], claim["proposed"]["min"]) == (
        "corrected",
        4,
        3,
    )
    figures = [f for i in after["incidents"] for t in i["casualties"] for f in t["figures"]]
    assert any(f["min"] == 4 and dead in f["claims"] for f in figures)
    assert [a["decision"] for a in after["assessments"]] == ["correct"]

    assert command("assess", case, dead, "correct", "--undo", *BY).code == 0
    assert command("export", case, "-o", "-").json == before


def test_deciding_anew_takes_the_former_answer_back(
    command: Command, case: Path, dead: str
) -> None:
    command("assess", case, dead, "accept", *BY)
    command("assess", case, dead, "reject", *BY)
    assert [c["id"] for c in claims(command, case, "rejected")] == [dead]

    command("assess", case, dead, "accept", *BY)
    assert claims(command, case, "rejected") == []
    assert [c["id"] for c in claims(command, case, "accepted")] == [dead]


def test_what_was_rejected_is_in_no_incident(command: Command, case: Path, dead: str) -> None:
    command("assess", case, dead, "reject", *BY)
    export = command("export", case, "-o", "-").json

    assert dead not in str(export["incidents"])
    assert dead not in str(export["origins"])


def test_incidents_that_a_person_parts_stay_apart_until_that_is_undone(
    command: Command, case: Path
) -> None:
    joined = command("export", case, "-o", "-").json["incidents"]
    told_twice = next(i for i in joined if len(i["accounts"]) == 2)
    left, right = [a["id"] for a in told_twice["accounts"]]
    command("judge", case, left, right, "different", "--why", "two strikes", *BY)
    assert len(command("export", case, "-o", "-").json["incidents"]) == len(joined) + 1

    command("judge", case, left, right, "different", "--undo", *BY)
    assert command("export", case, "-o", "-").json["incidents"] == joined


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("accept",), "needs somebody"),
        (("correct", "--value", "four", *BY), "JSON"),
        (("correct", "--value", '{"number": 4}', *BY), "no casualty"),
        (("correct", "--value", '{"min": 3}', *BY), "says already"),
        (("accept", "--undo", *BY), "has not decided that"),
    ],
)
def test_a_decision_that_cannot_be_is_refused_with_what_to_do(
    command: Command, case: Path, dead: str, arguments: tuple[str, ...], said: str
) -> None:
    answer = command("assess", case, dead, *arguments)

    assert answer.code == 2
    assert said in answer.err
    assert "What to do:" in answer.err


def test_an_id_that_nothing_has_is_refused(command: Command, case: Path) -> None:
    assert command("assess", case, "zzzz", "accept", *BY).code == 2
    assert command("judge", case, "zzzz", "zzzz", "same", *BY).code == 2
