"""What one text changed of another, for people to see: both sides, with what differs marked."""

import re
from collections.abc import Callable, Iterable
from difflib import SequenceMatcher

from solferino.codec import value
from solferino.model import Change, Document, Span
from solferino.publish.quote import Quote
from solferino.publish.said import Teller

PIECE = re.compile(r"\s+|\w+|[^\w\s]")
GONE = ("denial_dropped", "hedge_dropped", "actor_dropped", "left_out")
NEW = ("denial_added", "hedge_added", "actor_added", "added")
Pieces = tuple[tuple[bool, str], ...]  # each with whether the other side lacks it

Quoting = Callable[[Span], Quote]
Numbering = Callable[[str], int]


@value
class Side:
    """One side of a change: its words, cut into pieces, and the number of their document."""

    quote: Quote
    document: str
    number: int
    pieces: Pieces


@value
class Contrast:
    """A change with both sides; null where that side has nothing."""

    kind: str
    before: Side | None
    after: Side | None


Contrasts = tuple[Contrast, ...]


@value
class Version:
    """The earlier capture of an address, by its number, and what the later one changed of it."""

    number: int
    changes: Contrasts


def contrasts(changes: Iterable[Change], quote: Quoting, number: Numbering) -> Contrasts:
    """Lay changes out side by side; what `quote` withholds is withheld on both sides.

    `number` gives the number of a document (id) on the page.
    """
    return tuple(_contrast(change, quote, number) for change in changes)


def version(document: Document, teller: Teller) -> Version | None:
    """Tell of which document one is a later capture; null where it is of none."""
    found = teller.view.revisions.get(document.id)
    if found is None:
        return None
    changes = contrasts(found.changes, teller.quote, teller.number)
    return Version(number=teller.number(found.other), changes=changes)


def _contrast(change: Change, quote: Quoting, number: Numbering) -> Contrast:
    before, after = (quote(s) if s else None for s in (change.before, change.after))
    old, new = before.exact if before else "", after.exact if after else ""
    if old and new and change.kind not in (*GONE, *NEW):
        left, right = differing(old, new)
    else:  # the phrase that went or came; the other side is the sentence that lacks it
        left, right = ((change.kind not in NEW, old),), ((change.kind not in GONE, new),)
    return Contrast(
        kind=change.kind,
        before=_side(change.before, before, left, number),
        after=_side(change.after, after, right, number),
    )


def _side(span: Span | None, quote: Quote | None, pieces: Pieces, number: Numbering) -> Side | None:
    if span is None or quote is None:
        return None
    own = number(span.document)
    return Side(quote=quote, document=span.document, number=own, pieces=pieces)


def differing(before: str, after: str) -> tuple[Pieces, Pieces]:
    """Cut two wordings into pieces, each with whether the other lacks it; words stay whole."""
    old, new = PIECE.findall(before), PIECE.findall(after)
    steps = SequenceMatcher(None, old, new, autojunk=False).get_opcodes()
    left = tuple((tag != "equal", "".join(old[a:b])) for tag, a, b, _, _ in steps if a < b)
    right = tuple((tag != "equal", "".join(new[a:b])) for tag, _, _, a, b in steps if a < b)
    return left, right
