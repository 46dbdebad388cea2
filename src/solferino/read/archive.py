"""Looks into a zip container before anybody unpacks it: nothing in it may be absurd."""

import io
import zipfile
import zlib

from solferino.errors import UnreadableError

MOST_MEMBERS = 5_000
MOST_BYTES = 256 * 2**20  # of all members, unpacked
HIGHEST_RATIO = 150  # unpacked to packed; text in XML reaches 20
SMALL = 16 * 2**20  # bytes below which a ratio does no harm
DECLARED = b"<!DOCTYPE"
METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
PROLOGUE = 4096  # bytes of a member in which a document type would be declared
AGAIN = "Open it in an office program, save it again as DOCX or PDF, and add that file too."
SUSPECT = "Do not open it; ask its sender how it was made and for a PDF of it."


def inspect(data: bytes) -> None:
    """Check a zip container in memory; raises `UnreadableError` when it must not be unpacked.

    Refused are damaged and locked containers, more members, bytes or compression than any
    document has, and XML that declares entities.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as container:
            members = container.infolist()
            _measure(members, len(data))
            if any(_declares(container, m) for m in members if m.filename.endswith(".xml")):
                raise UnreadableError("This file declares entities as no document does.", SUSPECT)
    except (zipfile.BadZipFile, zlib.error, EOFError, ValueError) as error:
        raise UnreadableError("This file is damaged or cut off.", AGAIN) from error


def _measure(members: list[zipfile.ZipInfo], packed: int) -> None:
    unpacked = sum(m.file_size for m in members)
    if any(m.flag_bits & 1 for m in members):
        raise UnreadableError(
            "This file is protected by a password.",
            "Open it with the password, save a copy without one, and add that copy too.",
        )
    if any(m.compress_type not in METHODS for m in members):
        raise UnreadableError("This file is packed in a way that documents are not.", AGAIN)
    if len(members) > MOST_MEMBERS or unpacked > MOST_BYTES:
        raise UnreadableError(
            f"This file would unpack to {unpacked // 2**20} MiB in {len(members)} pieces.", SUSPECT
        )
    if unpacked > SMALL and unpacked > HIGHEST_RATIO * packed:
        raise UnreadableError(
            f"This file would unpack to {unpacked // packed} times its size.", SUSPECT
        )


def _declares(container: zipfile.ZipFile, member: zipfile.ZipInfo) -> bool:
    with container.open(member) as stream:
        # UTF-16 shows its letters when the zero bytes are taken out.
        return DECLARED in stream.read(PROLOGUE).replace(b"\x00", b"")
