"""The wall before anything leaves extraction: what does not follow from its words is refused.

Every statement and claim passes, whoever proposed it: rules, a model, an import, a stranger's
plugin. Its spans must be exact characters of the document; and every number, name, negation and
date of its value must stand in those words or follow from them by its rule. Refused things are
left out and named in a problem; nothing is repaired.

For documents that no reader of numbers and names here knows the language of, only the spans are
looked at.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import replace

from solferino.codec import value
from solferino.extract.appeals.answer import LATER
from solferino.extract.language import is_english
from solferino.extract.lexicon import table
from solferino.extract.voice.acts import negated_words, says_untrue
from solferino.extract.wall.evidence import Evidence, flat
from solferino.model import (
    AppealValue,
    BlameValue,
    CasualtyValue,
    CharacterizationValue,
    CircumstanceValue,
    Claim,
    Document,
    ExhibitValue,
    Extraction,
    FacilityValue,
    PlaceValue,
    Problem,
    ProfileValue,
    ServiceValue,
    Statement,
    TallyValue,
    TimeValue,
)
from solferino.model.terms import Stance
from solferino.text.number import numbers

RULES = table("en", "rules")
DENYING = frozenset(RULES["blame"]["denying"])
SPEECH = ("speech_clause", "speech_object")
# The rules of blame that read another stance than an allegation.
STANCES: dict[str, Stance] = {
    **dict.fromkeys(
        ("blame/denial", "blame/own-no", "blame/cleared", "blame/cleared-of"), "denied"
    ),
    **dict.fromkeys(("blame/claimed", "blame/own-words", "blame/owned"), "admitted"),
}
# Those that read a party's answer out of what its own people say.
NOES = ("alibi", "communique-no", "nothing-happened", "says-no")
OWNING_UP = ("communique", "of-itself", "own-error", "owns-up")
ANSWERS: dict[str, Stance] = {
    **{f"blame/{rule}": "denied" for rule in NOES},
    **{f"blame/{rule}": "admitted" for rule in OWNING_UP},
}
CHARGE = table("en", "charge")["words"]
CLEARING = (*CHARGE["denies"], *CHARGE["false"], "not", "n't", "no ", "none", "never", "nothing")
# What stands before the whole of which a part was lost: "lost 30 of its" 45 beds.
SHARED = re.compile(
    r"\s+of\s+(?:(?:its|the|their|our|all)\s+|\S+(?:\s\S+)?[’']s?\s+)?$", re.IGNORECASE
)
REACH = 80  # characters before a whole in which its part stands
# Measures of care that stops or comes back as a whole, and the words that say either.
PARTS = ("department", "equipment", "facility")
EFFECTS = table("en", "effects")
LOSING = (
    *(form for code in ("destroyed", "out_of_service") for form in EFFECTS["terms"][code]),
    *(
        w
        for p in EFFECTS["apart"]
        if p["code"] in ("destroyed", "out_of_service")
        for w in p["lead"]
        if w not in ("opened", "left")  # said as well of what is given again
    ),
    "not",
    "never",
)
RESUMING = tuple(table("en", "services")["terms"]["resumed"])
GIVEN = ("had asked", "had requested", "had appealed", "had demanded", "opened", "delivered")
SIGNS = {
    "none": (
        *(w for key in ("no_reply", "silence", "unheard") for w in RULES["appeal"][key]),
        *RULES["answered"]["ignoring"],
    ),
    "refused": (*RULES["appeal"]["refused"], *RULES["answered"]["refusing"]),
    "granted": (*RULES["appeal"]["granted"], *RULES["answered"]["granting"], *GIVEN),
}


@value
class Refusal:
    """A statement or claim that does not follow from its words, by id, and why."""

    noun: str
    id: str
    why: str


def grounded(document: Document, found: Extraction, *, english: bool | None = None) -> Extraction:
    """Leave out what is refused, and all that hangs on it; a problem names it.

    `english` says whether words are to be read as English; null leaves it to the document. Codes
    in cells are no sentences, whatever their language: of them only the spans are looked at.
    """
    refused = list(refusals(document, found, english=english))
    if not refused:
        return found
    lost = {r.id for r in refused}
    claims = tuple(c for c in found.claims if c.id not in lost and c.statement not in lost)
    kept = {c.id for c in claims}
    problem = Problem(
        name=document.name,
        stage="extract",
        message=f"{len(refused)} proposed findings do not follow from their words and were left "
        f"out; the first: {refused[0].why}.",
        remedy="Nothing that is shown rests on them. If they were right, code them by hand.",
        receipt=document.receipt,
        document=document.id,
    )
    accounts = (
        replace(
            a,
            facility=a.facility if a.facility in kept else None,
            place=a.place if a.place in kept else None,
            time=a.time if a.time in kept else None,
            claims=tuple(c for c in a.claims if c in kept),
        )
        for a in found.accounts
    )
    return replace(
        found,
        statements=tuple(s for s in found.statements if s.id not in lost),
        claims=claims,
        accounts=tuple(a for a in accounts if a.claims),
        problems=(*found.problems, problem),
    )


def refusals(
    document: Document, found: Extraction, *, english: bool | None = None
) -> Iterator[Refusal]:
    """Name every statement and claim that does not follow from its words (see `grounded`)."""
    evidence = Evidence(document)
    english = is_english(document) if english is None else english
    said = {s.id: s for s in found.statements}
    for statement in found.statements:
        why = next(_of_statement(evidence, statement, english=english), None)
        if why is not None:
            yield Refusal(noun="statement", id=statement.id, why=why)
    for claim in found.claims:
        statement_of = said.get(claim.statement)
        why = next(_of_claim(evidence, claim, statement_of, english=english), None)
        if why is not None:
            yield Refusal(noun="claim", id=claim.id, why=why)


def _of_statement(evidence: Evidence, statement: Statement, *, english: bool) -> Iterator[str]:
    """Give what is wrong with a statement."""
    voices = [v.span for v in statement.voice if v.span is not None]
    spans = [statement.span, *voices, *([statement.cue] if statement.cue else [])]
    if not all(evidence.stands(span) for span in spans):
        yield f"the words «{statement.span.text[:60]}» or their speaker's do not stand there"
        return
    if not english:
        return
    for voice in statement.voice:
        if voice.span is not None and not evidence.names(voice.name, voice.span):
            yield f"«{voice.span.text}» does not name {voice.name}"
        elif voice.span is None and not evidence.knows(voice.name):
            yield f"nobody is called {voice.name} there"
    negated = negated_words([w.key for w in evidence.words(statement.span)])
    if negated != (statement.polarity == "negative"):
        yield f"«{statement.span.text[:60]}» is not {statement.polarity}"
    yield from _of_act(evidence, statement, negated=negated)


def _of_act(evidence: Evidence, statement: Statement, *, negated: bool) -> Iterator[str]:
    """Give what is wrong with the act of a statement, by its cue and by what is said."""
    codes = evidence.codes(statement.cue, *SPEECH) if statement.cue else set()
    if codes and "asserts" not in codes and statement.act not in codes:
        yield f"«{statement.cue.text if statement.cue else ''}» is not {statement.act}"
    untrue = says_untrue([w.key for w in evidence.words(statement.span)])
    if statement.act == "denies" and "denies" not in codes and not (negated or untrue):
        yield f"«{statement.span.text[:60]}» denies nothing"
    if statement.act == "admits" and "admits" not in codes and (negated or untrue):
        yield f"«{statement.span.text[:60]}» admits nothing"


def _of_claim(
    evidence: Evidence, claim: Claim, statement: Statement | None, *, english: bool
) -> Iterator[str]:
    """Give what is wrong with a claim."""
    if not evidence.stands(claim.span):
        yield f"the words «{claim.span.text[:60]}» do not stand there"
    elif statement is None:
        yield f"«{claim.span.text[:60]}» stands in no statement"
    elif english:
        look = LOOK.get(claim.kind)
        for missing in look(evidence, claim, statement) if look is not None else ():
            yield f"«{claim.span.text[:60]}» does not say {claim.kind} {missing}"


def _verbatim(claim: Claim, *parts: str | None) -> Iterator[str]:
    """Give the parts that do not stand in a claim's own words."""
    here = flat(claim.span.text)
    return (part for part in parts if part is not None and flat(part) not in here)


