"""The verbs that bring a case up to date: run, demo, work."""

import time
from collections.abc import Callable, Iterator
from concurrent.futures import Executor
from functools import wraps
from pathlib import Path
from typing import Any

import click
from rich.progress import TaskID

from solferino import pipeline, plugins
from solferino.cli.cases import CASE, ENGINE, NO_DESK, PATH, counts, open_case, told
from solferino.cli.receiving import UNREAD, take_in
from solferino.cli.serving import serve
from solferino.cli.talk import Talk, lasting, shortened, verb
from solferino.codec import value
from solferino.errors import UsageError
from solferino.practice.fiction import holds_practice, practice_files
from solferino.publish.dossier import write_dossier
from solferino.store.case import Case
from solferino.store.intake import survey
from solferino.workers import MANY, PATIENCE, cores, here, pool

UNREAD_STAGES = {"receive", "read", "extract"}


@value
class Crew:
    """How many processes read and extract (null: as it pays), and how long each waits."""

    workers: int | None = None
    patience: float = PATIENCE

    def executor(self) -> Executor:
        """Take them on; none is started before there is something to do."""
        number = self.workers or cores()
        if number == 1:
            return here()
        return pool(number, patience=self.patience, least=0 if self.workers else MANY)


def crewed(function: Callable[..., int]) -> Callable[..., int]:
    """Give a verb the options `--workers` and `--patience`, as a `Crew`."""

    @wraps(function)
    def told(*, workers: int | None, patience: float, **rest: Any) -> int:  # noqa: ANN401  (click's)
        return function(crew=Crew(workers=workers, patience=patience), **rest)

    told = click.option(
        "--patience",
        type=click.FloatRange(min=1),
        default=PATIENCE,
        show_default=True,
        metavar="SECONDS",
        help="How long one file may take before it is given up, where processes are started.",
    )(told)
    return click.option(
        "--workers",
        type=click.IntRange(min=1),
        help=f"Processes that read and extract; any number gives the same result. Not given: one "
        f"for each processor if {MANY} files or more wait. With 1, none is started.",
    )(told)


@verb
@click.argument("folder", type=PATH)
@click.option("--case", "path", type=PATH, required=True, help="The case; made if it is new.")
@click.option("--name", help="The case's name, if it is new.")
@NO_DESK
@crewed
def run(
    *, folder: Path, path: Path, name: str | None, no_desk: bool, crew: Crew, talk: Talk
) -> int:
    """Do all of it: add a folder, work, then open the desk.

    Takes every file of FOLDER into the case, reads it, extracts from it, traces origins and
    links incidents; tells what was found, and which files could not be read and why.
    """
    seen = survey(folder)  # before a case is made: a wrong path leaves nothing behind
    with _open_or_make(path, name or folder.resolve().name, talk) as case:
        unread = take_in(case, seen, talk) + bring_up_to_date(case, crew, talk)
        found = counts(case.picture(ENGINE))
    ahead = _ahead(path, found, no_desk=no_desk)
    talk.give({"case": str(path), "found": found}, *told(found), *ahead)
    if not no_desk:
        serve(path, talk)
    return UNREAD if unread else 0


@verb
@click.option("--case", "path", type=PATH, default=Path("demo-case"), show_default=True)
@NO_DESK
@crewed
def demo(*, path: Path, no_desk: bool, crew: Crew, talk: Talk) -> int:
    """Work the practice case: results, dossier, then the desk.

    Documents of fiction about a small invented war come with the program. They are worked like
    any folder; the dossier goes into the folder `dossier` of the case.
    """
    with practice_files() as folder:
        seen = survey(folder)
        with _open_or_make(path, "Practice case", talk) as case:
            _only_fiction(case)
            unread = take_in(case, seen, talk) + bring_up_to_date(case, crew, talk)
            picture = pipeline.picture(case, ENGINE)
            pages, read = path / "dossier", case.data
            index = write_dossier(picture, pages, talk.clock(), practice=True, read=read)
    found = counts(picture)
    talk.give(
        {"case": str(path), "found": found, "dossier": str(index)},
        *told(found),
        f"The dossier is in {index}",
        *_ahead(path, found, no_desk=no_desk),
    )
    if not no_desk:
        serve(path, talk)
    return UNREAD if unread else 0


def _ahead(path: Path, found: dict[str, int], *, no_desk: bool) -> Iterator[str]:
    """Say where to look next: at files with problems, and, with no desk, at what is found."""
    if found["problems"]:
        yield f"What could not be read or understood: `solferino show {path} problems`"
    if no_desk:
        yield f"What was found: `solferino show {path} incidents`"
        yield f"To read, compare and decide: `solferino desk {path}`"


def _only_fiction(case: Case) -> None:
    """Refuse to pour fiction into a case of anything else: originals are never taken out."""
    if not all(holds_practice([receipt.original]) for receipt in case.receipts()):
        raise UsageError(
            f"The case {case.name!r} holds documents that are not the practice case's.",
            "Give `solferino demo` a folder of its own: --case FOLDER.",
        )


@verb
@CASE
@click.option("--afresh", is_flag=True, help="Forget what was derived and derive it again.")
@crewed
def work(*, case: Path, afresh: bool, crew: Crew, talk: Talk) -> int:
    """Bring a case up to date: read, extract, link, weigh.

    Only what is new is read. With --afresh everything is derived again from the originals; the
    result is the same, byte for byte, unless a part of the kit changed.
    """
    with open_case(case, talk, writing=True) as opened:
        if afresh:
            opened.forget_derived()
        unread = bring_up_to_date(opened, crew, talk)
        found = counts(opened.picture(ENGINE))
    talk.give({"case": str(case), "found": found}, *told(found))
    return UNREAD if unread else 0


def _open_or_make(path: Path, name: str, talk: Talk) -> Case:
    if path.exists():
        return open_case(path, talk, writing=True)
    return Case.create(path, name, clock=talk.clock, by=talk.by)


def bring_up_to_date(
    case: Case, crew: Crew, talk: Talk, known: pipeline.Known = pipeline.NOTHING
) -> int:
    """Work, with a bar for each stage; returns how many files could not be read.

    For `known` see `pipeline.work`.
    """
    found = plugins.find()
    for plugin in found:
        if plugin.notice is not None:
            talk.say(
                f"Left out {plugin.group[:-1]} {plugin.entry} of {plugin.package}: {plugin.notice}"
            )
    began = time.monotonic()
    done: dict[str, int] = {}
    with crew.executor() as executor, talk.bar() as drawn:
        tasks: dict[str, TaskID] = {}
        for step in pipeline.work(case, plugins.kit(found), executor, known):
            if step.stage not in tasks:
                tasks[step.stage] = drawn.add_task(step.stage, total=step.total, subject="")
            drawn.update(tasks[step.stage], completed=step.done, subject=shortened(step.subject))
            done[step.stage] = step.done
    talk.aside(_pace(done, time.monotonic() - began))
    problems = [p for p in case.problems() if p.stage in UNREAD_STAGES]
    talk.problems(problems)
    return len(problems)


def _pace(done: dict[str, int], seconds: float) -> str:
    """Tell how long the work took, and how quick it was."""
    number = max(done.get("read", 0), done.get("extract", 0))
    if not number:
        return f"Nothing was new; what follows from all was derived in {lasting(seconds)}."
    noun = "file or document" if number == 1 else "files and documents"
    return f"{number:,} {noun} in {lasting(seconds)}: {number / seconds:,.1f} a second."
