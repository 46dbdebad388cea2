"""Several files as one zip whose bytes follow from the files alone: no time, no system."""

import zipfile
from collections.abc import Iterable
from typing import BinaryIO

ERA = (1980, 1, 1, 0, 0, 0)  # the earliest time that a zip can hold
UNIX = 3
MODE = 0o100644 << 16  # a plain file, readable by all


def write_zip(out: BinaryIO, entries: Iterable[tuple[str, bytes]]) -> None:
    """Write files, by name, in the order given. Names have "/" between folders."""
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in entries:
            archive.writestr(entry(name), data)


def entry(name: str) -> zipfile.ZipInfo:
    """Describe one file of a zip, the same whenever and wherever it is written."""
    info = zipfile.ZipInfo(name, date_time=ERA)
    info.compress_type = zipfile.ZIP_DEFLATED
    info.create_system = UNIX
    info.external_attr = MODE
    return info
