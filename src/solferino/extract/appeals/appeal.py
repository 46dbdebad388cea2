"""Appeals and what came of them: who asked whom for what, the reply, the outcome.

An appeal is an act of saying (called on, appealed to, urged) or told inside another statement
("he called upon the agency for help, but received no response"). Replies are looked for in the
same sentence and the few after it.
"""

import re

from solferino.extract.appeals.answer import REFUSED, Asked, answers, kept
from solferino.extract.appeals.answered import answered
from solferino.extract.appeals.request import letters, silences
from solferino.extract.appeals.worth import able, spares
from solferino.extract.cues import GRAMMAR
from solferino.extract.lexicon import Term, table
from solferino.extract.passage import Passage
from solferino.extract.study import Notebook, Study
from solferino.model import AppealValue, Statement
from solferino.model.terms import Reply

RULES = table("en", "rules")["appeal"]
TO = tuple(RULES["to"])
RECEIVED = re.compile(
    r"received [^.;]{0,24}?requests?[\"”]? for (?P<request>[^,.;]+?)"
    r"(?: from (?P<sender>[^,.;]+?))?(?=[,.;]|$)"
)
WRITTEN = re.compile(r"\b(?:wrote|written|letter|turned) to (?P<to>(?:the )?[^,.;:]{3,60}?) and $")
COMMENT = re.compile(r"\bfor (?:a |an |any )?(?:comments?|reaction|interview)\b")
DIRECT = frozenset(RULES["direct"])
ASKING = frozenset(RULES["asking"])
OWN = frozenset(RULES["own"])
OPENING = 6  # words after an addressee within which "to" or "for" begins what is asked
ENDS = frozenset(RULES["ends"])
PARTING = frozenset(RULES["parting"])
SUBJECT = 6  # words before "must" that tell who must


def appeals(study: Study, notebook: Notebook) -> None:
    """Note every appeal of a document, with reply and outcome where the text tells them."""
    done: set[tuple[int, int]] = set()
    promised: set[int] = set()  # sentences whose promise is the answer to an appeal
    for passage in study.passages:
        if passage.zone in ("boilerplate", "infobox"):
            continue
        alone = list(answered(passage))
        for one in alone:
            notebook.note((one.start, one.end), one.appeal, "appeal/answered", "medium")
        if alone:
            continue
        told = silences(study, passage)
        for where, what in told:
            notebook.note(where, what, "appeal/unanswered", "medium")
        for asked in _all_asked(study, passage, [where for where, _ in told]):
            if (asked.start, asked.end) not in done:
                done.add((asked.start, asked.end))
                if "promised" in _note(study, notebook, passage, asked):
                    promised |= {passage.number, passage.number + 1}
        if passage.number not in promised:
            _promised(study, notebook, passage)
        _received(study, notebook, passage)


def _all_asked(study: Study, passage: Passage, told: list[tuple[int, int]]) -> list[Asked]:
    """Give what a sentence asks, but for what is `told` of already: letters, then the verbs."""
    letter = letters(study, passage) if not told else None
    done = [*told, (letter.start, letter.end)] if letter else told
    terms = [t for t in passage.of("speech_object") if t.code == "appeals"]
    free = [t for t in terms if not any(a <= t.start < b for a, b in done)]
    found = [letter, *(_asked(study, passage, t) for t in free)]
    return [a for a in found if a] + ([] if terms else _obliged(study, passage))


def _note(study: Study, notebook: Notebook, passage: Passage, asked: Asked) -> set[Reply]:
    """Note an appeal, once for each who answered it for themselves; give the replies."""
    found = answers(study, passage, asked.start, asked.recipient)
    for answer in found:
        what = AppealValue(
            sender=asked.sender,
            recipient=answer.by or asked.recipient,
            request=asked.request,
            reply=answer.reply,
            outcome=answer.outcome,
        )
        notebook.note((asked.start, asked.end), what, asked.rule, "medium")
    return {answer.reply for answer in found}


