"""Act, polarity and modality of a statement: three fields, kept apart.

A party's denial is not grammatical negation, and a hedge is neither. The act starts from the
word of saying and is refined by what is said, in an order of precedence stated in `act_of`.
"""

from collections.abc import Collection, Sequence
from itertools import pairwise

from solferino.codec import value
from solferino.extract.cues import ACTS
from solferino.extract.lexicon import table
from solferino.extract.passage import Passage
from solferino.model.terms import Act, Modality, Polarity, VoiceKind

PERFORMED: dict[str, list[str]] = table("en", "rules")["performed"]
RULES = {k: frozenset(v) for k, v in table("en", "rules")["act"].items()}
SAYING = frozenset(table("en", "speech")["clause"]["asserts"])
UNTRUE = frozenset(sign.partition(" ")[0] for sign in RULES["untrue"])
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
    """Refine an assertion by its words, in the order of the readings below."""
    if cue_act != "asserts":
        return cue_act
    told = kind is not None
    says_no = (kind in DENIERS and _denial(keys)) or (told and _no_fact(keys))
    done = next((act for act, verbs in PERFORMED.items() if _performs(keys, verbs)), None)
    if done is not None:
        return ACTS[done]
    readings: tuple[tuple[Act, bool], ...] = (
        ("appeals", told and _begs(keys)),
        ("denies", told and says_untrue(keys)),
        ("appeals", "obligation" in codes and _directed(keys)),
        ("promises", kind in PARTIES and _promise(keys)),
        ("denies", negated and says_no),
        ("admits", told and not negated and _admission(keys, kind)),
        ("warns", told and _warning(keys)),
        ("condemns", "condemnation" in codes or ("legal" in codes and told)),
    )
    return next((act for act, holds in readings if holds), "asserts")


def _performs(keys: Sequence[str], verbs: Collection[str]) -> bool:
    """Whether "I" or "we" do it by saying so: "I ask you", "we therefore call on"."""
    at = next((i for i, key in enumerate(keys[:3]) if key in ("i", "we")), None)
    return at is not None and bool(set(keys[at + 1 : at + 3]) & set(verbs))


def _begs(keys: Sequence[str]) -> bool:
    """Whether what is said begins with words to others: "Give us protection", "do not shoot"."""
    pairs = (("do", "not"), ("let", "us"), ("let", "them"))
    return keys[0] in RULES["imperative"] or tuple(keys[:2]) in pairs or keys[0] == "don't"


def says_untrue(keys: Sequence[str]) -> bool:
    """Whether it is a plain no to what others tell: "that is a lie"."""
    if UNTRUE.isdisjoint(keys[: 2 * NEAR]):
        return False
    text = f" {' '.join(keys[: 2 * NEAR])} "
    return any(f" {sign} " in text for sign in RULES["untrue"])


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
    if after == "be":
        return bool(RULES["granted"] & set(keys[at + 2 : at + 3]))
    return after != "have" and after not in RULES["doom"]


def _denial(keys: Sequence[str]) -> bool:
    """Whether what is said begins with a no, or the speaker says no of itself."""
    if {"no", "none", "nobody", "neither", "not"} & set(keys[:2]):
        return True
    own = keys[0] in ("it", "they", "we", "its", "their", "our")
    lack = own and keys[1:3] in (["had", "no"], ["have", "no"], ["has", "no"])
    if lack:  # "they had no fuel" tells of a lack, "it had no part in it" is a denial
        return bool(set(keys[3 : NEAR + 3]) & (RULES["had_none"] | RULES["of_arms"]))
    return own and bool({"not", "never", "nothing", "no"} & set(keys[1:NEAR]))


def _no_fact(keys: Sequence[str]) -> bool:
    """Whether anybody says no to a fact of arms that is held against them: "no shot was fired"."""
    no = {"no", "none", "nobody", "never"} & set(keys[:4])
    if any(k == "never" and n in SAYING for k, n in pairwise(keys[:5])):
        return False  # "we never said that the army did it" is a word on words
    return bool(no) and bool(RULES["of_arms"] & set(keys[: 2 * NEAR]))


def _admission(keys: Sequence[str], kind: VoiceKind | None) -> bool:
    """Whether a speaker tells of a blow of its own: "our men fired", a side: "it had struck"."""
    deed = next((i for i, k in enumerate(keys[: 2 * NEAR]) if k in RULES["blows"]), None)
    if deed is None or not deed or keys[deed - 1] in ("was", "were", "been", "being", "be"):
        return False
    men = keys[0] in ("our", "its", "their", "his", "her") and keys[1] in RULES["own_men"]
    side = kind in ("armed_group", "government") and keys[0] in ("it", "we", "they") and deed <= 2  # noqa: PLR2004
    return men or side


def _warning(keys: Sequence[str]) -> bool:
    """Whether what is said foretells harm: "the hospital will collapse", "is running out of"."""
    pairs = list(pairwise(keys))
    return any(a in ("will", "would") and b in RULES["doom"] for a, b in pairs) or any(
        pair == ("running", "out") for pair in pairs[: 2 * NEAR]
    )


def negated_words(keys: Sequence[str]) -> bool:
    """Whether a negation stands near the beginning of these words (their folded forms)."""
    negations = {"not", "no", "never", "neither", "none", "nobody", "nothing", "cannot"}
    return any(k in negations or k.endswith("n't") for k in keys[:NEAR])


def _modality(keys: Sequence[str], codes: set[str]) -> Modality:
    if "conditional" in codes or keys[:1] == ["if"]:
        return "conditional"
    if "hedge" in codes:
        return "hedged"
    if "reported" in codes:
        return "reported"
    return "future" if {"will", "would", "shall"} & set(keys[:8]) else "stated"
