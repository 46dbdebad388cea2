"""What is written of a picture that leaves says so, and no format needs what stays inside."""

import io
from collections.abc import Callable
from dataclasses import replace

import pytest

from solferino import plugins
from solferino.model import Clearances
from solferino.ports import Exporter, Picture
from solferino.publish.exchange.bag import bag_files
from solferino.release.leaks import leaks
from solferino.release.needles import allowed, needles
from solferino.release.opening import layers
from solferino.release.profile import profiles
from solferino.release.published import publish

SECRET = b"a secret of thirty-two bytes, ok"
EXPORTERS = plugins.kit(plugins.find()).exporters


def texts(exporter: Exporter, picture: Picture) -> str:
    """Read all that a format writes, also what is packed inside of it."""
    return "\n".join(d.decode("utf-8", "replace") for _, d in layers(file(exporter, picture)))


def file(exporter: Exporter, picture: Picture) -> bytes:
    out = io.BytesIO()
    exporter.write(picture, out)
    return out.getvalue()


@pytest.fixture(scope="module")
def accepted(picture: Picture) -> Picture:
    return replace(picture, claims=tuple(replace(c, review="accepted") for c in picture.claims))


@pytest.mark.parametrize("name", ["public", "ssa-public", "shcc-public", "partner"])
@pytest.mark.parametrize("exporter", EXPORTERS, ids=lambda e: e.name)
def test_every_format_is_written_of_what_every_profile_lets_out(
    accepted: Picture, exporter: Exporter, name: str
) -> None:
    published = publish(accepted, profiles()[name], Clearances(()), SECRET)
    assert "Internal export" not in texts(exporter, published.picture)
    sought = needles(accepted, published, profiles()[name])
    assert sought
    written = {exporter.name: file(exporter, published.picture)}
    assert not leaks(written, sought, allowed(published))


@pytest.mark.parametrize("exporter", EXPORTERS, ids=lambda e: e.name)
def test_what_must_stay_inside_is_found_in_every_format(
    accepted: Picture, exporter: Exporter
) -> None:
    published = publish(accepted, profiles()["public"], Clearances(()), SECRET)
    sought = needles(accepted, published, profiles()["public"])
    assert leaks({exporter.name: file(exporter, accepted)}, sought, allowed(published))


def test_inside_the_house_the_notice_is_internal(picture: Picture) -> None:
    told = [e for e in EXPORTERS if "Internal export" in texts(e, picture)]
    assert {e.name for e in told} >= {
        "json",
        "csv",
        "xlsx",
        "ssa",
        "shcc",
        "geojson",
        "annotations",
        "ics",
    }
    tags = dict(bag_files(picture, lambda _: b"", "2031-05-09"))
    assert b"Internal export" in tags["bag-info.txt"]


def test_the_description_of_a_public_shcc_row_is_blank(
    accepted: Picture, of_party: Callable[[str], Picture]
) -> None:
    (shcc,) = [e for e in EXPORTERS if e.name == "shcc"]
    left = publish(accepted, profiles()["shcc-public"], Clearances(()), SECRET).picture
    assert "as told by" in texts(shcc, of_party("River Guard"))
    assert "as told by" not in texts(shcc, left)
