"""Statements that the trained models add to those of the rules, and where both agree.

The models are asked of the sentences that the rules leave open: those with a word that may tell
of somebody who says something, where no rule has heard it (docs/adr/0014). A rule's statement in
such a sentence that the models mark too stays as sure as it was; one that they do not mark is less
so. What only the models find is added with medium confidence, when it has a speaker who can be
told and says something. Nothing that a rule found is taken away.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Protocol

from solferino.extract.cues import ACTS, GRAMMAR, undone
from solferino.extract.lexicon import table
from solferino.extract.named.names import Name
from solferino.extract.passage import Layout, Passage
from solferino.extract.syntax.mask import Masked, masked
from solferino.extract.syntax.tree import Heard, Marks, Node, Tree
from solferino.extract.voice.acts import manner_of
from solferino.extract.voice.attribution import Attribution, attributions
from solferino.extract.voice.contents import compared, trimmed
from solferino.extract.voice.memory import Memory
from solferino.extract.voice.quoted import quoting_before
from solferino.extract.voice.referring import introduced
from solferino.extract.voice.scene import Scene
from solferino.extract.voice.speakers import bare, of_nobody, voice_of
from solferino.model import Statement, Voice
from solferino.model.terms import Act

LEARNED = "voice/learned"
SILENT_ZONES = ("boilerplate", "infobox", "headline", "dateline", "caption")
SPEECH = ("speech_clause", "speech_object", "speech_source_noun")
ATTITUDES: dict[str, list[str]] = table("en", "speech")["attitude"]
ADDRESSED = frozenset(table("en", "speech")["addressed"]["words"])
WISHES = frozenset(form for forms in ATTITUDES.values() for form in forms)
SILENCE = frozenset(table("en", "speech")["silence"]["words"])
AUTHOR = frozenset(("i", "we", "my", "our", "me", "us", "you", "your"))
NOTHING = frozenset(table("en", "speech")["speechless"]["beginnings"])
SPEECHLESS = frozenset(table("en", "speech")["speechless"]["heads"])
DEEDS = frozenset(table("en", "speech")["speechless"]["deeds"])
ANYBODY = frozenset(GRAMMAR["anybody"])
REFLEXIVE = frozenset(GRAMMAR["reflexive"])
BEHIND = REFLEXIVE | GRAMMAR["opener"] | GRAMMAR["preposition"] | GRAMMAR["determiner"]
PRONOUNS = AUTHOR | GRAMMAR["he"] | GRAMMAR["they"]
FEWEST = 2  # words that a content has at least


class Ear(Protocol):
    """Trained models, as this module uses them."""

    @property
    def cues(self) -> frozenset[str]:
        """Words without any of which nobody is taken to say something, as folded keys."""
        ...

    def hear(self, sentences: Sequence[str]) -> list[Heard]:
        """Mark who says what in sentences; neighbours in the list are neighbours in the text."""
        ...


def with_learned(
    layout: Layout, scenes: Sequence[Scene], statements: Sequence[Statement], ear: Ear
) -> list[Statement]:
    """Weigh the rules' statements with what the models mark, and add what only they find."""
    by_place = _by_passage(layout, statements)
    told = [s for s in scenes if s.passage.zone not in SILENT_ZONES]
    asked = [s for s in told if is_open(s.passage, by_place.get(s.passage.number, ()), ear.cues)]
    every = {s.passage.number: h for s, h in zip(asked, _heard(asked, ear), strict=True)}
    memory = Memory()
    whole = {s.id: s for s in statements}
    for scene in told:
        introduced(scene, memory)
        own = by_place.get(scene.passage.number, [])
        heard = every.get(scene.passage.number)
        found = _found(scene.passage, heard) if heard else []
        for statement in own:
            memory.meet(statement.voice[0])
            whole[statement.id] = _weighed(statement, found) if heard else statement
        for new in _new(scene, found, own, memory):
            whole.setdefault(new.id, new)
    return sorted(whole.values(), key=lambda s: (s.span.start, -s.span.end, s.id))


def is_open(passage: Passage, own: Sequence[Statement], cues: frozenset[str]) -> bool:
    """Whether a sentence has a word of saying that no rule has made a statement of.

    `own` are its statements by rules, `cues` the words by which the models find statements.
    """
    heard = [s.cue for s in own if s.cue]
    words = [(w.start, w.end) for w in passage.words if w.key in cues or w.key in WISHES]
    terms = [(t.start, t.end) for t in passage.of(*SPEECH)]
    return any(
        not any(cue.start < end and start < cue.end for cue in heard)
        for start, end in (*words, *terms)
    )


def _found(passage: Passage, heard: Heard) -> list[Attribution]:
    return [_placed(passage, a) for a in attributions(passage.text, heard)]


def _heard(scenes: Sequence[Scene], ear: Ear) -> list[Heard]:
    """Let the models hear sentences in which no side has a name."""
    blind = [masked(s.passage.text, sides(s.passage, s.names)) for s in scenes]
    every = ear.hear([one.text for one in blind])
    return [unmasked(heard, one) for heard, one in zip(every, blind, strict=True)]


