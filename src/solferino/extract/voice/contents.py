"""Where what is said begins and ends, relative to its cue and its speaker."""

from solferino.extract.cues import GRAMMAR, Cue
from solferino.extract.passage import Passage

EDGE = " \t\n,;:.–—-\"“”«»„‘’'()[]…>*#=|_"
THAT_REACH = 14  # words between a cue and its "that" ("said in a statement to the agency that")
TELLING = ("told", "tells", "telling", "informed", "informs", "assured", "informing")
WAY = 6  # words from a cue to the medium of what was said
WAYS = frozenset(("briefing", "channel", "conference", "message", "page", "speech", "website"))
ISSUED = ("issued", "posted", "published", "released", "sent", "shared")
HEARER = 3  # words that name whom something was told
COMPARED = 5  # words within which "than" compares with what somebody said
FEW = 9  # words after a cue that may be no more than an addressee and a date


def trimmed(passage: Passage, start: int, end: int) -> tuple[int, int] | None:
    """Strip quotation marks and punctuation off both ends; null when nothing is left."""
    text = passage.slice(start, end)
    left = len(text) - len(text.lstrip(EDGE))
    right = len(text.rstrip(EDGE))
    return (start + left, start + right) if right - left > 1 else None


def right_content(passage: Passage, cue: Cue, stop: int) -> int | None:
    """Offset where the content right of a cue begins; null when nothing is said there.

    `stop` is the offset of the next attribution in the same sentence, or the sentence's end.
    """
    words = passage.words
    own = [i for i in range(cue.last, len(words)) if words[i].start < stop]
    if not own:
        return None
    for i in own[:THAT_REACH]:
        gap = passage.slice(words[i - 1].end, words[i].start)
        if any(mark in gap for mark in ':“"«') and _aside(passage, cue, i):
            return words[i].start
        if ";" in gap and i > cue.last and passage.obeys("voice/but-that"):
            break
        if words[i].key == "that" and (i == cue.last or _led_to(passage, cue, i)):
            return words[i + 1].start if i + 1 < len(words) and words[i + 1].start < stop else None
        if "," in gap and i > cue.last and not _skippable(passage, cue.last, i):
            break
    addressed = passage.obeys("voice/only-addressee")
    if addressed and own and _only_addressee(passage, cue, own[-1] + 1):
        return None
    if _by_way_of(passage, cue.last, own[-1] + 1):
        return None
    at = _after_addressee(passage, cue, own[-1] + 1)
    return words[at].start if at < len(words) and words[at].start < stop else None


def _aside(passage: Passage, cue: Cue, last: int) -> bool:
    """Whether only an aside stands between a cue and a quotation that follows it."""
    telling = cue.key in TELLING
    head = passage.words[cue.last].key if cue.last < last else ""
    dated = any(d.start <= passage.words[cue.last].start < d.end for d in passage.dates)
    opens = head == "" or head in GRAMMAR["preposition"] | GRAMMAR["adverb"] or dated
    return (opens or telling) and _skippable(passage, cue.last, last)


def _led_to(passage: Passage, cue: Cue, that: int) -> bool:
    """Whether "that" opens what is said, over an addressee, a medium or a date.

    Not in "said the traces led abroad, but that …" nor in "said the men served a force that …".
    """
    head = passage.words[cue.last].key
    bare = head in GRAMMAR["determiner"] and cue.key not in TELLING
    joined = passage.words[that - 1].key in GRAMMAR["coordinator"]
    void = (bare or joined) and passage.obeys("voice/but-that")
    return not void and _skippable(passage, cue.last, that)


def _skippable(passage: Passage, first: int, last: int) -> bool:
    """Whether words [first, last) are only an addressee, a medium or a date."""
    words = passage.words[first:last]
    if not words:
        return True
    head = words[0].key
    opens = head in GRAMMAR["preposition"] or any(
        d.start <= words[0].start < d.end for d in passage.dates
    )
    named = words[0].text[0].isupper() or head in GRAMMAR["reader"] | GRAMMAR["determiner"] | {
        "them",
        "us",
        "him",
        "me",
    }
    verbs = {t.first for t in passage.of("event", "harm")}
    return (opens or named or head in GRAMMAR["adverb"]) and not verbs.intersection(
        range(first, last)
    )


def _only_addressee(passage: Passage, cue: Cue, last: int) -> bool:
    if has_clause(passage, cue.last, last):
        return False
    if passage.words[cue.last].key == "of" and passage.obeys("voice/warned-of"):
        return False
    told = cue.key in TELLING and last - cue.last <= HEARER  # "told state radio"
    told = told and '"' not in passage.slice(cue.end, passage.words[last - 1].end)
    return told or (last - cue.last <= FEW and _skippable(passage, cue.last, last))


def _by_way_of(passage: Passage, first: int, last: int) -> bool:
    """Whether only a medium follows: "said in a statement released on Tuesday"."""
    if not passage.obeys("voice/by-way-of"):
        return False
    keys = [w.key for w in passage.words[first:last]]
    at = next((i for i, k in enumerate(keys[:WAY]) if k in GRAMMAR["medium"] | WAYS), None)
    led = keys[:1] and keys[0] in ("in", "on", "at", "during", "via", "through")
    rest = keys[at + 1 :] if at is not None else []
    issued = rest[:1] and (rest[0] in ISSUED or rest[0] in GRAMMAR["preposition"])
    finite = set(rest) & (GRAMMAR["auxiliary"] | GRAMMAR["he"] | GRAMMAR["they"] | {"that"})
    return bool(led) and at is not None and (not rest or bool(issued)) and not finite


def has_clause(passage: Passage, first: int, last: int) -> bool:
    """Whether words hold a verb that the closed classes show."""
    keys = [w.key for w in passage.words[first:last]]
    return any(k in GRAMMAR["auxiliary"] for k in keys) or any(
        k.endswith("ed") and len(k) > len("freed") - 1 for k in keys
    )


def _after_addressee(passage: Passage, cue: Cue, last: int) -> int:
    """Skip "reporters", "on Tuesday" and the like between a cue and a bare clause."""
    words = passage.words
    at = cue.last
    for date in passage.dates:
        before = passage.slice(cue.end, date.start).strip()
        if date.start >= cue.end and before in ("", "on", "early", "late"):
            at = next((i for i in range(cue.last, last) if words[i].start >= date.end), last)
    telling = cue.key in TELLING
    if telling and at == cue.last:
        at += 1
        while at < last and words[at].text[0].isupper() and words[at - 1].text[0].isupper():
            at += 1
        if words[cue.last].key in GRAMMAR["determiner"] and at < last:
            at += 1
    return at


def compared(passage: Passage, at: int) -> bool:
    """Whether a saying is only compared with: "it was worse than the farmer told you"."""
    start = passage.words[at].start
    near = passage.words[max(0, at - COMPARED) : at]
    than = next((w for w in near if w.key == "than"), None)
    if than is None or not passage.obeys("voice/than"):
        return False
    between = passage.slice(than.end, start)
    counted = any(n.start < start and than.start < n.end for n in passage.numbers)
    return not (counted or any(mark in between for mark in ',;:“”"«»'))
