"""Decisions at the desk: facts at once, seen at once, undone at any time, by whom and why."""

import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from starlette.routing import Route

from solferino.desk.correcting import fields, read
from solferino.desk.guard import Door
from solferino.desk.serve import make_desk
from solferino.model import (
    Assessment,
    CasualtyValue,
    Hearing,
    Judgement,
    Override,
    Protection,
    still_standing,
)
from solferino.store.case import Case

PORT = 8126
HOME = f"http://127.0.0.1:{PORT}"
SAME_SITE = {"origin": HOME, "sec-fetch-site": "same-origin"}


class Desk:
    """A copy of the practice case at a desk of its own, and a browser that is inside."""

    def __init__(self, case: Case, browser_of: Any, clock: Callable[[], str]) -> None:
        keys: list[str] = []
        self.case = case
        self.browser = browser_of(make_desk(case, Door(keys.append), PORT, clock), HOME)
        self.browser.get("/enter", params={"key": keys[0]})

    def post(self, path: str, **form: str) -> Any:
        return self.browser.post(path, data=form, headers=SAME_SITE)

    def by(self, name: str) -> None:
        self.post("/settings", by=name)

    def claim(self, kind: str = "casualty") -> Any:
        return next(c for c in self.case.reviewed().claims if c.kind == kind)

    def seen(self, claim: str) -> Any:
        return next(c for c in self.case.reviewed().claims if c.id == claim)


@pytest.fixture
def desk(
    practice: Case, tmp_path: Path, browser_of: Any, clock: Callable[[], str]
) -> Iterator[Desk]:
    shutil.copytree(practice.path, tmp_path / "case")
    with Case.open(tmp_path / "case", clock=clock, by="reader") as case:
        yield Desk(case, browser_of, clock)


def test_a_decision_asks_once_who_decides_and_is_made_with_the_answer(desk: Desk) -> None:
    claim = desk.claim()
    answer = desk.post(f"/decide/claim/{claim.id}", decision="reject", back="/documents")
    assert answer.status_code == 200
    assert 'name="decision" value="reject"' in answer.text
    assert desk.case.rulings(Assessment) == []
    answer = desk.post(f"/decide/claim/{claim.id}", decision="reject", back="/documents", by="Ana")
    assert (answer.status_code, answer.headers["location"]) == (303, "/documents")
    assert desk.seen(claim.id).review == "rejected"
    other = desk.claim("facility")
    assert desk.post(f"/decide/claim/{other.id}", decision="accept", back="/").status_code == 303
    assert {a.by for a in desk.case.rulings(Assessment)} == {"Ana"}
    assert desk.case.entries()[-1].by == "Ana"


def test_a_correction_keeps_what_was_found_beside_it(desk: Desk) -> None:
    desk.by("Ana")
    claim = desk.claim()
    form = {"decision": "correct", "value.min": "41", "value.max": "41", "why": "a typing error"}
    desk.post(f"/decide/claim/{claim.id}", back="/", **form)
    now = desk.seen(claim.id)
    assert isinstance(now.value, CasualtyValue)
    assert (now.value.min, now.value.max, now.value.qualifier) == (41, 41, "exact")
    assert now.proposed == claim.value
    page = desk.browser.get(f"/documents/{claim.span.document}").text
    assert "41" in page
    assert "a typing error" in page


def filled(kind: str, told: Any) -> dict[str, str]:
    """Fill the form of a value as a page shows it, and change nothing."""
    form = {}
    for field in fields(kind, told):
        name = f"value.{field.name}"
        if field.shape in ("choices", "switch"):
            form[f"{name}."] = ""
        if field.shape == "choices":
            form |= {f"{name}.{choice}": "on" for choice in field.chosen if choice}
        elif field.shape != "switch" or field.content == "True":
            form[name] = "" if field.name == "qualifier" else field.content
    return form


def test_a_form_that_nobody_changed_gives_back_the_value(practice: Case) -> None:
    claims = practice.claims()
    assert {c.kind for c in claims} >= {"casualty", "event", "service", "facility"}
    for claim in claims:
        assert read(claim.kind, filled(claim.kind, claim.value), claim.value) == claim.value


@pytest.mark.parametrize("form", [{"value.min": "many"}, {"value.min": "9", "value.max": "3"}])
def test_what_is_no_figure_is_refused_with_what_to_do(desk: Desk, form: dict[str, str]) -> None:
    desk.by("Ana")
    answer = desk.post(f"/decide/claim/{desk.claim().id}", decision="correct", **form)
    assert answer.status_code == 409
    assert desk.case.rulings(Assessment) == []


def test_undo_and_again_and_undo_of_that(desk: Desk) -> None:
    desk.by("Ana")
    claim = desk.claim()
    desk.post(f"/decide/claim/{claim.id}", decision="reject", back="/")
    (ruling,) = desk.case.rulings(Assessment)
    for address, review in (("undo", "proposed"), ("redo", "rejected")) * 2:
        assert desk.post(f"/{address}/{ruling.id}", back="/ledger").status_code == 303
        assert desk.seen(claim.id).review == review
        assert f"/{'redo' if address == 'undo' else 'undo'}/{ruling.id}" in (
            desk.browser.get("/").text
        )


