"""Reports made by hand, as a careful reader files them. All of them are fiction."""

from typing import Any

from solferino.model import (
    CasualtyValue,
    Document,
    Origin,
)

Desk = Any  # the fixture of conftest.py

NEWS = """\
Shells struck the Marl Street clinic on Friday, Nurse Edda Linnet told the Fenland Health Monitor.
"They aimed at the lamps," said Ruben Hask, a witness who lives opposite. Residents said that two
people died. The Coastal army shelled the clinic, the Fenland Health Monitor said.
"""
WIRE = """\
Guns fired on the harbour clinic of Sandoval through the night and its pharmacy burned down, and
the ferrymen carried eleven people over the water to the monastery, where monks had made ready the
refectory. Residents said that the guns had stood on the northern mole since the beginning of Lent.
"""


def only(origins: tuple[Origin, ...], name: str) -> Origin:
    (found,) = [o for o in origins if o.name == name]
    return found


def read_news(desk: Desk, name: str = "news.txt", **told: str) -> Document:
    """File the report above, with everything that a careful reader finds in it."""
    document: Document = desk.read(name, NEWS, **told)
    told_monitor = desk.say(
        document,
        "Shells struck the Marl Street clinic on Friday",
        ("Edda Linnet", "person"),
        ("Fenland Health Monitor", "organization"),
        cue="told",
    )
    desk.claim(told_monitor, "Shells struck")
    quoted = desk.say(document, '"They aimed at the lamps,"', ("Ruben Hask", "person"), cue="said")
    desk.claim(quoted, "aimed")
    unnamed = desk.say(document, "two\npeople died", ("Residents", "unnamed"), cue="Residents said")
    toll = CasualtyValue(kind="killed", group="total", min=2, max=2, qualifier="exact")
    desk.claim(unnamed, "two\npeople", toll)
    monitor = desk.say(
        document,
        "The Coastal army shelled the clinic",
        ("Fenland Health Monitor", "organization"),
    )
    desk.blame(monitor, "Coastal army")
    return document
