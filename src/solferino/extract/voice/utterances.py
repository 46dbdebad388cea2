"""Utterances of a sentence: each cue with its speaker, left to right, nested where they nest."""

from dataclasses import replace

from solferino.codec import value
from solferino.extract.cues import GRAMMAR, Cue, by_whom, cues
from solferino.extract.named.names import Name
from solferino.extract.passage import Passage
from solferino.extract.voice.behind import behind, said_before, source_ends, verb_follows
from solferino.extract.voice.contents import TELLING, compared, has_clause
from solferino.extract.voice.memory import Memory
from solferino.extract.voice.quoted import citing, quotes, relay
from solferino.extract.voice.scene import VOICE_KINDS, Scene
from solferino.extract.voice.speakers import (
    agent_after,
    closes,
    of_nobody,
    speaker_after,
    speaker_before,
    voice_behind,
)
from solferino.model import Voice
from solferino.text.segment import Slice

LONGEST_CHAIN = 4  # hops
ADDRESSEE = 3  # words before whom somebody tells something


@value
class Uttered:
    """A cue with its speaker found: where its clause begins, and the chain of voices.

    `trails` says that who speaks stands behind what is said, with no mark between; `agent` that
    "by" brings in who speaks, of whom the clause tells what he says ("the claim was denied by X").
    `cited` are those whose words the first of the chain passes on ("the radio, citing doctors").
    """

    cue: Cue
    clause: int
    after: int
    chain: tuple[Voice, ...]
    inverted: bool
    nested: bool
    trails: bool = False
    agent: bool = False
    cited: tuple[Voice, ...] = ()

    @property
    def voices(self) -> tuple[Voice, ...]:
        """Who says it, the nearest to it first: whom the speaker cites, then the chain."""
        return (*self.cited, *self.chain)[:LONGEST_CHAIN]


def utterances(scene: Scene, memory: Memory) -> list[Uttered]:
    """Find who says something in a sentence, in order; the memory learns the speakers.

    Who speaks in a quotation that closes is not whom "she" behind it stands for.
    """
    said: list[Uttered] = []
    found = cues(scene.passage)
    for cue in found:
        if quotes(scene.passage, cue, found):
            continue
        uttered = _relayed(scene, cue, said, memory) or _utter(scene, cue, said, memory)
        if uttered:
            said.append(_citing(scene, uttered, memory))
            if held(scene.passage, cue) is None:
                memory.meet(uttered.chain[0])
    if said and all(held(scene.passage, one.cue) is not None for one in said):
        memory.meet(said[-1].chain[0])
    return said


def held(passage: Passage, cue: Cue) -> Slice | None:
    """Give the quotation in which a word of saying stands, where it closes before its sentence."""
    around = (q for q in passage.quotes if q.start <= cue.start and cue.end <= q.end < passage.end)
    return next(around, None) if passage.obeys("voice/within-quotation") else None


def _utter(scene: Scene, cue: Cue, said: list[Uttered], memory: Memory) -> Uttered | None:
    """Find the speaker of one cue, and whether it stands inside what another says."""
    previous = said[-1] if said else None
    if (previous and cue.first < previous.after) or compared(scene.passage, cue.first):
        return None
    if cue.how in ("source", "shows"):
        return (_sourced if cue.how == "source" else _shown)(scene, cue, memory)
    if by_whom(scene.passage, cue):
        return _agent(scene, cue, memory)
    if previous and _goes_on(scene, cue, previous):
        return replace(
            previous,
            cue=cue,
            clause=cue.start,
            after=cue.last,
            inverted=False,
            trails=False,
            agent=False,
        )
    turned = _inverts(scene.passage, cue) or said_before(scene, cue)
    turned = turned and scene.passage.obeys("voice/inverted")
    inverted = _inverted(scene, cue, memory) if turned else None
    read_out = turned and _read_out(scene.passage, cue)
    if inverted or read_out:
        return inverted
    return _behind(scene, cue, previous, memory) or _plain(scene, cue, previous, memory)


