"""Who answers for a party: denials and admissions in the mouth of those who speak for it.

A party speaks through its ministry, its spokesman, its general staff, an officer named once with
it. What such a voice denies or owns is the party's word on the attack, whatever the phrase: the
statement's act says which of both it is. The party denied for is named as whoever blames it does.
"""

import re
from collections.abc import Mapping, Sequence

from solferino.codec import value
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
from solferino.extract.blame.owning import of_another
from solferino.extract.lexicon import table
from solferino.extract.named.doer import SIDES, actors_of, side_of, unknown
from solferino.extract.named.names import Name
from solferino.extract.passage import Passage
from solferino.extract.study import Notebook, Study
from solferino.model import Account, BlameValue, Claim, Statement, Voice
from solferino.model.terms import Stance

DATA = table("en", "rejoinders")
SPEAKING, STATE, FORCES, TALK, ARMS_OF, QUALIFYING, BODIES = (
    frozenset(DATA[k])
    for k in ("speaking", "state", "forces", "talk", "arms_of", "qualifying", "bodies")
)
NEAR = 7  # words between who speaks and the party that is spoken for
MINISTRY = frozenset(("ministry", "minister", "staff", "spokesman", "spokeswoman", "embassy"))
OFFICE = 2  # words of an office before a name ("Defence Minister X")
TITLED = frozenset(("dr", "mr", "mrs", "ms", "captain", "colonel", "general", "major", "sergeant"))
BACK = 2  # sentences before a spokesman in which the party stands that he speaks for
ARTICLE = frozenset(("the", "a", "an"))
STEM = 4  # letters that a land and its adjective share
LOOSE = re.compile(r"^(?:and|in|the) | (?:at|in|on|later|first)$")  # words that stuck to a voice
REACH = 60  # characters between a spokesman and the body that is spoken for
# "A spokesman for the Eastern Group of Forces": a body with a word of force in its name.
BODY = re.compile(
    r"\b(?:spokes\w+|commander|leader|representative|official|officer|statement)s? (?:for|of|from) "
    r"(?:the )?((?:[A-Z][\w’'-]+ )(?:(?:[A-Z][\w’'-]+|of|for|the|in) )*?"
    r"(?:Forces?|Army|Brigades?|Front|Guards?|Militia|Command|Corps|Movement|Division|Regiment))\b"
)
RULES = {"denied": DENIES, "admitted": ADMITS}


@value
class Party:
    """A party as its speaker names it: its words, and the words that tell one from another.

    `armed` says that it is known to bear arms, whoever blames it.
    """

    text: str
    words: frozenset[str]
    armed: bool = False

    @property
    def organ(self) -> bool:
        """Whether it only speaks for a party: a ministry, a staff, a spokesman."""
        return bool(self.words & (STATE | SPEAKING))


def rejoinders(
    study: Study,
    notebook: Notebook,
    accounts: Sequence[Account],
    owned: Mapping[int, list[Passage]],
) -> dict[int, tuple[str, ...]]:
    """Give the claims of each account with the answers of its parties, by number of the account.

    An answer that named who speaks, and not the party that is blamed, gives way.
    """
    blames, spokesmen = _blames(notebook, accounts), _spokesmen(study)
    found = {i: a.claims for i, a in enumerate(accounts)}
    read = [(s, _answer(study, s, spokesmen, blames)) for s in study.statements]
    owners = {s.voice[0].name for s, a in read if a is not None and a[0] == "admitted"}
    for statement, answer in read:
        passage = study.layout.at(statement.span.start)
        if answer is None or passage is None:
            continue
        stance, party = answer
        if stance == "denied" and statement.voice[0].name in owners and of_aim(statement):
            continue  # "our drone struck a barracks; we did not aim at patients"
        home = _home(accounts, owned, passage, blames, party)
        if home is None:
            continue
        accused = _accused(blames[home], party)
        actor = _actor(passage, statement, stance, party, accused)
        older = _answers(notebook, found[home], statement, stance)
        organs = _give_way(older, actor)
        # Who denies the deed and tells of another blow owns nothing.
        bare = stance == "admitted" and not owned_up(passage, statement)
        denied = bare and _answers(notebook, found[home], statement, "denied")
        stands = accused or _alone(party, passage, statement, stance)
        if denied or not stands or (older and not (organs and accused)):
            continue
        rule, what = RULES[stance], BlameValue(actor=actor, stance=stance)
        claim = notebook.note((statement.span.start, statement.span.end), what, rule, "medium")
        if notebook.kept(claim) is not None:
            gone = older.keys() | _unspoken(notebook, (*found[home], claim.id))
            found[home] = (*(c for c in found[home] if c not in gone), claim.id)
    return found


