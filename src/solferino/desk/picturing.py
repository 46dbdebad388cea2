"""The drawn pages: where, when and how many; of one incident, who said what when and from where."""

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from sqlalchemy import Connection
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import FileResponse, Response
from starlette.routing import Route

from solferino.desk.excerpts import around, quoter_of
from solferino.desk.setting import Setting
from solferino.desk.shelf import Catalogue
from solferino.desk.telling import DeskTeller
from solferino.ledgers.register import counting
from solferino.model import Entity, Incident
from solferino.publish.catalogue import Tongue
from solferino.publish.drawing.bars import Bar, months, rows
from solferino.publish.drawing.map import Placed, Site, drawn_map, located, sites
from solferino.publish.drawing.shapes import Drawing, mirrored
from solferino.publish.pictures import Course, Ways, course, ways
from solferino.publish.view import View
from solferino.store import listing
from solferino.text.fold import fold

STYLE = Path(__file__).parents[1] / "publish" / "templates" / "drawing.css"
LISTED = 30  # rows of a list beside a drawing; the search has all
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
            if self._drawn is None or self._drawn[:2] != (catalogue.moment, key):
                self._drawn = catalogue.moment, key, _case(catalogue, connection, tongue)
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
            quoter = quoter_of(incident, catalogue, connection)
            teller = DeskTeller(view, view.documents, quoter, phrasing)
            told = course(incident, teller, spoken(tongue), phrasing.wording, phrasing.manner)
            steps = ways(incident, teller, tongue.words)
            found = sites([incident], _around(incident, catalogue))
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


def _around(incident: Incident, catalogue: Catalogue) -> dict[str, Entity]:
    """Give the incident's facility, and the places of its name."""
    place = fold(incident.place or "")
    named = {e.id: e for e in catalogue.bearing([("place", place)])}
    return named | catalogue.entities.some([incident.facility] if incident.facility else [])


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
    counted = listing.charted(connection)
    number = sum(row[-1] for row in counted)
    found, more = _places(catalogue, connection)
    links = {n: f"/search?facility={s.name}" for n, s in enumerate(found, start=1) if s.name}
    rules = counting()
    charts = []
    for dimension, numbers in zip(DIMENSIONS, _numbers(counted), strict=True):
        drawn = _chart(dimension, numbers, tongue)
        listed = sorted(numbers.items(), key=lambda pair: (pair[0] == "", pair[0]))
        rule = tongue.say(f"rule.{dimension}")
        charts.append((dimension, rule, turned(drawn, tongue), listed))
    return {
        "sites": found[:LISTED],
        "more": more,
        "map": drawn_map(found, links),
        "charts": charts,
        "counted": number,
        "left_out": catalogue.counts["incidents"] - number,
        "whole": " ".join(str(rules["whole"]).split()),
    }


def _places(catalogue: Catalogue, connection: Connection) -> tuple[tuple[Site, ...], int]:
    """Find where incidents are: all that the map shows, and where most of the others are.

    With the number of places beyond those that are listed.
    """
    known = catalogue.entities.some(listing.pointed(connection))
    towns = {fold(n) for e in known.values() if e.kind == "place" for n in (e.name, *e.names)}
    number, rows = listing.placed(connection, sorted(towns), LISTED)
    entities = known | catalogue.entities.some(f for f, *_ in rows if f)
    firsts = catalogue.incidents.some(ids[0] for facility, _, _, ids in rows if not facility)
    found = located(
        (
            Placed(
                facility=facility or None,
                place=firsts[ids[0]].place if ids[0] in firsts else place or None,
                country=country or None,
                incidents=tuple(ids),
            )
            for facility, place, country, ids in rows
        ),
        entities,
    )
    others = max(0, number - LISTED)  # that were not asked for
    return found, others + max(0, len(found) - LISTED)


def _numbers(counted: Iterable[tuple[str, str, str, int]]) -> tuple[dict[str, int], ...]:
    """Count incidents by month, country, kind as the register does; "" is not known."""
    found: tuple[dict[str, int], ...] = ({}, {}, {})
    for country, month, kinds, number in counted:
        for numbers, told in zip(
            found, ((month,), (country,), kinds.split() or ("",)), strict=True
        ):
            for code in told:
                numbers[code] = numbers.get(code, 0) + number
    return found


def _chart(dimension: str, numbers: dict[str, int], tongue: Tongue) -> Drawing | None:
    if dimension == "month":
        return months({month: n for month, n in numbers.items() if month})
    order = sorted(numbers.items(), key=lambda pair: (pair[0] == "", -pair[1], pair[0]))
    unknown = tongue.say("phrase.unknown")
    return rows([Bar(words=tongue.words(c) if c else unknown, number=n) for c, n in order])
