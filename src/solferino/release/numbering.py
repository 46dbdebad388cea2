"""Public numbers of incidents: given once, never again; a merge redirects, a split succeeds."""

from collections.abc import Mapping, Sequence

from solferino.codec import value
from solferino.model import Incident, Printed, Release


@value
class Numbering:
    """The number of each incident (by its id in the case), and what became of other numbers.

    `redirects` lead from a number to the one that it was merged into, `successors` from a number
    to those of the incidents that it was split into. `withdrawn` are numbers of incidents of which
    nothing is published now; they stay theirs. All three tell only of numbers that readers of the
    series have seen.
    """

    numbers: Mapping[str, int]
    redirects: tuple[tuple[int, int], ...] = ()
    successors: tuple[tuple[int, tuple[int, ...]], ...] = ()
    withdrawn: tuple[int, ...] = ()


def number(incidents: Sequence[Incident], releases: Sequence[Release], series: str) -> Numbering:
    """Give each incident its number: by the accounts under which a release last printed it.

    One number stands for one incident in all series; what became of a number is told only of those
    that `series` printed, so that nothing is called withdrawn by those who never published it.

    A number whose accounts now lie in several incidents is retired and names them. Several numbers
    that meet in one incident become the smallest of them. A new incident gets the next number, in
    order of day. The order of the releases is that in which they came.
    """
    last: dict[int, Printed] = {p.number: p for r in releases for p in r.incidents}
    seen = {p.number for r in releases if r.series == series for p in r.incidents}
    home = {a: i.id for i in incidents for a in i.accounts}
    now = {n: sorted({home[a] for a in p.accounts if a in home}) for n, p in last.items()}
    split = {n for n, found in now.items() if len(found) > 1}
    bearers: dict[str, list[int]] = {}
    for known, found in sorted(now.items()):
        if len(found) == 1:
            bearers.setdefault(found[0], []).append(known)
    numbers = {incident: min(held) for incident, held in bearers.items()}
    fresh = max(last, default=0) + 1
    for incident in sorted(incidents, key=_by_day):
        if incident.id not in numbers:
            numbers[incident.id] = fresh
            fresh += 1
    return Numbering(
        numbers=numbers,
        redirects=tuple(
            (n, numbers[i]) for i, h in sorted(bearers.items()) for n in h[1:] if n in seen
        ),
        successors=tuple(
            (n, tuple(sorted(numbers[i] for i in now[n]))) for n in sorted(split & seen)
        ),
        withdrawn=tuple(n for n in sorted(seen) if not now[n]),
    )


def _by_day(incident: Incident) -> tuple[str, str]:
    return incident.earliest or incident.latest or "9999", incident.id
