"""A sheet that comes back: what it would decide, told before anything is decided."""

from collections.abc import Mapping

from solferino import pipeline
from solferino.codec import value
from solferino.errors import UnreadableError, UsageError
from solferino.importing.decisions import Decided, Decisions, Whose, decisions, enter
from solferino.importing.edits import Noticed, edits
from solferino.importing.pages import Returned, returned
from solferino.store.case import Case

WHATS: tuple[Noticed, ...] = ("conflict", "refused", "not taken over", "missing", "unknown")


@value
class Answer:
    """A file that came back, as it would be taken over: its bytes, and what it asks for."""

    name: str
    data: bytes
    asks: Decisions

    @property
    def counts(self) -> Mapping[str, int]:
        """Count decisions, and what none is made of."""
        told: dict[str, int] = {"decisions": len(self.asks.decided)}
        return told | {what: sum(n.what == what for n in self.asks.notices) for what in WHATS}

    @property
    def decided(self) -> tuple[Decided, ...]:
        """The decisions, in the order of the file."""
        return self.asks.decided


def sheets_in(name: str, data: bytes) -> Returned | None:
    """Read sheets of ours; null where the file is something else, `UsageError` where damaged."""
    try:
        return returned(data)
    except UnreadableError as error:
        raise UsageError(f"{name} cannot be read: {error.message}", error.remedy) from error


def answer(
    case: Case, engine: str, file: tuple[str, bytes], came: Returned, whose: Whose
) -> Answer:
    """Compare a file that came back with the case; nothing is decided."""
    picture = pipeline.picture(case, engine)
    name, data = file
    return Answer(name=name, data=data, asks=decisions(edits(came, picture), picture, whose))


def take_over(case: Case, given: Answer) -> list[str]:
    """Keep the file as it came, and enter its decisions; returns the ids of what was entered."""
    case.keep(given.data, f"sheets {given.name}")
    return enter(case, given.decided)
