"""One writer per case: a lock that the operating system takes back when its holder dies."""

import os
import sys
from pathlib import Path
from typing import BinaryIO

from solferino.errors import BusyError

if sys.platform == "win32":
    import msvcrt

    def _take(file: BinaryIO) -> None:
        file.seek(0)
        msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)

else:
    import fcntl

    def _take(file: BinaryIO) -> None:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)


class Lock:
    """Held from construction until `release` or the end of the process; `take` holds it again.

    The file stays behind and means nothing by itself; its content tells who held it last.
    """

    def __init__(self, path: Path) -> None:
        """Take the lock; raises `BusyError` when another holder is alive."""
        self._path = path
        self.take()

    def take(self) -> None:
        """Hold it again after `release`; raises `BusyError` as before."""
        self._file: BinaryIO = self._path.open("a+b")
        try:
            _take(self._file)
        except OSError as error:
            holder = _holder(self._path)
            self._file.close()
            raise BusyError(
                f"{holder} is writing to the case {self._path.parent}",
                "Wait until it has finished or stop it (a desk that is open counts as a "
                "writer), then run the command again; reading is possible all the time.",
            ) from error
        self._file.seek(0)
        self._file.truncate()
        self._file.write(f"{os.getpid()}\n".encode())
        self._file.flush()

    def release(self) -> None:
        """Let the next writer in."""
        self._file.close()


def _holder(path: Path) -> str:
    try:
        process = path.read_text(encoding="ascii").strip()
    except (OSError, UnicodeDecodeError):  # Windows locks the bytes themselves
        process = ""
    return f"process {process}" if process.isdigit() else "another process"
