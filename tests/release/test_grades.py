"""Names in grades and their reasons: those under which everything leaves, and no others."""

from dataclasses import fields, replace

import pytest
from tests.release.conftest import Publish

from solferino.codec import encode
from solferino.model import Clearance, Clearances
from solferino.ports import Picture


def told(picture: Picture) -> str:
    """Write out all that a picture holds."""
    return encode([getattr(picture, f.name) for f in fields(Picture)]).decode()


@pytest.mark.parametrize("name", ["partner", "public"])
def test_a_source_that_is_called_like_its_file_leaves_under_its_public_name(
    publish: Publish, accepted: Picture, name: str
) -> None:
    source = accepted.documents[0]
    held = tuple(c.id for c in accepted.claims if c.span.document == source.id)
    origin = replace(
        accepted.origins[0],
        id="o-file",
        name=source.name,
        kind="media_own",
        documents=(source.id,),
        claims=held,
        path=(),
    )
    incident = replace(accepted.incidents[0], origins=("o-file",))
    why = f"No origin counted · not counted, of unknown lineage: {source.name}."
    given = replace(
        accepted.gradings[0], incident=incident.id, why=why, origins=("o-file",), by=None
    )
    told_ = (given.scheme, given.proposition, given.subject, given.grade)
    cleared = Clearance(
        of="grading", about=min(incident.accounts), called=encode(told_).decode(), by="coder-1"
    )
    picture = replace(
        accepted,
        origins=(*accepted.origins, origin),
        gradings=(given,),
        incidents=(incident, *accepted.incidents[1:]),
    )
    out = publish(picture, name, Clearances([cleared])).picture
    assert source.name not in told(out)
    (found,) = (g for g in out.gradings if "unknown lineage" in g.why)
    names = {d.name for d in out.documents}
    assert found.why.removesuffix(".").rpartition(": ")[2] in names


def test_grades_of_what_a_profile_never_tells_stay_inside_whatever_was_decided(
    publish: Publish, accepted: Picture
) -> None:
    incident = accepted.incidents[0]
    given = [
        replace(accepted.gradings[0], incident=incident.id, proposition=p, subject="Hill Guard")
        for p in ("actor", "facility", "occurrence")
    ]
    cleared = [
        Clearance(
            of="grading",
            about=min(incident.accounts),
            called=encode((g.scheme, g.proposition, g.subject, g.grade)).decode(),
            by="coder-1",
        )
        for g in given
    ]
    picture = replace(accepted, gradings=tuple(given))
    out = publish(picture, "ssa-public", Clearances(cleared))
    assert [g.proposition for g in out.picture.gradings] == ["occurrence"]
    assert sum(w.kind == "grading" for w in out.withheld) == len(given) - 1
