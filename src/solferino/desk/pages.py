"""The desk's pages: each a template with the few rows that it needs of the case."""

import base64
import hashlib
import re
from pathlib import Path

from sqlalchemy import Connection
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import FileResponse, PlainTextResponse, Response
from starlette.routing import Route

from solferino.codec import encode
from solferino.desk import overview, reading
from solferino.desk.docket import Decided
from solferino.desk.guard import POLICY
from solferino.desk.letting import Let, lets
from solferino.desk.quoting import FullQuoter
from solferino.desk.setting import Setting
from solferino.model import VALUE_TYPES, Copy, Document
from solferino.origins.copies import revised
from solferino.publish.contrast import Contrasts, contrasts
from solferino.review import Reviewed
from solferino.store import findings, lookup
from solferino.store.listing import NEEDS

HTML = "text/html; charset=utf-8"
JSON = "application/json"
STYLE = re.compile(rb"<style>(.*?)</style>", re.DOTALL)
STATIC = Path(__file__).parent / "static"
SHARED_STYLE = Path(__file__).parents[1] / "publish" / "templates" / "style.css"
LOCKED = "The desk is locked. The link that opens it again stands in the terminal.\n"
KINDS = ("casualty", *(k for k in VALUE_TYPES if k != "casualty"))  # of values that can be added
FEW = 500  # values of a document up to which each has its own buttons; beyond, a link
PAGE = 100  # rows of a list on one page
SHOWABLE = ("image/", "application/pdf")  # files of which pictures can leave
AT = re.compile(r"(\d{1,9})-(\d{1,9})")


class Pages:
    """Answers the addresses that show the case."""

    def __init__(self, setting: Setting) -> None:
        """Show what stands on the shelf, in the frame."""
        self._shelf = setting.shelf
        self._frame = setting.frame
        self._door = setting.door

    def routes(self) -> list[Route]:
        """List the addresses."""
        return [
            Route("/", self.overview),
            Route("/documents", self.documents),
            Route("/documents/{id}", self.document),
            Route("/documents/{id}/text", self.text),
            Route("/problems", self.problems),
            Route("/dossier/{name}", self.dossier),
            Route("/static/{name}", self.static),
            Route("/lock", self.lock, methods=["POST"]),
        ]

    def overview(self, request: Request) -> Response:
        """Show how much the case holds, what needs a person, and its incidents by date."""
        asked = overview.asked_for(request.query_params)
        with self._shelf.look() as (catalogue, _):
            return self._frame.page(
                request,
                "overview.html",
                catalogue,
                asked=asked,
                counts=catalogue.counts,
                sheet=overview.rows(catalogue, asked, PAGE),
                needs=catalogue.needs(),
                reasons=tuple(NEEDS),
                countries=catalogue.countries,
                unread=self._shelf.unread(),
                undecided=max(0, catalogue.counts["claims"] - len(self._shelf.decided().spoken)),
            )

    def documents(self, request: Request) -> Response:
        """List the documents by name."""
        asked = overview.asked_for(request.query_params)
        with self._shelf.look() as (catalogue, _):
            listed = overview.lines(catalogue, asked, PAGE)
            return self._frame.page(request, "documents.html", catalogue, asked=asked, sheet=listed)

    def document(self, request: Request) -> Response:
        """Show the text of a document with its claims marked, and beside it who says what."""
        at = _at(request)
        with self._shelf.look() as (catalogue, connection):
            id_ = request.path_params["id"]
            documents = lookup.documents(connection, [id_])
            if not documents:
                raise HTTPException(404)
            document, found = documents[0], self._seen(connection, id_)
            copies = catalogue.copies_of(id_)
            line = catalogue.lines[id_]
            return self._frame.page(
                request,
                "document.html",
                catalogue,
                document=document,
                line=line,
                lines=catalogue.lines,
                at=at,
                painted=_painted(document, found, at),
                utterances=reading.utterances(document, found, self._frame.phrasing(request)),
                families=reading.FAMILIES,
                kinds=KINDS,
                few=FEW,
                hidden=reading.hidden(document.text),
                copies=_compared(document, copies, connection),
                later=catalogue.later_than(id_),
                revised=_revised(connection, document, line.version_of),
                incidents=catalogue.incidents_in(id_),
                problems=lookup.problems(connection, id_),
                lets=_lets(document, self._shelf.decided()),
            )

    def text(self, request: Request) -> Response:
        """Give the exact text of a document with what is marked in it, as JSON."""
        with self._shelf.look() as (_, connection):
            id_ = request.path_params["id"]
            documents = lookup.documents(connection, [id_])
            if not documents:
                raise HTTPException(404)
            given = reading.exact(documents[0], self._seen(connection, id_))
        return Response(encode(given), media_type=JSON)

    def _seen(self, connection: Connection, id_: str) -> Reviewed:
        """Lay what people decided over what was found in a document."""
        found = findings.of(connection, id_)
        decided = self._shelf.decided()
        return decided.upon(found.claims, found.statements, found.accounts, {id_})

    def problems(self, request: Request) -> Response:
        """List what could not be read or understood, why, and what to do."""
        with self._shelf.look() as (catalogue, _):
            page = overview.asked_for(request.query_params).page
            listed = overview.sheet(catalogue.problems, page, PAGE)
            return self._frame.page(request, "problems.html", catalogue, sheet=listed)

    def dossier(self, request: Request) -> Response:
        """Show a page of the dossier, as it would be written now."""
        name = request.path_params["name"]
        if not self._shelf.drawn():
            with self._shelf.look() as (catalogue, _):
                asking = self._frame.asks_first(request, catalogue, "dossier")
            if asking is not None:
                return asking
        dossier = self._shelf.dossier()
        if name not in dossier.names:
            raise HTTPException(404)
        page = dossier.page(name)
        return Response(page, media_type=HTML, headers={POLICY: _policy(page)})

    def static(self, request: Request) -> Response:
        """Send a style or script; only what lies in the folder by this very name."""
        name = request.path_params["name"]
        if name == "dossier.css":
            return FileResponse(SHARED_STYLE)
        if name not in {file.name for file in STATIC.iterdir()}:
            raise HTTPException(404)
        return FileResponse(STATIC / name)

    def lock(self, request: Request) -> Response:  # noqa: ARG002  (Starlette's signature)
        """Lock the desk: the cookie is forgotten, a new link stands in the terminal."""
        self._door.lock()
        return PlainTextResponse(LOCKED)


