"""What all pages of the desk have in common: templates, languages, the bar, the last decisions."""

from collections.abc import Callable, Iterable, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from jinja2 import ChoiceLoader, Environment, PackageLoader, StrictUndefined
from markupsafe import Markup
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from solferino.desk.deeds import deed
from solferino.desk.filling import Filling
from solferino.desk.guard import SAFE
from solferino.desk.keys import keys_of
from solferino.desk.shelf import Catalogue, Shelf
from solferino.desk.shift import Shift
from solferino.desk.sitting import sitting, way_back
from solferino.desk.telling import DeskPhrasing
from solferino.publish.catalogue import Tongue, catalogue
from solferino.publish.phrasing import Phrasing
from solferino.publish.rendering import Rendering
from solferino.publish.shown import straight, visible
from solferino.publish.speech import speeches

WORDS = Path(__file__).parent / "catalogue"
# Every place of the desk, in the order of the bar; one that nothing answers yet is not shown.
NAV = (
    ("/", "overview"),
    ("/intake", "intake"),
    ("/queue", "queue"),
    ("/incidents", "incidents"),
    ("/pictures", "pictures"),
    ("/documents", "documents"),
    ("/registries", "registries"),
    ("/search", "search"),
    ("/check", "check"),
    ("/publish", "publish"),
    ("/ledger", "ledger"),
    ("/import", "import"),
    ("/exports", "exports"),
    ("/problems", "problems"),
    ("/work", "work"),
    ("/dossier/index.html", "dossier"),
)
LARGE = 500  # documents beyond which a page that goes through all of them asks first
OK = 200
PART = "part"  # header with which a page asks for a part of another one, and stays where it is
LAST = 10  # decisions that stay at hand on every page


class Frame:
    """Fills templates in the language of who looks.

    Autoescape is on, a missing name is an error, hidden signs are shown. In every template `say`
    speaks a sentence of the catalogue, and the filters `words`, `wording` say codes and values;
    `exact` gives a text as it is, for the values that a form posts again.
    """

    def __init__(self, shelf: Shelf, shift: Shift) -> None:
        """Read the words of all languages."""
        self._shelf = shelf
        self._shift = shift
        self.tongues = catalogue(WORDS)
        self._environments = {c: _environment(t, self.tongues) for c, t in self.tongues.items()}
        self._nav: tuple[tuple[str, str], ...] = NAV

    def serve(self, addresses: Iterable[str]) -> None:
        """Show in the bar only what is answered."""
        known = {a.replace("{name}", "index.html") for a in addresses}
        self._nav = tuple(pair for pair in NAV if pair[0] in known)

    def tongue(self, request: Request) -> Tongue:
        """Give the language of who looks; English where it is none of the desk's."""
        return self.tongues.get(sitting(request).tongue, self.tongues["en"])

    def phrasing(self, request: Request) -> Phrasing:
        """Give the words for values in the language of who looks."""
        return DeskPhrasing(self.tongue(request))

    def page(
        self,
        request: Request,
        template: str,
        catalogue: Catalogue,
        status: int = 200,
        **told: Any,  # noqa: ANN401  (what a template needs)
    ) -> HTMLResponse:
        """Fill a page."""
        around = self._around(request) | {
            "here": _address(request),
            "case": catalogue.name,
            "practice": catalogue.fiction,
            "nav": self._nav,
            "problems_count": catalogue.counts["problems"],
            "bare": not catalogue.counts["documents"],
        }
        page = self._filled(request, template, around | told, status)
        if status == OK and "hx-request" in request.headers and PART not in request.headers:
            page.headers["hx-replace-url"] = around["here"]
        return page

    def asks_first(self, request: Request, catalogue: Catalogue, about: str) -> Response | None:
        """Ask whether to go through a large case for a page; null where it is to be done."""
        told = request.query_params
        if catalogue.counts["documents"] <= LARGE or request.method not in SAFE or "whole" in told:
            return None
        documents, asked = catalogue.counts["documents"], dict(told)
        return self.page(
            request, "large.html", catalogue, about=about, documents=documents, asked=asked
        )

    def part(self, request: Request, template: str, **told: Any) -> HTMLResponse:  # noqa: ANN401
        """Fill a part of a page, for htmx to put in place; the last decisions come along."""
        return self._filled(request, template, self._around(request) | told)

    def _filled(
        self, request: Request, template: str, told: Mapping[str, Any], status: int = 200
    ) -> HTMLResponse:
        environment = self._environments[self.tongue(request).code]
        page = environment.get_template(template).render(**told)
        return HTMLResponse(page.encode("utf-8", "replace"), status)

    def _around(self, request: Request) -> dict[str, Any]:
        by = sitting(request)
        decided = self._shelf.decided()
        return {
            "sitting": by,
            "here": _here(request),
            "path": request.url.path,
            "standing": self._shift.standing(),
            "lately": [
                deed(d, self.phrasing(request), decided.stands) for d in decided.lately(by.by, LAST)
            ],
            "keys": keys_of(by.keys, self.tongue(request).direction),
        }


