"""The doors: what a reader, an extractor, a gazetteer and an exporter are, and the kit of them.

Built-ins and strangers' plugins come through the same entry points (`solferino.readers`,
`.extractors`, `.gazetteers`, `.exporters`).
"""

from collections.abc import Iterator
from typing import BinaryIO, Protocol, runtime_checkable

from solferino.codec import value
from solferino.model import (
    Account,
    Assessment,
    Claim,
    Copy,
    Counted,
    Description,
    Document,
    Element,
    Entity,
    Extraction,
    Grading,
    Hearing,
    Incident,
    Judgement,
    Mention,
    Origin,
    Problem,
    Protection,
    Reading,
    Revision,
    Statement,
)


@value
class Sample:
    """An original offered to readers: its name as received and all its bytes."""

    name: str
    data: bytes


@runtime_checkable
class Reader(Protocol):
    """Turns bytes of one format into frozen text with parts."""

    name: str
    version: str

    def bid(self, sample: Sample) -> int:
        """Say how well this reader fits: 0 cannot, 100 certain. The highest bid reads."""
        ...

    def read(self, sample: Sample) -> Reading:
        """Read; raises `UnreadableError` with a reason and a remedy."""
        ...


@value
class Member:
    """One thing inside a container, such as a message of a mailbox or a page of a web archive.

    `name` is its name inside the container, without the container's own: `0003.eml`,
    `https://example.org/a`. Its document is named `CONTAINER/NAME`, so it should be the same
    whenever the same bytes are opened. `told` is what the container tells of it; it goes before
    what the member's own format tells, and its `url` is the document's address. `media_type` is
    what the container declares, or null. `captured` is when it was captured or sent, in ISO 8601.
    """

    name: str
    data: bytes
    told: Description = Description()
    media_type: str | None = None
    captured: str | None = None


@runtime_checkable
class Container(Protocol):
    """Opens an original that holds many documents; each member goes through the auction again.

    It stands among the readers. A class that has both `read` and `members` gives a document of
    its own beside its members: a message with attachments.
    """

    name: str
    version: str

    def bid(self, sample: Sample) -> int:
        """Say how well this container fits, on the scale of `Reader.bid`."""
        ...

    def members(self, sample: Sample) -> Iterator[Member | Problem]:
        """Yield the members one by one, in the order of the original, nothing kept behind.

        A problem tells of what could not be taken out, while the rest goes on; its receipt is
        filled in by the caller. Raises `UnreadableError` where nothing further can be taken out:
        what came before stays.
        """
        ...


@value
class Place:
    """A place of a gazetteer. `country` is ISO 3166-1 alpha-2; coordinates are decimal text.

    `parent` names the next larger place; `area` is the first-level administrative area, by
    GeoNames' code ("SY.09").
    """

    name: str
    kind: str
    country: str | None
    population: int
    latitude: str | None = None
    longitude: str | None = None
    scheme: str | None = None
    code: str | None = None
    parent: str | None = None
    area: str | None = None


class Gazetteer(Protocol):
    """Knows places by name, offline."""

    name: str
    version: str

    def places(self, name: str) -> tuple[Place, ...]:
        """All places that bear the name (case and accents folded), best known first."""
        ...


class Extractor(Protocol):
    """Finds statements, claims, mentions and accounts in one document."""

    name: str
    version: str

    def extract(self, document: Document, gazetteer: Gazetteer) -> Extraction:
        """Read one document; every span must be exact characters of it."""
        ...


class Memory(Protocol):
    """Keeps results under digests of all that they follow from, so that none is made twice.

    It may forget anything at any time: what is recalled equals what would be made again.
    """

    def recall(self, digest: str) -> bytes | None:
        """Return what was kept under a digest, or null."""
        ...

    def keep(self, digest: str, body: bytes) -> None:
        """Keep a result."""
        ...


@value
class Picture:
    """Everything known of a case at one moment, as exporters see it; sorted by id.

    Claims and accounts are as people left them (`solferino.review`). `assessments` are those that
    stand; `orphaned` names the ones (ids) whose claim is not found any more, `disputed` the claims
    on which people do not agree. `hearings` tell which party was asked for its side. `protections`
    are those that stand: whoever writes for outsiders withholds the names of these people.
    `questions` are pairs of accounts that rules leave to a person, `revisions` what later captures
    changed of earlier ones. `profile` is the one by which
    the picture leaves the case, `numbers` the public numbers of incidents (by id). Of a document
    (id) whose text is what leaves of another, `paragraphs` tell where those of the other begin.
    """

    name: str
    created: str
    engine: str
    kit: tuple[str, ...]
    documents: tuple[Document, ...]
    statements: tuple[Statement, ...]
    claims: tuple[Claim, ...]
    mentions: tuple[Mention, ...]
    accounts: tuple[Account, ...]
    entities: tuple[Entity, ...]
    copies: tuple[Copy, ...]
    origins: tuple[Origin, ...]
    incidents: tuple[Incident, ...]
    gradings: tuple[Grading, ...]
    problems: tuple[Problem, ...]
    assessments: tuple[Assessment, ...] = ()
    orphaned: tuple[str, ...] = ()
    disputed: tuple[str, ...] = ()
    hearings: tuple[Hearing, ...] = ()
    extent: tuple[int, int] | None = None
    questions: tuple[Judgement, ...] = ()
    elements: tuple[Element, ...] = ()
    countings: tuple[Counted, ...] = ()
    protections: tuple[Protection, ...] = ()
    revisions: tuple[Revision, ...] = ()
    profile: str = "internal"
    numbers: tuple[tuple[str, int], ...] = ()
    paragraphs: tuple[tuple[str, tuple[int, ...]], ...] = ()


class Exporter(Protocol):
    """Writes a picture in one format."""

    name: str
    version: str

    def write(self, picture: Picture, out: BinaryIO) -> None:
        """Write the whole export to a binary stream."""
        ...


@runtime_checkable
class Bundle(Exporter, Protocol):
    """An exporter whose format is several files; `write` writes them as one zip."""

    def files(self, picture: Picture) -> Iterator[tuple[str, bytes]]:
        """Give the files one after the other, by name, "/" between folders."""
        ...


@value
class Kit:
    """The engine's parts a case is worked with; passed in, so that nothing is global."""

    readers: tuple[Reader | Container, ...]
    extractors: tuple[Extractor, ...]
    gazetteer: Gazetteer
    exporters: tuple[Exporter, ...]

    def parts(self) -> tuple[str, ...]:
        """Name and version of every part, sorted: what a case records of its engine."""
        return tuple(sorted(f"{part.name}/{part.version}" for part in self._all()))

    def _all(self) -> Iterator[Reader | Container | Extractor | Gazetteer | Exporter]:
        yield from self.readers
        yield from self.extractors
        yield self.gazetteer
        yield from self.exporters
