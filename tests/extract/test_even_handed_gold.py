"""The actor-swap over real documents: the seeds, and English pages where a folder is told.

`SOLFERINO_PAGES` names a folder of pages with their `documents.csv`; without it only the seeds are
looked at, and without development data nothing is, visibly. A side is dressed in both directions.
"""

import csv
import os
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.extract.findings import document, extract
from tests.extract.test_even_handed import Swap, plain

from solferino.extract.language import is_english

PAGES = os.environ.get("SOLFERINO_PAGES")


def both(one: str, other: str) -> tuple[tuple[str, str, str], ...]:
    """Let two names change places."""
    return ((one, one, other), (other, other, one))


def exchange(name: str, *pairs: tuple[str, str], same: tuple[tuple[str, str], ...] = ()) -> Swap:
    """Make a swap of pairs of names; `same` are pairs of what is called so in what comes out."""
    return Swap(
        name=name,
        names=tuple(change for pair in pairs for change in both(*pair)),
        parties=tuple(party for pair in pairs for party in pair),
        same=same,
    )


SWAPS = (
    exchange(
        "Russia and Israel",
        ("Russian", "Israeli"),
        ("Russia", "Israel"),
        ("Armed Forces of Russia", "Israel Defense Forces"),
        ("armed forces of Russia", "IDF"),
        same=(("Russian armed forces", "Israeli armed forces"), ("Russia officer", "IDF officer")),
    ),
    exchange("Iran and Belarus", ("Iranian", "Belarusian"), ("Iran", "Belarus")),
    Swap(
        name="Hamas and Hezbollah",
        names=(
            *both("Hamas", "Hezbollah"),
            ("Islamic Resistance Movement", "Hamas", "Hezbollah"),
            # A ministry that one of them runs goes by that name; it is no name of the party.
            *both("Hamas-run health ministry", "Hamas-run health ministry"),
        ),
        parties=("Hamas", "Hezbollah"),
    ),
    exchange("regime and opposition", ("regime forces", "opposition forces")),
)
# A place's country is found by what else the text names: it belongs to the place, not to a party.
COUNTRY = re.compile(r'"country":(?:"[A-Z]{2}"|null)| (?:[A-Z]{2}|None)$')


def texts(folder: Path) -> Iterator[tuple[str, str, str | None]]:
    """Give the English texts of a folder, with the day of publication where one is told."""
    sheet = folder / "documents.csv"
    rows = sheet.read_text("utf-8-sig").splitlines() if sheet.exists() else []
    told = {row["file"]: row for row in csv.DictReader(rows)}
    for file in sorted(folder.glob("*.txt")):
        text, published = file.read_text("utf-8"), told.get(file.name, {}).get("published")
        if is_english(document(text, published)):
            yield file.name, text, published or None


def lines(swap: Swap, text: str, published: str | None, dress: int) -> Counter[str]:
    """Write what comes out of a text in one dress, names led back and countries left out."""
    found = plain(extract(swap.dress(text, dress), published), swap.back if dress else str)
    told: Counter[str] = Counter()
    for line, times in found.items():
        told[COUNTRY.sub("", line)] += times
    return told


@pytest.mark.parametrize("swap", SWAPS, ids=lambda s: s.name)
def test_two_parties_may_swap_their_names_in_real_documents(swap: Swap, shared: Path) -> None:
    uneven = []
    for folder in [shared / "seeds", *([Path(PAGES)] if PAGES else [])]:
        for name, text, published in texts(folder):
            if any(party in text for party in swap.parties):
                first = lines(swap, text, published, 0)
                second = lines(swap, text, published, 1)
                uneven += [f"{name}: only in the first dress: {x}" for x in first - second]
                uneven += [f"{name}: only in the second dress: {x}" for x in second - first]
    if uneven:
        pytest.fail("\n".join(uneven), pytrace=False)
