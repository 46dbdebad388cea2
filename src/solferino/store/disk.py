"""The few things asked of a disk, in one place, so that a test can make each of them fail."""

import contextlib
import os
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import BinaryIO

from solferino.errors import UsageError

if sys.platform == "darwin":  # there, fsync alone leaves the bytes in the drive's own memory
    import fcntl

PENDING = ".pending"  # how a name ends while its bytes are not yet safe


class Disk:
    """Writes that last: what returned from `sync` and `sync_folder` survives a power cut."""

    def write(self, file: BinaryIO, data: bytes) -> None:
        """Write some bytes; raises `OSError` when the disk is full or gone."""
        file.write(data)

    def sync(self, file: BinaryIO) -> None:
        """Bring what was written to the medium itself."""
        file.flush()
        if sys.platform == "darwin":
            fcntl.fcntl(file.fileno(), fcntl.F_FULLFSYNC)
        else:
            os.fsync(file.fileno())

    def rename(self, source: Path, target: Path) -> None:
        """Give a file its name, at once and whole."""
        source.replace(target)

    def sync_folder(self, folder: Path) -> None:
        """Bring the names in a folder to the medium; Windows does this on its own."""
        if sys.platform == "win32":
            return
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def save(disk: Disk, path: Path, chunks: Iterable[bytes], *, mode: int | None = None) -> None:
    """Put a file in place so that a crash leaves the old one or the new one, never a half."""
    pending = path.with_name(path.name + PENDING)
    try:
        with pending.open("wb") as file:
            for chunk in chunks:
                disk.write(file, chunk)
            if mode is not None:
                pending.chmod(mode)
            disk.sync(file)
        disk.rename(pending, path)
        disk.sync_folder(path.parent)
    finally:
        with contextlib.suppress(OSError):  # the first error is the one that matters
            pending.unlink(missing_ok=True)


@contextlib.contextmanager
def writing_to(case: Path) -> Iterator[None]:
    """Turn a disk's refusal into a sentence for the user."""
    try:
        yield
    except OSError as error:
        raise UsageError(
            f"cannot write to the case {case}: {error.strerror or error}",
            "Make room on the disk or mend the permissions, then run the same command again; "
            "everything acknowledged so far is kept.",
        ) from error
