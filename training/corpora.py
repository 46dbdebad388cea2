"""The openly licensed texts that models are trained on, as documents of sentences.

Each corpus is read from a folder that is told; its licence stands in the model card.
"""

import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from solferino.codec import parse
from solferino.text.segment import Slice, paragraphs, sentences

LONGEST = 120  # words of a sentence; what is longer is a list or a table
HEADER = re.compile(r"(?s)^---.*?---\n")
MARKUP = re.compile(r"!\[[^\]]*\]\([^)]*\)|<[^>]+>")
LINK = re.compile(r"\[([^\]]*)\]\([^)]*\)")


@dataclass(frozen=True)
class Source:
    """A document as annotators and trainers see it: sentences, each on a line of its own."""

    corpus: str
    sentences: tuple[str, ...]

    @property
    def text(self) -> str:
        """Give the text that offsets count in."""
        return "\n".join(self.sentences)

    @property
    def digest(self) -> str:
        """Name the document by the digest of its text."""
        return sha256(self.text.encode()).hexdigest()

    def starts(self) -> list[int]:
        """Give the offset at which each sentence begins."""
        found, at = [], 0
        for sentence in self.sentences:
            found.append(at)
            at += len(sentence) + 1
        return found


def treebank(file: Path) -> Iterator[Source]:
    """Read the documents of a CoNLL-U file; a file without document marks is one document."""
    told: list[str] = []
    for line in file.read_text("utf-8").splitlines():
        if line.startswith("# newdoc") and told:
            yield Source(corpus="treebank", sentences=tuple(told))
            told = []
        if line.startswith("# text ="):
            told.append(line.partition("=")[2].strip())
    if told:
        yield Source(corpus="treebank", sentences=tuple(told))


def wikinews(file: Path) -> Iterator[Source]:
    """Read articles from a table with a column `text`."""
    csv.field_size_limit(1 << 27)
    with file.open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            own = _cut(row["text"].replace("\xa0", " ").strip())
            if own:
                yield Source(corpus="wikinews", sentences=own)


def re3d(folder: Path) -> Iterator[Source]:
    """Read the documents of the open parts of the relationship and entity extraction set."""
    for file in sorted(folder.glob("*/documents.json")):
        for line in file.read_text("utf-8").splitlines():
            if line.strip():
                yield Source(corpus="re3d", sentences=_cut(parse(line)["text"], whole=True))


def archive(folder: Path) -> Iterator[Source]:
    """Read investigations written in Markdown, without their headers and pictures."""
    for file in sorted(folder.glob("*.en.md")):
        body = HEADER.sub("", file.read_text("utf-8"))
        plain = LINK.sub(r"\1", MARKUP.sub("", body))
        yield Source(corpus="archive", sentences=_cut(plain, whole=True))


def _cut(text: str, *, whole: bool = False) -> tuple[str, ...]:
    """Cut a text into sentences, by paragraphs or as a `whole`; white space becomes one space."""
    pieces = [Slice(start=0, end=len(text))] if whole else paragraphs(text)
    found = []
    for piece in pieces:
        for one in sentences(text, piece.start, piece.end):
            words = text[one.start : one.end].split()
            if words and (whole or len(words) < LONGEST):
                found.append(" ".join(words))
    return tuple(found)


def everything(data: Path, news: Path) -> Iterator[Source]:
    """Read all corpora: `data` is the folder of development data, `news` that of the articles."""
    yield from treebank(data / "ud-english-ewt" / "ewt-train.conllu")
    yield from re3d(data / "re3d")
    yield from archive(data / "syrian-archive")
    for file in sorted(news.glob("*.csv")):
        yield from wikinews(file)
