"""Which accounts are worth comparing: blocks of one facility, place, name or rare word.

Accounts in no common block can have nothing in common that joins them. Within a block all are
compared that a day could join; in a hot block (one hospital with hundreds of accounts, one
capital with thousands in a month) each is compared with those beside it in order of what they
tell, and with pillars spread over the whole block, so that the work grows with the accounts and
not with their square. The choice depends on what is told and on nothing else.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import combinations, product

from solferino.incidents.sight import Sight
from solferino.incidents.wording import rarity

HOT = 40  # accounts of a block up to which all are compared with all
WINDOW = 10  # accounts that come next in a hot block
PILLARS = 10  # accounts spread over a hot block
RARE = 25  # rarity, in tenths, from which on a single name makes a block
SPELL = 4  # days of publication that make a block; accounts of two that touch are compared too

Pair = tuple[str, str]


def pairs(sights: Mapping[str, Sight]) -> set[Pair]:
    """Find the pairs of accounts (smaller id first) that are worth a comparison."""
    dated = {a: s for a, s in sights.items() if s.days is not None and s.days.narrow}
    found: set[Pair] = set()
    for some in _blocks(sights, _facility_blocks):
        found.update(_of_facility(some))
    for some in _blocks(dated, _place_blocks):
        for days in _by_day(some).values():
            found.update(_unnamed(days))
    for some in _blocks(sights, _wording_blocks):
        found.update(_unnamed(some))
    for some in _blocks(sights, _row_blocks):
        found.update(_pair(a, b) for a, b in combinations(some, 2))
    for some in _blocks(dated, _country_blocks):
        found.update(_pair(a, b) for a, b in combinations(some, 2) if a.teller != b.teller)
    return found


def _blocks(
    sights: Mapping[str, Sight], named: Callable[[Sight], Iterable[str]]
) -> Iterator[list[Sight]]:
    """Give the blocks of two and more accounts, each in order of accounts."""
    found: dict[str, list[Sight]] = {}
    for account in sorted(sights):
        for block in named(sights[account]):
            found.setdefault(block, []).append(sights[account])
    yield from (some for some in found.values() if len(some) > 1)


def _facility_blocks(seen: Sight) -> list[str]:
    return [*(f"entity {e}" for e in seen.entities), *(f"name {name}" for name in seen.names)]


def _row_blocks(seen: Sight) -> list[str]:
    return [f"row {seen.event} of {seen.teller}"] if seen.listed is not None else []


def _country_blocks(seen: Sight) -> list[str]:
    """Name the blocks of a register's row: its country, with each of its days."""
    if seen.listed is None or seen.country is None or seen.days is None:
        return []
    first, last = seen.days.earliest or 0, seen.days.latest or 0
    return [f"{seen.country} {day}" for day in range(first, last + 1)]


def _place_blocks(seen: Sight) -> list[str]:
    entity = [f"place {seen.place_entity}"] if seen.place_entity and seen.places else []
    return [*entity, *(f"place word {word}" for word in seen.places)]


