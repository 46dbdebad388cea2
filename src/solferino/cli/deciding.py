"""The verbs by which a person decides: assess, judge, protect."""

from collections.abc import Callable, Iterable, Sequence
from functools import wraps
from pathlib import Path
from typing import Any, Protocol, TypeVar

import click

from solferino import pipeline, plugins
from solferino.cli.cases import CASE, open_case
from solferino.cli.talk import Talk, verb
from solferino.codec import encode, parse, value
from solferino.errors import BrokenError, UsageError
from solferino.model import (
    Assessment,
    Claim,
    Entity,
    Judgement,
    Protection,
    Value,
    correct,
    still_standing,
    to_fall,
    to_stand,
)
from solferino.model import assess as answer
from solferino.model.saying import read_value
from solferino.model.terms import DECISIONS, VERDICTS, Decision, Verdict
from solferino.store.case import Case
from solferino.store.facts import Ruling
from solferino.text.fold import fold

UNNAMED = "unnamed"


class _Named(Protocol):
    @property
    def id(self) -> str: ...


T = TypeVar("T", bound=_Named)
R = TypeVar("R", bound=Ruling)


@value
class Reason:
    """Why somebody decides; `undo` takes that decision back instead of making it."""

    why: str
    undo: bool


def reasoned(function: Callable[..., None]) -> Callable[..., None]:
    """Give a verb the options `--why` and `--undo`, as a `Reason`."""

    @wraps(function)
    def told(*, why: str, undo: bool, **rest: Any) -> None:  # noqa: ANN401  (click's)
        function(reason=Reason(why=why, undo=undo), **rest)

    told = click.option("--undo", is_flag=True, help="Take this decision of yours back.")(told)
    return click.option("--why", default="", help="The reason, for those who read it later.")(told)


@verb
@CASE
@click.argument("claim")
@click.argument("decision", type=click.Choice(DECISIONS))
@click.option("--value", "instead", metavar="JSON", help="The right value; for correct only.")
@reasoned
def assess(
    *, case: Path, claim: str, decision: Decision, instead: str | None, reason: Reason, talk: Talk
) -> None:
    """Say of a claim that it is right, wrong, or something else.

    CLAIM is its id or the beginning of it (`solferino show CASE claims`). With correct, give
    the fields that change as --value, such as '{"min": 5, "max": 5}'. Nothing is overwritten:
    what was found stays beside what you say, and --undo takes it back at any time.
    """
    by = somebody(talk)
    with open_case(case, talk, writing=True) as opened:
        seen = opened.reviewed()
        found = one(seen.claims, claim, "claim", "solferino show CASE claims")
        said = next(s for s in seen.statements if s.id == found.statement)
        standing = still_standing(opened.rulings(Assessment))
        own = [a for a in standing if a.claim.id == found.id and a.by == by]
        if reason.undo:
            undo(opened, [a for a in own if a.decision == decision], reason, talk)
        elif decision == "correct":
            value_ = _corrected(found, instead)
            decide(opened, correct(found, said, value_, by=by, why=reason.why), own, talk)
        else:
            decide(opened, answer(found, said, decision, by=by, why=reason.why), own, talk)


@verb
@CASE
@click.argument("left")
@click.argument("right")
@click.argument("verdict", type=click.Choice(VERDICTS))
@reasoned
def judge(
    *, case: Path, left: str, right: str, verdict: Verdict, reason: Reason, talk: Talk
) -> None:
    """Say of two entities or incidents: same or different.

    LEFT and RIGHT are ids, or beginnings of ids, of entities or of incidents as `show` lists
    them. A person's word wins over every rule, whatever comes in later; --undo takes it back.
    """
    by = somebody(talk)
    with open_case(case, talk, writing=True) as opened:
        one, other = (_grouped(opened, name) for name in (left, right))
        ruling = Judgement(left=one, right=other, verdict=verdict, by=by, why=reason.why)
        standing = still_standing(opened.rulings(Judgement))
        own = [j for j in standing if j.by == by and {j.left, j.right} == {one, other}]
        if reason.undo:
            undo(opened, [j for j in own if j.verdict == verdict], reason, talk)
        else:
            decide(opened, ruling, own, talk)


@verb
@CASE
@click.argument("person")
@reasoned
def protect(*, case: Path, person: str, reason: Reason, talk: Talk) -> None:
    """Withhold a person's name in all that leaves the case.

    It is withheld under every spelling that the case knows.

    PERSON is a name as `solferino show CASE entities` lists it, or the beginning of the id. The
    desk goes on showing the name to the case's own people; the JSON export, which holds the full
    texts and is no publication, marks the person as protected. --undo takes it back.
    """
    by = somebody(talk)
    with open_case(case, talk, writing=True) as opened:
        entity = person_of(opened, person)
        standing = still_standing(opened.rulings(Protection))
        same = [p for p in standing if p.mention in entity.mentions]
        if reason.undo:
            undo(opened, [p for p in same if p.by == by], reason, talk)
        else:
            ruling = Protection(mention=entity.id, name=entity.name, by=by, why=reason.why)
            decide(opened, ruling, [p for p in same if p.by == by], talk)


