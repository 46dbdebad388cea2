"""What the columns of a table mean: its header, its HXL tags, the column with the text."""

import re
import tomllib
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from importlib.resources import files

from solferino.codec import value

LOOKED_AT = 20  # rows in which a header is looked for
LONGEST_HEADER = 80  # signs
TAG = re.compile(r"#[a-z][a-z0-9_]*(?:\s*\+[a-z][a-z0-9_]*)*", re.IGNORECASE)
NUMBER = re.compile(r"[-+]?[\d.,:/ %-]*\d[\d.,:/ %-]*")
PROSE_LENGTH, PROSE_WORDS = 30, 5  # of most cells of a column that tells a story
SENTENCE_END = (".", "!", "?", "…", "؟", "۔")
SEPARATORS = re.compile(r"[\s_-]+")

STORIES = ("text", "account")  # columns that tell what happened, the first before the second

Cells = Sequence[str]


@value
class Head:
    """The names of a table's columns and what they mean.

    `rows` is how many rows it takes up, those above it included; `above` holds the words of the
    latter. `meanings` maps `text`, `account`, `title`, `url`, … to the place of a column.
    """

    names: tuple[str, ...]
    rows: int
    above: tuple[str, ...]
    meanings: Mapping[str, int]


def head_of(rows: Sequence[Cells]) -> Head:
    """Find the header in the first rows of a table, HXL tags below or instead of it.

    A table without a header gets `Column 1`, `Column 2`, …
    """
    place = _header_row(rows)
    tagged = _tag_row(rows, 0 if place is None else place + 1)
    start = place if place is not None else tagged
    width = max((len(row) for row in rows), default=0)
    given = rows[start] if start is not None else ()
    names = tuple(_named(given, i) for i in range(width))
    tags = rows[tagged] if tagged is not None else ()
    ends = [i + 1 for i in (place, tagged) if i is not None]
    above = [" ".join(c for c in row if c) for row in rows[: start or 0]]
    return Head(
        names=names,
        rows=max(ends, default=0),
        above=tuple(words for words in above if words),
        meanings=_meanings(names, tags),
    )


def text_column(head: Head, rows: Iterable[Cells]) -> int | None:
    """Choose the column that tells the story: by its name, else the one with the longest texts.

    Null when no column holds sentences.
    """
    lengths: Counter[int] = Counter()
    filled: Counter[int] = Counter()
    spaces: Counter[int] = Counter()
    for row in rows:
        for i, cell in enumerate(row):
            if cell and not NUMBER.fullmatch(cell):
                filled[i] += 1
                lengths[i] += len(cell)
                spaces[i] += len(cell.split())
    for meaning in STORIES:
        named = head.meanings.get(meaning)
        if named is not None and filled[named]:
            return named
    told = set(head.meanings.values())
    prose = [
        i
        for i, count in filled.items()
        if i not in told and lengths[i] >= PROSE_LENGTH * count and spaces[i] >= PROSE_WORDS * count
    ]
    return max(prose, key=lambda i: (lengths[i], -i), default=None)


def _header_row(rows: Sequence[Cells]) -> int | None:
    """Find the first row as full as the table, if it is made of names."""
    first = rows[:LOOKED_AT]
    fullest = max((sum(map(bool, row)) for row in first), default=0)
    for i, row in enumerate(first):
        cells = [cell for cell in row if cell]
        if 2 * len(cells) < fullest or not cells:
            continue
        names = all(_is_name(cell) for cell in cells) and len(set(cells)) == len(cells)
        return i if names and i + 1 < len(rows) else None
    return None


def _is_name(cell: str) -> bool:
    if NUMBER.fullmatch(cell) or len(cell) > LONGEST_HEADER or TAG.fullmatch(cell):
        return False
    return not cell.endswith(SENTENCE_END)


def _tag_row(rows: Sequence[Cells], place: int) -> int | None:
    """Find a row of HXL tags at a place; where there is no header, among the first rows."""
    for i in (place,) if place else range(min(LOOKED_AT, len(rows))):
        cells = [cell for cell in rows[i] if cell] if i < len(rows) else []
        if cells and all(TAG.fullmatch(cell) for cell in cells):
            return i
    return None


def _named(given: Cells, i: int) -> str:
    name = " ".join(given[i].split()) if i < len(given) else ""
    return name.rstrip(":") or f"Column {i + 1}"


def _meanings(names: Sequence[str], tags: Cells) -> dict[str, int]:
    found: dict[str, int] = {}
    folded = {_folded(name): i for i, name in reversed(list(enumerate(names)))}
    tagged = {_tag(tag): i for i, tag in reversed(list(enumerate(tags))) if tag}
    for meaning, known in _words()["columns"].items():
        place = next((folded[name] for name in known if name in folded), None)
        if place is None:
            known_tags = _words()["tags"].get(meaning, ())
            place = next((tagged[_tag(t)] for t in known_tags if _tag(t) in tagged), None)
        if place is not None and place not in found.values():
            found[meaning] = place
    return found


def _folded(name: str) -> str:
    return SEPARATORS.sub(" ", unicodedata.normalize("NFC", name)).strip().casefold()


def _tag(tag: str) -> str:
    hashtag, *attributes = (piece.strip() for piece in tag.lower().split("+"))
    return "+".join([hashtag, *sorted(attributes)])


@cache
def _words() -> dict[str, dict[str, list[str]]]:
    """Read the names of columns that are shipped with the package, once."""
    return tomllib.loads(files("solferino.read").joinpath("table.toml").read_text("utf-8"))