def _facility(_: Evidence, claim: Claim, __: Statement) -> Iterator[str]:
    if isinstance(claim.value, FacilityValue):
        yield from _verbatim(claim, claim.value.name)


def _place(_: Evidence, claim: Claim, __: Statement) -> Iterator[str]:
    if isinstance(claim.value, PlaceValue):
        yield from _verbatim(claim, claim.value.name)


def _time(evidence: Evidence, claim: Claim, _: Statement) -> Iterator[str]:
    told = claim.value
    if isinstance(told, TimeValue) and not evidence.dated(told, claim.span):
        yield f"{told.earliest} to {told.latest}"


def _casualty(evidence: Evidence, claim: Claim, _: Statement) -> Iterator[str]:
    told = claim.value
    if isinstance(told, CasualtyValue):
        yield from (n for n in told.names if not evidence.names(n, claim.span))
        if not evidence.counts(told, claim.span):
            yield f"{told.min} to {told.max}"


def _tally(evidence: Evidence, claim: Claim, _: Statement) -> Iterator[str]:
    told = claim.value
    if isinstance(told, TallyValue):
        yield from _verbatim(claim, told.what)
        around = evidence.around(claim.span)
        for part in (told.since, told.until, told.area):
            if part is not None and flat(part) not in around:
                yield part
        if not evidence.counts(told, claim.span):
            yield f"{told.min} to {told.max}"