def _asked(study: Study, passage: Passage, term: Term) -> Asked | None:
    words = passage.words
    noun = term.first and words[term.first - 1].key in GRAMMAR["determiner"]
    if noun and passage.obeys("appeal/noun"):
        return None
    if _never_asked(passage, term):
        return None
    key = " ".join(w.key for w in words[term.first : term.last])
    statement = study.voiced(passage.words[term.first].start, passage.words[term.last - 1].end)
    addressed = _recipient(passage, term, key)
    if addressed is not None and not able(study, passage, *_span(passage, addressed)):
        addressed = None
    recipient = _words(passage, addressed) or _written_to(passage, term)
    first = _behind(passage, term.last, addressed)
    end = _end(passage, term.last)
    request = passage.slice(words[first].start, end) if first < len(words) else ""
    if not request or (COMMENT.search(request) and passage.obeys("appeal/comment")):
        return None
    return Asked(
        start=term.start,
        end=end,
        sender=_sender(statement),
        recipient=recipient,
        request=request.rstrip(' .,;”"'),
    )


def _never_asked(passage: Passage, term: Term) -> bool:
    """Whether somebody says that nobody asked them: "had never been asked for it"."""
    before = [w.key for w in passage.words[max(0, term.first - 3) : term.first]]
    passive = before[-1:] in (["been"], ["was"], ["were"])
    return passive and bool({"never", "not"} & set(before)) and passage.obeys("appeal/never-asked")


def _sender(statement: Statement | None) -> str | None:
    return statement.voice[0].name if statement and statement.voice else None


def _words(passage: Passage, part: tuple[int, int] | None) -> str | None:
    return passage.slice(*_span(passage, part)) if part else None


def _span(passage: Passage, part: tuple[int, int]) -> tuple[int, int]:
    return passage.words[part[0]].start, passage.words[part[1] - 1].end


def _behind(passage: Passage, last: int, addressed: tuple[int, int] | None) -> int:
    """Where a request begins: behind an addressee that stands directly behind the verb."""
    if addressed is None or addressed[0] > last:
        return last
    first = addressed[1]
    keys = [w.key for w in passage.words[first : first + OPENING]]
    return first + next((i for i, key in enumerate(keys) if key in ("to", "for")), 0)


def _recipient(passage: Passage, term: Term, key: str) -> tuple[int, int] | None:
    """Read which words name the addressee: after on, upon, to; behind "urged" and "asked"."""
    words = passage.words
    direct = key.split(maxsplit=1)[0] in DIRECT
    asking = bool(ASKING & set(key.split())) and passage.obeys("appeal/asked")
    if asking and words[term.last - 1].key in OWN:
        first = term.last - 1  # "asked both | sides": the determiner stands within the term
    elif key.rsplit(maxsplit=1)[-1] in TO or direct:
        first = term.last
    else:
        found = next(
            (
                i
                for i in range(term.last, min(term.last + 16, len(words)))
                if words[i].key == "to" and _named(passage, i + 1)
            ),
            None,
        )
        if found is None:
            return None
        first = found + 1
    last = first
    while last < len(words) and last - first < 12:  # noqa: PLR2004  (a name with its apposition)
        gap = passage.slice(words[last - 1].end, words[last].start) if last > first else ""
        ends = words[last].key in ENDS or [w.key for w in words[last + 1 : last + 2]] == ["times"]
        if last > first and (
            ends or any(m in gap for m in ";.:—") or ("," in gap and words[last].key != "including")
        ):
            break
        last += 1
    return (first, last) if last > first else None


def _written_to(passage: Passage, term: Term) -> str | None:
    """Read whom a letter went to in which something is asked for ("wrote to X and asked for")."""
    if not passage.obeys("appeal/asked"):
        return None
    before = passage.slice(passage.start, passage.words[term.first].start)
    found = WRITTEN.search(before)
    return found["to"] if found else None


def _named(passage: Passage, index: int) -> bool:
    """Whether an addressee, not a verb, begins at a word."""
    if index >= len(passage.words):
        return False
    word = passage.words[index]
    bodies = {t.first for t in passage.of("role", "body", "country")}
    people = {t.first for t in passage.of("people")}
    named = index in bodies | people or index + 1 in bodies
    return word.text[0].isupper() or word.key in GRAMMAR["determiner"] or named


