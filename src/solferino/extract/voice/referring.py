"""Whom a pronoun or a description stands for: "she", "the director", "the ministry"."""

import re
from collections.abc import Iterator
from dataclasses import replace

from solferino.extract.cues import GRAMMAR
from solferino.extract.named.names import Name
from solferino.extract.voice.memory import BODY_KINDS, DESCRIBING, Memory, kinds_of
from solferino.extract.voice.scene import OFFICES, Candidate, Scene
from solferino.model import Voice

# What stands before the name of somebody who is tried ("The State v. Colonel X").
TRIED = re.compile(
    r"(?:\bvs?\.?|\bversus|\btrial of|\bcase against|\bprosecution of|\bcharges? against)"
    r"\s+(?:[A-Z][a-z]+\.?\s+){0,2}$"
)
CAPITALS = re.compile(r"(?:\b[A-Z][\w’'-]+ ){2,6}$")  # "District Health Officer " before a name
PARTIAL = re.compile(r"\b[A-Z][\w’'-]* $")  # "Osterlan " before a name: it is part of one
SHORTENED = re.compile(r"(?:[’']s)? \((?:or |the |known as )?[“\"]?([A-Z][A-Z-]{1,7}s?)[”\"]?\)")
SPELT = re.compile(
    r"((?:[A-ZÀ-Þ][\w’'-]+ )(?:(?:of|and|du|de|des|the|for|in|la|sans|on|against) "
    r"|[A-ZÀ-Þ][\w’'-]+ ){1,7})\(([A-Z]{2,8})\)"
)
OFFICE_ALONE = re.compile(
    r"(?:[Tt]he|[Ii]ts)(?: (?:hospital|clinic|city|town|village|district)[’']?s?)?"
    r"(?: (?:deputy|acting|medical|district|head))? ([a-z]+)"
)
WATCHER = re.compile(
    rf"(?:[Aa]|[Tt]he) (?:(?:[\w]+-based|{'|'.join(sorted(GRAMMAR['watched']))}) )?"
    rf"(?:{'|'.join(sorted(GRAMMAR['watcher']))})"
)
FAR = 6  # words between an office and who holds it ("the director of the clinic in Y, X")
FEWEST_LETTERS = 3
OF_ONE_OR_NONE = ("unnamed", "person", "facility_staff", "government")
OF_ONE = ("person", "government", "facility_staff")  # kinds of words for one who holds an office


def speaking(scene: Scene, head: Candidate, memory: Memory) -> Voice | None:
    """Give whom "I" and "we" stand for outside of quotations: whoever speaks in the text itself."""
    word = scene.passage.words[head.first]
    ours = head.kind in GRAMMAR["we"] and not scene.passage.quoted(word.start, word.end)
    return memory.author if ours and scene.passage.zone != "post" else None


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
    for letters, body in _spelt_out(scene):
        memory.letters.setdefault(letters, body)
    for name in scene.names:
        voice = scene.voice(name)
        if voice is None:
            continue
        lead = scene.passage.slice(scene.passage.start, name.start)
        for letters in (*_bracketed(scene, name, lead), *_letters(name.text, lead)):
            memory.letters.setdefault(letters, voice)
        if voice.kind == "person" and TRIED.search(lead):
            for noun in ("accused", "defendant"):
                memory.offices.setdefault(noun, voice)
        if voice.kind == "person":
            for noun in _offices(scene, name):
                memory.offices[noun] = voice
                memory.holders.setdefault(noun, set()).add(voice.name)


def named_later(voice: Voice, memory: Memory) -> Voice:
    """Name who holds an office that a text tells of before it names its only holder.

    "The mayor has said" and, further on, "Mayor L. B.". An office of some other body stays as it
    is told ("the army's director"); a house of care in a text of one stands for itself.
    """
    watcher = WATCHER.fullmatch(voice.span.text) if voice.span is not None else None
    if watcher is not None and voice.kind in ("organization", "unnamed"):
        return _watcher(voice, memory)
    told = OFFICE_ALONE.fullmatch(voice.span.text) if voice.span is not None else None
    if told is None or voice.kind not in OF_ONE_OR_NONE:
        return voice
    noun = told[1].lower()
    if noun not in OFFICES or noun.startswith("spokes") or len(memory.holders.get(noun, ())) != 1:
        return voice
    return replace(memory.offices[noun], span=voice.span)


