"""Which party a voice speaks for, and whether two wordings name one party.

A party speaks through its ministry, its spokesman, its general staff, an officer named once with
it. Who speaks is told by the words around the voice: an office, a body's name, "its spokesman".
"""

import re
from collections.abc import Mapping, Sequence

from solferino.codec import value
from solferino.extract.blame.deed import nameless
from solferino.extract.lexicon import table
from solferino.extract.named.doer import SIDES, actors_of
from solferino.extract.named.names import Name
from solferino.extract.passage import Passage
from solferino.extract.study import Study
from solferino.model import Statement, Voice

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
LOCATED = re.compile(r" in (?:the )?[\w’'-]+(?: [\w’'-]+)?$")  # "the defence ministry in X"
REACH = 60  # characters between a spokesman and the body that is spoken for
# "A spokesman for the Eastern Group of Forces": a body with a word of force in its name.
BODY = re.compile(
    r"\b(?:spokes\w+|commander|leader|representative|official|officer|statement)s? (?:for|of|from) "
    r"(?:the )?((?:[A-Z][\w’'-]+ )(?:(?:[A-Z][\w’'-]+|of|for|the|in) )*?"
    r"(?:Forces?|Army|Brigades?|Front|Guards?|Militia|Command|Corps|Movement|Division|Regiment))\b"
)


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


def spokesmen_of(study: Study) -> Mapping[str, Party]:
    """Index the voices of a text by name, with the party that each speaks for."""
    found: dict[str, Party] = {}
    for statement in study.statements:
        if not statement.voice:
            continue
        voice = statement.voice[0]
        told = voice.span.text.lower().split() if voice.span is not None else []
        meant = not set(told) & set(voice.name.lower().split())  # "the governor" that is X
        meant = meant and voice.kind not in SIDES
        party = found.get(voice.name) or (None if meant else _spoken_for(study, statement))
        if party is not None:
            found[voice.name] = party
    return found


def _spoken_for(study: Study, statement: Statement) -> Party | None:
    """Find the party that a voice is or speaks for, by the words around it."""
    voice, span = statement.voice[0], statement.voice[0].span
    owner = voice.name.lower().replace("’", "'").partition("'s ")
    if voice.kind in SIDES and not (owner[1] and owner[0].removeprefix("the ") in BODIES):
        return party_of(LOCATED.sub("", voice.name), armed=voice.kind == "armed_group")
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
        return party_of(near[0].text, armed=near[0].kind == "armed_group")
    body = BODY.search(passage.text)
    if body is not None and abs(body.end() + passage.start - span.start) < REACH:
        return party_of(body[1], armed=True)
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
        return party_of(office) if voice.kind == "person" else None
    return party_of(LOCATED.sub("", text)) if state or own & FORCES else None


def _officer(passage: Passage, first: int, last: int) -> Party | None:
    """Name the force of an officer: "a federal army colonel now in charge of the town, X"."""
    words = passage.words
    for i in range(max(0, first - 2 * NEAR), min(len(words) - 1, last + NEAR)):
        if words[i].key in ARMS_OF and words[i + 1].key in SPEAKING:
            start = i - 1 if i and words[i - 1].key in QUALIFYING else i
            text = passage.slice(words[start].start, words[i].end)
            return party_of(text, armed=True)
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
            return party_of(named[-1].text, armed=True)
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


def body_of(passage: Passage, voice: Voice, blamed: Sequence[str]) -> Party | None:
    """Name the one blamed body by whose noun an office goes: "the group's coordinator".

    The noun has to be one by which the text calls nobody but this body.
    """
    if voice.span is None or not passage.obeys("blame/office-of-body"):
        return None
    first, last = passage.word_at(voice.span.start), passage.word_at(voice.span.end - 1) + 1
    words = passage.words
    for i in range(max(1, first - NEAR), min(len(words), last + 1)):
        before = [w.key for w in words[max(0, i - 4) : i]]
        if words[i].key not in SPEAKING or "'s" not in before:
            continue
        gap = passage.slice(words[i].end, max(words[first].start, words[i].end))
        if len(gap.split()) > OFFICE or any(mark in gap for mark in ".;:"):
            continue
        owner = before[before.index("'s") - 1]
        fitting = {a for a in blamed if a.lower().split()[-1] == owner and not nameless(a)}
        if len(fitting) == 1:
            return party_of(fitting.pop())
    return None


def party_of(text: str, *, armed: bool = False) -> Party:
    """Read a party from its words."""
    own = frozenset(
        w.strip(".,").removesuffix("'s").removesuffix("’s") for w in text.lower().split()
    )
    own |= {"police"} if own & {"policeman", "policemen"} else frozenset()
    return Party(text=text, words=own, armed=armed)


def accused_by(blames: Sequence[str], party: Party) -> str | None:
    """Find the blamed actor for whom a party answers: by its name, its land, or as the state's."""
    for actor in blames:
        if same_party(party_of(actor).words, party.words):
            return actor
    short = {a.lower(): a for a in blames if part_of(party.text, a)}
    if len(short) == 1:
        return next(iter(short.values()))
    state = [a for a in blames if party_of(a).words & FORCES]
    named = [a for a in state if not nameless(a)]
    state = named or state
    office = party.words & STATE - {"staff"} or party.words >= {"general", "staff"}
    lone = len({*map(str.lower, state)}) == 1 and office
    strange = party.words - STATE - SPEAKING - FORCES - TALK
    if lone and not strange:
        return state[0]
    # "The gang's leader" answers for the one group that is blamed, where no state's arms are.
    groups = {a for a in blames if not nameless(a)}
    bodies = BODIES - STATE - FORCES
    bare = bool(party.words & bodies) and not party.words - bodies - SPEAKING - ARTICLE
    return groups.pop() if bare and len(groups) == 1 and not state else None


def part_of(text: str, name: str) -> bool:
    """Whether a wording is a name or a part of it: "the Front" of "Upland Front"."""
    words = party_of(text).words - ARTICLE - SPEAKING
    return bool(words) and words <= party_of(name).words


def same_party(left: frozenset[str], right: frozenset[str]) -> bool:
    """Whether two wordings name one side: by a word of its own, a land beside its adjective."""
    plain = STATE | SPEAKING | FORCES | TALK
    one, other = left - plain, right - plain
    if one & other:
        return True
    if any(a[:STEM] == b[:STEM] and len(a) > STEM and len(b) > STEM for a in one for b in other):
        return True
    return not one and not other and bool((left & right) - SPEAKING - TALK)


def named_so(own: frozenset[str], other: frozenset[str]) -> bool:
    """Whether two wordings are one person's name, in full or in part."""
    left, right = own - TITLED, other - TITLED
    return bool(left and right) and (left <= right or right <= left)


def is_party(party: Party, actor: str) -> bool:
    """Whether an actor is a party itself, by its own words or the noun that stands for it."""
    own = party.words - FORCES - ARTICLE
    other = party_of(actor).words - FORCES - ARTICLE
    return bool(other) and other <= own and (other == own or len(other) == 1)