def _citing(scene: Scene, uttered: Uttered, memory: Memory) -> Uttered:
    """Put whom somebody cites before him: "the radio, citing doctors, reported"."""
    if uttered.nested or uttered.cited:
        return uttered
    cited = citing(scene, uttered.cue, memory)
    known = {voice.name for voice in uttered.chain}
    return replace(uttered, cited=tuple(voice for voice in cited if voice.name not in known))


def _relayed(scene: Scene, cue: Cue, said: list[Uttered], memory: Memory) -> Uttered | None:
    """Read who is quoted by somebody else: "the agency quoted a doctor as saying"."""
    found = relay(scene, cue, said[-1].after if said else 0, said[-1].chain if said else (), memory)
    if found is None:
        return None
    span = found.chain[0].span
    return Uttered(
        cue=cue,
        clause=span.start if span else cue.start,
        after=found.after,
        chain=found.chain,
        inverted=False,
        nested=False,
        cited=found.cited,
    )


def _goes_on(scene: Scene, cue: Cue, previous: Uttered) -> bool:
    """Whether a cue has no subject of its own, so that who spoke before speaks on."""
    bare = _participle(scene, cue, previous) or _coordinated(scene.passage, cue)
    told = bare and scene.passage.obeys("voice/goes-on")
    return told or _behind_relative(scene.passage, previous, cue)


def _behind(scene: Scene, cue: Cue, previous: Uttered | None, memory: Memory) -> Uttered | None:
    """Read a speaker who stands behind what is said, with no mark between."""
    found = behind(scene, cue, previous.after if previous else 0)
    if found is None or (previous and found.who.pronoun):
        return None
    voice = voice_behind(scene, found.who, cue, found.first, memory)
    if _nobody(scene, voice):
        return None
    return Uttered(
        cue=cue,
        clause=scene.passage.words[found.first].start,
        after=cue.last,
        chain=(voice, *_via(scene, cue)),
        inverted=False,
        nested=False,
        trails=True,
    )


def _read_out(passage: Passage, cue: Cue) -> bool:
    """Whether a quotation closes before "reads": nobody inside it is the speaker."""
    gap = passage.slice(passage.words[cue.first - 1].end, cue.start)
    written = cue.key in ("reads", "read", "runs", "ran", "goes")
    return written and any(m in gap for m in '”"»') and passage.obeys("voice/read-out")


def _inverted(scene: Scene, cue: Cue, memory: Memory) -> Uttered | None:
    """Read a speaker who stands after the cue: "said X"."""
    found = speaker_after(scene, cue.last, memory)
    if not found:
        return None
    voice, after = found
    chain = (voice, *_via(scene, cue))
    return Uttered(cue=cue, clause=cue.start, after=after, chain=chain, inverted=True, nested=False)


def _plain(scene: Scene, cue: Cue, previous: Uttered | None, memory: Memory) -> Uttered | None:
    """Read a speaker who stands before the cue; inside another's words the chain grows."""
    voice = speaker_before(scene, cue, previous.after if previous else 0, memory)
    if voice is None or (scene.passage.obeys("voice/unsaid") and _nobody(scene, voice)):
        return None
    if not cue.quoted and voice.kind == "unnamed" and voice.name.lower() in GRAMMAR["we"]:
        return None  # the author's own view is the document's own voice
    if cue.quoted and _in_person(voice) and scene.passage.obeys("voice/told-in-quotation"):
        return None
    start = voice.span.start if voice.span else cue.start
    nested = scene.passage.obeys("voice/nested")
    inside = previous if nested and previous and not previous.inverted else None
    if inside and (_parted(scene.passage, inside.cue.end, start) or _out_of_it(scene, inside, cue)):
        inside = None
    if inside and voice.name == inside.chain[0].name:
        return None
    chain = (voice, *(inside.chain if inside else _via(scene, cue)))
    return Uttered(
        cue=cue,
        clause=start,
        after=cue.last,
        chain=chain[:LONGEST_CHAIN],
        inverted=False,
        nested=inside is not None,
    )


def _in_person(voice: Voice) -> bool:
    """Whether a speaker inside a quotation is only a pronoun: "when we told them", "I said"."""
    pronouns = GRAMMAR["we"] | GRAMMAR["he"] | GRAMMAR["they"]
    return voice.span is not None and voice.span.text.lower() in pronouns


