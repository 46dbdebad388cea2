"""The speaker of a cue: the noun phrase that does the saying, found without a parser.

Method: the words left of the cue are cut at commas and clause openers; the nearest stretch that
holds somebody who can speak gives the speaker, over appositions and relative clauses. Pronouns
and definite descriptions go back to the last compatible speaker.
"""

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from solferino.extract.cues import GRAMMAR, Cue
from solferino.extract.named.names import TITLES
from solferino.extract.passage import Passage
from solferino.extract.voice.heads import STOPS, head_of, modifies
from solferino.extract.voice.memory import Memory
from solferino.extract.voice.referring import antecedent, described, lettered, speaking
from solferino.extract.voice.relatives import (
    closed_clause,
    in_place,
    meant_by,
    that_clause,
    told_of,
)
from solferino.extract.voice.scene import VOICE_KINDS, Candidate, Scene
from solferino.model import Voice
from solferino.model.terms import VoiceKind

NOBODY = frozenset(GRAMMAR["nobody"])
AMONG = frozenset(GRAMMAR["among"])
LEADING = (GRAMMAR["determiner"] - {"that"}) | {"two", "three", "four", "several", "some", "one"}
TIMES = frozenset(
    ("day", "days", "week", "month", "year", "morning", "night", "evening", "hour", "time")
)
MARKS = (*',;:—–()“”"«»[]', " - ", "   ")
FEW = 3  # words of a noun phrase that begins with a people's name
LONGEST = 8  # words of a noun phrase that speaks
RELATIVE = ("which", "who", "whose", "where", "whom")


def speaker_before(scene: Scene, cue: Cue, floor: int, memory: Memory) -> Voice | None:
    """Find the speaker left of a cue, no further left than word `floor`."""
    chunks = _chunks(scene.passage, floor, cue.first)
    candidates = scene.candidates()
    for at in range(len(chunks) - 1, -1, -1):
        first, last = chunks[at]
        relative = scene.passage.words[first].key in RELATIVE and not told_of(scene, first, cue)
        meant = meant_by(scene, first, last, cue) if relative else None
        if meant is not None:
            return voice_of(scene, meant, meant.last, memory)
        relative = relative and not in_place(scene, first, cue)
        relative = relative or that_clause(scene, first)
        cites = scene.passage.words[first].key in GRAMMAR["quoting"]
        if relative or cites or closed_clause(scene.passage, first, cue):
            continue
        inside = [c for c in candidates if first <= c.first and c.last <= last]
        nearest = at == len(chunks) - 1 and not inside
        if nearest and _subject(scene, chunks, cue) and not _named_before(candidates, chunks):
            return _anybody(scene, first, cue)
        aside = inside and _adverbial(scene.passage, first, inside[0].first)
        if not inside or (aside and not _with_own(scene, first, inside[-1], cue)):
            continue
        head = head_of(scene, inside, last)
        if head.kind != "person" or head.name is None:
            named = _apposed(candidates, chunks, at, closed=closes(scene.passage, cue))
            named = named if scene.passage.obeys("voice/apposition") else None
            if named and not head.pronoun and head.name is None:
                head = named
        return voice_of(scene, head, last, memory)
    return None


def speaker_after(
    scene: Scene, first: int, memory: Memory, stop: int | None = None
) -> tuple[Voice, int] | None:
    """Find the speaker that begins at word `first` ("said X"), and the word after it.

    `stop` is the word before which it ends, where that is known.
    """
    words = scene.passage.words
    last = first
    while last < (len(words) if stop is None else stop) and (
        last == first or "," not in scene.passage.slice(words[last - 1].end, words[last].start)
    ):
        if last > first and words[last].key in GRAMMAR["opener"] - {"that"}:
            break
        last += 1
    inside = [c for c in scene.candidates() if first <= c.first and c.last <= last]
    if not inside or inside[0].first - first > 5:  # noqa: PLR2004  (a speaker starts close by)
        return None
    head = head_of(scene, inside, last)
    while last < len(words) and words[last].key in TITLES:
        last += 1  # "said the chief of staff, Lt. Gen. X"
    after = next((c for c in scene.candidates() if c.first in (last, last + 1) and c.name), None)
    if head.name is None and not head.pronoun and after and after.kind == "person" and after.name:
        return voice_of(scene, after, after.last, memory), after.last
    return voice_of(scene, head, last, memory), last


