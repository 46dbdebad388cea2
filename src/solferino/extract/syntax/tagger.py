"""Marks who says what in sentences, with a small transformer in the format ONNX.

The network sees neighbouring sentences together, so that a quotation that runs on is known for
one. Scores become marks here and never enter a value.
"""

from collections.abc import Iterator, Sequence
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np

from solferino.extract.syntax.pieces import WORD, Pieces
from solferino.extract.syntax.tree import Marks

WINDOW = 180  # pieces of words that the network sees together
LONGEST = 480  # pieces of one sentence that it can take
TOGETHER = 8  # windows that go through the network at once
SURE = 0.5  # score from which on a word is marked
KINDS = ("sources", "cues", "contents")
Word = tuple[int, int, tuple[int, ...]]  # place in its sentence, pieces


class Tagger:
    """The tagger whose network and vocabulary lie in a folder, loaded with the first sentence."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def mark(self, sentences: Sequence[str]) -> list[Marks]:
        """Mark each sentence; neighbours in the list are taken for neighbours in the text."""
        words = [self._words(sentence) for sentence in sentences]
        found = [Marks()] * len(sentences)
        windows = list(_windows(words))
        for first in range(0, len(windows), TOGETHER):
            group = windows[first : first + TOGETHER]
            for window, scores in zip(group, self._scores(words, group), strict=True):
                at = 1
                for index in window:
                    heads = np.cumsum([at, *(len(pieces) for *_, pieces in words[index])])
                    found[index] = _marks(words[index], scores[heads[:-1]])
                    at = int(heads[-1])
        return found

    def _words(self, sentence: str) -> list[Word]:
        """Cut a sentence into words with their pieces; nothing of one that is far too long."""
        own = [(w.start(), w.end(), self._pieces.of(w[0])) for w in WORD.finditer(sentence)]
        return own if sum(len(pieces) for *_, pieces in own) <= LONGEST else []

    def _scores(self, words: Sequence[list[Word]], group: Sequence[list[int]]) -> Any:  # noqa: ANN401
        """Put windows through the network: scores of shape (windows, pieces, kinds), 0 to 1."""
        rows = [[p for i in window for *_, own in words[i] for p in own] for window in group]
        longest = max(map(len, rows)) + 2
        ids = np.zeros((len(rows), longest), np.int64)
        mask = np.zeros_like(ids)
        for number, row in enumerate(rows):
            ids[number, : len(row) + 2] = [self._pieces.begin, *row, self._pieces.end]
            mask[number, : len(row) + 2] = 1
        (outputs,) = self._network.run(None, {"ids": ids, "mask": mask})
        return 1 / (1 + np.exp(-outputs))

    @cached_property
    def _pieces(self) -> Pieces:
        return Pieces.read(self.folder / "pieces.txt")

    @cached_property
    def _network(self) -> Any:  # noqa: ANN401  (onnxruntime's)
        import onnxruntime  # noqa: PLC0415  (a help page need not wait for it)

        onnxruntime.disable_telemetry_events()  # some builds for Windows would report their use
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1  # processes are the workers
        return onnxruntime.InferenceSession(
            self.folder / "tagger.onnx", options, providers=["CPUExecutionProvider"]
        )


def _windows(words: Sequence[list[Word]]) -> Iterator[list[int]]:
    """Group neighbouring sentences, by index, as many as fit into one window."""
    own: list[int] = []
    size = 0
    for index, sentence in enumerate(words):
        length = sum(len(pieces) for *_, pieces in sentence)
        if own and size + length > WINDOW:
            yield own
            own, size = [], 0
        own.append(index)
        size += length
    if own:
        yield own


def _marks(words: Sequence[Word], scores: Any) -> Marks:  # noqa: ANN401  (NumPy's)
    sure = scores >= SURE
    return Marks(
        **{kind: tuple(_runs(words, sure[:, column])) for column, kind in enumerate(KINDS)}
    )


def _runs(words: Sequence[Word], marked: Sequence[bool]) -> Iterator[tuple[int, int]]:
    """Join marked neighbours into stretches."""
    begun: int | None = None
    last = 0
    for (start, end, _), sure in zip(words, marked, strict=True):
        if sure:
            begun = start if begun is None else begun
            last = end
        elif begun is not None:
            yield begun, last
            begun = None
    if begun is not None:
        yield begun, last
