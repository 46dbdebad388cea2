"""Rows of the sheets of ledgers: running totals, appeals, care lost and given, exhibits."""

from collections.abc import Iterator

from solferino.codec import identify
from solferino.publish import stories
from solferino.publish.exchange.clerk import Clerk
from solferino.publish.sheets import Row, joined


def tallies(clerk: Clerk) -> Iterator[Row]:
    """Write out the running totals, by id."""
    for told in stories.tallies(clerk.view):
        yield {
            "id": told.id,
            "by": told.by,
            "by_entity": told.by_entity,
            "what": told.what,
            "min": told.min,
            "max": told.max,
            "qualifier": told.qualifier,
            "since": told.since,
            "until": told.until,
            "area": told.area,
            "said_on": told.said_on,
            "status": told.status,
            "series": told.series,
            "words": clerk.words(told.claims),
            "claims": joined(told.claims),
        }


def appeals(clerk: Clerk) -> Iterator[Row]:
    """Write out the appeals, by id."""
    for told in clerk.view.appeals:
        yield {
            "id": told.id,
            "from": told.sender,
            "to": told.recipient,
            "request": told.request,
            "reply": told.reply,
            "outcome": told.outcome,
            "incidents": joined(told.incidents),
            "words": clerk.words(told.claims),
            "claims": joined(told.claims),
        }


def services(clerk: Clerk) -> Iterator[Row]:
    """Write out care lost and given, one row for each stated amount, by facility and measure."""
    for told in clerk.view.services:
        for level in told.levels:
            yield {
                "id": identify("level", told.id, level),
                "facility": told.name,
                "facility_id": told.facility,
                "measure": told.measure,
                "value": level.value,
                "per": level.per,
                "lost": level.lost,
                "what": told.what,
                "since": level.since,
                "until": level.until,
                "lasting": level.lasting,
                "said_on": level.said_on,
                "incidents": joined(told.incidents),
                "words": clerk.words(level.claims),
                "claims": joined(level.claims),
            }


def spells(clerk: Clerk) -> Iterator[Row]:
    """Write out how long care was lost, one row for each spell, by facility and measure."""
    for told in clerk.view.services:
        for spell in told.spells:
            yield {
                "id": identify("spell", told.id, spell),
                "facility": told.name,
                "facility_id": told.facility,
                "measure": told.measure,
                "what": told.what,
                "since": joined(spell.since),
                "until": joined(spell.until),
                "lasting": joined(spell.lasting),
                "least": spell.least,
                "most": spell.most,
                "over": spell.over,
                "incidents": joined(told.incidents),
                "words": clerk.words(spell.claims),
                "claims": joined(spell.claims),
            }


def exhibits(clerk: Clerk) -> Iterator[Row]:
    """Write out the exhibits that are spoken of, by id."""
    for told in stories.exhibits(clerk.view):
        yield {
            "id": told.id,
            "kind": told.kind,
            "recorded_by": told.recorded_by,
            "published_by": told.published_by,
            "shows": told.shows,
            "rights": told.rights,
            "incident": told.incident,
            "words": clerk.words(told.claims),
            "claims": joined(told.claims),
        }
