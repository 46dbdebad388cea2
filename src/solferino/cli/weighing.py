"""The verbs by which a person weighs: grade, relate, rate, reply."""

from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import Any

import click

from solferino.cli.cases import CASE, ENGINE, open_case
from solferino.cli.deciding import Reason, decide, one, reasoned, somebody, undo
from solferino.cli.talk import Talk, verb
from solferino.codec import value
from solferino.errors import UsageError
from solferino.model import (
    Grading,
    Hearing,
    Incident,
    Origin,
    Override,
    Rated,
    Related,
    still_standing,
)
from solferino.model.ruling import ANSWERS, Answer
from solferino.model.terms import RELATIONS, Relation
from solferino.ports import Picture
from solferino.text.fold import fold
from solferino.weigh.profile import grades, letters

INCIDENTS = "solferino show CASE incidents"


@verb
@CASE
@click.argument("incident")
@click.argument("proposition")
@click.argument("wanted", metavar="GRADE")
@reasoned
def grade(
    *, case: Path, incident: str, proposition: str, wanted: str, reason: Reason, talk: Talk
) -> None:
    """Give a proposition a grade of your own, with the reason.

    PROPOSITION is SCHEME:KIND, such as solferino:occurrence or who-ssa:occurrence; where an
    incident has several of a kind, SCHEME:KIND:SUBJECT with the subject as `show CASE gradings`
    lists it. The rule's grade stays beside yours; --undo takes yours back.
    """
    by = somebody(talk)
    with open_case(case, talk, writing=True) as opened:
        picture = opened.picture(ENGINE)
        found = one(picture.incidents, incident, "incident", INCIDENTS)
        ruling = _override(found, _grading(picture, found, proposition), wanted, by, reason.why)
        subject = (ruling.proposition, ruling.subject, ruling.scheme, by)
        own = [
            o
            for o in still_standing(opened.rulings(Override))
            if o.account in found.accounts and (o.proposition, o.subject, o.scheme, o.by) == subject
        ]
        if reason.undo:
            undo(opened, [o for o in own if o.grade == wanted], reason, talk)
        elif not reason.why:
            raise UsageError("a grade against the rule needs a reason", "Give it with --why.")
        else:
            decide(opened, ruling, own, talk)


def _override(incident: Incident, about: Grading, wanted: str, by: str, why: str) -> Override:
    known = grades(about.scheme)
    if wanted not in known:
        raise UsageError(
            f"{about.scheme} has no grade {wanted!r}", f"Give one of: {', '.join(known)}."
        )
    return Override(
        account=min(incident.accounts),
        proposition=about.proposition,
        subject=about.subject,
        scheme=about.scheme,
        grade=wanted,
        by=by,
        why=why,
    )


@verb
@CASE
@click.argument("origin")
@click.argument("relation", type=click.Choice(RELATIONS))
@reasoned
def relate(*, case: Path, origin: str, relation: Relation, reason: Reason, talk: Talk) -> None:
    """Say how an origin stands to the parties.

    ORIGIN is its id or the beginning of it (`show CASE origins`). One rule holds for every side,
    and it is never a score: a party's word makes more than an allegation and corroborates nothing,
    whichever side it is on.
    """
    by = somebody(talk)
    with open_case(case, talk, writing=True) as opened:
        found = _origin(opened.picture(ENGINE), origin)
        lasting = found.entity or found.id
        ruling = Related(origin=lasting, relation=relation, by=by, why=reason.why)
        standing = still_standing(opened.rulings(Related))
        own = [r for r in standing if r.by == by and r.origin in {found.id, lasting}]
        if reason.undo:
            undo(opened, [r for r in own if r.relation == relation], reason, talk)
        else:
            decide(opened, ruling, own, talk)


