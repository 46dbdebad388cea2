"""How fast beside peers: the same texts, in turns, on one core, by the time of the processor.

`python -m bench.peers [KILOBYTES]` (default 300). Two sets: articles of a war that others
collected, where the development data lie beside the checkout, and texts made of the practice
case. Each way
gets ten documents at a time, one way after the other, so that whatever else the machine does
weighs on all alike. Peers:

- a floor: sentences, numbers and a word of saying found by regular expressions;
- spaCy's tokenizer alone (`spacy.blank`);
- spaCy with the shipped tagger and parser on every sentence;
- textacy's extractor of direct quotations on the same parse, where textacy is installed; it is no
  part of the project. Without it the line says so.
"""

import importlib
import re
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from typing import Any

import spacy

from bench.fakes import ARTICLES
from bench.texts import practice_texts, unrelated
from solferino import plugins
from solferino.codec import parse
from solferino.extract.syntax.shipped import folder
from solferino.model import Document, Receipt
from solferino.pipeline import extract, read
from solferino.ports import Kit, Sample
from solferino.text.segment import sentences

KILOBYTES = 300
TURN = 10  # documents
FLOOR = re.compile(r"[^.!?\n]+[.!?\n]*|\b\d+(?:,\d{3})*\b|\b(?:said|told|reported|according to)\b")
Way = Callable[[Sequence[Sample]], object]


def peers(kilobytes: int = KILOBYTES) -> Iterator[str]:
    """Measure, and tell as lines of a table."""
    kit = plugins.kit(plugins.find())
    ways = _ways(kit)
    for name, source in _sets():
        samples = list(_up_to(source, kilobytes * 1000))
        for way in ways.values():
            way(samples[:1])  # what is loaded with the first text does not count
        taken = dict.fromkeys(ways, 0.0)
        for first in range(0, len(samples), TURN):
            for told, way in ways.items():
                before = time.process_time()
                way(samples[first : first + TURN])
                taken[told] += time.process_time() - before
        yield from _table(name, samples, taken)


def _table(name: str, samples: Sequence[Sample], taken: dict[str, float]) -> Iterator[str]:
    size = sum(len(sample.data) for sample in samples) / 1000
    parsing = taken["spaCy, every sentence parsed"]
    yield f"Beside peers: {name}, {len(samples)} documents, {size:,.0f} kB, processor time"
    for told, seconds in taken.items():
        yield f"  {told:48} {size / seconds:10,.0f} kB/s   {seconds / parsing:6.2f} of parsing"
    if "textacy, direct quotations" not in taken:
        yield "  textacy's direct quotations: not run, textacy is not installed"


def _ways(kit: Kit) -> dict[str, Way]:
    blank, whole = spacy.blank("en"), spacy.load(folder() / "syntax")

    def told(samples: Sequence[Sample]) -> list[str]:
        return [_document(kit, sample).text for sample in samples]

    def parsed(samples: Sequence[Sample]) -> list[Any]:
        every = (t[s.start : s.end] for t in told(samples) for s in sentences(t))
        return list(whole.pipe(every, batch_size=128))

    ways: dict[str, Way] = {
        "floor: regular expressions": lambda s: [FLOOR.findall(t) for t in told(s)],
        "spaCy, words alone": lambda s: list(blank.pipe(told(s))),
        "spaCy, every sentence parsed": parsed,
        "Solferino, read": told,
        "Solferino, read and extracted": lambda s: [extract(kit, _document(kit, x)) for x in s],
    }
    try:
        quotations = importlib.import_module("textacy.extract").direct_quotations
    except ModuleNotFoundError:
        return ways
    ways["textacy, direct quotations"] = lambda s: [list(quotations(doc)) for doc in parsed(s)]
    return ways


def _sets() -> Iterator[tuple[str, Iterator[Sample]]]:
    if ARTICLES.exists():
        lines = enumerate(ARTICLES.read_text("utf-8").splitlines())
        told = (Sample(name=f"{n}.txt", data=parse(line)["text"].encode()) for n, line in lines)
        yield "war news (FA-KES)", told
    yield "made of the practice case", unrelated(practice_texts(), 1 << 20)


def _up_to(samples: Iterator[Sample], size: int) -> Iterator[Sample]:
    given = 0
    for sample in samples:
        yield sample
        given += len(sample.data)
        if given >= size:
            return


def _document(kit: Kit, sample: Sample) -> Document:
    opened = read(kit.readers, (Receipt(original="", name=sample.name), sample.data))
    if opened.problems:
        raise TypeError(opened.problems[0].message)
    return opened.documents[0]


if __name__ == "__main__":
    for line in peers(int(sys.argv[1]) if len(sys.argv) > 1 else KILOBYTES):
        print(line, flush=True)