def _nobody(scene: Scene, voice: Voice) -> bool:
    """Whether nobody speaks: "no group has claimed", "none of them said", "nobody on its staff"."""
    if voice.span is None:
        return False
    first = scene.passage.word_at(voice.span.start)
    among = scene.passage.obeys("voice/nobody") and of_nobody(scene.passage, first)
    return among or voice.span.text.lower().startswith(("no ", "none of "))


def _sourced(scene: Scene, cue: Cue, memory: Memory) -> Uttered | None:
    bare = source_ends(scene, cue.last) if scene.passage.obeys("voice/source-bare") else None
    found = speaker_after(scene, cue.last, memory, bare)
    if not found:
        return None
    voice, after = found
    if bare is not None and voice.span is not None:
        after = scene.passage.word_at(voice.span.end - 1) + 1
    return Uttered(
        cue=cue, clause=cue.start, after=after, chain=(voice,), inverted=True, nested=False
    )


def _agent(scene: Scene, cue: Cue, memory: Memory) -> Uttered | None:
    """Read a speaker behind "by"; what is said follows "that", else it stands before."""
    words = scene.passage.words
    at = cue.last + 1 if words[cue.last - 1].key != "by" else cue.last
    found = speaker_after(scene, at, memory) or agent_after(scene, at)
    if not found:
        return None
    voice, _ = found
    end = scene.passage.word_at(voice.span.end - 1) + 1 if voice.span else at
    that = end < len(words) and words[end].key == "that"
    return Uttered(
        cue=cue,
        clause=cue.start,
        after=end,
        chain=(voice,),
        inverted=not that,
        nested=False,
        agent=not that and (cue.how == "object" or cue.key == "claimed"),
    )


def _shown(scene: Scene, cue: Cue, memory: Memory) -> Uttered | None:
    """Let footage speak for who made it: "his video showed", "a clip by X shows"."""
    words = scene.passage.words
    near = [
        n
        for n in scene.names
        if n.first < cue.first and n.kind in ("person", "media", "organization")
    ]
    his = any(w.key in GRAMMAR["his"] for w in words[: cue.first])
    near = near if scene.passage.obeys("voice/owner") else []
    if his and memory.person:
        voice = memory.person
    elif near and _owns(scene.passage, near[-1], cue):
        owner = near[-1]
        voice = Voice(
            name=owner.canonical,
            kind=VOICE_KINDS[owner.kind],
            span=scene.document.span(owner.start, owner.end),
        )
    else:
        medium = next(i for i in range(cue.first - 1, -1, -1) if words[i].key in GRAMMAR["medium"])
        first = (
            medium - 1
            if medium
            and words[medium - 1].key not in GRAMMAR["determiner"] | GRAMMAR["preposition"]
            else medium
        )
        span = scene.document.span(words[first].start, words[medium].end)
        voice = Voice(name=span.text, kind="unnamed", span=span)
    return Uttered(
        cue=cue,
        clause=words[0].start,
        after=cue.last,
        chain=(voice,),
        inverted=False,
        nested=False,
    )


def _out_of_it(scene: Scene, previous: Uttered, cue: Cue) -> bool:
    """Whether who spoke before spoke in a quotation that has closed: «"X said A," Y said»."""
    out = previous.cue.quoted and not cue.quoted
    return out and scene.passage.obeys("voice/within-quotation")


def _behind_relative(passage: Passage, previous: Uttered, cue: Cue) -> bool:
    """Whether a comma ends what a relative clause says of who speaks: "X, who accused Y, said"."""
    before = previous.cue.first - 1
    aside = GRAMMAR["auxiliary"] | GRAMMAR["adverb"]
    while before > 0 and (
        passage.words[before].key in aside or passage.words[before].key.endswith("ly")
    ):
        before -= 1
    led = before > 0 and passage.words[before].key == "who" and not previous.trails
    opened = led and "," in passage.slice(
        passage.words[before - 1].end, passage.words[before].start
    )
    return opened and closes(passage, cue) and passage.obeys("voice/behind-relative")


