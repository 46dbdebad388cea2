"""The desk's pages: each a template with what it needs from the picture of the case."""

import base64
import hashlib
import re
from collections import Counter
from pathlib import Path
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import FileResponse, HTMLResponse, PlainTextResponse, Response
from starlette.routing import Route

from solferino.codec import plain
from solferino.desk.guard import POLICY, Door
from solferino.desk.snapshot import Snapshot
from solferino.ports import Picture
from solferino.practice.fiction import is_practice
from solferino.publish.incident_page import file_of
from solferino.publish.summary import summary

HTML = "text/html; charset=utf-8"
STYLE = re.compile(rb"<style>(.*?)</style>", re.DOTALL)
STATIC = Path(__file__).parent / "static"
LOCKED = "The desk is locked. The link that opens it again stands in the terminal.\n"


class Pages:
    """Answers the desk's addresses; all that they tell comes from one snapshot of the case."""

    def __init__(self, snapshot: Snapshot, door: Door) -> None:
        """Prepare the templates; autoescape is on, and a missing name is an error."""
        self._snapshot = snapshot
        self._door = door
        self._templates = Environment(
            loader=PackageLoader("solferino.desk"), autoescape=True, undefined=StrictUndefined
        )

    def routes(self) -> list[Route]:
        """List the addresses of the desk."""
        return [
            Route("/", self.overview),
            Route("/documents", self.documents),
            Route("/documents/{id}", self.document),
            Route("/problems", self.problems),
            Route("/dossier/{name}", self.dossier),
            Route("/static/{name}", self.static),
            Route("/lock", self.lock, methods=["POST"]),
        ]

    def overview(self, request: Request) -> Response:  # noqa: ARG002  (Starlette's signature)
        """Show how much the case holds, and its incidents by date."""
        picture = self._snapshot.picture()
        incidents = sorted(picture.incidents, key=lambda i: (i.earliest or "9999", i.id))
        return self._page(
            "overview.html",
            picture,
            counts=plain(summary(picture)),
            incidents=[(file_of(i), i) for i in incidents],
        )

    def documents(self, request: Request) -> Response:  # noqa: ARG002  (Starlette's signature)
        """List the documents by name, with how many statements each makes."""
        picture = self._snapshot.picture()
        said = Counter(s.span.document for s in picture.statements)
        documents = sorted(picture.documents, key=lambda d: (d.name, d.id))
        return self._page("documents.html", picture, documents=documents, said=said)

    def document(self, request: Request) -> Response:
        """Show the text of a document, and beside it what is said in it, by whom."""
        picture = self._snapshot.picture()
        found = next((d for d in picture.documents if d.id == request.path_params["id"]), None)
        if found is None:
            raise HTTPException(404)
        own = [s for s in picture.statements if s.span.document == found.id]
        statements = sorted(own, key=lambda s: (s.span.start, s.span.end, s.id))
        return self._page("document.html", picture, document=found, statements=statements)

    def problems(self, request: Request) -> Response:  # noqa: ARG002  (Starlette's signature)
        """List what could not be read or understood, why, and what to do."""
        picture = self._snapshot.picture()
        problems = sorted(picture.problems, key=lambda p: (p.name, p.id))
        return self._page("problems.html", picture, problems=problems)

    def dossier(self, request: Request) -> Response:
        """Show a page of the dossier, as it would be written now."""
        name = request.path_params["name"]
        dossier = self._snapshot.dossier()
        if name not in dossier.names:
            raise HTTPException(404)
        page = dossier.page(name)
        return Response(page, media_type=HTML, headers={POLICY: _policy(page)})

    def static(self, request: Request) -> Response:
        """Send a style; only what lies in the folder by this very name."""
        name = request.path_params["name"]
        if name not in {file.name for file in STATIC.iterdir()}:
            raise HTTPException(404)
        return FileResponse(STATIC / name)

    def lock(self, request: Request) -> Response:  # noqa: ARG002  (Starlette's signature)
        """Lock the desk: the cookie is forgotten, a new link stands in the terminal."""
        self._door.lock()
        return PlainTextResponse(LOCKED)

    def _page(self, template: str, picture: Picture, **told: Any) -> HTMLResponse:  # noqa: ANN401
        page = self._templates.get_template(template)
        fiction = is_practice(picture)
        return HTMLResponse(page.render(case=picture.name, fiction=fiction, **told))


def _policy(page: bytes) -> str:
    """Allow the styles that stand in the page, by what they are; nothing else may run or load."""
    digests = [hashlib.sha256(style).digest() for style in STYLE.findall(page)]
    allowed = " ".join(f"'sha256-{base64.b64encode(d).decode()}'" for d in digests)
    return f"default-src 'none'; style-src {allowed}; base-uri 'none'; frame-ancestors 'none'"
