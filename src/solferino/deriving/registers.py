"""The register of a case, from its lists and from what people say of them."""

from collections.abc import Iterable
from functools import partial

from solferino.model import still_standing
from solferino.model.register import Amendment, Enrolment, Entry
from solferino.ports import Gazetteer, Memory
from solferino.resolve.register.enlisting import entries_of
from solferino.resolve.register.register import Register
from solferino.store.case import Case


def listed(case: Case, memory: Memory | None = None) -> list[Entry]:
    """Read what the lists of a case's register tell, list by list, or recall it."""
    lists = still_standing(case.rulings(Enrolment))
    read = (entries_of(one, partial(case.data, one.original), memory) for one in lists)
    return [entry for entries in read for entry in entries]


def register(case: Case, lists: Iterable[Entry], gazetteer: Gazetteer | None = None) -> Register:
    """Join what lists tell of facilities with what people say of them.

    The gazetteer is needed only to find what mentions in documents mean.
    """
    amendments = still_standing(case.rulings(Amendment))
    return Register(lists, amendments, case.judgements(), gazetteer)
