"""What a side says of its own deeds: that it did them, with what aim, or that it did not.

Only a side's own words count, or its spokesman's: of itself ("it struck", "our men fired"), or of
a blow and its military aim ("the missile was aimed at a command post"). A no must be about a deed.
Conditions ("if our shells fell there") own nothing.
"""

from collections.abc import Iterator, Sequence

from solferino.extract.blame.actor import Blamed, by_name
from solferino.extract.lexicon import table
from solferino.extract.named.doer import SIDES
from solferino.extract.named.names import Name
from solferino.extract.passage import Passage
from solferino.extract.study import Notebook, Study
from solferino.extract.voice.acts import negated_words
from solferino.model import BlameValue, Claim, Statement

RULES = {k: frozenset(v) for k, v in table("en", "rules")["blame"].items()}
OWN = ("it", "its", "they", "their", "we", "our", "us", "ours")
MEN = ("his", "her", *OWN)
SUBJECT = 4  # words from "it" to the end of its verb
OPENING = 16  # words of what is said in which the deed is named
SPOKESMAN = 8  # words between a side and what its spokesman is told to say
TARGET = 8  # words after an aim in which its object is named
ADDRESSED = 6  # words before "that" in which the one who was told stands
NEGATIONS = frozenset(("not", "no", "never", "nor", "none", "nobody"))


def own_words(study: Study, passages: Sequence[Passage]) -> Iterator[tuple[int, int, Blamed]]:
    """Give what sides say of their own deeds, with the words [start, end) that say it."""
    for passage in passages:
        for statement in study.statements:
            if passage.start <= statement.span.start < passage.end and statement.voice:
                one = _own_word(study, passage, statement)
                if one is not None:
                    yield statement.span.start, statement.span.end, one


def admissions(study: Study, notebook: Notebook, passages: Sequence[Passage]) -> Iterator[Claim]:
    """Note what sides say of their own deeds."""
    for start, end, one in own_words(study, passages):
        value = BlameValue(actor=one.actor, stance=one.stance)
        yield notebook.note((start, end), value, one.rule, one.confidence)


def claimed(study: Study, passage: Passage, one: Blamed) -> tuple[int, int] | None:
    """Find the words of a claim of responsibility: it is the claimant's own."""
    claims = [
        s.span
        for s in study.statements
        if one.end <= s.span.start < passage.end and s.act == "admits"
    ]
    return (claims[0].start, claims[0].end) if one.stance == "admitted" and claims else None


def never_said(passage: Passage, statement: Statement) -> bool:
    """Whether somebody only denies words: "we never said that X was behind it" is no alibi."""
    first = passage.word_at(statement.span.start)
    near = [w.key for w in passage.words[first : first + OPENING]]
    told = {t.first - first for t in passage.of("speech_clause")} & set(range(1, len(near)))
    said = any(negated_words(near[max(0, at - 1) : at]) for at in told)
    return said and passage.obeys("blame/never-said")


def _own_word(study: Study, passage: Passage, statement: Statement) -> Blamed | None:
    first = passage.word_at(statement.span.start)
    last = passage.word_at(min(statement.span.end, passage.end) - 1) + 1
    speaker = _speaking(study, passage, statement) or _itself(passage, statement)
    conditional = statement.modality == "conditional"
    if speaker is None or conditional or of_another(study, passage, statement):
        return None
    said = [w.key for w in passage.words[first:last]]
    if "if" in said and passage.obeys("blame/if"):
        return None  # "would take responsibility if …"
    if statement.act == "admits" and "that" in said[1:ADDRESSED]:
        said = said[said.index("that") + 1 :]  # "admitted to her that its gunners …"
    own = _of_own(said) or (speaker.last > speaker.first and first <= speaker.first < first + 3)
    if statement.act == "denies":
        no = (
            negated_words(said)
            and "aware" not in said[:OPENING]
            and (own or said[:1] == ["no"] or said[:1] == ["none"])
            and not never_said(passage, statement)
        )
        denied = no and (RULES["deeds"] | RULES["operation"]) & set(said[:OPENING])
        mine = denied and passage.obeys("blame/own-no")
        return by_name(speaker, "denied", "blame/own-no") if mine else None
    if statement.act not in ("asserts", "admits", "promises"):
        return None
    if NEGATIONS & set(said[:OPENING]) and passage.obeys("blame/no-negated-deed"):
        return None
    passive = _passive(said) and passage.obeys("blame/no-passive")
    mine = (
        own
        and not passive
        and RULES["operation"] & set(said[:OPENING])
        and passage.obeys("blame/own-words")
    )
    aimed = passage.obeys("blame/own-aim") and _aimed(study, passage, speaker, first, last)
    return by_name(speaker, "admitted", "blame/own-words") if mine or aimed else None


