"""Many documents made of the practice case's few: other numbers, other orders, other names."""

import re
from collections.abc import Iterator
from functools import partial

from solferino import plugins
from solferino.model import Receipt
from solferino.pipeline import read
from solferino.ports import Sample
from solferino.practice.fiction import practice_files

NUMBER = re.compile(r"\b\d{1,2}\b")
ROUNDS = 12  # variations of each practice text


def practice_texts() -> list[str]:
    """Read the practice documents; what does not come out as a document is an error here."""
    kit = plugins.kit(plugins.find())
    texts = []
    with practice_files() as folder:
        for file in sorted(folder.iterdir()):
            if file.suffix != ".csv":
                receipt = Receipt(original="", name=file.name)
                opened = read(kit.readers, (receipt, file.read_bytes()))
                if opened.problems:
                    raise TypeError(opened.problems[0].message)
                texts += [document.text for document in opened.documents]
    return texts


def varied(texts: list[str]) -> Iterator[Sample]:
    """Give plain-text files: paragraphs in another order, every number another, in a fixed way."""
    for turn in range(ROUNDS):
        for number, text in enumerate(texts):
            paragraphs = text.split("\n\n")
            at = turn % len(paragraphs)
            turned = "\n\n".join(paragraphs[at:] + paragraphs[:at])
            other = NUMBER.sub(partial(_other, turn), turned)
            yield Sample(name=f"{number}-{turn}.txt", data=other.encode())


def _other(turn: int, figures: re.Match[str]) -> str:
    return str((int(figures.group()) + turn) % 28 + 1)