def person_of(case: Case, called: str) -> Entity:
    """Find the one person of a name or of an id that begins so."""
    people = [e for e in case.picture("").entities if e.kind == "person"]
    wanted = fold(called)
    named = [e for e in people if wanted in {fold(name) for name in (e.name, *e.names)}]
    found = named or [e for e in people if e.id.startswith(called)]
    if len(found) != 1:
        listed = ", ".join(f"{e.id[:12]} ({e.name})" for e in found)
        counted = f"{len(found)} people are" if found else "no person is"
        raise UsageError(
            f"{counted} called {called}",
            f"Give the beginning of one id: {listed}."
            if found
            else "Take a name from `solferino show CASE entities`.",
        )
    return found[0]


def somebody(talk: Talk) -> str:
    """Ask for a name: a decision has somebody who made it."""
    if talk.by == UNNAMED:
        raise UsageError(
            "a decision needs somebody who makes it",
            "Give your name or your code with --by, or set SOLFERINO_BY.",
        )
    return talk.by


def decide(case: Case, ruling: R, own: Sequence[R], talk: Talk) -> None:
    """Enter a ruling in place of what the same person said of the same thing before."""
    before = [r for r in own if r.id != ruling.id]
    _enter(case, [*(_falling(case, r, ruling.by, "decided anew") for r in before), ruling], talk)


def undo(case: Case, rulings: Sequence[R], reason: Reason, talk: Talk) -> None:
    """Take rulings back; refuses where there are none."""
    if not rulings:
        raise UsageError(
            f"{talk.by} has not decided that", "Give the same --by as then, and the same decision."
        )
    _enter(case, [_falling(case, r, talk.by, reason.why) for r in rulings], talk)


def _falling(case: Case, ruling: R, by: str, why: str) -> R | None:
    return to_fall(ruling, case.rulings(type(ruling)), by=by, why=why)


def _enter(case: Case, rulings: Sequence[R | None], talk: Talk) -> None:
    """Write down what is new of the rulings, then derive again what follows from it."""
    entered = []
    for ruling in rulings:
        fresh = None if ruling is None else to_stand(ruling, case.rulings(type(ruling)))
        if fresh is not None:
            case.decide(fresh)
            entered.append(fresh.id)
    for _ in pipeline.derive(case, plugins.kit(plugins.find())):
        pass
    seq = case.head().seq
    said = f"Kept, as entry {seq} of the ledger." if entered else "It stands already."
    talk.give({"entered": entered, "entry": seq}, said)


def one(things: Iterable[T], beginning: str, noun: str, where: str) -> T:
    """Find the thing whose id begins so; `where` is the command that lists them."""
    found = [t for t in things if t.id.startswith(beginning)]
    if len(found) != 1:
        raise UsageError(
            f"{len(found) or 'no'} {noun}{'s have' if len(found) > 1 else ' has'} an id that "
            f"begins with {beginning}",
            f"Give more of the id; `{where}` lists them.",
        )
    return found[0]


def _grouped(case: Case, beginning: str) -> str:
    """Find the mention or account that an id of an entity or incident stands for."""
    picture = case.picture("")
    ids = {
        *(e.id for e in picture.entities),
        *(i.id for i in picture.incidents),
        *(m.id for m in picture.mentions),
        *(a.id for a in picture.accounts),
    }
    found = [name for name in ids if name.startswith(beginning)]
    if len(found) != 1:
        raise UsageError(
            f"{len(found)} entities or incidents have an id that begins with {beginning}",
            "Give more of the id; `solferino show CASE entities` and `… incidents` list them.",
        )
    return found[0]


def _corrected(claim: Claim, instead: str | None) -> Value:
    """Read the fields that change and put them in place of the claim's own."""
    try:
        told = parse(instead or "")
    except ValueError as error:
        raise UsageError(
            "a correction needs the right value as JSON",
            """Give the fields that change, such as --value '{"min": 5, "max": 5}'.""",
        ) from error
    if not isinstance(told, dict):
        raise UsageError("the value is no JSON object", "Give it in curly brackets.")
    whole = {**parse(encode(claim.value)), **told}
    try:
        found = read_value(claim.kind, encode(whole))
    except BrokenError as error:
        raise UsageError(
            f"that is no {claim.kind}: {error.message}",
            f"Its fields are: {', '.join(sorted(parse(encode(claim.value))))}.",
        ) from error
    if found == claim.value:
        raise UsageError("that is what the claim says already", "Use accept if it is right.")
    return found
