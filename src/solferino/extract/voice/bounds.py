"""Where what is said ends beside other words of saying, and what stands before its own."""

from dataclasses import replace

from solferino.extract.cues import GRAMMAR
from solferino.extract.passage import Passage
from solferino.extract.voice.asides import clause_of, phrase_start
from solferino.extract.voice.behind import finite
from solferino.extract.voice.quoted import cites_from
from solferino.extract.voice.speakers import MARKS
from solferino.extract.voice.utterances import LONGEST_CHAIN, Uttered, held

OFFICE = 5  # words of an office between a quotation and a name


def stop_of(passage: Passage, said: list[Uttered], at: int) -> int:
    """Offset where the content of an utterance ends: at the next one that is not inside it."""
    around = held(passage, said[at].cue)
    cited = cites_from(passage, said[at].cue)
    return min(around.end if around else passage.end, cited, _stop(passage, said, at))


def passed_on(passage: Passage, said: list[Uttered], at: int) -> Uttered:
    """Put who speaks of a quotation behind who speaks in it: «"X said that …," she told me»."""
    uttered = said[at]
    if held(passage, uttered.cue) is None or uttered.nested:
        return uttered
    outer = next((o for o in said if held(passage, o.cue) is None), None)
    if outer is None or outer.chain[0].name == uttered.chain[0].name:
        return uttered
    return replace(uttered, chain=(*uttered.chain, *outer.voices)[:LONGEST_CHAIN])


def _stop(passage: Passage, said: list[Uttered], at: int) -> int:
    words = passage.words
    for other in said[at + 1 :]:
        if other.nested and not (said[at].nested and other.chain[1:] == said[at].chain[1:]):
            continue
        index = passage.word_at(other.clause)
        while index > said[at].cue.last and words[index - 1].key in (
            "and",
            "but",
            "while",
            "also",
            "or",
        ):
            index -= 1
        return words[index - 1].end if index > 0 else other.clause
    return passage.end


def left_content(passage: Passage, said: list[Uttered], at: int) -> tuple[int, int] | None:
    """Cut out what stands before an attribution that follows it."""
    uttered = said[at]
    start = passage.start
    within = held(passage, uttered.cue) is not None
    for other in said[:at]:
        if not within and held(passage, other.cue) is not None:
            continue
        if not other.nested and other.after < uttered.cue.first and not other.inverted:
            start = max(start, other.cue.end)
    voice = uttered.chain[0].span
    end = (
        uttered.cue.start
        if uttered.inverted or voice is None
        else min(voice.start, uttered.cue.start)
    )
    if uttered.trails:
        end = uttered.clause
    elif not uttered.inverted and voice is not None and voice.start < uttered.cue.start:
        opening = phrase_start(passage, voice.start)
        end = passage.words[opening].start if opening else end
    text = passage.slice(start, end)
    closed = max(text.rfind(mark) for mark in '”"»')
    if closed > 0 and len(text[closed + 1 :].split()) <= OFFICE:
        end = start + closed + 1  # who speaks begins with an office: «…," army spokesman Col. X»
    return (start, end) if end - start > 3 else None  # noqa: PLR2004  (a stray mark is no content)


def in_one(passage: Passage, uttered: Uttered, stop: int) -> tuple[int, int] | None:
    """Find what is said where it stands around its word of saying, or is told with it in one."""
    if uttered.agent and passage.obeys("voice/denied-by"):
        return clause_of(passage, uttered)
    return bare_source(passage, uttered, stop)


def bare_source(passage: Passage, uttered: Uttered, stop: int) -> tuple[int, int] | None:
    """Find what is said around a source without commas: "A strike according to X killed ten".

    Behind the source where it begins the sentence; the whole where the source parts a subject
    from its verb; null where a mark stands behind the source, or a clause before it.
    """
    words, after, first = passage.words, uttered.after, uttered.cue.first
    if uttered.cue.how != "source" or not passage.obeys("voice/source-bare"):
        return None
    if after >= len(words) or words[after].start >= stop:
        return None
    gap = passage.slice(words[after - 1].end, words[after].start)
    behind = finite(passage, after, passage.until(stop))
    opens = words[after].key in GRAMMAR["opener"]
    if opens or any(mark in gap for mark in MARKS) or not behind:
        return None
    if first == 0:
        return words[after].start, stop
    if any(mark in passage.slice(words[first - 1].end, words[first].start) for mark in MARKS):
        return None
    return None if finite(passage, 0, first) else (passage.start, stop)