def _end(passage: Passage, at: int) -> int:
    """Where an appeal's words end: with its sentence or quotation, or where its reply is told."""
    text = passage.text.lower()
    start = passage.words[min(at, len(passage.words) - 1)].start - passage.start
    cuts = [i for sign in (", but ", "; ", " but ") if (i := text.find(sign, start)) >= 0]
    if passage.obeys("appeal/quoted"):
        ends = (q.end - passage.start for q in passage.quotes if q.start < passage.start + start)
        cuts += [len(text[:end].rstrip(' .,;”"')) for end in ends if start < end < len(text)]
    return passage.start + min(cuts, default=len(passage.text.rstrip(' .”"')))


def _obliged(study: Study, passage: Passage) -> list[Asked]:
    """Read an appeal without a verb of asking: "the countries must act", in somebody's voice."""
    statement = study.voiced(passage.start, passage.end) or next(
        (
            s
            for s in study.statements
            if passage.start <= s.span.start < passage.end and s.act == "appeals"
        ),
        None,
    )
    must = next(
        (
            t
            for t in passage.of("stance")
            if t.code == "obligation" and passage.words[t.first].key == "must"
        ),
        None,
    )
    if statement is None or must is None or must.first == 0:
        return []
    first = _subject(passage, must.first)
    where = passage.words[first].start, passage.words[must.first - 1].end
    subject = passage.slice(*where)
    if not able(study, passage, *where):
        return []
    end = _end(passage, must.last)
    asked = Asked(
        start=passage.words[first].start,
        end=end,
        sender=_sender(statement),
        recipient=subject.removeprefix("The ").removeprefix("the "),
        request=passage.slice(passage.words[must.first].start, end).rstrip(' .”"'),
        rule="appeal/obliged",
    )
    return [asked] if subject.lower() not in ("we", "i") else []


def _subject(passage: Passage, must: int) -> int:
    """Index of the word from which on words before "must" tell who must: back to a clause's end."""
    first = must - 1
    while first > max(0, must - SUBJECT) and passage.words[first - 1].key not in PARTING:
        gap = passage.slice(passage.words[first - 1].end, passage.words[first].start)
        if gap.strip():
            break
        first -= 1
    return first


def _promised(study: Study, notebook: Notebook, passage: Passage) -> None:
    """Note a promise as the reply to an appeal, even to one that the text only implies."""
    for statement in study.statements:
        inside = passage.start <= statement.span.start < passage.end
        if not inside or statement.act != "promises" or not statement.voice:
            continue
        asker = statement.voice[1].name if len(statement.voice) > 1 else None
        if asker is None and not spares(study, passage, statement.span.start, statement.span.end):
            continue
        told = passage.slice(statement.span.end, passage.end).lower()
        what = AppealValue(
            sender=asker,
            recipient=statement.voice[0].name,
            request=statement.span.text,
            reply="promised",
            outcome=kept(study, passage, told),
        )
        notebook.note((statement.span.start, statement.span.end), what, "appeal/promise", "low")


def _received(study: Study, notebook: Notebook, passage: Passage) -> None:
    """Note requests that the one asked tells of, with its own answer in its own words."""
    for match in RECEIVED.finditer(passage.text):
        start, end = passage.start + match.start(), passage.end
        statement = study.voiced(start, passage.start + match.end())
        if statement is None or not statement.voice:
            continue
        end = max(statement.span.end, passage.start + match.end())
        refused = any(sign in passage.text.lower() for sign in REFUSED)
        refused = refused and study.obeys("appeal/refused")
        what = AppealValue(
            sender=match["sender"].strip() if match["sender"] else None,
            recipient=statement.voice[0].name,
            request=match["request"].strip(' ,."”'),
            reply="refused" if refused else "unknown",
        )
        notebook.note((start, end), what, "appeal/received", "medium")
