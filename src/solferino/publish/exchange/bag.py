"""A bag (BagIt 1.0, RFC 8493): the originals as they came, the case export, and manifests of both.

Originals are copied, never moved. A bag shows that nothing got lost or damaged on the way; it is no
proof against somebody who means to alter it, who would alter the manifests as well. It names no
person and no organization of the people who made it.
"""

import hashlib
import io
import re
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path, PurePath

from solferino.errors import UsageError
from solferino.model import Document
from solferino.ports import Picture
from solferino.publish.contract import JsonExporter
from solferino.publish.exchange.notes import notes_file
from solferino.publish.exchange.written import written
from solferino.publish.exchange.zipped import entry
from solferino.publish.notice import notice
from solferino.publish.view import View

Read = Callable[[str], bytes]
ALGORITHMS = ("sha256", "sha512")
DECLARATION = b"BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"
HEADS = ["path", "name", "document", "sha256", "media_type", "url", "received_at"]
_SUFFIX = re.compile(r"\.[a-z0-9]{1,8}")


def write_bag(picture: Picture, read: Read, out: Path, on: str) -> None:
    """Write a bag into a new folder, or into a zip with one folder where the name ends in .zip.

    `read` gives the bytes of an original by its SHA-256, and is asked only for those that the
    picture names. `on` is the day of bagging (YYYY-MM-DD). Raises `UsageError` where something
    is in the place already.
    """
    if out.exists() and (out.is_file() or any(out.iterdir())):
        raise UsageError(f"{out} is there already", "Give the bag a new place with -o.")
    if out.suffix == ".zip":
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, data in bag_files(picture, read, on):
                archive.writestr(entry(f"{out.stem}/{name}"), data)
        return
    for name, data in bag_files(picture, read, on):
        place = out / name
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(data)


def bag_files(picture: Picture, read: Read, on: str) -> Iterator[tuple[str, bytes]]:
    """Give the files of a bag one after the other: payload, manifests, tag manifests.

    One original is in memory at a time.
    """
    sums: dict[str, list[str]] = {name: [] for name in ALGORITHMS}
    octets = streams = 0
    for path, data in _payload(picture, read):
        octets, streams = octets + len(data), streams + 1
        for name in ALGORITHMS:
            sums[name].append(f"{hashlib.new(name, data).hexdigest()}  {path}\n")
        yield path, data
    tags = {
        "bagit.txt": DECLARATION,
        "bag-info.txt": _info(picture, on, f"{octets}.{streams}"),
        **{f"manifest-{n}.txt": "".join(sorted(sums[n], key=_path)).encode() for n in ALGORITHMS},
    }
    yield from tags.items()
    for name in ALGORITHMS:
        lines = (f"{hashlib.new(name, data).hexdigest()}  {tag}\n" for tag, data in tags.items())
        yield f"tagmanifest-{name}.txt", "".join(sorted(lines, key=_path)).encode()


def _path(line: str) -> str:
    return line.partition("  ")[2]


def _payload(picture: Picture, read: Read) -> Iterator[tuple[str, bytes]]:
    """Give the payload. Files are named by digest, so that no name of a file tells or misleads."""
    view = View(picture)
    named: dict[str, str] = {}
    for document in sorted(view.documents.values(), key=lambda d: (d.original, d.name)):
        named.setdefault(document.original, f"data/originals/{_file(document)}")
    for digest, path in named.items():
        yield path, read(digest)
    lines = (
        [
            named[d.original],
            d.name,
            d.id,
            d.original,
            d.media_type,
            d.described.url or "",
            d.acquisition.received_at or "",
        ]
        for d in sorted(view.documents.values(), key=lambda d: (d.name, d.id))
    )
    yield "data/documents.csv", written([HEADS, *lines])
    yield "data/notes.csv", notes_file(picture)
    held = io.BytesIO()
    JsonExporter().write(picture, held)
    yield "data/case.json", held.getvalue()


def _file(document: Document) -> str:
    """Name a payload file: the digest, and an ending that programs know the kind of file by.

    Of a thing inside an original (`box.mbox/0003.eml`) it is the original's ending.
    """
    suffixes = (PurePath(step).suffix.lower() for step in document.name.split("/"))
    return document.original + next((s for s in suffixes if _SUFFIX.fullmatch(s)), "")


def _info(picture: Picture, on: str, oxum: str) -> bytes:
    told = [
        ("External-Description", notice(picture)),
        ("External-Identifier", _line(picture.name)),
        ("Bagging-Date", on),
        ("Bag-Software-Agent", _line(picture.engine)),
        ("Payload-Oxum", oxum),
    ]
    return "".join(f"{label}: {said}\n" for label, said in told).encode()


def _line(text: str) -> str:
    return " ".join(text.split())
