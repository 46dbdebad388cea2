"""A person's way through the desk, in Chromium: overview, incident, cell, document, words."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from solferino.store.case import Case

HERE = "() => [...(CSS.highlights.get('here') ?? [])].map(r => r.toString())"


@pytest.fixture(scope="module")
def desk(practice: Case, serve: Callable[[Case], Any]) -> Any:
    return serve(practice)


def richest(case: Case) -> Any:
    """Give the incident with the most accounts among those with contradictions."""
    found = [i for i in case.picture("test").incidents if i.contradictions]
    return max(found, key=lambda i: (len(i.accounts), i.id))


def test_from_the_overview_to_the_exact_words(
    practice: Case, desk: Any, window: Callable[..., Any]
) -> None:
    incident = richest(practice)
    page = window(desk).page
    page.click(f'a[href="/incidents/{incident.id}"]')
    found = "(all) => all.map(a => document.querySelector(a.getAttribute('href')) !== null)"
    leads = page.eval_on_selector_all(".summary td a.value", found)
    assert leads  # each value in short leads to the words that it rests on
    assert all(leads)
    cells = page.locator("table .told a.exact")
    assert cells.count() > 5
    for number in (0, cells.count() // 2, cells.count() - 1):
        cell = page.locator("table .told a.exact").nth(number)
        words = cell.locator("q").text_content()
        cell.click()
        page.wait_for_selector("html[data-read]", state="attached")
        assert page.evaluate(HERE) == [words]
        top = page.evaluate(
            "() => { const r = [...CSS.highlights.get('here')][0].getBoundingClientRect();"
            " return [r.top > 0, r.bottom < innerHeight]; }"
        )
        assert top == [True, True]
        page.go_back()


def test_the_same_way_without_script(practice: Case, desk: Any, window: Callable[..., Any]) -> None:
    incident = richest(practice)
    page = window(desk, java_script_enabled=False).page
    page.click(f'a[href="/incidents/{incident.id}"]')
    cell = page.locator("table .told a.exact").last
    words = cell.locator("q").text_content()
    cell.click()
    shown = page.locator("mark.here").all_text_contents()
    assert "".join(shown) == words


def test_every_cell_opens_its_own_words(
    practice: Case, desk: Any, window: Callable[..., Any]
) -> None:
    """The address in a cell names the very characters that the cell quotes."""
    texts = {d.id: d.text for d in practice.documents()}
    watched = window(desk)
    for incident in practice.picture("test").incidents:
        page = watched.go(f"/incidents/{incident.id}")
        told = page.evaluate(
            "() => [...document.querySelectorAll('.told a.exact')]"
            ".map(a => [a.getAttribute('href'), a.querySelector('q').textContent])"
        )
        assert told
        for address, words in told:
            found = re.fullmatch(r"/documents/(\w+)\?at=(\d+)-(\d+)#here", address)
            assert found is not None
            assert texts[found[1]][int(found[2]) : int(found[3])] == words


def test_j_and_k_walk_through_the_values_in_order(
    practice: Case, desk: Any, window: Callable[..., Any]
) -> None:
    document = next(d for d in practice.documents() if d.name == "kelderin-rockets-courier.html")
    page = window(desk).read(document.id)
    quotes = page.locator(".card q").all_text_contents()
    assert len(quotes) > 10
    seen = []
    for key in ("j", "j", "J", "k", "j", "j"):
        page.keyboard.press(key)
        seen += page.evaluate(HERE)
    assert seen == [quotes[n] for n in (0, 1, 2, 1, 2, 3)]
    assert page.locator(".card[aria-current] q").all_text_contents() == [quotes[3]]
    for _ in range(len(quotes)):
        page.keyboard.press("j")
    assert page.evaluate(HERE) == [quotes[-1]]
    assert (page.locator("#spoken").text_content() or "").startswith(f"{len(quotes)} of")


def test_a_click_on_marked_words_finds_their_value(
    practice: Case, desk: Any, window: Callable[..., Any]
) -> None:
    document = next(d for d in practice.documents() if d.name == "kelderin-rockets-courier.html")
    page = window(desk).read(document.id)
    x, y, words = page.evaluate(
        """() => {
          const range = [...CSS.highlights.get('harm')][0], box = range.getBoundingClientRect();
          const line = range.getClientRects()[0];
          return [line.left + 8, (line.top + line.bottom) / 2, range.toString()];
        }"""
    )
    page.mouse.click(x, y)
    assert page.locator(".card[aria-current] q").all_text_contents() == [words]


def test_the_filter_narrows_while_one_types(desk: Any, window: Callable[..., Any]) -> None:
    page = window(desk).page
    rows = page.locator("#found tbody tr")
    before = rows.count()
    page.type("#q", "vellick")
    page.wait_for_url("**q=vellick**")
    assert 0 < rows.count() < before
    assert all("Vellick" in text for text in page.locator("#found tbody th").all_text_contents())
    page.fill("#q", "")
    page.wait_for_function(
        f"() => document.querySelectorAll('#found tbody tr').length === {before}"
    )


def test_the_filter_works_without_script(desk: Any, window: Callable[..., Any]) -> None:
    page = window(desk, java_script_enabled=False).page
    before = page.locator("#found tbody tr").count()
    page.fill("#q", "vellick")
    page.click("form.filter button")
    page.wait_for_url("**q=vellick*")
    assert 0 < page.locator("#found tbody tr").count() < before


@pytest.mark.parametrize("script", ["with", "without"])
def test_verify_now_tells_that_all_is_sound(
    desk: Any, window: Callable[..., Any], script: str
) -> None:
    page = window(desk, java_script_enabled=script == "with").go("/ledger")
    page.click("text=Verify now")
    page.wait_for_selector(".verdict.sound")
    assert page.url.endswith("/ledger" if script == "with" else "/ledger/verify")


def test_verify_now_tells_what_is_broken(
    make: Callable[..., Case], serve: Callable[[Case], Any], window: Callable[..., Any]
) -> None:
    case = make("Broken", {"one.txt": b"Shells hit the Orrin clinic in Tesk on 2 May 2031.\n"})
    original = next(p for p in (case.path / "originals").rglob("*") if p.is_file())
    original.chmod(0o600)
    original.write_bytes(b"other bytes")
    page = window(serve(case)).go("/ledger")
    page.click("text=Verify now")
    assert "was altered" in (page.locator(".verdict.broken + ul").text_content() or "")


@pytest.mark.parametrize("script", ["with", "without"])
def test_work_is_begun_and_watched_at_the_desk(
    tmp_path: Path,
    serve: Callable[[Case], Any],
    window: Callable[..., Any],
    clock: Callable[[], str],
    script: str,
) -> None:
    path = tmp_path / "case"
    with Case.create(path, "Tesk", clock=clock, by="tester") as made:
        for n in range(3):
            words = f"Shells hit the Orrin clinic in Tesk on {n + 2} May 2031, its director said.\n"
            made.receive(f"{n}.txt", words.encode())
    with Case.open(path, clock=clock, by="tester") as case:
        watched = window(serve(case), java_script_enabled=script == "with")
        page = watched.go("/work")
        assert "3 files are not read yet" in (page.locator(".panel").text_content() or "")
        page.click("text=Bring the case up to date")
        page.wait_for_selector("text=Everything that came in is read.")
        page.wait_for_selector("text=3 of 3")
        page = watched.go("/documents")
        assert page.locator("tbody tr").count() == 3


def test_the_lock_locks(
    make: Callable[..., Case], serve: Callable[[Case], Any], window: Callable[..., Any]
) -> None:
    served = serve(make("Tesk", {}))
    watched = window(served)
    watched.page.click("text=Lock")
    watched.page.wait_for_selector("text=The desk is locked.")
    watched.allowed = "status of 403"
    assert watched.page.goto(served.home).status == 403
    assert watched.go(served.link).title().startswith("Overview")
