"""What is dropped with the mouse comes in as it is, and only when a person sends it."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect
from tests.desk.reach import barriers

from solferino.store.case import Case

TEXT = b"Shells hit the Orrin clinic in Tesk on 2 May 2031, killing three nurses.\r\n"
TREE = {
    "reports/one.txt": TEXT,
    "reports/عيادة/two.txt": b"Two rockets hit the Velm hospital in Karn on 9 May 2031.\n",
    "reports/deep/er/raw.bin": bytes(range(256)),
}
DRAG = """([kind, words]) => {
  const held = new DataTransfer();
  if (kind === 'text') held.setData('text/plain', words);
  else held.items.add(new File([words], 'dropped.txt'));
  const target = document.querySelector('h1');
  const told = { bubbles: true, cancelable: true, dataTransfer: held };
  target.dispatchEvent(new DragEvent('dragover', told));
  return target.dispatchEvent(new DragEvent('drop', told));
}"""


def drag(page: Page, *paths: Path, onto: str = "h1") -> None:
    """Drop files and folders of the disk, as the mouse of this machine does."""
    box = page.locator(onto).bounding_box()
    assert box is not None
    data = {"items": [], "files": [str(p) for p in paths], "dragOperationsMask": 1}
    session = page.context.new_cdp_session(page)
    for kind in ("dragEnter", "dragOver", "drop"):
        told = {"type": kind, "x": box["x"] + 5, "y": box["y"] + 5, "data": data}
        session.send("Input.dispatchDragEvent", told)
    session.detach()


def laid(page: Page, number: int) -> list[str]:
    expect(page.locator("[data-laid] li")).to_have_count(number)
    return sorted(page.locator("[data-laid] li").all_text_contents())


def planted(folder: Path) -> Path:
    for name, data in TREE.items():
        file = folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(data)
    return folder / "reports"


def sit(watched: Any, tongue: str = "en") -> Any:
    for name, told in (("tongue", tongue), ("by", "AN")):
        watched.window.add_cookies(
            [{"name": f"solferino-{name}", "value": told, "url": watched.home}]
        )
    return watched


Serve = Callable[[Case], Any]
Window = Callable[..., Any]


@pytest.mark.parametrize("tongue", ["en", "ar"])
def test_a_folder_and_files_are_dropped_and_come_in_byte_by_byte(
    tmp_path: Path, make: Callable[..., Case], serve: Serve, window: Window, tongue: str
) -> None:
    case = make("Dropped", {})
    folder, single = planted(tmp_path), tmp_path / "single.txt"
    single.write_bytes(b"The market in Tesk was quiet.\n")
    page = sit(window(serve(case)), tongue).go("/intake")
    drag(page, folder, single)
    assert laid(page, 4) == sorted([*TREE, "single.txt"])
    drag(page, single, onto="#files")  # the same once more, on the field itself
    assert laid(page, 4) == sorted([*TREE, "single.txt"])
    assert barriers(page) == []
    assert case.receipts() == []  # nothing has come in by dropping alone
    page.click("form[data-takes] > p > button")
    page.wait_for_selector("#chip:not([hx-get])", state="attached")
    came = {r.name: case.data(r.original) for r in case.receipts()}
    assert came == {**TREE, "single.txt": single.read_bytes()}


def test_a_folder_of_more_files_than_a_browser_tells_at_once_comes_whole(
    tmp_path: Path, make: Callable[..., Case], serve: Serve, window: Window
) -> None:
    many = tmp_path / "many"
    many.mkdir()
    for n in range(230):
        (many / f"{n:03}.txt").write_bytes(TEXT)
    page = sit(window(serve(make("Many", {})))).go("/intake")
    drag(page, many)
    assert laid(page, 230) == [f"many/{n:03}.txt" for n in range(230)]
    page.click("[data-laid] button")
    expect(page.locator("[data-laid]")).to_be_hidden()
    assert laid(page, 0) == []


def test_a_text_is_dropped_beside_its_field_and_added_to_what_stands_there(
    make: Callable[..., Case], serve: Serve, window: Window
) -> None:
    case = make("Text", {})
    watched = sit(window(serve(case)))
    page = watched.go("/intake")
    for words in ("Shells hit the Orrin clinic in Tesk.", "Three nurses died."):
        assert page.evaluate(DRAG, ["text", words]) is False  # the page answers for it
    told = "Shells hit the Orrin clinic in Tesk.\n\nThree nurses died."
    assert page.input_value("#text") == told
    page.click("form[data-takes] > p > button")
    page.wait_for_selector("#chip:not([hx-get])", state="attached")
    (receipt,) = case.receipts()
    assert case.data(receipt.original).decode().split() == told.split()
    page = watched.go("/check")
    page.evaluate(DRAG, ["text", told])
    assert page.input_value("#draft") == told


def test_what_lies_there_is_not_lost_by_a_wrong_click(
    tmp_path: Path, make: Callable[..., Case], serve: Serve, window: Window
) -> None:
    watched = sit(window(serve(make("Kept", {}))))
    watched.allowed = "dialog"  # the browser asks whether to leave
    page = watched.go("/intake")
    page.click("h1")  # a browser asks only for a page that a person has touched
    drag(page, planted(tmp_path))
    assert laid(page, 3) == sorted(TREE)
    with page.expect_event("dialog"):
        page.click("nav a[href='/queue']")
    assert page.url.endswith("/intake")
    assert laid(page, 3) == sorted(TREE)
    assert len(watched.faults) == 1


def test_a_register_is_dropped_and_looked_at_and_several_are_not(
    tmp_path: Path, make: Callable[..., Case], serve: Serve, window: Window
) -> None:
    rows = tmp_path / "rows.csv"
    rows.write_text("url,note\nhttps://news.example/1,seen\n")
    page = sit(window(serve(make("Import", {})))).go("/import")
    drag(page, rows, planted(tmp_path))
    expect(page.locator("#wrong")).to_contain_text("one file")
    assert page.evaluate("() => document.querySelector('#file').files.length") == 0
    drag(page, rows)
    page.wait_for_function("() => document.querySelector('#file').files.length === 1")
    page.click("form[action='/import/look'] button")
    page.wait_for_url("**/import/look")
    assert "rows.csv" in page.inner_text("main")
    assert page.get_by_role("cell", name="added").count() == 1


@pytest.mark.parametrize("address", ["/", "/documents", "/queue", "/check"])
def test_on_other_pages_a_dropped_file_does_nothing_and_the_desk_says_where(
    tmp_path: Path, make: Callable[..., Case], serve: Serve, window: Window, address: str
) -> None:
    case = make("Elsewhere", {})
    page = sit(window(serve(case))).go(address)
    drag(page, planted(tmp_path) / "one.txt", onto="nav")
    expect(page.locator("#wrong a[href='/intake']")).to_be_visible()
    assert page.url.endswith(address)
    assert barriers(page) == []
    assert case.receipts() == []
