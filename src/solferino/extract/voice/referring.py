"""Whom a pronoun or a description stands for: "she", "the director", "the ministry"."""

import re
from collections.abc import Iterator

from solferino.extract.cues import GRAMMAR
from solferino.extract.named.names import Name
from solferino.extract.voice.memory import BODY_KINDS, Memory, kinds_of
from solferino.extract.voice.scene import Candidate, Scene
from solferino.model import Voice

# What stands before the name of somebody who is tried ("The State v. Colonel X").
TRIED = re.compile(
    r"(?:\bvs?\.?|\bversus|\btrial of|\bcase against|\bprosecution of|\bcharges? against)"
    r"\s+(?:[A-Z][a-z]+\.?\s+){0,2}$"
)
CAPITALS = re.compile(r"(?:\b[A-Z][\w’'-]+ ){2,6}$")  # "District Health Officer " before a name
FAR = 6  # words between an office and who holds it ("the director of the clinic in Y, X")
FEWEST_LETTERS = 3
OF_ONE = ("person", "government", "facility_staff")  # kinds of words for one who holds an office


def antecedent(scene: Scene, pronoun: Candidate) -> Voice | None:
    """Find the name before a pronoun in the same sentence that it can stand for."""
    kinds = ("person",) if pronoun.kind in GRAMMAR["he"] else BODY_KINDS
    before = [
        n
        for n in scene.names
        if n.last <= pronoun.first and n.kind in kinds and not _quoted_apart(scene, n, pronoun)
    ]
    if not before or pronoun.kind in GRAMMAR["we"]:
        return None
    name = before[0] if len(before) > 1 and pronoun.kind in GRAMMAR["they"] else before[-1]
    return scene.voice(name)


def _quoted_apart(scene: Scene, name: Name, pronoun: Candidate) -> bool:
    """Whether a name stands in a quotation and the pronoun outside: "they shot X," she said."""
    passage = scene.passage
    word = passage.words[pronoun.first]
    apart = passage.quoted(name.start, name.end) and not passage.quoted(word.start, word.end)
    return apart and passage.obeys("voice/named-in-quotation")


def introduced(scene: Scene, memory: Memory) -> None:
    """Let the memory learn by which office and letters the people of a sentence go.

    The office stands before the name ("hospital director X", "the director of Y, X") or behind
    it between commas ("X, the director of Y"). Capitals before a name or in it can be its
    letters ("District Police Officer X", the DPO).
    """
    if not scene.passage.obeys("voice/office"):
        return
    for name in scene.names:
        voice = scene.voice(name)
        if voice is None:
            continue
        lead = scene.passage.slice(scene.passage.start, name.start)
        before = CAPITALS.search(lead)
        for letters in _letters((before[0] if before else "") + name.text):
            memory.letters.setdefault(letters, voice)
        if voice.kind == "person" and TRIED.search(
            scene.passage.slice(scene.passage.start, name.start)
        ):
            for noun in ("accused", "defendant"):
                memory.offices.setdefault(noun, voice)
        if voice.kind == "person":
            for noun in _offices(scene, name):
                memory.offices[noun] = voice


def _letters(text: str) -> Iterator[str]:
    """Give the first letters of the words of a name, from its beginning, three at least."""
    parts = [w for w in text.replace("-", " ").split() if w[0].isupper()]
    for end in range(FEWEST_LETTERS, len(parts) + 1):
        yield "".join(w[0] for w in parts[:end])


def _offices(scene: Scene, name: Name) -> Iterator[str]:
    passage = scene.passage
    for term in passage.of("role"):
        first, last = (
            (term.last, name.first) if term.last <= name.first else (name.last, term.first)
        )
        if not 0 <= last - first <= FAR:
            continue
        text = passage.slice(passage.words[first - 1].end, passage.words[last].start)
        before = term.last <= name.first
        apposed = text.rstrip().endswith(",") if before else text.startswith(",")
        one = text.count(",") == 1 and not any(mark in text for mark in ';:“”".')
        between = {w.key for w in passage.words[first:last]}
        if (before and first == last) or (apposed and one and not between & GRAMMAR["auxiliary"]):
            yield passage.words[term.last - 1].key


def lettered(scene: Scene, name: str, memory: Memory) -> Voice | None:
    """Find whom letters stand for that were the first of a name before: "the DPO"."""
    short = name.isupper() and name.isalpha() and len(name) >= FEWEST_LETTERS
    return memory.letters.get(name) if short and scene.passage.obeys("voice/office") else None


def described(scene: Scene, head: Candidate, memory: Memory) -> Voice | None:
    """Resolve "the observatory", "the director", "the minister" to the last such speaker."""
    words = scene.passage.words
    before = max(0, head.first - 1)
    the = ("the", "this", "that")
    determined = words[before].key in the or words[head.first].key in the
    if not determined:
        return None
    noun = words[head.last - 1].key
    if noun in memory.offices and head.kind in OF_ONE:
        return memory.offices[noun]
    if noun in GRAMMAR["body_noun"]:
        return _body(scene, head, noun, memory)
    return memory.person if head.kind == "person" and noun != "officer" else None


def _body(scene: Scene, head: Candidate, noun: str, memory: Memory) -> Voice | None:
    """Find the body that "the charity", "the ministry", "the newspaper" stands for.

    Of its own kind, in the same sentence before it or else the last that spoke or was named.
    """
    kinds = kinds_of(noun)
    if not kinds or not scene.passage.obeys("voice/state-or-not"):
        return memory.body
    named = [n for n in scene.names if n.kind in kinds and n.last <= head.first]
    if not named:
        return memory.body_of(kinds)
    return scene.voice(named[-1])
