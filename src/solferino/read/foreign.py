"""Formats that no built-in reader takes: what they are, and what a person can do with them."""

from solferino.errors import UnreadableError

ARCHIVE = "Unpack it and add the files that are inside."
PICTURE = "Keep it as an exhibit; if it shows text, add that text as a file of its own."
RECORDING = "Keep it as an exhibit; add a transcript of it as a file of its own."
TEXT_AGAIN = "Open it in an office program, save it as DOCX or PDF, and add that file too."

# (first bytes, what it is, what to do). No text that a person wrote begins like this.
MAGIC: tuple[tuple[bytes, str, str], ...] = (
    (b"\x89PNG\r\n\x1a\n", "a picture (PNG)", PICTURE),
    (b"\xff\xd8\xff", "a picture (JPEG)", PICTURE),
    (b"GIF87a", "a picture (GIF)", PICTURE),
    (b"GIF89a", "a picture (GIF)", PICTURE),
    (b"II*\x00", "a picture (TIFF)", PICTURE),
    (b"MM\x00*", "a picture (TIFF)", PICTURE),
    (b"ID3\x02", "a sound recording (MP3)", RECORDING),
    (b"ID3\x03", "a sound recording (MP3)", RECORDING),
    (b"ID3\x04", "a sound recording (MP3)", RECORDING),
    (b"OggS\x00", "a recording (Ogg)", RECORDING),
    (b"\x1aE\xdf\xa3", "a video (Matroska or WebM)", RECORDING),
    (b"\x1f\x8b", "compressed (gzip)", ARCHIVE),
    (b"BZh91AY&SY", "compressed (bzip2)", ARCHIVE),
    (b"\xfd7zXZ\x00", "compressed (xz)", ARCHIVE),
    (b"7z\xbc\xaf\x27\x1c", "an archive (7-Zip)", ARCHIVE),
    (b"Rar!\x1a\x07", "an archive (RAR)", ARCHIVE),
    (b"PK\x03\x04", "a zip archive without a Word document", ARCHIVE),
    (b"PK\x05\x06", "an empty zip archive", ARCHIVE),
    (b"{\\rtf1", "a Rich Text file (RTF)", TEXT_AGAIN),
    (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
        "an office file of the old kind (.doc, .xls), or one with a password",
        "Open it in an office program, save it without a password as DOCX or PDF, and add that.",
    ),
    (b"SQLite format 3\x00", "a database (SQLite)", "Export its texts and add those."),
    (b"WARC/1.", "a web archive (WARC)", "Save the pages that matter as HTML and add those."),
)
# Two families name themselves after some bytes of length.
FAMILIES: tuple[tuple[slice, tuple[bytes, ...], str], ...] = (
    (slice(4, 8), (b"ftyp",), "a video or picture (MP4 family)"),
    (slice(8, 12), (b"WAVE", b"AVI ", b"WEBP"), "a recording or picture (RIFF family)"),
)


def foreign(data: bytes) -> UnreadableError | None:
    """Name the format of bytes that are no text, PDF or Word document; null when unknown."""
    for magic, what, remedy in MAGIC:
        if data.startswith(magic):
            return UnreadableError(f"This file is {what}; no reader takes it.", remedy)
    for place, marks, what in FAMILIES:
        if data[place] in marks and b"\x00" in data[:16]:
            return UnreadableError(f"This file is {what}; no reader takes it.", RECORDING)
    return None
