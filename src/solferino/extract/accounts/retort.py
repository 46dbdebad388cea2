"""What a statement of a party is on a deed held against it: a no, an owning up, or neither.

A no is a word of denying, or a negation about one's own men and deeds. An owning up is a verb of
owning, or a deed of one's own that is told: "it struck", "its fighters were the ones who shot",
"the air force had hit a depot". The words are data (rejoinders.toml).
"""

import re
from collections.abc import Sequence
from itertools import pairwise

from solferino.extract.lexicon import table
from solferino.extract.passage import Passage
from solferino.model import Statement
from solferino.model.terms import Stance

DATA = table("en", "rejoinders")
OWNING, OWN, BLOWS, NO, GUILT, MEN, DONE, DOING, AUXILIARY, OPERATIONS, ARMS, ACCOUNT = (
    frozenset(DATA[k])
    for k in (
        "owning",
        "own",
        "blows",
        "no",
        "guilt",
        "men",
        "done",
        "doing",
        "auxiliary",
        "operations",
        "arms",
        "account",
    )
)
VIOLENT, BLOW, INVOLVED, KNOWING = (
    frozenset(DATA[k]) for k in ("violent", "blow", "involved", "knowing")
)
OPENING = 14  # words of what is said in which the deed is named
AFTER = 6  # words from one's men to what they did
BE = ("was", "were", "been", "being", "be", "is", "are")
PAST = re.compile(r"\b(?:in the past|previously|neither|nor)\b[^,;.]*$")
TAKEN_BACK = re.compile(r"\b(?:withdr[ae]wn?|retract\w*|recant\w*|t(?:ook|aken?) back)\b")
AIM = re.compile(
    r"\b(?:aim|aimed|aiming|deliberate\w*|intent\w*|intend\w*)\b|^(?:we|they|it) do(?:es)? not\b"
)
DENIES, ADMITS = "blame/says-no", "blame/owns-up"


def words_of(passage: Passage, statement: Statement) -> list[str]:
    """Give the words of a statement that stand in a passage, folded."""
    span = statement.span
    return [w.key for w in passage.words if span.start <= w.start < span.end]


def stance_of(passage: Passage, statement: Statement) -> Stance | None:
    """Tell what a statement of a party is on a deed held against it; null where it is neither."""
    said = words_of(passage, statement)
    before = passage.slice(passage.start, statement.span.start)[-40:].lower()
    if {"if", "aware"} & set(said[:OPENING]) or PAST.search(before):
        return None
    if KNOWING & set(said[:AFTER]) and (NO | {"unable"}) & set(said[:AFTER]):
        return None  # "it could not determine who had fired"
    negated = bool(NO & set(said[:OPENING]))
    own = bool(OWN & set(said[:OPENING]))
    no = statement.act == "asserts" and negated and own and BLOWS & set(said[: 2 * OPENING])
    flat = said[:1] and said[0] in ("we", "our", "i") and NO & set(said[1:4])
    if statement.act == "denies" or no or (statement.act == "asserts" and flat):
        return "denied" if passage.obeys(DENIES) else None
    if statement.act not in ("asserts", "admits") or not passage.obeys(ADMITS):
        return None
    return "admitted" if _owns(passage, statement, said, negated=negated) else None


def of_aim(statement: Statement) -> bool:
    """Whether only an aim or a habit is denied, and no deed: "we do not aim at patients"."""
    return bool(AIM.search(statement.span.text.lower()))