def test_a_second_word_of_one_person_takes_the_place_of_the_first(desk: Desk) -> None:
    desk.by("Ana")
    claim = desk.claim()
    for decision in ("accept", "reject", "accept"):
        desk.post(f"/decide/claim/{claim.id}", decision=decision, back="/")
    standing = still_standing(desk.case.rulings(Assessment))
    assert [a.decision for a in standing] == ["accept"]


def test_two_people_see_each_other_and_lose_nothing(
    desk: Desk, browser_of: Any, clock: Callable[[], str]
) -> None:
    with Case.open(desk.case.path, clock=clock, by="reader") as case:
        other = Desk(case, browser_of, clock)
        desk.by("Ana")
        other.by("Ben")
        one, two = desk.claim("facility"), desk.claim("casualty")
        desk.post(f"/decide/claim/{one.id}", decision="accept", back="/")
        other.post(f"/decide/claim/{one.id}", decision="reject", back="/")
        other.post(f"/decide/claim/{two.id}", decision="accept", back="/")
        for seen in (desk, other):
            assert one.id in seen.case.reviewed().disputed
            assert seen.seen(one.id).review == "proposed"
            assert seen.seen(two.id).review == "accepted"
        page = desk.browser.get(f"/documents/{one.span.document}").text
        assert "state-disputed" in page


def test_one_against_several_is_one_deed_with_one_undo(desk: Desk) -> None:
    desk.by("Ana")
    incident = max(desk.case.picture("test").incidents, key=lambda i: len(i.accounts))
    one, *others = incident.accounts
    before = len(desk.case.entries())
    form = {"left": one, "right": " ".join(others), "verdict": "different", "why": "two nights"}
    desk.post("/decide/pair", back="/", **form)
    judged = desk.case.rulings(Judgement)
    assert {(j.left, j.right) for j in judged} == {(one, other) for other in others}
    assert {(j.verdict, j.by, j.why) for j in judged} == {("different", "Ana", "two nights")}
    assert len(judged) == len(others) > 1
    for address, standing in (("undo", 0), ("redo", len(others))) * 2:
        page = desk.browser.get("/ledger").text
        assert f"/{address}/{judged[0].id}" in page
        desk.post(f"/{address}/{judged[0].id}", whole="1", back="/ledger")
        assert len(still_standing(desk.case.rulings(Judgement))) == standing
    assert len(desk.case.entries()) == before + 5
    desk.post(f"/undo/{judged[0].id}", back="/ledger")  # one of it, as the ledger offers too
    assert len(still_standing(desk.case.rulings(Judgement))) == len(others) - 1


def test_another_word_on_several_takes_the_place_of_each_in_the_same_deed(desk: Desk) -> None:
    desk.by("Ana")
    told = desk.case.picture("test").incidents
    one, *others = max((i.accounts for i in told), key=len)
    assert len(others) > 1
    for verdict in ("different", "same"):
        before = len(desk.case.entries())
        form = {"left": one, "right": " ".join(others), "verdict": verdict, "back": "/"}
        desk.post("/decide/pair", **form)
        assert len(desk.case.entries()) == before + 1
    assert [j.verdict for j in still_standing(desk.case.rulings(Judgement))] == (
        ["same"] * len(others)
    )


def test_a_protection_is_lifted_with_a_reason_only(desk: Desk) -> None:
    desk.by("Ana")
    person = next(e for e in desk.case.picture("test").entities if e.kind == "person")
    desk.post("/decide/person", entity=person.id, why="asked for it", back="/")
    (guard,) = desk.case.rulings(Protection)
    seen = desk.browser.get("/").text
    assert re.search(rf'<a href="/of/{guard.mention}" data-key="Backspace"', seen)
    page = desk.browser.get(f"/registries/{person.id}").text
    page = page[: page.index("<footer")]
    (form,) = re.findall(rf'<form[^>]*action="/undo/{guard.id}".*?</form>', page)
    assert re.search(r'<input [^>]*name="why" required', form)
    for why in ("", "  "):
        assert desk.post(f"/undo/{guard.id}", back="/", why=why).status_code == 409
        assert still_standing(desk.case.rulings(Protection)) == [guard]
    assert desk.post(f"/undo/{guard.id}", back="/", why="she agreed").status_code == 303
    assert still_standing(desk.case.rulings(Protection)) == []
    assert desk.case.rulings(Protection)[-1].why == "she agreed"


