"""Drawings: the same in any order, nothing off the sheet, no place nearer than it is known."""

import math
from collections.abc import Sequence
from dataclasses import fields

import pytest
from hypothesis import given
from hypothesis import strategies as st

from solferino.model import Entity, Incident
from solferino.publish.drawing import bars, earth, shapes
from solferino.publish.drawing.graph import Edge, Node, drawn_graph
from solferino.publish.drawing.map import HEIGHT, WIDTH, Site, drawn_map, sites
from solferino.publish.drawing.shapes import Box, Circle, Drawing, Label, Line, breadth, fitted
from solferino.publish.drawing.timeline import Moment, drawn_time

NAMES = [f"n{n}" for n in range(12)]
steps = st.lists(
    st.tuples(st.sampled_from(NAMES), st.sampled_from(NAMES), st.booleans()),
    min_size=1,
    max_size=30,
)


def graph(told: Sequence[tuple[str, str, bool]], order: Sequence[int]) -> Drawing | None:
    nodes = [Node(id=n, words=f"the words of {n}", role="document") for n in NAMES]
    edges = [
        Edge(source=a, target=b, number=n, certain=c, tip="said")
        for n, (a, b, c) in enumerate(told, start=1)
    ]
    return drawn_graph(nodes[::-1] if order else nodes, [edges[n] for n in order])


@given(steps, st.randoms())
def test_the_same_steps_in_any_order_give_the_same_drawing(
    told: list[tuple[str, str, bool]], chance: object
) -> None:
    mixed = list(range(len(told)))
    chance.shuffle(mixed)  # type: ignore[attr-defined]
    assert graph(told, range(len(told))) == graph(told, mixed)


@given(steps)
def test_steps_lead_onwards_unless_they_go_in_a_circle_and_stay_on_the_sheet(
    told: list[tuple[str, str, bool]],
) -> None:
    onwards = [(a, b, c) for a, b, c in told if a < b]  # in order of name: no circle
    drawn = graph(onwards, range(len(onwards)))
    assert (drawn is None) == (not onwards)
    if drawn is None:
        return
    for shape in drawn.shapes:
        if isinstance(shape, Line):
            xs = [x for x, _ in shape.points]
            assert xs == sorted(xs)
            assert all(0 <= x <= drawn.width and 0 <= y <= drawn.height for x, y in shape.points)
        if isinstance(shape, Box):
            assert shape.x + shape.width <= drawn.width
            assert 0 <= shape.y <= shape.y + shape.height <= drawn.height


def test_circles_do_not_keep_a_drawing_from_being_made() -> None:
    drawn = graph([("n1", "n2", True), ("n2", "n1", False), ("n3", "n3", True)], range(3))
    assert drawn is not None
    assert sum(isinstance(s, Line) for s in drawn.shapes) == 2


def test_thirty_documents_have_thirty_nodes_that_do_not_cover_each_other() -> None:
    documents = [Node(id=f"d{n}", words=f"document {n}.html", role="document") for n in range(30)]
    origins = [Node(id=f"o{n}", words=f"speaker {n}", role="origin") for n in range(7)]
    edges = [
        Edge(source=f"d{n}", target=f"o{n % 7}", number=n + 1, certain=n % 3 > 0, tip="said")
        for n in range(30)
    ]
    drawn = drawn_graph([*documents, *origins], edges)
    assert drawn is not None
    boxes = [s for s in drawn.shapes if isinstance(s, Box)]
    assert len(boxes) == 37
    for one in boxes:
        for other in boxes:
            apart = one.x + one.width <= other.x or one.y + one.height <= other.y
            assert one == other or apart or other.x + other.width <= one.x or other.y < one.y


@given(st.text(max_size=60), st.integers(40, 400))
def test_words_that_are_cut_fit_and_no_character_falls_apart(words: str, width: int) -> None:
    told = fitted(words, width, 13)
    whole = " ".join(words.split())
    assert told == whole or breadth(told, 13) <= max(width, breadth(shapes.CUT, 13))
    if told != whole:
        kept = told.removesuffix(shapes.CUT)
        assert whole.startswith(kept)


def test_a_mark_stays_with_its_letter() -> None:
    told = fitted("e\u0301" * 40, 100, 13)
    kept = told.removesuffix(shapes.CUT)
    assert len(kept) % 2 == 0


def some_moments() -> list[Moment]:
    return [
        Moment(first="2031-03-12", last="2031-03-12", name="Dr Sorrek", words="killed: 11"),
        Moment(first="2031-03-14", last="2031-03-20", name="مرصد", words="killed: at least 20"),
        Moment(first=None, last=None, name="nobody", words="no day"),
    ]


def test_a_turned_drawing_turns_back_and_keeps_its_words() -> None:
    drawn = drawn_time(some_moments(), undated="?", between=("2031-03-11", "2031-03-12"))
    assert drawn is not None
    turned = shapes.mirrored(drawn)
    assert turned != drawn
    assert shapes.mirrored(turned) == drawn
    words = [s.words for s in drawn.shapes if isinstance(s, Label)]
    assert [s.words for s in turned.shapes if isinstance(s, Label)] == words


def test_time_runs_one_way_and_what_has_no_day_says_so() -> None:
    moments = some_moments()
    drawn = drawn_time(moments[::-1], undated="day not known")
    assert drawn == drawn_time(moments, undated="day not known")
    assert drawn is not None
    (dot,) = [s for s in drawn.shapes if isinstance(s, Circle)]
    (span,) = [s for s in drawn.shapes if isinstance(s, Box)]
    assert dot.x < span.x < span.x + span.width
    assert [s.words for s in drawn.shapes if isinstance(s, Label)].count("day not known") == 1
    assert drawn_time(moments[2:], undated="?") is None


