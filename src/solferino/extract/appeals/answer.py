"""What was answered to an appeal: silence, a refusal, a promise, or what was asked for.

The answer stands behind the appeal in its own sentence, or in the brief sentences after it that
speak of nothing else. Where two were asked ("both sides") and each answers for itself, each has
an answer of its own.
"""

import re

from solferino.codec import value
from solferino.extract.lexicon import table
from solferino.extract.passage import Passage
from solferino.extract.study import Study
from solferino.model.terms import Outcome, Reply

RULES = table("en", "rules")["appeal"]
NO_REPLY = tuple(RULES["no_reply"])
SILENCE = tuple(RULES["silence"])
REFERRING = tuple(RULES["referring"])
REFUSED = tuple(RULES["refused"])
PROMISED = tuple(RULES["promised"])
GRANTED = tuple(RULES["granted"])
NOT_KEPT = tuple(RULES["not_kept"])
PAIR = re.compile(r"(?:both|the two|all) |.* and ", re.IGNORECASE)
PARTING = re.compile(r"[;,] (?:but |while |whereas )?|(?<=\w) (?:but|while|whereas) ")
BRIEF = 14  # words of a sentence that tells of an answer and nothing else
LATER = 2  # sentences after an appeal in which its answer is looked for
SAYING = "said|says|told|that|who|which|and|but|added|adds"
WORD = rf"(?!(?:{SAYING})\b)[\w’'-]+"
NAME = (
    rf"(?:(?:[Tt]he|[Aa]n?|[Oo]ur|[Ii]ts|[Tt]heir) (?:{WORD} ){{0,4}}?{WORD}"
    r"|[A-Z][\w’'-]*(?: (?:(?:of|for) (?:the )?)?[A-Z][\w’'-]*){0,5}|[Tt]hey|[Ii]t|[Hh]e|[Ss]he)"
)
ANSWERER = re.compile(
    rf"(?P<by>{NAME}) (?:has|have|had|did|does|said|then|later|never|only|\w+ed)\b"
)


@value
class Asked:
    """An appeal in a passage: [start, end) of its words, sender and recipient as worded."""

    start: int
    end: int
    sender: str | None
    recipient: str | None
    request: str
    rule: str = "appeal/verb"


@value
class Answer:
    """A reply and what came of it; `by` is who gave it, where several were asked."""

    reply: Reply = "unknown"
    outcome: Outcome = "unknown"
    by: str | None = None


def answers(study: Study, passage: Passage, start: int, recipient: str | None) -> list[Answer]:
    """Give what was answered to an appeal whose words begin at `start`: one answer at least."""
    by = (recipient or "").lower().removeprefix("the ")
    here = passage.slice(start, passage.end)
    after = _after(study, passage)
    if PAIR.match(recipient or "") and study.obeys("appeal/each"):
        each = _each(study, (*PARTING.split(here)[1:], *after))
        if len(each) > 1:
            return each
    next_one = after[0].lower() if after and _telling(after[0].lower(), by) else ""
    own = [p for p in PARTING.split(here.lower())[1:] if _telling(p, by)]
    reply = _reply(study, here.lower(), next_one or "".join(own[:1]), by)
    told = [here.lower(), next_one]
    if reply == "promised":
        told += [text.lower() for text in after]
    return [Answer(reply=reply, outcome=_outcome(study, told))]


def kept(study: Study, passage: Passage, told: str) -> Outcome:
    """Give what came of a promise: `told` is what its sentence says behind it, in lower case."""
    after = _after(study, passage)
    next_one = after[0].lower() if after and _telling(after[0].lower(), "") else ""
    return _outcome(study, [told, next_one])


def _after(study: Study, passage: Passage) -> tuple[str, ...]:
    """Give the brief sentences next to an appeal, up to the first that is not brief."""
    if not study.obeys("appeal/answer-after"):
        return ()
    found: list[str] = []
    for sentence in study.passages[passage.number + 1 : passage.number + 1 + LATER]:
        if sentence.paragraph - passage.paragraph > 1 or len(sentence.words) > BRIEF:
            break
        found.append(sentence.text.lstrip("\"“‘'« "))
    return tuple(found)


def _telling(sentence: str, by: str) -> bool:
    """Whether a sentence begins with what refers to an appeal, or with whoever was asked."""
    return sentence.startswith((*SILENCE, *REFERRING)) or _speaks_of(sentence, by)


def _speaks_of(sentence: str, by: str) -> bool:
    """Whether a sentence begins with a body, by its name or by the last word of it."""
    bare = sentence.removeprefix("the ")
    return bool(by) and any(bare.startswith(f"{name} ") for name in (by, by.rsplit(maxsplit=1)[-1]))


def _reply(study: Study, here: str, after: str, by: str) -> Reply:
    """Read one answer, all in lower case; `by` is who was asked, without article."""
    silent = any(sign in text for text in (here, after) for sign in NO_REPLY)
    if (silent or after.startswith(SILENCE)) and study.obeys("appeal/no-reply"):
        return "none"
    answer = after if _speaks_of(after, by) or after.startswith(REFERRING) else ""
    told = f"{here} {answer if _speaks_of(after, by) else ''}"
    if study.obeys("appeal/refused") and any(sign in told for sign in REFUSED):
        return "refused"
    if study.obeys("appeal/granted") and any(sign in answer for sign in GRANTED):
        return "granted"
    if study.obeys("appeal/promised") and any(sign in answer for sign in PROMISED):
        return "promised"
    return "unknown"


def _outcome(study: Study, told: list[str]) -> Outcome:
    broken = any(sign in text for text in told for sign in NOT_KEPT)
    return "not_kept" if broken and study.obeys("appeal/not-kept") else "unknown"


def _each(study: Study, pieces: tuple[str, ...]) -> list[Answer]:
    """Read the answers of several who were asked, each in a piece that begins with its name."""
    found: list[Answer] = []
    for piece in pieces:
        named = ANSWERER.match(piece)
        if named is None:
            continue
        by = named["by"].removeprefix("The ").removeprefix("the ")
        reply = _reply(study, "", piece.lower(), by.lower())
        if reply != "unknown" and by not in [a.by for a in found]:
            found.append(Answer(reply=reply, outcome=_outcome(study, [piece.lower()]), by=by))
    return found
