"""Answers that are told by themselves: "agreed to open the corridor that the clinic had asked for".

One document tells who asked, another what came of it, in words of its own. The answer names the
one who answers, the one who had asked and what was asked for, so that the two can be put together.
"""

import re
from collections.abc import Iterator

from solferino.codec import value
from solferino.extract.lexicon import table
from solferino.extract.passage import Passage
from solferino.model import AppealValue
from solferino.model.terms import Reply

RULES = table("en", "rules")["answered"]
ANSWERS = ("promising", "refusing", "granting", "ignoring")
SIGNS = tuple(w for k in (*ANSWERS, "signs") for w in RULES[k])
REPLIES: dict[str, Reply] = {
    **dict.fromkeys(RULES["promising"], "promised"),
    **dict.fromkeys(RULES["refusing"], "refused"),
    **dict.fromkeys(RULES["granting"], "granted"),
    **dict.fromkeys(RULES["ignoring"], "none"),
}
WORD = r"(?!(?:said|says|told|that|which|who|and|but|had|has|have)\b)[\w’'-]+"
# Who asks or answers: a name with a capital, or "the" and a few words.
WHO = (
    rf"(?:(?:[Tt]he|[Aa]n?) (?:{WORD} ){{0,5}}?{WORD}"
    rf"|(?:Dr\.? )?[A-Z]{WORD}(?: (?:(?:of|for) (?:the )?)?[A-Z]{WORD}){{0,5}})"
)
WHEN = r"(?: (?:on|in|by|since|late|early|last|this) (?:the )?[\w’'-]+(?: (?!to\b)\w+){0,2})?"
ASKED = "|".join(RULES["asked"])
PLEA = "|".join(RULES["pleas"])


def _any(*lists: str) -> str:
    verbs = sorted((v for name in lists for v in RULES[name]), key=len, reverse=True)
    return "|".join(map(re.escape, verbs))


HAD = r"(?:has |have |had )?"
TO_DO = re.compile(
    rf"(?P<by>{WHO}) {HAD}(?P<verb>{_any('promising', 'refusing')}){WHEN} to (?P<what>[^,;.:]+?)"
    rf" (?:that|which|for which|as) (?P<sender>{WHO}) {HAD}(?:{ASKED})\b"
)
TO_PLEA = re.compile(
    rf"(?P<by>{WHO}) {HAD}(?P<verb>{_any('refusing', 'granting', 'ignoring')}){WHEN}"
    rf" (?:(?P<sender>{WHO})['’]s? (?:{PLEA})"
    rf"|(?:the|an?) (?:{PLEA}) (?:of|by|from) (?P<other>{WHO})) (?:for|to) (?P<what>[^,;.:]+)"
)
OF_PLEA = re.compile(
    rf"(?P<sender>{WHO})['’]s? (?:{PLEA}) (?:for|to) (?P<what>[^,;.:]+?)"
    rf" (?:was|were|has been|had been) (?P<verb>{_any('refusing', 'granting', 'ignoring')}){WHEN}"
    rf" by (?P<by>{WHO})(?=[,;.:]|$)"
)
AS_ASKED = re.compile(
    rf"(?P<by>{WHO}) (?P<what>{WORD}ed [^,;.:]+|(?:sent|let|gave|built|brought) [^,;.:]+),? as"
    rf" (?P<sender>{WHO}) {HAD}(?:{ASKED})\b"
)
DONE = re.compile(
    rf"(?P<what>[Tt]he [^,;.:]+?) (?:for which|that|which) (?P<sender>{WHO}) {HAD}(?:{ASKED})"
    r" (?:was|were|has been|have been) "
    rf"(?P<verb>opened|delivered|sent|{_any('refusing', 'granting')})\b"
)
ON_A_DAY = re.compile(r" (?:on|since|by) (?:\w+day|\d{1,2} \w+)$")


@value
class Answered:
    """An answer told by itself: [start, end) of its words, and the appeal that it answers."""

    start: int
    end: int
    appeal: AppealValue


def answered(passage: Passage) -> Iterator[Answered]:
    """Find the answers of a sentence that name whose appeal they answer."""
    text = passage.text
    if not passage.obeys("appeal/answered") or not any(sign in text for sign in SIGNS):
        return
    for form in (TO_DO, TO_PLEA, OF_PLEA, AS_ASKED, DONE):
        found = form.search(text)
        if found is None or _undone(text, found):
            continue
        told = found.groupdict()
        sender = told.get("sender") or told.get("other") or ""
        appeal = AppealValue(
            sender=_bare(sender),
            recipient=_bare(told["by"]) if told.get("by") else None,
            request=ON_A_DAY.sub("", found["what"].strip()),
            reply=REPLIES.get(told.get("verb") or "", "granted"),
            outcome="unknown",
        )
        start, end = passage.start + found.start(), passage.start + found.end()
        yield Answered(start=start, end=end, appeal=appeal)
        return


def _undone(text: str, found: re.Match[str]) -> bool:
    """Whether the answer is denied or only possible: "has not agreed", "would refuse"."""
    before = text[: found.start()].lower().split()[-2:]
    inside = found[0]  # in its own letters: "May" is a month
    return "if" in before or any(f" {word} " in inside for word in RULES["unreal"])


def _bare(name: str) -> str:
    return re.sub(r"^(?:[Tt]he|[Aa]n?) ", "", name).removesuffix("'s").removesuffix("’s")
