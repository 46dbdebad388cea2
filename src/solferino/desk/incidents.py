"""The pages of incidents: the list, one incident, and the way from any id to its page."""

from typing import Any

from sqlalchemy import Connection
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from solferino.desk import overview
from solferino.desk.drawing import drawn
from solferino.desk.excerpts import quoter_of
from solferino.desk.gathering import Gathered, asked, documents_of
from solferino.desk.overview import asked_for
from solferino.desk.setting import Setting
from solferino.desk.shelf import Catalogue
from solferino.desk.telling import DeskTeller
from solferino.model import Incident, Judgement
from solferino.publish.view import View
from solferino.store.listing import NEEDS

PAGE = 100  # rows of a list on one page
NEAR = 200  # incidents that are offered for joining
FEW = 8  # accounts up to which the page of an incident comes whole
GRADED = "weighed"
# Parts of that page which come by themselves, each with its sections.
LATER = {
    "people": ("replies", "circumstances", "ground", "appeals", "care", "exhibits"),
    GRADED: ("gradings", "facts", "origins", "accounts"),
}


class Incidents:
    """Answers the addresses of incidents."""

    def __init__(self, setting: Setting) -> None:
        """Show the incidents on the shelf."""
        self._at = setting

    def routes(self) -> list[Route]:
        """List the addresses."""
        return [
            Route("/incidents", self.listed),
            Route("/incidents/{id}", self.incident),
            Route("/incidents/{id}/parts/{part}", self.part),
            Route("/of/{id}", self.of),
        ]

    def listed(self, request: Request) -> Response:
        """List the incidents by date."""
        seen = asked_for(request.query_params)
        with self._at.shelf.look() as (catalogue, _):
            return self._at.frame.page(
                request,
                "incidents.html",
                catalogue,
                asked=seen,
                sheet=overview.rows(catalogue, seen, PAGE),
                reasons=tuple(NEEDS),
                countries=catalogue.countries,
                unread=self._at.shelf.unread(),
            )

    def incident(self, request: Request) -> Response:
        """Show an incident: what is said of it, by whom, where accounts agree and do not.

        Of one with many accounts the first screens come, and ask for the other parts themselves.
        """
        with self._at.shelf.look() as (catalogue, connection):
            derived = catalogue.incidents.get(request.path_params["id"])
            if derived is None:
                return self._moved(request.path_params["id"], catalogue)
            # What is put in place of a page that is shown has to be as long as that.
            asked_whole = "whole" in request.query_params or "hx-request" in request.headers
            whole = asked_whole or len(derived.accounts) <= FEW
            told = self._told(request, derived, (catalogue, connection), graded=whole)
            told |= _beside(derived, catalogue) if whole else {}
            return self._at.frame.page(
                request, "incident.html", catalogue, **told, whole=whole, later=LATER.items()
            )

    def part(self, request: Request) -> Response:
        """Send a part of an incident's page."""
        name = request.path_params["part"]
        with self._at.shelf.look() as (catalogue, connection):
            derived = catalogue.incidents.get(request.path_params["id"])
            if derived is None or name not in LATER:
                raise HTTPException(404)
            told = self._told(request, derived, (catalogue, connection), graded=name == GRADED)
            told |= _beside(derived, catalogue)
            return self._at.frame.part(request, f"incident_{name}.html", **told)

    def of(self, request: Request) -> Response:
        """Lead to the page of what an id stands for: an incident, account, entity or mention."""
        id_ = request.path_params["id"]
        with self._at.shelf.look() as (catalogue, _):
            entity = catalogue.owner.get(id_, id_)
            if entity in catalogue.entities:
                return RedirectResponse(f"/registries/{entity}", 303)
            return self._moved(id_, catalogue)

    def _moved(self, id_: str, catalogue: Catalogue) -> Response:
        """Lead from an account to its incident: one that was joined keeps its old address."""
        home = catalogue.home.get(id_)
        if home is None:
            raise HTTPException(404)
        return RedirectResponse(f"/incidents/{home}", 303)

    def _told(
        self,
        request: Request,
        derived: Incident,
        look: tuple[Catalogue, Connection],
        *,
        graded: bool,
    ) -> dict[str, Any]:
        """Tell what the page is filled with; only what is `graded` shows grades and elements."""
        catalogue, connection = look
        decided = self._at.shelf.decided()
        found = drawn(derived, catalogue, connection, decided)
        incident, view = found.incident, View(found.graded if graded else found.picture)
        teller = DeskTeller(
            view,
            documents_of(incident, view),
            quoter_of(derived, catalogue, connection),
            self._at.frame.phrasing(request),
            found.disputed,
        )
        judged = decided.standing(Judgement)
        spoken = {frozenset((j.left, j.right)) for j in judged}
        asking = catalogue.questions_of(incident)
        questions = [q for q in asking if frozenset((q.left, q.right)) not in spoken]
        return {
            "incident": incident,
            "page": Gathered(incident, teller, found.rejected),
            "sources": teller.sources,
            "copies": _copies(
                catalogue, view, {view.accounts[a].document for a in incident.accounts}
            ),
            "questions": asked(incident, questions, catalogue),
            "judged": [j for j in judged if {j.left, j.right} & set(incident.accounts)],
        }


def _beside(incident: Incident, catalogue: Catalogue) -> dict[str, Any]:
    return {"others": catalogue.near(incident, NEAR)}


def _copies(
    catalogue: Catalogue, view: View, telling: set[str]
) -> dict[str, list[tuple[str, str]]]:
    """Tell of each document of an incident which of the others are its copies, and how."""
    found: dict[str, list[tuple[str, str]]] = {}
    for copy in catalogue.copies(telling):
        ends = copy.document, copy.other
        if telling.issuperset(ends):
            for one, other in {ends, ends[::-1]}:
                found.setdefault(one, []).append((copy.kind, view.documents[other].name))
    return found
