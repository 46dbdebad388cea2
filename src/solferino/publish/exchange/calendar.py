"""iCalendar (RFC 5545): one entry for each incident, over the days on which it may have been.

A calendar has no word for an open or unknown day: incidents whose days are not bounded on both
sides are not in it, and its description says how many they are.
"""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from typing import BinaryIO

from solferino.model import Incident
from solferino.ports import Picture
from solferino.publish.exchange.clerk import Clerk
from solferino.publish.exchange.shcc_file import described
from solferino.publish.notice import notice
from solferino.publish.view import View

OCTETS = 75  # of a line, without its end
END = "\r\n"
UNTOLD = "19700101T000000Z"


class IcsExporter:
    """Writes a calendar of whole days; nobody's time is blocked by it."""

    name = "ics"
    version = "1"

    def write(self, picture: Picture, out: BinaryIO) -> None:
        """Write the calendar, entries by first day and id."""
        clerk = Clerk(View(picture))
        dated, open_ones = [], 0
        for incident in clerk.view.incidents.values():
            if incident.earliest and incident.latest:
                dated.append(incident)
            else:
                open_ones += 1
        dated.sort(key=lambda i: (i.earliest or "", i.id))
        lines = [
            *_head(picture, open_ones),
            *(line for i in dated for line in _entry(i, picture, clerk)),
            "END:VCALENDAR",
        ]
        out.write("".join(f"{folded(line)}{END}" for line in lines).encode())


def _head(picture: Picture, open_ones: int) -> Iterator[str]:
    yield "BEGIN:VCALENDAR"
    yield "VERSION:2.0"
    yield f"PRODID:-//Solferino//{_escaped(picture.engine)}//EN"
    yield f"X-WR-CALNAME:{_escaped(picture.name)}"
    left = f" {open_ones} incidents have no bounded days and are not in this calendar."
    yield f"X-WR-CALDESC:{_escaped(notice(picture) + (left if open_ones else ''))}"


def _entry(incident: Incident, picture: Picture, clerk: Clerk) -> Iterator[str]:
    first = date.fromisoformat(incident.earliest or "")
    last = date.fromisoformat(incident.latest or "")
    point = clerk.point(incident)
    facility = clerk.view.entities.get(incident.facility or "")
    at = ", ".join(filter(None, (facility.name if facility else None, incident.place)))
    span = "" if first == last else f" On one of the days from {first} to {last}."
    more = _edtf(incident) + _reviewed(incident, clerk)
    yield "BEGIN:VEVENT"
    yield f"UID:{incident.id}@solferino"
    yield f"DTSTAMP:{_stamp(picture.created)}"
    yield f"DTSTART;VALUE=DATE:{first:%Y%m%d}"
    yield f"DTEND;VALUE=DATE:{last + timedelta(days=1):%Y%m%d}"
    yield f"SUMMARY:{_escaped(incident.title)}"
    yield f"DESCRIPTION:{_escaped(described(incident, clerk) + span + more)}"
    if at:
        yield f"LOCATION:{_escaped(at)}"
    if point:
        yield f"GEO:{point.latitude};{point.longitude}"
    if incident.event_types:
        yield f"CATEGORIES:{','.join(map(_escaped, incident.event_types))}"
    yield "TRANSP:TRANSPARENT"
    yield "END:VEVENT"


def _edtf(incident: Incident) -> str:
    return f" EDTF: {incident.edtf}." if incident.edtf else ""


def _reviewed(incident: Incident, clerk: Clerk) -> str:
    """Say how much a person has looked at; a calendar's own "confirmed" means something else."""
    claims = clerk.view.claims_of(incident)
    done = sum(1 for c in claims if c.review != "proposed")
    return f" Reviewed by a person: {done} of {len(claims)} claims."


def _stamp(created: str) -> str:
    """Write when the case was begun; a calendar asks for a time also where none is told."""
    if not created:
        return UNTOLD
    when = datetime.fromisoformat(created)
    known = when if when.tzinfo else when.replace(tzinfo=UTC)
    return f"{known.astimezone(UTC):%Y%m%dT%H%M%SZ}"


def _escaped(text: str) -> str:
    for sign in ("\\", ";", ","):
        text = text.replace(sign, f"\\{sign}")
    lines = "".join(c if c >= " " or c in "\t\n" else " " for c in text).split("\n")
    return "\\n".join(lines)


def folded(line: str) -> str:
    """Break a line after 75 octets at most, never inside a character."""
    pieces, own, room = [], "", OCTETS
    for character in line:
        size = len(character.encode())
        if size > room:
            pieces.append(own)
            own, room = "", OCTETS - 1  # a line that goes on begins with a space
        own += character
        room -= size
    return f"{END} ".join([*pieces, own])
