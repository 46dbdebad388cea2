"""What axe finds on a page that keeps somebody from using it: WCAG 2 and 2.1, levels A and AA."""

from functools import cache

from axe_playwright_python.sync_playwright import Axe  # type: ignore[import-untyped]
from playwright.sync_api import Page

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
