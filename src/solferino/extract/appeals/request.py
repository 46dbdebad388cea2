"""Requests without a verb of appeal: told by their silence, or by the letter that made them.

"Has not answered our letter of 10 March": the appeal is read from its answer. Who did not answer
is who was asked, whose letter it is asked, and what the letter was about is what was asked for.
"Wrote to the commander to ask for the nurses back": the letter tells both ends. A reporter's
request for comment asks for nothing.
"""

import re

from solferino.extract.appeals.answer import NAME, Asked
from solferino.extract.lexicon import table
from solferino.extract.passage import Passage
from solferino.extract.study import Study
from solferino.model import AppealValue

RULES = table("en", "rules")["appeal"]
WHOSE = (
    r"(?P<whose>[Oo]ur|[Mm]y|[Hh]is|[Hh]er|[Tt]heir|[Ii]ts"
    rf"|(?:{NAME})(?<=s)[’']|(?:{NAME})(?<=[’']s))"
)
KIND = (
    rf"(?:(?:{'|'.join(RULES['many'])}) )*(?:{'|'.join(RULES['written'])})"
    r"(?: of \d{1,2} [A-Z]\w+(?: \d{4})?)?"
)
ABOUT = r"(?P<about>,? (?:about|for|on|over|asking|seeking|that|to)\b[^.;]*?)?"
SILENT = r"(?:answer(?:ed)?|repl(?:y|ied) to|respond(?:ed)? to|acknowledged?)"
STOP = r"(?=[.;,”\"]|$| and | but | although | despite )"
NEVER = r"(?:(?:has|have|had|did) (?:not|never)(?: yet| so far)?|never)"
IGNORED = r"(?:has |have |had )?(?:repeatedly )?ignored"
GONE = (
    r"(?:(?:has|have|had) (?:gone|been|remained)|went|go|goes|remain(?:s|ed)?|was|were|is|are) "
    r"(?:unanswered|ignored|without (?:an )?(?:answer|reply|response)|met with silence)"
)
LETTER = rf"{WHOSE} {KIND}{ABOUT}{STOP}"
PATTERNS = (
    re.compile(rf"\b(?P<to>{NAME}) (?:{NEVER} {SILENT}|{IGNORED}) {LETTER}"),
    re.compile(rf"\b[Nn]or (?:has|have|had|did) (?P<to>{NAME}) {SILENT} {LETTER}"),
    re.compile(
        rf"(?:\b{WHOSE} )?\b(?i:{KIND})(?: (?:by|from) (?P<by>{NAME}))? to (?P<to>{NAME}){ABOUT},? "
        + GONE
    ),
)
WROTE = (
    r"(?:wrote|written|write|telephoned|phoned|rang|radioed|messaged|cabled|"
    r"sent (?:a |an |two |several )?(?:\w+ )?(?:letters?|messages?|e-?mails?))"
)
WHEN = r"(?: (?:on|in) [^,.;]{3,24}?| \w+ times| twice| again| last \w+)*"
ASKING = (
    r"(?:and )?(?:to ask|to request|to demand|asking|requesting|demanding|seeking|"
    r"asked|begged|pleaded)"
)
WRITTEN = re.compile(
    rf"\b(?:(?P<by>{NAME}) )?(?:(?:has|have|had) )?(?:also |again |twice |repeatedly )?"
    rf"{WROTE} (?:to )?(?P<to>{NAME}){WHEN},? {ASKING}(?P<about> [^.;]*?){STOP}"
)
ASKED = ("ask", "request", "demand", "seeking", "begged", "pleaded")
SIGNS = ("answer", "repl", "respon", "ignored", "acknowledge", "silence")
LEAD = re.compile(r"^,? ?(?:about|for|on|over|asking(?: for)?|seeking|that|to)? ")
COMMENT = re.compile(r"\bcomments?\b|\binterview\b|\breaction\b")
PRONOUNS = ("we", "i", "he", "she", "they", "it")
OURS = ("our", "my", "his", "her", "their", "its")


def silences(study: Study, passage: Passage) -> list[tuple[tuple[int, int], AppealValue]]:
    """Read the requests of a sentence that nobody answered, each with where its words stand."""
    text = passage.text
    if not study.obeys("appeal/unanswered") or not any(sign in text for sign in SIGNS):
        return []
    found: list[tuple[tuple[int, int], AppealValue]] = []
    for match in (match for pattern in PATTERNS for match in pattern.finditer(text)):
        where = passage.start + match.start(), passage.start + match.end()
        met = any(a < where[1] and where[0] < b for (a, b), _ in found)
        if not met and not COMMENT.search(match[0]):
            found.append((where, _silence(_voice(study, *where), match)))
    return found


def letters(study: Study, passage: Passage) -> Asked | None:
    """Read what a sentence says was asked for in a letter or on the telephone."""
    text = passage.text
    written = study.obeys("appeal/letter") and any(sign in text for sign in ASKED)
    match = WRITTEN.search(text) if written else None
    if match is None or COMMENT.search(match[0]):
        return None
    start, end = passage.start + match.start("to"), passage.start + match.end()
    unnamed = match["by"] is None or match["by"].lower() in PRONOUNS
    sender = _voice(study, start, end) if unnamed else match["by"]
    return Asked(
        start=start,
        end=end,
        sender=_bare(sender),
        recipient=match["to"],
        request=LEAD.sub("", match["about"]).strip(" ,"),
        rule="appeal/letter",
    )


def _silence(voice: str | None, match: re.Match[str]) -> AppealValue:
    whose = match["whose"] or match.groupdict().get("by") or "our"
    sender = voice if whose.lower() in OURS else re.sub(r"[’']s?$", "", whose)
    about = LEAD.sub("", match["about"] or "").strip(" ,")
    return AppealValue(
        sender=None if _bare(sender) == _bare(match["to"]) else _bare(sender),
        recipient=match["to"],
        request=about or match[0],
        reply="none",
    )


def _voice(study: Study, start: int, end: int) -> str | None:
    statement = study.voiced(start, end)
    return statement.voice[0].name if statement and statement.voice else None


def _bare(name: str | None) -> str | None:
    return re.sub(r"^(?:[Tt]he|[Aa]n?) ", "", name) if name else None
