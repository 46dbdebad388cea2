"""The verb `import`: what others coded comes in, after a look at what that does."""

import sys
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import click

from solferino import pipeline, plugins
from solferino.cli.cases import CASE, ENGINE, PATH, counts, open_case, told
from solferino.cli.deciding import somebody
from solferino.cli.facilities import bundled
from solferino.cli.receiving import UNREAD
from solferino.cli.talk import Talk, verb
from solferino.cli.working import Crew, bring_up_to_date, crewed
from solferino.codec import value
from solferino.coding.headings import heading
from solferino.coding.mapping import read_mapping
from solferino.errors import UnreadableError, UsageError
from solferino.importing.back import Answer, answer, sheets_in, take_over
from solferino.importing.decisions import Whose
from solferino.importing.rows import FATES, Offer, Wish, draft, offer, take_in, take_out
from solferino.ports import Sample
from solferino.read.coded import tables
from solferino.resolve.collector import collector_paused
from solferino.store.case import Case

ROWS = ("row", "id", "fate", "why")
COLUMNS = ("column", "means")
MOST_SHOWN = 8  # words not understood that are named one by one


@value
class About:
    """What is told of a file as a whole."""

    mapping: str | None
    coder: str | None
    rights: str | None


@value
class Consent:
    """Whether only to look, whether to go on without asking, or to take a file out again."""

    look: bool
    yes: bool
    undo: bool
    why: str
    draft: Path | None


@verb
@CASE
@click.argument("file", type=PATH)
@bundled(
    "about",
    About,
    click.option("--mapping", metavar="M", help="A mapping: a TOML file, or the name of one."),
    click.option("--coder", metavar="NAME", help="Who coded the rows, where it is not known."),
    click.option("--rights", help="The licence or the terms under which you hold the file."),
)
@bundled(
    "consent",
    Consent,
    click.option("--preview", "look", is_flag=True, help="Tell of each row; nothing enters."),
    click.option("--yes", is_flag=True, help="Do not ask before it enters."),
    click.option("--undo", is_flag=True, help="Take an imported file's coding back."),
    click.option("--why", default="", help="The reason, for those who read it later."),
    click.option("--draft", type=PATH, help="Write a mapping for this file there, to edit."),
)
@crewed
def import_(
    *, case: Path, file: Path, about: About, consent: Consent, crew: Crew, talk: Talk
) -> int:
    """Take in rows that others coded, a list of links, or our own sheets.

    The workbook or the CSV files of `export`, edited in a spreadsheet program, come back as your
    decisions: each changed cell is told with what the case says now, and nothing is decided before
    you say yes.

    Else FILE is XLSX, CSV, TSV, JSON or a list of links: the incident file of Insecurity Insight
    (SHCC), an export of WHO SSA, ACLED, Airwars, Atlos, Bayanat or the auto-archiver, or any table
    with a mapping. The file itself is kept as an original; each row becomes a document, and what
    is coded in it claims of its coder. Every row is told: added, changed, known, doubtful or left
    out, and why. Nothing enters before you say yes.
    """
    if consent.draft is not None:
        _draft(file, about, consent.draft, talk)
        return 0
    by = somebody(talk)
    named = _file(file)
    came = None if consent.undo else sheets_in(*named)
    # Thousands of rows stay until the end: the collector would walk all of them again and again.
    with collector_paused(), open_case(case, talk, writing=not consent.look) as opened:
        if came is not None:
            whose = Whose(by=by, why=consent.why)
            return _back(answer(opened, ENGINE, named, came, whose), opened, consent, talk)
        if consent.undo:
            entered = take_out(opened, file.name, by, consent.why)
            unread = bring_up_to_date(opened, crew, talk)
            talk.give({"entered": entered}, f"{file.name} is a plain table again; its bytes stay.")
            return UNREAD if unread else 0
        wish = _wish(about, by, consent.why)
        offered = offer(opened, plugins.kit(plugins.find()).readers, named, wish)
        if consent.look:
            _show(offered, talk)
            return 0
        if not consent.yes:
            _ask(_counted(offered), talk)
        return _enter(opened, offered, crew, talk)


def _back(given: Answer, case: Case, consent: Consent, talk: Talk) -> int:
    """Tell what a sheet that came back asks for; enter it where that is wished."""
    counted = ", ".join(f"{n} {what}" for what, n in given.counts.items()) + "."
    if consent.look or not talk.as_json:
        made = [(d.place, "decision", d.says) for d in given.decided]
        left = [(n.place, n.what, n.why) for n in given.asks.notices]
        talk.table("changes", ("place", "what", "why"), [*made, *left])
    if consent.look:
        talk.say(counted)
        return 0
    if given.decided and not consent.yes:
        _ask(counted, talk)
    entered = take_over(case, given)
    if entered:
        for _ in pipeline.derive(case, plugins.kit(plugins.find())):
            pass
    talk.give({"file": given.name, "entered": entered, **given.counts}, counted)
    return 0


