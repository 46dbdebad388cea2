"""Tell the practice case from a real one, by the bytes of its documents."""

from collections.abc import Iterable, Iterator
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
    return holds_practice(document.original for document in picture.documents)


def holds_practice(originals: Iterable[str]) -> bool:
    """Whether any of these originals (by digest) is one of the practice case's."""
    return any(original in practice_originals() for original in originals)


@cache
def practice_originals() -> frozenset[str]:
    """Give the digests of the practice documents."""
    with practice_files() as folder:
        return frozenset(sha256(file.read_bytes()) for file in folder.iterdir() if file.is_file())
