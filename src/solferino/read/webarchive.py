"""Opens web archives (WARC, WACZ): the pages in them, streamed, never extracted to disk."""

import io
import re
import zipfile
import zlib
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from hashlib import sha256
from pathlib import PurePath

from solferino.codec import parse, value
from solferino.errors import UnreadableError
from solferino.model import Description, Problem
from solferino.ports import Member, Sample
from solferino.read.archive import HIGHEST_RATIO, METHODS, MOST_MEMBERS, SMALL, SUSPECT
from solferino.read.capture import TAKEN, Capture, capture, message_of
from solferino.read.unpacking import BLOCK, GZIP, MAGIC, Budget, Source, Unpacked
from solferino.read.warcrecords import End, Record, records

SIGN = b"WARC/"
ZIP = b"PK\x03\x04"
CERTAIN, PACKED, BY_NAME = 95, 97, 1
NAMES = (".warc", ".warc.gz")
PACKAGE, PAGES = "datapackage.json", re.compile(r"pages/[^/]+\.jsonl")
ARCHIVES = re.compile(r"archive/.+\.warc(?:\.gz)?", re.IGNORECASE)
MOST_JSON = 64 * 2**20  # bytes of a list of pages or resources
MOST_UNPACKED = 16 * 2**30  # bytes of all that lies in a WACZ, most of it media
TITLE = re.compile(rb"<title[\s>]", re.IGNORECASE)
HTML = "html"

AGAIN = "Ask for the archive again, or have the crawl repeated; what came out of it is kept."
COMPARE = "Compare it with another capture or copy of the page before you rely on it."
ELSEWHERE = "Add the archive that holds the first captures, too."
NOTHING = (
    "This web archive holds no page that was found by its server and is a text or PDF.",
    "Replay it to see what it holds; print what matters to PDF and add that.",
)


@value
class Revisit:
    """That a page was captured again and had not changed; `digest` is of its payload."""

    url: str
    date: str | None
    digest: str | None
    refers_to: str | None
    is_page: bool  # whether its header says that it is a text or a PDF


class WarcReader:
    """Web archives (WARC 1.0 and 1.1, plain or gzip) as crawlers and browsers save them."""

    name = "warc"
    version = "1"

    def bid(self, sample: Sample) -> int:
        """95 for the first bytes of a record, also in gzip, 1 for the name of the file alone."""
        if _begins(sample.data):
            return CERTAIN
        return BY_NAME if sample.name.lower().endswith(NAMES) else 0

    def members(self, sample: Sample) -> Iterator[Member | Problem]:
        """Yield the pages by their addresses; raises `UnreadableError` when there is none."""
        if not _begins(sample.data):
            raise UnreadableError("This file is no web archive, or is damaged.", AGAIN)
        walk = _Walk(sample)
        yield from walk.through(io.BytesIO(sample.data))
        yield from walk.again([lambda: io.BytesIO(sample.data)])


class WaczReader:
    """Packages of web archives (WACZ), as ArchiveWeb.page and Browsertrix make them."""

    name = "wacz"
    version = "1"

    def bid(self, sample: Sample) -> int:
        """97 for a zip that names its package and its archives, 1 for the name alone."""
        if sample.data.startswith(ZIP) and PACKAGE.encode() in sample.data:
            return PACKED if b"archive/" in sample.data else 0
        return BY_NAME if PurePath(sample.name).suffix.lower() == ".wacz" else 0

    def members(self, sample: Sample) -> Iterator[Member | Problem]:
        """Yield the pages of all archives in it; raises `UnreadableError` when there is none."""
        try:
            with zipfile.ZipFile(io.BytesIO(sample.data)) as package:
                yield from _unwrapped(sample, package)
        except (zipfile.BadZipFile, zlib.error, EOFError, ValueError) as error:
            raise UnreadableError("This package is damaged or cut off.", AGAIN) from error


