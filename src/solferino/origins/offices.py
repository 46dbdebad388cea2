"""Offices that speak without a name: one in all documents that tell of the same place.

"The provincial health office" is somebody else in each province, and the same in three reports on
one town. It stays without a name, and of unknown lineage: nothing is counted that was not before;
but three reports that cite it do not look like three sources.
"""

from collections.abc import Collection, Iterable, Mapping

from solferino.origins.lexicon import lexicon
from solferino.origins.speakers import Key

Heard = Mapping[str, tuple[Collection[Key], Collection[str]]]
FIRST_WORD = 2  # of a key of somebody without a name: after "unnamed" and the document


def is_office(key: Key) -> bool:
    """Whether a key is of an office that no name is given for."""
    return key[0] == "unnamed" and len(key) > FIRST_WORD and key[-1] in lexicon().office


def offices(heard: Heard) -> Mapping[Key, Key]:
    """Tell of offices met in several documents under which key each is one of them.

    `heard` are, for each document, the keys in it and the places that it tells of. Two documents
    that share no place are joined where a third shares one with each.
    """
    words: dict[Key, list[tuple[Key, Collection[str]]]] = {}
    for keys, places in heard.values():
        for key in keys:
            if is_office(key) and places:
                words.setdefault(key[FIRST_WORD:], []).append((key, places))
    found: dict[Key, Key] = {}
    for met in words.values():
        for group in _groups(met):
            found.update((key, min(group)) for key in group if key != min(group))
    return found


def _groups(met: Iterable[tuple[Key, Collection[str]]]) -> list[set[Key]]:
    """Put together what is met at a common place; the order is of no account."""
    groups: list[tuple[set[Key], set[str]]] = []
    for key, places in met:
        near = [g for g in groups if not g[1].isdisjoint(places) or key in g[0]]
        joined = (
            set().union({key}, *(g[0] for g in near)),
            set(places).union(*(g[1] for g in near)),
        )
        groups = [*(g for g in groups if g not in near), joined]
    return [keys for keys, _ in groups]
