"""Who answers for a party: denials and admissions in the mouth of those who speak for it.

A party speaks through its ministry, its spokesman, its general staff, an officer named once with
it. What such a voice denies or owns is the party's word on the attack, whatever the phrase: the
statement's act says which of both it is. The party denied for is named as whoever blames it does.
"""

import re
from collections.abc import Mapping, Sequence

from solferino.extract.accounts.implied import ALIBIS, absent, implied
from solferino.extract.accounts.party import (
    ARTICLE,
    FORCES,
    LOOSE,
    MINISTRY,
    SPEAKING,
    STATE,
    TALK,
    Party,
    accused_by,
    body_of,
    is_party,
    named_so,
    part_of,
    party_of,
    same_party,
    spokesmen_of,
)
from solferino.extract.accounts.retort import (
    ADMITS,
    DENIES,
    DOING,
    DONE,
    OPENING,
    OWN,
    answering,
    charged_himself,
    of_aim,
    of_arms,
    of_himself,
    stance_of,
    told_force,
    violent,
    words_of,
)
from solferino.extract.accounts.retort import (
    owned as owned_up,
)
from solferino.extract.accounts.settle import unspoken
from solferino.extract.blame.deed import nameless
from solferino.extract.blame.owning import never_said, of_another
from solferino.extract.lexicon import table
from solferino.extract.named.doer import SIDES, side_of, unknown
from solferino.extract.passage import Passage
from solferino.extract.study import Notebook, Study
from solferino.model import Account, BlameValue, Claim, Statement
from solferino.model.terms import Stance

# Rules by which a deed is told of whoever did it, and nobody is charged in so many words.
OWN_DEEDS = ("blame/struck", "blame/subject", "blame/agent", "blame/weapon", "blame/tree")
OF_USE = "blame/no-of-use"
FOR_WHOM = r"(?:spokes\w+|commander|leader|representative)"
USE = re.compile(
    rf"\b(?:{'|'.join(table('en', 'rejoinders')['use'])})\b[^.;]{{0,30}}"
    r"\b(?:hospital|clinic|building|ward|wards|ambulance|ambulances|compound)\b"
)
CARING = frozenset(table("en", "rejoinders")["caring"])
RULES: dict[Stance, str] = {"denied": DENIES, "admitted": ADMITS}


def rejoinders(
    study: Study,
    notebook: Notebook,
    accounts: Sequence[Account],
    owned: Mapping[int, list[Passage]],
) -> dict[int, tuple[str, ...]]:
    """Give the claims of each account with the answers of its parties, by number of the account.

    An answer that named who speaks, and not the party that is blamed, gives way.
    """
    blames, spokesmen = _blames(notebook, accounts), spokesmen_of(study)
    found = {i: a.claims for i, a in enumerate(accounts)}
    read = [(s, _answer(study, s, spokesmen, blames)) for s in study.statements]
    owners = {s.voice[0].name for s, a in read if a is not None and a[0] == "admitted"}
    for statement, answer in read:
        passage = study.layout.at(statement.span.start)
        if answer is None or passage is None:
            continue
        stance, party, rule = answer
        if stance == "denied" and statement.voice[0].name in owners and of_aim(statement):
            continue  # "our drone struck a barracks; we did not aim at patients"
        home = _home(accounts, owned, passage, blames, party)
        if home is None:
            continue
        accused = accused_by(blames[home], party)
        actor = _actor(passage, statement, stance, party, accused)
        older = _answers(notebook, found[home], statement, stance)
        organs = _give_way(older, actor)
        # Who denies the deed and tells of another blow owns nothing.
        bare = stance == "admitted" and not owned_up(passage, statement)
        denied = bare and _answers(notebook, found[home], statement, "denied")
        stands = accused or _unblamed(party, passage, statement, rule)
        if denied or not stands or (older and not (organs and accused)):
            continue
        what = BlameValue(actor=actor, stance=stance)
        claim = notebook.note((statement.span.start, statement.span.end), what, rule, "medium")
        if notebook.kept(claim) is not None:
            gone = older.keys() | _unspoken(notebook, (*found[home], claim.id))
            found[home] = (*(c for c in found[home] if c not in gone), claim.id)
    return {i: _of_themselves(study, notebook, claims, spokesmen) for i, claims in found.items()}


