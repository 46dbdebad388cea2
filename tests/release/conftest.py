"""The picture made by hand, as people reviewed it, and what is published of it."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from tests.publish.made import make_picture

from solferino.model import Claim, Clearance, Clearances, Entity
from solferino.model.clearance import worth
from solferino.ports import Picture
from solferino.release.profile import profiles
from solferino.release.published import Published
from solferino.release.published import publish as published_of

SECRET = b"a secret of thirty-two bytes, ok"
Publish = Callable[..., Published]


def reviewed(picture: Picture, wanted: Callable[[Claim], bool]) -> Picture:
    """Let a person accept the claims that are wanted."""
    claims = tuple(replace(c, review="accepted") if wanted(c) else c for c in picture.claims)
    return replace(picture, claims=claims)


def clear(*claims: Claim) -> Clearances:
    """Let a person release claims as they stand."""
    return Clearances(
        Clearance(of="claim", about=c.id, called=worth(c), by="coder-1") for c in claims
    )


@pytest.fixture
def accepted() -> Picture:
    """Give the picture with every claim accepted."""
    return reviewed(make_picture(), lambda _: True)


@pytest.fixture
def publish() -> Publish:
    def publish(
        picture: Picture,
        name: str = "public",
        clearances: Clearances | None = None,
        secret: bytes = SECRET,
    ) -> Published:
        return published_of(picture, profiles()[name], clearances or Clearances(()), secret)

    return publish


def person(picture: Picture) -> Entity:
    """Make an entity of the mention of Dr. Anso Pell."""
    mention = next(m for m in picture.mentions if m.name == "Dr. Anso Pell")
    names = ("Dr. Anso Pell", "أنسو بيل")
    return Entity(
        id="e-pell", kind="person", name="Dr. Anso Pell", names=names, mentions=(mention.id,)
    )


@pytest.fixture
def with_pell(accepted: Picture) -> Picture:
    """Give the picture with a person who has two spellings."""
    news = next(d for d in accepted.documents if d.name == "ledger-shells.txt")
    start = news.text.index("Dr. Anso Pell")
    mention = replace(
        accepted.mentions[0],
        kind="person",
        name="Dr. Anso Pell",
        span=news.span(start, start + len("Dr. Anso Pell")),
    )
    picture = replace(accepted, mentions=(*accepted.mentions, mention))
    return replace(picture, entities=(*picture.entities, person(picture)))
