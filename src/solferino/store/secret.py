"""The secret of each series of releases: in the case, apart from the facts, and never let out."""

import os
from collections.abc import Callable
from pathlib import Path

from solferino.errors import BrokenError, UsageError
from solferino.store.disk import writing_to

FOLDER = "secrets"
LENGTH = 32  # bytes
NONE_YET = bytes(LENGTH)  # in a preview, in place of one that the first publication will make


def series_secret(case: Path, series: str, fresh: Callable[[], bytes]) -> bytes:
    """Read the secret of a series, or keep a fresh one where there is none yet.

    It is a file that only its owner may read. Whoever has it can test guesses against what was
    published; without it pseudonyms and public ids can never be made the same again.
    """
    found = known_secret(case, series)
    return _kept(_path(case, series), fresh()) if found is None else found


def known_secret(case: Path, series: str) -> bytes | None:
    """Read the secret of a series; null where nothing was published by it yet."""
    path = _path(case, series)
    try:
        found = path.read_bytes()
    except FileNotFoundError:
        return None
    except OSError as error:
        raise UsageError(f"cannot read {path}: {error.strerror}") from error
    if len(found) != LENGTH:
        raise BrokenError(
            f"{path} is no secret of {LENGTH} bytes",
            "Put it back from a copy of the case; without it pseudonyms would change.",
        )
    return found


def _path(case: Path, series: str) -> Path:
    return case / FOLDER / f"{series}.key"


def _kept(path: Path, secret: bytes) -> bytes:
    with writing_to(path.parent.parent):
        path.parent.mkdir(mode=0o700, exist_ok=True)
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "wb") as file:
            file.write(secret)
            file.flush()
            os.fsync(file.fileno())
    return secret
