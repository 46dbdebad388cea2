"""The practice case, all of it accepted and let out, leaves by every profile without a leak."""

from collections.abc import Callable
from dataclasses import replace
from io import BytesIO

import pytest
from tests.practice.found import Found

from solferino.model import Clearance, Clearances
from solferino.model.clearance import Letting, graded, worth
from solferino.ports import Picture
from solferino.publish.contract import JsonExporter
from solferino.release.folder import refuse_leaks
from solferino.release.needles import allowed, needles
from solferino.release.profile import profiles
from solferino.release.published import publish

SECRET = b"a secret of thirty-two bytes, ok"
LEAVING = [name for name, p in profiles().items() if p.audience != "internal"]
Let = Callable[[Picture], Clearances]


def nothing(_: Picture) -> Clearances:
    """Let nothing out that needs a decision."""
    return Clearances(())


def everything(picture: Picture) -> Clearances:
    """Let every value and grade out, and every second source."""
    homes = {i.id: min(i.accounts) for i in picture.incidents}
    values = (_let("claim", c.id, worth(c)) for c in picture.claims)
    grades = (_let("grading", homes[g.incident], graded(g)) for g in picture.gradings)
    sources = (_let("source", d.id, d.name) for d in picture.documents[::2])
    return Clearances((*values, *grades, *sources))


def _let(of: Letting, about: str, called: str) -> Clearance:
    return Clearance(of=of, about=about, called=called, by="coder-1")


@pytest.mark.parametrize("let", [nothing, everything])
@pytest.mark.parametrize("name", LEAVING)
def test_it_leaves_by_every_profile(practice: Found, name: str, let: Let) -> None:
    claims = tuple(replace(c, review="accepted") for c in practice.picture.claims)
    picture = replace(practice.picture, claims=claims)
    profile, out = profiles()[name], BytesIO()
    found = publish(picture, profile, let(picture), SECRET)
    assert found.picture.incidents
    JsonExporter().write(found.picture, out)
    sought = needles(picture, found, profile)
    refuse_leaks({"case.json": out.getvalue()}, sought, allowed(found))
