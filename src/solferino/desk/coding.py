"""The coded row: one incident in a publisher's columns, each cell with its words one key away.

The whole row is accepted in one key: every value behind its cells is accepted as it is shown. A
cell is corrected where it stands, by the value that it rests on.
"""

from collections.abc import Callable, Iterator, Sequence
from itertools import islice
from urllib.parse import urlencode

from sqlalchemy import Connection
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from solferino.codec import value
from solferino.desk.columns import OWN, tables
from solferino.desk.correcting import Field, fields
from solferino.desk.deciding import Deciding
from solferino.desk.drawing import drawn
from solferino.desk.excerpts import quoter_of
from solferino.desk.intake import WHOLE
from solferino.desk.setting import Form, Setting, posting
from solferino.desk.shelf import Catalogue
from solferino.desk.sitting import decider, remember, way_back
from solferino.desk.telling import DeskTeller
from solferino.model import Assessment, Claim, Incident, assess
from solferino.ports import Picture
from solferino.publish.exchange.clerk import Clerk
from solferino.publish.exchange.coding import CodedRow, coded_file
from solferino.publish.exchange.own_columns import Column, own_columns_row
from solferino.publish.exchange.shcc_file import shcc_row
from solferino.publish.exchange.ssa import ssa_row
from solferino.publish.phrasing import Phrasing
from solferino.publish.said import Said
from solferino.publish.view import View
from solferino.store import lookup

SCHEMES: dict[str, Callable[[Incident, Clerk], CodedRow]] = {"ssa": ssa_row, "shcc": shcc_row}
AROUND = 90  # characters on either side of words
Drawn = tuple[str, Incident, frozenset[str]]  # a row: scheme, incident, what people said of it
ROWS = 2000  # of the table of all rows
CSV = "text/csv; charset=utf-8"
SHOWN = 6  # values of one cell that are shown with their words


@value
class Behind:
    """A value behind a cell, with its words and the fields by which it is corrected."""

    claim: Claim
    said: Said
    before: str
    after: str
    fields: tuple[Field, ...]


@value
class Cell:
    """One cell of a row: what stands in it, why, and the values that it rests on."""

    column: str
    text: str
    remark: str
    behind: tuple[Behind, ...]
    more: int


