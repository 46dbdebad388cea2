"""Questions of names in the queue: whether two mentions stand for one entity."""

from collections.abc import Iterable

from sqlalchemy import Connection

from solferino.codec import value
from solferino.desk.quoting import FullQuoter
from solferino.model import Judgement, Mention
from solferino.publish.quote import Quote
from solferino.store import lookup, schema


@value
class Side:
    """One of the two: the mention, its entity's page, and its words."""

    mention: str
    document: str
    quote: Quote


@value
class Pair:
    """Two mentions of which rules leave it to a person whether they are one, and why."""

    left: Side
    right: Side
    why: str
    after: str


def pair_of_names(
    asked: Iterable[Judgement], spoken: set[frozenset[str]], after: str, connection: Connection
) -> Pair | None:
    """Find the next open pair; those that rules hold likeliest come first."""
    open_ones = [q for q in asked if frozenset((q.left, q.right)) not in spoken]
    ordered = sorted(open_ones, key=lambda q: (-q.score, q.id))
    passed = max((n for n, q in enumerate(ordered, start=1) if q.id == after), default=0)
    for question in ordered[passed:]:
        ends = (question.left, question.right)
        found = {m.id: m for m in lookup.named(connection, schema.mentions, Mention, ends)}
        if len(found) == len(set(ends)):
            left, right = (_side(found[end], connection) for end in ends)
            address = f"/queue?names={question.id}"
            return Pair(left=left, right=right, why=question.why, after=address)
    return None


def _side(mention: Mention, connection: Connection) -> Side:
    span = mention.span
    documents = {d.id: d for d in lookup.documents(connection, [span.document])}
    return Side(mention=mention.id, document=span.document, quote=FullQuoter(documents).quote(span))