def _participle(scene: Scene, cue: Cue, previous: Uttered) -> bool:
    """Whether a cue in -ing goes on with who spoke before: nobody stands right before it."""
    words, before = scene.passage.words, scene.passage.words[cue.first - 1].key
    if cue.participle or not words[cue.first].key.endswith("ing") or cue.how == "source":
        return cue.participle
    held = GRAMMAR["be"] | GRAMMAR["determiner"] | GRAMMAR["preposition"]
    touching = [c for c in scene.candidates() if c.last == cue.first]
    if previous.cue.key in TELLING:  # "told the council accusing": the council was told
        touching = [c for c in touching if c.first - previous.cue.last > ADDRESSEE]
    own = before in held or bool(touching)
    return not own and scene.passage.obeys("voice/goes-on-bare")


def _coordinated(passage: Passage, cue: Cue) -> bool:
    """Whether a cue follows "and" or a comma directly, so that it has no subject of its own."""
    if cue.first == 0:
        return False
    before = passage.words[cue.first - 1]
    return before.key in GRAMMAR["coordinator"] or (
        before.key in GRAMMAR["adverb"]
        and cue.first > 1
        and passage.words[cue.first - 2].key in GRAMMAR["coordinator"]
    )


def _inverts(passage: Passage, cue: Cue) -> bool:
    """Whether the speaker stands after the cue: what is said closes directly before it."""
    if cue.first == 0 or cue.participle:
        return False
    gap = passage.slice(passage.words[cue.first - 1].end, cue.start)
    following = passage.slice(cue.end, passage.end)[:2].strip()
    after = passage.words[cue.last] if cue.last < len(passage.words) else None
    begins = after is not None and (
        after.text[0].isupper() or after.key in GRAMMAR["determiner"] | GRAMMAR["he"] | {"dr"}
    )
    comma = "," in gap and cue.how == "clause" and not _after_name(passage, cue)
    comma = comma and not verb_follows(passage, cue)
    told_of = cue.act in ("denies", "condemns") or cue.key.startswith(("accus", "blam"))
    if told_of and cue.how == "object" and passage.obeys("voice/no-inverted-charge"):
        return False
    closes = any(mark in gap for mark in '”"»') or comma
    named = after is not None and after.key != "that" and begins
    return closes and named and following[:1] not in (",", ":", ".", "")


def _after_name(passage: Passage, cue: Cue) -> bool:
    """Whether the comma before a cue closes an apposition: a capitalised name stands before it."""
    telling = cue.key in ("told", "tells", "telling", "informed", "informs", "assured")
    name = passage.words[cue.first - 1].text[0].isupper()
    return telling or (name and not has_clause(passage, 0, cue.first))


def _parted(passage: Passage, start: int, end: int) -> bool:
    """Whether a new main clause begins between two offsets (", while", ";", ", but")."""
    text = passage.slice(start, max(start, end)).lower()
    return passage.obeys("voice/parted") and any(
        sign in text
        for sign in (", with ", ", while", ", but", ";", ", and ", " whereas ", " while ", ". ")
    )


def _owns(passage: Passage, name: Name, cue: Cue) -> bool:
    """Whether a name owns the medium before a cue: "X's video", "a video by X", "taken by X"."""
    after = passage.slice(name.end, name.end + 2)
    before = passage.words[name.first - 1].key if name.first else ""
    return after in ("'s", "’s") or (before in ("by", "from") and name.last <= cue.first)


def _via(scene: Scene, cue: Cue) -> tuple[Voice, ...]:
    """Find whom the speaker told, the next hop of the chain ("told the monitor")."""
    words = scene.passage.words
    for name in scene.names if scene.passage.obeys("voice/told-to") else ():
        near = cue.last <= name.first <= cue.last + 5
        if not near or name.kind not in ("organization", "media"):
            continue
        if words[name.last - 1].key in GRAMMAR["audience"] and scene.passage.obeys(
            "voice/audience"
        ):
            continue
        between = [w.key for w in words[cue.last : name.first]]
        telling = cue.key in ("told", "tells", "telling", "informed") and len(between) <= 1
        if telling or "to" in between or "with" in between:
            span = scene.document.span(name.start, name.end)
            return (Voice(name=name.canonical, kind=VOICE_KINDS[name.kind], span=span),)
    return ()
