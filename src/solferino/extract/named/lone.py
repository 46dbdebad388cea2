"""Lone words in a capital: names only where what stands beside them says that one bears it."""

from solferino.extract.passage import Passage

LED_IN = ("in", "near", "outside", "at", "into")
DESCRIBED = 3  # words of what somebody is


def described(passage: Passage, last: int) -> bool:
    """Whether a comma and what somebody is stand behind a lone name: "Nabil, a shopkeeper"."""
    following = passage.words[last : last + 2]
    if len(following) < 2 or following[0].key not in ("a", "an") or passage.is_title:  # noqa: PLR2004
        return False
    apposed = passage.slice(passage.words[last - 1].end, following[0].start) == ", "
    near = range(last + 1, last + 1 + DESCRIBED)
    person = any(t.first in near and t.code == "person" for t in passage.of("role"))
    return apposed and person and passage.obeys("names/described")


def spoken_for(passage: Passage, first: int, last: int) -> bool:
    """Whether a single unknown name in capitals or not stands directly before a word of saying."""
    if not passage.obeys("names/spoken-for"):
        return False
    speech = {t.first for t in passage.of("speech_clause", "speech_object")}
    alone = last - first == 1 and last in speech and len(passage.words[first].text) > 1
    placed = first > 0 and passage.words[first - 1].key in LED_IN
    return alone and not placed and not (passage.obeys("names/no-thing") and _thing(passage, first))


def _thing(passage: Passage, first: int) -> bool:
    """Whether a lone capital is that of a thing: "Shells slammed into", "Flood warning lifted"."""
    known = any(t.first <= first < t.last for t in passage.of("weapon", "event", "harm"))
    return known or passage.words[first + 1].key.endswith("ing")