def _here(request: Request) -> str:
    """Say on which page a person is for whom htmx asks for a part."""
    seen = urlsplit(request.headers.get("hx-current-url", ""))
    if seen.path:
        return way_back(f"{seen.path}?{seen.query}" if seen.query else seen.path)
    return _address(request)


def _address(request: Request) -> str:
    """Give the address of the page that is asked for; of a posted one, the page above it."""
    if request.method not in SAFE:
        return way_back(request.url.path.rpartition("/")[0])
    query = f"?{request.url.query}" if request.url.query else ""
    return f"{request.url.path}{query}"


def _environment(tongue: Tongue, tongues: Mapping[str, Tongue]) -> Environment:
    phrasing = DeskPhrasing(tongue)
    environment = Filling(
        tongue,
        loader=ChoiceLoader(
            [PackageLoader("solferino.desk"), PackageLoader("solferino", "publish/templates")]
        ),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals |= {
        "tongue": tongue,
        "tongues": [t for t in tongues.values() if t.code != tongue.code],
        "say_has": tongue.has,
        "figure": phrasing.figure,
        "days": phrasing.days,
    }
    environment.filters["exact"] = Markup.escape  # what a form posts again: never written out
    environment.filters["words"] = lru_cache(maxsize=4096)(tongue.words)
    titled = _titled(tongue)
    environment.filters["titled"] = titled
    # As plain text, for where no markup may stand; marks of ours in it are no hidden signs.
    environment.filters["called"] = lambda title: Markup.escape(Markup(titled(title)).striptags())  # noqa: S704  (escaped again)
    told = environment.filters["told"] = _told(Rendering(tongue, tongues["en"]))
    environment.filters["subject"] = lambda of, proposition: _subject(told(of), proposition)
    environment.filters["field"] = phrasing.field
    environment.filters["wording"] = phrasing.wording
    environment.filters["grouped"] = lambda number: f"{number:,}"
    return environment


def _titled(tongue: Tongue) -> Callable[[str], str]:
    """Say titles of incidents: names as they are written, all else in this language."""
    spoken = speeches().get(tongue.code)

    def titled(title: str) -> str:
        told = spoken.titled(visible(title)) if spoken else Markup.escape(visible(title))
        return Markup(straight(told))  # noqa: S704  (escaped; a mark more)

    return lru_cache(maxsize=4096)(titled)


def _subject(told: str, proposition: str) -> str:
    """Say whom or what a proposition is about; of a toll, codes as words in English, too."""
    return told.replace("_", " ") if proposition == "toll" else told


def _told(rendering: Rendering) -> Callable[[str], str]:
    """Say sentences of the engine, with no day in them turned."""

    def told(said: str) -> str:
        worded = rendering.told(said)
        return Markup(straight(worded)) if isinstance(worded, Markup) else worded  # noqa: S704  (a mark more)

    return told