def agent_after(scene: Scene, first: int) -> tuple[Voice, int] | None:
    """Find a noun phrase behind "by" that no list knows: "denied by both sides", "by Sorrel"."""
    words, last = scene.passage.words, first
    closed = STOPS | GRAMMAR["adverb"] - {"both", "all"}
    while last < min(len(words), first + LONGEST) and words[last].key not in closed:
        gap = scene.passage.slice(words[last - 1].end, words[last].start)
        if last > first and any(mark in gap for mark in MARKS):
            break
        last += 1
    begins = first < last and (words[first].text[0].isupper() or words[first].key in LEADING)
    if not begins or not scene.passage.obeys("voice/any-agent"):
        return None
    span = scene.document.span(words[first].start, words[last - 1].end)
    return Voice(name=bare(span.text), kind="unnamed", span=span), last


def _subject(scene: Scene, chunks: Sequence[tuple[int, int]], cue: Cue) -> bool:
    """Whether what touches a cue is a noun phrase that no list knows: "the health department"."""
    passage, (first, last) = scene.passage, chunks[-1]
    words = passage.words[first:last]
    while words and words[-1].key in GRAMMAR["auxiliary"] | GRAMMAR["adverb"]:
        words = words[:-1]
    if not passage.obeys("voice/any-subject") or not 1 < len(words) <= LONGEST or last != cue.first:
        return False
    keys = [w.key for w in words]
    closed = STOPS - {"of", "for", "in", "at", "and", "on", "from", "'s"} | GRAMMAR["he"]
    dated = any(d.start < words[-1].end and words[0].start < d.end for d in passage.dates)
    told = any(
        first <= t.first < last for t in passage.of("event", "harm", "weapon", "speech_clause")
    )
    whose = any(t.first == first for t in passage.of("demonym"))
    led = keys[0] in LEADING or (whose and len(keys) <= FEW)
    parted = "," in passage.slice(passage.words[last - 1].end, cue.start)
    return led and not (closed & set(keys) or dated or told or parted or TIMES & set(keys))


def _named_before(candidates: Sequence[Candidate], chunks: Sequence[tuple[int, int]]) -> bool:
    """Whether a name ends directly before a noun phrase, which then only tells who it is."""
    if len(chunks) < 2:  # noqa: PLR2004  (nothing stands before)
        return False
    first, last = chunks[-2]
    return any(c.name is not None and first <= c.first and c.last == last for c in candidates)


def _anybody(scene: Scene, first: int, cue: Cue) -> Voice:
    """Make a voice of the noun phrase before a cue."""
    words, last = scene.passage.words, cue.first
    while words[last - 1].key in GRAMMAR["auxiliary"] | GRAMMAR["adverb"]:
        last -= 1
    span = scene.document.span(words[first].start, words[last - 1].end)
    return Voice(name=bare(span.text), kind="unnamed", span=span)


def _with_own(scene: Scene, first: int, last: Candidate, cue: Cue) -> bool:
    """Whether a cue has a speaker of its own behind "with": "with one witness recalling"."""
    led = scene.passage.words[first].key == "with" and cue.key.endswith("ing")
    return led and last.last == cue.first and scene.passage.obeys("voice/with-own")


def _chunks(passage: Passage, floor: int, stop: int) -> list[tuple[int, int]]:
    """Cut words [floor, stop) at punctuation and clause openers."""
    words = passage.words
    chunks: list[tuple[int, int]] = []
    first = floor
    for i in range(floor, stop):
        gap = passage.slice(words[i - 1].end, words[i].start) if i > floor else ""
        opens = words[i].key in GRAMMAR["opener"] and i > first
        if any(mark in gap for mark in MARKS) or opens:
            if i > first:
                chunks.append((first, i))
            first = i + 1 if opens and words[i].key not in RELATIVE else i
    if stop > first:
        chunks.append((first, stop))
    return chunks