def _begins(data: bytes) -> bool:
    """Whether bytes begin like a record, also within gzip."""
    if data.startswith(MAGIC):
        try:
            data = zlib.decompressobj(GZIP).decompress(data[:BLOCK], len(SIGN))
        except zlib.error:
            return False
    return data.startswith(SIGN)


class _Walk:
    """Takes the pages out of the archives of one original."""

    def __init__(self, sample: Sample, titles: dict[str, str] | None = None) -> None:
        self._name = sample.name
        self._packed = len(sample.data)
        self._budget = Budget(self._packed)
        self._titles = titles or {}
        self._given: set[tuple[str, str | None]] = set()
        self._revisits: list[Revisit] = []
        self._told = False

    def through(self, source: Source) -> Iterator[Member | Problem]:
        """Yield the pages of one archive; revisits are kept for `again`."""
        for found in records(Unpacked(source, self._budget)):
            if found.astray:
                yield self._problem("", _astray(found.astray), AGAIN)
            if isinstance(found, End):
                if found.fault:
                    yield self._problem(
                        "", f"This archive cannot be read on: {found.fault}.", AGAIN
                    )
            elif found.cut:
                yield self._problem(found.url, "The archive ends within this capture.", AGAIN)
            elif found.kind == "revisit":
                self._revisits.append(_revisit(found))
            else:
                yield from self._pages(found)

    def again(self, sources: Sequence[Callable[[], Source]]) -> Iterator[Member | Problem]:
        """Yield under their own addresses the pages that were captured as repetitions of others.

        The same address with the same bytes again is the same document and not given twice.
        For the rest the archives are read a second time, so that no page is kept meanwhile.
        """
        addresses = {url for url, _ in self._given}
        known = self._given | {(url, None) for url in addresses}
        new = [r for r in self._revisits if (r.url, r.digest) not in known]
        digests = {digest for _, digest in self._given if digest}
        wanted = [r for r in new if r.digest in digests or r.refers_to in addresses]
        if wanted:
            self._budget = Budget(self._packed)
            for open_source in sources:
                yield from self._repeated(open_source(), wanted)
        lost = [r for r in new if r not in wanted and r.is_page]
        if lost:
            message = (
                f"{len(lost)} captures only say that a page was as before, and the page itself is "
                f"in another archive; the first is {lost[0].url}."
            )
            yield self._problem("", message, ELSEWHERE)
        if not self._told:
            raise UnreadableError(*NOTHING)

    def _pages(self, record: Record) -> Iterator[Member | Problem]:
        try:
            page = capture(record)
        except UnreadableError as error:
            yield self._problem(record.url, error.message, error.remedy)
            return
        if page is None:
            return
        self._given.add((page.url, record.digests[1]))
        yield self._member(page, page.url, page.date)
        for doubt in page.doubts:
            yield self._problem(page.url, doubt, COMPARE)

    def _repeated(self, source: Source, wanted: Sequence[Revisit]) -> Iterator[Member]:
        for found in records(Unpacked(source, self._budget)):
            if isinstance(found, End) or found.cut or found.kind == "revisit":
                continue
            mine = [r for r in wanted if _repeats(r, found)]
            try:
                page = capture(found) if mine else None
            except UnreadableError:
                continue  # it was told when it was met first
            if page is not None:
                yield from (self._member(page, r.url, r.date) for r in mine)

    def _member(self, page: Capture, url: str, date: str | None) -> Member:
        self._told = True
        # A web page tells its own title, and better than a list made from browsers' tabs.
        silent = HTML not in page.media_type or TITLE.search(page.data) is None
        return Member(
            name=url,
            data=page.data,
            told=Description(url=url, title=self._titles.get(url) if silent else None),
            media_type=page.media_type,
            captured=date,
        )

    def _problem(self, url: str, message: str, remedy: str) -> Problem:
        self._told = True
        name = f"{self._name}/{url}" if url else self._name
        return Problem(name=name, stage="read", message=message, remedy=remedy)


