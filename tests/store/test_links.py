"""What follows from all documents together is replaced at once, and comes sorted."""

from collections.abc import Callable

import pytest

from solferino.model import Copy, Description, Document, Entity, Extraction, Grading, Origin
from solferino.store import Case

Read = Callable[..., Document]
Mine = Callable[[Document], Extraction]


def link(case: Case) -> None:
    """Put one of each link that needs no document."""
    entity = Entity(id="e", kind="place", name="Ossavar", names=("Ossavar",), mentions=())
    origin = Origin(
        id="o",
        name="x",
        kind="unnamed",
        first_hand="unknown",
        entity=None,
        relation="unknown",
        documents=(),
        claims=(),
        path=(),
    )
    gradings = [
        Grading(incident=i, proposition=p, subject="s", scheme="x", grade="g", why="w", origins=())
        for i, p in [("2", "toll"), ("1", "occurrence"), ("2", "actor")]
    ]
    case.replace_links(
        entities=[entity], copies=[], origins=[origin], incidents=[], gradings=gradings
    )


def test_links_are_replaced_whole_and_come_sorted(case: Case) -> None:
    link(case)
    link(case)
    picture = case.picture("solferino/0")

    assert [e.id for e in picture.entities] == ["e"]
    assert [o.id for o in picture.origins] == ["o"]
    assert [(g.incident, g.proposition) for g in picture.gradings] == [
        ("1", "occurrence"),
        ("2", "actor"),
        ("2", "toll"),
    ]
    case.replace_links(entities=[], copies=[], origins=[], incidents=[], gradings=[])
    assert case.picture("solferino/0").entities == ()


def test_copies_come_by_their_documents(case: Case) -> None:
    pairs = [("b", "a"), ("a", "c"), ("a", "b")]
    copies = [Copy(document=d, other=o, kind="verbatim", share=9, passages=()) for d, o in pairs]
    case.replace_links(entities=[], copies=copies, origins=[], incidents=[], gradings=[])

    found = case.picture("solferino/0").copies
    assert [(c.document, c.other) for c in found] == sorted(pairs)


def test_links_are_replaced_at_once_or_not_at_all(case: Case) -> None:
    link(case)
    entity = Entity(id="new", kind="place", name="x", names=(), mentions=())
    with pytest.raises(Exception, match="UNIQUE"):
        case.replace_links(
            entities=[entity, entity], copies=[], origins=[], incidents=[], gradings=[]
        )
    assert [e.id for e in case.picture("solferino/0").entities] == ["e"]


def test_links_do_not_outlive_what_they_rest_on(case: Case, read: Read, mine: Mine) -> None:
    receipt = case.receive("a.txt", b"a", Description(title="old"))
    case.file_document(read(receipt))
    case.file_extraction(mine(read(receipt)))
    link(case)
    case.file_document(read(case.receive("a.txt", b"a", Description(title="new"))))

    assert case.picture("solferino/0").entities == ()
