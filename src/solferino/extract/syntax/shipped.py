"""The trained models that are shipped, and how sentences are put to them.

`models/english/attribution` marks who says what, `models/english/syntax` tags and parses. How they
were trained, on what and under which licence stands in the model card beside them.
"""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack
from functools import cached_property
from importlib.resources import files
from pathlib import Path
from typing import Any

from solferino.extract.syntax.tagger import Tagger
from solferino.extract.syntax.tree import Heard, Marks, Node, Tree

CUES = Path("attribution") / "cues.txt"
MOST_WORDS = 32_768  # words that the parser remembers before it forgets them all
BATCH = 128  # sentences that go through the parser at once


class Models:
    """The models of English in the package, loaded with the first sentence."""

    def present(self) -> bool:
        """Whether the weights are there: a package may be built without them."""
        return (folder() / "attribution" / "tagger.onnx").exists()

    @cached_property
    def cues(self) -> frozenset[str]:
        """Words without any of which nobody is taken to say something, as folded keys."""
        return frozenset((folder() / CUES).read_text("utf-8").split())

    def mark(self, sentences: Sequence[str]) -> list[Marks]:
        """Mark who says what in sentences; neighbours in the list are neighbours in the text."""
        return self._tagger.mark(sentences)

    def parse(self, sentences: Sequence[str]) -> list[Tree]:
        """Parse sentences, each on its own."""
        if not sentences:
            return []
        model = self._words.model()
        return [_tree(doc) for doc in _through(model, map(model.make_doc, sentences))]

    @cached_property
    def _tagger(self) -> Tagger:
        return Tagger(folder() / "attribution")

    @cached_property
    def _words(self) -> "Vocabulary":
        import spacy  # noqa: PLC0415  (a second that a help page need not wait)
        from thinc.api import use_ops  # noqa: PLC0415
        from threadpoolctl import threadpool_limits  # noqa: PLC0415

        # NumPy multiplies matrices of this size in a third of the time that thinc's own way takes.
        with use_ops("numpy", use_blis=False):
            model = spacy.load(folder() / "syntax")
        threadpool_limits(limits=1, user_api="blas")  # from now on: processes are the workers
        return Vocabulary(model)


class Hearing:
    """The models as one document asks them: what is asked again has been parsed already."""

    def __init__(self, models: Models) -> None:
        self._models = models
        self._trees: dict[str, Tree] = {}
        self._expected: tuple[str, ...] = ()

    @property
    def cues(self) -> frozenset[str]:
        """Words without any of which nobody is taken to say something, as folded keys."""
        return self._models.cues

    def hear(self, sentences: Sequence[str]) -> list[Heard]:
        """Mark who says what; parse where it takes a tree to tell who speaks."""
        marks = self._models.mark(sentences)
        asked = [i for i, found in enumerate(marks) if _several(found)]
        heard = [Heard(marks=found) for found in marks]
        for i, tree in zip(asked, self.parse([sentences[i] for i in asked]), strict=True):
            heard[i] = Heard(tree=tree, marks=marks[i])
        return heard

    def expect(self, sentences: Iterable[str]) -> None:
        """Let sentences that will be asked be parsed together with the first that are."""
        self._expected = (*self._expected, *sentences)

    def parse(self, sentences: Sequence[str]) -> list[Tree]:
        """Parse sentences, each on its own and once."""
        if all(s in self._trees for s in sentences):
            return [self._trees[s] for s in sentences]
        every = dict.fromkeys((*sentences, *self._expected))
        self._expected = ()
        new = [s for s in every if s not in self._trees]
        self._trees.update(zip(new, self._models.parse(new), strict=True))
        return [self._trees[s] for s in sentences]


class Vocabulary:
    """The words that the parser has met, which it would keep for ever; here up to a number.

    Each word costs it as much when it is met first as parsing it does, so they are not forgotten
    with each text. They change no tree.
    """

    def __init__(self, model: Any) -> None:  # noqa: ANN401  (spaCy's)
        self._model = model
        self._zone = ExitStack()
        self._own = len(model.vocab)

    def model(self) -> Any:  # noqa: ANN401  (spaCy's)
        """Give the model, with the words of earlier texts forgotten where they are too many."""
        met = len(self._model.vocab) - self._own
        if not self._model.vocab.in_memory_zone or met > MOST_WORDS:
            self._zone.close()
            self._own = len(self._model.vocab)
            self._zone.enter_context(self._model.memory_zone())
        return self._model


def folder() -> Path:
    """Give the folder of the shipped models of English."""
    return Path(str(files("solferino.extract") / "models" / "english"))


def _several(marks: Marks) -> bool:
    """Whether a cue has more than one source to choose from, or a source more than one cue."""
    return bool(marks.cues) and bool(marks.sources) and len(marks.cues) + len(marks.sources) > 2  # noqa: PLR2004


def _through(model: Any, docs: Iterable[Any]) -> Iterator[Any]:  # noqa: ANN401  (spaCy's)
    """Send sentences through all steps of a model, in place."""
    flow = docs
    for _, step in model.pipeline:
        flow = step.pipe(flow, batch_size=BATCH)
    yield from flow


def _tree(doc: Any) -> Tree:  # noqa: ANN401  (spaCy's)
    return Tree(
        nodes=tuple(
            Node(
                start=token.idx,
                end=token.idx + len(token.text),
                text=token.text,
                head=token.head.i,
                relation=token.dep_.lower(),
                sort=token.tag_,
            )
            for token in doc
        )
    )
