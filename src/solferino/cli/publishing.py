"""The verbs by which a case leaves for others: publish, and clear, which lets something out."""

import secrets
from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import wraps
from pathlib import Path
from typing import Any

import click

from solferino import pipeline, plugins
from solferino.cli.cases import CASE, ENGINE, PATH, open_case
from solferino.cli.deciding import Reason, decide, one, person_of, reasoned, somebody, undo
from solferino.cli.talk import Talk, verb
from solferino.codec import sha256, value
from solferino.errors import UsageError
from solferino.model import (
    Clearance,
    Clearances,
    Grading,
    Incident,
    Receipt,
    Release,
    still_standing,
)
from solferino.model.clearance import CLEARED, Letting, graded, worth
from solferino.ports import Picture
from solferino.practice.fiction import is_practice
from solferino.publish.chosen import found
from solferino.release.exhibits import Files
from solferino.release.folder import put, refuse_place
from solferino.release.issue import Issue, Setting, forms_missing, issue
from solferino.release.letter import SUMS
from solferino.release.preview import Preview
from solferino.release.preview import preview as preview_of
from solferino.release.profile import Profile
from solferino.release.profile import profile as profile_of
from solferino.store.case import Case
from solferino.store.secret import LENGTH, NONE_YET, known_secret, series_secret

SHOWN = 40  # characters of the words of a value in a line
SHORT = 12  # characters of an id
WARNS = {
    "singles out": "may fit one person only",
    "searchable": "quotes a post whose account can be found by search",
}


@value
class Told:
    """What a release says of itself: where objections go, and why there is a new one.

    `incidents` are the ids of those of which alone anything leaves, none: all; `called` names them.
    """

    address: str
    why: str
    incidents: tuple[str, ...]
    called: str


def told(function: Callable[..., None]) -> Callable[..., None]:
    """Give a verb the options that a release says of itself, as `Told`."""

    @wraps(function)
    def with_told(
        *,
        objections: str,
        why: str,
        incident: tuple[str, ...],
        called: str,
        **rest: Any,  # noqa: ANN401  (click's)
    ) -> None:
        if bool(incident) != bool(called.strip()):
            raise UsageError(
                "a selection of incidents is a series of releases of its own",
                "Give --incident, once for each, together with --called NAME.",
            )
        told = Told(address=objections, why=why, incidents=incident, called=called.strip())
        function(told=told, **rest)

    with_told = click.option(
        "--called", default="", metavar="NAME", help="What the chosen incidents are called."
    )(with_told)
    with_told = click.option(
        "--incident", multiple=True, metavar="ID", help="Publish this incident only; repeatable."
    )(with_told)
    with_told = click.option("--why", default="", help="Why there is a new release.")(with_told)
    return click.option(
        "--objections", default="", metavar="ADDRESS", help="Where objections go; printed."
    )(with_told)


@verb
@CASE
@click.option("--profile", "-p", "wanted", required=True, help="internal, partner, public, …")
@click.option("-o", "--output", "out", type=PATH, help="A new folder.")
@click.option("--preview", is_flag=True, help="Tell what would leave and what not; write nothing.")
@told
def publish(
    *, case: Path, wanted: str, out: Path | None, preview: bool, told: Told, talk: Talk
) -> None:
    """Write what may leave a case, by a profile, into a new folder.

    The profiles are internal, partner, public, ssa-public and shcc-public, or a file of your own
    (docs/publishing.md). By the public ones only reviewed values leave; blame, legal words, grades,
    people and sources only where somebody let them out (`solferino clear`). Every byte is searched
    for what must stay inside; where anything is found, nothing is written. Each publication is a
    numbered release; while nothing changes it is the same one again.
    """
    profile = profile_of(wanted)
    if out is None and not preview:
        raise UsageError("a publication is a folder", "Say where it goes with -o FOLDER.")
    with open_case(case, talk, writing=not preview) as opened:
        picture = pipeline.picture(opened, ENGINE)
        decided = (Clearances(opened.rulings(Clearance)), opened.rulings(Release))
        chosen = frozenset(found(picture, told.incidents)) if told.incidents else None
        if preview or out is None:
            secret = known_secret(opened.path, profile.name) or NONE_YET
            _preview(preview_of(picture, profile, decided, secret, chosen), talk)
            return
        secret = series_secret(opened.path, profile.name, lambda: secrets.token_bytes(LENGTH))
        refuse_place(out)
        setting = replace(_setting(opened, picture, told, talk), chosen=chosen)
        made = issue(picture, profile, decided, secret, setting)
        if made.fresh and profile.audience != "internal":
            opened.decide(made.release)
        put(made.files, out)
    _tell(made, profile, out, talk)
    for form in forms_missing(profile, setting.exporters):
        talk.say(f"{form} was not written: no exporter of this name is installed.")


def _setting(case: Case, picture: Picture, told: Told, talk: Talk) -> Setting:
    return Setting(
        at=talk.clock(),
        practice=is_practice(picture),
        exporters=plugins.kit(plugins.find()).exporters,
        by=talk.by,
        why=told.why,
        address=told.address,
        files=Files(receipts=tuple(case.receipts()), read=case.data),
        called=told.called,
    )


def _preview(told: Preview, talk: Talk) -> None:
    rows = [(w.kind, w.about[:SHORT], w.said[:SHOWN], w.why, w.remedy) for w in told.withheld]
    talk.table("withheld", ("kind", "id", "words", "why it stays", "what lets it out"), rows)
    for caution in told.cautions:
        talk.say(
            f"Look at “{caution.words}” ({caution.document[:SHORT]}): it {WARNS[caution.kind]}."
        )
    talk.say(
        f"{told.values} of {told.of_values} values would leave, in "
        f"{told.incidents} of {told.of_incidents} incidents; {told.people} people are withheld."
    )