def _wording_blocks(seen: Sight) -> Iterator[str]:
    """Name the blocks of an account's wording: its names; rare words and places of some days."""
    told = seen.wording
    yield from (f"both {name}" for name in told.names)
    if told.said is None:
        return
    spells = {told.said // SPELL, (told.said + SPELL) // SPELL}
    telling = [w for w in told.proper if rarity(w) >= RARE]
    yield from (f"{word} {spell}" for word, spell in product([*telling, *seen.places], spells))


def _of_facility(block: Sequence[Sight]) -> Iterator[Pair]:
    """Pair the accounts of a facility by the days that they tell of; loose ones with all."""
    for day, some in _by_day(block).items():
        if len(some) > HOT:
            yield from _spread(some)
            continue
        begun = [seen for seen in some if seen.days is not None and seen.days.earliest == day]
        going = [seen for seen in some if seen.days is not None and seen.days.earliest != day]
        yield from (_pair(a, b) for a, b in combinations(begun, 2))
        yield from (_pair(a, b) for a, b in product(begun, going))
    loose = [seen for seen in block if seen.days is None or not seen.days.narrow]
    if loose:
        yield from _loose(loose, block)


def _by_day(block: Sequence[Sight]) -> dict[int, list[Sight]]:
    """Sort accounts with a narrow date by each of their days and the day after."""
    days: dict[int, list[Sight]] = {}
    for seen in block:
        if seen.days is not None and seen.days.narrow:
            assert seen.days.earliest is not None
            assert seen.days.latest is not None
            for day in range(seen.days.earliest, seen.days.latest + 2):
                days.setdefault(day, []).append(seen)
    return days


def _unnamed(block: Sequence[Sight]) -> Iterator[Pair]:
    """Pair accounts that name no facility with all others of a block; named ones meet elsewhere."""
    bare = [seen for seen in block if not seen.mains]
    if not bare:
        return
    if len(block) <= HOT:
        named = [seen for seen in block if seen.mains]
        yield from (_pair(a, b) for a, b in combinations(bare, 2))
        yield from (_pair(a, b) for a, b in product(bare, named))
        return
    order = sorted(block, key=_look)
    pillars = _pillars(order)
    for n, seen in enumerate(order):
        if not seen.mains:
            beside = order[max(0, n - WINDOW // 2) : n + WINDOW]
            yield from (_pair(seen, other) for other in (*beside, *pillars) if other is not seen)


def _loose(loose: Sequence[Sight], block: Sequence[Sight]) -> Iterator[Pair]:
    """Pair accounts without a narrow date: with all, in a hot block with those most like them."""
    if len(block) <= HOT:
        yield from (_pair(a, b) for a, b in product(loose, block) if a is not b)
        return
    every = sorted(block, key=_look)
    yield from (_pair(a, b) for a, b in product(loose, _pillars(every)) if a is not b)
    yield from _spread(every)
    figures: dict[tuple[str, str, int], list[Sight]] = {}
    for seen in every:
        for figure in seen.figures:
            figures.setdefault(figure, []).append(seen)
    for some in figures.values():
        yield from _spread(some)


def _spread(block: Sequence[Sight]) -> Iterator[Pair]:
    if len(block) <= HOT:
        yield from (_pair(a, b) for a, b in combinations(block, 2))
        return
    order = sorted(block, key=_look)
    pillars = _pillars(order)
    for n, seen in enumerate(order):
        yield from (_pair(seen, other) for other in order[n + 1 : n + 1 + WINDOW])
        yield from (_pair(seen, other) for other in pillars if other is not seen)


def _pillars(order: Sequence[Sight]) -> list[Sight]:
    return [order[n * len(order) // PILLARS] for n in range(PILLARS)]


def _look(seen: Sight) -> tuple[tuple[str, ...], int, tuple[str, ...], int, str]:
    """Order accounts so that those stand together that tell alike."""
    names = tuple(sorted(seen.entities)) or tuple(sorted(seen.mains))
    first = seen.days.earliest if seen.days is not None else None
    said = seen.wording.said
    return names, first or 0, tuple(sorted(seen.families)), said or 0, seen.account


def _pair(a: Sight, b: Sight) -> Pair:
    return (a.account, b.account) if a.account < b.account else (b.account, a.account)


def connected(joins: Iterable[Pair]) -> list[list[str]]:
    """Give the sets of accounts that joins connect, each sorted, in order."""
    near: dict[str, list[str]] = {}
    for a, b in joins:
        near.setdefault(a, []).append(b)
        near.setdefault(b, []).append(a)
    seen: set[str] = set()
    found = []
    for start in sorted(near):
        if start in seen:
            continue
        seen.add(start)
        reached, waiting = [start], [start]
        while waiting:
            for account in near[waiting.pop()]:
                if account not in seen:
                    seen.add(account)
                    reached.append(account)
                    waiting.append(account)
        found.append(sorted(reached))
    return found
