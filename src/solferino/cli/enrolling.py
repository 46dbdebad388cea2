"""The command by which lists of facilities enter the register, and leave it again."""

import sys
from collections.abc import Mapping, Sequence
from importlib.resources import files
from pathlib import Path
from typing import Any

import click

from solferino import pipeline
from solferino.cli.cases import open_case
from solferino.cli.facilities import bundled, command, enter, known
from solferino.cli.talk import Talk
from solferino.codec import sha256, value
from solferino.errors import UnreadableError, UsageError
from solferino.model import still_standing, to_fall
from solferino.model.register import Enrolment
from solferino.resolve.register.enlisting import Listing, listing_of
from solferino.resolve.register.listing import read_sheet
from solferino.resolve.register.mapping import fitting, read_mapping, shipped
from solferino.resolve.register.preview import FATES, preview
from solferino.resolve.register.tidying import country_code
from solferino.store.case import Case

STARTING = "starting"  # instead of a file: the list that comes along
ROWS = ("line", "fate", "entry", "name", "why")


@value
class About:
    """What is told of a list as a whole, for rows that do not tell it."""

    mapping: str | None
    source: str | None
    as_of: str | None
    country: str | None


@value
class Consent:
    """Whether only to look, whether to go on without asking, or to take a list out again."""

    look: bool
    yes: bool
    undo: bool


@command
@click.argument("file")
@bundled(
    "about",
    About,
    click.option("--mapping", metavar="M", help="A mapping: a TOML file, or the name of one."),
    click.option("--source", help="Who made the list, where its rows do not say."),
    click.option("--as-of", help="When it was made: YYYY, YYYY-MM or YYYY-MM-DD."),
    click.option("--country", help="The country of rows that tell none."),
)
@bundled(
    "consent",
    Consent,
    click.option("--preview", "look", is_flag=True, help="Tell of each row; nothing enters."),
    click.option("--yes", is_flag=True, help="Do not ask before the list enters."),
    click.option("--undo", is_flag=True, help="Take a list out again; FILE is its name."),
)
def import_(*, case: Path, file: str, about: About, consent: Consent, talk: Talk) -> None:
    """Take a list of facilities into the register.

    FILE is CSV, TSV or GeoJSON: an export of OpenStreetMap (HOT), healthsites.io or Wikidata,
    one of the register itself, or any other with a mapping; `starting` is the list that comes
    along. Every row is told: added, changed, known, doubtful or left out, and why. Nothing
    enters before you say yes.
    """
    if consent.undo:
        _take_out(case, Path(file).name, talk)
        return
    name, data = _file(file)
    with open_case(case, talk, writing=not consent.look) as opened:
        enrolment, listing = _enrolled(opened, name, data, about, talk.by)
        lists = pipeline.listed(opened)
        after = known(opened, [*lists, *listing.entries])
        seen = preview(known(opened, lists), after, listing)
        told = {fate: seen.count(fate) for fate in FATES}
        if consent.look:
            rows = [(r.line, r.fate, r.entry, r.name, r.why) for r in seen.rows]
            talk.table("rows", ROWS, rows)
            talk.say(_counted(told))
            return
        talk.problems(seen.problems)
        if not consent.yes:
            _ask(_counted(told), talk)
        opened.keep(data, f"register {name}")
        enter(opened, [enrolment])
    talk.give({"file": name, "rows": told, "facilities": len(after)}, _counted(told))


def _file(file: str) -> tuple[str, bytes]:
    path = Path(file)
    if file == STARTING and not path.exists():
        shipped_list = files("solferino.resolve.register") / "starting.csv"
        return "starting.csv", shipped_list.read_bytes()
    try:
        return path.name, path.read_bytes()
    except OSError as error:
        raise UsageError(f"cannot read {path}: {error.strerror}", "Check the spelling.") from error


def _enrolled(
    case: Case, name: str, data: bytes, about: About, by: str
) -> tuple[Enrolment, Listing]:
    """Choose the mapping of a list, and read it."""
    country = country_code(about.country) if about.country else None
    if about.country and country is None:
        raise UsageError(f"{about.country} is no country", "Give an ISO 3166-1 code, like SD.")
    saved = {
        read_mapping(e.mapping).name: e.mapping for e in case.rulings(Enrolment) if not e.retracts
    }
    try:
        sheet = read_sheet(data)
        mapping = _mapping(about.mapping, saved, sheet.headings)
        enrolment = Enrolment(
            original=sha256(data),
            name=name,
            mapping=mapping,
            by=by,
            source=about.source,
            as_of=about.as_of,
            country=country,
        )
        return enrolment, listing_of(enrolment, sheet)
    except UnreadableError as error:
        raise UsageError(f"{name} cannot be read: {error.message}", error.remedy) from error


def _mapping(asked: str | None, saved: Mapping[str, str], headings: Sequence[str]) -> str:
    named = {**shipped(), **saved}
    if asked is None:
        return fitting(headings, named)
    if asked in named:
        return named[asked]
    try:
        return Path(asked).read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(
            f"there is no mapping {asked}", f"Give a TOML file, or one of: {', '.join(named)}."
        ) from error


def _take_out(path: Path, name: str, talk: Talk) -> None:
    with open_case(path, talk, writing=True) as case:
        given = case.rulings(Enrolment)
        own = [e for e in still_standing(given) if name == e.name or e.original.startswith(name)]
        if not own:
            raise UsageError(
                f"no list of the register is called {name}",
                "`solferino register CASE show --lists` names them.",
            )
        entered = enter(case, [to_fall(e, given, by=talk.by) for e in own])
    talk.give({"entered": entered}, f"{name} is no longer part of the register.")


def _ask(said: str, talk: Talk) -> None:
    if talk.as_json or not sys.stdin.isatty():
        raise UsageError(
            f"nothing entered yet: {said}", "Look with --preview, then repeat it with --yes."
        )
    click.confirm(f"{said} Take them in?", abort=True, err=True)


def _counted(told: Mapping[Any, int]) -> str:
    return ", ".join(f"{number} {fate}" for fate, number in told.items()) + "."
