"""The head of a stretch of words: who of several in it speaks."""

from collections.abc import Sequence

from solferino.extract.cues import GRAMMAR
from solferino.extract.lexicon import table
from solferino.extract.named.names import TITLES
from solferino.extract.passage import Passage
from solferino.extract.voice.scene import Candidate, Scene

# "Drove", "came": pasts that are no participles, and so describe no noun behind them.
PASTS = frozenset(
    past
    for past, *others in table("en", "verbs")["irregular"].values()
    if others and past not in others
)
STOPS = GRAMMAR["preposition"] | GRAMMAR["opener"] | GRAMMAR["auxiliary"] | GRAMMAR["coordinator"]


def head_of(scene: Scene, inside: Sequence[Candidate], last: int) -> Candidate:
    """Pick the head of the subject: the first candidate, moved right through a compound."""
    inside = _no_owners(scene.passage, inside)
    head = inside[0]
    start = next((c for c in inside if _after_coordination(scene.passage, c.first)), None)
    joined = scene.passage.obeys("voice/coordination")
    if joined and start is not None and _has_verb(scene.passage, inside[0].last, start.first):
        head = start
    own = next((c for c in inside if c.name and _calling(scene.passage, c)), None)
    if own is not None:
        return own
    for candidate in inside:
        if _compounds(scene.passage, head, candidate) and candidate.last <= last:
            named = candidate.kind == "person" and candidate.name is not None
            head = Candidate(
                first=candidate.first if named else head.first,
                last=candidate.last,
                kind=candidate.kind,
                name=candidate.name if named else None,
            )
    return head


def _no_owners(passage: Passage, inside: Sequence[Candidate]) -> Sequence[Candidate]:
    """Leave out states that only own who follows: "Ruritania's foremost cleric X said"."""
    owners = [
        c
        for c in inside[:-1]
        if c.kind == "government"
        and passage.slice(passage.words[c.last - 1].end, passage.end)[:2] in ("'s", "’s")
    ]
    return [c for c in inside if c not in owners] if passage.obeys("voice/owner-of") else inside


def _calling(passage: Passage, candidate: Candidate) -> bool:
    """Whether a name is told as what somebody is called: "a group calling itself X"."""
    before = passage.words[candidate.first - 1].key if candidate.first else ""
    return before in GRAMMAR["calling"] and passage.obeys("voice/known-as")


def _compounds(passage: Passage, head: Candidate, candidate: Candidate) -> bool:
    """Whether a candidate goes on with the noun phrase of the head ("MSF desk manager X")."""
    gap = candidate.first - head.last
    if not passage.obeys("voice/compound"):
        return False
    if candidate.pronoun or head.pronoun or not 0 <= gap <= 3:  # noqa: PLR2004  (a few modifiers)
        return False
    words = passage.words
    between = passage.slice(words[head.last - 1].end, words[candidate.first].start)
    if any(mark in between for mark in ",;:()") or "  " in between:
        return False
    return all(modifies(passage, i) for i in range(head.last, candidate.first))


def _after_coordination(passage: Passage, index: int) -> bool:
    near = [w.key for w in passage.words[max(0, index - 3) : index]]
    return bool(set(near) & GRAMMAR["coordinator"])


def _has_verb(passage: Passage, first: int, last: int) -> bool:
    verbs = passage.of("speech_clause", "speech_object", "event", "harm")
    inside = [t for t in verbs if first <= t.first < last]
    return bool(inside) or any(w.key in GRAMMAR["auxiliary"] for w in passage.words[first:last])


def modifies(passage: Passage, index: int) -> bool:
    """Whether a word can tell of the noun behind it: it is of no closed class and parts nothing."""
    word = passage.words[index]
    gap = passage.slice(word.end, passage.words[index + 1].start)
    if gap.strip("-’' ." if word.key in TITLES else "-’' "):
        return False  # "Brig. Gen. X": a stop behind a rank parts nothing
    stop = STOPS | GRAMMAR["determiner"] | GRAMMAR["adverb"]
    stop = stop | PASTS if passage.obeys("voice/no-past") else stop
    return word.key not in stop and not any(
        t.first <= index < t.last for t in passage.of("speech_clause", "speech_object", "event")
    )
