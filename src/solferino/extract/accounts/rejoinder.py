"""Who answers for a party: denials and admissions in the mouth of those who speak for it.

A party speaks through its ministry, its spokesman, its general staff, an officer named once with
it. What such a voice denies or owns is the party's word on the attack, whatever the phrase: the
statement's act says which of both it is. The party denied for is named as whoever blames it does.
"""

import re
from collections.abc import Mapping, Sequence
from itertools import pairwise

from solferino.codec import value
from solferino.extract.accounts.settle import unspoken
from solferino.extract.lexicon import table
from solferino.extract.named.doer import SIDES, actors_of, side_of, unknown
from solferino.extract.named.names import Name
from solferino.extract.passage import Passage
from solferino.extract.study import Notebook, Study
from solferino.model import Account, BlameValue, Claim, Statement
from solferino.model.terms import Stance

DATA = table("en", "rejoinders")
SPEAKING, STATE, FORCES, OWNING, OWN, BLOWS, TALK, NO = (
    frozenset(DATA[k])
    for k in ("speaking", "state", "forces", "owning", "own", "blows", "talk", "no")
)
NEAR = 7  # words between who speaks and the party that is spoken for
ARTICLE = frozenset(("the", "a", "an"))
OPENING = 14  # words of what is said in which the deed is named
STEM = 4  # letters that a land and its adjective share
GUILT, MEN, DONE, DOING, AUXILIARY, ARMS_OF, QUALIFYING = (
    frozenset(DATA[k])
    for k in ("guilt", "men", "done", "doing", "auxiliary", "arms_of", "qualifying")
)
LOOSE = re.compile(r"^(?:and|in|the) | (?:at|in|on|later|first)$")  # words that stuck to a voice
PAST = re.compile(r"\b(?:in the past|previously|neither|nor)\b[^,;.]*$")
OPERATIONS = frozenset(DATA["operations"])
REACH = 60  # characters between a spokesman and the body that is spoken for
# "A spokesman for the Eastern Group of Forces": a body with a word of force in its name.
BODY = re.compile(
    r"\b(?:spokes\w+|commander|leader|representative|official|officer|statement)s? (?:for|of|from) "
    r"(?:the )?((?:[A-Z][\w’'-]+ )(?:(?:[A-Z][\w’'-]+|of|for|the|in) )*?"
    r"(?:Forces?|Army|Brigades?|Front|Guards?|Militia|Command|Corps|Movement|Division|Regiment))\b"
)
DENIES, ADMITS = "blame/says-no", "blame/owns-up"
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
    blames = _blames(notebook, accounts)
    spokesmen = _spokesmen(study)
    found = {i: a.claims for i, a in enumerate(accounts)}
    for statement in study.statements:
        answer = _answer(study, statement, spokesmen, blames)
        passage = study.layout.at(statement.span.start)
        if answer is None or passage is None:
            continue
        stance, party = answer
        home = _home(accounts, owned, passage, blames, party)
        if home is None:
            continue
        accused = _accused(blames[home], party)
        named = accused if accused and party.organ else party.text
        actor = party.text if _short(party.text, named) else named
        older = _answers(notebook, found[home], statement, stance)
        loose = all(_party(a).organ or _short(a, actor) for a in older.values())
        organs = loose and actor not in older.values()
        # Who denies the deed and tells of another blow owns nothing.
        bare = stance == "admitted" and not _owned(passage, statement)
        denied = bare and _answers(notebook, found[home], statement, "denied")
        stands = accused or _alone(party, passage, statement)
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
    stance = _stance(passage, statement)
    if stance is None:
        return None
    voice = statement.voice[0]
    party = spokesmen.get(voice.name)
    if party is None and voice.kind in ("unnamed", "organization"):
        own = _party(LOOSE.sub("", voice.name))
        blamed = any(_same(_party(a).words, own.words) for every in blames for a in every)
        party = own if blamed else None
    if party is None and _of_himself(passage, statement):
        party = _party(voice.name, armed=True)
    return None if party is None else (stance, party)


def _alone(party: Party, passage: Passage, statement: Statement) -> bool:
    """Whether a party that nobody else blames answers all the same: it speaks of its own deed."""
    said = [w.key for w in passage.words if statement.span.start <= w.start < statement.span.end]
    himself = _of_himself(passage, statement)
    deed = bool(OWN & set(said[:OPENING])) and bool((DONE | DOING) & set(said[: 2 * OPENING]))
    return party.armed and (himself or deed)


