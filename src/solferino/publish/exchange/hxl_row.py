"""HXL: one CSV table of incidents under hashtags (HXL 1.1), ranges as pairs of columns."""

from collections.abc import Callable, Iterable
from typing import BinaryIO

from solferino.model import Incident
from solferino.model.terms import Group, Harm
from solferino.ports import Picture
from solferino.publish.exchange.clerk import Clerk
from solferino.publish.exchange.countries import country
from solferino.publish.exchange.written import BOM, written
from solferino.publish.sheets import fitting, guarded
from solferino.publish.view import View

SCHEME = "solferino"  # of the gradings whose word stands under #status+certainty
Told = Callable[[Incident, Clerk], str | int | None]
PEOPLE: tuple[tuple[str, Group], ...] = (
    ("", "total"),
    ("+healthworker", "health_workers"),
    ("+patient", "patients"),
    ("+children", "children"),
)
HARMS: tuple[Harm, ...] = ("killed", "injured", "missing", "detained")
BETWEEN = "|"  # of an HXL list


class HxlExporter:
    """Writes incidents, headers in the first row and hashtags in the second."""

    name = "hxl"
    version = "1"

    def write(self, picture: Picture, out: BinaryIO) -> None:
        """Write the table; numbers and days are such that HXL readers take them for what they are.

        A date that is no single day is a start and an end; its EDTF form stands under #meta+edtf,
        for readers of HXL would take an interval for its beginning.
        """
        clerk = Clerk(View(picture))
        lines = (
            [_text(told(incident, clerk)) for _, _, told in COLUMNS]
            for incident in clerk.view.incidents.values()
        )
        heads = [[header for header, _, _ in COLUMNS], [tag for _, tag, _ in COLUMNS]]
        out.write(written([*heads, *lines], before=BOM))


def _text(cell: str | int | None) -> str:
    if cell is None:
        return ""
    return str(cell) if isinstance(cell, int) else cell


def _free(told: str | None) -> str | None:
    """Write a text of the documents so that no program takes it for a formula."""
    return None if told is None else guarded(fitting(told))


def _listed(items: Iterable[str]) -> str:
    return BETWEEN.join(guarded(fitting(i).replace(BETWEEN, "/")) for i in items)


def _facility(incident: Incident, clerk: Clerk) -> str | None:
    found = clerk.view.entities.get(incident.facility or "")
    return _free(found.name) if found else None


def _types(incident: Incident, clerk: Clerk) -> str:
    return _listed(clerk.types_by_entity.get(incident.facility or "", ()))


def _alpha3(incident: Incident, _: Clerk) -> str | None:
    land = country(incident.country)
    return land.alpha3 if land else None


def _latitude(incident: Incident, clerk: Clerk) -> str | None:
    point = clerk.point(incident)
    return point.latitude if point else None


def _longitude(incident: Incident, clerk: Clerk) -> str | None:
    point = clerk.point(incident)
    return point.longitude if point else None


def _precision(incident: Incident, clerk: Clerk) -> str | None:
    point = clerk.point(incident)
    return point.told if point else None


def _alleged(incident: Incident, clerk: Clerk) -> str:
    named = {
        clerk.view.entities[a.entity].name if a.entity in clerk.view.entities else a.actor
        for a in incident.responsibility
        if a.stance != "denied"
    }
    return _listed(sorted(named))


def _certainty(incident: Incident, clerk: Clerk) -> str | None:
    own = clerk.view.gradings.get(incident.id, ())
    found = [g.grade for g in own if (g.scheme, g.proposition) == (SCHEME, "occurrence")]
    return f"{SCHEME}: {found[0]}" if found else None


def _sources(incident: Incident, clerk: Clerk) -> str:
    return _listed(clerk.document(d) for d in clerk.documents_of(incident))


def _bound(harm: Harm, group: Group, side: str) -> Told:
    def told(incident: Incident, _: Clerk) -> int | None:
        found = (t for t in incident.casualties if (t.kind, t.group) == (harm, group))
        toll = next(found, None)
        return None if toll is None else toll.min if side == "min" else toll.max

    return told


def _figures() -> list[tuple[str, str, Told]]:
    return [
        (
            f"{group.replace('_', ' ').capitalize()} {harm}: {said}",
            f"#affected+{harm}{whose}+{side}",
            _bound(harm, group, side),
        )
        for harm in HARMS
        for whose, group in PEOPLE
        for side, said in (("min", "at least"), ("max", "at most"))
    ]


COLUMNS: tuple[tuple[str, str, Told], ...] = (
    ("Incident id", "#event+id", lambda i, _: i.id),
    ("Public number", "#event+number", lambda i, c: c.view.numbers.get(i.id)),
    ("Incident", "#event+name", lambda i, _: _free(i.title)),
    ("Earliest day", "#date+occurred+start", lambda i, _: i.earliest),
    ("Latest day", "#date+occurred+end", lambda i, _: i.latest),
    ("Date (EDTF)", "#meta+edtf", lambda i, _: i.edtf),
    ("Country", "#country+code+v_iso3", _alpha3),
    ("Place", "#loc+name", lambda i, _: _free(i.place)),
    ("Facility", "#loc+facility+name", _facility),
    ("Types of facility", "#loc+type+list", _types),
    ("Latitude", "#geo+lat", _latitude),
    ("Longitude", "#geo+lon", _longitude),
    ("Coordinates of", "#geo+precision", _precision),
    ("Kinds of attack", "#event+type+list", lambda i, _: _listed(i.event_types)),
    ("Weapons", "#event+weapon+list", lambda i, _: _listed(i.weapons)),
    ("Effects on the facility", "#impact+type+list", lambda i, _: _listed(i.effects)),
    ("Named as responsible, by anybody", "#group+perp+name+alleged+list", _alleged),
    *_figures(),
    ("Origins", "#indicator+origins+num", lambda i, _: len(i.origins)),
    ("Documents", "#indicator+documents+num", lambda i, c: len(c.documents_of(i))),
    ("Certainty that it happened", "#status+certainty", _certainty),
    ("Documents by name", "#meta+source+list", _sources),
)