def sides(passage: Passage, names: Sequence[Name]) -> Iterator[tuple[int, int]]:
    """Give the places of what names a state, its people, a government or an armed side."""
    start = passage.start
    for name in names:
        if name.kind in ("armed_group", "government"):
            yield name.start - start, name.end - start
    for term in passage.of("country", "demonym"):
        yield term.start - start, term.end - start


def unmasked(heard: Heard, blind: Masked) -> Heard:
    """Give what was heard of a sentence without names in places of the sentence itself."""
    marks = heard.marks
    if blind.whole:
        return heard
    return Heard(
        tree=Tree(nodes=tuple(_node(n, *blind.back((n.start, n.end))) for n in heard.tree.nodes)),
        marks=Marks(
            sources=tuple(map(blind.back, marks.sources)),
            cues=tuple(map(blind.back, marks.cues)),
            contents=tuple(map(blind.back, marks.contents)),
        ),
    )


def _node(node: Node, start: int, end: int) -> Node:
    """Give a word of a tree another place: before the first name it has its own already."""
    if (start, end) == (node.start, node.end):
        return node
    sort, relation = node.sort, node.relation
    return Node(start=start, end=end, text=node.text, head=node.head, relation=relation, sort=sort)


def _by_passage(layout: Layout, statements: Sequence[Statement]) -> dict[int, list[Statement]]:
    found: dict[int, list[Statement]] = {}
    for statement in statements:
        passage = layout.at(statement.span.start)
        if passage is not None and statement.voice:
            found.setdefault(passage.number, []).append(statement)
    return found


def _placed(passage: Passage, one: Attribution) -> Attribution:
    """Count an attribution's offsets from the beginning of the text."""

    def shifted(stretch: tuple[int, int]) -> tuple[int, int]:
        return stretch[0] + passage.start, stretch[1] + passage.start

    return Attribution(
        cue=shifted(one.cue),
        content=shifted(one.content),
        source=shifted(one.source) if one.source else None,
    )


def _weighed(statement: Statement, found: Sequence[Attribution]) -> Statement:
    """Leave a statement as sure as it was when the models mark it too, else make it less sure."""
    cue = statement.cue
    if cue is None or any(a.cue[0] < cue.end and cue.start < a.cue[1] for a in found):
        return statement
    return replace(statement, confidence="medium") if statement.confidence == "high" else statement


def _new(
    scene: Scene, found: Sequence[Attribution], own: Sequence[Statement], memory: Memory
) -> Iterator[Statement]:
    """Make statements of the attributions whose cue and content no rule has heard."""
    around = [s for s in own if s.cue is None]
    for one in found:
        heard = any(
            s.cue is not None and one.cue[0] < s.cue.end and s.cue.start < one.cue[1] for s in own
        )
        heard = heard or _brings_in(scene.passage, one, own)
        voice = None if heard or _addressed(scene.passage, one) else _voice(scene, one, memory)
        ends = trimmed(scene.passage, *_own(scene.passage, one, own, voice)) if voice else None
        if voice is None or ends is None or _known(own, voice, ends):
            continue
        chain = (voice, *next((s.voice for s in around if s.voice[0].name != voice.name), ()))
        statement = _statement(scene, one, chain[:4], ends)
        if statement is not None:
            memory.meet(voice)
            yield statement


def _brings_in(passage: Passage, one: Attribution, own: Sequence[Statement]) -> bool:
    """Whether a marked cue only brings in who is quoted, as "quoted" in "quoted X as saying"."""
    saying = [passage.word_at(s.cue.start) for s in own if s.cue is not None]
    verbs = [quoting_before(passage, first) for first in saying]
    return any(v is not None and one.cue[0] <= passage.words[v].start < one.cue[1] for v in verbs)


def _own(
    passage: Passage, one: Attribution, own: Sequence[Statement], voice: Voice
) -> tuple[int, int]:
    """Cut a content before the next thing that a rule hears the same speaker say: "and denies"."""
    start, end = one.content
    cues = [s.cue.start for s in own if s.cue and s.voice[0].name == voice.name]
    end = min([at for at in cues if start < at < end], default=end)
    last = passage.word_at(end - 1)
    while end < one.content[1] and passage.words[last - 1].key in GRAMMAR["coordinator"]:
        last -= 1
        end = passage.words[last].start
    return start, end


def _known(own: Sequence[Statement], voice: Voice, ends: tuple[int, int]) -> bool:
    """Whether a rule has given these words, or most of them, to the same speaker."""
    for statement in own:
        shared = min(ends[1], statement.span.end) - max(ends[0], statement.span.start)
        longer = max(ends[1] - ends[0], statement.span.end - statement.span.start)
        if statement.voice[0].name == voice.name and shared * 2 > longer:
            return True
    return False


