"""The notes that go beside every table: what it is, how it was counted, what it cannot say."""

import tomllib
from functools import cache
from importlib.resources import files

from solferino.codec import plain, value
from solferino.ports import Picture
from solferino.publish.exchange.written import BOM, written
from solferino.publish.notice import notice
from solferino.publish.summary import summary

NOTES = "Notes"  # the sheet of a workbook that holds them


@value
class Note:
    """One remark: what it is about, and what it says."""

    about: str
    says: str


@cache
def remarks() -> tuple[Note, ...]:
    """Read the remarks that hold for every case, in order."""
    data = tomllib.loads(
        files("solferino.publish.exchange").joinpath("notes.toml").read_text("utf-8")
    )
    return tuple(Note(about=n["about"], says=n["says"]) for n in data["note"])


def notes(picture: Picture) -> tuple[Note, ...]:
    """Give all notes of a picture: what it is first, then the remarks, then what made it."""
    numbers = ", ".join(f"{number} {noun}" for noun, number in plain(summary(picture)).items())
    return (
        Note(about="Case", says=picture.name),
        Note(about="Notice", says=notice(picture)),
        Note(about="Begun", says=picture.created),
        Note(about="Holds", says=numbers),
        *remarks(),
        Note(about="Made by", says=picture.engine),
        Note(about="Parts", says=", ".join(sorted(picture.kit))),
    )


def notes_file(picture: Picture) -> bytes:
    """Write the notes as a CSV file."""
    told = ([note.about, note.says] for note in notes(picture))
    return written([["About", "Says"], *told], before=BOM)