def _answer(
    study: Study,
    statement: Statement,
    spokesmen: Mapping[str, Party],
    blames: Sequence[Sequence[str]],
) -> tuple[Stance, Party] | None:
    """Read a statement as a party's answer; null where it is none."""
    passage = study.layout.at(statement.span.start)
    if passage is None or not statement.voice or statement.modality == "conditional":
        return None
    stance = stance_of(passage, statement)
    if stance is None or (stance == "admitted" and of_another(study, passage, statement)):
        return None
    voice = statement.voice[0]
    party = spokesmen.get(voice.name)
    if party is None and voice.kind in ("unnamed", "organization"):
        own = _party(LOOSE.sub("", voice.name))
        blamed = any(_same(_party(a).words, own.words) for every in blames for a in every)
        party = own if blamed else None
    bodies = ("organization", "unnamed", "person")
    owns = stance == "admitted" and voice.kind in bodies and violent(words_of(passage, statement))
    mine = stance == "denied" and charged_himself(passage, statement)
    if party is None and (of_himself(passage, statement) or owns or mine):
        party = _party(voice.name, armed=True)
    if party is None and voice.kind == "person":
        own = _party(voice.name)
        blamed = any(_named_so(own.words, _party(a).words) for every in blames for a in every)
        party = own if blamed else None
    return None if party is None else (stance, party)


def _named_so(own: frozenset[str], other: frozenset[str]) -> bool:
    """Whether two wordings are one person's name, in full or in part."""
    left, right = own - TITLED, other - TITLED
    return bool(left and right) and (left <= right or right <= left)


def _give_way(older: Mapping[str, str], actor: str) -> bool:
    """Whether earlier answers name only an office or less of the party than this one."""
    loose = all(_party(a).organ or _short(a, actor) for a in older.values())
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


def _alone(party: Party, passage: Passage, statement: Statement, stance: Stance) -> bool:
    """Whether a party that nobody else blames answers all the same: it speaks of its own deed."""
    said = words_of(passage, statement)
    himself = of_himself(passage, statement)
    deed = bool(OWN & set(said[:OPENING])) and bool((DONE | DOING) & set(said[: 2 * OPENING]))
    no = stance == "denied" and answering(passage, statement, of_deed=True)
    force = stance == "admitted" and told_force(passage, statement) is not None
    force = force or (stance == "denied" and not party.armed and of_arms(said))
    return (party.armed and (himself or deed or no)) or (party.organ and force)


def _blames(notebook: Notebook, accounts: Sequence[Account]) -> list[list[str]]:
    """List for each account the parties that somebody blames."""
    every = [[notebook.claims[i].value for i in a.claims if i in notebook.claims] for a in accounts]
    return [
        [v.actor for v in values if isinstance(v, BlameValue) and not unknown(v.actor)]
        for values in every
    ]


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
    if own is not None and accounts[own].role != "background" and _accused(blames[own], party):
        return own
    told = [
        i for i, a in enumerate(accounts) if a.role != "background" and _accused(blames[i], party)
    ]
    if len(told) == 1:
        return told[0]
    if own is not None and accounts[own].role != "background":
        return own
    mains = [i for i, a in enumerate(accounts) if a.role == "main"]
    return mains[0] if len(mains) == 1 else None


def _spokesmen(study: Study) -> Mapping[str, Party]:
    """Index the voices of a text by name, with the party that each speaks for."""
    found: dict[str, Party] = {}
    for statement in study.statements:
        if not statement.voice:
            continue
        voice = statement.voice[0]
        told = voice.span.text.lower().split() if voice.span is not None else []
        meant = not set(told) & set(voice.name.lower().split())  # "the governor" that is X
        party = found.get(voice.name) or (None if meant else _spoken_for(study, statement))
        if party is not None:
            found[voice.name] = party
    return found


def _spoken_for(study: Study, statement: Statement) -> Party | None:
    """Find the party that a voice is or speaks for, by the words around it."""
    voice, span = statement.voice[0], statement.voice[0].span
    owner = voice.name.lower().replace("’", "'").partition("'s ")
    if voice.kind in SIDES and not (owner[1] and owner[0].removeprefix("the ") in BODIES):
        return _party(voice.name, armed=voice.kind == "armed_group")
    passage = study.layout.at(span.start) if span is not None else None
    if span is None or passage is None:
        return None
    first, last = passage.word_at(span.start), passage.word_at(span.end - 1) + 1
    named = study.names[passage.number]
    sides = [
        a for a in actors_of(passage, named) if a.last > first - NEAR and a.first < last + NEAR
    ]
    inside = [a for a in sides if a.first < last and first < a.last]
    near = inside or [a for a in sides if _office(passage, a, first, last)]
    if near:
        return _party(near[0].text, armed=near[0].kind == "armed_group")
    body = BODY.search(passage.text)
    if body is not None and abs(body.end() + passage.start - span.start) < REACH:
        return _party(body[1], armed=True)
    led = _officer(passage, first, last) or _of_last(study, passage, first, last)
    return led or _by_office(passage, voice, first, last)


