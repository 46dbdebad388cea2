"""The page from which a case is published: what will leave, and the release, in Chromium."""

from collections.abc import Callable, Iterator
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import expect
from tests.desk.accepting import copied

from solferino.store.case import Case


@pytest.fixture(scope="module")
def case(
    practice: Case, clock: Callable[[], str], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Case]:
    """Give a copy of the practice case in which a person accepted where and when."""
    kinds = ("facility", "place", "time", "event", "weapon")
    path = copied(
        practice, tmp_path_factory.mktemp("published"), clock, lambda claim: claim.kind in kinds
    )
    with Case.open(path, clock=clock, by="desk") as reading:
        yield reading


def test_the_practice_case_is_published_from_the_desk_and_checks_itself(
    case: Case,
    serve: Callable[..., Any],
    window: Callable[..., Any],
    chromium: Any,
    tmp_path: Path,
) -> None:
    watched = window(serve(case))
    page = watched.go("/publish?profile=public")
    leaving = page.locator("section[aria-labelledby=leaves] dd").first
    assert int(leaving.inner_text()) > 0
    expect(page.locator(".grounds tbody th").first).to_have_text("nobody has reviewed it")
    page.screenshot(path=str(tmp_path / "publish.png"), full_page=True)
    page.fill("#objections", "corrections@desk.example")
    before = case.head()
    page.fill("#by", "   ")  # a name of blanks is none
    watched.allowed = "409"
    page.get_by_role("button", name="Publish release 1").click()
    expect(page.locator("h1")).to_have_text("a decision needs somebody who makes it")
    assert case.head() == before
    page = watched.go("/publish?profile=public")
    page.fill("#objections", "corrections@desk.example")
    page.fill("#by", "coder-81")
    page.get_by_role("button", name="Publish release 1").click()
    assert page.locator(".alarm[role=alert]").all_inner_texts() == []
    expect(page.locator("#releases ~ ul")).to_contain_text("Release 1")
    assert case.entries()[-1].by == "coder-81"
    assert page.locator("#by").count() == 0  # the name is remembered
    folder = case.path / "releases" / "public-1"
    released = chromium.new_page()
    released.goto((folder / "release.html").as_uri())
    assert released.get_attribute("#check", "class") == "holds"
    released.close()
    whole = b"".join(p.read_bytes() for p in folder.rglob("*") if p.is_file())
    assert b"coder-81" not in whole
    assert b"corrections@desk.example" in whole
    sums = sha256((folder / "SHA256SUMS").read_bytes()).hexdigest()
    files = sum(1 for p in folder.rglob("*") if p.is_file())
    told = page.inner_text("#releases ~ ul")
    assert f"{files} files; every byte was searched" in told
    assert sums in told


def test_chosen_incidents_are_published_as_a_series_of_their_own(
    case: Case, serve: Callable[..., Any], window: Callable[..., Any]
) -> None:
    watched = window(serve(case))
    page = watched.go("/publish?profile=ssa-public")
    page.locator(".issuing details summary").click()
    boxes = page.locator("fieldset.chosen input")
    assert boxes.count() == len(case.picture("").incidents)
    boxes.first.check()
    if page.locator("#by").count():
        page.fill("#by", "coder-81")
    before = case.head()
    watched.allowed = "409"
    page.locator("form[action='/publish'] button.main").click()
    expect(page.locator("h1")).to_have_text(
        "a selection of incidents is a series of releases of its own"
    )
    assert case.head() == before
    page = watched.go("/publish?profile=ssa-public")
    page.locator(".issuing details summary").click()
    page.locator("fieldset.chosen input").first.check()
    page.fill("#called", "One attack")
    if page.locator("#by").count():
        page.fill("#by", "coder-81")
    page.locator("form[action='/publish'] button.main").click()
    assert page.locator(".alarm[role=alert]").all_inner_texts() == []
    expect(page.locator("#releases ~ ul")).to_contain_text("ssa-public: One attack")
    (folder,) = (case.path / "releases").glob("ssa-public-1-*")
    assert (folder / "release.html").is_file()


def test_the_page_speaks_arabic_and_knows_no_internal_release(
    case: Case, serve: Callable[..., Any], window: Callable[..., Any]
) -> None:
    watched = window(serve(case))
    page = watched.go("/publish?profile=partner")
    page.get_by_role("button", name="العربية").click()
    expect(page.locator("html")).to_have_attribute("dir", "rtl")
    expect(page.locator("h1")).to_have_text("النشر")
    assert page.locator("nav a", has_text="internal").count() == 0
    watched.allowed = "404"
    page = watched.go("/publish?profile=nobody")
    assert page.locator("form[action='/publish']").count() == 0
