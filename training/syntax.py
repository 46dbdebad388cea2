"""Train the tagger and parser that are shipped.

Data: Universal Dependencies treebanks in CoNLL-U: the English Web Treebank, and of GUM the genres
whose texts are openly licensed. Relations are cut to their universal part, but for passives,
possessives, agents and relative clauses, which rules ask for. The settings stand in `syntax.cfg`.

`python -m training.syntax TRAIN... --dev DEV --test TEST... --out FOLDER`
"""

import argparse
import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path

import spacy
from spacy.cli.train import train
from spacy.tokens import Doc, DocBin
from spacy.training import Corpus
from spacy.vocab import Vocab

KEPT = ("nsubj:pass", "csubj:pass", "aux:pass", "nmod:poss", "obl:agent", "acl:relcl")
TOGETHER = 6  # sentences in one document, so that the parser learns where they end
Line = list[str]


def sentences(files: Iterable[Path]) -> Iterator[list[Line]]:
    """Read the sentences of CoNLL-U files as lines of ten fields, without split words."""
    for file in files:
        own: list[Line] = []
        for line in [*file.read_text("utf-8").splitlines(), ""]:
            fields = line.split("\t")
            if fields[0].isdigit():
                own.append(fields)
            elif not line and own:
                if all(fields[6].isdigit() for fields in own):
                    yield own
                own = []


def documents(files: Iterable[Path], vocab: Vocab) -> Iterator[Doc]:
    """Join neighbouring sentences into documents with tags, heads and relations."""
    waiting: list[list[Line]] = []
    for sentence in sentences(files):
        waiting.append(sentence)
        if len(waiting) == TOGETHER:
            yield _document(waiting, vocab)
            waiting = []
    if waiting:
        yield _document(waiting, vocab)


def _document(told: list[list[Line]], vocab: Vocab) -> Doc:
    lines = [line for sentence in told for line in sentence]
    heads: list[int] = []
    for sentence in told:
        first = len(heads)
        heads += [
            first + (int(line[6]) if line[6] != "0" else int(line[0])) - 1 for line in sentence
        ]
    return Doc(
        vocab,
        words=[line[1] for line in lines],
        spaces=["SpaceAfter=No" not in line[9] for line in lines],
        tags=[line[3] for line in lines],
        heads=heads,
        deps=[_relation(line) for line in lines],
    )


def _relation(line: Line) -> str:
    if line[6] == "0":
        return "ROOT"
    return line[7] if line[7] in KEPT else line[7].partition(":")[0]


def main() -> None:
    """Train, write the weights, and print how good they are on each test file."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("train", nargs="+", type=Path)
    asked.add_argument("--dev", required=True, type=Path)
    asked.add_argument("--test", nargs="*", type=Path, default=[])
    asked.add_argument("--out", required=True, type=Path)
    told = asked.parse_args()
    with tempfile.TemporaryDirectory() as made:
        paths = {"train": Path(made) / "train.spacy", "dev": Path(made) / "dev.spacy"}
        for name, files in (("train", told.train), ("dev", [told.dev])):
            DocBin(docs=documents(files, Vocab())).to_disk(paths[name])
        settings = Path(__file__).with_name("syntax.cfg")
        train(
            settings, Path(made) / "out", overrides={f"paths.{k}": str(v) for k, v in paths.items()}
        )
        model = spacy.load(Path(made) / "out" / "model-best")
        model.to_disk(told.out)
        (told.out / "vocab" / "strings.json").write_text("[]\n")  # words of the texts are not kept
        for file in told.test:
            tested = Path(made) / f"{file.stem}.spacy"
            DocBin(docs=documents([file], Vocab())).to_disk(tested)
            scores = model.evaluate(list(Corpus(tested)(model)))
            shown = {k: round(scores[k], 3) for k in ("tag_acc", "dep_uas", "dep_las")}
            print(f"{file.name}: {shown}")


if __name__ == "__main__":
    main()
