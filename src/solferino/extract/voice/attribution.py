"""Attributions that the trained models find: marks of one sentence, tied to each other.

Method: each marked cue takes the marked source that its tree makes its subject or agent, else the
nearest one that no other cue stands before; and the marked content that follows it, else the one
that it closes. What a tree says goes before what is near, and nothing is taken that is not marked.
"""

from collections.abc import Sequence
from dataclasses import replace

from solferino.codec import value
from solferino.extract.syntax.tree import Heard

Stretch = tuple[int, int]
SUBJECTS = ("nsubj", "nsubj:pass", "csubj", "obl:agent", "nmod:poss")
LOOSE = 3  # characters between two marked stretches that belong together ("said, ", quotation mark)
SHORT = 8  # characters that a content has at least


@value
class Attribution:
    """A cue with what is said and, where anybody is named, who says it; offsets of the sentence."""

    cue: Stretch
    content: Stretch
    source: Stretch | None


def attributions(sentence: str, heard: Heard) -> list[Attribution]:
    """Tie the marks of a sentence to each other, in order of the cues."""
    heard = _parted(sentence, heard)
    found = []
    for at, cue in enumerate(heard.marks.cues):
        content = _content(sentence, heard, at)
        if content is not None:
            found.append(Attribution(cue=cue, content=content, source=_source(sentence, heard, at)))
    return found


def _parted(sentence: str, heard: Heard) -> Heard:
    """Part a source at its comma where a cue claims either end: "according to X, Y says"."""
    marks = heard.marks
    sources: list[Stretch] = []
    for start, end in marks.sources:
        comma = sentence.find(",", start, end)
        led = any(0 <= start - c[1] <= LOOSE for c in marks.cues)
        followed = any(0 <= c[0] - end <= LOOSE for c in marks.cues)
        if comma > 0 and led and followed:
            rest = end - len(sentence[comma + 1 : end].lstrip())
            sources += [(start, comma), (rest, end)]
        else:
            sources.append((start, end))
    return replace(heard, marks=replace(marks, sources=tuple(sources)))


def _source(sentence: str, heard: Heard, at: int) -> Stretch | None:
    cue = heard.marks.cues[at]
    governed = _governed(sentence, heard, cue)
    return governed or _near(cue, heard.marks.sources, heard.marks.cues)


def _governed(sentence: str, heard: Heard, cue: Stretch) -> Stretch | None:
    """Take the source that the tree makes the cue's subject, over coordination and infinitives."""
    tree = heard.tree
    at = tree.top(*cue)
    for _ in range(3):
        if at is None:
            return None
        for child in tree.below(at, *SUBJECTS):
            node = tree.nodes[child]
            for source in heard.marks.sources:
                if _touch(source, (node.start, node.end)) or _touch(source, tree.reach(child)):
                    return _grown(sentence, source, tree.reach(child))
        node = tree.nodes[at]
        shared = node.relation in ("conj", "xcomp", "advcl", "parataxis") and node.head != at
        at = node.head if shared else None
    return None


def _touch(one: Stretch, other: Stretch) -> bool:
    return one[0] < other[1] and other[0] < one[1]


def _grown(sentence: str, source: Stretch, phrase: Stretch) -> Stretch:
    """Grow a marked source to its noun phrase, up to the next comma."""
    rest = sentence[source[1] : max(source[1], phrase[1])]
    return min(source[0], phrase[0]), source[1] + len(rest.split(",")[0].rstrip())


def _near(cue: Stretch, sources: Sequence[Stretch], cues: Sequence[Stretch]) -> Stretch | None:
    """Take the source next to a cue: the last one before it, or one that follows at once."""
    after = [s for s in sources if 0 <= s[0] - cue[1] <= LOOSE]
    before = [s for s in sources if s[1] <= cue[0]]
    if before:
        source = before[-1]
        parted = any(source[1] <= c[0] and c[1] <= cue[0] and c != cue for c in cues)
        if not parted and (not after or cue[0] - source[1] <= LOOSE):
            return source
    return after[0] if after else None


def _content(sentence: str, heard: Heard, at: int) -> Stretch | None:
    """Take what is said: what follows the cue, else what the cue closes."""
    cue = heard.marks.cues[at]
    source = _source(sentence, heard, at)
    end = max(cue[1], source[1]) if source and 0 <= source[0] - cue[1] <= LOOSE else cue[1]
    beginning = min(cue[0], source[0]) if source and source[1] <= cue[0] else cue[0]
    whole = _joined(heard)
    for content in whole:
        if content[0] <= cue[0] < content[1] and cue[1] < content[1]:
            # Inside what somebody else says: the rest of it is what this one says.
            return _worth(sentence, (cue[1], content[1]))
        follows = content[0] >= end and not _cue_between(heard, end, content[0])
        if follows and _worth(sentence, content):
            return content
    before = [c for c in whole if c[1] <= beginning]
    if before and not _cue_between(heard, before[-1][1], beginning):
        return _worth(sentence, before[-1])
    return None


def _joined(heard: Heard) -> list[Stretch]:
    """Join contents between which only a further cue or source stands: one holds the other."""
    parts = sorted((*heard.marks.cues, *heard.marks.sources))
    joined: list[Stretch] = []
    for content in heard.marks.contents:
        if joined:
            end = joined[-1][1]
            for part in parts:
                inner = end <= part[0] <= end + LOOSE and part[1] <= content[0]
                end = part[1] if inner else end
            if end > joined[-1][1] and content[0] - end <= LOOSE:
                joined[-1] = (joined[-1][0], content[1])
                continue
        joined.append(content)
    return joined


def _cue_between(heard: Heard, start: int, end: int) -> bool:
    return any(start <= c[0] and c[1] <= end for c in heard.marks.cues)


def _worth(sentence: str, stretch: Stretch) -> Stretch | None:
    return stretch if len(sentence[slice(*stretch)].strip()) >= SHORT else None