def _of_themselves(
    study: Study, notebook: Notebook, claims: Sequence[str], spokesmen: Mapping[str, Party]
) -> tuple[str, ...]:
    """Take the deed that a party's own people tell of it by its name for what it owns.

    A spokesman for X who says that X carried out the attack charges nobody else.
    """
    made: dict[str, str] = {}
    for claim, value in _blame(notebook, claims):
        speaker = notebook.attributed.get(claim.statement)
        party = spokesmen.get(speaker.voice[0].name) if speaker and speaker.voice else None
        mine = party is not None and value.stance == "alleged" and claim.rule in OWN_DEEDS
        if party is None or speaker is None or not (mine and party.armed):
            continue
        if not (_speaks_for(study, speaker, party) and is_party(party, value.actor)):
            continue
        span, told = (
            (claim.span.start, claim.span.end),
            BlameValue(actor=party.text, stance="admitted"),
        )
        owned = notebook.note(span, told, "blame/of-itself", "medium", span)
        if notebook.kept(owned) is not None:
            made[claim.id] = owned.id
    return tuple(dict.fromkeys(made.get(c, c) for c in claims))


def _speaks_for(study: Study, statement: Statement, party: Party) -> bool:
    """Whether who speaks is told to speak for a party: "a spokesman for X", "X spokesman N. N.".

    Whoever is only named beside it ("X shot at staff, Dr. N. N. said") does not.
    """
    voice = statement.voice[0]
    if party.words & party_of(voice.name).words - STATE - ARTICLE:
        return True
    passage = study.layout.at(voice.span.start) if voice.span is not None else None
    name = re.escape(party.text)
    told = rf"{FOR_WHOM} (?:for|of) (?:the )?{name}|{name}(?:['’]s)? (?:\w+ )?{FOR_WHOM}"
    return passage is not None and re.search(told, passage.text, re.IGNORECASE) is not None


def _answer(
    study: Study,
    statement: Statement,
    spokesmen: Mapping[str, Party],
    blames: Sequence[Sequence[str]],
) -> tuple[Stance, Party, str] | None:
    """Read a statement as a party's answer, by a rule; null where it is none."""
    passage = study.layout.at(statement.span.start)
    if passage is None or not statement.voice or statement.modality == "conditional":
        return None
    told = stance_of(passage, statement)
    meant = (told, RULES[told]) if told is not None else implied(passage, statement)
    if meant is None:
        return None
    stance, rule = meant
    if stance == "denied" and USE.search(statement.span.text.lower()) and passage.obeys(OF_USE):
        return None  # "denied that its troops had slept in the hospital"
    if stance == "denied" and never_said(passage, statement):
        return None
    if stance == "admitted" and of_another(study, passage, statement):
        return None
    voice = statement.voice[0]
    party = (_absent(study, statement) if rule == ALIBIS else None) or spokesmen.get(voice.name)
    if party is None:
        party = body_of(passage, voice, [a for every in blames for a in every])
    if party is None and voice.kind in ("unnamed", "organization"):
        own = party_of(LOOSE.sub("", voice.name))
        blamed = any(same_party(party_of(a).words, own.words) for every in blames for a in every)
        party = own if blamed else None
    bodies = ("organization", "unnamed", "person")
    owns = stance == "admitted" and voice.kind in bodies and violent(words_of(passage, statement))
    mine = stance == "denied" and charged_himself(passage, statement)
    if party is None and (of_himself(passage, statement) or owns or mine):
        party = party_of(voice.name, armed=True)
    if party is None and voice.kind == "person":
        own = party_of(voice.name)
        blamed = any(named_so(own.words, party_of(a).words) for every in blames for a in every)
        party = own if blamed else None
    return None if party is None else (stance, party, rule)


def _absent(study: Study, statement: Statement) -> Party | None:
    """Give the side that is named as having been elsewhere: "the nearest soldier of X was away"."""
    passage = study.layout.at(statement.span.start)
    named = study.names[passage.number] if passage is not None else ()
    end = absent(statement)
    sides = [n for n in named if n.kind in SIDES and statement.span.start <= n.start < end]
    return party_of(sides[0].text) if sides else None


def _give_way(older: Mapping[str, str], actor: str) -> bool:
    """Whether earlier answers name only an office or less of the party than this one."""
    loose = all(party_of(a).organ or part_of(a, actor) for a in older.values())
    return loose and actor not in older.values()