def _adverbial(passage: Passage, first: int, head: int) -> bool:
    """Whether a stretch is an adverbial: a preposition governs the first name in it."""
    if not passage.obeys("voice/no-adverbial"):
        return False
    words = passage.words
    dated = next(
        (d for d in passage.dates if words[first].start <= d.start <= words[first].end + 1), None
    )
    if dated is not None:
        first = passage.word_at(dated.end - 1) + 1
    if words[first].key not in GRAMMAR["preposition"] or words[first].key == "following":
        return False
    if words[first + 1].key == "what" and passage.obeys("voice/in-what"):
        return False
    between = [w.key for w in words[first + 1 : head]]
    return not (set(between) & GRAMMAR["determiner"] and len(between) > 2)  # noqa: PLR2004


def _apposed(
    candidates: Sequence[Candidate], chunks: Sequence[tuple[int, int]], at: int, *, closed: bool
) -> Candidate | None:
    """Find the name that a description stands in apposition to: "X, director of Y, said".

    A body's description is `closed` by a comma; a person's office need not be.
    """
    at -= 1
    while at > 0 and _adjectival(candidates, *chunks[at]):
        at -= 1
    if at < 0:
        return None
    first, last = chunks[at]
    named = [
        c
        for c in candidates
        if c.name and first <= c.first < last and (closed or c.kind == "person")
    ]
    return named[-1] if named and named[-1].last == last else None


def closes(passage: Passage, cue: Cue) -> bool:
    """Whether a comma stands before a cue, or before its auxiliaries: "X, the head, has said"."""
    at = cue.first
    while at > 0:
        if "," in passage.slice(passage.words[at - 1].end, passage.words[at].start):
            return True
        if passage.words[at - 1].key not in GRAMMAR["auxiliary"] | GRAMMAR["adverb"]:
            return False
        at -= 1
    return False


def _adjectival(candidates: Sequence[Candidate], first: int, last: int) -> bool:
    """Whether a stretch is no more than a word or two of a description: "X, a tall, grey man"."""
    inside = any(first <= c.first < last for c in candidates)
    return last - first <= 2 and not inside  # noqa: PLR2004  ("a heavy")


def voice_behind(scene: Scene, head: Candidate, cue: Cue, first: int, memory: Memory) -> Voice:
    """Make the voice of who stands behind what is said: a pronoun there means nobody in it.

    `first` is the word with which the noun phrase begins.
    """
    meant = memory.person if head.kind in GRAMMAR["he"] else memory.body
    meant = meant or memory.last
    if not head.pronoun or head.kind in GRAMMAR["we"] or meant is None:
        voice = voice_of(scene, head, cue.first, memory)
        start = scene.passage.words[first].start
        if voice.span is None or voice.span.start >= start or voice.name != bare(voice.span.text):
            return voice
        span = scene.document.span(start, voice.span.end)
        return replace(voice, name=bare(span.text), span=span)
    words = scene.passage.words
    return replace(
        meant, span=scene.document.span(words[head.first].start, words[head.last - 1].end)
    )


def _they(scene: Scene, pronoun: Candidate, memory: Memory) -> Voice | None:
    """Give people without a name who spoke last, for "they": "Analysts expect it. They wrote"."""
    last = memory.last
    people = last is not None and last.kind == "unnamed"
    they = scene.passage.words[pronoun.first].key == "they"
    return last if people and they and scene.passage.obeys("voice/they-who") else None


def _spoken_of(scene: Scene, pronoun: Candidate, memory: Memory) -> Voice | None:
    """Give the body without a name before "it": "the inquiry was blamed, which it denied"."""
    bodies = ("government", "organization")
    before = [c for c in scene.candidates() if c.last <= pronoun.first and c.kind in bodies]
    if not before or pronoun.kind not in GRAMMAR["they"]:
        return None
    return voice_of(scene, before[-1], before[-1].last, memory)


