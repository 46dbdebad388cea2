"""Dates in EDTF are read by somebody else's package, which finds the same days in them."""

import csv
import io
import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from edtf import EDTFObject, parse_edtf
from edtf.parser.edtf_exceptions import EDTFParseException
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.extract.test_time import cases

from solferino.incidents.interval import Interval, edtf, iso
from solferino.ports import Picture
from solferino.publish.contract import JsonExporter
from solferino.publish.exchange.hxl_row import HxlExporter
from solferino.store.case import Case

FIRST = 741_000
WRITTEN = sorted({row[5] for row in cases() if row[5] not in ("", "-")})
Bounds = tuple[str | None, str | None]


@pytest.fixture(scope="module")
def practice(practice_folder: Path) -> Picture:
    """Give the picture of the practice case."""
    with Case.open(practice_folder, clock=lambda: "2031-05-08T09:00:00Z", by="tester") as case:
        return case.picture("test")


def bounds(found: EDTFObject) -> Bounds:
    """Give the first and the last day that the package reads; null is open."""
    first, last = found.lower_strict(), found.upper_strict()
    return _day(first), _day(last)


def _day(told: Any) -> str | None:
    return None if isinstance(told, float) else date(*told[:3]).isoformat()


def dated(node: Any) -> Iterator[tuple[str, Bounds]]:
    """Give all EDTF in an export, each with the days that stand beside it."""
    if isinstance(node, dict):
        if node.get("edtf"):
            yield node["edtf"], (node["earliest"], node["latest"])
        node = list(node.values())
    for inner in node if isinstance(node, list) else ():
        yield from dated(inner)


def exported(picture: Picture) -> list[tuple[str, Bounds]]:
    out = io.BytesIO()
    JsonExporter().write(picture, out)
    return list(dated(json.loads(out.getvalue())))


def test_the_package_refuses_what_is_no_edtf() -> None:
    for wrong in ("5 March 2031", "2031-02-30", "2031-13", "2031-3-5"):
        with pytest.raises(EDTFParseException):
            parse_edtf(wrong)


@pytest.mark.parametrize("text", WRITTEN)
def test_every_form_that_the_engine_writes_is_read_and_comes_back_the_same(text: str) -> None:
    assert str(parse_edtf(text)).replace(", ", ",") == text


@settings(deadline=None)  # no test waits for a clock
@given(
    st.one_of(st.none(), st.integers(FIRST, FIRST + 800)),
    st.one_of(st.none(), st.integers(FIRST + 800, FIRST + 1600)),
)
def test_the_days_of_an_interval_are_those_that_the_package_reads(
    first: int | None, last: int | None
) -> None:
    written = edtf(Interval(earliest=first, latest=last))
    if first is None and last is None:
        assert written is None
    else:
        assert bounds(parse_edtf(str(written))) == (iso(first), iso(last))


def test_every_date_of_an_export_is_read_and_lies_within_its_days(
    picture: Picture, practice: Picture
) -> None:
    told = [*exported(picture), *exported(practice)]
    assert {text for text, _ in told if "/" in text}
    for text, (earliest, latest) in told:
        first, last = bounds(parse_edtf(text))
        if earliest is None and latest is None:
            assert text.startswith("["), "only days of which one is meant have no bounds"
        elif "~" in text:
            assert (earliest or "") <= (first or "")
            assert (last or "9999") <= (latest or "9999")
        else:
            assert (first, last) == (earliest, latest)


def test_the_column_of_the_hxl_file_is_edtf(practice: Picture) -> None:
    out = io.BytesIO()
    HxlExporter().write(practice, out)
    _, tags, *rows = csv.reader(io.StringIO(out.getvalue().decode("utf-8-sig"), newline=""))
    told = [text for row in rows if (text := row[tags.index("#meta+edtf")])]
    assert told
    for text in told:
        assert parse_edtf(text)
