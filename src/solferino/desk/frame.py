"""What all pages of the desk have in common: templates, the banner, the case's name."""

from collections.abc import Callable
from functools import lru_cache
from typing import Any

from jinja2 import ChoiceLoader, Environment, PackageLoader, StrictUndefined
from markupsafe import Markup
from starlette.responses import HTMLResponse

from solferino.desk.shelf import Catalogue
from solferino.publish import phrase
from solferino.publish.dossier import BANNER, PRACTICE, visible

NAV = (
    ("/", "Overview"),
    ("/documents", "Documents"),
    ("/problems", "Problems"),
    ("/ledger", "Ledger"),
    ("/work", "Work"),
    ("/dossier/index.html", "Dossier"),
)


class Frame:
    """Fills templates. Autoescape is on, a missing name is an error, hidden signs are shown."""

    def __init__(self) -> None:
        """Load the desk's templates, and the macros that it shares with the dossier."""
        self._templates = Environment(
            loader=ChoiceLoader(
                [PackageLoader("solferino.desk"), PackageLoader("solferino", "publish/templates")]
            ),
            autoescape=True,
            undefined=StrictUndefined,
            finalize=_door(),
            trim_blocks=True,
            lstrip_blocks=True,
        )
        self._templates.filters["words"] = phrase.words
        self._templates.filters["grouped"] = lambda number: f"{number:,}"

    def page(
        self,
        template: str,
        catalogue: Catalogue,
        status: int = 200,
        **told: Any,  # noqa: ANN401  (what a template needs)
    ) -> HTMLResponse:
        """Fill a page."""
        page = self._templates.get_template(template).render(
            case=catalogue.name,
            banner=BANNER,
            practice=PRACTICE if catalogue.fiction else None,
            nav=NAV,
            problems_count=len(catalogue.problems),
            **told,
        )
        return HTMLResponse(page.encode("utf-8", "replace"), status)

    def part(self, template: str, **told: Any) -> HTMLResponse:  # noqa: ANN401
        """Fill a part of a page."""
        part = self._templates.get_template(template).render(**told)
        return HTMLResponse(part.encode("utf-8", "replace"))


def _door() -> Callable[[object], object]:
    """Make what everything passes on its way to a page: hidden characters are written out."""
    shown = lru_cache(maxsize=10_000)(visible)

    def leaving(thing: object) -> object:
        return shown(thing) if isinstance(thing, str) and not isinstance(thing, Markup) else thing

    return leaving