def _watcher(voice: Voice, memory: Memory) -> Voice:
    """Name the only body of its kind that speaks in a text that tells of "a monitor"."""
    if len(memory.watchers) != 1 or voice.name in memory.watchers:
        return voice
    return replace(next(iter(memory.watchers.values())), span=voice.span)


def _bracketed(scene: Scene, name: Name, lead: str) -> Iterator[str]:
    """Give the letters in brackets directly behind a body's name, where it is whole."""
    short = SHORTENED.match(scene.passage.slice(name.end, scene.passage.end))
    if (
        short is not None
        and not PARTIAL.search(lead)
        and name.kind != "person"
        and scene.passage.obeys("voice/bracketed")
    ):
        yield short[1]


def _spelt_out(scene: Scene) -> Iterator[tuple[str, Voice]]:
    """Give bodies by the letters behind them in brackets: "Doctors of Reed and River (DRR)"."""
    passage = scene.passage
    for match in SPELT.finditer(passage.text) if passage.obeys("voice/bracketed") else ():
        words = match[1].split()
        first = [w[0].upper() for w in words]
        capitals = [w[0] for w in words if w[0].isupper()]
        for at in range(len(words)):
            whole = "".join(first[at:]) == match[2]
            brief = "".join(capitals) == match[2] and not at
            if (whole or brief) and words[at][0].isupper():
                text = match[1][match[1].index(words[at]) :].rstrip()
                start = passage.start + match.start(1) + match[1].index(words[at])
                span = scene.document.span(start, start + len(text))
                yield match[2], Voice(name=text, kind="organization", span=span)
                break


def _letters(name: str, lead: str) -> Iterator[str]:
    """Give the first letters of a name with the capitals before it, three at least."""
    before = CAPITALS.search(lead)
    text = (before[0] if before else "") + name
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
    noun = words[head.last - 1].key
    named = any(w.text[0].isupper() for w in words[head.first : head.last - 1] if w.key != "the")
    body = noun in GRAMMAR["body_noun"] and noun not in memory.offices
    if named and body and scene.passage.obeys("voice/own-name"):
        return None  # "the Civil Defence service" has a name of its own
    if _led(scene, head):
        if noun in memory.offices and head.kind in OF_ONE:
            return memory.offices[noun]
        if noun in GRAMMAR["body_noun"]:
            return _body(scene, head, noun, memory)
        # Whoever has a rank is somebody else than who spoke last, unless the text gave it to them.
        ranked = noun in GRAMMAR["rank_noun"]
        return memory.person if head.kind == "person" and not ranked else None
    plain = noun in GRAMMAR["body_noun"] and _plainly(scene, head)
    return _body(scene, head, noun, memory) if plain else None


def _led(scene: Scene, head: Candidate) -> bool:
    """Whether "the", "this" or "that" touches a description, or begins it."""
    words, the = scene.passage.words, ("the", "this", "that")
    return words[max(0, head.first - 1)].key in the or words[head.first].key in the


def _plainly(scene: Scene, head: Candidate) -> bool:
    """Whether only words that tell of no other body part it from "the": "the X-based monitor"."""
    words = scene.passage.words
    if not scene.passage.obeys("voice/based"):
        return False
    for at in range(head.last - 2, max(0, head.last - 2 - FAR) - 1, -1):
        if words[at].key == "the":
            return True
        if not (words[at].key in DESCRIBING or _based(scene, at)):
            return False
    return False


def _based(scene: Scene, at: int) -> bool:
    """Whether a word is a part of "X-based"."""
    words = scene.passage.words
    last = at if words[at].key == "based" else at + 1
    gap = scene.passage.slice(words[last - 1].end, words[last].start)
    return words[last].key == "based" and gap == "-"


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
