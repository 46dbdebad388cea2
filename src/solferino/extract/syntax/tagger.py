"""Marks who says what in sentences, with a small transformer in the format ONNX.

The network sees neighbouring sentences together, so that a quotation that runs on is known for
one. Scores become marks here and never enter a value.
"""

from collections.abc import Iterator, Sequence
from functools import cached_property
from itertools import accumulate
from pathlib import Path
from typing import Any

import numpy as np

from solferino.extract.syntax.pieces import WORD, Pieces
from solferino.extract.syntax.tree import Marks

WINDOW = 180  # pieces of words that the network sees together
LONGEST = 480  # pieces of one sentence that it can take
SURE = 0.0  # score (log of the odds) from which on a word is marked
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
        for window in _windows(words):
            sure = self._sure([p for i in window for *_, own in words[i] for p in own])
            at = 1
            for index in window:
                heads = list(accumulate((len(own) for *_, own in words[index]), initial=at))
                found[index] = _marks(words[index], sure[heads[:-1]])
                at = heads[-1]
        return found

    def _words(self, sentence: str) -> list[Word]:
        """Cut a sentence into words with their pieces; nothing of one that is far too long."""
        own = [(w.start(), w.end(), self._pieces.of(w[0])) for w in WORD.finditer(sentence)]
        return own if sum(len(pieces) for *_, pieces in own) <= LONGEST else []

    def _sure(self, window: Sequence[int]) -> Any:  # noqa: ANN401  (NumPy's)
        """Put one window through the network: which pieces are marked, by kind.

        Each goes alone: scores are rounded by the largest among those that go together, so that
        a window would be marked otherwise in other company, and the shorter ones would be filled.
        """
        ids = np.array([[self._pieces.begin, *window, self._pieces.end]], np.int64)
        (scores,) = self._network.run(None, {"ids": ids})
        return scores[0] >= SURE

    @cached_property
    def _pieces(self) -> Pieces:
        return Pieces.read(self.folder / "pieces.txt")

    @cached_property
    def _network(self) -> Any:  # noqa: ANN401  (onnxruntime's)
        import onnxruntime  # noqa: PLC0415  (a help page need not wait for it)

        onnxruntime.disable_telemetry_events()  # some builds for Windows would report their use
        options = onnxruntime.SessionOptions()
        # The graph is written as it shall run: what else could be fused is slower on one core.
        options.graph_optimization_level = onnxruntime.GraphOptimizationLevel.ORT_ENABLE_BASIC
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


def _marks(words: Sequence[Word], sure: Any) -> Marks:  # noqa: ANN401  (NumPy's)
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
