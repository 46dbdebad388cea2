"""The coded row: one incident in a publisher's columns, each cell with its words one key away.

The whole row is accepted in one key: every value behind its cells is accepted as it is shown. A
cell is corrected where it stands, by the value that it rests on.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
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
from solferino.model import Assessment, Claim, Incident, Statement, assess, correct
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
        # Of values that were accepted with a row: the incidents, at one moment of what is derived.
        self._homes: tuple[object, dict[str, set[str]]] = None, {}

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
        with self._at.shelf.look() as (catalogue, _):
            first = next(self._left(catalogue)[1], None)
        return RedirectResponse(_address(first, scheme) if first else "/intake", 303)

    def row(self, request: Request) -> Response:
        """Show one incident as a row, cell below cell."""
        scheme = self._scheme(request)
        with self._at.shelf.look() as (catalogue, connection):
            incident = _found(catalogue, request.path_params["id"])
            seen, cells, sources = self._coded(
                incident, scheme, catalogue, connection, self._at.frame.phrasing(request)
            )
            left, ahead = self._left(catalogue)
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
        """Accept every value behind the row's cells that nobody has spoken of yet.

        Where people spoke of all of them, one answer is given again, so that the row is done.
        """
        by = decider(request, form)
        if not by:
            return self._deciding.ask(request, form)
        scheme = form.get("scheme", "ssa")
        with self._at.shelf.look() as (catalogue, connection):
            incident = _found(catalogue, request.path_params["id"])
            view, coded = self._row(incident, scheme, catalogue, connection)
        claims = sorted({c for cell in coded.values() for c in cell.claims} & view.claims.keys())
        spoken, behind = self._at.shelf.decided().spoken, [view.claims[c] for c in claims]
        why, said = f"{WHOLE}{scheme}", view.statements
        new = [c for c in behind if c.id not in spoken] or behind[:1]
        self._at.docket.enter(*(_answered(c, said[c.statement], by, why) for c in new))
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

    def _left(self, catalogue: Catalogue) -> tuple[int, Iterator[str]]:
        """Count the incidents whose rows are not done yet, and go through them (ids) by date."""
        done = self._done(catalogue)
        ahead = (id_ for id_ in catalogue.incidents if id_ not in done)
        return catalogue.counts["incidents"] - len(done), ahead

    def _done(self, catalogue: Catalogue) -> set[str]:
        """Find the incidents whose rows are done: of which a value that stands came with a row.

        Where such a value belongs is asked for once, as long as what is derived stays the same.
        """
        decided = self._at.shelf.decided()
        said = decided.upright(Assessment).items()
        rows = ((decided.about[id_], a) for id_, a in said if a.why.startswith(WHOLE))
        whole = {str(claim): a.span.document for claim, a in rows}
        moment, homes = self._homes
        homes = homes if moment == catalogue.moment else {}
        new = whole.keys() - homes.keys()
        homes |= {claim: set() for claim in new}
        accounts = catalogue.told_in({whole[claim] for claim in new})
        home = catalogue.home.some(account.id for account in accounts)
        for account in accounts:
            for claim in new.intersection(account.claims) if account.id in home else ():
                homes[claim].add(home[account.id])
        self._homes = catalogue.moment, homes
        return set[str]().union(*(homes[claim] for claim in whole))

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


def _answered(claim: Claim, said: Statement, by: str, why: str) -> Assessment:
    """Say yes to a claim that nobody spoke of, and of another one once more what stands of it."""
    if claim.proposed is not None:
        found = replace(claim, value=claim.proposed, proposed=None)
        return correct(found, said, claim.value, by=by, why=why)
    return assess(claim, said, "accept", by=by, why=why)


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
