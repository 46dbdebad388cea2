"""The ledger of appeals: one entry for each request, with what each document says came of it."""

from collections.abc import Sequence
from itertools import combinations

from solferino.codec import identify, value
from solferino.group import partition
from solferino.ledgers.shelf import Key, Shelf, subject
from solferino.model import AppealValue, Claim, Judgement
from solferino.model.terms import Outcome, Reply

ALIKE = 0.6  # of the words of the shorter request
LEAST = 2  # words that both requests have
RULE = "rule:same-request"
# Of two answers of one day, the one that says more.
REPLIES: tuple[Reply, ...] = ("unknown", "none", "promised", "refused", "granted")
OUTCOMES: tuple[Outcome, ...] = ("unknown", "not_kept", "kept")


@value
class Answer:
    """What one document says of the answer to a request."""

    document: str
    told_on: str | None
    reply: Reply
    outcome: Outcome
    claims: tuple[str, ...]


@value
class Appeal:
    """Who asks whom for what. `reply` and `outcome` are what was told last; all are in `told`."""

    id: str
    sender: str | None
    sender_entity: str | None
    recipient: str | None
    recipient_entity: str | None
    request: str
    reply: Reply
    outcome: Outcome
    incidents: tuple[str, ...]
    told: tuple[Answer, ...]
    claims: tuple[str, ...]


@value
class _Asked:
    claim: Claim
    appeal: AppealValue
    sender: Key
    recipient: Key | None
    words: frozenset[str]


def appeals(shelf: Shelf) -> tuple[Appeal, ...]:
    """Find the entries, by id.

    Two claims are one request when the same sender asks the same recipient in mostly the same
    words; of two documents one may name no recipient. Requests of a sender without a name stay
    in their document.
    """
    asked = {claim.id: _asked(shelf, claim, appeal) for claim, appeal in shelf.claims(AppealValue)}
    by_sender: dict[Key, list[_Asked]] = {}
    for one in asked.values():
        by_sender.setdefault(one.sender, []).append(one)
    same = [
        Judgement(left=a.claim.id, right=b.claim.id, verdict="same", by=RULE, why="one request")
        for group in by_sender.values()
        for a, b in combinations(sorted(group, key=lambda one: one.claim.id), 2)
        if _one_request(a, b)
    ]
    groups = partition(sorted(asked), same)
    found = (_entry(shelf, [asked[name] for name in group]) for group in groups)
    return tuple(sorted(found, key=lambda entry: entry.id))


def _asked(shelf: Shelf, claim: Claim, appeal: AppealValue) -> _Asked:
    sender = shelf.entity_of_name(claim, appeal.sender) if appeal.sender else None
    recipient = shelf.entity_of_name(claim, appeal.recipient) if appeal.recipient else None
    known = shelf.key(claim, appeal.recipient, recipient) if appeal.recipient else None
    by = shelf.key(claim, appeal.sender, sender) if appeal.sender else ("claim", claim.id)
    said = subject(appeal.request) - subject(appeal.recipient or "")
    return _Asked(claim=claim, appeal=appeal, sender=by, recipient=known, words=said)


def _one_request(left: _Asked, right: _Asked) -> bool:
    both = left.words & right.words
    smaller = min(len(left.words), len(right.words))
    apart = left.claim.span.document != right.claim.span.document
    unknown = apart and None in (left.recipient, right.recipient)
    ends = unknown or left.recipient == right.recipient
    return ends and len(both) >= LEAST and len(both) >= ALIKE * smaller


def _entry(shelf: Shelf, group: Sequence[_Asked]) -> Appeal:
    ordered = sorted(group, key=lambda one: (shelf.said_on(one.claim) or "9999", one.claim.id))
    told: dict[str, list[_Asked]] = {}
    for one in ordered:
        told.setdefault(one.claim.span.document, []).append(one)
    answers = tuple(_answer(shelf, document, held) for document, held in told.items())
    sender = next((o.appeal.sender for o in ordered if o.appeal.sender), None)
    # The fullest name of who was asked stands, whichever document gives it.
    to = max(ordered, key=lambda one: len(one.appeal.recipient or ""))
    by = next((o for o in ordered if o.appeal.sender), ordered[0])
    incidents = {i for one in group for i in shelf.incidents_of(one.claim)}
    replies = [a.reply for a in answers if a.reply != "unknown"]
    outcomes = [a.outcome for a in answers if a.outcome != "unknown"]
    return Appeal(
        id=identify("appeal", *sorted(one.claim.id for one in group)),
        sender=sender,
        sender_entity=shelf.entity_of_name(by.claim, sender),
        recipient=to.appeal.recipient,
        recipient_entity=shelf.entity_of_name(to.claim, to.appeal.recipient),
        request=ordered[0].appeal.request,
        reply=replies[-1] if replies else "unknown",
        outcome=outcomes[-1] if outcomes else "unknown",
        incidents=tuple(sorted(incidents)),
        told=answers,
        claims=tuple(sorted(one.claim.id for one in group)),
    )


def _answer(shelf: Shelf, document: str, held: Sequence[_Asked]) -> Answer:
    return Answer(
        document=document,
        told_on=shelf.said_on(held[0].claim),
        reply=max((one.appeal.reply for one in held), key=REPLIES.index),
        outcome=max((one.appeal.outcome for one in held), key=OUTCOMES.index),
        claims=tuple(sorted(one.claim.id for one in held)),
    )
