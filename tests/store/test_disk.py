"""The order in which things reach the medium: bytes, then their row, then the head."""

import stat
from pathlib import Path
from typing import BinaryIO

import pytest
from sqlalchemy import event

from solferino.store import Case, Clock
from solferino.store.disk import Disk, save


class Recording(Disk):
    """A disk that notes what it was asked."""

    def __init__(self) -> None:
        self.asked: list[str] = []

    def write(self, file: BinaryIO, data: bytes) -> None:
        self.asked.append(f"write {Path(file.name).name}")
        super().write(file, data)

    def sync(self, file: BinaryIO) -> None:
        mode = stat.S_IMODE(Path(file.name).stat().st_mode)
        self.asked.append(f"sync {Path(file.name).name}{' sealed' if mode == 0o444 else ''}")
        super().sync(file)

    def rename(self, source: Path, target: Path) -> None:
        self.asked.append(f"rename {source.name} {target.name}")
        super().rename(source, target)

    def sync_folder(self, folder: Path) -> None:
        self.asked.append(f"sync folder {folder.name}")
        super().sync_folder(folder)


def test_bytes_are_safe_before_their_row_and_the_row_before_the_head(
    five: Path, clock: Clock
) -> None:
    disk = Recording()
    with Case.open(five, clock=clock, by="ana", writing=True, disk=disk) as case:
        assert disk.asked == ["sync folder originals"], "a crashed run may have left it unsafe"
        disk.asked.clear()
        engine = case.facts.database._engine
        event.listen(engine, "commit", lambda _: disk.asked.append("commit"))
        receipt = case.receive("d.txt", b"delta")

    digest = receipt.original
    folder, name = digest[:2], digest[2:]
    assert disk.asked == [
        "write incoming.pending",
        "sync incoming.pending sealed",
        "sync folder originals",
        f"rename incoming.pending {name}",
        f"sync folder {folder}",
        "commit",
        "write ledger.head.pending",
        "sync ledger.head.pending",
        "rename ledger.head.pending ledger.head",
        "sync folder case",
    ]


def test_a_blob_that_a_crash_left_without_its_row_is_made_safe_before_it_gets_one(
    five: Path, clock: Clock
) -> None:
    disk = Recording()
    with Case.open(five, clock=clock, by="ana", writing=True, disk=disk) as case:
        place = case.originals.path(case.originals.keep([b"delta"]).sha256)
        disk.asked.clear()
        case.receive("d.txt", b"delta")

    assert disk.asked.index(f"sync folder {place.parent.name}") < disk.asked.index(
        "write ledger.head.pending"
    )


def test_a_save_that_fails_leaves_the_old_file(tmp_path: Path) -> None:
    class Full(Disk):
        def write(self, file: BinaryIO, data: bytes) -> None:
            super().write(file, data[:1])
            raise OSError

    save(Disk(), tmp_path / "head", [b"old"])
    with pytest.raises(OSError):  # noqa: PT011  (any refusal of the disk)
        save(Full(), tmp_path / "head", [b"new"])

    assert [p.name for p in tmp_path.iterdir()] == ["head"]
    assert (tmp_path / "head").read_bytes() == b"old"
