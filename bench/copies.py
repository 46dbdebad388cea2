"""How well copies are found: `python -m bench.copies [documents ...]`.

The base texts are openly licensed reports on one war from several publishers (re3d, and the
investigations of the Syrian Archive in English and Arabic), read from `../shared/data`. Copies are
made of them by the rules of `bench/copies.toml` and below: nothing is drawn by chance. Unrelated
are base texts of different publishers: one topic, nothing copied. All lie in one case.

With numbers of documents, finding copies is timed on so many texts of made-up words, a tenth of
them copies.
"""

import json
import re
import sys
import time
import tomllib
from collections.abc import Callable, Iterator, Sequence
from itertools import combinations
from pathlib import Path

from solferino.codec import sha256
from solferino.model import Copy, Description, Document, Reading, Receipt, document_of
from solferino.origins.copies import Collation, collating, find_copies
from solferino.text.segment import sentences, words

DATA = Path(__file__).parents[2] / "shared" / "data"
TABLE = tomllib.loads(Path(__file__).with_name("copies.toml").read_text("utf-8"))
LEAST = 120  # words of a base text
EACH = 30  # pairs of each kind
KEEPING = ("verbatim", "trimmed", "paraphrased")  # kinds that keep most of the words
THOUSAND = 1000
ARCHIVE = "syrian-archive"  # who published the investigations
SPUN = 3  # every so many words one is replaced
ASIDE = re.compile(r", (?:which|who|where|as well as|including)\b[^,.;]*(?=[,.;])")
SAYS = re.compile(r"^((?:The |An? )?[A-Z][\w .]{2,40}?) (said|announced|stated) (?:that )?(.+?)\.$")
LINK = re.compile(r"!?\[([^\]]*)\]\([^)]*\)|https?://\S+|^---.*?^---", re.DOTALL | re.MULTILINE)


def bases() -> Iterator[tuple[str, str]]:
    """Yield publisher and text of each base text of some length."""
    for folder in sorted((DATA / "re3d").iterdir()):
        lines = (folder / "documents.json").read_text("utf-8").splitlines()
        for text in sorted({json.loads(line)["text"] for line in lines}):
            if len(words(text)) >= LEAST:
                yield folder.name, text


def investigations() -> Iterator[tuple[str, str, str]]:
    """Yield name, English and Arabic text of each investigation, without links and headers."""
    for path in sorted((DATA / "syrian-archive").glob("*.en.md")):
        both = (path, path.with_name(path.name.replace(".en.", ".ar.")))
        english, arabic = (LINK.sub(r"\1", p.read_text("utf-8")) for p in both)
        yield path.name, english, arabic


def verbatim(text: str) -> str:
    """Reprint a text under another masthead, reflowed, with a foot."""
    lines = (" ".join(text[s.start : s.end].split()) for s in sentences(text))
    return "The Valley Courier\nMorning edition\n\n" + "\n\n".join(lines) + "\n\nFrom our desk."


