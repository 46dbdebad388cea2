"""The pages of the desk, and what axe finds that keeps somebody from using one.

WCAG 2 and 2.1, levels A and AA. `test_routes.py` holds the list of pages to the desk's routes.
"""

from functools import cache

from axe_playwright_python.sync_playwright import Axe  # type: ignore[import-untyped]
from playwright.sync_api import Page

from solferino.store.case import Case

TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"]
# Only what is wrong is written out: of all that is right axe would describe each element at length.
OPTIONS = {"runOnly": {"type": "tag", "values": TAGS}, "resultTypes": ["violations"]}
RUN = """(options) => axe.run(options).then((found) => {
  if (!found.passes.length) throw new Error('axe looked at nothing');
  return found.violations.map(
    (v) => [v.id, ...v.nodes.slice(0, 3).map((node) => node.html.slice(0, 160))].join(' '));
})"""


@cache
def script() -> str:
    """Give the program of axe."""
    read: str = Axe().axe_script
    return read


def barriers(page: Page) -> list[str]:
    """Name what is violated on a page, with up to three of the elements that do it."""
    page.evaluate(script())
    found: list[str] = page.evaluate(RUN, OPTIONS)
    return found


def addresses(case: Case) -> list[str]:
    """Name every page of the desk on the practice case, the richest of its kind."""
    picture = case.picture("test")
    incident = max(picture.incidents, key=lambda i: (len(i.contradictions), i.id))
    documents = {d.name: d.id for d in picture.documents}
    person = next(e for e in picture.entities if e.kind == "person")
    facility = next(e for e in picture.entities if e.kind == "facility")
    claim = next(c for c in picture.claims if c.kind == "casualty")
    words = f"start={claim.span.start}&end={claim.span.end}&words={claim.span.text}"
    return [
        "/",
        "/?q=nowhere-at-all",
        "/incidents",
        f"/incidents/{incident.id}",
        f"/incidents/{incident.id}/pictures",
        "/documents",
        f"/documents/{documents['kelderin-rockets-courier.html']}",
        f"/documents/{documents['farline-arabic-wire.txt']}",
        f"/documents/{documents['lantern-annual-note.pdf']}",
        f"/documents/{claim.span.document}/add?{words}&kind=casualty",
        f"/claims/{claim.id}",
        "/queue",
        "/registries",
        f"/registries/{facility.id}",
        f"/registries/{person.id}",
        "/pictures",
        "/search",
        "/search?words=rockets&kind=casualty",
        "/check",
        "/intake",
        "/coding",
        f"/coding/{incident.id}",
        f"/coding/{incident.id}?scheme=shcc",
        "/columns",
        "/publish?profile=public",
        "/publish?profile=partner",
        "/exports",
        "/import",
        "/dossier/index.html",
        f"/dossier/incident-{incident.id[:12]}.html",
        "/problems",
        "/ledger",
        "/work",
        "/settings",
        "/nothing-here",
    ]
