"""What hostile people put into titles, names and words stays words."""

from collections.abc import Callable
from typing import Any

import pytest

from solferino.model import Description
from solferino.pipeline import work
from solferino.store.case import Case
from solferino.workers import here

BAD = "<script>alert(1)</script><img src=x onerror=alert(2)>'\"`{{7*7}}</pre></title>"
LINK = "javascript:alert(3)"
WORDS = (
    f"Rockets hit the Orrin {BAD} clinic in Tesk on 2 May 2031, its director {BAD} said. "
    f"At least three nurses were killed in the attack, Dr. Vann{BAD} told the paper.\n\n"
    f"The army {BAD} denied that it had fired rockets at the clinic on 2 May 2031.\n"
)
PAGE = (
    "<html><head><title>&lt;script&gt;alert(4)&lt;/script&gt;</title>"
    "<script>fetch('http://127.0.0.1:9/')</script>"
    "<link rel=stylesheet href='http://127.0.0.1:9/a.css'></head><body><article>"
    "<p onclick=alert(5)>Shells struck the Lammer hospital in Tesk on 3 May 2031, its director "
    "said. Two patients were injured in the attack, he told the paper.</p>"
    "<p>&lt;svg onload=alert(6)&gt;</p></article></body></html>"
)


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory, kit: Any, clock: Any) -> Any:
    """Work a case whose every field tries to become markup."""
    path = tmp_path_factory.mktemp("hostile") / "case"
    told = Description(
        title=BAD, author=BAD, publisher=BAD, language='en"><script>', url=LINK, rights=BAD
    )
    with Case.create(path, BAD, clock=clock, by=BAD) as made, here() as workers:
        made.receive(f"{BAD[:40]}.txt".replace("/", "_"), WORDS.encode(), told)
        made.receive("page.html", PAGE.encode())
        made.receive(f"{BAD[:24]}.pdf", b"%PDF-1.7\n")
        list(work(made, kit, workers))
    with Case.open(path, clock=clock, by="tester") as opened:
        yield opened


def test_no_page_runs_loads_or_asks_anything(
    hostile: Case, serve: Callable[[Case], Any], window: Callable[..., Any]
) -> None:
    picture = hostile.picture("test")
    assert picture.incidents
    assert any(BAD in document.text for document in picture.documents)
    watched = window(serve(hostile))
    pages = ["/", "/documents", "/problems", "/ledger", "/work", "/dossier/index.html"]
    pages += [f"/incidents/{i.id}" for i in picture.incidents]
    for address in pages:
        page = watched.go(address)
        strange = page.evaluate(
            '() => [...document.querySelectorAll(\'script:not([src^="/static/"]), img,'
            " svg:not(.drawing), svg.drawing :is(script, foreignObject, image, use, a, animate),"
            " iframe, object, embed, base, [onclick], [onerror], [onload], [style]')]"
            ".map(e => e.outerHTML).concat([...document.links].map(a => a.href)"
            ".filter(h => !h.startsWith(location.origin)))"
        )
        assert strange == [], address
    for document in picture.documents:
        page = watched.read(document.id)
        assert page.locator("#text").text_content() == document.text
        for _ in range(4):
            page.keyboard.press("j")


def test_an_address_given_as_words_becomes_no_markup(
    hostile: Case, serve: Callable[[Case], Any], window: Callable[..., Any]
) -> None:
    watched = window(serve(hostile))
    page = watched.go("/?q=%3Cscript%3Ealert(1)%3C/script%3E&country=%22%3E%3Cimg%20src=x%3E")
    assert page.input_value("#q") == "<script>alert(1)</script>"
    page = watched.go("/?q=%22%20autofocus%20onfocus%3Dalert(1)")
    assert page.get_attribute("#q", "onfocus") is None


def test_without_script_nothing_runs_either(
    hostile: Case, serve: Callable[[Case], Any], window: Callable[..., Any]
) -> None:
    watched = window(serve(hostile), java_script_enabled=False)
    for document in hostile.documents():
        page = watched.go(f"/documents/{document.id}")
        assert page.locator("#text").text_content() == document.text
