"""Rows of texts as the bytes of a CSV file (RFC 4180)."""

import csv
import io
from collections.abc import Iterable, Sequence

BOM = "\ufeff"  # by it spreadsheet programs know UTF-8


def written(rows: Iterable[Sequence[str]], *, before: str = "") -> bytes:
    """Write rows of texts as CSV, in UTF-8, with `before` at the head of the file."""
    out = io.StringIO(newline="")
    out.write(before)
    csv.writer(out, lineterminator="\r\n").writerows(rows)
    return out.getvalue().encode()
