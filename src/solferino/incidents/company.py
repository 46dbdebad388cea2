"""What the accounts of a growing group come from, and whether two groups can be one incident.

Comparing all accounts of two groups with each other would take the square of a large group; each
group keeps instead what can speak against another: its documents, countries, outermost days and
facilities. The answer is the same as that of comparing all pairs.
"""

from collections.abc import Iterable, Iterator, Mapping
from itertools import combinations

from solferino.incidents.compare import BY_WORDING, NEXT_DAY, other_facility
from solferino.incidents.sight import Sight
from solferino.model import Judgement

Pair = tuple[str, str]
Naming = tuple[object, ...]
AGAINST = 50  # what a pair with nothing to join it counts against a join by wording
MOST = 100  # what a pair counts for it at most, however much it shares


class Company:
    """Accounts together: what each further account is held against.

    `documents` are the tellers, each with the event that it tells of; `doubled` those of them that
    tell of two. `first_end` is the earliest last day that one of them tells, `last_start` the
    latest first day; `namings` has an account for each way in which the facility is named.
    """

    def __init__(self, sights: Iterable[Sight]) -> None:
        """Gather accounts; any number, in any order."""
        self.accounts: list[str] = []
        self.documents: dict[str, str] = {}
        self.doubled: set[str] = set()
        self.countries: set[str] = set()
        self.first_end: int | None = None
        self.last_start: int | None = None
        self.namings: dict[Naming, Sight] = {}
        for seen in sights:
            self.add(seen)

    def add(self, seen: Sight) -> None:
        """Take in an account."""
        self.accounts.append(seen.account)
        if self.documents.setdefault(seen.teller, seen.event) != seen.event:
            self.doubled.add(seen.teller)
        if seen.country:
            self.countries.add(seen.country)
        if seen.days is not None:
            self._bound(seen.days.earliest, seen.days.latest)
        if seen.mains:
            self.namings.setdefault(_naming(seen), seen)

    def _bound(self, earliest: int | None, latest: int | None) -> None:
        if earliest is not None and (self.last_start is None or earliest > self.last_start):
            self.last_start = earliest
        if latest is not None and (self.first_end is None or latest < self.first_end):
            self.first_end = latest

    def take(self, other: "Company") -> None:
        """Take in all of another company."""
        self.accounts += other.accounts
        self.doubled |= other.doubled | set(_told_as_two(self.documents, other.documents))
        self.documents = other.documents | self.documents
        self.countries |= other.countries
        self._bound(other.last_start, other.first_end)
        for naming, seen in other.namings.items():
            self.namings.setdefault(naming, seen)

    def against(self, other: "Company") -> bool:
        """Whether an account here and one there cannot tell of one event."""
        if any(True for _ in _told_as_two(self.documents, other.documents)):
            return True
        if self.countries and other.countries and len(self.countries | other.countries) > 1:
            return True
        if _parted(self.last_start, other.first_end) or _parted(other.last_start, self.first_end):
            return True
        return any(
            other_facility(a, b) for a in self.namings.values() for b in other.namings.values()
        )

    def tears(self, seen: Sight) -> bool:
        """Whether another account here cannot tell of the event of this one, which is here too."""
        if seen.teller in self.doubled:
            return True
        if seen.country and len(self.countries) > 1:
            return True
        if seen.days is not None and (
            _parted(self.last_start, seen.days.latest)
            or _parted(seen.days.earliest, self.first_end)
        ):
            return True
        return any(other_facility(seen, other) for other in self.namings.values())

    def at_one(self) -> bool:
        """Whether no account here speaks against another."""
        if self.doubled or len(self.countries) > 1 or _parted(self.last_start, self.first_end):
            return False
        return not any(other_facility(a, b) for a, b in combinations(self.namings.values(), 2))


def _told_as_two(one: Mapping[str, str], other: Mapping[str, str]) -> Iterator[str]:
    """Give the tellers that tell of one event here and of another there."""
    small, large = (one, other) if len(one) < len(other) else (other, one)
    return (teller for teller, event in small.items() if large.get(teller, event) != event)


def _parted(earliest: int | None, latest: int | None) -> bool:
    return earliest is not None and latest is not None and earliest - latest > NEXT_DAY


def _naming(seen: Sight) -> Naming:
    """Give what decides between two accounts whether they name different facilities."""
    return seen.entities, seen.mains, seen.names, seen.places, seen.place_entity


class Companies:
    """All companies of a grouping under way: the watch over joins by rule.

    `spoken` are the pairs on which people have said something: no rule speaks of them.
    `near` gives the score of each pair that a rule judges the same.
    """

    def __init__(
        self,
        sights: Mapping[str, Sight],
        spoken: Iterable[Pair],
        near: Mapping[str, Mapping[str, int]],
    ) -> None:
        """Begin with each account by itself."""
        self._sights = sights
        self._near = near
        self._grown: dict[str, Company] = {}
        self._spoken: dict[str, set[str]] = {}
        for a, b in spoken:
            self._spoken.setdefault(a, set()).add(b)
            self._spoken.setdefault(b, set()).add(a)

    def forbids(self, judgement: Judgement, home: str, other: str) -> bool:
        """Whether an account of the one group and one of the other cannot be one event's."""
        one, two = self._of(home), self._of(other)
        if self._said_between(one, two):
            if self._parted(one, two):
                return True
        elif one.against(two):
            return True
        return judgement.score < BY_WORDING and self._outvoted(one, two)

    def joined(self, home: str, other: str) -> None:
        """Move the company of the other group into that of the first."""
        company = self._grown[home] = self._of(home)
        company.take(self._of(other))
        self._grown.pop(other, None)

    def _of(self, home: str) -> Company:
        return self._grown.get(home) or Company([self._sights[home]])

    def _said_between(self, one: Company, two: Company) -> bool:
        if not self._spoken:
            return False
        there = set(two.accounts)
        return any(not there.isdisjoint(self._spoken.get(a, ())) for a in one.accounts)

    def _parted(self, one: Company, two: Company) -> bool:
        """Compare all pairs but those of which people have spoken."""
        for a in one.accounts:
            unsaid = [b for b in two.accounts if b not in self._spoken.get(a, ())]
            if Company([self._sights[a]]).against(Company(self._sights[b] for b in unsaid)):
                return True
        return False

    def _outvoted(self, one: Company, two: Company) -> bool:
        """Whether more speaks against a join by wording than for it, over all pairs across."""
        small, large = sorted((one, two), key=lambda c: len(c.accounts))
        there = set(large.accounts)
        votes = -AGAINST * len(small.accounts) * len(there)
        for account in small.accounts:
            near = self._near.get(account, {})
            fits = (score for other, score in near.items() if other in there)
            votes += sum(min(score, MOST) + AGAINST for score in fits)
        return votes < 0
