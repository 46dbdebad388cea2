"""Places told by where a facility stands beside them: "the X Hospital, Y", "Y's only hospital"."""

from solferino.extract.lexicon import Term, table
from solferino.extract.passage import Passage

WORDS = table("en", "places")["beside_care"]
SINGLE = frozenset(WORDS["single"])
BEHIND = frozenset(WORDS["behind"])
VEHICLE = "ambulance"
SPEAKS = 4  # words before a facility in which an office makes the name behind it a person's
BETWEEN = 3  # words between a place's 's and the facility of which it has only one
LIST = 12  # words behind a name in which a list of facilities goes on


def behind_care(passage: Passage, first: int, last: int) -> bool:
    """Whether a name stands between commas behind a facility's: "at the X Hospital, Y, on Monday".

    Not where somebody who works there is named, nor where a list of facilities goes on.
    """
    if not first:
        return False
    words = passage.words
    care = next(
        (t for t in passage.of("facility") if t.code != VEHICLE and _ends_at(passage, t, first)),
        None,
    )
    if care is None or passage.entry or not passage.obeys("place/behind-care"):
        return False
    if passage.slice(words[first - 1].end, words[first].start) != ", ":
        return False
    named = words[care.first].text[0].isupper() or not words[first - 1].text.isalpha()
    offices = [t for t in passage.of("role", "people", "office") if t.last < care.first]
    held = any(t.last > care.first - SPEAKS for t in offices)
    if not named or held:
        return False
    mark = passage.slice(words[last - 1].end, passage.end)
    if last == len(words):
        return True
    ended = mark.startswith((".", ";", ":", ")", " (", " –", " —", "\n"))
    following = words[last].key in BEHIND
    listed = any(t.first in range(last, last + LIST) for t in passage.of("facility"))
    return ended or (following and not (listed and mark.startswith(",")))


def _ends_at(passage: Passage, term: Term, first: int) -> bool:
    """Whether a facility's type word, or its number, ends right before a word."""
    between = [w.key for w in passage.words[term.last : first]]
    return not between or (between[-1].isdigit() and between[:-1] in ([], ["no"]))


def owns_care(passage: Passage, first: int, last: int) -> bool:
    """Whether a name has the only facility of its kind: "X's only hospital", "X's main clinic"."""
    words = passage.words
    if passage.slice(words[last - 1].end, passage.end)[:2] not in ("'s", "’s"):
        return False
    if passage.slice(passage.start, words[first].start).endswith("-"):
        return False  # the end of "Saint-X"
    at = last + (last < len(words) and words[last].text in ("s", "'s", "’s"))
    lead = [w.key for w in words[at : at + BETWEEN]]
    care = any(at < t.first <= at + BETWEEN for t in passage.of("facility", "facilities"))
    return care and lead[:1] != [] and lead[0] in SINGLE and passage.obeys("place/owns-care")
