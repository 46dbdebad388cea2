"""The drawn pages: where, when and how many; of one incident, who said what when and from where."""

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from sqlalchemy import Connection
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import FileResponse, Response
from starlette.routing import Route

from solferino.desk.excerpts import around
from solferino.desk.quoting import FullQuoter
from solferino.desk.setting import Setting
from solferino.desk.shelf import Catalogue
from solferino.desk.telling import DeskTeller
from solferino.ledgers.register import counting
from solferino.model import Incident
from solferino.publish.catalogue import Tongue
from solferino.publish.drawing.bars import Bar, months, rows
from solferino.publish.drawing.map import drawn_map, sites
from solferino.publish.drawing.shapes import Drawing, mirrored
from solferino.publish.pictures import Course, Ways, course, ways
from solferino.publish.view import View
from solferino.store.lookup import backgrounds

STYLE = Path(__file__).parents[1] / "publish" / "templates" / "drawing.css"
LISTED = 30  # rows of a list beside a drawing; the search has all
MONTH = 7
DIMENSIONS = ("month", "country", "attack_type")


class Pictures:
    """Answers the addresses of drawings, each a part of a page and a page of its own."""

    def __init__(self, setting: Setting) -> None:
        """Draw what stands on the shelf, in the frame."""
        self._shelf = setting.shelf
        self._frame = setting.frame
        self._drawn: tuple[object, str, dict[str, Any]] | None = None

    def routes(self) -> list[Route]:
        """List the addresses."""
        return [
            Route("/pictures", self.case),
            Route("/incidents/{id}/pictures", self.incident),
            Route("/pictures/drawing.css", self.style),
        ]

    def style(self, request: Request) -> Response:  # noqa: ARG002  (Starlette's signature)
        """Send the style of drawings, the same as the dossier's."""
        return FileResponse(STYLE)

    def case(self, request: Request) -> Response:
        """Draw where and when incidents happened, and how many by month, country and kind."""
        tongue = self._frame.tongue(request)
        with self._shelf.look() as (catalogue, connection):
            key = tongue.code
            if self._drawn is None or self._drawn[0] is not catalogue or self._drawn[1] != key:
                self._drawn = catalogue, key, _case(catalogue, connection, tongue)
            return self._frame.page(request, "pictures.html", catalogue, **self._drawn[2])

    def incident(self, request: Request) -> Response:
        """Draw who said what of an incident when, and the ways from documents to origins."""
        tongue = self._frame.tongue(request)
        phrasing = self._frame.phrasing(request)
        with self._shelf.look() as (catalogue, connection):
            incident = catalogue.incidents.get(request.path_params["id"])
            if incident is None:
                raise HTTPException(404)
            view = View(around(incident, catalogue, connection))
            teller = DeskTeller(view, view.documents, FullQuoter(view.documents), phrasing)
            told = course(incident, teller, spoken(tongue), phrasing.wording, phrasing.manner)
            steps = ways(incident, teller, tongue.words)
            found = sites([incident], catalogue.entities)
            return self._frame.page(
                request,
                "incident_pictures.html",
                catalogue,
                incident=incident,
                course=Course(drawn=turned(told.drawn, tongue), rows=told.rows),
                ways=Ways(drawn=turned(steps.drawn, tongue), rows=steps.rows),
                sites=found,
                map=drawn_map(found),
                sources=teller.sources,
            )


def turned(drawn: Drawing | None, tongue: Tongue) -> Drawing | None:
    """Turn a drawing for readers from right to left."""
    return mirrored(drawn) if drawn is not None and tongue.direction == "rtl" else drawn


def spoken(tongue: Tongue) -> Callable[[str], str]:
    """Say a code, or the sentence that a drawing needs."""

    def said(code: str) -> str:
        key = f"drawn.{code.replace(' ', '_')}"
        return tongue.say(key) if tongue.has(key) else tongue.words(code)

    return said


def _case(catalogue: Catalogue, connection: Connection, tongue: Tongue) -> dict[str, Any]:
    leading = set(catalogue.told) - backgrounds(connection)
    counted = [i for i in catalogue.incidents.values() if leading.intersection(i.accounts)]
    found = sites(counted, catalogue.entities)
    links = {n: f"/search?facility={s.name}" for n, s in enumerate(found, start=1) if s.name}
    rules = counting()
    charts = []
    for dimension in DIMENSIONS:
        numbers = _numbers(dimension, counted)
        drawn = _chart(dimension, numbers, tongue)
        listed = sorted(numbers.items(), key=lambda pair: (pair[0] == "", pair[0]))
        rule = tongue.say(f"rule.{dimension}")
        charts.append((dimension, rule, turned(drawn, tongue), listed))
    return {
        "sites": found[:LISTED],
        "more": max(0, len(found) - LISTED),
        "map": drawn_map(found, links),
        "charts": charts,
        "counted": len(counted),
        "left_out": len(catalogue.incidents) - len(counted),
        "whole": " ".join(str(rules["whole"]).split()),
    }


def _numbers(dimension: str, incidents: Iterable[Incident]) -> dict[str, int]:
    """Count incidents by one dimension as the register does; "" is not known."""
    found: dict[str, int] = {}
    for incident in incidents:
        for told in _told(dimension, incident) or ("",):
            found[told] = found.get(told, 0) + 1
    return found


def _told(dimension: str, incident: Incident) -> tuple[str, ...]:
    if dimension == "attack_type":
        return incident.event_types
    if dimension == "country":
        return (incident.country,) if incident.country else ()
    first, last = incident.earliest, incident.latest
    if first is None or last is None or first[:MONTH] != last[:MONTH]:
        return ()
    return (first[:MONTH],)


def _chart(dimension: str, numbers: dict[str, int], tongue: Tongue) -> Drawing | None:
    if dimension == "month":
        return months({month: n for month, n in numbers.items() if month})
    order = sorted(numbers.items(), key=lambda pair: (pair[0] == "", -pair[1], pair[0]))
    unknown = tongue.say("phrase.unknown")
    return rows([Bar(words=tongue.words(c) if c else unknown, number=n) for c, n in order])
