"""Capitals for a text that lost them, so that an engine that reads capitals can read it.

A linear tagger (averaged perceptron, Collins 2002) learns from text with capitals, after looking
at it in lower case, which words begin with one. Words that the learning text does not hold are
judged by their endings, their neighbours, and by how the texts to be restored use them: a word
that often stands behind "a" or has a known plural is seldom a name.
"""

import itertools
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from solferino.codec import value

ROUNDS = 5  # passes over the learning text
WORD = re.compile(r"[^\W_]+|[^\w\s]")
ARTICLES = frozenset(("a", "an", "the", "some", "several", "many", "no", "any", "these", "those"))
TITLES = frozenset(("president", "colonel", "general", "minister", "dr", "mr", "judge", "leader"))
MANY = (0, 1, 3, 10, 40)  # bounds of the classes of frequency
SHARES = (0.02, 0.1, 0.3)  # bounds of the classes of shares
RARE = 2  # a word seen no more often is learned from as if it were unknown
WORDY = 4  # of a word's features, the first that hold the word itself
NAMELY = -8.0  # mean weight above which a word that the learning text lacks is a name
BESIDE = -12.0  # the same, behind a word with a capital
SURE = 100.0
SHORT = 6  # letters of a word in brackets that may be an abbreviation


@value
class Usage:
    """How a body of texts uses its words: how often, and behind which words."""

    count: Counter[str]
    article: Counter[str]
    title: Counter[str]

    def features(self, word: str) -> str:
        """Class of a word by its use, as one feature."""
        seen = self.count[word]
        often = sum(seen > bound for bound in MANY)
        shares = [c[word] / max(1, seen) for c in (self.article, self.title)]
        classes = [sum(share > bound for bound in SHARES) for share in shares]
        many = (word.endswith("s") and self.count[word[:-1]] > 1) or self.count[word + "s"] > 1
        return f"{often}{classes[0]}{classes[1]}{many:d}"


def usage(texts: Iterable[Sequence[str]]) -> Usage:
    """Count the use of lower-case words."""
    count, article, title = Counter[str](), Counter[str](), Counter[str]()
    for words in texts:
        count.update(words)
        for before, word in itertools.pairwise(words):
            article[word] += before in ARTICLES
            title[word] += before in TITLES
    return Usage(count=count, article=article, title=title)