def _tell(made: Issue, profile: Profile, out: Path, talk: Talk) -> None:
    found, release = made.published, made.release
    counted = f"{len(found.picture.incidents)} incidents, {len(found.picture.claims)} values"
    which = f"release {release.number} of {release.series}"
    if profile.audience == "internal":
        which = "internal, which is no release"
    elif not made.fresh:
        which += f" again, as of {release.at}: nothing has changed since"
    talk.give(
        {
            "profile": profile.name,
            "release": release.number,
            "fresh": made.fresh,
            "output": str(out),
            "files": sorted(made.files),
            "sums": sha256(made.files[SUMS]),
            "incidents": len(found.picture.incidents),
            "values": len(found.picture.claims),
            "withheld": len(found.withheld),
        },
        f"{len(made.files)} files in {out}: {which}: {counted}.",
        f"{len(found.withheld)} values and grades stay inside; --preview names each.",
        "Nothing that must stay inside was found in any byte.",
        f"SHA-256 of {SUMS}, to tell readers by another way: {sha256(made.files[SUMS])}",
    )
    talk.say(profile.says["en"])


@verb
@CASE
@click.argument("of", type=click.Choice(CLEARED))
@click.argument("about")
@click.argument("proposition", default="")
@reasoned
def clear(
    *, case: Path, of: Letting, about: str, proposition: str, reason: Reason, talk: Talk
) -> None:
    """Let a value, person, grade, source or exhibit out by an explicit decision.

    ABOUT is the id of a claim, the name of a person, the id of an incident (with PROPOSITION as
    SCHEME:KIND or SCHEME:KIND:SUBJECT), or a document's id; for an exhibit (a picture, or a PDF of
    which pages are shown) also the SHA-256 of the file. It holds for what stands now: when the
    value or grade changes, somebody has to decide anew. --undo takes it back.
    """
    by = somebody(talk)
    with open_case(case, talk, writing=True) as opened:
        about_, called = FINDERS[of](opened, about, proposition)
        ruling = Clearance(of=of, about=about_, called=called, by=by, why=reason.why)
        standing = still_standing(opened.rulings(Clearance))
        own = [c for c in standing if (c.by, c.of, c.about) == (by, of, about_)]
        if reason.undo:
            undo(opened, [c for c in own if c.called == called], reason, talk)
        else:
            decide(opened, ruling, [c for c in own if c.called == called], talk)


def _claim(case: Case, about: str, _: str) -> tuple[str, str]:
    claim = one(case.reviewed().claims, about, "claim", "solferino show CASE claims")
    return claim.id, worth(claim)


def _person(case: Case, about: str, _: str) -> tuple[str, str]:
    person = person_of(case, about)
    return person.mentions[0], person.name


def _source(case: Case, about: str, _: str) -> tuple[str, str]:
    document = one(case.documents(), about, "document", "solferino show CASE documents")
    return document.id, document.name


def _exhibit(case: Case, about: str, _: str) -> tuple[str, str]:
    receipt = receipt_of(case, about)
    return receipt.id, receipt.original


def receipt_of(case: Case, about: str) -> Receipt:
    """Find how a file came in: by its receipt, its digest, or a document read from it."""
    read = {d.receipt for d in case.documents() if about and d.id.startswith(about)}
    fitting = [
        r
        for r in case.receipts()
        if r.id in read or (about and (r.id.startswith(about) or r.original.startswith(about)))
    ]
    if len(fitting) != 1:
        raise UsageError(
            f"{len(fitting)} files are {about}",
            "Give a document's id (`solferino show CASE documents`), or the SHA-256 of a file.",
        )
    return fitting[0]


@verb
@CASE
@click.argument("about")
@reasoned
def withdraw(*, case: Path, about: str, reason: Reason, talk: Talk) -> None:
    """Note that whoever gave a file no longer permits its use.

    ABOUT is the id of a document or the SHA-256 of a file. From the next release on nothing of it
    leaves, whatever else was decided, and the release says why, without naming it. What is out
    already cannot be taken back: tell those who have it. --undo gives the permission back.
    """
    by = somebody(talk)
    with open_case(case, talk, writing=True) as opened:
        receipt = receipt_of(opened, about)
        ruling = Clearance(
            of="withdrawal", about=receipt.id, called=receipt.original, by=by, why=reason.why
        )
        standing = still_standing(opened.rulings(Clearance))
        own = [c for c in standing if (c.by, c.of, c.about) == (by, ruling.of, ruling.about)]
        if reason.undo:
            undo(opened, own, reason, talk)
        else:
            decide(opened, ruling, own, talk)


def _grading(case: Case, about: str, proposition: str) -> tuple[str, str]:
    picture = case.picture(ENGINE)
    incident: Incident = one(picture.incidents, about, "incident", "solferino show CASE incidents")
    scheme, _, rest = proposition.partition(":")
    kind, _, subject = rest.partition(":")
    found: list[Grading] = [
        g
        for g in picture.gradings
        if (g.incident, g.scheme, g.proposition) == (incident.id, scheme, kind)
        and (not subject or g.subject == subject)
    ]
    if len(found) != 1:
        raise UsageError(
            f"{len(found)} propositions are {proposition or 'named'}",
            "Give SCHEME:KIND:SUBJECT as `solferino show CASE gradings` lists them.",
        )
    return min(incident.accounts), graded(found[0])


FINDERS: Mapping[Letting, Callable[[Case, str, str], tuple[str, str]]] = {
    "claim": _claim,
    "person": _person,
    "source": _source,
    "grading": _grading,
    "exhibit": _exhibit,
}
