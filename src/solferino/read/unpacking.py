"""Packed streams, unpacked while they are read: never to disk, never without a limit."""

import zipfile
import zlib
from typing import Protocol

from solferino.codec import value
from solferino.errors import UnreadableError
from solferino.read.archive import HIGHEST_RATIO, SMALL, SUSPECT

BLOCK = 1 << 16  # bytes read at a time
LONGEST_LINE = 1 << 14  # bytes; a longer line is given in pieces
STEP = 512  # bytes of a broken body tried at once: so much before the damage may be lost
MAGIC = b"\x1f\x8b"
GZIP, ZLIB, BARE = 16 + zlib.MAX_WBITS, zlib.MAX_WBITS, -zlib.MAX_WBITS


class Source(Protocol):
    """Anything that gives bytes, empty at its end."""

    def read(self, size: int, /) -> bytes:
        """Give at most so many bytes."""
        ...


class Budget:
    """How many bytes may still be unpacked from one original of `packed` bytes."""

    def __init__(self, packed: int) -> None:
        self.packed = packed
        self.most = max(SMALL, HIGHEST_RATIO * packed)
        self.spent = 0

    def spend(self, count: int) -> None:
        """Count bytes that were unpacked; raises `UnreadableError` when they are absurdly many."""
        self.spent += count
        if self.spent > self.most:
            raise UnreadableError(
                f"This file unpacks to more than {self.most // max(self.packed, 1)} times its "
                "size; it was read no further.",
                SUSPECT,
            )


class Unpacked:
    """A stream of bytes, gzip members one after the other or plain, with lines.

    Damage does not raise: the stream ends there, and `fault` says why in half a sentence.
    """

    def __init__(self, source: Source, budget: Budget) -> None:
        self.fault = ""
        self._source = source
        self._budget = budget
        self._packed = self._fetch()
        self._ready = b""
        self._at = 0
        self._is_gzip = self._packed.startswith(MAGIC)
        self._engine = zlib.decompressobj(GZIP) if self._is_gzip else None

    def read(self, size: int) -> bytes:
        """Give at most so many bytes; empty at the end."""
        if self._at == len(self._ready):
            self._ready, self._at = self._more(), 0
        given = self._ready[self._at : self._at + size]
        self._at += len(given)
        return given

    def readline(self, size: int | None = None) -> bytes:
        """Give a line with its end, or a piece of one that is very long."""
        most = LONGEST_LINE if size is None else min(size, LONGEST_LINE)
        while (end := self._ready.find(b"\n", self._at, self._at + most)) < 0:
            if len(self._ready) - self._at >= most:
                break
            more = self._more()
            if not more:
                break
            self._ready, self._at = self._ready[self._at :] + more, 0
        return self.read(most if end < 0 else end + 1 - self._at)

    def _more(self) -> bytes:
        """Unpack the next bytes."""
        if not self._is_gzip:
            given = self._packed or self._fetch()
            self._packed = b""
        else:
            given = self._unpack()
        self._budget.spend(len(given))
        return given

    def _unpack(self) -> bytes:
        while not self.fault:
            self._packed = self._packed or self._fetch()
            if self._engine is None:
                self._packed = self._packed.lstrip(b"\x00")  # padding between members
            if not self._packed:
                self._end()
                return b""
            engine = self._engine = self._engine or zlib.decompressobj(GZIP)
            try:
                given = engine.decompress(self._packed, BLOCK)
            except zlib.error:
                self.fault = "it is damaged"
                return b""
            self._packed = engine.unused_data if engine.eof else engine.unconsumed_tail
            if engine.eof:
                self._engine = None
            if given:
                return given
        return b""

    def _end(self) -> None:
        if self._engine is not None and not self.fault:
            self.fault = "it is cut off"

    def _fetch(self) -> bytes:
        try:
            return self._source.read(BLOCK)
        except (zipfile.BadZipFile, zlib.error, EOFError):
            self.fault = "it is damaged"
            return b""


@value
class Body:
    """The bytes of a message body after unpacking; `whole` is false when it ends too early."""

    data: bytes
    whole: bool


def inflate(data: bytes, coding: str, most: int) -> Body:
    """Undo a content coding, `gzip` or `deflate`; raises `UnreadableError` beyond `most` bytes.

    A body that is not packed, although its header says so, is given as it is: archives often
    keep the header of what they unpacked themselves.
    """
    ways = (GZIP,) if coding == "gzip" else (ZLIB, BARE)
    for way in ways:
        engine = zlib.decompressobj(way)
        try:
            given = engine.decompress(data, most + 1)
        except zlib.error:
            continue
        if len(given) > most:
            raise UnreadableError(f"It unpacks to more than {most // 2**20} MiB.", SUSPECT)
        return Body(data=given, whole=engine.eof)
    return _broken(data, most) if data.startswith(MAGIC) else Body(data=data, whole=True)


def _broken(data: bytes, most: int) -> Body:
    """Save what comes before the damage in a gzip body."""
    engine = zlib.decompressobj(GZIP)
    saved = b""
    for place in range(0, len(data), STEP):
        try:
            saved += engine.decompress(data[place : place + STEP], most)
        except zlib.error:
            break
        if len(saved) > most:
            raise UnreadableError(f"It unpacks to more than {most // 2**20} MiB.", SUSPECT)
    return Body(data=saved, whole=False)
