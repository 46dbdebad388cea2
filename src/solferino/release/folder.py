"""The folder that leaves: all its files made, searched for leaks, and only then written."""

import io
import shutil
from collections.abc import Iterable, Mapping
from pathlib import Path

from solferino.errors import LeakError, UsageError
from solferino.ports import Exporter, Picture
from solferino.release.leaks import Leak, Needle, leaks
from solferino.release.opening import ZIP

SHOWN = 5  # leaks that a message names
PENDING = ".pending"


def exported(
    picture: Picture, forms: Iterable[str], exporters: Iterable[Exporter]
) -> dict[str, bytes]:
    """Write a picture in those of the forms that are installed, each in one file."""
    by_name = {e.name: e for e in exporters}
    files = {}
    for form in forms:
        if form in by_name:
            out = io.BytesIO()
            by_name[form].write(picture, out)
            files[_name(form, out.getvalue())] = out.getvalue()
    return files


def _name(form: str, data: bytes) -> str:
    """Name the file of a form; one that is an archive of several files says so."""
    several = data.startswith(ZIP) and form not in ("xlsx", "docx")
    return f"case-{form}.zip" if several else f"case.{form}"


def refuse_leaks(
    files: Mapping[str, bytes],
    needles: Iterable[Needle],
    allowed: Iterable[str],
    printed: str = "",
) -> None:
    """Search everything that is about to leave; `LeakError` where anything is in it.

    See `leaks` for `allowed` and `printed`.
    """
    found = leaks(files, needles, allowed, printed)
    if found:
        told = "; ".join(_told(leak) for leak in found[:SHOWN])
        more = f" and {len(found) - SHOWN} more" if len(found) > SHOWN else ""
        raise LeakError(
            f"nothing was published: what must stay inside is in it: {told}{more}",
            "Look at it with --preview; reject or correct the value whose words hold it, or take "
            "back the decision that lets it out, then publish again. If it names nobody, "
            "report it.",
        )


def _told(leak: Leak) -> str:
    return f"{leak.needle.kind} “{leak.needle.text}” in {leak.inside}"


def refuse_place(out: Path) -> None:
    """Refuse a place where something lies already: a release is never written over another."""
    if out.exists() and (not out.is_dir() or any(out.iterdir())):
        raise UsageError(
            f"{out} is there already and holds something", "Give a new folder with -o."
        )


def put(files: Mapping[str, bytes], out: Path) -> None:
    """Write all files, or leave nothing: they appear under the name `out` at once."""
    pending = out.with_name(out.name + PENDING)
    try:
        shutil.rmtree(pending, ignore_errors=True)
        for name, data in sorted(files.items()):
            path = pending / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)
        if out.exists():
            out.rmdir()
        pending.replace(out)
    except OSError as error:
        shutil.rmtree(pending, ignore_errors=True)
        raise UsageError(
            f"cannot write {out}: {error.strerror}", "Give another place with -o."
        ) from error
