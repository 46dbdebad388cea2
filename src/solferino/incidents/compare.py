"""Whether two accounts tell of one event: the features of a pair, weighed into a judgement.

Each feature that speaks for or against goes into the reason in words. A feature reads only the
two accounts; nothing depends on what else is in the case.
"""

from collections.abc import Iterator

from solferino.codec import value
from solferino.incidents.interval import edtf, gap
from solferino.incidents.scorecard import UNDATED, Evidence, evidence, name_rarity, points
from solferino.incidents.sight import Sight, data, families_clash
from solferino.model.terms import Verdict

RULE = "rule:incident"
NEXT_DAY = 1  # days between: reports of one night give either of its dates
# Scores, from 0 to 1000, order the joins. The facility and the date carry a pair; the rest
# chooses between pairs that facility and date leave equal. What only the wording carries comes
# last, below `BY_WORDING`.
SAME_ROW = 1000
SAME_FACILITY_DATED = 800
SAME_FACILITY_PERIOD = 700
SAME_PLACE_DATED = 600
SAME_FACILITY_UNDATED = 500
BY_WORDING = 500
SAME_DAYS = 60
SHARED_DAY = 40
SAME_FIGURE = 50
SAME_WEAPON = 30
SAME_PLACE = 20
SHARED_NAME = 30
BOTH_MAIN = 20
DOUBT = 100  # points short of a join by wording that still make a question for a person
POINTS = 2  # of the scorecard make one of the score
TELLING_NAME = (
    35  # rarity, in tenths, of a name's words from which on it is seldom shared by chance
)
SHOWN = 4  # shared names and words that a reason lists


@value
class Finding:
    """A judgement about a pair before it has names: verdict, score, and why, in words."""

    verdict: Verdict
    score: int
    why: str


def compare(a: Sight, b: Sight) -> Finding | None:
    """Judge two accounts; null where nothing speaks for one event and nothing against it."""
    if a.listed is not None and a.listed == b.listed:
        why = f"both are {a.listed[1]} of one register"
        return Finding(verdict="same", score=SAME_ROW, why=why)
    against = _against(a, b)
    if against is not None:
        return Finding(verdict="different", score=0, why=against)
    found = _by_facility(a, b) if _same_facility(a, b) else _by_place(a, b)
    if found is None:
        return _by_wording(a, b) or _by_country(a, b)
    if not _roles_allow(a, b):
        return None
    score, carried = found
    if score == SAME_PLACE_DATED and (a.wide or b.wide):
        return _by_province(a, b, carried)
    extras = list(_extras(a, b))
    why = "; ".join([carried, *(words for _, words in extras)])
    return Finding(verdict="same", score=score + sum(n for n, _ in extras), why=why)


def _against(a: Sight, b: Sight) -> str | None:
    """Give the first reason why two accounts cannot tell of one event."""
    if a.teller == b.teller and a.event != b.event:
        if a.listed is not None:
            return f"one register lists them as two: {a.event} and {b.event}"
        return "one document tells of them as two"
    if a.country != b.country and a.country and b.country:
        return f"different countries: {a.country} and {b.country}"
    if a.days is not None and b.days is not None and gap(a.days, b.days) > NEXT_DAY:
        return f"different dates: {edtf(a.days)} and {edtf(b.days)}"
    if other_facility(a, b):
        return f"different facilities: {a.facility} and {b.facility}"
    return None


def other_facility(a: Sight, b: Sight) -> bool:
    """Whether both name their facility, and not the same."""
    if not a.mains or not b.mains or a.entities & b.entities:
        return False
    if a.names & b.names:
        return bool(a.entities and b.entities) and _places_differ(a, b)
    return True


def _same_facility(a: Sight, b: Sight) -> bool:
    """Whether both tell of one facility: by entity, else by name.

    A name that an account gives only beside another counts where an entity is unknown: two
    known ones that an account names together may have been hit on one day.
    """
    if a.entities & b.entities:
        return True
    if a.entities and b.entities:
        named = a.mains & b.mains
    else:
        named = (a.mains & b.names) | (b.mains & a.names)
    return bool(named) and not _places_differ(a, b) and not _unlike(a, b)


def _places_differ(a: Sight, b: Sight) -> bool:
    return bool(a.places and b.places) and not _same_place(a, b)


def _same_place(a: Sight, b: Sight) -> bool:
    one = a.place_entity is not None and a.place_entity == b.place_entity and a.places
    return bool(one or a.places & b.places)


def _unlike(a: Sight, b: Sight) -> bool:
    """Whether the kinds of facility are known and never stand for each other."""
    if a.type is None or b.type is None or a.type == b.type:
        return False
    return bool({a.type, b.type} & set(data()["facilities"]["apart"]))