ONLY = frozenset(("only", "solely", "exclusively"))


def _blame(evidence: Evidence, claim: Claim, statement: Statement) -> Iterator[str]:
    told = claim.value
    if not isinstance(told, BlameValue):
        return
    speakers = {flat(t) for v in statement.voice for t in (v.name, v.span.text if v.span else "")}
    around = evidence.around(claim.span)
    own = claim.rule in ("blame/own-words", "blame/own-no")
    where = around if own else flat(claim.span.text)
    answer = claim.rule in ANSWERS and evidence.knows(told.actor)
    if flat(told.actor) not in where and flat(told.actor) not in speakers and not answer:
        yield told.actor
    if told.stance != (STANCES | ANSWERS).get(claim.rule, "alleged"):
        yield f"{told.stance} by the rule {claim.rule}"
    no = claim.rule in ("blame/own-no", "blame/says-no") and statement.act == "denies"
    clears = claim.rule in ("blame/cleared", "blame/cleared-of")
    no = no or (clears and any(w in around for w in CLEARING))
    words = set(around.replace(",", " ").split())
    # "It strikes military targets only" denies that it struck anything else.
    bounded = any(w.strip('.;:!?”"') in ONLY for w in words)
    no = no or (claim.rule == "blame/cleared" and bounded)
    no = no or claim.rule == "blame/alibi"  # who was elsewhere denies in no word of denying
    no = no or (claim.rule in ANSWERS and bool(evidence.negations(claim.span.text)))
    if told.stance == "denied" and not no and not DENYING & words:
        yield "a denial"
    if told.stance == "alleged" and statement.act == "denies":
        yield "an allegation inside a denial"


def _circumstance(evidence: Evidence, claim: Claim, statement: Statement) -> Iterator[str]:
    told = claim.value
    if isinstance(told, CircumstanceValue):
        yield from _verbatim(claim, told.value)
        if evidence.negations(told.value) != evidence.negations(claim.span.text):
            yield told.value
        around, voices = evidence.around(claim.span), {v.name for v in statement.voice}
        for part in (told.by, told.on):
            if part is not None and part not in voices and flat(part) not in around:
                yield part


def _characterization(_: Evidence, claim: Claim, __: Statement) -> Iterator[str]:
    if isinstance(claim.value, CharacterizationValue):
        yield from _verbatim(claim, claim.value.term)


