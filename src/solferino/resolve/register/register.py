"""The register of a case: what lists and people tell of facilities, joined and looked up.

Entries of lists are joined where they bear the same identifier; a person's word joins or parts
any two (`group.py`). Names alone join nothing: entries with one name at one place are told as
doubts, and wait for a person.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from itertools import combinations

from solferino.codec import value
from solferino.group import partition
from solferino.model import Judgement
from solferino.model.register import Amendment, Entry
from solferino.ports import Gazetteer
from solferino.resolve.collector import collector_paused
from solferino.resolve.naming import Likeness
from solferino.resolve.register.agreement import (
    Bearer,
    agree,
    asked_for,
    bearer_of,
    by_name,
    named_on,
    unlike,
)
from solferino.resolve.register.doubles import doubles
from solferino.resolve.register.enlisting import Code, codes_of, entry_of
from solferino.text.fold import fold

RULE = "rule:register-identifier"
ONE_EACH = frozenset({"wikidata", "who"})  # schemes that give a facility one number
TOO_MANY = 8  # bearers of one number: more, and it is no number of a facility
CERTAIN = 1000
SURE = 900  # of 1000: a word less alike than this ("Bahri" for "Bahr") is for a person to see


@value
class Doubt:
    """Something about one or two entries (ids) that only a person can settle."""

    entries: tuple[str, ...]
    why: str


class Register:
    """All entries of a case's register; a function of what goes in, whatever its order."""

    def __init__(
        self,
        listed: Iterable[Entry] = (),
        amendments: Iterable[Amendment] = (),
        judgements: Iterable[Judgement] = (),
        gazetteer: Gazetteer | None = None,
    ) -> None:
        """Join what lists (`listed`) and people tell; `gazetteer` knows where towns are.

        `amendments` are those that still stand.
        """
        self._gazetteer = gazetteer
        with collector_paused():
            self._join(listed, amendments, judgements)
        self._indexes: dict[str | None, Mapping[str, Sequence[str]]] = {}

    def _join(
        self,
        listed: Iterable[Entry],
        amendments: Iterable[Amendment],
        judgements: Iterable[Judgement],
    ) -> None:
        self.told = _laid_over(_united(listed), amendments)
        said = [j for j in judgements if j.left in self.told and j.right in self.told]
        rules, self._unclear = _by_identifier(self.told)
        groups = partition(self.told, [*said, *rules])
        self._members: Mapping[str, Sequence[str]] = {group[0]: group for group in groups}
        self.home: Mapping[str, str] = {member: g[0] for g in groups for member in g}
        joined = (self._joined(group) for group in groups)
        self.entries: tuple[Entry, ...] = tuple(sorted(joined, key=lambda e: e.id))
        self._settled = {frozenset((j.left, j.right)) for j in said}

    def __len__(self) -> int:
        return len(self.entries)

    def entry(self, id_: str) -> Entry | None:
        """Find an entry by its id or that of any entry of a list that is part of it."""
        return self._by_id.get(self.home.get(id_, id_))

    def members(self, id_: str) -> Sequence[str]:
        """Give the ids of the lists' entries that make up an entry."""
        return self._members.get(id_, ())

    def find(self, words: str) -> tuple[Entry, ...]:
        """Find entries by SCHEME:CODE, the beginning of an id, or words of a name."""
        scheme, _, code = words.partition(":")
        coded = [e for e in self.entries if (scheme.lower(), code) in e.codes]
        begun = [e for e in self.entries if e.id.startswith(words)]
        wanted = set(fold(words).split())
        named = (
            e
            for e in self.entries
            if any(wanted <= set(fold(d.value).split()) for d in e.told("name"))
        )
        return tuple(coded or begun or named)

    def candidates(
        self, name: str, town: str | None, country: str | None, day: str | None = None
    ) -> tuple[Entry, ...]:
        """Find the entries that a mention of a facility may mean, by id.

        All share a name with it, in whatever script, surely or perhaps, and nothing tells against
        them: not the kind, the country (ISO 3166-1) nor the town, as far as these are known; and
        the name was there on the day (ISO) on which it was written, where that is told.
        """
        asked = asked_for(name, town, country, self._gazetteer)
        return tuple(entry for entry, _ in self._possible(asked, day))

    def link(
        self, name: str, town: str | None, country: str | None, day: str | None = None
    ) -> Entry | None:
        """Find the one entry that a mention surely means, or null.

        Only where the names are the same, town or country agree, and no second entry has the
        same name there; all else is for a person, who looks at the candidates. A former name finds
        its facility as long as nobody else bears it on the day.
        """
        asked = asked_for(name, town, country, self._gazetteer)
        found = [(e, alike) for e, alike in self._possible(asked, day) if alike.verdict == "same"]
        if len(found) > 1 and day is not None:
            bearing = {e.id for e, _ in self._possible(asked, day, former=False)}
            found = [(e, alike) for e, alike in found if e.id in bearing]
        if len(found) != 1:
            return None
        entry, alike = found[0]
        sure = alike.score >= SURE and agree(asked, self._bearers[entry.id]) is not None
        return entry if sure else None

    def _possible(
        self, asked: Bearer, day: str | None = None, *, former: bool = True
    ) -> list[tuple[Entry, Likeness]]:
        keys = {key for name in asked.read() for key in name.keys}
        ids = {id_ for key in keys for id_ in self._blocks(asked.country).get(key, ())}
        found = []
        for id_ in sorted(ids):
            other = named_on(self._by_id[id_], self._bearers[id_], day, former=former)
            alike = by_name(asked, other)
            if alike is not None and unlike(asked, other) is None:
                found.append((self._by_id[id_], alike))
        return found

    def _blocks(self, country: str | None) -> Mapping[str, Sequence[str]]:
        """Index the names of one country's entries, and of those in no country; null is all.

        Countries are read one by one, when they are asked for: most of a large register is not.
        """
        if country not in self._indexes:
            index: dict[str, list[str]] = {}
            for id_, bearer in self._bearers.items():
                if country is None or bearer.country in (country, None):
                    for key in sorted({key for name in bearer.read() for key in name.keys}):
                        index.setdefault(key, []).append(id_)
            self._indexes[country] = index
        return self._indexes[country]

    @cached_property
    def doubts(self) -> tuple[Doubt, ...]:
        """All that a person should look at: numbers that clash, and what may be there twice."""
        with collector_paused():
            return tuple(sorted(self._doubts(), key=lambda d: (d.entries, d.why)))

    def _doubts(self) -> set[Doubt]:
        clashing = (doubt for entry in self.entries for doubt in _clashes(entry))
        unclear = (self._at_home(doubt) for doubt in self._unclear)
        return {*clashing, *(d for d in unclear if d is not None), *self._twins()}

    @cached_property
    def _by_id(self) -> Mapping[str, Entry]:
        return {entry.id: entry for entry in self.entries}

    @cached_property
    def _bearers(self) -> Mapping[str, Bearer]:
        return {entry.id: bearer_of(entry) for entry in self.entries}

    def _joined(self, group: Sequence[str]) -> Entry:
        if len(group) == 1:
            return self.told[group[0]]
        details = [detail for member in group for detail in self.told[member].details]
        return entry_of(details, own=group[0])

    def _at_home(self, doubt: Doubt) -> Doubt | None:
        if frozenset(doubt.entries) in self._settled:
            return None
        homes = tuple(sorted({self.home[one] for one in doubt.entries}))
        return Doubt(entries=homes, why=doubt.why) if len(homes) > 1 else None

    def _twins(self) -> Iterator[Doubt]:
        """Tell of entries with one name at one place that nobody has judged."""
        settled = {frozenset(self.home[one] for one in pair) for pair in self._settled}
        for pair, place in doubles(self._bearers):
            if frozenset(pair) not in settled:
                yield Doubt(entries=pair, why=f"may be one facility: the same name {place}")