def _by_facility(a: Sight, b: Sight) -> tuple[int, str] | None:
    """Join accounts of one facility whose dates agree, or that nothing but a date is missing of."""
    named = f"both name {a.facility}" + ("" if a.facility == b.facility else f" ({b.facility})")
    if a.days is not None and b.days is not None:
        narrow = a.days.narrow and b.days.narrow
        score = SAME_FACILITY_DATED if narrow else SAME_FACILITY_PERIOD
        return score, f"{named}; dates agree: {edtf(a.days)} and {edtf(b.days)}"
    if families_clash(a.families, b.families) and not a.figures & b.figures:
        return None
    return SAME_FACILITY_UNDATED, f"{named}; not both are dated"


def _by_place(a: Sight, b: Sight) -> tuple[int, str] | None:
    """Join accounts of one place and narrow date where a side leaves the facility unnamed."""
    if a.mains and b.mains:
        return None
    if a.days is None or b.days is None or not (a.days.narrow and b.days.narrow):
        return None
    apart = gap(a.days, b.days) > 0 or _unlike(a, b) or families_clash(a.families, b.families)
    if apart or not _same_place(a, b):
        return None
    shared = f"both at {a.place}" + ("" if a.place == b.place else f" ({b.place})")
    return SAME_PLACE_DATED, f"{shared}; dates agree: {edtf(a.days)} and {edtf(b.days)}"


def _by_province(a: Sight, b: Sight, carried: str) -> Finding:
    """Judge accounts of one day and province: too much happens in one to join them by that."""
    worded = _by_wording(a, b)
    if worded is not None and worded.verdict == "same":
        return worded
    extras = "; ".join([carried, *(words for _, words in _extras(a, b))])
    return Finding(
        verdict="unsure", score=0, why=f"{extras}; a province is too wide to join them by"
    )


def _by_country(a: Sight, b: Sight) -> Finding | None:
    """Ask a person about rows of two registers that tell no more than country, day and figures.

    Some registers publish no place; their rows are compared by what is left.
    """
    if a.listed is None or b.listed is None or not (a.wide or b.wide) or a.country is None:
        return None
    if a.country != b.country or a.days is None or b.days is None:
        return None
    narrow = a.days.narrow and b.days.narrow and gap(a.days, b.days) == 0
    shared = {f[::2] for f in a.figures} & {f[::2] for f in b.figures}
    if not narrow or not shared or families_clash(a.families, b.families):
        return None
    kind, number = max(shared)
    why = f"both in {a.country} on {edtf(a.days)}; both state {number} {kind}; no nearer place"
    return Finding(verdict="unsure", score=0, why=why)


def _by_wording(a: Sight, b: Sight) -> Finding | None:
    """Join accounts whose words have much in common, or ask a person where it is nearly enough."""
    if not a.wording.words or not b.wording.words or "background" in (a.role, b.role):
        return None
    if _unlike(a, b) or families_clash(a.families, b.families):
        return None
    shared = evidence(a, b)
    total = points(shared)
    if total <= -DOUBT:
        return None
    why = _in_words(shared)
    if total <= 0:
        return Finding(verdict="unsure", score=0, why=f"{why}; too little to join them by")
    return Finding(verdict="same", score=min(total // POINTS + 1, BY_WORDING - 1), why=why)


def _in_words(shared: Evidence) -> str:
    """Say what the wordings share, the rarest first."""
    names = ", ".join(name.title() for name in shared.names[:SHOWN])
    named = {word for name in shared.names[:SHOWN] for word in name.split()}
    words = ", ".join([word for word in shared.words if word not in named][:SHOWN])
    apart = dict(shared.features)["apart"]
    return "; ".join(
        part
        for part in (
            f"both name {names}" if names else "",
            f"rare words of both: {words}" if words else "",
            f"{apart} days apart" if apart < UNDATED else "",
        )
        if part
    )


def _roles_allow(a: Sight, b: Sight) -> bool:
    """Background goes only with a main account, and only by facility and narrow date."""
    if "background" not in (a.role, b.role):
        return True
    dated = all(s.days is not None and s.days.narrow for s in (a, b))
    return "main" in (a.role, b.role) and dated and _same_facility(a, b)


def _extras(a: Sight, b: Sight) -> Iterator[tuple[int, str]]:
    """Give what speaks for one event besides what carries the pair, with its weight."""
    if a.days is not None and b.days is not None:
        if a.days == b.days:
            yield SAME_DAYS, "the same days"
        elif gap(a.days, b.days) == 0:
            yield SHARED_DAY, "a day in common"
    shared = a.figures & b.figures
    if shared:
        kind, group, number = max(shared)
        yield SAME_FIGURE, f"both state {number} {kind} ({group})"
    families = a.families & b.families
    if families:
        yield SAME_WEAPON, f"both tell of weapons of one family: {', '.join(sorted(families))}"
    if _same_place(a, b):
        yield SAME_PLACE, f"one place: {a.place}"
    both = a.wording.names & b.wording.names
    if both and (names := sorted(n for n in both if name_rarity(n) >= TELLING_NAME)):
        yield SHARED_NAME, f"both name {', '.join(n.title() for n in names[:SHOWN])}"
    if a.role == b.role == "main":
        yield BOTH_MAIN, "the main event of both documents"