def _passive(said: Sequence[str]) -> bool:
    """Whether something was done to what is spoken of: "it had been launched from …"."""
    at = next((i for i, k in enumerate(said[:SUBJECT]) if k in ("been", "was", "were")), None)
    following = said[at + 1 : at + 2] if at is not None else []
    done = [i for i, k in enumerate(said[:OPENING]) if k in RULES["operation"]]
    undergone = [i for i in done if i and said[i - 1] in ("been", "was", "were")]
    if done == undergone != [] and not RULES["own_men"] & set(said[1:2]):
        return True  # "its command post had been struck"
    if "by" in said[SUBJECT - 1 : SUBJECT + 3] and said[0] == "the" and following:
        return True  # "the raid had been ordered by another"
    return bool(following) and not following[0].endswith("ing") and said[0] in ("it", "they")


def _of_own(said: Sequence[str]) -> bool:
    """Whether what is said begins with the side itself or with its men."""
    if said[:1] and said[0] in OWN:
        return True
    force, men = RULES["own_force"] & set(said[1:2]), RULES["own_men"] & set(said[1:2])
    return (bool(force) and said[0] == "the") or (bool(force | men) and said[0] in MEN)


def _aimed(study: Study, passage: Passage, speaker: Name, first: int, last: int) -> bool:
    """Whether a side gives a military aim for a blow that is nobody else's."""
    said = [w.key for w in passage.words[first:last]]
    at = next((i for i in range(1, len(said)) if (said[i - 1], said[i]) in AIMS), None)
    if at is None or not RULES["military"] & set(said[at + 1 : at + 1 + TARGET]):
        return False
    blow = any(first <= t.first < first + at for t in passage.of("weapon", "event"))
    others = [
        n
        for n in study.names[passage.number]
        if n.kind in SIDES and first <= n.first < first + at and n.canonical != speaker.canonical
    ]
    return blow and not others


AIMS = {("aimed", "at"), ("directed", "at"), ("intended", "for"), ("meant", "for")} | {
    (noun, verb)
    for noun in ("attack", "bombing", "drone", "missile", "operation", "raid", "strike", "strikes")
    for verb in ("targeted", "hit")
}


def _speaking(study: Study, passage: Passage, statement: Statement) -> Name | None:
    """Find the armed side whose word, or whose spokesman's, is being told.

    Where another side speaks, what it says "they" did is no word of theirs.
    """
    first, voice = passage.word_at(statement.span.start), statement.voice[0]
    before = [
        n
        for n in study.names[passage.number]
        if n.kind == "armed_group" and 0 < first - n.last <= SPOKESMAN
    ]
    if passage.obeys("blame/own-voice"):
        begun = _begun(study, passage, statement) if statement.cue else passage.end
        before = [n for n in before if n.start < begun]
        side = voice.kind in SIDES
        before = [n for n in before if _speaks(n, voice.name)] if side else before
    return before[-1] if before else None


def _speaks(name: Name, voice: str) -> bool:
    """Whether a side named in a sentence is the one that a voice is called."""
    return name.text in voice or voice in name.canonical


def of_another(study: Study, passage: Passage, statement: Statement) -> bool:
    """Whether "they" or "it" in a side's words is another side, named since that side spoke."""
    voice, at = statement.voice[0], _begun(study, passage, statement)
    said = passage.words[passage.word_at(statement.span.start)].key
    between = [
        n
        for n in study.names[passage.number]
        if n.kind in SIDES and at <= n.start < statement.span.start
    ]
    others = any(not _speaks(n, voice.name) for n in between)
    return others and said in ("they", "their", "it", "its") and passage.obeys("blame/own-voice")


def _begun(study: Study, passage: Passage, statement: Statement) -> int:
    """Offset behind the first word by which a sentence lets the speaker say anything."""
    name = statement.voice[0].name
    told = (*study.statements, statement)
    own = (s.cue.end for s in told if s.cue and s.voice and s.voice[0].name == name)
    return min((end for end in own if passage.start <= end < passage.end), default=passage.start)


def _itself(passage: Passage, statement: Statement) -> Name | None:
    """Name a side that speaks for itself, as in its own post."""
    voice = statement.voice[0]
    if voice.span is None or voice.kind not in SIDES or _of_person(passage, statement):
        return None
    judges = RULES["judging"] & set(voice.name.lower().split())
    if judges and passage.obeys("blame/own-voice"):
        return None  # "the inquiry found that the army had fired": no deed of the inquiry's
    first = passage.word_at(statement.span.start)
    return Name(
        start=statement.span.start,
        end=statement.span.end,
        first=first,
        last=first,
        text=voice.span.text,
        kind="armed_group" if voice.kind == "armed_group" else "government",
        canonical=voice.name,
    )


def _of_person(passage: Passage, statement: Statement) -> bool:
    """Whether an office speaks ("the mayor"): "it" in its words is not itself."""
    span = statement.voice[0].span
    said = passage.slice(statement.span.start, statement.span.start + 3).lower()
    if span is None or said not in ("it ", "its") or not passage.obeys("blame/no-office"):
        return False
    offices = [t for t in passage.of("role") if span.start <= t.start < span.end]
    return any(t.code in ("person", "government") for t in offices) and "spokes" not in span.text