def _actor(
    passage: Passage, statement: Statement, stance: Stance, party: Party, accused: str | None
) -> str:
    """Name whose deed it is that is denied or owned."""
    force = told_force(passage, statement) if stance == "admitted" and party.organ else None
    return force or _named(party, accused)


def _named(party: Party, accused: str | None) -> str:
    """Name whose deed it is: as whoever blames it does, where who speaks has no name of its own."""
    if accused is None:
        return party.text
    own = party.words - STATE - SPEAKING - FORCES - TALK
    if accused.lower().endswith(f" {party.text.lower()}"):
        return accused  # "the air force" is the Ruritan air force
    ministry = bool(party.words & MINISTRY) or len(party.text.split()) == 1
    land = own and ministry and not party.armed and party.text.lower() not in accused.lower()
    if land and len(accused.split()) > 1 and not nameless(accused):
        return accused  # Ruritania's ministry answers for the Royal Ruritan Artillery
    if party.organ and not own:
        bare = party.words & FORCES and not party.words & SPEAKING
        return party.text if bare and nameless(accused) else accused
    return party.text


def _unblamed(party: Party, passage: Passage, statement: Statement, rule: str) -> bool:
    """Whether a party that nobody else blames answers all the same: it speaks of its own deed."""
    stance = next((s for s, plain in RULES.items() if plain == rule), None)
    return stance is not None and _alone(party, passage, statement, stance)


def _alone(party: Party, passage: Passage, statement: Statement, stance: Stance) -> bool:
    """Whether a plain no or owning up is about a deed of the party's own."""
    said = words_of(passage, statement)
    himself = of_himself(passage, statement)
    deed = bool(OWN & set(said[:OPENING])) and bool((DONE | DOING) & set(said[: 2 * OPENING]))
    no = stance == "denied" and answering(passage, statement, of_deed=True)
    force = stance == "admitted" and told_force(passage, statement) is not None
    force = force or (stance == "denied" and not party.armed and of_arms(said))
    organ = party.organ and not party.words & CARING
    return (party.armed and (himself or deed or no)) or (organ and force)


def _blames(notebook: Notebook, accounts: Sequence[Account]) -> list[list[str]]:
    """List for each account the parties that somebody blames: the charged, then who answered."""
    return [_charged_first([v for _, v in _blame(notebook, a.claims)]) for a in accounts]


def _charged_first(values: Sequence[BlameValue]) -> list[str]:
    """Name the charged; of those who only answered, whoever is none of these in fewer words."""
    known = [v for v in values if not unknown(v.actor)]
    charged = [v.actor for v in known if v.stance == "alleged"]
    others = [v.actor for v in known if v.stance != "alleged"]
    return charged + [a for a in others if not any(part_of(a, c) for c in charged)]


def _answers(
    notebook: Notebook, claims: Sequence[str], statement: Statement, stance: Stance
) -> dict[str, str]:
    """Give the answers of this speaker that an account has already: id and party."""
    said = statement.voice[0].name
    told = ((c, v) for c, v in _blame(notebook, claims) if v.stance == stance)
    return {c.id: v.actor for c, v in told if notebook.speaker(c) == said}


def _blame(notebook: Notebook, claims: Sequence[str]) -> list[tuple[Claim, BlameValue]]:
    held = (notebook.claims[i] for i in claims if i in notebook.claims)
    return [(c, c.value) for c in held if isinstance(c.value, BlameValue)]


def _unspoken(notebook: Notebook, claims: Sequence[str]) -> set[str]:
    """Give the answers of a side in nobody's voice that somebody gives for it, too."""
    return unspoken(_blame(notebook, claims), notebook, side_of)


def _home(
    accounts: Sequence[Account],
    owned: Mapping[int, list[Passage]],
    passage: Passage,
    blames: Sequence[Sequence[str]],
    party: Party,
) -> int | None:
    """Find the account that an answer is about: its sentence's, or where the party is blamed."""
    own = next((i for i, ps in owned.items() if passage in ps), None)
    if own is not None and accounts[own].role != "background" and accused_by(blames[own], party):
        return own
    told = [
        i for i, a in enumerate(accounts) if a.role != "background" and accused_by(blames[i], party)
    ]
    if len(told) == 1:
        return told[0]
    if own is not None and accounts[own].role != "background":
        return own
    mains = [i for i, a in enumerate(accounts) if a.role == "main"]
    return mains[0] if len(mains) == 1 else None