def _owned(passage: Passage, statement: Statement) -> bool:
    """Whether a verb of owning brings in what is said."""
    span, cue = statement.span, statement.cue
    start = min(span.start, cue.start) if cue is not None else span.start
    near = [w.key for w in passage.words if start <= w.start < span.end][: OPENING // 2]
    return bool((OWNING | {"confirmed", "confirms"}) & set(near))


def _of_himself(passage: Passage, statement: Statement) -> bool:
    """Whether a person answers for a deed of his own: "admitted having ordered the fire"."""
    said = [w.key for w in passage.words if statement.span.start <= w.start < statement.span.end]
    own = "having" in said[:3] or bool(GUILT & set(said[:OPENING]))
    return own and statement.voice[0].kind in ("person", "unnamed")


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


def _stance(passage: Passage, statement: Statement) -> Stance | None:
    """Tell what a statement of a party is on a deed held against it; null where it is neither."""
    said = [w.key for w in passage.words if statement.span.start <= w.start < statement.span.end]
    before = passage.slice(passage.start, statement.span.start)[-40:].lower()
    if {"if", "aware"} & set(said[:OPENING]) or PAST.search(before):
        return None
    negated = bool(NO & set(said[:OPENING]))
    own = bool(OWN & set(said[:OPENING]))
    no = statement.act == "asserts" and negated and own and BLOWS & set(said[: 2 * OPENING])
    if statement.act == "denies" or no:
        return "denied" if passage.obeys(DENIES) else None
    if negated or statement.act not in ("asserts", "admits") or not passage.obeys(ADMITS):
        return None
    return "admitted" if _owns(passage, statement, said) else None


def _owns(passage: Passage, statement: Statement, said: Sequence[str]) -> bool:
    """Whether a statement of a party owns a deed."""
    if _owned(passage, statement):
        confirmed = {"confirmed", "confirms"} & {w.key for w in passage.words} - OWNING
        plain = OWNING & {w.key for w in passage.words}
        return bool(plain) or bool(confirmed and OPERATIONS & set(said))
    aimed = {"military", "target"} <= set(said[: 2 * OPENING])
    return _own_deed(said) or aimed


def _own_deed(said: Sequence[str]) -> bool:
    """Whether words tell of a deed of the speaker's own: "it struck", "our men fired"."""
    plain = [k for k in said[:OPENING] if k not in AUXILIARY]
    for i, (word, following) in enumerate(pairwise(plain)):
        if word in ("it", "we") and following in DONE:
            return True
        men = word in ("its", "their", "our", "his", "own") and following in MEN
        if men and DONE & set(plain[i + 2 : i + 3]):
            return True
    return False


def _spokesmen(study: Study) -> Mapping[str, Party]:
    """Index the voices of a text by name, with the party that each speaks for."""
    found: dict[str, Party] = {}
    for statement in study.statements:
        if not statement.voice:
            continue
        voice = statement.voice[0]
        party = found.get(voice.name) or _spoken_for(study, statement)
        if party is not None:
            found[voice.name] = party
    return found


def _spoken_for(study: Study, statement: Statement) -> Party | None:
    """Find the party that a voice is or speaks for, by the words around it."""
    voice = statement.voice[0]
    span = voice.span
    if voice.kind in SIDES:
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
    led = _officer(passage, first, last)
    if led is not None:
        return led
    own = {w.key for w in passage.words[first:last]}
    state = own & STATE and own & SPEAKING
    return _party(span.text) if state or own & FORCES else None


def _officer(passage: Passage, first: int, last: int) -> Party | None:
    """Name the force of an officer: "a federal army colonel now in charge of the town, X"."""
    words = passage.words
    for i in range(max(0, first - 2 * NEAR), min(len(words) - 1, last + NEAR)):
        if words[i].key in ARMS_OF and words[i + 1].key in SPEAKING:
            start = i - 1 if i and words[i - 1].key in QUALIFYING else i
            text = passage.slice(words[start].start, words[i].end)
            return _party(text, armed=True)
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


__all__ = ["rejoinders"]
