"""Reads case files: a passage in prose, and a table of what must come out of it."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

KINDS = (
    "accounts",
    "appeal",
    "blame",
    "casualty",
    "characterization",
    "circumstance",
    "effect",
    "event",
    "exhibit",
    "facility",
    "place",
    "profile",
    "service",
    "statement",
    "tally",
    "time",
    "weapon",
)
COLUMNS = ("kind", "value", "words", "speaker")
SETTING = re.compile(r"(published|publisher|address|rule|why it misses): *(\S.*)")
LABEL = re.compile(r"[a-z][a-z ]{2,20}:( |$)")
MUST_NOT = "must not:"


class CaseError(ValueError):
    """A case file is not written as cases/README.md says."""


@dataclass(frozen=True)
class Row:
    """One line of a table; an empty cell is not looked at."""

    kind: str
    value: str = ""
    words: str = ""
    speaker: str = ""

    def __str__(self) -> str:
        return f"| {self.kind} | {self.value} | {self.words} | {self.speaker} |"


@dataclass(frozen=True)
class Case:
    """A passage, what must come out of it, and what must not."""

    file: str
    line: int
    title: str
    text: str = ""
    published: str | None = None
    address: str | None = None
    publisher: str | None = None
    misses: str | None = None
    rules: tuple[str, ...] = ()
    wanted: tuple[Row, ...] = ()
    unwanted: tuple[Row, ...] = ()

    @property
    def name(self) -> str:
        """Give file and title, as the test is called."""
        return f"{self.file}: {self.title}"


def read_cases(folder: Path) -> list[Case]:
    """Read all case files of a folder, in order of name; its README is none."""
    files = sorted(f for f in folder.glob("*.md") if f.name != "README.md")
    return [case for file in files for case in cases_of(file.read_text("utf-8"), file.stem)]


def cases_of(content: str, file: str) -> Iterator[Case]:
    """Read the cases of one file; raises `CaseError` with the line to mend."""
    lines = content.splitlines()
    starts = [i for i, line in enumerate(lines) if line.startswith("## ")]
    for start, end in zip(starts, [*starts[1:], len(lines)], strict=True):
        yield _case(lines[start:end], file, start + 1)


def _case(lines: Sequence[str], file: str, number: int) -> Case:
    case = Case(file=file, line=number, title=lines[0].removeprefix("## ").strip())
    fences = [i for i, line in enumerate(lines) if line.startswith("```")]
    if len(fences) != 2 or lines[fences[0]].rstrip() != "```text":
        raise CaseError(f"{file}.md:{number}: give one text between ```text and ```")
    case = replace(case, text="\n".join(lines[fences[0] + 1 : fences[1]]))
    below = fences[1] + 1
    for line in lines[1 : fences[0]]:
        case = _set(case, line)
    unwanted = False
    for i, line in enumerate(lines[below:], start=below + number):
        if line.strip() == MUST_NOT:
            unwanted = True
        elif line.startswith("|"):
            case = _with_row(case, line, f"{file}.md:{i}", unwanted=unwanted)
        elif LABEL.match(line):
            raise CaseError(f"{file}.md:{i}: below the text only `{MUST_NOT}` is known")
    if not (case.wanted or case.unwanted):
        raise CaseError(f"{file}.md:{number}: say in a table what must come out")
    return case


def _set(case: Case, line: str) -> Case:
    """Take one line between title and text: a setting, or a remark for people."""
    found = SETTING.fullmatch(line.strip())
    if found is None:
        if LABEL.match(line):
            raise CaseError(f"{case.file}.md, {case.title!r}: unknown setting {line!r}")
        return case
    if found[1] == "published":
        return replace(case, published=found[2])
    if found[1] == "address":
        return replace(case, address=found[2])
    if found[1] == "publisher":
        return replace(case, publisher=found[2])
    if found[1] == "rule":
        return replace(case, rules=tuple(r.strip() for r in found[2].split(",")))
    return replace(case, misses=found[2])


def _with_row(case: Case, line: str, where: str, *, unwanted: bool) -> Case:
    cells = [c.strip() for c in line.strip().strip("|").split("|")]
    if len(cells) != len(COLUMNS):
        raise CaseError(f"{where}: a row has four cells: {' | '.join(COLUMNS)}")
    if tuple(cells) == COLUMNS or all(set(c) <= {"-", ":"} and c for c in cells):
        return case
    row = Row(*cells)
    if row.kind not in KINDS:
        raise CaseError(f"{where}: unknown kind {row.kind!r}; known are {', '.join(KINDS)}")
    if unwanted:
        return replace(case, unwanted=(*case.unwanted, row))
    return replace(case, wanted=(*case.wanted, row))


NUMBER = re.compile(
    r"\b(?:\d[\d.,]*|(?:twen|thir|for|fif|six|seven|eigh|nine)ty|\w+teen|one|two|three|four|five|six"
    r"|seven|eight|nine|ten|eleven|twelve|hundred|thousand|dozen)s?\b"
)
NAME = re.compile(
    r"\b[A-Z][\w'’-]*(?:[ \n](?:(?:of|the|and|for|al) )?[A-Z][\w'’-]*)*"
    r"(?: (?:army|forces|troops|government|fighters)\b)?"
)


def wording(text: str) -> str:
    """Give a text without its names and numbers: what is the same for variants of one template."""
    bare = NUMBER.sub("#", NAME.sub("@", text).replace("ʼ", "’"))
    return " ".join(re.sub(r"\b(an?|the)\b", "", bare).split())
