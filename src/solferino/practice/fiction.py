"""Tell the practice case from a real one, by the bytes of its documents."""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from importlib.resources import as_file, files
from pathlib import Path

from solferino.codec import sha256
from solferino.ports import Picture


@contextmanager
def practice_files() -> Iterator[Path]:
    """Give the folder of practice documents, as files that can be added to a case."""
    with as_file(files("solferino.practice") / "files") as folder:
        yield folder


def is_practice(picture: Picture) -> bool:
    """Whether any document is one of the practice case's: pages of it must say «fiction»."""
    return any(document.original in _originals() for document in picture.documents)


@cache
def _originals() -> frozenset[str]:
    with practice_files() as folder:
        return frozenset(sha256(file.read_bytes()) for file in folder.iterdir() if file.is_file())
