"""The files as they came in: named by their bytes, never altered, read-only on the disk."""

import contextlib
import hashlib
import threading
from collections.abc import Iterable, Iterator
from pathlib import Path

from solferino.errors import BrokenError, UnreadableError
from solferino.model import Original
from solferino.store.disk import PENDING, Disk, writing_to

CHUNK = 1 << 20  # bytes read at a time: a large video never has to fit into memory
FOLD = 2  # characters of the digest that name the folder
READ_ONLY = 0o444
DIGITS = frozenset("0123456789abcdef")
DIGEST_LENGTH = 64
RESTORE = "Put the file back from a copy of the case; `solferino check` names all that is broken."


class Originals:
    """A folder of blobs, `ab/cdef…`, each under the SHA-256 of its bytes."""

    def __init__(self, folder: Path, disk: Disk) -> None:
        """Look after the blobs in this folder."""
        self.folder = folder
        self._disk = disk
        self._turn = threading.Lock()

    def path(self, sha256: str) -> Path:
        """Say where the blob of this digest lies, or would lie."""
        return self.folder / sha256[:FOLD] / sha256[FOLD:]

    def keep(self, chunks: Iterable[bytes]) -> Original:
        """Store bytes so that they outlast a crash from the moment this returns.

        Written beside the place, brought to the medium, made read-only, then named. Bytes that
        are there already are compared, not written twice; `BrokenError` when they were altered.
        """
        pending = self.folder / f"incoming{PENDING}"
        with self._turn, writing_to(self.folder.parent):
            try:
                original = self._write(pending, chunks)
                if self.path(original.sha256).exists():
                    self._compare(original)
                else:
                    self._name(pending, original)
            finally:
                with contextlib.suppress(OSError):  # the first error is the one that matters
                    pending.unlink(missing_ok=True)
        return original

    def data(self, sha256: str) -> bytes:
        """Read a blob; raises `BrokenError` when it is gone or its bytes are not those."""
        try:
            data = self.path(sha256).read_bytes()
        except OSError as error:
            raise BrokenError(
                f"the original {sha256} cannot be read: {error.strerror}", RESTORE
            ) from error
        if hashlib.sha256(data).hexdigest() != sha256:
            raise BrokenError(f"the original {sha256} was altered on the disk", RESTORE)
        return data

    def measure(self, sha256: str) -> Original | None:
        """Take digest and size of what lies at this digest's place, or null when nothing does."""
        if not self.path(sha256).is_file():
            return None
        whole, size = hashlib.sha256(), 0
        with self.path(sha256).open("rb") as file:
            while chunk := file.read(CHUNK):
                whole.update(chunk)
                size += len(chunk)
        return Original(sha256=whole.hexdigest(), size=size)

    def names(self) -> Iterator[tuple[Path, str | None]]:
        """Yield every file in the folder, sorted, with the digest its place stands for, or null."""
        for path in sorted(p for p in self.folder.rglob("*") if not p.is_dir()):
            name = "".join(path.relative_to(self.folder).parts)
            fits = len(name) == DIGEST_LENGTH and DIGITS.issuperset(name)
            yield path, name if fits and self.path(name) == path else None

    def tidy(self) -> None:
        """Clear up after an interrupted run: what it left half written was never acknowledged."""
        self._disk.sync_folder(self.folder)  # it may have made folders that are not safe yet
        for pending in self.folder.glob(f"*{PENDING}"):
            pending.unlink()

    def _write(self, pending: Path, chunks: Iterable[bytes]) -> Original:
        whole, size = hashlib.sha256(), 0
        pending.unlink(missing_ok=True)  # an earlier one is read-only
        with pending.open("xb") as file:
            for chunk in chunks:
                self._disk.write(file, chunk)
                whole.update(chunk)
                size += len(chunk)
            pending.chmod(READ_ONLY)
            self._disk.sync(file)
        return Original(sha256=whole.hexdigest(), size=size)

    def _name(self, pending: Path, original: Original) -> None:
        target = self.path(original.sha256)
        if not target.parent.exists():
            target.parent.mkdir()
            try:
                self._disk.sync_folder(self.folder)
            except OSError:
                target.parent.rmdir()  # so that the next try makes it safe again
                raise
        self._disk.rename(pending, target)
        self._disk.sync_folder(target.parent)

    def _compare(self, original: Original) -> None:
        if self.measure(original.sha256) != original:
            raise BrokenError(
                f"the original {original.sha256} was altered on the disk; the same file was "
                "offered again and does not match",
                RESTORE,
            )
        self._disk.sync_folder(self.path(original.sha256).parent)  # may be a crashed run's


def chunks(source: bytes | Path) -> Iterable[bytes]:
    """Give bytes, or a file's bytes in pieces; `UnreadableError` where it cannot be read."""
    return [source] if isinstance(source, bytes) else _read(source)


def _read(path: Path) -> Iterator[bytes]:
    try:
        with path.open("rb") as file:
            while chunk := file.read(CHUNK):
                yield chunk
    except OSError as error:
        raise UnreadableError(
            f"cannot read {path}: {error.strerror}",
            "Mend its permissions or the disk that it lies on, then add it again.",
        ) from error
