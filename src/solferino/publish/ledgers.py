"""Who asks, names, denies, shows or gives care: claims as the dossier's tables hold them."""

from collections.abc import Iterable

from solferino.codec import value
from solferino.ledgers.appeals import Appeal
from solferino.ledgers.services import Service
from solferino.ledgers.spells import Spell
from solferino.model import BlameValue, Claim, ExhibitValue, ServiceValue
from solferino.publish.said import Said, Teller
from solferino.publish.speech import Speech


@value
class Named:
    """One actor: who names it, and who denies; the order of each is that of the sources."""

    actor: str
    named: tuple[Said, ...]
    denied: tuple[Said, ...]


@value
class Asked:
    """An appeal, once for however many documents tell of it: who asks whom, what came of it.

    `said` is where it is told first, `more` where else. Reply and outcome are those told last.
    """

    said: Said
    more: tuple[Said, ...]
    sender: str
    recipient: str
    reply: str
    outcome: str


@value
class Outage:
    """How long care was lost, by all that documents say of it; `days` counts between the dates."""

    facility: str
    what: str
    since: str
    until: str
    lasting: str
    days: str
    said: tuple[Said, ...]


@value
class Shown:
    """An exhibit that is spoken of, with what is said of its rights."""

    said: Said
    recorded_by: str
    published_by: str
    rights: str


def actors(claims: Iterable[Claim], teller: Teller) -> tuple[Named, ...]:
    """Put those who name an actor beside those who deny, actors in order of the alphabet."""
    view = teller.view
    groups: dict[str, list[Claim]] = {}
    for claim in claims:
        if isinstance(claim.value, BlameValue):
            entity = view.entity_of(claim)
            name = view.entities[entity].name if entity else claim.value.actor
            groups.setdefault(name, []).append(claim)
    return tuple(
        Named(
            actor=actor,
            named=tuple(_stances(groups[actor], {"alleged", "admitted"}, teller)),
            denied=tuple(_stances(groups[actor], {"denied"}, teller)),
        )
        for actor in sorted(groups, key=lambda name: (name.casefold(), name))
    )


def _stances(claims: Iterable[Claim], stances: set[str], teller: Teller) -> Iterable[Said]:
    for claim in claims:
        if isinstance(claim.value, BlameValue) and claim.value.stance in stances:
            yield teller.said(claim, teller.speech.words(claim.value.stance))


def of_kind(claims: Iterable[Claim], kind: str, teller: Teller) -> tuple[Said, ...]:
    """Show the claims of one kind among some claims."""
    return tuple(teller.said(c, _topic(c, teller)) for c in claims if c.kind == kind)


def _topic(claim: Claim, teller: Teller) -> str:
    return teller.speech.words(getattr(claim.value, "topic", claim.kind))


def appeals(claims: Iterable[Claim], teller: Teller) -> tuple[Asked, ...]:
    """Show the appeals among some claims, each request once."""
    entry_of = {claim: entry for entry in teller.view.appeals for claim in entry.claims}
    told: dict[str, tuple[Appeal, list[Claim]]] = {}
    for claim in claims:
        if claim.id in entry_of:
            entry = entry_of[claim.id]
            told.setdefault(entry.id, (entry, []))[1].append(claim)
    return tuple(
        Asked(
            said=teller.said(held[0]),
            more=tuple(teller.said(claim) for claim in held[1:]),
            sender=entry.sender or teller.speech.unknown,
            recipient=entry.recipient or teller.speech.unknown,
            reply=teller.speech.words(entry.reply),
            outcome=teller.speech.words(entry.outcome),
        )
        for entry, held in told.values()
    )


def services(claims: Iterable[Claim], teller: Teller) -> tuple[Said, ...]:
    """Show what is said of care given and lost among some claims."""
    return tuple(
        teller.said(claim, teller.speech.page("lost" if claim.value.lost else "given"))
        for claim in claims
        if isinstance(claim.value, ServiceValue)
    )


def outages(entries: Iterable[Service], teller: Teller) -> tuple[Outage, ...]:
    """Show how long care was lost, over all documents that tell of one service."""
    speech = teller.speech
    return tuple(
        Outage(
            facility=entry.name or speech.unknown,
            what=entry.what or speech.words(entry.measure),
            since=speech.listed(spell.since),
            until=speech.listed(spell.until) if spell.over else speech.page("own_end"),
            lasting=speech.listed(spell.lasting),
            days=_days(spell, speech),
            said=tuple(
                teller.said(claim)
                for claim in sorted(
                    (teller.view.claims[c] for c in spell.claims), key=teller.view.order
                )
            ),
        )
        for entry in sorted(entries, key=lambda s: (s.name or "", s.measure, s.what or "", s.id))
        for spell in entry.spells
    )


def _days(spell: Spell, speech: Speech) -> str:
    if spell.least is None:
        return speech.unknown
    if spell.least == spell.most:
        return speech.page("n_days", n=spell.least)
    return speech.page("days_known", low=spell.least, high=spell.most)


def exhibits(claims: Iterable[Claim], teller: Teller) -> tuple[Shown, ...]:
    """Show the exhibits spoken of among some claims."""
    return tuple(
        Shown(
            said=teller.said(claim),
            recorded_by=claim.value.recorded_by or teller.speech.unknown,
            published_by=claim.value.published_by or teller.speech.unknown,
            rights=claim.value.rights or teller.speech.unknown,
        )
        for claim in claims
        if isinstance(claim.value, ExhibitValue)
    )
