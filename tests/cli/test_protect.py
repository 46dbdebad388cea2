"""A protected person is named nowhere in the dossier, under no spelling, until that is undone."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Command = Callable[..., Any]
BY = ("--by", "coder-1")
AT = "2031-05-01T10:00:00Z"
TEXTS = {
    "one.txt": (
        "Rockets hit the Orrin clinic in Tesk on 30 April 2031, killing three nurses.\n\n"
        '"Three of us are dead," said Dr. Tamsin Velnour, the director of the clinic. '
        "Velnour added that nobody had warned the staff.\n"
    ),
    "two.txt": (
        "The Orrin clinic in Tesk was struck by rockets on 30 April 2031, Tamsin Velnour said. "
        "Three nurses were killed.\n"
    ),
}


@pytest.fixture
def told(command: Command, tmp_path: Path) -> Path:
    folder = tmp_path / "told"
    folder.mkdir()
    for name, text in TEXTS.items():
        (folder / name).write_text(text, encoding="utf-8")
    case = tmp_path / "case"
    assert command("run", folder, "--case", case, "--no-desk").code == 0
    return case


def pages(command: Command, case: Path, folder: Path) -> str:
    assert command("export", case, "--as", "dossier", "-o", folder, "--at", AT).code == 0
    return "".join(page.read_text("utf-8") for page in sorted(folder.glob("*.html")))


def people(command: Command, case: Path) -> dict[str, bool]:
    export = command("export", case, "-o", "-").json
    return {e["name"]: e["protected"] for e in export["entities"] if e["kind"] == "person"}


def test_a_protected_name_leaves_under_no_spelling_until_it_is_undone(
    command: Command, told: Path, tmp_path: Path
) -> None:
    before = pages(command, told, tmp_path / "before")
    assert "Velnour" in before

    assert command("protect", told, "Tamsin Velnour", "--why", "asked for it", *BY).code == 0
    during = pages(command, told, tmp_path / "during")
    assert "Velnour" not in during
    assert "Tamsin" not in during
    assert "[name withheld]" in during
    assert any(people(command, told).values())

    assert command("protect", told, "Velnour", "--undo", *BY).code == 0
    assert pages(command, told, tmp_path / "after") == before
    assert not any(people(command, told).values())


def test_the_desk_and_the_texts_stay_as_they_are_for_the_people_of_the_case(
    command: Command, told: Path
) -> None:
    command("protect", told, "Tamsin Velnour", *BY)
    export = command("export", told, "-o", "-").json
    assert any("Velnour" in d["text"] for d in export["documents"])


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("Tamsin Velnour",), "somebody who makes it"),
        (("Nobody Atall", *BY), "no person is called"),
        (("Tamsin Velnour", "--undo", *BY), "has not decided that"),
    ],
)
def test_what_cannot_be_is_refused_with_a_remedy(
    command: Command, told: Path, arguments: tuple[str, ...], said: str
) -> None:
    answer = command("protect", told, *arguments)
    assert answer.code == 2
    assert said in answer.err