def trimmed(text: str) -> str:
    """Keep the first two fifths of the sentences, as a short item does."""
    found = [" ".join(text[s.start : s.end].split()) for s in sentences(text)]
    return "In brief\n\n" + " ".join(found[: max(3, len(found) * 2 // 5)])


def paraphrased(text: str) -> str:
    """Rewrite a wire item as a desk does: other words, asides dropped, speakers put last."""
    found = (" ".join(text[s.start : s.end].split()) for s in sentences(text))
    kept = (SAYS.sub(r"\3, \1 \2.", ASIDE.sub("", sentence)) for sentence in found)
    return " ".join(_put(sentence, TABLE["wire"]) for sentence in kept)


def translated_back(text: str) -> str:
    """Stand in for a translation and back: function words and common nouns come out otherwise."""
    return _put(paraphrased(text), TABLE["back"])


def spun(text: str) -> str:
    """Replace every third word by one of the same text, as spinning programs do."""
    found = words(text)
    pieces, last = [], 0
    for number, word in enumerate(found):
        if number % SPUN == 0:
            other = found[(number * 7919 + 31) % len(found)].text
            pieces += [text[last : word.start], other]
            last = word.end
    return "".join(pieces) + text[last:]


MAKING: dict[str, Callable[[str], str]] = {
    "verbatim": verbatim,
    "trimmed": trimmed,
    "paraphrased": paraphrased,
    "translated and back": translated_back,
    "spun": spun,
}


def _put(text: str, table: dict[str, str]) -> str:
    pieces, last = [], 0
    for word in words(text):
        if word.key in table:
            other = table[word.key]
            pieces += [
                text[last : word.start],
                other.capitalize() if word.text[0].isupper() else other,
            ]
            last = word.end
    return re.sub(r"  +", " ", "".join(pieces) + text[last:])


def document(name: str, text: str, day: str) -> Document:
    """Make a document as if the text had come in under this name."""
    told = Description(published=day)
    receipt = Receipt(original=sha256(f"{name}{text}".encode()), name=name, told=told)
    return document_of(receipt, Reading(text=text, media_type="text/plain"), "bench/1")


def copies() -> Iterator[str]:
    """Yield the lines of the table."""
    texts = list(bases())
    first = [document(f"{n}", text, "2030-01-01") for n, (_, text) in enumerate(texts)]
    made: dict[tuple[str, str], str] = {}
    every = list(first)
    for step, (kind, make) in enumerate(MAKING.items()):
        for number in range(EACH):
            base = first[(number * len(MAKING) + step) % len(first)]
            every.append(document(f"{kind} {number}", make(base.text), "2030-01-02"))
            made[every[-1].id, base.id] = kind
    for name, english, arabic in investigations():
        pair = [document(f"{name} {n}", t, f"2030-01-0{n}") for n, t in ((1, english), (2, arabic))]
        every += pair
        made[pair[1].id, pair[0].id] = "translation, English and Arabic"
    start = time.process_time()
    found = find_copies(every)
    spent = time.process_time() - start
    publisher = {d.id: texts[n][0] for n, d in enumerate(first)}
    yield f"{len(made)} pairs of copies, {len(every)} documents, {spent:.1f} s of processor time"
    yield from _recall(made, found)
    yield from _false(publisher, made, found)


def _recall(made: dict[tuple[str, str], str], found: Sequence[Copy]) -> Iterator[str]:
    shares = {(c.document, c.other): c.share for c in found}
    for kind in dict.fromkeys(made.values()):
        got = [shares.get(pair) for pair, of in made.items() if of == kind]
        told = sorted(share for share in got if share is not None)
        middle = f", half of them share {told[len(told) // 2]} thousandths or more" if told else ""
        yield f"  {kind:32} {len(told):4} of {len(got):4}{middle}"


def _false(
    publisher: dict[str, str], made: dict[tuple[str, str], str], found: Sequence[Copy]
) -> Iterator[str]:
    """Tell the pairs that are none, and the F1 over copies that keep words with them."""
    pairs = combinations(sorted(publisher), 2)
    unrelated = {p for p in pairs if publisher[p[0]] != publisher[p[1]]}
    wrong = len({tuple(sorted((c.document, c.other))) for c in found} & unrelated)
    base = dict(made.keys())
    home = {name: base.get(name, name) for pair in made for name in pair}
    roots = [(home[c.document], home[c.other]) for c in found if {c.document, c.other} <= set(home)]
    crossed = [pair for pair in roots if pair[0] != pair[1]]
    own = sum(publisher.get(a, ARCHIVE) == publisher.get(b, ARCHIVE) for a, b in crossed)
    keeping = {pair for pair, kind in made.items() if kind in KEEPING}
    right = sum((c.document, c.other) in keeping for c in found)
    precision, recall = right / max(1, right + wrong), right / len(keeping)
    f1 = 2 * precision * recall / max(1e-9, precision + recall)
    yield f"  unrelated, of other publishers   {wrong:4} of {len(unrelated):4} taken for copies"
    yield f"  a copy and another text: {own} pairs of one publisher, {len(crossed) - own} of two"
    yield f"  keeping words: precision {precision:.3f}, recall {recall:.3f}, F1 {f1:.3f}"


def growth(sizes: Sequence[int]) -> Iterator[str]:
    """Time the finding of copies on texts of made-up words, a tenth of them trimmed copies."""
    for size in sizes:
        made = [_story(n) for n in range(size)]
        every = [document(f"{n}", text, f"2030-01-{n % 28 + 1:02}") for n, text in enumerate(made)]
        start = time.process_time()
        found = find_copies(every)
        whole = time.process_time() - start
        before = _collated(every[:-1])
        start = time.process_time()
        again = _collated(every, before).copies
        one = time.process_time() - start
        same = "equal" if again == found else "NOT EQUAL"
        yield (
            f"{size:6} documents: {len(found):6} copies in {whole:.1f} s of processor time,"
            f" {whole / size * THOUSAND:.2f} s for a thousand; one more {one:.2f} s, {same}"
        )


def _collated(every: Sequence[Document], before: Collation | None = None) -> Collation:
    going = collating(every, before=before)
    while True:
        try:
            next(going)
        except StopIteration as end:
            found: Collation = end.value
            return found


def _story(number: int) -> str:
    first, step = number * 7919, 31 + number % 17
    if number % 10 == 9:
        return " ".join(_story(number - 1).split()[:130])
    return " ".join(f"w{(first + k * k * step + k) % 4001}" for k in range(300))


if __name__ == "__main__":
    sizes = [int(argument) for argument in sys.argv[1:]]
    for line in growth(sizes) if sizes else copies():
        print(line, flush=True)
