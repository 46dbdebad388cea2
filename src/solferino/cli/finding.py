"""The verbs that look for something: search, check-text."""

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any, BinaryIO

import click

from solferino import pipeline, plugins
from solferino.cli.cases import CASE, ENGINE, open_case
from solferino.cli.deciding import somebody
from solferino.cli.talk import Talk, verb
from solferino.errors import UsageError
from solferino.model import Assessment, to_fall, to_stand
from solferino.model.asking import Asked, SavedSearch
from solferino.publish.drafts import Support
from solferino.store.case import Case
from solferino.store.passages import Result, results
from solferino.store.search import COUNTED, Found, answered, kept
from solferino.store.search import search as found_by

FIELDS = (
    ("facility", "Name of a facility that incidents are told of, in any spelling of it."),
    ("country", "Where it happened, like SD (ISO 3166)."),
    ("first", "Happened on this day or later (YYYY-MM-DD)."),
    ("last", "Happened on this day or earlier (YYYY-MM-DD)."),
    ("kind", "Kind of value, like casualty, effect, blame."),
    ("speaker", "Who says so."),
    ("blamed", "Who is named as responsible, or denies it."),
    ("status", "accepted, corrected, rejected, or proposed: nobody has looked at it."),
    ("language", "Language of the document, like ar."),
)
ALL = 1_000_000  # rows of a table that goes into a file


def _asking(command: Any) -> Any:  # noqa: ANN401  (click's decorators)
    for name, said in reversed(FIELDS):
        command = click.option(f"--{name}", default="", help=said)(command)
    return command


@verb
@CASE
@click.argument("words", nargs=-1)
@_asking
@click.option("--page", default=1, show_default=True, help="Which twenty documents.")
@click.option("--csv", "as_table", is_flag=True, help="Everything found, as CSV on stdout.")
@click.option("--save", help="Keep this search under a name (needs --by).")
@click.option("--drop", help="Take a kept search back (needs --by).")
@click.option("--saved", help="Ask what was kept under a name.")
def search(*, case: Path, words: tuple[str, ...], talk: Talk, **told: Any) -> None:  # noqa: ANN401
    """Find documents by their words and by what they say.

    WORDS stand anywhere in a text; a "phrase" in quotes stands together, begin* may go on, and
    what follows -- and begins with - must not stand: `solferino search CASE -- clinic -drill`.
    Spelling is folded, in Arabic too. Results come by day of publication, the latest first, each
    with its exact words. Without anything to look for, the kept searches are listed.
    """
    asked = Asked(words=" ".join(words), **{name: told[name] for name, _ in FIELDS})
    keeping = told["save"] or told["drop"]
    with open_case(case, talk, writing=bool(keeping)) as opened:
        standing = kept(opened.rulings(SavedSearch))
        if told["saved"] is not None:
            asked = _named(standing, told["saved"]).asked
        if keeping:
            _keep(opened, asked, told, somebody(talk))
            return
        if asked.empty:
            rows = [(s.name, s.by, *_fields(s.asked)) for s in standing.values()]
            heads = ("name", "by", "words", *(name for name, _ in FIELDS))
            talk.table("searches", heads, rows)
            return
        with opened.derived.database.transaction() as connection:
            people = answered(connection, opened.rulings(Assessment))
            size = ALL if told["as_table"] else 20
            found = found_by(connection, asked, people, told["page"], size)
            shown = results(connection, asked, people, found.hits)
    _tell(found, shown, talk, as_table=told["as_table"])


def _tell(found: Found, shown: list[Result], talk: Talk, *, as_table: bool) -> None:
    if as_table:
        from solferino.desk.listing import as_csv  # noqa: PLC0415  (not for every search)

        sys.stdout.buffer.write(as_csv(shown))
        return
    rows = [
        (r.hit.document, r.hit.name, r.hit.published, p.exact, f"{p.before}{p.exact}{p.after}")
        for r in shown
        for p in r.passages
    ]
    talk.table("found", ("id", "file", "published", "words", "passage"), rows)
    more = f"more than {COUNTED}" if found.more else str(found.total)
    talk.say(f"{more} {'document' if found.total == 1 else 'documents'} found")


def _fields(asked: Asked) -> list[str]:
    return [asked.words, *(getattr(asked, name) for name, _ in FIELDS)]


def _named(standing: dict[str, SavedSearch], name: str) -> SavedSearch:
    if name not in standing:
        names = ", ".join(standing) or "none is kept"
        raise UsageError(f"no search is kept under {name!r}", f"Give one of: {names}.")
    return standing[name]


def _keep(case: Case, asked: Asked, told: dict[str, Any], by: str) -> None:
    """Keep a search in place of what is kept under its name, or take that back."""
    known = case.rulings(SavedSearch)
    standing = kept(known)
    if told["save"]:
        if asked.empty:
            raise UsageError("there is nothing to keep", "Say what to look for.")
        search = SavedSearch(name=told["save"], asked=asked, by=by)
        case.decide(*filter(None, [to_stand(search, known)]))
        return
    case.decide(*filter(None, [to_fall(_named(standing, told["drop"]), known, by=by)]))


STATES = {
    "supported": "these documents say so",
    "disputed": "some of these documents say so, others say otherwise",
    "contradicted": "these documents say otherwise",
    "copy": "only a copy says so, and not the text that it repeats",
    "others": "these documents have it from others",
    "absent": "not in these documents",
    "unread": "no value was read from these words; compare them yourself",
}


@verb
@CASE
@click.argument("file", type=click.File("rb"))
@click.option("--language", help="Language of the draft, like en; found out where not given.")
def check_text(*, case: Path, file: BinaryIO, language: str | None, talk: Talk) -> None:
    """Compare a draft with what the documents say.

    FILE is a text in UTF-8; - is stdin. Each figure, name, date and attribution is marked: said by
    these documents and going back to whom, said otherwise, only in a copy, by others, or not in
    them. Nothing of the draft enters the case. That something is not in these documents does not
    mean that it is not so.
    """
    text = file.read().decode("utf-8-sig", "replace")
    with open_case(case, talk) as opened:
        picture = pipeline.picture(opened, ENGINE)
    checked = pipeline.check_text(text, plugins.kit(plugins.find()), picture, language)
    rows = [
        (
            mark.words,
            mark.label,
            mark.state,
            _places(mark.same),
            _places(mark.other),
            f"{mark.first.day} {mark.first.by}".strip() if mark.first else "",
            _places(mark.later),
        )
        for mark in checked.marks
    ]
    heads = ("words", "what", "state", "said by", "said otherwise by", "first", "later")
    talk.table("marks", heads, rows)
    for problem in checked.problems:
        talk.say(problem)
    used = dict.fromkeys(mark.state for mark in checked.marks)
    for state in used:
        talk.say(f"{state}: {STATES[state]}")
    talk.say(f"Compared with {checked.read} documents; {checked.unread} could not be read.")


def _places(supports: Sequence[Support]) -> str:
    told = (
        f"{s.value} ({s.by or ', '.join(s.origins) or s.document[:8]}"
        f"{', ' + s.status if s.status not in ('', 'current') else ''})"
        for s in supports
    )
    return "; ".join(dict.fromkeys(told))
