"""What leaves by a decision, from the desk, in Chromium."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import expect
from tests.desk.reach import barriers

from solferino.desk.letting import box
from solferino.model import Clearance, Clearances, still_standing
from solferino.model.clearance import worth
from solferino.store.case import Case

PORT = 8191
HOME = f"http://127.0.0.1:{PORT}"


def standing(case: Case) -> list[Clearance]:
    return still_standing(case.rulings(Clearance))


def test_blame_is_let_out_with_a_reason_published_and_taken_back(
    accepted: Case, serve: Callable[[Case], Any], window: Callable[..., Any]
) -> None:
    watched = window(serve(accepted), bypass_csp=True)
    named = {"name": "solferino-by", "value": "coder-81", "url": watched.home}
    watched.window.add_cookies([named])
    page = watched.go("/publish?profile=public")
    assert barriers(page) == []
    graded = page.locator(".letting tr:has(strong)").all_text_contents()
    assert any("toll" in row for row in graded)
    assert not any("health_workers" in row for row in graded)
    blamed = page.locator(".letting tbody tr").filter(has=page.locator("th", has_text="alleged"))
    chosen = blamed.first.locator("input").get_attribute("name")
    blamed.first.locator("input").check()
    page.get_by_role("button", name="Let out what is chosen").click()
    assert standing(accepted) == []  # the browser asks for the reason first
    page.fill("#let-why", "its director agreed to be quoted")
    page.get_by_role("button", name="Let out what is chosen").click()
    expect(page.locator("section[aria-labelledby=let] li")).to_have_count(1)
    (cleared,) = standing(accepted)
    assert (cleared.of, cleared.by, cleared.why) == (
        "claim",
        "coder-81",
        "its director agreed to be quoted",
    )
    claim = next(c for c in accepted.reviewed().claims if c.id == cleared.about)
    assert chosen == box("claim", claim.id, worth(claim))
    assert Clearances(accepted.rulings(Clearance)).claim(claim)
    assert page.locator(f'[name="{chosen}"]').count() == 0
    page.locator("section[aria-labelledby=let] li button").click()
    expect(page.locator("section[aria-labelledby=let] li")).to_have_count(0)
    assert standing(accepted) == []


@pytest.mark.parametrize("tongue", ["en", "ar"])
def test_people_sources_and_pictures_are_let_out_on_their_own_pages(
    accepted: Case, serve: Callable[[Case], Any], window: Callable[..., Any], tongue: str
) -> None:
    watched = window(serve(accepted), bypass_csp=True)
    told = {"by": "coder-81", "tongue": tongue}
    watched.window.add_cookies(
        [{"name": f"solferino-{n}", "value": v, "url": watched.home} for n, v in told.items()]
    )
    picture = accepted.picture("test")
    person = next(e for e in picture.entities if e.kind == "person")
    paper = next(d for d in picture.documents if d.name.endswith(".pdf"))
    page = watched.go(f"/registries/{person.id}")
    page.fill("#naming-why", "spoke in public")
    page.press("#naming-why", "Enter")
    expect(page.locator("#naming-why")).to_have_count(0)
    for what in ("source", "exhibit", "withdrawal"):
        page = watched.go(f"/documents/{paper.id}")
        page.fill(f"#let-{what}", "agreed in writing")
        page.press(f"#let-{what}", "Enter")
        expect(page.locator(f"#let-{what}")).to_have_count(0)
    assert barriers(page) == []
    assert {(c.of, c.about, c.why) for c in standing(accepted)} == {
        ("person", person.mentions[0], "spoke in public"),
        ("source", paper.id, "agreed in writing"),
        ("exhibit", paper.receipt, "agreed in writing"),
        ("withdrawal", paper.receipt, "agreed in writing"),
    }
    for what in ("source", "exhibit", "withdrawal"):
        page = watched.go(f"/documents/{paper.id}")
        page.locator('.lets form[action^="/undo/"] button').first.click()
        expect(page.locator(f"#let-{what}")).to_have_count(1)
    page = watched.go(f"/registries/{person.id}")
    page.locator('#naming ~ form[action^="/undo/"] button').click()
    expect(page.locator("#naming-why")).to_have_count(1)
    assert standing(accepted) == []
