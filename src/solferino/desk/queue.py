"""The queue: one proposal at a time with its sentence, answered by one key."""

import sys
from collections.abc import Iterator
from itertools import islice

from sqlalchemy import Connection
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from solferino.codec import value
from solferino.desk.correcting import fields
from solferino.desk.drawing import Drawn, drawn
from solferino.desk.excerpts import quoter_of
from solferino.desk.gathering import Asked, asked, documents_of
from solferino.desk.naming import Pair, pair_of_names
from solferino.desk.queueing import Item, in_order, items, weighed
from solferino.desk.quoting import FullQuoter
from solferino.desk.setting import Setting, number
from solferino.desk.shelf import Catalogue
from solferino.desk.telling import DeskTeller, Spoken
from solferino.model import Assessment, CasualtyValue, Claim, Incident, Judgement
from solferino.publish.view import View
from solferino.store import lookup
from solferino.text.number import numbers

MOST = 9  # values that a digit can pick
AHEAD = 100  # incidents that are looked through at once


@value
class Pick:
    """A value that a digit picks: what the form posts, and how it is worded."""

    digit: int
    form: tuple[tuple[str, str], ...]
    worded: str


@value
class Turn:
    """What is asked now: a claim or a pair; where in its incident, and what comes around it."""

    incident: Incident
    place: int
    total: int
    spoken: Spoken | None
    pair: Asked | None
    picks: tuple[Pick, ...]
    form: tuple[object, ...]
    before: str
    after: str


class Queue:
    """Answers the address of the queue."""

    def __init__(self, setting: Setting) -> None:
        """Ask about the case on the shelf."""
        self._at = setting

    def routes(self) -> list[Route]:
        """List the addresses."""
        return [Route("/queue", self.queue)]

    def queue(self, request: Request) -> Response:
        """Ask the next thing: the one that the address names, or what comes after it."""
        told = request.query_params
        with self._at.shelf.look() as (catalogue, connection):
            wanted = self._home(told.get("at", ""), catalogue, connection)
            wanted = wanted or catalogue.home.get(told.get("incident", ""), "")
            for incident in () if "names" in told else self._open(catalogue, wanted):
                turn = self._turn(request, incident, catalogue, connection, wanted)
                if turn is not None:
                    return self._page(request, catalogue, turn, catalogue.behind(incident))
            judged, asked_of = self._at.shelf.decided().judged, self._at.shelf.unsure()
            pair = pair_of_names(asked_of, judged, told.get("names", ""), connection)
            return self._page(request, catalogue, None, 0, pair)

    def _home(self, claim: str, catalogue: Catalogue, connection: Connection) -> str:
        """Find the incident whose accounts hold a claim, "" where there is none."""
        known = [c.span.document for c in lookup.claims(connection, [claim] if claim else [])]
        known += [
            a.span.document
            for a in self._at.shelf.decided().of(Assessment)
            if claim and a.claim.id == claim
        ]
        for incident in (i for d in known for i in catalogue.incidents_in(d)):
            accounts = lookup.accounts(connection, incident.accounts)
            if any(claim in a.claims for a in accounts):
                return incident.id
        return ""

    def _open(self, catalogue: Catalogue, first: str) -> Iterator[str]:
        """Go through incidents (ids) in order, passing over those of which all is decided.

        Of these every claim was spoken of, by people of one mind, and no question is open.
        """
        decided, order, many = self._at.shelf.decided(), catalogue.in_turn(first), 1
        while some := list(islice(order, many)):
            many = min(many * 4, AHEAD)
            incidents = catalogue.incidents.some(some)
            held = catalogue.claims_of(incidents.values())
            for id_, incident in incidents.items():
                said = [decided.spoken.get(claim, ()) for claim in held[id_]]
                if (
                    id_ == first
                    or any(len(own) != 1 for own in said)
                    or catalogue.questions_of(incident)
                ):
                    yield id_

    def _page(
        self,
        request: Request,
        catalogue: Catalogue,
        turn: Turn | None,
        left: int,
        names: Pair | None = None,
    ) -> Response:
        return self._at.frame.page(
            request, "queue.html", catalogue, turn=turn, left=left, names=names
        )

    def _turn(
        self,
        request: Request,
        id_: str,
        catalogue: Catalogue,
        connection: Connection,
        wanted: str,
    ) -> Turn | None:
        """Find what is asked of an incident (id); null when all of it is decided."""
        decided = self._at.shelf.decided()
        derived = catalogue.incidents[id_]
        found = drawn(derived, catalogue, connection, decided)
        asking = catalogue.questions_of(derived)
        catalogue.home.some(end for q in asking for end in (q.left, q.right))  # fetched at once
        own = [
            q
            for q in asking
            if {catalogue.home.get(q.left), catalogue.home.get(q.right)} - {None, derived.id}
            and frozenset((q.left, q.right)) not in decided.judged
        ]
        listed = items(found, own)
        here = derived.id == wanted  # the address is about this incident, not about one before it
        at, after = (request.query_params.get(n, "") if here else "" for n in ("at", "after"))
        item, place = _choose(listed, at, after, found)
        if item is None:
            return None
        quoter = quoter_of(derived, catalogue, connection)
        return self._asked(request, item, place, (listed, found, own, catalogue), quoter)

    def _asked(
        self,
        request: Request,
        item: Item,
        place: int,
        around: tuple[list[Item], Drawn, list[Judgement], Catalogue],
        quoter: FullQuoter,
    ) -> Turn:
        listed, found, own, catalogue = around
        view = View(found.picture)
        teller = DeskTeller(
            view,
            documents_of(found.incident, view),
            quoter,
            self._at.frame.phrasing(request),
            found.disputed,
        )
        claim = view.claims.get(item.id)
        pairs = asked(found.incident, own, catalogue)
        here = f"/queue?incident={found.incident.id}"
        ids = [i.id for i in listed]
        return Turn(
            incident=found.incident,
            place=min(place, len(listed) - 1) + 1,
            total=len(listed),
            spoken=teller.said(claim) if claim else None,
            pair=None if claim else next((p for p in pairs if p.id == item.id), None),
            picks=_picks(claim, teller) if claim else (),
            form=fields(claim.kind, claim.value) if claim else (),
            before=f"{here}&at={ids[place - 1]}" if 0 < place <= len(ids) else here,
            after=f"{here}&after={item.weight}.{item.id}",
        )


