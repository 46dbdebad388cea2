"""What accounts tell, made by hand, and what linking makes of it. All of it is fiction."""

from collections.abc import Iterable
from datetime import date, timedelta

from solferino.incidents.link import link
from solferino.model import (
    CasualtyValue,
    Directory,
    Entity,
    FacilityValue,
    Judgement,
    Mention,
    PlaceValue,
    Span,
    Telling,
    TimeValue,
    ToldHarm,
)
from solferino.model.terms import Verdict

NOBODY = Directory([], [])
DAY = date(2031, 3, 16)


def when(first: int | None, last: int | None = None) -> TimeValue | None:
    """Build a time from days counted from a fixed day; null is no time."""
    if first is None:
        return None
    days = [(DAY + timedelta(days=n)).isoformat() for n in (first, first if last is None else last)]
    return TimeValue(earliest=days[0], latest=days[1], edtf=None, basis="explicit")


def dead(number: int) -> ToldHarm:
    figure = CasualtyValue(kind="killed", group="total", min=number, max=number, qualifier="exact")
    return ToldHarm(figure=figure, said_by=None, claim=f"dead {number}")


def tell(account: str, facility: str | None = "Bahr Hospital", **more: object) -> Telling:
    """Build a telling; its document is the account's first letter unless another is given."""
    fields: dict[str, object] = {
        "document": account[0],
        "role": "main",
        "facility": FacilityValue(name=facility, role="attacked", type="hospital")
        if facility
        else None,
        "facility_alt": (),
        "place": PlaceValue(name="Marvane", country="XA"),
        "time": when(0),
        "event_types": (),
        "weapons": (),
        "effects": (),
        "casualties": (),
        "responsibility": (),
        "claims": (),
    }
    return Telling(account=account, **{**fields, **more})  # type: ignore[arg-type]  # see fields


def groups(*told: Telling, said: Iterable[Judgement] = ()) -> list[tuple[str, ...]]:
    return link(told, NOBODY, said)


def one(*told: Telling) -> bool:
    return len(groups(*told)) == 1


def known(*facilities: list[tuple[str, str]]) -> Directory:
    """Index facilities, each given as the documents and names that tell of it."""
    entities, mentions = [], []
    for named in facilities:
        own = [
            Mention(
                span=Span(document=d, start=len(n), end=2 * len(n), text=n), kind="facility", name=n
            )
            for d, n in named
        ]
        ids = tuple(sorted(m.id for m in own))
        entities.append(Entity(id=ids[0], kind="facility", name="F", names=(), mentions=ids))
        mentions += own
    return Directory(entities, mentions)


def word(left: str, right: str, verdict: Verdict, by: str = "ana") -> Judgement:
    return Judgement(left=left, right=right, verdict=verdict, by=by, why="read both")
