"""Intervals of days: gap, intersection and span agree with sets of days."""

from hypothesis import given, settings
from hypothesis import strategies as st

from solferino.incidents.interval import Interval, common, edtf, envelope, gap, interval, iso
from solferino.model import TimeValue

FIRST = 741_000


@st.composite
def intervals(draw: st.DrawFn) -> Interval:
    start = draw(st.integers(FIRST, FIRST + 20))
    return Interval(earliest=start, latest=start + draw(st.integers(0, 9)))


def days(span: Interval) -> set[int]:
    assert span.earliest is not None
    assert span.latest is not None
    return set(range(span.earliest, span.latest + 1))


@settings(deadline=None)  # no test waits for a clock
@given(intervals(), intervals())
def test_the_gap_is_the_shortest_way_between_the_days(a: Interval, b: Interval) -> None:
    assert gap(a, b) == gap(b, a) == min(abs(x - y) for x in days(a) for y in days(b))


@settings(deadline=None)  # no test waits for a clock
@given(st.lists(intervals(), min_size=1, max_size=4))
def test_what_is_common_is_the_intersection_of_the_days(spans: list[Interval]) -> None:
    shared = set.intersection(*(days(span) for span in spans))
    found = common(spans)
    assert (days(found) if found is not None else set()) == shared


@settings(deadline=None)  # no test waits for a clock
@given(st.lists(intervals(), min_size=1, max_size=4))
def test_the_envelope_is_the_smallest_interval_with_all_days(spans: list[Interval]) -> None:
    every = set.union(*(days(span) for span in spans))
    found = envelope(spans)
    assert (found.earliest, found.latest) == (min(every), max(every))


@settings(deadline=None)  # no test waits for a clock
@given(st.one_of(st.none(), st.integers(FIRST, FIRST + 9)), st.integers(FIRST + 9, FIRST + 20))
def test_writing_and_reading_an_interval_keeps_its_days(first: int | None, last: int) -> None:
    time = TimeValue(earliest=iso(first), latest=iso(last), edtf=None, basis="explicit")
    assert interval(time) == Interval(earliest=first, latest=last)


def test_an_open_bound_is_written_as_open_and_never_closed_by_an_envelope() -> None:
    open_end = Interval(earliest=FIRST, latest=None)
    assert str(edtf(open_end)).endswith("/..")
    assert envelope([open_end, Interval(earliest=FIRST, latest=FIRST)]).latest is None
    assert not open_end.narrow


def test_an_unknown_time_is_no_interval() -> None:
    assert interval(None) is None
    nothing = TimeValue(earliest=None, latest=None, edtf=None, basis="unresolved")
    assert interval(nothing) is None
