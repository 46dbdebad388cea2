"""The bag: validated by somebody else's library; originals are read, never moved."""

import hashlib
import io
import zipfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import bagit
import pytest

from solferino.errors import UsageError
from solferino.ports import Picture
from solferino.publish.exchange.bag import bag_files, write_bag

ON = "2031-05-09"


@pytest.fixture(scope="module")
def originals(picture: Picture) -> dict[str, bytes]:
    return {d.original: f"bytes of {d.name}".encode() for d in picture.documents}


@pytest.fixture
def bag(picture: Picture, originals: dict[str, bytes], tmp_path: Path) -> Path:
    write_bag(picture, originals.__getitem__, tmp_path / "bag", ON)
    return tmp_path / "bag"


def test_a_bag_is_valid(bag: Path, originals: dict[str, bytes]) -> None:
    read = bagit.Bag(str(bag))
    assert read.validate()
    assert read.version_info == (1, 0)
    assert read.info["Bagging-Date"] == ON
    assert set(read.algorithms) == {"sha256", "sha512"}
    held = [p.read_bytes() for p in (bag / "data/originals").iterdir()]
    assert sorted(held) == sorted(originals.values())


def test_a_bag_in_a_zip_is_the_same(
    bag: Path, picture: Picture, originals: dict[str, bytes], tmp_path: Path
) -> None:
    write_bag(picture, originals.__getitem__, tmp_path / "again.zip", ON)
    with zipfile.ZipFile(tmp_path / "again.zip") as archive:
        archive.extractall(tmp_path / "out")
    assert bagit.Bag(str(tmp_path / "out/again")).validate()
    own = {str(p.relative_to(bag)): p.read_bytes() for p in bag.rglob("*") if p.is_file()}
    unzipped = tmp_path / "out/again"
    assert own == {
        str(p.relative_to(unzipped)): p.read_bytes() for p in unzipped.rglob("*") if p.is_file()
    }


@pytest.mark.parametrize("change", [b"changed", b""])
def test_what_is_altered_is_found(bag: Path, change: bytes) -> None:
    victim = next((bag / "data/originals").iterdir())
    victim.write_bytes(change)
    assert not bagit.Bag(str(bag)).is_valid()


def test_what_is_lost_is_found(bag: Path) -> None:
    next((bag / "data/originals").iterdir()).unlink()
    assert not bagit.Bag(str(bag)).is_valid()


def test_each_original_is_asked_for_once_and_by_digest(picture: Picture) -> None:
    asked: list[str] = []

    def read(digest: str) -> bytes:
        asked.append(digest)
        return b"x"

    list(bag_files(picture, read, ON))
    assert asked == sorted({d.original for d in picture.documents})


def test_no_name_of_a_file_leads_out_of_the_bag(
    picture: Picture, originals: dict[str, bytes]
) -> None:
    for name in ("../../etc/passwd", "/abs.txt", "CON", "a\nb.txt", "x.mbox/3.eml", "~root"):
        documents = tuple(replace(d, name=name) for d in picture.documents)
        told = replace(picture, documents=documents)
        paths = [p for p, _ in bag_files(told, originals.__getitem__, ON)]
        for path in paths:
            assert set(path) <= set("abcdefghijklmnopqrstuvwxyz0123456789-./"), path
            assert ".." not in path
            assert not path.startswith("/")
    assert sum(p.endswith(".txt") for p in paths) == 6  # the six tag files, and no payload


def test_nobody_is_named_and_nothing_is_to_be_fetched(bag: Path) -> None:
    info = (bag / "bag-info.txt").read_text()
    assert "Contact" not in info
    assert "Organization" not in info
    assert not (bag / "fetch.txt").exists()


def test_a_place_that_is_taken_is_left_alone(
    picture: Picture, originals: dict[str, bytes], tmp_path: Path
) -> None:
    (tmp_path / "taken").mkdir()
    (tmp_path / "taken/mine.txt").write_text("mine")
    (tmp_path / "file.zip").write_text("mine")
    for place in ("taken", "file.zip"):
        with pytest.raises(UsageError):
            write_bag(picture, originals.__getitem__, tmp_path / place, ON)
    assert (tmp_path / "file.zip").read_text() == "mine"


def test_the_same_case_and_day_give_the_same_bytes_in_any_order(
    picture: Picture, originals: dict[str, bytes], shuffle: Callable[[Picture], Picture]
) -> None:
    read = originals.__getitem__
    once = list(bag_files(picture, read, ON))
    assert once == list(bag_files(shuffle(picture), read, ON))
    total = io.BytesIO()
    for path, data in once:
        if path.startswith("data/"):
            total.write(data)
    info = dict(once)["bag-info.txt"].decode()
    assert f"Payload-Oxum: {len(total.getvalue())}." in info
    assert hashlib.sha256(dict(once)["data/case.json"]).hexdigest() in (
        dict(once)["manifest-sha256.txt"].decode()
    )