def test_a_grade_of_ones_own_needs_a_reason_and_the_rules_stays_beside_it(desk: Desk) -> None:
    desk.by("Ana")
    picture = desk.case.picture("test")
    incident = max(picture.incidents, key=lambda i: len(i.accounts))
    grading = next(
        g for g in picture.gradings if g.incident == incident.id and g.scheme == "solferino"
    )
    form = {
        "account": incident.id,
        "proposition": grading.proposition,
        "subject": grading.subject,
        "scheme": grading.scheme,
        "grade": "alleged",
        "back": f"/incidents/{incident.id}",
    }
    answer = desk.post("/decide/grade", **form)
    assert (answer.status_code, "needs a reason" in answer.text) == (409, True)
    assert desk.case.rulings(Override) == []
    desk.post("/decide/grade", **form, why="its director took it back")
    (given,) = still_standing(desk.case.rulings(Override))
    assert (given.by, given.grade, given.why) == ("Ana", "alleged", "its director took it back")
    page = desk.browser.get(f"/incidents/{incident.id}?whole=1").text
    assert "by Ana" in page
    desk.post(f"/undo/{given.id}", back="/")
    assert still_standing(desk.case.rulings(Override)) == []


def test_a_reply_is_noted_in_full_with_who_asked_and_when(desk: Desk) -> None:
    desk.by("Ana")
    incident = max(desk.case.picture("test").incidents, key=lambda i: len(i.accounts))
    form = {"account": incident.accounts[0], "party": "Upland Front", "asked_by": "Lantern"}
    form |= {"asked_on": "2031-04-01", "status": "replied", "back": "/"}
    answer = desk.post("/decide/reply", **form)
    assert (answer.status_code, "noted in full" in answer.text) == (409, True)
    desk.post("/decide/reply", **form, text="We deny it.\nNothing else.")
    (heard,) = still_standing(desk.case.rulings(Hearing))
    assert (heard.party, heard.asked_by, heard.asked_on) == (
        "Upland Front",
        "Lantern",
        "2031-04-01",
    )
    assert (heard.text or "").splitlines() == ["We deny it.", "Nothing else."]
    page = desk.browser.get(f"/incidents/{incident.id}?whole=1").text
    assert "We deny it." in page


@pytest.mark.parametrize(
    ("path", "form"),
    [
        ("/decide/claim/none", {"decision": "accept"}),
        ("/decide/claim/none", {}),
        ("/decide/pair", {"left": "a", "right": "b", "verdict": "perhaps"}),
        ("/undo/none", {}),
        ("/redo/none", {}),
    ],
)
def test_what_is_not_there_is_not_decided(desk: Desk, path: str, form: dict[str, str]) -> None:
    desk.by("Ana")
    before = desk.case.head()
    assert desk.post(path, **form).status_code == 404
    assert desk.case.head() == before


@pytest.mark.parametrize(
    "back", ["https://attacker.example", "//attacker.example", "/\\attacker.example", "x", "/\n/"]
)
def test_the_way_back_leads_to_the_desk(desk: Desk, back: str) -> None:
    desk.by("Ana")
    claim = desk.claim()
    answer = desk.post(f"/decide/claim/{claim.id}", decision="accept", back=back)
    assert answer.headers["location"] == "/"


def routes_of(desk: Desk, method: str) -> set[str]:
    """Find the addresses of the desk that answer a method, each name of a part filled in."""
    told = (route for route in desk.browser.app.app.routes if isinstance(route, Route))
    return {re.sub(r"\{\w+\}", "x", r.path) for r in told if method in (r.methods or ())}


def test_nobody_else_posts_anything_to_any_address(desk: Desk) -> None:
    before = desk.case.head()
    posts = routes_of(desk, "POST")
    assert {"/decide/claim/x", "/undo/x", "/publish", "/work", "/settings"} <= posts
    strangers = [{}, {"origin": "https://attacker.example"}, {"sec-fetch-site": "cross-site"}]
    for path in sorted(posts):
        for headers in strangers:
            answer = desk.browser.post(path, data={"by": "Mallory"}, headers=headers)
            assert (path, answer.status_code) == (path, 403)
    assert desk.case.head() == before


def test_what_only_posting_answers_is_not_got(desk: Desk) -> None:
    for path in sorted(routes_of(desk, "POST") - routes_of(desk, "GET")):
        assert (path, desk.browser.get(path).status_code) in {(path, 404), (path, 405)}


def test_intake_offers_first_what_a_document_chiefly_tells_of(desk: Desk) -> None:
    picture = desk.case.picture("test")
    document = next(d for d in picture.documents if d.name == "farline-reprint.txt")
    said = {a.id: len(a.claims) for a in picture.accounts if a.document == document.id}
    tells = {i.id: sum(said.get(a, 0) for a in i.accounts) for i in picture.incidents}
    page = desk.browser.get(f"/intake?document={document.id}").text
    offered = re.findall(r'name="belongs" value="(\w+)"', page)
    assert len(offered) > 1
    assert offered == sorted(offered, key=lambda i: -tells[i])


def test_the_desk_speaks_arabic_when_asked(desk: Desk) -> None:
    desk.post("/tongue", tongue="ar", back="/documents")
    page = desk.browser.get("/documents").text
    assert '<html lang="ar" dir="rtl">' in page
    assert "الوثائق" in page
    desk.post("/tongue", tongue="none", back="/")
    assert '<html lang="en" dir="ltr">' in desk.browser.get("/").text