def _voice(scene: Scene, one: Attribution, memory: Memory) -> Voice | None:
    """Tell who the marked source is; null for the author and where nobody is named."""
    if one.source is None:
        return None
    passage = scene.passage
    first = passage.word_at(one.source[0])
    last = min(len(passage.words), passage.word_at(one.source[1] - 1) + 1)  # it may end on a mark
    if last - first > 1 and passage.words[last - 1].key in ("'s", "’s"):
        last -= 1  # "the hospital's register": the hospital speaks through it
    keys = [w.key for w in passage.words[first:last]]
    bare_key = re.split("['’]", keys[0])[0] if keys else ""
    if (
        not keys
        or keys[0] in AUTHOR
        or (bare_key in PRONOUNS and bare_key != keys[0])
        or set(keys) <= GRAMMAR["determiner"]
    ):
        return None
    if of_nobody(passage, first) and passage.obeys("voice/nobody"):
        return None
    inside = [c for c in scene.candidates() if first <= c.first and c.last <= last]
    # A named person first; else the head of the phrase, which in English stands at its end.
    named = [c for c in inside if c.kind == "person" and c.name is not None]
    heads = [c for c in inside if c.last == last or c.pronoun or (c.name and c.first == first)]
    if named or heads:
        return voice_of(scene, (named or heads)[0], last, memory)
    if passage.obeys("voice/source-alone"):
        first, last = _alone(passage, first, last)
    if first == last or (passage.obeys("voice/speechless") and _speechless(passage, first, last)):
        return None
    span = scene.document.span(passage.words[first].start, passage.words[last - 1].end)
    return Voice(name=bare(span.text), kind="unnamed", span=span)


def _speechless(passage: Passage, first: int, last: int) -> bool:
    """Whether a marked source can say nothing: "nothing in its files", "a lie", "called"."""
    end = next(
        (i for i in range(first + 1, last) if passage.words[i].key in GRAMMAR["preposition"]), last
    )
    head = passage.words[last - 1].key
    weapon = any(t.last == last for t in passage.of("weapon", *SPEECH))
    weapon = weapon or any(t.last == end for t in passage.of("event", "harm", "weapon"))
    dated = any(d.end >= passage.words[last - 1].end > d.start for d in passage.dates)
    weapon = weapon or dated or passage.words[end - 1].key in DEEDS
    return weapon or head in SPEECHLESS or passage.words[first].key in NOTHING


def _alone(passage: Passage, first: int, last: int) -> tuple[int, int]:
    """Cut a marked source to who it is: no item's number, no clause behind a comma, no "itself".

    Empty where none but "somebody" is left.
    """
    words = passage.words
    while first < last and not any(c.isalpha() for c in words[first].text):
        first += 1
    for i in range(first + 1, last):
        if "," in passage.slice(words[i - 1].end, words[i].start):
            last = i
            break
    while last > first and words[last - 1].key in BEHIND:
        last -= 1
    if first < last and words[first].key in GRAMMAR["preposition"] | GRAMMAR["coordinator"]:
        return first, first  # "by officials", "and theatre": the mark is cut wrong
    keys = {w.key for w in words[first:last]}
    return (first, first) if keys <= ANYBODY | GRAMMAR["preposition"] else (first, last)


def _addressed(passage: Passage, one: Attribution) -> bool:
    """Whether the marked source was told and did not tell: "the nurse was warned that …"."""
    first = passage.word_at(one.cue[0])
    keys = [w.key for w in passage.words[max(0, first - 1) : passage.word_at(one.cue[1] - 1) + 1]]
    told = any(b in GRAMMAR["be"] and k in ADDRESSED for b, k in pairwise(keys))
    before = one.source is not None and one.source[1] <= one.cue[1]
    return told and before and passage.obeys("voice/no-passive")


def _statement(
    scene: Scene, one: Attribution, chain: tuple[Voice, ...], ends: tuple[int, int]
) -> Statement | None:
    passage = scene.passage
    first, last = passage.word_at(ends[0]), passage.word_at(ends[1] - 1) + 1
    near = passage.words[passage.word_at(one.cue[0]) : first + FEWEST]
    silent = {w.key for w in near} & SILENCE if one.cue[1] <= ends[0] else set()
    if last - first < FEWEST or silent or _undone(passage, one):
        return None
    manner = manner_of(passage, first, last, _act(passage, one), chain[0].kind)
    return Statement(
        span=scene.document.span(*ends),
        voice=chain,
        cue=scene.document.span(*one.cue),
        act=manner.act,
        polarity=manner.polarity,
        modality=manner.modality,
        rule=LEARNED,
        confidence="medium",
    )


def _undone(passage: Passage, one: Attribution) -> bool:
    words = range(passage.word_at(one.cue[0]), passage.word_at(one.cue[1] - 1) + 1)
    return compared(passage, words[0]) or any(undone(passage, i) for i in words)


def _act(passage: Passage, one: Attribution) -> Act:
    """Read the act off the cue's words: those of saying first, then those of wish and intent."""
    keys = {w.key for w in passage.words if one.cue[0] <= w.start < one.cue[1]}
    said = [t for t in passage.of(*SPEECH[:2]) if one.cue[0] <= t.start < one.cue[1]]
    if said:
        return ACTS[said[0].code]
    return next((ACTS[act] for act, forms in ATTITUDES.items() if keys & set(forms)), "asserts")
