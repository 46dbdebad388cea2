"""The verbs that begin a case and take files in: new, add. They need nothing of the engine."""

from pathlib import Path

import click

from solferino.cli.cases import CASE, PATH, open_case
from solferino.cli.talk import Talk, shortened, verb
from solferino.model import Problem
from solferino.store.case import Case
from solferino.store.intake import Survey, receive, survey

UNREAD = 4  # exit code: some files could not be read, the rest is done
SHEET = "documents.csv"  # what is wrong with it is told, but every file came in all the same


@verb
@CASE
@click.option("--name", help="What the case is called; the folder's name if not given.")
def new(*, case: Path, name: str | None, talk: Talk) -> None:
    """Make an empty case.

    CASE is a new folder. It will hold the originals, the record of who did what, and what is
    derived from them; copying the folder copies the case.
    """
    with Case.create(case, name or case.resolve().name, clock=talk.clock, by=talk.by) as made:
        talk.give({"case": str(case), "name": made.name}, f"Made the case {made.name} in {case}")


@verb
@CASE
@click.argument("folder", type=PATH)
def add(*, case: Path, folder: Path, talk: Talk) -> int:
    """Take a folder of files into a case.

    Every file is kept exactly as it is, with a receipt. A sheet documents.csv in FOLDER tells
    title, address, publisher, date and more of each file. Nothing is read yet: see `work`.
    """
    seen = survey(folder)
    with open_case(case, talk, writing=True) as opened:
        before = len(opened.receipts())
        unread = take_in(opened, seen, talk)
        after = len(opened.receipts())
    talk.give(
        {"case": str(case), "files": len(seen.files), "new": after - before},
        f"{after - before} new of {len(seen.files)} files. Next: solferino work {case}",
    )
    return UNREAD if unread else 0


def take_in(case: Case, seen: Survey, talk: Talk) -> int:
    """Receive what was surveyed; returns how many files could not be."""
    notices: list[Problem] = []
    total = len(seen.files) + len(seen.notices)
    with talk.bar() as drawn:
        task = drawn.add_task("receive", total=total, subject="")
        for came in receive(case, seen):
            drawn.update(task, advance=1, subject=shortened(came.name))
            if isinstance(came, Problem):
                notices.append(came)
    talk.problems(notices)
    return sum(notice.name != SHEET for notice in notices)
