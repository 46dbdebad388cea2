"""The verb `import`: a look first, nothing enters unasked, and it can be taken back."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl  # type: ignore[import-untyped]
import pytest
from tests.importing.registers import shcc

Command = Callable[..., Any]
BY = ("--by", "A. Person")


@pytest.fixture
def empty(command: Command, tmp_path: Path) -> Path:
    path = tmp_path / "case"
    assert command("new", path).code == 0
    return path


@pytest.fixture
def register(tmp_path: Path) -> Path:
    path = tmp_path / "ii.csv"
    path.write_bytes(shcc())
    return path


def test_a_look_tells_of_rows_and_columns_and_nothing_enters(
    command: Command, empty: Path, register: Path
) -> None:
    seen = command("import", empty, register, "--preview", "--json", *BY)
    assert [(r["id"], r["fate"]) for r in seen.json["rows"]] == [
        ("90001", "added"),
        ("90002", "added"),
    ]
    assert {"column": "Date", "means": "time"} in seen.json["columns"]
    refused = command("import", empty, register, *BY)
    assert refused.code == 2
    assert "--yes" in refused.err
    assert command("show", empty, "documents", "--json").json["documents"] == []
    assert "somebody" in command("import", empty, register, "--yes").err


def test_a_register_comes_in_and_is_taken_back(
    command: Command, empty: Path, register: Path
) -> None:
    entered = command("import", empty, register, "--yes", "--json", *BY)
    assert entered.json["rows"]["added"] == 2
    assert entered.json["found"]["incidents"] == 2
    assert "Kept, not understood as coding: Latitude, Location." in entered.err
    assert "import" in command("log", empty).out
    assert command("import", empty, register, "--undo", *BY).code == 0
    assert command("check", empty).code == 0


def test_an_edited_workbook_comes_back_as_decisions(
    command: Command, empty: Path, register: Path, tmp_path: Path
) -> None:
    command("import", empty, register, "--yes", *BY)
    out = tmp_path / "out.xlsx"
    assert command("export", empty, "--as", "xlsx", "-o", out).code == 0
    assert "0 decisions" in command("import", empty, out, *BY).out
    book = openpyxl.load_workbook(out)
    page = book["Claims"]
    head = [cell.value for cell in page[1]]
    page.cell(3, head.index("Decision") + 1).value = "accept"
    book.save(out)
    refused = command("import", empty, out, *BY)
    assert refused.code == 2
    seen = command("import", empty, out, "--preview", "--json", *BY)
    assert [c["what"] for c in seen.json["changes"]] == ["decision"]
    entered = command("import", empty, out, "--yes", "--json", "--why", "read it", *BY)
    assert (entered.json["decisions"], len(entered.json["entered"])) == (1, 1)
    reviewed = command("show", empty, "claims", "--json").json["claims"]
    assert any("accepted" in claim.values() for claim in reviewed)


def test_a_draft_of_a_mapping_is_written_for_a_person_to_edit(
    command: Command, empty: Path, tmp_path: Path
) -> None:
    table, out = tmp_path / "t.csv", tmp_path / "tesk.toml"
    table.write_text("Date,City,Killed,Ref\n2031-05-02,Veld,4,a\n2031-05-03,Veld,1,b\n")
    assert command("import", empty, table, "--draft", out, *BY).code == 0
    options = ("--mapping", out, "--coder", "Tesk Watch")
    seen = command("import", empty, table, *options, "--yes", "--json", *BY)
    assert (seen.json["mapping"], seen.json["rows"]["added"]) == ("tesk", 2)
