"""Clauses that only tell of somebody ("X, which did it, said"), and who speaks in or over them."""

from solferino.extract.cues import GRAMMAR, Cue
from solferino.extract.passage import Passage
from solferino.extract.voice.scene import Candidate, Scene

NEAR = 4  # words between a person and the body that he is of


def told_of(scene: Scene, first: int, cue: Cue) -> bool:
    """Whether somebody else speaks of what a relative stands for: "which X attributed to"."""
    adverbs = GRAMMAR["adverb"] | GRAMMAR["auxiliary"]
    stop = cue.first
    while stop > first + 1 and scene.passage.words[stop - 1].key in adverbs:
        stop -= 1
    start = first + 1
    if start < stop and scene.passage.words[start].key in GRAMMAR["determiner"]:
        start += 1
    before = scene.passage.words[first - 1].key if first else ""
    object_of = scene.passage.words[first].key in ("which", "whom")
    object_of = object_of and before not in GRAMMAR["preposition"]
    subject = any(c.first == start and c.last == stop for c in scene.candidates())
    return object_of and subject and scene.passage.obeys("voice/told-of")


def meant_by(scene: Scene, first: int, last: int, cue: Cue) -> Candidate | None:
    """Give whom a relative that is the subject of a cue stands for: "the junta which denied it"."""
    bare = {w.key for w in scene.passage.words[first + 1 : last]}
    touches = last == cue.first and bare <= GRAMMAR["auxiliary"] | GRAMMAR["adverb"]
    if scene.passage.words[first].key not in ("which", "who") or not touches:
        return None
    if not scene.passage.obeys("voice/which-says"):
        return None
    known = [c for c in scene.candidates() if c.last <= first and not c.pronoun]
    before = next((c for c in known if c.last == first), None)
    if before is None or scene.passage.words[first].key == "which":
        return before
    run = [c for c in known if _one_phrase(scene.passage, c.last, before.first)]
    return next((c for c in run if c.name and c.kind == "person"), before)


def _one_phrase(passage: Passage, first: int, last: int) -> bool:
    """Whether only "of the group" and the like stands between two who could speak."""
    between = [w.key for w in passage.words[first:last]]
    linked = set(between[:1]) <= GRAMMAR["preposition"]
    return (
        linked
        and len(between) <= NEAR
        and "," not in passage.slice(passage.words[first - 1].end, passage.words[last].start)
    )


def in_place(scene: Scene, first: int, cue: Cue) -> bool:
    """Whether somebody speaks inside a clause of place: "in Osk, where the agency said"."""
    where = scene.passage.words[first].key == "where" and scene.passage.obeys("voice/where-says")
    return where and any(
        c.first > first and c.last == cue.first and not c.pronoun for c in scene.candidates()
    )


def that_clause(scene: Scene, first: int) -> bool:
    """Whether "that" before a stretch stands for a noun: "a page that publishes news said"."""
    words = scene.passage.words
    if first < 2 or words[first - 1].key != "that" or not scene.passage.obeys("voice/that-clause"):  # noqa: PLR2004
        return False
    key = words[first].key
    verb = key in GRAMMAR["auxiliary"] or (
        words[first].text.islower() and key.endswith(("s", "ed"))
    )
    said = any(
        t.last in (first - 1, first) for t in scene.passage.of("speech_clause", "speech_object")
    )
    said = said or words[min(first + 1, len(words) - 1)].key in GRAMMAR["calling"]
    return verb and not said and not any(c.first <= first < c.last for c in scene.candidates())


def closed_clause(passage: Passage, first: int, cue: Cue) -> bool:
    """Whether a comma before the cue closes this clause: "X, that holds Y, said"."""
    if passage.obeys("voice/led-by") and _led_by(passage, first):
        return "," in passage.slice(passage.words[cue.first - 1].end, cue.start)
    opened = first > 0 and passage.words[first - 1].key in GRAMMAR["opener"]
    called = first > 1 and passage.words[first - 2].key in GRAMMAR["called"]
    opened = opened and not (called and passage.obeys("voice/known-as"))
    opened = opened and passage.obeys("voice/relative-clause")
    return opened and "," in passage.slice(passage.words[cue.first - 1].end, cue.start)


def _led_by(passage: Passage, first: int) -> bool:
    """Whether a stretch only tells who leads or backs whom it follows: ", led by judge X,"."""
    keys = [w.key for w in passage.words[first : first + 2]]
    behind = first > 0 and "," in passage.slice(
        passage.words[first - 1].end, passage.words[first].start
    )
    return (
        behind
        and len(keys) > 1
        and keys[0].endswith(("ed", "en", "led", "run"))
        and keys[1] == "by"
    )
