"""Workbooks that come back: how tests open, change and save them, and what programs do to them."""

import io
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl  # type: ignore[import-untyped]

from solferino import pipeline
from solferino.importing.back import Answer, answer, sheets_in
from solferino.importing.decisions import Whose
from solferino.ports import Kit
from solferino.publish.exchange.workbook import XlsxExporter
from solferino.publish.sheets import sheet
from solferino.store.case import Case
from solferino.workers import here

AT = "2031-06-01T08:00:00Z"
TEXTS = {
    "one.txt": (
        "Rockets hit the Orrin clinic in Tesk on 30 April 2031, killing three nurses and wounding "
        "=2+2 people.\n\nThe Front denied that it had fired the rockets."
    ),
    "two.txt": (
        "The Orrin clinic in Tesk was struck by rockets on 30 April 2031.\n\n"
        '"At least five nurses were killed," the Tesk health office said. A ward burned down.'
    ),
    "three.txt": "Shells damaged the Veld hospital on 12 May 2031. Two doctors were wounded.",
}


def worked_case(path: Path, kit: Kit, texts: Mapping[str, str]) -> Case:
    """Make a case of a few texts, brought up to date; whoever asks closes it."""
    case = Case.create(path / "case", "Case", clock=lambda: AT, by="A. Person")
    for name, text in texts.items():
        case.receive(name, text.encode())
    for _ in pipeline.work(case, kit, here()):
        pass
    return case


def workbook(case: Case) -> bytes:
    """Export a case as a workbook."""
    out = io.BytesIO()
    XlsxExporter().write(pipeline.picture(case, "engine 1"), out)
    return out.getvalue()


def asked(case: Case, data: bytes, why: str = "checked") -> Answer:
    came = sheets_in("back", data)
    assert came is not None
    return answer(case, "engine 1", ("back", data), came, Whose(by="A. Person", why=why))


def opened(data: bytes) -> Any:
    return openpyxl.load_workbook(io.BytesIO(data))


def saved(book: Any) -> bytes:
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def at(page: Any, sheet_key: str, column: str) -> int:
    header = sheet(sheet_key).column(column).header
    return next(int(c.column) for c in page[1] if c.value == header)


def put(page: Any, row: int, column: str, content: object, sheet_key: str = "claims") -> None:
    page.cell(row, at(page, sheet_key, column)).value = content


def row_of(page: Any, kind: str) -> int:
    column = at(page, "claims", "kind")
    return next(r for r in range(3, page.max_row + 1) if page.cell(r, column).value == kind)


# What programs do to a file, none of which is anybody's decision.


def days_as_numbers(book: Any) -> None:
    for page in book:
        for row in page.iter_rows():
            for cell in row:
                if isinstance(cell.value, date):
                    day = date.fromisoformat(str(cell.value)[:10])
                    cell.value = (day - date(1899, 12, 30)).days


def texts_as_numbers(book: Any) -> None:
    for page in book:
        for row in page.iter_rows(min_row=3):
            for cell in row:
                if isinstance(cell.value, str) and cell.value.isdigit():
                    cell.value = float(cell.value)


def blanks(book: Any) -> None:
    for page in book:
        for row in page.iter_rows():
            for cell in row:
                if isinstance(cell.value, str):
                    cell.value = f" {cell.value.replace(' ', '  ')} "


def other_order(book: Any) -> None:
    book._sheets.reverse()
    for page in list(book):
        rows = [[c.value for c in row] for row in page.iter_rows()]
        if page.title == "Notes" or not rows:
            continue
        order = sorted(range(len(rows[0])), key=lambda i: (i * 7) % 11)
        body = sorted(rows[2:], key=lambda row: str(row[0])[::-1])
        page.delete_rows(1, page.max_row)
        for row in [*rows[:2], *body]:
            page.append([row[i] for i in order])


def hidden_and_dropped(book: Any) -> None:
    del book["Notes"], book["Statements"]
    book["Problems"].sheet_state = "hidden"
    book["Claims"].delete_rows(2)  # the row of tags


def added(book: Any) -> None:
    page = book["Claims"]
    page.insert_cols(2)
    page.cell(1, 2).value = "My own notes"
    page.cell(4, 2).value = "ask Anna"
    book.create_sheet("Pivot").append(["a", "b", "c"])
    page.insert_rows(1)
    page.cell(1, 1).value = "Working copy"


def renamed(book: Any) -> None:
    for page in book:
        for cell in page[1]:
            if isinstance(cell.value, str):
                cell.value = cell.value.upper()
        page.title = f"x {page.title}"[:30]


DOINGS: tuple[Callable[[Any], None], ...] = (
    days_as_numbers,
    texts_as_numbers,
    blanks,
    other_order,
    hidden_and_dropped,
    added,
    renamed,
)
