"""What is said by way of a noun: "the claim of X that five had died", "X's warning that …"."""

from collections.abc import Iterator

from solferino.codec import value
from solferino.extract.cues import ACTS, GRAMMAR, Cue, word_cue
from solferino.extract.lexicon import table
from solferino.extract.voice.memory import Memory
from solferino.extract.voice.scene import Candidate, Scene
from solferino.extract.voice.speakers import voice_of
from solferino.model import Voice
from solferino.model.terms import Act

NOUNS: dict[str, Act] = {
    form: ACTS[act] for act, forms in table("en", "speech")["noun"].items() for form in forms
}
OF = ("of", "by", "from")
NEAR = 6  # words between the noun and its owner ("the claim of the so-called X")
REACH = 4  # words between the owner, or the noun, and "that"


@value
class Told:
    """What a noun of saying holds: code points [start, end), whose it is, and the noun."""

    where: tuple[int, int]
    voice: Voice
    cue: Cue


def nouns(scene: Scene, memory: Memory) -> Iterator[Told]:
    """Find the nouns of saying of a sentence that have an owner and a clause."""
    passage = scene.passage
    if not passage.obeys("voice/noun"):
        return
    words = passage.words
    for i, word in enumerate(words):
        if word.key not in NOUNS:
            continue
        owner = _owner(scene, i)
        if owner is None:
            continue
        behind = max(i + 1, owner.last)
        that = next((j for j in range(behind, behind + REACH) if _that(scene, behind, j)), None)
        if that is None or that + 1 >= len(words):
            continue
        yield Told(
            where=(words[that + 1].start, _end(scene, that + 1)),
            voice=voice_of(scene, owner, owner.last, memory),
            cue=word_cue(scene.passage, i, "noun", NOUNS[scene.passage.words[i].key]),
        )


def _that(scene: Scene, first: int, index: int) -> bool:
    words = scene.passage.words
    if index >= len(words) or words[index].key != "that":
        return False
    text = scene.passage.slice(words[first - 1].end, words[index].start)
    return not any(mark in text for mark in ';:.“”"')


def _owner(scene: Scene, noun: int) -> Candidate | None:
    """Find whose word it is: the one before "'s", else the one behind "of", "by" or "from"."""
    words = scene.passage.words
    candidates = [c for c in scene.candidates() if not c.pronoun]
    text = scene.passage.slice(words[noun - 1].start, words[noun].start) if noun else ""
    if text.rstrip().endswith(("'s", "’s", "s'", "s’")):
        last = noun - 1 if words[noun - 1].key in ("'s", "’s", "s") else noun
        return next((c for c in candidates if c.last in (last, noun)), None)
    if noun + 1 < len(words) and words[noun + 1].key in OF:
        near = range(noun + 2, noun + 2 + NEAR)
        owner = next((c for c in candidates if c.first in near), None)
        between = {w.key for w in words[noun + 2 : owner.first]} if owner else set()
        return None if between & (GRAMMAR["auxiliary"] | GRAMMAR["opener"]) else owner
    return None


def _end(scene: Scene, first: int) -> int:
    """Where the clause ends: at a comma before "and", "but" or "which", or at a stop."""
    passage = scene.passage
    for i in range(first + 1, len(passage.words)):
        gap = passage.slice(passage.words[i - 1].end, passage.words[i].start)
        opens = passage.words[i].key in GRAMMAR["coordinator"] | {"which", "while", "saying"}
        if ";" in gap or ("," in gap and opens):
            return passage.words[i - 1].end
    return passage.end
