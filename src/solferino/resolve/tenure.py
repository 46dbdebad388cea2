"""Who runs a facility, and since when there is one: what keeps "the hospital" from being it.

Read from the words right beside a mention, in its own document. "The hospital run by the
ministry" is not the one that another body runs; what opened in May is not "the hospital" that was
hit in March. Only what both sides tell excludes: nothing said is nothing known.
"""

import re
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from functools import cache
from importlib.resources import files
from itertools import product

from solferino.model import Mention
from solferino.resolve.forms import Form
from solferino.resolve.naming import compare, read_name
from solferino.text.date import DateWords, date_words
from solferino.text.fold import fold
from solferino.text.whole import all_paragraphs

BODIES = frozenset({"organization", "government", "armed_group"})
BESIDE = 90  # characters behind a mention in which its words go on
BEFORE = 40  # characters before it in which "ministry-run" may stand
MOST_WORDS = 6  # of a body's name
DAY = (1, 1), (12, 31)  # month and day where a date leaves them open: at the earliest, the latest
WORD = re.compile(r"[\w’'.-]*\w")
STOP = re.compile(r"[,;:()\n]|\.(?:\s|$)")

Day = tuple[int, int, int]


class Tenure:
    """What one document tells of who runs its facilities, and of when they opened."""

    def __init__(self, mentions: Iterable[Mention], text: str, day: str | None) -> None:
        """Take all mentions of a document; `day` is when it was published, or null."""
        self._text = text
        self._day = day
        self._bodies = {m.span.start: m for m in mentions if m.kind in BODIES}

    def allows(self, described: Mention, named: Sequence[Mention]) -> bool:
        """Whether a description may stand for a facility, by the words beside its mentions."""
        mine = self.operator(described)
        theirs = [told for one in named if (told := self.operator(one)) is not None]
        if mine is not None and theirs and all(_two(mine, other) for other in theirs):
            return False
        opened = [day for one in named if (day := self._opened(one)) is not None]
        spoken = self._spoken_of(described) if opened else None
        return spoken is None or spoken >= min(opened)

    def by_operator(self, forms: Iterable[Form], own: Mapping[str, Mention]) -> list[Form]:
        """Part the descriptions of each form by who is told to run what they describe."""
        found: list[Form] = []
        for form in forms:
            if form.names:
                found.append(form)
                continue
            parts: dict[str | None, list[str]] = {}
            for member in form.members:
                parts.setdefault(self.operator(own[member]), []).append(member)
            found += (_run_by(form, told, members) for told, members in parts.items())
        return found

    def operator(self, mention: Mention) -> str | None:
        """Name who runs a facility, folded; null where the words beside it do not say."""
        start, end = mention.span.start, mention.span.end
        behind = _behind().match(self._text, end, end + BESIDE)
        if behind is not None:
            return self._body(behind.end())
        before = _hyphened().search(self._text, max(0, start - BEFORE), start)
        return fold(before[1]) if before is not None else None

    def _body(self, at: int) -> str | None:
        """Read the name of a body that begins at a place: as the lexicon has it, or its words."""
        known = self._bodies.get(at)
        if known is not None:
            return fold(known.name)
        stop = STOP.search(self._text, at)
        words: list[str] = []
        for word in WORD.finditer(self._text, at, stop.start() if stop else len(self._text)):
            if fold(word[0]) in _words()["after"] or len(words) == MOST_WORDS:
                break
            words.append(fold(word[0]))
        while words and words[-1] in ("and", "the", "of", "for"):
            words.pop()
        return " ".join(words) or None

    def _opened(self, mention: Mention) -> Day | None:
        """Tell the first day on which a facility can have been there, where its words say so."""
        end = mention.span.end
        said = _begun().match(self._text, end, end + BESIDE)
        dates = date_words(self._text, said.end(), end + BESIDE) if said is not None else ()
        if not dates or said is None or self._text[said.end() : dates[0].start].strip():
            return None
        return _day(dates[0], self._day, DAY[0])

    def _spoken_of(self, mention: Mention) -> Day | None:
        """Tell the last day that a description can speak of: of the one date of its sentence."""
        at = mention.span.start
        for paragraph, sentences in all_paragraphs(self._text):
            if paragraph.start <= at < paragraph.end:
                own = next((s for s in sentences if s.start <= at < s.end), paragraph)
                dates = date_words(self._text, own.start, own.end)
                return _day(dates[0], self._day, DAY[1]) if len(dates) == 1 else None
        return None


def before_operator(text: str, at: int) -> int:
    """Give where a description at a place begins, "ministry-run" before it included."""
    told = _hyphened().search(text, max(0, at - BEFORE), at)
    return told.start() if told is not None else at


def _run_by(form: Form, told: str | None, members: Sequence[str]) -> Form:
    if told is None and len(members) == len(form.members):
        return form
    traits = form.traits if told is None else tuple(sorted((*form.traits, ("operator", told))))
    return replace(form, traits=traits, members=tuple(members))


def _day(told: DateWords, published: str | None, rest: tuple[int, int]) -> Day | None:
    """Read a calendar date; one without its year is the last such day before publication."""
    month, day = told.month or rest[0], told.day or rest[1]
    if told.relative is not None or told.candidates or told.end_year is not None:
        return None
    if told.year is not None:
        return told.year, month, day
    if told.month is None or published is None or not published[:4].isdigit():
        return None
    year = int(published[:4])
    later = f"{month:02}-{told.day or 1:02}" > (published[5:] or "12-31")
    return year - later, month, day


def _two(one: str, other: str) -> bool:
    """Whether two names of bodies are surely of two: no word in common, nor the first letters."""
    small = {"the", "of", "for", "and"}
    if (set(one.split()) - small) & (set(other.split()) - small):
        return False
    read = [_as_written(name) for name in (one, other)]
    pairs = product(read[0], read[1])
    return all(
        compare(read_name(a, "organization"), read_name(b, "organization")).verdict == "different"
        for a, b in pairs
    )


def _as_written(folded: str) -> tuple[str, ...]:
    """Give a folded name its capitals again: a single word may be letters that stand for one."""
    return (folded.title(), folded.upper()) if " " not in folded else (folded.title(),)


@cache
def _words() -> Mapping[str, Sequence[str]]:
    path = files("solferino.resolve") / "tenure.toml"
    return tomllib.loads(path.read_text(encoding="utf-8"))


def _either(name: str) -> str:
    return "|".join(re.escape(w) for w in sorted(_words()[name], key=len, reverse=True))


@cache
def _behind() -> re.Pattern[str]:
    lead = r"\W{0,3}(?:\b(?:which|that|is|was|are|were|still|now|jointly)\s+){0,3}"
    return re.compile(rf"{lead}\b(?:{_either('running')}) by\s+(?:the\s+)?", re.IGNORECASE)


@cache
def _hyphened() -> re.Pattern[str]:
    return re.compile(rf"\b(\w[\w.]*)[-‑–](?:{_either('running')})\s+$", re.IGNORECASE)


@cache
def _begun() -> re.Pattern[str]:
    lead = r"\W{0,3}(?:\b(?:which|that|only|was|had|been|is)\s+){0,3}"
    return re.compile(
        rf"{lead}\b(?:{_either('opening')})\s+(?:(?:only|just)\s+)?(?:in|on|at the end of)?\s*",
        re.IGNORECASE,
    )
