"""List the words by which the tagger takes somebody to say something.

A sentence without any of them is not put to the tagger (docs/adr/0014). The list is counted on the
openly licensed texts that the tagger learned from: words that it marks as part of a cue often
enough, whatever annotators marked.

`python -m training.cues DATA NEWS`
"""

import sys
from collections import Counter
from pathlib import Path

from solferino.extract.syntax.shipped import CUES, folder
from solferino.extract.syntax.tagger import Tagger
from solferino.text.segment import words
from training.corpora import everything

SHARE = 0.15  # of a word's occurrences


def cue_words(data: Path, news: Path) -> list[str]:
    """Count on all texts, and give the words in order of the alphabet."""
    seen: Counter[str] = Counter()
    marked: Counter[str] = Counter()
    tagger = Tagger(folder() / "attribution")
    for source in everything(data, news):
        marks = tagger.mark(source.sentences)
        for sentence, found in zip(source.sentences, marks, strict=True):
            for word in words(sentence):
                seen[word.key] += 1
                marked[word.key] += any(a <= word.start < b for a, b in found.cues)
    return sorted(w for w, n in marked.items() if n and n >= SHARE * seen[w])


if __name__ == "__main__":
    lines = cue_words(Path(sys.argv[1]), Path(sys.argv[2]))
    (folder() / CUES).write_text("\n".join(lines) + "\n", "utf-8")
