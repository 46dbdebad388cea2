"""The one change that a text goes through before its offsets exist."""

import re

NEWLINE = re.compile("\r\n?")
# Neither a NUL nor half of a surrogate pair survives databases and UTF-8.
UNKEEPABLE = re.compile("[\x00\ud800-\udfff]")


def normal(text: str) -> str:
    """Freeze a text: CRLF and CR become LF, a byte order mark at the start goes.

    What cannot be kept (NUL, lone surrogates) becomes U+FFFD one for one, so that the loss is
    seen. Nothing else changes, not even white space at the ends. `normal(normal(x))` equals
    `normal(x)`.
    """
    return UNKEEPABLE.sub("\ufffd", NEWLINE.sub("\n", text.lstrip("\ufeff")))
