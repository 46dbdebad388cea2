"""The page of one claim: its words, what people said of it, and the form that corrects it."""

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from solferino.calibration import worth
from solferino.desk import reading
from solferino.desk.correcting import fields
from solferino.desk.deeds import done
from solferino.desk.quoting import FullQuoter
from solferino.desk.selecting import chosen, guessed
from solferino.desk.setting import Setting
from solferino.desk.sitting import way_back
from solferino.model import VALUE_TYPES, Assessment
from solferino.store import findings, lookup


class Claims:
    """Answers the addresses of single claims, and of new ones."""

    def __init__(self, setting: Setting) -> None:
        """Show claims of the case on the shelf."""
        self._at = setting

    def routes(self) -> list[Route]:
        """List the addresses."""
        return [
            Route("/claims/{id}", self.claim),
            Route("/documents/{id}/add", self.adding),
        ]

    def claim(self, request: Request) -> Response:
        """Show a claim in its sentence, with the form that corrects it."""
        id_ = request.path_params["id"]
        decided = self._at.shelf.decided()
        phrasing = self._at.frame.phrasing(request)
        with self._at.shelf.look() as (catalogue, connection):
            told = [e for e in decided.history(id_) if isinstance(e.ruling, Assessment)]
            own = [e.ruling for e in told if isinstance(e.ruling, Assessment)]
            places = [c.span.document for c in lookup.claims(connection, [id_])]
            places += [a.span.document for a in own]
            if not places:
                raise HTTPException(404)
            found = findings.of(connection, places[0])
            seen = decided.upon(found.claims, found.statements, found.accounts, {places[0]})
            claim = next((c for c in seen.claims if c.id == id_), own[0].claim if own else None)
            documents = lookup.documents(connection, places[:1])
            if claim is None or not documents:
                raise HTTPException(404)
            history = [e for e in told if not e.ruling.retracts]
            return self._at.frame.page(
                request,
                "claim.html",
                catalogue,
                claim=claim,
                worth=worth(
                    documents[0].described.language, claim.kind, claim.confidence, claim.rule
                ),
                card=reading.card(claim, documents[0], seen, phrasing),
                quote=FullQuoter({documents[0].id: documents[0]}).quote(claim.span),
                document=documents[0],
                form=fields(claim.kind, claim.value),
                history=[done(e, phrasing, decided.stands) for e in history],
                back=way_back(request.query_params.get("back", f"/documents/{documents[0].id}")),
            )

    def adding(self, request: Request) -> Response:
        """Show the form of a new claim on chosen words, by its kind."""
        told = request.query_params
        with self._at.shelf.look() as (catalogue, connection):
            documents = lookup.documents(connection, [request.path_params["id"]])
            if not documents:
                raise HTTPException(404)
            span = chosen(documents[0], told)
            kind = told.get("kind", "")
            return self._at.frame.page(
                request,
                "adding.html",
                catalogue,
                document=documents[0],
                span=span,
                quote=FullQuoter({documents[0].id: documents[0]}).quote(span),
                kinds=tuple(VALUE_TYPES),
                kind=kind if kind in VALUE_TYPES else "",
                form=fields(kind, guessed(kind, span)) if kind in VALUE_TYPES else (),
                back=f"/documents/{documents[0].id}?at={span.start}-{span.end}",
            )
