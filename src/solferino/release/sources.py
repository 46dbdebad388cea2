"""How a document is named to others: as a source that may be cited, or as one that is held."""

import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import replace

from solferino.model import Acquisition, Clearances, Description, Document
from solferino.redact import contacts
from solferino.release.fields import Scrub
from solferino.release.key import Key
from solferino.release.profile import Profile

OWN = re.compile(r"[\w.-]*[\d_][\w.-]*")  # a bare handle that is no word
SHORT = 6  # characters of a public id in a name
WEB = ("http://", "https://")


def handles(documents: Iterable[Document]) -> Iterator[str]:
    """Yield the handles of all accounts that documents name, as they stand there."""
    for document in documents:
        for contact in contacts(document.text):
            if contact.kind == "handle":
                yield document.text[contact.start : contact.end]
        yield from (part.handle for part in document.parts if part.handle)


def described(
    document: Document, profile: Profile, clearances: Clearances, key: Key, scrub: Scrub
) -> Document:
    """Give a document the name, description and ids under which it leaves.

    Title, publisher, address and digest leave only of a source that somebody said may be cited
    (or that the profile cites without that). The name of the file never does, nor who collected
    it, from whom it came, or who wrote it.
    """
    own = key.id("document", document.id)
    allowed = set(profile.fields["document"])
    if clearances.source(document.id):
        allowed |= set(profile.fields["source"])
    told = _described(document.described, allowed, scrub)
    return replace(
        document,
        id=own,
        receipt=key.id("receipt", document.receipt),
        original=document.original if "sha256" in allowed else "",
        name=", ".join(n for n in (told.publisher, told.title) if n) or f"source {own[:SHORT]}",
        reader=document.reader if "reader" in allowed else "",
        media_type=document.media_type if "media_type" in allowed else "",
        parts=document.parts if "parts" in allowed else (),
        pages=document.pages if "pages" in allowed or profile.public else (),
        told=told,
        format_told=Description(),
        acquisition=Acquisition(),
        version_of=key.id("document", document.version_of) if document.version_of else None,
    )


def _described(said: Description, allowed: Collection[str], scrub: Scrub) -> Description:
    def lets(field: str, text: str | None) -> str | None:
        return scrub(text) if text and field in allowed else None

    address = lets("url", said.url)
    reachable = address is not None and address == said.url and address.startswith(WEB)
    return Description(
        title=lets("title", said.title),
        publisher=lets("publisher", said.publisher),
        published=said.published if "published" in allowed else None,
        language=said.language if "language" in allowed else None,
        url=address if reachable else None,
        rights=lets("rights", said.rights),
    )
