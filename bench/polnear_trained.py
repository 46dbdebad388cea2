"""What data would give: a tagger trained on a part of PolNeAR itself, for comparison only.

Its annotations have no licence, so nothing that learns from them is shipped. The tagger is the
teacher of `training.teacher` (six layers), fitted to the texts of the train part, tested on dev.
Needs `torch` and `transformers`, which the project does not install.

`python -m bench.polnear_trained FOLDER WEIGHTS [SHARE]`: FOLDER is a checkout of
networkdynamics/PolNeAR, WEIGHTS the folder of the pretrained model, SHARE the part of the train
texts that is learned from (default 0.15).
"""

import random
import sys
from collections.abc import Iterator
from pathlib import Path

import torch
from training.teacher import SEED, SIGNS, Schedule, Teacher, Window, label, train

from bench.polnear import KINDS, WORD, Annotated, annotated

SCHEDULE = Schedule(epochs=2, rate=8e-5)
LONG = 110  # words of a window
SIGN = dict(zip(KINDS, SIGNS.values(), strict=True))


def windows(one: Annotated) -> Iterator[Window]:
    """Cut a text into windows of words with their tags, at ends of sentences."""
    own: Window = []
    for word in WORD.finditer(one.text):
        tag = "".join(
            SIGN[kind]
            for kind in KINDS
            if any(a < word.end() and word.start() < b for a, b in one.marks[kind])
        )
        own.append((word[0], tag or "O"))
        if len(own) >= LONG or (len(own) > LONG // 2 and word[0] in ".!?"):
            yield own
            own = []
    if own:
        yield own


def main(folder: str, weights: str, share: float = 0.15) -> None:
    """Train, test, and print F1 over words."""
    torch.manual_seed(SEED)
    texts = list(annotated(Path(folder), "train"))
    random.Random(SEED).shuffle(texts)  # noqa: S311  (the same texts each time)
    told = [w for one in texts[: int(len(texts) * share)] for w in windows(one)]
    teacher = Teacher(weights)
    train(teacher, told, SCHEDULE)
    tested = [w for one in annotated(Path(folder), "dev") for w in windows(one)]
    found = list(label(teacher, [[(word, "O") for word, _ in w] for w in tested]))
    print(f"{len(told)} windows learned from, {len(tested)} tested")
    for kind, sign in SIGN.items():
        pairs = [
            (sign in true, sign in ours)
            for window, tags in zip(tested, found, strict=True)
            for (_, true), ours in zip(window, tags, strict=True)
        ]
        both = sum(a and b for a, b in pairs)
        f1 = 2 * both / max(1, sum(a for a, _ in pairs) + sum(b for _, b in pairs))
        print(f"  {kind:8} F1 {f1:.3f}")


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], *map(float, sys.argv[3:4]))