def _by_office(passage: Passage, voice: Voice, first: int, last: int) -> Party | None:
    """Name a party by the office of who speaks: "Defence Minister X", "the general staff"."""
    words = passage.words
    start, text = words[first].start, passage.slice(words[first].start, words[last - 1].end)
    own = {w.key for w in passage.words[max(0, first - OFFICE) : last]}
    state = own & STATE and own & SPEAKING
    if state and not {w.key for w in passage.words[first:last]} & STATE:
        office = passage.slice(words[max(0, first - OFFICE)].start, start).strip(' ,"“”')
        return _party(office) if voice.kind == "person" else None
    return _party(text) if state or own & FORCES else None


def _officer(passage: Passage, first: int, last: int) -> Party | None:
    """Name the force of an officer: "a federal army colonel now in charge of the town, X"."""
    words = passage.words
    for i in range(max(0, first - 2 * NEAR), min(len(words) - 1, last + NEAR)):
        if words[i].key in ARMS_OF and words[i + 1].key in SPEAKING:
            start = i - 1 if i and words[i - 1].key in QUALIFYING else i
            text = passage.slice(words[start].start, words[i].end)
            return _party(text, armed=True)
    return None


def _of_last(study: Study, passage: Passage, first: int, last: int) -> Party | None:
    """Name the party before a spokesman whose it is: "its spokesman X", "the group's leader"."""
    words = passage.words
    for i in range(max(1, first - NEAR), min(len(words), last + 1)):
        if words[i].key not in SPEAKING:
            continue
        before = [w.key for w in words[max(0, i - 3) : i]]
        before = before[:-1] if before[-1:] and before[-1] in QUALIFYING else before
        own = before[-1:] in (["its"], ["their"])
        own = own or (before[-1:] == ["'s"] and before[-2:-1] != [] and before[-2] in BODIES)
        bare = before[-1:] in (["a"], ["another"]) and words[i].key.startswith("spokes")
        if own or bare:
            return _last_party(study, passage, words[i].start)
    return None


def _last_party(study: Study, passage: Passage, before: int) -> Party | None:
    """Give the last armed party that is named before an offset, some sentences back at most."""
    for number in range(passage.number, max(-1, passage.number - 1 - BACK), -1):
        named = [n for n in study.names[number] if n.kind == "armed_group" and n.end <= before]
        if named:
            return _party(named[-1].text, armed=True)
    return None


def _office(passage: Passage, side: Name, first: int, last: int) -> bool:
    """Whether an office joins a party and who speaks: "the coalition's spokesman, Colonel X"."""
    before = side.last <= first
    between = passage.words[side.last : first] if before else passage.words[last : side.first]
    start = side.end if before else passage.words[last - 1].end
    end = passage.words[first].start if before else side.start
    gap = passage.slice(start, end)
    keys = {w.key for w in between} | {w.key for w in passage.words[first:last]}
    keys |= {w.key for w in passage.words[max(0, side.first - 4) : side.first]} if before else set()
    speech = {t.first for t in passage.of("speech_clause", "speech_object")}
    parted = any(m in gap for m in ';:—"“”') or gap.count(",") > 2  # noqa: PLR2004
    told = any(side.last <= i < first or last <= i < side.first for i in speech)
    return bool(SPEAKING & keys) and not parted and not told


def _party(text: str, *, armed: bool = False) -> Party:
    own = frozenset(
        w.strip(".,").removesuffix("'s").removesuffix("’s") for w in text.lower().split()
    )
    return Party(text=text, words=own, armed=armed)


def _accused(blames: Sequence[str], party: Party) -> str | None:
    """Find the blamed actor for whom a party answers: by its name, its land, or as the state's."""
    for actor in blames:
        if _same(_party(actor).words, party.words):
            return actor
    short = {a.lower(): a for a in blames if _short(party.text, a)}
    if len(short) == 1:
        return next(iter(short.values()))
    state = [a for a in blames if _party(a).words & FORCES]
    lone = len({*map(str.lower, state)}) == 1 and party.words & STATE
    strange = party.words - STATE - SPEAKING - FORCES - TALK
    return state[0] if lone and not strange else None


def _short(text: str, name: str) -> bool:
    """Whether a wording is a name or a part of it: "the Front" of "Upland Front"."""
    words = _party(text).words - ARTICLE
    return bool(words) and words <= _party(name).words


def _same(left: frozenset[str], right: frozenset[str]) -> bool:
    """Whether two wordings name one side: by a word of its own, a land beside its adjective."""
    plain = STATE | SPEAKING | FORCES | TALK
    one, other = left - plain, right - plain
    if one & other:
        return True
    if any(a[:STEM] == b[:STEM] and len(a) > STEM and len(b) > STEM for a in one for b in other):
        return True
    return not one and not other and bool((left & right) - SPEAKING - TALK)
