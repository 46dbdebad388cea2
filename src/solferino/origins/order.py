"""Which of two documents that share words repeats the other, and which are captures of one page."""

from solferino.model import Document
from solferino.origins.lexicon import lexicon
from solferino.text.phrases import Phrase, folded

DAY = 10  # characters of a full ISO date


def repeats(document: Document, other: Document) -> bool:
    """Say which repeats which; of two documents, exactly one repeats the other.

    The later published repeats the earlier. Of two of one day, or without full dates, the one
    that names the other's publisher repeats it ("with Farline"). Else the one with the greater
    id does: an order that everybody gets, and that claims nothing.
    """
    own, theirs = _day(document), _day(other)
    if own is not None and theirs is not None and own != theirs:
        return own > theirs
    naming = _names_publisher(document, other), _names_publisher(other, document)
    if naming[0] != naming[1]:
        return naming[0]
    return document.id > other.id


def _day(document: Document) -> str | None:
    published = document.described.published or ""
    return published[:DAY] if len(published) >= DAY else None


def _names_publisher(document: Document, other: Document) -> bool:
    name = publisher_key(other)
    if not name or name == publisher_key(document):
        return False
    keys = folded(document.text)
    return any(keys[i : i + len(name)] == name for i in range(len(keys) - len(name) + 1))


def publisher_key(document: Document) -> Phrase:
    """Fold a publisher's name to the words that tell it from others."""
    keys = folded(document.described.publisher or "")
    return tuple(key for key in keys if key not in lexicon().generic)


def versions(left: Document, right: Document) -> bool:
    """Whether two documents are captures of one address."""
    if left.id == right.version_of or right.id == left.version_of:
        return True
    if left.version_of is not None and left.version_of == right.version_of:
        return True
    return left.address is not None and left.address == right.address