def _astray(count: int) -> str:
    return (
        f"{count} bytes of this archive belong to no record: a length in it is wrong, or it is "
        "damaged. It was read on from the next record."
    )


def _revisit(record: Record) -> Revisit:
    message = message_of(record)
    return Revisit(
        url=record.url,
        date=record.date,
        digest=record.digests[1],
        refers_to=record.refers_to,
        is_page=message is not None and message.media_type in TAKEN,
    )


def _repeats(revisit: Revisit, record: Record) -> bool:
    """Whether a record is the one that a revisit speaks of: by digest, else by address."""
    if revisit.digest is not None and record.digests[1] is not None:
        return revisit.digest == record.digests[1]
    return revisit.refers_to == record.url


class _Weighed:
    """A source whose bytes are digested while they are read."""

    def __init__(self, source: Source) -> None:
        self._source = source
        self._digest = sha256()

    def read(self, size: int) -> bytes:
        given = self._source.read(size)
        self._digest.update(given)
        return given

    def finish(self) -> str:
        """Read to the end; returns the digest as packages write it."""
        while self.read(BLOCK):
            pass
        return f"sha256:{self._digest.hexdigest()}"


def _unwrapped(sample: Sample, package: zipfile.ZipFile) -> Iterator[Member | Problem]:
    members = package.infolist()
    _check(members, len(sample.data))
    archives = [m for m in members if ARCHIVES.fullmatch(m.filename)]
    stated = _digests(package)
    walk = _Walk(sample, _titles(package))
    for archive in archives:
        with package.open(archive) as stream:
            weighed = _Weighed(stream)
            yield from walk.through(weighed)
            expected = stated.get(archive.filename)
            if expected is not None and weighed.finish() != expected:
                message = f"{archive.filename} is not what the package says of it: it was altered."
                yield Problem(name=sample.name, stage="read", message=message, remedy=COMPARE)
    yield from walk.again([partial(package.open, archive) for archive in archives])


def _check(members: Sequence[zipfile.ZipInfo], packed: int) -> None:
    unpacked = sum(member.file_size for member in members)
    if any(m.flag_bits & 1 for m in members) or any(
        m.compress_type not in METHODS for m in members
    ):
        raise UnreadableError("This package is locked or packed as no crawler does it.", AGAIN)
    absurd = unpacked > SMALL and unpacked > HIGHEST_RATIO * packed
    if absurd or unpacked > MOST_UNPACKED or len(members) > MOST_MEMBERS:
        raise UnreadableError(
            f"This package would unpack to {unpacked // 2**20} MiB in {len(members)} pieces.",
            SUSPECT,
        )


def _digests(package: zipfile.ZipFile) -> dict[str, str]:
    """Read what `datapackage.json` says of the archives: the digest by each path."""
    if PACKAGE not in package.namelist():
        return {}
    stated = parse(_bytes(package, PACKAGE))
    resources = stated.get("resources", []) if isinstance(stated, dict) else []
    return {
        str(r["path"]): str(r["hash"])
        for r in resources
        if isinstance(r, dict) and str(r.get("hash", "")).startswith("sha256:") and "path" in r
    }


def _titles(package: zipfile.ZipFile) -> dict[str, str]:
    """Read the titles of pages, by address; lines that cannot be read tell none."""
    found: dict[str, str] = {}
    for name in filter(PAGES.fullmatch, package.namelist()):
        for line in _bytes(package, name).splitlines():
            try:
                page = parse(line)
            except ValueError:
                continue
            if isinstance(page, dict) and isinstance(page.get("title"), str) and "url" in page:
                found.setdefault(str(page["url"]), " ".join(page["title"].split()))
    return found


def _bytes(package: zipfile.ZipFile, name: str) -> bytes:
    with package.open(name) as stream:
        return stream.read(MOST_JSON)
