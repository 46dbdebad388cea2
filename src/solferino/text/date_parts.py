"""What a date as written consists of: the values that `text.date` finds."""

from typing import Literal

from solferino.codec import value

Unit = Literal["hour", "day", "week", "weekend", "month", "year"]
Shape = Literal["point", "calendar", "window"]
Reference = Literal["document", "text", "event"]
Granularity = Literal["clock", "day", "weekend", "week", "month", "year", "window"]
Aspect = Literal["at", "since", "until", "as_of", "before", "after"]
Portion = Literal["early", "mid", "late"]
Side = Literal["before", "after"]


@value
class Relative:
    """A distance in time: `amount` units before (negative) or after the point of reference.

    `amount` is null when the words give none ("several weeks ago"). A "point" lies about that
    far away; a "calendar" is the whole week, month or year that far away; a "window" reaches
    from there to the point of reference. That point is the document's date, another date of
    the text ("the day before") or an event that the words name ("two days after the strike").
    """

    unit: Unit
    amount: int | None
    shape: Shape = "point"
    to: Reference = "document"


@value
class Moving:
    """How a day is told that falls on another date each year.

    `nth` is which of its month's weekdays it is (the last is -1), `easter` how many days it lies
    behind Easter Sunday, `beside` on which side of its day and month, a feast, the weekday lies
    ("the Tuesday before Christmas").
    """

    nth: int | None = None
    easter: int | None = None
    beside: Side | None = None


@value
class DateWords:
    """A date as written: text[start:end], and the fields that the words themselves give.

    `weekday` is 0 for Monday. `moving` tells of a day without a date of its own. `end_…` are
    those of the last day of a range. `clock` is HH:MM,
    `zone` and `part_of_day` as worded. `candidates` are (year, month, day) where the order of
    figures can be read in two ways. `aspect` tells of the word before: "since" and "until"
    dates bound a stretch of time and are not days of an event.
    """

    start: int
    end: int
    text: str
    granularity: Granularity
    year: int | None = None
    month: int | None = None
    day: int | None = None
    weekday: int | None = None
    end_year: int | None = None
    end_month: int | None = None
    end_day: int | None = None
    end_weekday: int | None = None
    clock: str | None = None
    part_of_day: str | None = None
    zone: str | None = None
    relative: Relative | None = None
    portion: Portion | None = None
    approximate: bool = False
    candidates: tuple[tuple[int, int, int], ...] = ()
    moving: Moving | None = None
    aspect: Aspect = "at"

    @property
    def since(self) -> bool:
        """Whether the words tell when something began that went on."""
        return self.aspect == "since"

    @property
    def until(self) -> bool:
        """Whether the words tell when something ended that went on."""
        return self.aspect == "until"