@verb
@CASE
@click.argument("source")
@click.argument("letter", type=click.Choice(tuple(letters())))
@reasoned
def rate(*, case: Path, source: str, letter: str, reason: Reason, talk: Talk) -> None:
    """Say how reliable a source is, A to F, with the reason.

    SOURCE is a name as `show CASE origins` lists it, or an id or its beginning. The letters are
    those of the Admiralty code: A completely, B usually, C fairly, D not usually reliable, E
    unreliable, F cannot be judged, which holds until a person says otherwise. It is about what the
    source did so far, whichever side it is on; no rule reads it off its relation to the parties,
    and no grade of a proposition changes with it. --undo takes it back.
    """
    by = somebody(talk)
    with open_case(case, talk, writing=True) as opened:
        picture = opened.picture(ENGINE)
        named = [o for o in picture.origins if fold(o.name) == fold(source)]
        found = named[0] if len(named) == 1 else _origin(picture, source)
        lasting = found.entity or found.id
        ruling = Rated(source=lasting, name=found.name, letter=letter, by=by, why=reason.why)
        mentions = next((e.mentions for e in picture.entities if e.id == found.entity), ())
        own = [
            r
            for r in still_standing(opened.rulings(Rated))
            if r.by == by and r.source in {found.id, *mentions}
        ]
        if reason.undo:
            undo(opened, [r for r in own if r.letter == letter], reason, talk)
        elif not reason.why:
            raise UsageError("a letter needs a reason", "Give it with --why.")
        else:
            decide(opened, ruling, own, talk)


def _origin(picture: Picture, beginning: str) -> Origin:
    return one(picture.origins, beginning, "origin", "solferino show CASE origins")


@value
class Heard:
    """Who asked a party, on which day, and its reply in full; null where there is none."""

    by: str | None
    on: str | None
    text: str | None


def heard(function: Callable[..., None]) -> Callable[..., None]:
    """Give a verb the options `--asked` and `--text`, as `Heard`."""

    @wraps(function)
    def told(*, asked: tuple[str, str] | None, text: str | None, **rest: Any) -> None:  # noqa: ANN401  (click's)
        who, day = asked or (None, None)
        function(answer=Heard(by=who, on=day, text=text), **rest)

    told = click.option("--text", help="The reply in full.")(told)
    return click.option(
        "--asked", nargs=2, metavar="WHO DAY", help="Who asked, and when (YYYY-MM-DD)."
    )(told)


@verb
@CASE
@click.argument("incident")
@click.argument("party")
@click.argument("status", type=click.Choice(ANSWERS))
@heard
def reply(
    *, case: Path, incident: str, party: str, status: Answer, answer: Heard, talk: Talk
) -> None:
    """Record whether a party was asked, and its reply.

    PARTY is the name under which the incident lists it. What it says is printed beside what is
    said of it. "Not asked" is what holds until somebody asks.
    """
    by = somebody(talk)
    if (status == "replied") != (answer.text is not None):
        raise UsageError("a reply has a text, and nothing else has", "Give it with --text.")
    with open_case(case, talk, writing=True) as opened:
        found = one(opened.picture(ENGINE).incidents, incident, "incident", INCIDENTS)
        ruling = Hearing(
            account=min(found.accounts),
            party=party,
            status=status,
            by=by,
            asked_by=answer.by,
            asked_on=answer.on,
            text=answer.text,
        )
        decide(opened, ruling, [], talk)


def _grading(picture: Picture, incident: Incident, proposition: str) -> Grading:
    scheme, _, rest = proposition.partition(":")
    kind, _, subject = rest.partition(":")
    fitting = [
        g
        for g in picture.gradings
        if g.incident == incident.id
        and (g.scheme, g.proposition) == (scheme, kind)
        and (not subject or g.subject == subject)
    ]
    if len(fitting) != 1:
        raise UsageError(
            f"{len(fitting)} propositions are {proposition}",
            "Give SCHEME:KIND:SUBJECT as `solferino show CASE gradings` lists them.",
        )
    return fitting[0]