def _enter(case: Case, offered: Offer, crew: Crew, talk: Talk) -> int:
    """Let a file in, work, and tell what came of it."""
    take_in(case, offered)
    coded = read_mapping(offered.coding.mapping).kind == "incidents"
    if coded and crew.workers is None:  # rows ask less of a processor than a process to start does
        crew = replace(crew, workers=1)
    unread = bring_up_to_date(case, crew, talk, offered.known)
    found = counts(case.picture(ENGINE))
    seen = offered.preview
    rows = {fate: seen.count(fate) for fate in FATES}
    for line in _not_understood(offered):
        talk.say(line)
    result = {"file": offered.receipt.name, "mapping": seen.mapping, "rows": rows, "found": found}
    talk.give(result, _counted(offered), *told(found))
    return UNREAD if unread else 0


import_.name = "import"


def _file(path: Path) -> tuple[str, bytes]:
    try:
        return path.name, path.read_bytes()
    except OSError as error:
        raise UsageError(f"cannot read {path}: {error.strerror}", "Check the spelling.") from error


def _wish(about: About, by: str, why: str) -> Wish:
    mapping = _mapping(about.mapping)
    return Wish(by=by, mapping=mapping, coder=about.coder, rights=about.rights, why=why)


def _mapping(asked: str | None) -> str | None:
    """Read a mapping of a person's own where a file is named; a name is looked up later."""
    path = Path(asked) if asked is not None else None
    if path is None or not path.suffix:
        return asked
    return _file(path)[1].decode("utf-8", "replace")


def _show(offered: Offer, talk: Talk) -> None:
    """Print what would happen; as one object where JSON is asked for."""
    seen = offered.preview
    if talk.as_json:
        told_: dict[str, Any] = {
            "mapping": seen.mapping,
            "coder": seen.coder,
            "rows": [_plain(row, ROWS) for row in seen.rows],
            "columns": [_plain(column, COLUMNS) for column in seen.columns],
            "unknown": [_plain(u, ("column", "words", "rows")) for u in seen.unknown],
        }
        talk.give(told_)
        return
    talk.table("columns", COLUMNS, [(c.column, c.means) for c in seen.columns])
    talk.table("rows", ROWS, [(r.row, r.id, r.fate, r.why) for r in seen.rows])
    talk.say("\n".join([*_not_understood(offered), _counted(offered)]))


def _plain(thing: object, fields: tuple[str, ...]) -> Mapping[str, object]:
    return {field: getattr(thing, field) for field in fields}


def _not_understood(offered: Offer) -> list[str]:
    """Name columns and words of which nothing is made, though they are kept."""
    seen = offered.preview
    idle = [c.column for c in seen.columns if c.means.startswith("kept")]
    lines = [f"Kept, not understood as coding: {', '.join(idle)}."] if idle else []
    words = [f"  {u.column}: «{u.words}» ({u.rows} rows)" for u in seen.unknown[:MOST_SHOWN]]
    if words:
        lines += ["No code is known for these words; they are kept in their rows:", *words]
        more = len(seen.unknown) - MOST_SHOWN
        lines += [f"  and {more} more; --preview --json lists all."] if more > 0 else []
    return lines


def _ask(said: str, talk: Talk) -> None:
    if talk.as_json or not sys.stdin.isatty():
        raise UsageError(
            f"nothing entered yet: {said}", "Look with --preview, then repeat it with --yes."
        )
    click.confirm(f"{said} Go on?", abort=True, err=True)


def _counted(offered: Offer) -> str:
    seen = offered.preview
    by = f", coded by {seen.coder}" if seen.coder else ""
    counted = ", ".join(f"{seen.count(fate)} {fate}" for fate in FATES)
    return f"{len(seen.rows)} rows by the mapping «{seen.mapping}»{by}: {counted}."


def _draft(file: Path, about: About, out: Path, talk: Talk) -> None:
    name, data = _file(file)
    try:
        table = max(tables(Sample(name=name, data=data)), key=lambda t: len(t.rows))
    except UnreadableError as error:
        raise UsageError(f"{name} cannot be read: {error.message}", error.remedy) from error
    text = draft(heading(out.stem), table.names, about.coder)
    try:
        out.write_text(text, encoding="utf-8")
    except OSError as error:
        raise UsageError(f"cannot write {out}: {error.strerror}", "Give another place.") from error
    talk.give({"output": str(out)}, f"A mapping to edit is in {out}")
