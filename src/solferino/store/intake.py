"""A folder comes in: every file of it, with what `documents.csv` says of them."""

import os
import unicodedata
from collections.abc import Iterator
from pathlib import Path

from solferino.codec import value
from solferino.errors import UnreadableError, UsageError
from solferino.model import Acquisition, Description, Problem, Receipt
from solferino.store.case import Case
from solferino.store.sheet import NAME, Row, Sheet, notice, read_sheet


@value
class Found:
    """A file to receive: where it is, the name it is received under, what is told of it."""

    path: str
    name: str
    told: Description = Description()
    acquisition: Acquisition = Acquisition()


@value
class Survey:
    """What lies in a folder, seen before anything is received.

    `sheet` holds the bytes of its `documents.csv`, null when it has none.
    """

    files: tuple[Found, ...]
    sheet: bytes | None = None
    notices: tuple[Problem, ...] = ()


@value
class Intake:
    """What came in, in order, and what the user should know about the rest."""

    receipts: tuple[Receipt, ...]
    notices: tuple[Problem, ...]


def receive_folder(case: Case, source: Path) -> Intake:
    """Receive a folder's files, or a single file; see `survey` and `receive`."""
    came = list(receive(case, survey(source)))
    return Intake(
        receipts=tuple(r for r in came if isinstance(r, Receipt)),
        notices=tuple(n for n in came if isinstance(n, Problem)),
    )


def survey(source: Path) -> Survey:
    """Look through a folder, sorted by name, or at a single file (which has no sheet).

    Hidden files and folders are passed over. Links, other cases and things that are no files
    are not followed or opened; each gives a notice. `UsageError` when there is nothing there.
    """
    if not source.exists():
        raise UsageError(f"there is no file or folder {source}", "Check the spelling.")
    if not source.is_dir():
        if source.name == NAME:
            raise UsageError(f"{source} is a sheet, not a document", "Give its folder.")
        if not source.is_file():
            raise UsageError(f"{source} is not a file", "Save what it gives to a file first.")
        return Survey(files=(Found(path=str(source), name=_name(source.name)),))
    if _is_case(source):
        raise UsageError(f"{source} is a case", "Give the folder that holds the files.")
    walked = list(_walk(source))
    notices = [n for n in walked if isinstance(n, Problem)]
    files = [p for p in walked if isinstance(p, Path) and p != source / NAME]
    data, unread = _data(source / NAME) if source / NAME in walked else (None, ())
    sheet = Sheet() if data is None else read_sheet(data)
    rows = {row.file: row for row in sheet.rows}
    named = sorted((_name(str(path.relative_to(source))), path) for path in files)
    found = [_found(name, path, rows.get(name)) for name, path in named]
    if not found:
        notices.append(notice(_shown(source), "there is no file in it", "Give another folder."))
    names = {name for name, _ in named}
    missing = [_missing(row) for file, row in rows.items() if file not in names]
    return Survey(
        files=tuple(found), sheet=data, notices=(*notices, *unread, *sheet.notices, *missing)
    )


def receive(case: Case, seen: Survey) -> Iterator[Receipt | Problem]:
    """Receive what was surveyed, file by file; what came is safe when its receipt is yielded.

    The sheet is kept too, byte for byte: it is a person's statement. A file that cannot be read
    gives a notice and the rest goes on.
    """
    yield from seen.notices
    if seen.sheet is not None:
        case.keep(seen.sheet, NAME)
    for file in seen.files:
        try:
            yield case.receive(file.name, Path(file.path), file.told, file.acquisition)
        except UnreadableError as error:
            yield notice(file.name, error.message, error.remedy)


def _walk(folder: Path) -> Iterator[Path | Problem]:
    try:
        with os.scandir(folder) as scan:
            inside = sorted(scan, key=lambda entry: entry.name)
    except OSError as error:
        yield notice(
            _shown(folder.name),
            f"the folder {_shown(folder)} cannot be read: {error.strerror}",
            "Mend its permissions and add it again.",
        )
        return
    for entry in inside:
        path = folder / entry.name
        if entry.name.startswith("."):
            continue
        if entry.is_file(follow_symlinks=False):
            yield path
        elif entry.is_dir(follow_symlinks=False) and not _is_case(path):
            yield from _walk(path)
        else:
            yield _passed_over(entry)


def _passed_over(entry: os.DirEntry[str]) -> Problem:
    if entry.is_symlink():
        why, what = "is a link and was not followed", "Copy what it points to into the folder"
    elif entry.is_dir():
        why, what = "is a case and was passed over", "Keep cases outside the folders that you add"
    else:
        why, what = "is not a file and was passed over", "Save what it gives to a file"
    return notice(_shown(entry.name), f"{_shown(entry.path)} {why}", f"{what}, then add it again.")


def _is_case(folder: Path) -> bool:
    return os.path.lexists(folder / "facts.sqlite") and os.path.lexists(folder / "originals")


def _data(sheet: Path) -> tuple[bytes | None, tuple[Problem, ...]]:
    try:
        return sheet.read_bytes(), ()
    except OSError as error:
        message = f"{_shown(sheet)} cannot be read: {error.strerror}"
        return None, (notice(NAME, message, "Mend its permissions and add the folder again."),)


def _found(name: str, path: Path, row: Row | None) -> Found:
    if row is None:
        return Found(path=str(path), name=name)
    return Found(path=str(path), name=name, told=row.told, acquisition=row.acquisition)


def _missing(row: Row) -> Problem:
    return notice(
        NAME,
        f"line {row.line} names {row.file}, which was not received from the folder",
        "Put the file there or mend its name (letters' case counts), and add the folder again.",
    )


def _name(path: str) -> str:
    """Write a file's name as it is received: slashes, letters with accents one way, storable."""
    slashed = path.replace(os.sep, "/")
    return unicodedata.normalize("NFC", _shown(slashed))


def _shown(path: str | Path) -> str:
    """Show the bytes of a name that are not text by their numbers: a name must be storable."""
    return str(path).encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")
