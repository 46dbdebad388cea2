"""The one facility that a text names, for an attack told without one.

"Barged into Casualty and thrashed the doctor on duty" under the letterhead of a medical college: an
attack on people of care befell them there, unless the text tells of a road, a home or a vehicle.
"""

from collections.abc import Sequence

from solferino.extract.events.draft import Draft
from solferino.extract.events.roles import role_of
from solferino.extract.events.track import Identity, Track
from solferino.extract.lexicon import table
from solferino.extract.rulebook import stands_in
from solferino.extract.study import Study

AWAY = frozenset(table("en", "inflicted")["words"]["away"])
# Rules for which the only facility would stand in; its own, `facility/only-one`, is among them.
KINDS = ("event/", "facility/", "place/", "log/", "account/")
WHOLE = ("hospital", "clinic", "facility", "pharmacy", "blood_bank", "warehouse")


def only_facility(
    study: Study, track: Track, draft: Draft, drafts: Sequence[Draft]
) -> Identity | None:
    """Find the facility of an event that tells none: the only one that its text names."""
    others = [d for d in drafts if d is not draft and d.role != "background"]
    if draft.identity is not None or draft.role != "main" or others:
        return None
    if stands_in(study.layout.without, KINDS):
        return None
    if any(h.apart for h in draft.happenings):
        return None
    told = [study.passages[h.passage] for h in draft.happenings]
    if any(w.key in AWAY for p in told for w in p.words):
        return None
    named: dict[int, Identity] = {}
    for passage in study.passages:
        if passage.zone == "boilerplate":
            continue
        for facility in study.facilities[passage.number]:
            found = track.identity(facility)
            here = found is not None and bool(found.key) and found.type in WHOLE
            if found is not None and here and role_of(passage, facility) != "receiving":
                named[found.number] = found
    return next(iter(named.values())) if len(named) == 1 else None