def answering(passage: Passage, statement: Statement, *, of_deed: bool = False) -> bool:
    """Whether a no is about a charge: "the allegation", "involvement", "this".

    `of_deed` asks for a word of having done it: who rejects a claim may be held to something else.
    """
    span = statement.span
    start = min(span.start, statement.cue.start) if statement.cue is not None else span.start
    near = [w.key for w in passage.words if start <= w.start < span.end]
    return bool((INVOLVED if of_deed else ACCOUNT) & set(near[: OPENING // 2]))


def owned(passage: Passage, statement: Statement) -> bool:
    """Whether a verb of owning brings in what is said."""
    span, cue = statement.span, statement.cue
    start = min(span.start, cue.start) if cue is not None else span.start
    near = [w.key for w in passage.words if start <= w.start < span.end][: OPENING // 2]
    return bool((OWNING | {"confirmed", "confirms"}) & set(near))


def of_himself(passage: Passage, statement: Statement) -> bool:
    """Whether a person answers for a deed of his own: "admitted having ordered the fire"."""
    said = words_of(passage, statement)
    own = "having" in said[:3] or bool(GUILT & set(said[:OPENING]))
    deed = statement.act == "admits" and said[:1] and said[0] in ("he", "she", "i")
    own = own or bool(deed and DONE & set(said[1:4]))
    return own and statement.voice[0].kind in ("person", "unnamed")


def charged_himself(passage: Passage, statement: Statement) -> bool:
    """Whether somebody says no to a charge against himself: "rejected claims that it had …"."""
    said = words_of(passage, statement)
    that = next((i for i, k in enumerate(said[:OPENING]) if k == "that"), None)
    about = said[that + 1 : that + 4] if that is not None else said[:3]
    own = bool({"it", "he", "she", "they"} & set(about)) or of_arms(about)
    deed = bool((DONE | DOING | BLOW) & set(said[: 2 * OPENING]))
    return own and deed and answering(passage, statement)


def told_force(passage: Passage, statement: Statement) -> str | None:
    """Give the force without a name whose deed a state's organ tells: "the air force" that hit."""
    said = [w for w in passage.words if statement.span.start <= w.start < statement.span.end]
    keys = [w.key for w in said[:OPENING]]
    start = 1 if keys[:1] == ["that"] else 0
    start += keys[start : start + 1] == ["the"]
    last = start
    while last < len(keys) and keys[last] in ARMS:
        last += 1
    behind = last + 2 if keys[last : last + 1] == ["'s"] else last  # "the army's helicopters"
    after = [k for k in keys[behind : behind + AFTER] if k not in AUXILIARY]
    if last == start or after[:1] == [] or after[0] not in DONE:
        return None
    return passage.slice(said[start].start, said[last - 1].end)


def _owns(passage: Passage, statement: Statement, said: Sequence[str], *, negated: bool) -> bool:
    """Whether a statement of a party owns a deed."""
    if TAKEN_BACK.search(passage.text.lower()):
        return False  # "has withdrawn what a first spokesman admitted"
    if statement.act == "admits" and GUILT & set(said[:AFTER]) and not negated:
        return True  # "had pleaded guilty at the opening of the trial"
    if owned(passage, statement) and not negated:
        every = {w.key for w in passage.words}
        confirmed = {"confirmed", "confirms"} & every - OWNING
        return bool(OWNING & every) or bool(confirmed and OPERATIONS & set(said))
    aimed = {"military", "target"} <= set(said[: 2 * OPENING]) and not negated
    return own_deed(said) or aimed or told_force(passage, statement) is not None


def own_deed(said: Sequence[str]) -> bool:
    """Whether words tell of a deed of the speaker's own: "it struck", "our men fired"."""
    if said[:2] == ["it", "did"] and said[2:3] in (["it"], ["so"], ["this"], ["that"]):
        return True
    mine = said[2:3] in (["ours"], ["mine"]) or (said[2:3] == ["our"] and MEN & set(said[3:5]))
    mine = mine and said[1:2] in (["was"], ["were"])
    if mine and said[:1] and said[0] in ("it", "this", "that"):
        return True  # "it was our shell"
    plain = [k for k in said[:OPENING] if k not in AUXILIARY]
    for i, (word, following) in enumerate(pairwise(plain)):
        if NO & set(plain[: i + 4]):
            return False
        opens = word in ("it", "we") or (word == "they" and plain[:i] in ([], ["that"]))
        if opens and following in DONE:
            return True
        men = word in ("its", "their", "our", "his", "own") and following in MEN
        if men and _did(plain[i + 2 : i + 2 + AFTER]):
            return True
    return False


def violent(said: Sequence[str]) -> bool:
    """Whether somebody owns what only attackers do: "it had carried out the attack"."""
    plain = [k for k in said[:OPENING] if k not in AUXILIARY]
    plain = plain[1:] if plain[:1] == ["that"] else plain
    own = plain[:1] and plain[0] in ("it", "we")
    did = said[:2] == ["it", "did"] and own_deed(said)
    out = plain[1:3] == ["carried", "out"] and bool(BLOW & set(plain[3:7]))
    return bool(own) and (did or out or bool(VIOLENT & set(plain[1:2])))


def of_arms(said: Sequence[str]) -> bool:
    """Whether a no tells of one's own arms and men: "none of its aircraft"."""
    return any(a in ("its", "our", "their") and b in MEN for a, b in pairwise(said[:OPENING]))


def _did(after: Sequence[str]) -> bool:
    """Whether men did something, and nothing befell them: "were the ones who shot"."""
    at = next((i for i, k in enumerate(after) if k in DONE), None)
    return at is not None and not (at and after[at - 1] in BE)