def test_months_without_an_incident_are_drawn_too() -> None:
    drawn = bars.months({"2030-11": 2, "2031-02": 1})
    assert drawn is not None
    columns = [s for s in drawn.shapes if isinstance(s, Box)]
    assert [c.tip for c in columns] == ["2030-11: 2", "2030-12: 0", "2031-01: 0", "2031-02: 1"]
    assert [c.height > 0 for c in columns] == [True, False, False, True]
    years = bars.months({f"{year}-01": 1 for year in range(2000, 2031)})
    assert years is not None
    assert sum(isinstance(s, Box) for s in years.shapes) == 31


@given(st.lists(st.integers(0, 10**6), min_size=1, max_size=20))
def test_longer_bars_mean_more(numbers: list[int]) -> None:
    drawn = bars.rows([bars.Bar(words=str(n), number=n) for n in numbers])
    assert drawn is not None
    lengths = [s.width for s in drawn.shapes if isinstance(s, Box)]
    for one, long in zip(numbers, lengths, strict=True):
        assert (one == 0) == (long == 0)
        assert all(long >= other for n, other in zip(numbers, lengths, strict=True) if n < one)


def inside(rings: Sequence[Sequence[tuple[int, int]]], x: int, y: int) -> bool:
    """Whether a point is in an area, by counting how often a ray leaves it."""
    crossed = 0
    for ring in rings:
        for (ax, ay), (bx, by) in zip(ring, [*ring[1:], ring[0]], strict=True):
            if (ay > y) != (by > y) and x < ax + (bx - ax) * (y - ay) / (by - ay):
                crossed += 1
    return crossed % 2 == 1


@pytest.mark.parametrize(
    ("east", "north", "land"),
    [
        (32.5, 15.5, True),
        (37.6, 55.75, True),
        (38.0, 35.0, True),
        (-74.0, 4.7, True),
        (34.0, 33.5, False),
        (-30.0, 30.0, False),
        (80.0, -20.0, False),
    ],
)
def test_land_is_where_land_is(east: float, north: float, land: bool) -> None:  # noqa: FBT001
    x, y = round(east * earth.UNIT), round(north * earth.UNIT)
    for reach in (1500, 20_000):
        window = earth.Window(west=x - reach, south=y - reach, east=x + reach, north=y + reach)
        shown = earth.seen(window)
        assert inside(shown.land, x, y) is land
        for ring in shown.land:
            for a, b in ring:
                assert window.west <= a <= window.east
                assert window.south <= b <= window.north


def site(precision: str, east: float = 37.0, north: float = 36.0) -> Site:
    return Site(
        name="Tesk",
        country="XA",
        precision=precision,
        incidents=("a",),
        east=round(east * 1000),
        north=round(north * 1000),
    )


@pytest.mark.parametrize("precision", ["district", "region", "province"])
def test_a_circle_is_as_large_as_what_is_known(precision: str) -> None:
    drawn = drawn_map([site(precision)])
    assert drawn is not None
    (circle,) = [s for s in drawn.shapes if isinstance(s, Circle)]
    bar = next(s for s in drawn.shapes if isinstance(s, Line) and s.role == "measure")
    label = next(s for s in drawn.shapes if isinstance(s, Label) and s.words.endswith(" km"))
    length = (bar.points[-1][0] - bar.points[0][0]) / int(label.words.removesuffix(" km"))
    expected = earth.told()["radius"][precision] * length
    assert math.isclose(circle.radius, expected, rel_tol=0.05)
    assert (circle.x, circle.y) == (WIDTH // 2, HEIGHT // 2)


def test_what_has_no_point_or_no_known_precision_is_only_listed() -> None:
    lost = Site(name="Orrin", country="", precision="", incidents=("b",))
    assert drawn_map([lost]) is None
    drawn = drawn_map([lost, site("town"), site("somewhere")])
    assert drawn is not None
    assert [s.words for s in drawn.shapes if isinstance(s, Label) and s.role == "number"] == ["2"]


def incident(**told: object) -> Incident:
    blank: dict[str, object] = dict.fromkeys((f.name for f in fields(Incident)), ())
    none = dict.fromkeys(("facility", "place", "country", "earliest", "latest", "edtf"))
    return Incident(**{**blank, **none, "title": "t", **told})  # type: ignore[arg-type]


def entity(kind: str, name: str, **told: object) -> Entity:
    blank = {"id": name, "kind": kind, "name": name, "names": (name,), "mentions": ()}
    return Entity(**{**blank, **told})  # type: ignore[arg-type]


def test_nothing_nearer_than_asked_leaves() -> None:
    clinic = entity(
        "facility", "Orrin clinic", latitude="36.21234", longitude="37.15678", precision="exact"
    )
    town = entity("place", "Tesk", country="XA", latitude="36.4321", longitude="37.8765")
    entities = {e.id: e for e in (clinic, town)}
    happened = [
        incident(id="1", facility="Orrin clinic", place="Tesk", country="XA"),
        incident(id="2", place="Tesk", country="XA"),
        incident(id="3", place="Tesk", country="XB"),
    ]
    found = {s.incidents: s for s in sites(happened, entities)}
    assert found[("1",)].precision == "exact"
    assert (found[("1",)].east, found[("1",)].name) == (37157, "Orrin clinic")
    assert (found[("2",)].precision, found[("2",)].east) == ("town", 37876)
    assert (found[("3",)].precision, found[("3",)].east) == ("", None)
    told = sites(happened, entities, "town")
    assert {s.precision for s in told} == {"town", ""}
    assert all(s.east is None or s.east % 100 == 0 for s in told)
    assert "Orrin clinic" not in {s.name for s in told}
