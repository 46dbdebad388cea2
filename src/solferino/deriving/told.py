"""Incidents and gradings: linked and drawn again where something of theirs was touched."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace

from solferino.codec import value
from solferino.deriving.leaves import Leaf
from solferino.incidents.ground import Ground
from solferino.incidents.link import Linkage, linkage, sights_of
from solferino.incidents.picture import incidents
from solferino.incidents.sight import Sight, wordings
from solferino.incidents.succession import said_on
from solferino.model import Claim, Directory, Grading, Incident, Judgement, Origin, Telling, telling
from solferino.weigh.ladder import grade, is_identified

Behind = Mapping[str, tuple[str, ...]]
Graded = Mapping[str, tuple[Grading, ...]]


@value
class Told:
    """Accounts as they tell and as linking sees them, their linkage, and the incidents by id."""

    tellings: Mapping[str, Telling]
    sights: Mapping[str, Sight]
    linked: Linkage
    incidents: Mapping[str, Incident]

    @property
    def home(self) -> dict[str, str]:
        """Tell of each account in which incident it is."""
        return {account: group[0] for group in self.linked.groups for account in group}


@value
class Touched:
    """What is other than before: documents (ids) as leaf or page, and claims whose origins are."""

    documents: frozenset[str]
    claims: frozenset[str]


def told(
    each: Mapping[str, Leaf],
    ground: tuple[Directory, Behind],
    judgements: Iterable[Judgement],
    touched: Touched,
    before: Told | None,
) -> Told:
    """Link the accounts of one event, and draw each incident from its accounts."""
    directory, behind = ground
    there = {a.id: name for name, leaf in each.items() for a in leaf.accounts}
    again = {name: each[name] for name in touched.documents if name in each}
    tellings = {a: t for a, t in (before.tellings if before else {}).items() if a in there}
    sights = {a: s for a, s in (before.sights if before else {}).items() if a in there}
    fresh = _tellings(again.values())
    tellings.update((t.account, t) for t in fresh)
    sights.update(_sights(fresh, again.values(), directory))
    linked = linkage(sights, judgements, before.linked if before is not None else None)
    moved = _moved(linked, there, tellings, touched, before)
    drawn = _drawn(moved, tellings, there, each, (directory, behind))
    still = (group[0] for group in linked.groups if group not in moved)
    kept = {name: before.incidents[name] for name in still} if before is not None else {}
    every = dict(sorted({**kept, **{i.id: i for i in drawn}}.items()))
    return Told(tellings=tellings, sights=sights, linked=linked, incidents=every)


def _tellings(leaves: Iterable[Leaf]) -> list[Telling]:
    found = []
    for leaf in leaves:
        claims, statements = {c.id: c for c in leaf.claims}, {s.id: s for s in leaf.statements}
        found += [telling(account, claims, statements) for account in leaf.accounts]
    return found


def _sights(
    tellings: Sequence[Telling], leaves: Collection[Leaf], directory: Directory
) -> dict[str, Sight]:
    claims = {c.id: c for leaf in leaves for c in leaf.claims}
    statements = {s.id: s for leaf in leaves for s in leaf.statements}
    documents = [leaf.document for leaf in leaves]
    words = wordings(tellings, claims, statements, documents, directory)
    rows = {leaf.document.id: leaf.row for leaf in leaves if leaf.row is not None}
    return sights_of(tellings, directory, words, rows)


def _moved(
    linked: Linkage,
    there: Mapping[str, str],
    tellings: Mapping[str, Telling],
    touched: Touched,
    before: Told | None,
) -> set[tuple[str, ...]]:
    """Find the groups that are new, or of which an account or its ground is touched."""
    if before is None:
        return set(linked.groups)
    then = set(before.linked.groups)
    dirty = {a for a, name in there.items() if name in touched.documents}
    dirty |= {a for a, t in tellings.items() if not touched.claims.isdisjoint(t.claims)}
    return {g for g in linked.groups if g not in then or not dirty.isdisjoint(g)}


def _drawn(
    groups: Collection[tuple[str, ...]],
    tellings: Mapping[str, Telling],
    there: Mapping[str, str],
    each: Mapping[str, Leaf],
    ground: tuple[Directory, Behind],
) -> tuple[Incident, ...]:
    leaves = [each[name] for name in sorted({there[a] for group in groups for a in group})]
    claims = {c.id: c for leaf in leaves for c in leaf.claims}
    stand = Ground(
        claims=claims,
        statements={s.id: s for leaf in leaves for s in leaf.statements},
        directory=ground[0],
        origins=ground[1],
        said_on=said_on([leaf.document for leaf in leaves], claims.values()),
    )
    return incidents(groups, [tellings[a] for group in groups for a in group], stand)


def behind_claims(
    origins: Sequence[Origin], then: Sequence[Origin], before: Behind | None
) -> tuple[Behind, frozenset[str]]:
    """Tell of each claim which origins it rests on, and of which this is other than before."""
    if before is None:
        found: dict[str, tuple[str, ...]] = {}
        for origin in origins:
            for claim in origin.claims:
                found[claim] = (*found.get(claim, ()), origin.id)
        return found, frozenset(found)
    ours, theirs = ({o.id: o.claims for o in some} for some in (origins, then))
    other = {n for n in ours.keys() | theirs.keys() if ours.get(n, ()) != theirs.get(n, ())}
    lost = [(claim, n) for n in other for claim in theirs.get(n, ())]
    won = [(claim, n) for n in other for claim in ours.get(n, ())]
    held = {claim: set(before.get(claim, ())) for claim, _ in (*lost, *won)}
    for claim, name in lost:
        held[claim].discard(name)
    for claim, name in won:
        held[claim].add(name)
    found = dict(before)
    for claim, names in held.items():
        if names:
            found[claim] = tuple(sorted(names))
        else:
            found.pop(claim, None)
    return found, frozenset(c for c in held if found.get(c) != before.get(c))


def other_grounds(origins: Sequence[Origin], then: Sequence[Origin]) -> set[str]:
    """Name the origins of which gradings read something that is other than before."""
    if origins is then:
        return set()
    known = {o.id: o for o in then}
    ids = {o.id for o in origins}
    return {
        o.id
        for o in origins
        if o.id in known and o is not known[o.id] and _read(o, ids) != _read(known[o.id], ids)
    }


def _read(origin: Origin, ids: Collection[str]) -> tuple[Origin, bool, frozenset[str]]:
    """Keep what gradings read of an origin: not which documents and claims it has besides."""
    sources = frozenset(step.source for step in origin.path if step.source in ids)
    bare = replace(origin, documents=(), claims=(), path=())
    return bare, is_identified(origin), sources


def graded(
    now: Told,
    each: Mapping[str, Leaf],
    ground: tuple[Mapping[str, Origin], Behind],
    names: Mapping[str, str],
    still: Graded,
) -> Graded:
    """Grade the propositions of the incidents whose gradings do not stand `still`."""
    origins, behind = ground
    again = [i for name, i in now.incidents.items() if name not in still]
    there = {now.tellings[a].document for i in again for a in i.accounts}
    leaves = [each[name] for name in sorted(there)]
    claims: list[Claim] = [c for leaf in leaves for c in leaf.claims]
    under = {n for c in claims for n in behind.get(c.id, ())}
    found: dict[str, list[Grading]] = {i.id: [] for i in again}
    for grading in grade(
        again,
        [a for leaf in leaves for a in leaf.accounts],
        [origins[n] for n in sorted(under)],
        claims,
        [s for leaf in leaves for s in leaf.statements],
        names,
    ):
        found[grading.incident].append(grading)
    fresh = {name: tuple(some) for name, some in found.items()}
    return {name: still[name] if name in still else fresh[name] for name in now.incidents}