def _choose(listed: list[Item], at: str, after: str, found: Drawn) -> tuple[Item | None, int]:
    """Choose what the address names, also where it is decided already, or what comes next."""
    ids = [i.id for i in listed]
    if at in ids:
        return listed[ids.index(at)], ids.index(at)
    known = {c.id: c for c in found.picture.claims}
    if at in known:
        item = weighed(known[at], found)
        return item, sum(in_order(i) < in_order(item) for i in listed)
    weight, _, id_ = after.partition(".")
    passed = (-number(weight, 0), id_) if id_ else (-sys.maxsize, "")
    for place, item in enumerate(listed):
        if in_order(item) > passed:
            return item, place
    return None, 0


def _picks(claim: Claim, teller: DeskTeller) -> tuple[Pick, ...]:
    """Offer the other numbers of the sentence, or the other codes of a short list."""
    told = claim.value
    if isinstance(told, CasualtyValue):
        quote = teller.quoter.quote(claim.span)
        found = numbers(f"{quote.before}{quote.exact}{quote.after}")
        figures = dict.fromkeys((n.min, n.max) for n in found if n.kind == "cardinal")
        offered = [f for f in figures if f != (told.min, told.max)][:MOST]
        return tuple(
            Pick(
                digit=digit,
                form=(
                    ("value.min", "" if low is None else str(low)),
                    ("value.max", "" if high is None else str(high)),
                    ("value.qualifier", ""),
                ),
                worded=teller.phrasing.figure(low, high, "exact"),
            )
            for digit, (low, high) in enumerate(offered, start=1)
        )
    for field in fields(claim.kind, told):
        others = [c for c in field.choices if c != field.content]
        if field.shape == "choice" and 0 < len(others) <= MOST:
            return tuple(
                Pick(
                    digit=digit,
                    form=((f"value.{field.name}", choice),),
                    worded=teller.phrasing.words(choice),
                )
                for digit, choice in enumerate(others, start=1)
            )
    return ()