class Truecaser:
    """Learns from text with capitals once; restores any number of texts of one body."""

    def __init__(self, sentences: Sequence[Sequence[str]]) -> None:
        self.weights: dict[str, float] = defaultdict(float)
        lower = [[w.lower() for w in s] for s in sentences]
        self.learned = usage(lower)
        self.known = self.learned
        self.table: dict[str, float] = {}
        summed: dict[str, float] = defaultdict(float)
        step = 1
        for _ in range(ROUNDS):
            for sentence, small in zip(sentences, lower, strict=True):
                self._learn(sentence, small, summed, step)
                step += len(small)
        self.weights = {f: w - summed[f] / step for f, w in self.weights.items()}

    def _learn(
        self, sentence: Sequence[str], small: Sequence[str], summed: dict[str, float], step: int
    ) -> None:
        before = True
        for i, word in enumerate(sentence):
            capital = word[:1].isupper()
            if i and small[i].isalpha():
                own = _features(small, i, self.known, before=before)
                if self.learned.count[small[i]] <= RARE:
                    own = own[WORDY:]
                if (self._weigh(own) > 0) != capital:
                    change = 1.0 if capital else -1.0
                    for feature in own:
                        self.weights[feature] += change
                        summed[feature] += change * (step + i)
            before = capital

    def _weigh(self, features: Iterable[str]) -> float:
        weights = self.weights
        return sum(weights.get(f, 0.0) for f in features)

    def look_over(self, texts: Iterable[str], names: Iterable[str]) -> None:
        """Make the table of a body of lower-case texts: how much each word looks like a name.

        `names` are words that are names whatever the table would say.
        """
        cut = [WORD.findall(text) for text in texts]
        self.known = usage(cut)
        total = Counter[str]()
        for small in cut:
            before = True
            for i, word in enumerate(small):
                mark = self._weigh(_features(small, i, self.known, before=before))
                total[word] += mark  # type: ignore[assignment]  # a sum of weights
                before = mark > 0
        self.table = {w: total[w] / self.known.count[w] for w in total}
        self.table |= dict.fromkeys(names, SURE)

    def restore(self, text: str) -> str:
        """Give a lower-case text its capitals; no character is added or moved."""
        out = list(text)
        matches = list(WORD.finditer(text))
        small = [m[0] for m in matches]
        before = True
        for i, match in enumerate(matches):
            if not small[i].isalpha():
                before = False
                continue
            opens = i == 0 or small[i - 1] in (".", "?", "!") or _opens(text, match.start())
            capital = self._capital(small, i, before=before)
            if capital and _abbreviated(small, i):
                out[match.start() : match.end()] = match[0].upper()
            elif capital or opens:
                out[match.start()] = match[0][0].upper()
            before = capital
        return "".join(out)

    def _capital(self, small: Sequence[str], i: int, *, before: bool) -> bool:
        """Judge a known word where it stands, an unknown one by the table."""
        word = small[i]
        mean = self.table.get(word)
        if mean is not None and (mean == SURE or self.learned.count[word] <= RARE):
            return mean > (BESIDE if before else NAMELY)
        return self._weigh(_features(small, i, self.known, before=before)) > 0


def _opens(text: str, start: int) -> bool:
    return text[max(0, start - 3) : start].strip() == "" or text[max(0, start - 2) : start] == ' "'


def _abbreviated(small: Sequence[str], i: int) -> bool:
    """Whether a word in brackets of its own, or one without vowels, is an abbreviation."""
    alone = small[i - 1 : i] == ["("] and small[i + 1 : i + 2] == [")"]
    vowels = set(small[i]) & set("aeiouy")
    return len(small[i]) <= SHORT and (alone or not vowels) and len(small[i]) > 1


def _features(small: Sequence[str], i: int, known: Usage, *, before: bool) -> list[str]:
    word = small[i]
    left = small[i - 1] if i else ""
    further = small[i - 2] if i > 1 else ""
    right = small[i + 1] if i + 1 < len(small) else ""
    use = known.features(word)
    return [
        f"w {word}",
        f"lw {left} {word}",
        f"wr {word} {right}",
        f"bw {before} {word}",
        f"l {left}",
        f"r {right}",
        f"b {before}",
        f"bl {before} {left}",
        f"br {before} {right}",
        f"fl {further} {left}",
        f"s3 {word[-3:]}",
        f"s2 {word[-2:]}",
        f"s1 {word[-1:]} {before}",
        f"p3 {word[:3]}",
        f"bs {before} {word[-3:]}",
        f"ls {left[-3:]} {word[-2:]}",
        f"rs {right[-3:]} {word[-2:]}",
        f"u {use}",
        f"ub {use} {before}",
        f"n {len(word)}",
    ]


def sentences_of(path: Path) -> Iterator[list[str]]:
    """Read the words of a treebank in CoNLL-U, sentence by sentence, headlines left out."""
    words: list[str] = []
    for line in path.read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            fields = line.split("\t")
            if fields[0].isdigit():
                words += WORD.findall(fields[1])
            continue
        if not line and words:
            yield from [words] if _cased(words) else []
            words = []


def _cased(words: Sequence[str]) -> bool:
    """Whether a sentence uses capitals as a text does: some words have one, most have none."""
    letters = [w for w in words if w.isalpha()]
    capital = sum(w[0].isupper() for w in letters)
    return bool(letters) and letters[0][0].isupper() and capital * 2 <= len(letters) + 2
