"""Who is quoted by somebody: "the agency quoted a doctor as saying"."""

from solferino.codec import value
from solferino.extract.cues import GRAMMAR, Cue, word_cue
from solferino.extract.passage import Passage
from solferino.extract.voice.heads import head_of
from solferino.extract.voice.memory import Memory
from solferino.extract.voice.scene import Scene
from solferino.extract.voice.speakers import agent_after, speaker_after, speaker_before, voice_of
from solferino.model import Voice

REACH = 16  # words between "quoted" and its "as saying"
OF = ("of", "in", "at", "from", "for")  # what tells of which house or town somebody is
LEADS = GRAMMAR["preposition"] | GRAMMAR["auxiliary"] | GRAMMAR["opener"]


@value
class Relay:
    """Who quotes and whom, or who is quoted and by whom; and the word behind all of it.

    `chain` begins with the subject, `cited` is whom it quotes.
    """

    chain: tuple[Voice, ...]
    cited: tuple[Voice, ...]
    after: int


def quoting(passage: Passage, cue: Cue) -> int | None:
    """Index of the verb that brings in a cue behind "as" ("quoted X as saying"); null if none."""
    return quoting_before(passage, cue.first)


def quoting_before(passage: Passage, first: int) -> int | None:
    """Index of the verb that brings in the word of saying at word `first`, behind "as"."""
    saying = passage.words[first].key.endswith("ing")
    if first < 2 or passage.words[first - 1].key != "as" or not saying:  # noqa: PLR2004
        return None
    near = range(first - 2, max(-1, first - 2 - REACH), -1)
    found = next((i for i in near if passage.words[i].key in GRAMMAR["quoting"]), None)
    return found if passage.obeys("voice/quoted-as") else None


def quotes(passage: Passage, cue: Cue, others: tuple[Cue, ...]) -> bool:
    """Whether a verb only brings in who is quoted: what is said follows another cue."""
    return any(cue.first <= (quoting(passage, o) or -1) < cue.last for o in others)


def relay(
    scene: Scene, cue: Cue, floor: int, speaking: tuple[Voice, ...], memory: Memory
) -> Relay | None:
    """Read who is quoted; `speaking` is who spoke before, whose "quoting" it may be."""
    passage = scene.passage
    at = quoting(passage, cue)
    if at is None:
        return None
    verb = word_cue(passage, at, "clause", "asserts")
    before = [i for i in range(at - 1, max(-1, at - 3), -1) if passage.words[i].key != "also"]
    if before and passage.words[before[0]].key in GRAMMAR["be"]:
        who = speaker_before(
            scene, word_cue(passage, before[0], "clause", "asserts"), floor, memory
        )
        by, after = _agent(scene, cue, at, memory)
        return Relay(chain=(who, *by), cited=(), after=after) if who is not None else None
    inside = [c for c in scene.candidates() if at < c.first and c.last < cue.first]
    if not inside:
        return None
    who = voice_of(scene, head_of(scene, inside, cue.first - 1), cue.first - 1, memory)
    going_on = passage.words[at].key.endswith("ing")
    subject = None if going_on else speaker_before(scene, verb, floor, memory)
    by = (subject,) if subject is not None else speaking[:1]
    if not by or by[0].name == who.name:
        return Relay(chain=(who,), cited=(), after=cue.last)
    return Relay(chain=by, cited=(who,), after=cue.last)


def citing(scene: Scene, cue: Cue, memory: Memory) -> tuple[Voice, ...]:
    """Give whom a clause beside a word of saying cites: "the radio, citing doctors, reported".

    It ends before the word of saying, or stands behind what is said and ends with the sentence;
    whoever is cited is all that it names ("citing a lack of doctors" cites nobody).
    """
    passage, words = scene.passage, scene.passage.words
    if not passage.has(GRAMMAR["quoting"]) or not passage.obeys("voice/citing"):
        return ()
    for at in (i for i in range(1, len(words)) if _cites(passage, i)):
        stop = next((i for i in range(at + 1, len(words)) if _parted(passage, i)), len(words))
        ends = stop == len(words) or words[stop].key in ("who", "which")
        beside = stop == cue.first if at < cue.first else ends
        inside = [c for c in scene.candidates() if at < c.first and c.last <= stop]
        head = head_of(scene, inside, stop) if inside and beside else None
        led = {w.key for w in words[at + 1 : head.first]} if head is not None else set()
        whole = head is not None and (head.last == stop or words[head.last].key in OF)
        if head is not None and whole and not led & LEADS:
            return (voice_of(scene, head, stop, memory),)
    return ()


def cites_from(passage: Passage, cue: Cue) -> int:
    """Offset behind a word of saying from which a clause only tells whom the speaker cites."""
    if not passage.has(GRAMMAR["quoting"]) or not passage.obeys("voice/citing"):
        return passage.end
    found = (i for i in range(cue.last, len(passage.words)) if _cites(passage, i))
    return next((passage.words[i].start for i in found), passage.end)


def _cites(passage: Passage, index: int) -> bool:
    """Whether a clause "citing …", "quoting …" begins here, behind a comma."""
    key = passage.words[index].key
    return key.endswith("ing") and key in GRAMMAR["quoting"] and _parted(passage, index)


def _parted(passage: Passage, index: int) -> bool:
    gap = passage.slice(passage.words[index - 1].end, passage.words[index].start)
    return any(mark in gap for mark in ',;:“”"—')


def _agent(scene: Scene, cue: Cue, at: int, memory: Memory) -> tuple[tuple[Voice, ...], int]:
    """Find by whom somebody was quoted: "quoted by X as saying", "quoted as saying by X"."""
    words = scene.passage.words
    for first, stop in ((at + 1, cue.first - 1), (cue.last, len(words))):
        if first < stop and words[first].key == "by":
            found = speaker_after(scene, first + 1, memory, stop) or agent_after(scene, first + 1)
            if found is not None:
                behind = cue.last if first <= at + 1 else found[1]
                return (found[0],), behind
    return (), cue.last
