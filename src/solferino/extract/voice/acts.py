"""Act, polarity and modality of a statement: three fields, kept apart.

A party's denial is not grammatical negation, and a hedge is neither. The act starts from the
word of saying and is refined by what is said, in an order of precedence stated in `act_of`.
"""

from collections.abc import Sequence

from solferino.codec import value
from solferino.extract.passage import Passage
from solferino.model.terms import Act, Modality, Polarity, VoiceKind

PARTIES = ("government", "armed_group", "organization", "facility_staff")
DENIERS = ("government", "armed_group", "organization")
NEAR = 6  # words: how close to its beginning a negation must stand to negate what is said


@value
class Manner:
    """How something is said."""

    act: Act
    polarity: Polarity
    modality: Modality


def manner_of(
    passage: Passage, first: int, last: int, cue_act: Act, kind: VoiceKind | None
) -> Manner:
    """Read act, polarity and modality off words [first, last) of a passage."""
    keys = [w.key for w in passage.words[first:last]]
    codes = {
        t.code
        for t in passage.of("stance")
        if first <= t.first < last and not any(d.start <= t.start < d.end for d in passage.dates)
    }
    negated = passage.obeys("act/negation") and negated_words(keys)
    act = _act(keys, codes, cue_act, kind, negated=negated)
    own = cue_act == act or passage.obeys(f"act/{act}")
    return Manner(
        act=act if own else cue_act,
        polarity="negative" if negated else "positive",
        modality=_modality(keys, codes) if passage.obeys("act/modality") else "stated",
    )


def _act(
    keys: Sequence[str], codes: set[str], cue_act: Act, kind: VoiceKind | None, *, negated: bool
) -> Act:
    """Refine an assertion by its words: appeal, promise, denial, condemnation, in this order."""
    if cue_act != "asserts":
        return cue_act
    if "obligation" in codes and _directed(keys):
        return "appeals"
    if kind in PARTIES and _promise(keys):
        return "promises"
    if kind in DENIERS and negated and _denial(keys):
        return "denies"
    if "condemnation" in codes or ("legal" in codes and kind is not None):
        return "condemns"
    return "asserts"


def _directed(keys: Sequence[str]) -> bool:
    """Whether an obligation is laid on somebody else, not on the speaker."""
    text = " ".join(keys)
    first_person = ("we must", "we need", "we have to", "i must", "we should", "i have to")
    return not any(phrase in text for phrase in first_person)


def _promise(keys: Sequence[str]) -> bool:
    """Whether a body says what it, or those it commands, will do."""
    early = list(keys[:12])
    if "would" not in early and "will" not in early:
        return False
    at = early.index("would") if "would" in early else early.index("will")
    after = keys[at + 1] if at + 1 < len(keys) else ""
    return after not in ("have", "be", "face", "die", "collapse", "run")


def _denial(keys: Sequence[str]) -> bool:
    """Whether what is said begins with a no, or the speaker says no of itself."""
    if {"no", "none", "nobody", "neither", "not"} & set(keys[:2]):
        return True
    own = keys[0] in ("it", "they", "we", "its", "their", "our")
    return own and bool({"not", "never", "nothing", "no"} & set(keys[1:NEAR]))


def negated_words(keys: Sequence[str]) -> bool:
    """Whether a negation stands near the beginning of these words (their folded forms)."""
    negations = {"not", "no", "never", "neither", "none", "nobody", "nothing", "cannot"}
    return any(k in negations or k.endswith("n't") for k in keys[:NEAR])


def _modality(keys: Sequence[str], codes: set[str]) -> Modality:
    if "conditional" in codes:
        return "conditional"
    if "hedge" in codes:
        return "hedged"
    if "reported" in codes:
        return "reported"
    return "future" if {"will", "would", "shall"} & set(keys[:8]) else "stated"
