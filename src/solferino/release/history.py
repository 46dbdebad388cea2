"""What a release printed, and how it differs from the one before: a log that readers can follow."""

from collections.abc import Iterable, Mapping, Sequence

from solferino.codec import digest, encode, value
from solferino.model import Claim, Incident, Printed, Release
from solferino.ports import Picture
from solferino.publish.exchange.countries import country
from solferino.publish.phrase import days, figure, listed, words

BESIDE = ("reply", "grades")  # which stand in tables of their own; only digests are noted
OPEN = ("date", "figures", "values")  # fields of which the former content may be printed again


@value
class Change:
    """One line of the log: a number, what happened to it, and in which field.

    `before` is null for fields whose former words somebody may have withdrawn for good reason.
    """

    number: int
    what: str  # "new", "changed", "withdrawn"
    field: str = ""
    before: str | None = None
    after: str | None = None


@value
class Logged:
    """One release of a series with what it changed."""

    number: int
    at: str
    why: str
    changes: tuple[Change, ...]


def printed(
    picture: Picture, numbers: Mapping[str, int], accounts: Mapping[str, Sequence[str]]
) -> tuple[Printed, ...]:
    """Note down what a picture prints of each incident; `accounts` are those in the case."""
    claims = {c.id: c for c in picture.claims}
    held = {a.id: a.claims for a in picture.accounts}
    names = {e.id: e.name for e in picture.entities}
    found = []
    for incident in picture.incidents:
        own = [claims[c] for c in sorted({c for a in incident.accounts for c in held[a]})]
        told = _told(incident, own, names)
        found.append(
            Printed(
                number=numbers[incident.id],
                accounts=tuple(sorted(accounts[incident.id])),
                told=(*told, *_beside(incident, picture)),
                content=digest([told, [c.value for c in own]]),
            )
        )
    return tuple(sorted(found, key=lambda p: p.number))


def _told(
    incident: Incident, claims: Sequence[Claim], names: Mapping[str, str]
) -> tuple[tuple[str, str], ...]:
    figures = "; ".join(
        f"{words(t.kind)}, {words(t.group)}: {figure(t.min, t.max, t.qualifier)}"
        for t in incident.casualties
    )
    land = country(incident.country)
    blamed = sorted({f"{a.actor} ({words(a.stance)})" for a in incident.responsibility})
    return (
        ("date", days(incident.earliest, incident.latest)),
        ("place", incident.place or (land.name if land else "")),
        ("facility", names.get(incident.facility or "", "")),
        ("attack", listed(incident.event_types)),
        ("weapons", listed(incident.weapons)),
        ("effects", listed(incident.effects)),
        ("figures", figures),
        ("named", "; ".join(blamed)),
        ("values", str(len(claims))),
    )


def _beside(incident: Incident, picture: Picture) -> tuple[tuple[str, str], ...]:
    """Digest what parties answered and how propositions stand, so that a change is told."""
    heard = [h for h in picture.hearings if h.account in incident.accounts]
    graded = [g for g in picture.gradings if g.incident == incident.id]
    grades = [(g.scheme, g.proposition, g.subject, g.grade, g.why) for g in graded]
    answers = [(h.party, h.status, h.asked_on, h.text) for h in heard]
    held = (sorted(map(encode, answers)), sorted(map(encode, grades)))
    return tuple(
        (name, digest([line.decode() for line in lines]) if lines else "")
        for name, lines in zip(BESIDE, held, strict=True)
    )


def changes(before: Release | None, after: Iterable[Printed]) -> tuple[Change, ...]:
    """Tell what is new, changed and withdrawn since a release; all is new in the first."""
    old = {p.number: p for p in before.incidents} if before else {}
    new = {p.number: p for p in after}
    found: list[Change] = []
    for number in sorted(old | new):
        if number not in old:
            found.append(Change(number=number, what="new"))
        elif number not in new:
            found.append(Change(number=number, what="withdrawn"))
        else:
            told = dict(old[number].told), dict(new[number].told)
            values = old[number].content != new[number].content
            found += _changed(number, *told, values=values)
    return tuple(found)


def _changed(
    number: int, old: Mapping[str, str], new: Mapping[str, str], *, values: bool
) -> Iterable[Change]:
    """Name the fields that differ, of those that both noted; else the words, if `values` differ."""
    fields = [f for f in new if f in old and old[f] != new[f]]
    if values and not set(fields) - set(BESIDE):
        fields.insert(0, "words")
    for field in fields:
        shown = field in OPEN
        yield Change(
            number=number,
            what="changed",
            field=field,
            before=old.get(field) if shown else None,
            after=new.get(field) if shown else None,
        )


def log(releases: Sequence[Release]) -> tuple[Logged, ...]:
    """Tell of each release of one series, in order, what it changed and why."""
    ordered = sorted(releases, key=lambda r: r.number)
    pairs = zip([None, *ordered], ordered, strict=False)
    return tuple(
        Logged(number=r.number, at=r.at, why=r.why, changes=changes(before, r.incidents))
        for before, r in pairs
    )
