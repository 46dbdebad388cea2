"""Which account of an export is the answer to which incident of the gold."""

from datetime import date
from typing import Any

from solferino.measure.names import alike

# One point is what a document must at least share with the gold to be an answer at all: its
# place, or its date, or half of a facility's name.
LEAST = 1.0

Json = dict[str, Any]


def pair(incidents: list[Json], accounts: list[Json]) -> list[tuple[int, int]]:
    """Pair incidents of the gold with accounts of the export, the likest first, each once.

    Returns positions in the two lists.
    """
    scores = sorted(
        (
            (likeness(incident, account), i, j)
            for i, incident in enumerate(incidents)
            for j, account in enumerate(accounts)
        ),
        reverse=True,
    )
    pairs: list[tuple[int, int]] = []
    for score, i, j in scores:
        free = all(i != taken and j != answer for taken, answer in pairs)
        if score >= LEAST and free:
            pairs.append((i, j))
    return pairs


def likeness(incident: Json, account: Json) -> float:
    """Weigh what an account shares with an incident of the gold, mostly facility and place."""
    facility = max(
        alike(name, other)
        for name in (incident.get("facility"), *(incident.get("facility_alt") or ()))
        for other in (account.get("facility"), *(account.get("facility_alt") or ()))
    )
    score = 2 * facility
    if incident.get("facility") and account.get("facility") and score < 0.8:  # noqa: PLR2004
        score -= 0.5  # two facilities that are named and differ
    score += alike(incident.get("place"), account.get("place"))
    if incident.get("date_from") and same_date(incident, account):
        score += 1
    score += 0.8 * len(_numbers(incident) & _numbers(account))
    shared = set(incident["event_types"]) & set(account.get("event_types") or ())
    return score + 0.3 * len(shared)


def _numbers(told: Json) -> set[tuple[str, int]]:
    return {(c["kind"], c["min"]) for c in told.get("casualties") or () if c.get("min")}


def same_date(incident: Json, account: Json) -> bool:
    """Whether the interval given touches the gold's and is not much wider.

    An open interval counts by its one bound. It may be twice as wide as the gold's and two days,
    and always three days.
    """
    given = [(account.get(bound) or "")[:10] for bound in ("earliest", "latest")]
    first, last = given[0] or given[1], given[1] or given[0]
    start, end = incident["date_from"], incident["date_to"] or incident["date_from"]
    if not first or first > end or last < start:
        return False
    try:
        return _days(first, last) <= max(3, 2 * _days(start, end) + 2)
    except ValueError:
        return False


def _days(first: str, last: str) -> int:
    return (date.fromisoformat(last) - date.fromisoformat(first)).days