def _united(listed: Iterable[Entry]) -> dict[str, Entry]:
    """Unite entries with one id: the same number in two rows is one facility."""
    found: dict[str, Entry] = {}
    for entry in listed:
        known = found.get(entry.id)
        if known is None:
            found[entry.id] = entry
        elif known.details != entry.details:
            found[entry.id] = entry_of([*known.details, *entry.details], own=entry.id)
    return found


def _laid_over(listed: Mapping[str, Entry], amendments: Iterable[Amendment]) -> dict[str, Entry]:
    """Lay people's edits over what the lists tell; an entry of which nothing is left goes."""
    found = dict(listed)
    by_entry: dict[str, list[Amendment]] = {}
    for amendment in amendments:
        by_entry.setdefault(amendment.entry, []).append(amendment)
    for id_, own in by_entry.items():
        known = set(found.pop(id_).details) if id_ in found else set()
        adds = {a.adds for a in own if a.adds is not None}
        left = (known | adds) - {a.drops for a in own}
        if left:
            found[id_] = entry_of(list(left), own=id_)
    return found


def _by_identifier(told: Mapping[str, Entry]) -> tuple[list[Judgement], list[Doubt]]:
    """Join entries with one number, unless another number of theirs says that they are two."""
    bearers: dict[Code, list[str]] = {}
    for id_ in sorted(told):
        for code in sorted(set(codes_of(told[id_].details))):
            bearers.setdefault(code, []).append(id_)
    judged: list[Judgement] = []
    unclear: list[Doubt] = []
    for code, ids in sorted(bearers.items()):
        if len(ids) > TOO_MANY:
            told_of = f"{len(ids)} entries bear {code[0]} {code[1]}: it joins none of them"
            unclear.append(Doubt(entries=tuple(ids), why=told_of))
            continue
        for left, right in combinations(ids, 2):
            clash = _clash(told[left], told[right])
            shared = f"both bear {code[0]} {code[1]}"
            why = shared if clash is None else f"{shared}, but {clash}"
            judged.append(
                Judgement(
                    left=left,
                    right=right,
                    verdict="same" if clash is None else "different",
                    by=RULE,
                    why=why,
                    score=CERTAIN,
                )
            )
            if clash is not None:
                unclear.append(Doubt(entries=(left, right), why=why))
    return judged, unclear


def _clash(left: Entry, right: Entry) -> str | None:
    """Find what says that two entries are two facilities although they share a number."""
    for scheme in sorted(ONE_EACH):
        one = {code for s, code in left.codes if s == scheme}
        other = {code for s, code in right.codes if s == scheme}
        if one and other and not one & other:
            return f"they differ in {scheme}"
    one = {d.value for d in left.told("country")}
    other = {d.value for d in right.told("country")}
    return "they are in two countries" if one and other and not one & other else None


def _clashes(entry: Entry) -> Iterator[Doubt]:
    """Tell what cannot all be true of one facility."""
    for scheme in sorted(ONE_EACH):
        found = sorted({code for s, code in entry.codes if s == scheme})
        if len(found) > 1:
            yield Doubt(entries=(entry.id,), why=f"has two numbers of {scheme}: {', '.join(found)}")
    countries = sorted({d.value for d in entry.told("country")})
    if len(countries) > 1:
        yield Doubt(entries=(entry.id,), why=f"is in two countries: {', '.join(countries)}")