def voice_of(scene: Scene, head: Candidate, last: int, memory: Memory) -> Voice:
    """Make the voice of a candidate; pronouns and bare descriptions go back to the memory."""
    words = scene.passage.words
    if head.pronoun:
        known = (
            speaking(scene, head, memory)
            or antecedent(scene, head)
            or _they(scene, head, memory)
            or (memory.person if head.kind in GRAMMAR["he"] else memory.body)
        )
        known = known or memory.last or _spoken_of(scene, head, memory)
        others = known is not None and known is not memory.author and known.kind == "armed_group"
        ours = head.kind in GRAMMAR["we"] and others
        known = None if ours else known  # "we" in a text of others is no party of it
        known = known if scene.passage.obeys("voice/pronoun") else None
        span = scene.document.span(words[head.first].start, words[head.last - 1].end)
        if known:
            return Voice(name=known.name, kind=known.kind, span=span)
        return Voice(name=span.text, kind="unnamed", span=span)
    first, end = _phrase(scene.passage, head, last)
    span = scene.document.span(words[first].start, words[end - 1].end)
    if head.name is not None:
        known = lettered(scene, head.name, memory) or Voice(
            name=head.name, kind=VOICE_KINDS[head.kind]
        )
        return replace(known, span=span)
    meant = memory.body if head.kind == "medium" else described(scene, head, memory)
    if meant and end == head.last and scene.passage.obeys("voice/description"):
        return Voice(name=meant.name, kind=meant.kind, span=span)
    return Voice(name=bare(span.text), kind=_kind(scene, head, first, end), span=span)


def _phrase(passage: Passage, head: Candidate, last: int) -> tuple[int, int]:
    """Widen a head to its noun phrase: modifiers to the left, "of"-phrases to the right."""
    words = passage.words
    if head.name is not None:
        return head.first, head.last
    first = head.first
    while first > 0 and head.first - first < 5 and modifies(passage, first - 1):  # noqa: PLR2004
        if words[first - 1].key in GRAMMAR["quoting"]:
            break
        first -= 1
    if first > 0 and words[first - 1].key in GRAMMAR["determiner"]:
        first -= 1
    end = head.last
    attached = end < last and words[end].key in (
        "of",
        "for",
        "to",
        "in",
        "at",
        "from",
        "with",
        "working",
        "and",
        "within",
        "on",
    )
    if attached:
        end = _before_verb(passage, head.last, last)
        while end > head.last and words[end - 1].key in GRAMMAR["auxiliary"] | GRAMMAR["adverb"]:
            end -= 1
        cut = next((i for i in range(head.last, end) if words[i].key in GRAMMAR["auxiliary"]), end)
        dates = [d.start for d in passage.dates if words[head.last].start <= d.start]
        end = next(
            (i for i in range(head.last, cut) if dates and words[i].start >= min(dates)), cut
        )
        while end > head.last and words[end - 1].key in GRAMMAR["preposition"]:
            end -= 1
    return first, end


def _before_verb(passage: Passage, first: int, last: int) -> int:
    """Index where a noun phrase ends because a past verb follows a name in it."""
    words = passage.words
    for i in range(first + 1, last):
        hyphened = passage.slice(words[i - 1].end, words[i].start) == "-"  # "Linnet-based"
        past = words[i].key.endswith("ed") and words[i].text.islower() and not hyphened
        if past and (words[i - 1].text[0].isupper() or words[i - 1].key in ("hospital", "clinic")):
            return i
    return last


def _kind(scene: Scene, head: Candidate, first: int, end: int) -> VoiceKind:
    facility = any(f.first < end and first < f.last for f in scene.facilities)
    keys = {w.key for w in scene.passage.words[first:end]}
    if facility or "hospital" in keys:
        return "facility_staff"
    return VOICE_KINDS.get(head.kind, "unnamed")


def bare(text: str) -> str:
    """Drop the leading article of a noun phrase."""
    head, _, rest = text.partition(" ")
    return rest if rest and head.lower() in ("the", "a", "an", "one", "another") else text


def of_nobody(passage: Passage, first: int) -> bool:
    """Whether a source is one of whom none did it: "nobody on his staff had heard"."""
    keys = [w.key for w in passage.words[max(0, first - 2) : first + 1]]
    within = any(one in NOBODY and other in AMONG for one, other in pairwise(keys))
    return within or keys[-1] in NOBODY
