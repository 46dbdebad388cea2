"""What rules leave open about names is shown, a person settles it, and it is asked no more."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

Command = Callable[..., Any]
BY = ("--by", "coder-1", "--why", "seen on the spot")

TEXT = (
    "Rockets hit the Orrin Hospital and the Vellin Hospital in Tesk on 30 April 2031.\n\n"
    "Two nurses were killed when the hospital was struck again.\n"
)


def test_the_hospital_beside_two_is_asked_about_until_a_person_answers(
    command: Command, tmp_path: Path
) -> None:
    folder, case = tmp_path / "files", tmp_path / "case"
    folder.mkdir()
    (folder / "one.txt").write_text(TEXT, encoding="utf-8")
    assert command("run", folder, "--case", case, "--no-desk").code == 0

    def asked() -> list[dict[str, str]]:
        rows: list[dict[str, str]] = command("show", case, "unsure", "--json").json["unsure"]
        return rows

    (question,) = asked()
    assert (question["name"], question["other name"]) == ("Vellin Hospital", "hospital")
    assert "points back to Vellin Hospital" in question["why"]

    pair = (question["entity"], question["other entity"])
    assert command("judge", case, *pair, "same", *BY).code == 0
    assert asked() == []

    assert command("judge", case, *pair, "same", "--undo", *BY).code == 0
    assert asked() == [question]
