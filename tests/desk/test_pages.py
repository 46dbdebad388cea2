"""The desk's pages on a case that was worked: what they show, and what they never do."""

import html
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from solferino import plugins
from solferino.codec import parse
from solferino.desk.guard import ON_EVERY_ANSWER, POLICY, Door
from solferino.desk.serve import make_desk
from solferino.model import Acquisition, Description
from solferino.pipeline import work
from solferino.ports import Kit
from solferino.store.case import Case
from solferino.workers import here

PORT = 8124
HOME = f"http://127.0.0.1:{PORT}"
SAME_SITE = {"origin": HOME, "sec-fetch-site": "same-origin"}
TEXTS = {
    "plain.txt": b"\nRockets hit the Orrin clinic in Tesk on 30 April 2031; three nurses died.\n",
    "arabic.txt": "قُصفت عيادة أورين في تسك.\n".encode(),
    "<script>alert(1)</script>.txt": b'"<img src=x onerror=alert(1)>," Dr. Vann said in Tesk.\n',
    "page.html": (
        b"<html><title>Tesk</title><body><article><p>Shells struck the Lammer hospital in Tesk on "
        b"2 May 2031, its director said. Two patients were injured in the attack, he told the "
        b"paper.</p></article><script>alert(2)</script></body></html>"
    ),
}


def clock() -> str:
    return "2031-05-03T10:00:00Z"


@pytest.fixture(scope="module")
def case(make: Callable[..., Any]) -> Any:
    """Work a case with an unreadable file in it."""
    return make("Tesk & <Orrin>", {**TEXTS, "broken.pdf": b"%PDF-1.7\n"})


@pytest.fixture
def browser(case: Case, browser_of: Any) -> Any:
    """Come in by the link."""
    keys: list[str] = []
    inside = browser_of(make_desk(case, Door(keys.append), PORT, clock), HOME)
    assert inside.get("/enter", params={"key": keys[0]}).status_code == 303
    return inside


def links(page: str) -> set[str]:
    found = {html.unescape(link) for link in re.findall(r'href="([^"#]+)', page)}
    return {link for link in found if not link.startswith("data:")}


def plain(address: str) -> str:
    """Leave out where a page leads back to: it is one page however one came to it."""
    return re.sub(r"[?&]back=[^&]*", "", address)


@pytest.fixture(scope="module")
def every_page(case: Case, browser_of: Any) -> dict[str, Any]:
    """Follow every link of the desk from its first page on."""
    keys: list[str] = []
    browser = browser_of(make_desk(case, Door(keys.append), PORT, clock), HOME)
    assert browser.get("/enter", params={"key": keys[0]}).status_code == 303
    pages: dict[str, Any] = {}
    ahead = ["/"]
    while ahead:
        address = plain(ahead.pop())
        if address in pages:
            continue
        answer = browser.get(address, follow_redirects=True)  # some lead on to the next open thing
        pages[address] = answer
        if "text/html" in answer.headers["content-type"]:
            folder = address.rpartition("/")[0]
            ahead += [
                link if link.startswith("/") else f"{folder}/{link}" for link in links(answer.text)
            ]
    return pages


def test_every_link_of_the_desk_leads_to_a_page(every_page: Any) -> None:
    pages = every_page
    assert {a: p.status_code for a, p in pages.items() if p.status_code != 200} == {}
    for start in ("/incidents/", "/documents/", "/dossier/incident-", "/ledger", "/work", "/?"):
        assert any(address.startswith(start) for address in pages), start


def test_every_page_says_that_nobody_reviewed_it(every_page: Any) -> None:
    for address, page in every_page.items():
        if "text/html" in page.headers["content-type"]:
            said = "ليس للنشر" if ".ar." in address else "not for publication"
            assert said in page.text.lower(), address


def test_no_text_of_a_source_becomes_markup(every_page: Any) -> None:
    for address, page in every_page.items():
        if "text/html" in page.headers["content-type"]:
            for forbidden in ("<script>", "<img", 'onerror=alert(1)>," Dr', "<Orrin>"):
                assert forbidden not in page.text, address


def test_nothing_on_a_page_loads_from_elsewhere_or_runs(every_page: Any) -> None:
    for address, page in every_page.items():
        assert all(link.startswith("/") or "://" not in link for link in links(page.text))
        policy = page.headers[POLICY]
        assert "default-src 'none'" in policy
        assert "unsafe" not in policy, address
        assert "*" not in policy, address


def test_scripts_and_styles_are_files_of_the_desk(every_page: Any) -> None:
    for address, page in every_page.items():
        if "text/html" in page.headers["content-type"] and "/dossier/" not in address:
            scripts = re.findall(r"<script[^>]*>([^<]*)</script>", page.text)
            assert scripts == ["", ""], address
            assert "<style" not in page.text
            assert not re.search(r"<[^>]+\sstyle=", page.text), address
            assert not re.search(r"<[^>]+\son\w+=", page.text), address


def test_pages_of_the_dossier_may_use_exactly_their_own_styles(browser: Any) -> None:
    page = browser.get("/dossier/index.html")
    assert "<style>" in page.text
    assert "'sha256-" in page.headers[POLICY]
    assert page.headers[POLICY] != ON_EVERY_ANSWER[POLICY]


def test_a_document_is_shown_with_its_exact_text(browser: Any, case: Case) -> None:
    for document in case.documents():
        page = browser.get(f"/documents/{document.id}").text
        shown = page.partition('<pre id="text"')[2].partition(">\n")[2].partition("</pre>")[0]
        assert html.unescape(re.sub(r"</?mark[^>]*>", "", shown)) == document.text
        told = parse(browser.get(f"/documents/{document.id}/text").text)
        assert (told["text"], told["sha256"]) == (document.text, document.text_sha256)


