"""Train the tagger of sources, cues and contents that is shipped.

The tagger is the teacher cut to three of its six layers. It learns from the labels that the teacher
gave to the openly licensed texts and from the annotated sentences, and from these alone at the
end. Then its vocabulary is cut to the pieces that general English needs, and its weights are
written as whole numbers of eight bits in the format ONNX. Needs `torch`, `transformers`, `onnx` and
`onnxscript`, which the project does not install.

`python -m training.attribution DATA NEWS WEIGHTS LABELS OUT`: WEIGHTS is the folder of the
pretrained model, LABELS what `training.teacher` wrote, OUT the folder of the package.
"""

import random
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import spacy
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from spacy.tokens import DocBin
from torch import nn

from training.corpora import everything
from training.graph import lean
from training.teacher import SEED, Schedule, Teacher, Window, gold, train

LAYERS = (0, 2, 4)
LEARNING = Schedule(epochs=1, rate=1.2e-4)  # from the teacher's labels and the annotations
FINISHING = Schedule(epochs=2, rate=3e-5)  # from the annotations alone
WINDOW = 110  # words of neighbouring sentences that the tagger sees together
SHOWN = 3300  # windows of labels that are learned from
COMMON = 14000  # first pieces of the vocabulary, which is in order of frequency, that are kept


def labelled(file: Path) -> Iterator[Window]:
    """Join neighbours that the teacher labelled into windows."""
    joined: Window = []
    for doc in DocBin().from_disk(file).get_docs(spacy.blank("en").vocab):
        if joined and len(joined) + len(doc) > WINDOW:
            yield joined
            joined = []
        joined = joined + [(token.text, token.tag_) for token in doc]
    yield joined


def cut(teacher: Teacher, shown: list[Window]) -> list[str]:
    """Cut the vocabulary: the common pieces and those of the texts; gives the pieces that stay."""
    pieces: list[str] = teacher.tokenizer.convert_ids_to_tokens(range(teacher.tokenizer.vocab_size))
    used = {p for window in shown for word, _ in window for p in teacher.pieces(word)}
    kept = [
        i
        for i, piece in enumerate(pieces)
        if (i < COMMON or i in used) and not piece.startswith("[unused")
    ]
    table = teacher.encoder.embeddings.word_embeddings
    smaller = nn.Embedding(len(kept), table.embedding_dim)
    smaller.weight.data = table.weight.data[kept].clone()
    teacher.encoder.embeddings.word_embeddings = smaller
    return [pieces[i] for i in kept]


def export(teacher: Teacher, file: Path) -> None:
    """Write the network with weights of eight bits."""
    teacher.eval()
    ids = torch.ones(2, 16, dtype=torch.long)
    with tempfile.TemporaryDirectory() as made:
        whole = Path(made) / "whole.onnx"
        torch.onnx.export(
            teacher,
            (ids, ids),
            whole,
            input_names=["ids", "mask"],
            output_names=["marks"],
            dynamic_axes={name: {0: "windows", 1: "pieces"} for name in ("ids", "mask", "marks")},
            opset_version=17,
            dynamo=False,
        )
        # A scale for each channel, and seven bits: as good as floats, on old processors too.
        small = Path(made) / "small.onnx"
        quantize_dynamic(
            whole, small, weight_type=QuantType.QInt8, per_channel=True, reduce_range=True
        )
        lean(small, file)


def main(data: str, news: str, weights: str, labels: str, out: str) -> None:
    """Cut the teacher, train what is left, and write it."""
    torch.manual_seed(SEED)
    sources = list(everything(Path(data), Path(news)))
    files = sorted((Path(__file__).parent / "annotations").glob("*.jsonl"))
    told = list(gold(spacy.blank("en"), files, sources))
    shown = list(labelled(Path(labels)))
    tagger = Teacher(weights)
    tagger.load_state_dict(torch.load(Path(labels).with_suffix(".pt")))
    tagger.keep(LAYERS)
    random.Random(SEED).shuffle(shown)
    train(tagger, shown[:SHOWN] + told * 2, LEARNING)
    train(tagger, told, FINISHING)
    folder = Path(out)
    folder.mkdir(parents=True, exist_ok=True)
    kept = cut(tagger, shown + told)
    (folder / "pieces.txt").write_text("\n".join(kept) + "\n", "utf-8")
    export(tagger, folder / "tagger.onnx")


if __name__ == "__main__":
    main(*sys.argv[1:6])
