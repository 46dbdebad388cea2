"""A permission that is withdrawn goes before every other decision."""

import pytest
from tests.release.conftest import Publish
from tests.release.test_published import told

from solferino.model import Clearance, Clearances
from solferino.ports import Picture
from solferino.release.selection import WITHDRAWN


@pytest.mark.parametrize("name", ["public", "partner"])
def test_of_a_source_whose_permission_was_withdrawn_nothing_leaves_and_it_is_not_named(
    publish: Publish, accepted: Picture, name: str
) -> None:
    gone, kept = sorted(accepted.documents, key=lambda d: d.name)
    taken = Clearance(of="withdrawal", about=gone.receipt, called=gone.original, by="coder-1")
    cited = Clearance(of="source", about=gone.id, called=gone.name, by="coder-1")
    found = publish(accepted, name, Clearances([taken, cited]))
    assert set(found.documents) == {kept.id}
    own = {c.id for c in accepted.claims if c.span.document == gone.id}
    assert {w.why for w in found.withheld if w.about in own} == {WITHDRAWN}
    out = told(found.picture)
    assert gone.name not in out
    assert gone.original not in out
    back = Clearance(
        of="withdrawal", about=gone.receipt, called=gone.original, by="coder-1", retracts=taken.id
    )
    again = publish(accepted, name, Clearances([taken, back]))
    assert set(again.documents) == {gone.id, kept.id}
