"""What was found, as a table for a spreadsheet program."""

import csv
import io
from collections.abc import Iterable

from solferino.publish.sheets import guarded
from solferino.store.passages import Result

HEADS = ("document", "file", "title", "published", "language", "start", "end", "words", "passage")


def as_csv(found: Iterable[Result]) -> bytes:
    """Write a row for each passage; no spreadsheet program takes a text for a formula."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(HEADS)
    for result in found:
        hit = result.hit
        for p in result.passages:
            words = f"{p.before}{p.exact}{p.after}"
            told = [hit.document, hit.name, hit.title, hit.published, hit.language]
            cells = [*told, str(p.start), str(p.end), p.exact, words]
            writer.writerow([guarded(cell) for cell in cells])
    return b"\xef\xbb\xbf" + out.getvalue().encode("utf-8", "replace")