class Coding:
    """Answers the addresses of coded rows."""

    def __init__(self, setting: Setting) -> None:
        """Code what stands on the shelf."""
        self._at = setting
        self._deciding = Deciding(setting)
        self._open: dict[Drawn, bool] = {}  # whether rows that were drawn before wait for somebody

    def routes(self) -> list[Route]:
        """List the addresses."""
        return [
            Route("/coding", self.first),
            Route("/coding/rows.csv", self.table),
            Route("/coding/{id}", self.row),
            Route("/coding/{id}/accept", posting(self.accept), methods=["POST"]),
            Route("/coding/{id}/undo", posting(self.undo), methods=["POST"]),
        ]

    def first(self, request: Request) -> Response:
        """Lead to the first row that is not done yet."""
        scheme = self._scheme(request)
        with self._at.shelf.look() as (catalogue, connection):
            first = next(self._left(scheme, catalogue, connection)[1], None)
        return RedirectResponse(_address(first, scheme) if first else "/intake", 303)

    def row(self, request: Request) -> Response:
        """Show one incident as a row, cell below cell."""
        scheme = self._scheme(request)
        with self._at.shelf.look() as (catalogue, connection):
            incident = _found(catalogue, request.path_params["id"])
            seen, cells, sources = self._coded(
                incident, scheme, catalogue, connection, self._at.frame.phrasing(request)
            )
            left, ahead = self._left(scheme, catalogue, connection)
            following = next((id_ for id_ in ahead if id_ != incident.id), None)
            known = [
                c for c in seen.claims if c.id in {b.claim.id for e in cells for b in e.behind}
            ]
            return self._at.frame.page(
                request,
                "row.html",
                catalogue,
                incident=incident,
                scheme=scheme,
                schemes=(*SCHEMES, *(f"{OWN}{name}" for name in self._own())),
                own=OWN,
                cells=cells,
                sources=sources,
                next=_address(following, scheme) if following else "/intake",
                left=left,
                rows=catalogue.counts["incidents"],
                open=sum(c.review == "proposed" for c in known),
                disputed=len(incident.contradictions),
                done=catalogue.incidents.get(request.query_params.get("done", "")),
            )

    def accept(self, request: Request, form: Form) -> Response:
        """Accept every value behind the row's cells that nobody has spoken of yet."""
        by = decider(request, form)
        if not by:
            return self._deciding.ask(request, form)
        scheme = form.get("scheme", "ssa")
        with self._at.shelf.look() as (catalogue, connection):
            incident = _found(catalogue, request.path_params["id"])
            view, coded = self._row(incident, scheme, catalogue, connection)
            claims = {c for cell in coded.values() for c in cell.claims}
            open_ones = [view.claims[c] for c in sorted(claims) if c in view.claims]
            why = f"{WHOLE}{scheme}"
            accepted = [
                assess(c, view.statements[c.statement], "accept", by=by, why=why)
                for c in open_ones
                if c.review == "proposed"
            ]
        self._at.docket.enter(*accepted)
        ahead = way_back(form.get("next", "/coding"))
        done = f"&done={incident.id}" if ahead.startswith("/coding/") else ""
        return self._led(form, f"{ahead}{done}", by)

    def undo(self, request: Request, form: Form) -> Response:
        """Take back what a person accepted as this row, all of it."""
        by = decider(request, form)
        if not by:
            return self._deciding.ask(request, form)
        decided = self._at.shelf.decided()
        with self._at.shelf.look() as (catalogue, connection):
            incident = _found(catalogue, request.path_params["id"])
            accounts = lookup.accounts(connection, incident.accounts)
        claims = {c for a in accounts for c in (*a.claims, *(a.found or ()))}
        own = [
            a
            for a in decided.standing(Assessment)
            if a.by == by and a.why.startswith(WHOLE) and a.claim.id in claims
        ]
        if own:
            self._at.docket.take_back(*own, by=by)
        return self._led(form, _address(incident.id, form.get("scheme", "ssa")), by)

    def _led(self, form: Form, address: str, by: str) -> Response:
        answer = RedirectResponse(address, 303)
        if "by" in form:
            remember(answer, by=by)
        return answer

    def _row(
        self, incident: Incident, scheme: str, catalogue: Catalogue, connection: Connection
    ) -> tuple[View, CodedRow]:
        found = drawn(incident, catalogue, connection, self._at.shelf.decided())
        view = View(found.graded)
        columns = self._own().get(scheme.removeprefix(OWN)) if scheme.startswith(OWN) else None
        if columns is not None:
            return view, own_columns_row(found.incident, Clerk(view), columns)
        return view, SCHEMES.get(scheme, ssa_row)(found.incident, Clerk(view))

    def _own(self) -> dict[str, tuple[Column, ...]]:
        """Give the tables of one's own that can be understood, by name."""
        every = tables(self._at.shelf.path).values()
        return {table.name: table.columns for table in every if table.columns}

    def _scheme(self, request: Request) -> str:
        told = request.query_params.get("scheme", "ssa")
        own = told.startswith(OWN) and told.removeprefix(OWN) in self._own()
        return told if own or told in SCHEMES else "ssa"

    def table(self, request: Request) -> Response:
        """Send the rows of all incidents, by date, as CSV: the first `ROWS` of them."""
        scheme = self._scheme(request)
        with self._at.shelf.look() as (catalogue, connection):
            some = islice(catalogue.incidents.values(), ROWS)
            rows = [self._row(i, scheme, catalogue, connection)[1] for i in some]
            columns = rows[0] if rows else {}
        headers = {"Content-Disposition": 'attachment; filename="rows.csv"'}
        return Response(coded_file(tuple(columns), rows), media_type=CSV, headers=headers)

    def _left(
        self, scheme: str, catalogue: Catalogue, connection: Connection
    ) -> tuple[int, Iterator[str]]:
        """Count the incidents whose rows are not done yet, and go through them (ids) by date.

        A row is done when a person accepted it as a whole, or decided every value behind its cells.
        """
        decided = self._at.shelf.decided()
        spoken = decided.spoken
        table = repr((scheme, self._own().get(scheme.removeprefix(OWN))))
        whole = {c for c, own in spoken.items() if any(a.why.startswith(WHOLE) for a in own)}
        names: dict[object, list[str]] = {}
        for name in decided.upright(Assessment):
            names.setdefault(decided.about[name], []).append(name)
        touched = catalogue.told_in({a.span.document for said in spoken.values() for a in said})
        claims = {a.id: {*a.claims, *(a.found or ())} for a in touched}
        homes = set(catalogue.home.some(claims).values())
        done, drawn_now = set[str](), dict[Drawn, bool]()
        for incident in catalogue.incidents.some(homes).values():
            own = set[str]().union(*(claims.get(a, ()) for a in incident.accounts))
            if own & whole:
                done.add(incident.id)
            elif own and all(len(spoken.get(c, ())) == 1 for c in own):
                done.add(incident.id)  # people spoke of all that anybody says of it
            elif own := own & spoken.keys():
                known = table, incident, frozenset(n for c in own for n in names[c])
                if known not in self._open:
                    self._open[known] = self._is_open(incident, scheme, catalogue, connection)
                drawn_now[known] = self._open[known]
                if not drawn_now[known]:
                    done.add(incident.id)
        self._open = drawn_now
        ahead = (id_ for id_ in catalogue.incidents if id_ not in done)
        return catalogue.counts["incidents"] - len(done), ahead

    def _is_open(
        self, incident: Incident, scheme: str, catalogue: Catalogue, connection: Connection
    ) -> bool:
        """Whether a value behind the row's cells waits for a person."""
        view, coded = self._row(incident, scheme, catalogue, connection)
        behind = (view.claims[c] for e in coded.values() for c in e.claims if c in view.claims)
        return any(claim.review == "proposed" for claim in behind)

    def _coded(
        self,
        incident: Incident,
        scheme: str,
        catalogue: Catalogue,
        connection: Connection,
        phrasing: Phrasing,
    ) -> tuple[Picture, list[Cell], Sequence[object]]:
        view, coded = self._row(incident, scheme, catalogue, connection)
        quoter = quoter_of(incident, catalogue, connection)
        teller = DeskTeller(view, view.documents, quoter, phrasing)
        cells = []
        for column, cell in coded.items():
            claims = [view.claims[c] for c in cell.claims if c in view.claims]
            behind = [_behind(c, teller.said(c)) for c in _distinct(claims)[:SHOWN]]
            cells.append(
                Cell(
                    column=column,
                    text=cell.text,
                    remark=cell.remark,
                    behind=tuple(behind),
                    more=max(0, len(claims) - len(behind)),
                )
            )
        return view.picture, cells, teller.sources


def _distinct(claims: Sequence[Claim]) -> list[Claim]:
    """Put values that say the same in the same words behind those that say something else."""
    first: dict[tuple[object, str], Claim] = {}
    for claim in claims:
        first.setdefault((claim.value, claim.span.text), claim)
    leading = {c.id for c in first.values()}
    return sorted(claims, key=lambda c: c.id not in leading)


def _behind(claim: Claim, said: Said) -> Behind:
    before, after = said.quote.before, said.quote.after
    if len(before) > AROUND:
        before = f"… {before[-AROUND:].partition(' ')[2]}"
    if len(after) > AROUND:
        after = f"{after[:AROUND].rpartition(' ')[0]} …"
    return Behind(
        claim=claim,
        said=said,
        before=before,
        after=after,
        fields=fields(claim.kind, claim.value),
    )


def _address(incident: str, scheme: str) -> str:
    return f"/coding/{incident}?{urlencode({'scheme': scheme})}"


def _found(catalogue: Catalogue, id_: str) -> Incident:
    incident = catalogue.incidents.get(id_)
    if incident is None:
        raise HTTPException(404)
    return incident