def test_what_is_marked_is_what_was_claimed(browser: Any, case: Case) -> None:
    for document in case.documents():
        told = parse(browser.get(f"/documents/{document.id}/text").text)
        spans = {s["id"]: document.text[s["start"] : s["end"]] for s in told["spans"]}
        own = [c for c in case.claims() if c.span.document == document.id]
        assert spans == {c.id: c.span.text for c in own}


def test_the_overview_counts_what_is_there(browser: Any, case: Case) -> None:
    page = browser.get("/").text
    assert f"<dt>documents</dt><dd>{len(case.documents())}</dd>" in page
    assert f"<dt>problems</dt><dd>{len(case.problems())}</dd>" in page


def test_each_problem_is_shown_with_its_remedy(browser: Any, case: Case) -> None:
    page = html.unescape(browser.get("/problems").text)
    assert any(problem.name == "broken.pdf" for problem in case.problems())
    for problem in case.problems():
        assert problem.message in page
        assert problem.remedy in page


def test_the_filter_works_by_address_alone(browser: Any, case: Case) -> None:
    (incident, *_) = case.picture("test").incidents
    address = f"/incidents/{incident.id}"
    assert address in browser.get("/").text
    assert address in browser.get("/", params={"q": (incident.place or "").upper()}).text
    assert address not in browser.get("/", params={"q": "nowhere-at-all"}).text
    assert address not in browser.get("/", params={"country": "ZZ"}).text
    for page in ("0", "-1", "99", "x", "٣", "9" * 20):
        assert address in browser.get("/", params={"page": page}).text


def test_documents_are_found_by_their_folded_words(browser: Any) -> None:
    assert "plain.txt" in browser.get("/documents", params={"q": "PLAIN"}).text
    assert "plain.txt" not in browser.get("/documents", params={"q": "arabic"}).text


def test_the_case_is_verified_from_the_desk(browser: Any, case: Case) -> None:
    page = browser.post("/ledger/verify", headers=SAME_SITE).text
    assert "Sound." in page
    assert f"{case.head().seq}:{case.head().hash}" in page
    part = browser.post("/ledger/verify", headers={**SAME_SITE, "hx-request": "true"}).text
    assert part.startswith('<div id="verdict"')


def test_a_practice_document_marks_every_page_as_fiction(
    practice: Case, browser: Any, browser_of: Any
) -> None:
    assert "fiction" not in browser.get("/").text
    keys: list[str] = []
    reading = browser_of(make_desk(practice, Door(keys.append), PORT, clock), HOME)
    reading.get("/enter", params={"key": keys[0]})
    for address in ("/", "/documents", "/problems", "/ledger", "/work", "/nothing"):
        assert "practice case: fiction" in reading.get(address).text, address


@pytest.mark.parametrize(
    "address",
    [
        "/documents/none",
        "/documents/none/text",
        "/incidents/none",
        "/dossier/none.html",
        "/dossier/..%2f..%2ffacts.sqlite",
        "/static/none.css",
        "/static/..%2fguard.py",
        "/originals",
        "/none",
    ],
)
def test_nothing_else_is_served(browser: Any, address: str) -> None:
    answer = browser.get(address)
    assert answer.status_code == 404
    assert "not for publication" in answer.text


def test_pages_only_show(browser: Any) -> None:
    for address in ("/", "/documents", "/problems", "/ledger", "/dossier/index.html"):
        assert browser.post(address, headers=SAME_SITE).status_code == 405


def test_the_button_locks_the_desk(browser: Any) -> None:
    answer = browser.post("/lock", headers=SAME_SITE)
    assert (answer.status_code, answer.text[:18]) == (200, "The desk is locked")
    assert browser.get("/").status_code == 403


def test_what_another_process_works_is_seen_at_the_next_page(
    tmp_path: Path, browser_of: Callable[..., Any]
) -> None:
    kit = plugins.kit(plugins.find())
    keys: list[str] = []
    with Case.create(tmp_path / "case", "Tesk", clock=clock, by="tester") as writing:
        with here() as workers:
            list(work(writing, kit, workers))
        with Case.open(tmp_path / "case", clock=clock, by="reader") as reading:
            inside = browser_of(make_desk(reading, Door(keys.append), PORT, clock), HOME)
            inside.get("/enter", params={"key": keys[0]})
            assert "<dt>documents</dt><dd>0</dd>" in inside.get("/").text
            writing.receive("plain.txt", TEXTS["plain.txt"])
            with here() as workers:
                list(work(writing, kit, workers))
            assert "<dt>documents</dt><dd>1</dd>" in inside.get("/").text
            assert "plain.txt" in inside.get("/dossier/index.html").text


def test_a_later_capture_says_what_it_changed(tmp_path: Path, kit: Kit, browser_of: Any) -> None:
    story = "Two shells hit the Orrin clinic in Tesk on 30 April 2031, its director told the Ember."
    later = f"{story} The ministry denied that its guns had fired on the town that night."
    with Case.create(tmp_path / "case", "Tesk", clock=clock, by="a tester") as case:
        for day, words in ((1, story), (3, later)):
            case.receive(
                f"{day}.txt",
                words.encode(),
                told=Description(url="https://ember.example/a"),
                acquisition=Acquisition(received_at=f"2031-05-0{day}"),
            )
        with here() as workers:
            list(work(case, kit, workers))
        keys: list[str] = []
        inside = browser_of(make_desk(case, Door(keys.append), PORT, clock), HOME)
        inside.get("/enter", params={"key": keys[0]})
        seen = {
            d.name: " ".join(inside.get(f"/documents/{d.id}").text.split())
            for d in case.documents()
        }
    told = "denial added"
    assert told in seen["3.txt"]
    assert told not in seen["1.txt"]
