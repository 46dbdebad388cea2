"""What pages say where there is nothing, and where something is wrong."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from tests.desk.reach import barriers

from solferino.desk import custody, frame
from solferino.model import assess
from solferino.store.case import Case

BARE = ("/", "/queue", "/incidents", "/documents", "/registries", "/pictures", "/ledger", "/work")
TEXT = b"Shells hit the Orrin clinic in Tesk on 2 May 2031, killing three nurses.\n"


def sit(watched: Any, tongue: str = "en", by: str = "") -> Any:
    for name, told in (("tongue", tongue), ("by", by)):
        watched.window.add_cookies(
            [{"name": f"solferino-{name}", "value": told, "url": watched.home}]
        )
    return watched


@pytest.mark.parametrize("tongue", ["en", "ar"])
def test_every_page_of_an_empty_case_says_how_to_begin(
    make: Callable[..., Case], serve: Callable[[Case], Any], window: Callable[..., Any], tongue: str
) -> None:
    watched = sit(window(serve(make("Empty", {}))), tongue)
    for address in BARE:
        page = watched.go(address)
        assert page.locator(".beginning a[href='/intake']").is_visible(), address
        assert barriers(page) == [], address
    assert "every value" not in watched.go("/queue").inner_text("main")


@pytest.mark.parametrize("script", [True, False])
def test_what_is_wrong_is_told_and_what_was_typed_stays(
    make: Callable[..., Case],
    serve: Callable[[Case], Any],
    window: Callable[..., Any],
    *,
    script: bool,
) -> None:
    case = make("Wrong", {"one.txt": TEXT})
    figure = next(c for c in case.claims() if c.kind == "casualty")
    watched = sit(window(serve(case), java_script_enabled=script), by="AN")
    watched.allowed = "409"
    page = watched.go(f"/queue?at={figure.id}")
    page.click("details.correcting summary")
    for name, number in (("min", "9"), ("max", "2")):
        page.fill(f'input[name="value.{name}"]', number)
    page.click("details.correcting button")
    page.wait_for_selector(".wrong")
    assert "least is more than the most" in page.inner_text(".wrong")
    assert page.locator(".beginning").count() == 0
    if not script:
        page.go_back()
        page.click("details.correcting summary")
        return
    assert barriers(page) == []
    assert page.url.endswith(f"/queue?at={figure.id}")
    assert page.input_value('input[name="value.min"]') == "9"
    page.fill('input[name="value.max"]', "12")
    page.click("details.correcting button")
    page.wait_for_selector("#lately .last strong")
    assert page.locator(".wrong").count() == 0


@pytest.mark.parametrize("tongue", ["en", "ar"])
def test_a_deed_of_many_and_the_question_who_decides_are_within_reach(
    make: Callable[..., Case],
    serve: Callable[[Case], Any],
    window: Callable[..., Any],
    monkeypatch: pytest.MonkeyPatch,
    tongue: str,
) -> None:
    monkeypatch.setattr(custody, "APART", 1)
    case = make("Deed", {"one.txt": TEXT})
    said = {s.id: s for s in case.statements()}
    with Case.open(case.path, clock=lambda: "2031-05-03T10:00:00Z", by="t", writing=True) as own:
        own.decide(*(assess(c, said[c.statement], "accept", by="AN") for c in case.claims()))
    watched = sit(window(serve(case)), tongue)
    page = watched.go("/ledger")
    page.click("#decisions ~ ul summary")
    page.click("a[href^='/ledger/deeds/']")
    page.wait_for_url("**/ledger/deeds/*")
    assert barriers(page) == []
    assert page.locator("main .history li").count() == len(case.claims())
    page = watched.go(f"/claims/{case.claims()[0].id}")
    page.click("form.stacked button")
    page.wait_for_selector("input[name=by]")
    assert barriers(page) == []


@pytest.mark.parametrize("tongue", ["en", "ar"])
def test_a_file_that_was_dropped_and_pages_that_ask_first_are_within_reach(
    tmp_path: Path,
    make: Callable[..., Case],
    serve: Callable[[Case], Any],
    window: Callable[..., Any],
    monkeypatch: pytest.MonkeyPatch,
    tongue: str,
) -> None:
    monkeypatch.setattr(frame, "LARGE", 0)
    watched = sit(window(serve(make("Dropped", {"one.txt": TEXT}))), tongue, by="AN")
    for address in ("/dossier/index.html", "/publish"):
        page = watched.go(address)
        assert page.locator("input[name=whole]").count() == 1, address
        assert barriers(page) == [], address
    words = "url,note\nhttps://news.example/1,seen\n"
    for name in ("rows.csv", "unknown.csv", "damaged.xlsx"):
        file = tmp_path / name
        file.write_text(words if name == "rows.csv" else "nothing that is known\n")
        page = watched.go("/import")
        page.set_input_files("input[type=file]", str(file))
        page.click("form[action='/import/look'] button")
        page.wait_for_selector("a[href='/import'] >> nth=-1")
        assert barriers(page) == [], name
    told = {"en": "This file is no workbook", "ar": "ليس هذا الملف مصنفًا"}[tongue]
    assert told in page.inner_text("[role=alert] >> nth=-1")
