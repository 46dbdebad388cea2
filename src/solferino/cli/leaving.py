"""The verbs by which something leaves a case or is verified: export, check."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

import click

from solferino import pipeline, plugins
from solferino.cli.cases import CASE, ENGINE, PATH, open_case
from solferino.cli.talk import Talk, verb
from solferino.codec import plain
from solferino.errors import BrokenError, UsageError
from solferino.ports import Bundle, Exporter, Picture
from solferino.practice.fiction import is_practice
from solferino.publish.chosen import found, narrowed
from solferino.publish.dossier import write_dossier
from solferino.publish.exchange.bag import Read, write_bag
from solferino.publish.exchange.parquet import ParquetExporter
from solferino.publish.notice import reviewed
from solferino.store.integrity import check as verify
from solferino.store.ledger import Head
from solferino.store.report import Finding

DOSSIER, BAG = "dossier", "bag"
OWN = {e.name: e for e in (ParquetExporter(),)}  # formats that ask for more than is installed
DAY = 10  # characters of a full ISO date
INTERNAL = (
    "This is the internal profile: full texts, names and contacts, proposed by a machine and "
    "{reviewed}. It is not a publication; do not pass it on as one."
)


@verb
@CASE
@click.option("--as", "form", default="json", show_default=True, help="json, xlsx, csv, dossier, …")
@click.option("-o", "--output", "out", type=PATH, help="File, or folder; - is stdout.")
@click.option("--incident", "wanted", multiple=True, metavar="ID", help="Only this; repeatable.")
def export(*, case: Path, form: str, out: Path | None, wanted: tuple[str, ...], talk: Talk) -> None:
    """Write a case in a format of exchange.

    `json` is everything the case holds, as one object (docs/export.md); docs/exports.md tells of
    the others. `dossier` is a folder of pages to read, one for each incident. A format of several
    files is a folder, or a zip where the name ends in .zip. Plugins may add formats: see
    `solferino plugins`.
    """
    with open_case(case, talk) as opened:
        picture = pipeline.picture(opened, ENGINE)
        if wanted:
            picture = narrowed(picture, found(picture, wanted))
        unread = len(opened.unread())
        if form == BAG:
            _bag(picture, opened.data, out, talk)
        if form == DOSSIER:
            _dossier(picture, opened.data, out, talk)
    if unread:
        talk.say(f"{unread} files are not read yet: run `solferino work {case}` first.")
    if form not in (BAG, DOSSIER):
        _write(picture, _exporter(form), out)
    if out is not None and out != Path("-"):
        talk.say(f"Written: {out}")
    talk.say(INTERNAL.format(reviewed=reviewed(picture.claims)))
    if talk.as_json and out is not None and out != Path("-"):
        talk.give({"case": str(case), "as": form, "output": str(out)})


@verb
@CASE
@click.option("--head", metavar="SEQ:HASH", help="A head of the ledger noted down outside.")
def check(*, case: Path, head: str | None, talk: Talk) -> None:
    """Verify originals, spans, record and ledger.

    Prints the ledger's head: note it down outside the case, and give it as --head another time.
    Exit code 3 when anything is not what it was, naming the first broken entry.
    """
    with open_case(case, talk) as opened:
        report = verify(opened, _noted(head))
        unread = len(opened.problems())
    talk.give(
        {"case": str(case), "sound": report.sound, **plain(report)},
        f"{report.originals} originals, {report.documents} documents, {report.spans} spans, "
        f"{report.entries} entries of the ledger",
        f"head {report.head.seq}:{report.head.hash}",
        *(f"broken: {_placed(finding)}" for finding in report.findings),
        "Sound." if report.sound else f"{len(report.findings)} broken.",
    )
    for remark in report.remarks:
        talk.say(remark)
    if unread:
        noun = "problem" if unread == 1 else "problems"
        talk.say(f"{unread} {noun} of reading: see `solferino show {case} problems`")
    if not report.sound:
        first = report.findings[0]
        raise BrokenError(_placed(first), first.remedy)


def _dossier(picture: Picture, read: Read, out: Path | None, talk: Talk) -> None:
    if out is None:
        raise UsageError("a dossier is a folder", "Say where it goes with -o FOLDER.")
    write_dossier(picture, out, talk.clock(), practice=is_practice(picture), read=read)


def _bag(picture: Picture, read: Read, out: Path | None, talk: Talk) -> None:
    if out is None or out == Path("-"):
        raise UsageError("a bag is a folder", "Say where it goes with -o FOLDER or -o FILE.zip.")
    with _writable(out):
        write_bag(picture, read, out, talk.clock()[:DAY])


def _placed(finding: Finding) -> str:
    where = f"entry {finding.entry}: " if finding.entry is not None else ""
    return f"{where}{finding.message}"


def _noted(head: str | None) -> Head | None:
    if head is None:
        return None
    number, _, digest = head.partition(":")
    if not number.isdigit() or not digest:
        raise UsageError(f"not a head: {head}", "Give it as `solferino check` printed it.")
    return Head(seq=int(number), hash=digest)


def _exporter(form: str) -> Exporter:
    exporters = OWN | {e.name: e for e in plugins.kit(plugins.find()).exporters}
    if form not in exporters:
        known = ", ".join(sorted([*exporters, DOSSIER, BAG]))
        raise UsageError(f"no format is called {form}", f"Give one of: {known}.")
    return exporters[form]


def _write(picture: Picture, exporter: Exporter, out: Path | None) -> None:
    if out is None or out == Path("-"):
        exporter.write(picture, sys.stdout.buffer)
    elif isinstance(exporter, Bundle) and out.suffix != ".zip":
        _write_folder(picture, exporter, out)
    else:
        with _writable(out), _landing(out) as file:
            exporter.write(picture, file)


def _write_folder(picture: Picture, exporter: Bundle, out: Path) -> None:
    """Write the files of a format into a folder, made if absent; nothing else in it is touched."""
    if out.is_file() or out.suffix:
        raise UsageError(
            f"{exporter.name} is several files",
            f"Give a folder with -o, or a name that ends in .zip, in place of {out.name}.",
        )
    with _writable(out):
        for name, data in exporter.files(picture):
            place = out / name
            place.parent.mkdir(parents=True, exist_ok=True)
            with _landing(place) as file:
                file.write(data)


@contextmanager
def _landing(out: Path) -> Iterator[BinaryIO]:
    """Open a file beside its place; it takes the place when all of it is written."""
    pending = out.with_name(f"{out.name}.pending")
    with pending.open("wb") as file:
        yield file
    pending.replace(out)


@contextmanager
def _writable(out: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise UsageError(
            f"cannot write {out}: {error.strerror}", "Give another place with -o."
        ) from error