def _lets(document: Document, decided: Decided) -> dict[str, Let]:
    """Tell what of a document itself was let out: its name, its pictures; or withdrawn."""
    file = [document.receipt]
    shows = document.media_type.startswith(SHOWABLE)
    return {
        "source": lets(decided, "source", [document.id], document.name),
        **({"exhibit": lets(decided, "exhibit", file, document.original)} if shows else {}),
        "withdrawal": lets(decided, "withdrawal", file, document.original),
    }


def _revised(connection: Connection, document: Document, version_of: str | None) -> Contrasts:
    """Say what a capture changed of the earlier one of its address."""
    earlier = lookup.documents(connection, [version_of] if version_of else [])
    if not earlier:
        return ()
    quoter = FullQuoter({document.id: document, earlier[0].id: earlier[0]})
    return contrasts(revised(document, earlier[0]), quoter.quote, _unnumbered)


def _compared(
    document: Document, copies: list[Copy], connection: Connection
) -> list[tuple[Copy, str, Contrasts]]:
    """Tell of each copy which document it is, seen from this one, and what was changed."""
    sides = [(c, c.other if c.document == document.id else c.document) for c in copies]
    others = lookup.documents(connection, {other for c, other in sides if c.changes})
    quoter = FullQuoter({document.id: document} | {d.id: d for d in others})
    return [(c, other, contrasts(c.changes, quoter.quote, _unnumbered)) for c, other in sides]


def _unnumbered(document: str) -> int:  # noqa: ARG001  (the desk names documents, and has no numbers)
    return 0


def _at(request: Request) -> reading.At | None:
    match = AT.fullmatch(request.query_params.get("at", ""))
    return (int(match[1]), int(match[2])) if match else None


def _painted(document: Document, found: Reviewed, at: reading.At | None) -> object:
    inside = at is not None and at[0] < at[1] <= len(document.text)
    return reading.painted(document.text, reading.in_order(found.claims), at if inside else None)


def _policy(page: bytes) -> str:
    """Allow the styles that stand in the page, by what they are; nothing else may run or load."""
    digests = [hashlib.sha256(style).digest() for style in STYLE.findall(page)]
    allowed = " ".join(f"'sha256-{base64.b64encode(d).decode()}'" for d in digests)
    return f"default-src 'none'; style-src {allowed}; base-uri 'none'; frame-ancestors 'none'"
