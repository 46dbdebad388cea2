"""The register of facilities: what is told of each, and the facts that it follows from.

An entry is no record with columns but a set of details, each told by somebody at some time, so
that former names, several sources and figures that change have one shape.
"""

from typing import Literal

from solferino.codec import identify, value

Property = Literal[
    "name",
    "type",
    "town",
    "country",
    "point",
    "operator",
    "part_of",
    "identifier",
    "beds",
    "staff",
    "services",
]
Precision = Literal["exact", "district", "town", "region"]


@value
class Detail:
    """One thing told of a facility.

    `value` is text: a name in one script, an ISO 3166-1 code of a country, "latitude longitude"
    in decimal degrees for a point, digits for beds and staff. `tag` says which of its kind: the
    language and script of a name (BCP 47), the precision of a point, the scheme of an identifier,
    the occupation of staff. `since` and `until` bound the time for which it is told, `as_of` is
    when it was told: YYYY, YYYY-MM or YYYY-MM-DD. `source` says who tells it.
    """

    property: Property
    value: str
    source: str
    tag: str | None = None
    since: str | None = None
    until: str | None = None
    as_of: str | None = None


@value
class Entry:
    """A facility of the register: its details, sorted, each once."""

    id: str
    details: tuple[Detail, ...]

    def told(self, of: Property) -> tuple[Detail, ...]:
        """All details of one property."""
        return tuple(d for d in self.details if d.property == of)

    def latest(self, of: Property) -> Detail | None:
        """Choose one detail: one that still holds, then the latest told, then by its text."""
        found = self.told(of)
        if len(found) > 1:
            found = tuple(sorted(found, key=lambda d: (d.value, d.source)))
        return max(found, key=lambda d: (d.until is None, d.as_of or ""), default=None)

    @property
    def name(self) -> str:
        """The name to show: one that still holds, in English if there is one, else untagged."""
        order = {"en": 0, None: 1}
        found = min(
            self.told("name"),
            key=lambda d: (d.until is not None, order.get(d.tag, 2), d.value),
            default=None,
        )
        return found.value if found else self.id

    @property
    def codes(self) -> tuple[tuple[str, str], ...]:
        """The identifiers, as (scheme, code)."""
        return tuple((d.tag or "", d.value) for d in self.told("identifier"))


@value
class Enrolment:
    """That the rows of a file are of the register: the file, and how it is read.

    `original` names the bytes, kept untouched; `mapping` is the whole text of the mapping, so
    that the entries stay a function of this fact. `country` is that of rows which tell none;
    `source` and `as_of` say who made the file and when, where its rows do not.
    """

    original: str
    name: str
    mapping: str
    by: str
    source: str | None = None
    as_of: str | None = None
    country: str | None = None
    why: str = ""
    retracts: str | None = None

    @property
    def id(self) -> str:
        """Digest of the enrolment's content."""
        return identify("enrolment", self)


@value
class Amendment:
    """A person's edit of one entry: a detail that is laid over, one that is taken off, or both.

    `entry` is an id of an entry as a file gave it, or a new one. The details of the files stay
    as they are; taking the amendment back (`retracts`) restores what was there.
    """

    entry: str
    by: str
    why: str
    adds: Detail | None = None
    drops: Detail | None = None
    retracts: str | None = None

    @property
    def id(self) -> str:
        """Digest of the amendment's content."""
        return identify("amendment", self)
