"""The pages of incidents: the list, one incident, and the way from any id to its page."""

from sqlalchemy import Connection
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from solferino.desk import overview
from solferino.desk.drawing import drawn
from solferino.desk.gathering import asked, documents_of, gather
from solferino.desk.overview import asked_for
from solferino.desk.quoting import FullQuoter
from solferino.desk.setting import Setting
from solferino.desk.shelf import Catalogue
from solferino.desk.telling import DeskTeller
from solferino.model import Incident, Judgement
from solferino.publish.view import View
from solferino.store.listing import NEEDS

PAGE = 100  # rows of a list on one page
NEAR = 200  # incidents that are offered for joining


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
        """Show an incident: what is said of it, by whom, where accounts agree and do not."""
        id_ = request.path_params["id"]
        with self._at.shelf.look() as (catalogue, connection):
            incident = catalogue.incidents.get(id_)
            if incident is None:
                return self._moved(id_, catalogue)
            return self._shown(request, incident, catalogue, connection)

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

    def _shown(
        self, request: Request, derived: Incident, catalogue: Catalogue, connection: Connection
    ) -> Response:
        decided = self._at.shelf.decided()
        found = drawn(derived, catalogue, connection, decided)
        incident, view = found.incident, View(found.picture)
        teller = DeskTeller(
            view,
            documents_of(incident, view),
            FullQuoter(view.documents),
            self._at.frame.phrasing(request),
            found.disputed,
        )
        judged = decided.standing(Judgement)
        spoken = {frozenset((j.left, j.right)) for j in judged}
        asking = catalogue.questions_of(incident)
        questions = [q for q in asking if frozenset((q.left, q.right)) not in spoken]
        return self._at.frame.page(
            request,
            "incident.html",
            catalogue,
            incident=incident,
            page=gather(incident, teller, found.rejected),
            sources=teller.sources,
            copies=_copies(catalogue, {view.accounts[a].document for a in incident.accounts}),
            questions=asked(incident, questions, catalogue),
            judged=[j for j in judged if {j.left, j.right} & set(incident.accounts)],
            others=catalogue.near(incident, NEAR),
        )


def _copies(catalogue: Catalogue, telling: set[str]) -> dict[str, list[tuple[str, str]]]:
    """Tell of each document of an incident which of the others are its copies, and how."""
    found: dict[str, list[tuple[str, str]]] = {}
    own = [c for c in catalogue.copies(telling) if {c.document, c.other} <= telling]
    lines = catalogue.lines.some(sorted({end for c in own for end in (c.document, c.other)}))
    for copy in own:
        for one, other in {(copy.document, copy.other), (copy.other, copy.document)}:
            found.setdefault(one, []).append((copy.kind, lines[other].name))
    return found