def _appeal(evidence: Evidence, claim: Claim, statement: Statement) -> Iterator[str]:
    told = claim.value
    if not isinstance(told, AppealValue):
        return
    near = evidence.around(claim.span, following=LATER)
    voices = {v.name for v in statement.voice}
    for part in (told.sender, told.recipient):
        if part is not None and part not in voices and flat(part) not in near:
            yield part
    if flat(told.request) not in near:
        yield told.request
    if told.reply in SIGNS and not any(sign in near for sign in SIGNS[told.reply]):
        yield f"a reply: {told.reply}"
    pledges = (*RULES["appeal"]["promised"], *RULES["answered"]["promising"])
    pledged = statement.act == "promises" or any(s in near for s in pledges)
    if told.reply == "promised" and not pledged:
        yield "a promise"
    if told.outcome == "not_kept" and not any(s in near for s in RULES["appeal"]["not_kept"]):
        yield "a promise not kept"


def _exhibit(evidence: Evidence, claim: Claim, _: Statement) -> Iterator[str]:
    told = claim.value
    if isinstance(told, ExhibitValue):
        near = evidence.around(claim.span, following=1)
        for name in (told.recorded_by, told.published_by):
            if name is not None and not evidence.knows(name):
                yield name
        yield from (t for t in (told.shows, told.rights) if t is not None and flat(t) not in near)


def _service(evidence: Evidence, claim: Claim, _: Statement) -> Iterator[str]:
    told = claim.value
    if isinstance(told, ServiceValue):
        yield from _verbatim(claim, told.value)
        around = evidence.around(claim.span)
        if told.per is not None and told.per not in around.replace("daily", "day"):
            yield f"per {told.per}"
        for day in (told.since, told.until):
            if day is not None and not evidence.tells_day(day, claim.span):
                yield day
        if told.lasting is not None and flat(told.lasting) not in around:
            yield told.lasting
        where = flat(claim.span.text) if told.measure in PARTS else around
        back = told.measure in PARTS and not told.lost
        no = back and bool(evidence.negations(claim.span.text))
        whole = _whole(evidence.document.text[: claim.span.start])
        if no or (whole and told.lost) or not any(sign in where for sign in _signs(told)):
            yield "a loss" if told.lost else "care that is given again"
        if told.measure not in PARTS and not (told.lost or whole) and _lost(around):
            yield "care that goes on"


def _whole(before: str) -> bool:
    """Whether a number stands behind another that is a part of it: "30 of its" 45 beds."""
    near = before[-REACH:]
    led = SHARED.search(near)
    return led is not None and any(n.end == led.start() for n in numbers(near))


def _signs(told: ServiceValue) -> tuple[str, ...]:
    """Give the words of which one has to say that care stopped, or that it is given again."""
    if told.measure in PARTS:
        return LOSING if told.lost else RESUMING
    return tuple(RULES["record"]["lost"]) if told.lost else ("",)


def _lost(around: str) -> bool:
    return any(sign in around for sign in RULES["record"]["lost"])


def _profile(evidence: Evidence, claim: Claim, _: Statement) -> Iterator[str]:
    told = claim.value
    if isinstance(told, ProfileValue):
        yield from _verbatim(claim, told.value)
        own_day = told.of is not None and told.as_of == evidence.document.described.published
        known = told.as_of is None or own_day
        if not known and flat(told.as_of or "") not in evidence.around(claim.span):
            yield f"as of {told.as_of}"
        if told.of is not None and not evidence.knows(told.of):
            yield told.of


LOOK: dict[str, Callable[[Evidence, Claim, Statement], Iterator[str]]] = {
    "facility": _facility,
    "place": _place,
    "time": _time,
    "casualty": _casualty,
    "tally": _tally,
    "blame": _blame,
    "circumstance": _circumstance,
    "characterization": _characterization,
    "appeal": _appeal,
    "exhibit": _exhibit,
    "service": _service,
    "profile": _profile,
}
