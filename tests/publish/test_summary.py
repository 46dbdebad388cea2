"""The counts are those of the export."""

import io

from solferino.codec import parse
from solferino.ports import Picture
from solferino.publish.contract import JsonExporter
from solferino.publish.summary import summary


def test_the_summary_counts_what_the_export_lists(picture: Picture) -> None:
    out = io.BytesIO()
    JsonExporter().write(picture, out)
    case = parse(out.getvalue())
    counted = summary(picture)
    for noun in ("documents", "statements", "claims", "origins", "incidents", "tallies"):
        assert getattr(counted, noun) == len(case[noun]) > 0
    assert counted.problems == 1
    assert counted.copies == 1
