"""The picture of an incident: what its accounts tell together, each field with its ground."""

from collections import Counter
from collections.abc import Iterable, Sequence

from solferino.incidents.blame import accusations
from solferino.incidents.contradictions import contradictions
from solferino.incidents.ground import Ground, by_frequency, foremost
from solferino.incidents.interval import Interval, common, edtf, envelope, interval, iso
from solferino.incidents.sight import facility_words
from solferino.incidents.tolls import tolls
from solferino.model import Incident, Telling


def incidents(
    groups: Iterable[Sequence[str]],
    tellings: Iterable[Telling],
    ground: Ground,
) -> tuple[Incident, ...]:
    """Describe each group of accounts (ids) as an incident, sorted by id.

    An incident's id is its smallest account's.
    """
    told = {telling.account: telling for telling in tellings}
    found = (_incident([told[a] for a in sorted(group)], ground) for group in groups)
    return tuple(sorted(found, key=lambda incident: incident.id))


def _incident(tellings: Sequence[Telling], ground: Ground) -> Incident:
    leading = _leading(tellings)
    facility, name = _facility(leading, ground)
    place = _longest_of_foremost(t.place.name for t in leading if t.place is not None)
    span, written = _date(tellings)
    blame = accusations(tellings, ground)
    return Incident(
        id=tellings[0].account,
        title=_title(place, name, span),
        facility=facility,
        place=place,
        country=foremost(
            t.place.country for t in leading if t.place is not None and t.place.country is not None
        ),
        earliest=iso(span.earliest),
        latest=iso(span.latest),
        edtf=written,
        event_types=by_frequency(kind for t in tellings for kind in t.event_types),
        weapons=by_frequency(weapon for t in tellings for weapon in t.weapons),
        effects=by_frequency(effect for t in tellings for effect in t.effects),
        casualties=tolls(tellings, ground),
        responsibility=blame,
        contradictions=contradictions(tellings, blame, ground),
        origins=ground.origins_of(c for t in tellings for c in t.claims),
        accounts=tuple(t.account for t in tellings),
    )


def _leading(tellings: Sequence[Telling]) -> list[Telling]:
    """Keep the accounts that tell of the event first: main ones, else secondary ones, else all."""
    for role in ("main", "secondary"):
        found = [t for t in tellings if t.role == role]
        if found:
            return found
    return list(tellings)


def _facility(tellings: Sequence[Telling], ground: Ground) -> tuple[str | None, str | None]:
    """Take the facility that most accounts name: its entity and its name in their words.

    A name proper goes before a description ("the hospital").
    """
    named = [(t.document, t.facility.name) for t in tellings if t.facility is not None]
    named = [n for n in named if facility_words(n[1])] or named
    entities = {n: ground.directory.of(*n) for n in named}
    entity = foremost(entities[n] for n in named if entities[n] is not None)
    return entity, _longest_of_foremost(n[1] for n in named if entities[n] == entity)


def _longest_of_foremost(names: Iterable[str]) -> str | None:
    """Take the most frequent name, of several the longest, of several the first by alphabet.

    A dateline's capitals ("OSSAVAR") count as the name, which is given as others write it.
    """
    told = list(names)
    often = Counter(n.casefold() for n in told)
    return min(
        told,
        key=lambda n: (-often[n.casefold()], -len(n), n.isupper(), -told.count(n), n),
        default=None,
    )


def _date(tellings: Sequence[Telling]) -> tuple[Interval, str | None]:
    """Intersect the days of the leading accounts, or span them where they exclude each other.

    Other accounts count only where no leading one has a date. The writing of an account's own
    date (EDTF) is kept where its days are the result.
    """
    dated = [t for t in _leading(tellings) if interval(t.time) is not None]
    dated = dated or [t for t in tellings if interval(t.time) is not None]
    spans = [span for t in dated if (span := interval(t.time)) is not None]
    if not spans:
        return Interval(earliest=None, latest=None), None
    shared = common(spans) or envelope(spans)
    own = (
        t.time.edtf
        for t in dated
        if t.time is not None and t.time.edtf is not None and interval(t.time) == shared
    )
    return shared, foremost(own) or edtf(shared)


def _title(place: str | None, facility: str | None, span: Interval) -> str:
    """Name an incident by place, facility and date, never by an actor."""
    return ", ".join(
        (place or "place unknown", facility or "facility not named", _title_date(span))
    )


def _title_date(span: Interval) -> str:
    first, last = iso(span.earliest), iso(span.latest)
    if first is None and last is None:
        return "date unknown"
    if first is None:
        return f"until {last}"
    if last is None:
        return f"from {first}"
    return first if first == last else f"{first} to {last}"
