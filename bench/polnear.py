"""Who says what, on news that others annotated (PolNeAR): F1 over words of contents and sources.

`python -m bench.polnear FOLDER [PART]`: FOLDER is a checkout of the public repository
networkdynamics/PolNeAR, PART one of dev (default) and train; its texts are read from there and
kept nowhere. Where several people annotated a text, the first file counts. A word is found when
it lies inside a content (source) of the engine: of the rules' statements, of the models' marks, or
of both as the engine asks them. The rules name a speaker by the head words alone, the annotators
by the whole phrase.
"""

import re
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from solferino import plugins
from solferino.extract.english import MODELS, study_of
from solferino.extract.passage import Passage
from solferino.extract.study import Study
from solferino.extract.voice.learned import LEARNED, is_open
from solferino.model import Document, Receipt, Statement
from solferino.pipeline import read
from solferino.ports import Gazetteer

WORD = re.compile(r"\w+(?:['’]\w+)?|[^\w\s]")
KINDS = ("Source", "Cue", "Content")
Stretches = dict[str, list[tuple[int, int]]]


@dataclass(frozen=True)
class Annotated:
    """A text with what its annotator marked, as stretches by kind."""

    text: str
    marks: Stretches


def annotated(folder: Path, part: str) -> Iterator[Annotated]:
    """Read the texts of one part with their annotations, in order of name."""
    seen = set()
    for file in sorted((folder / "data" / part / "attributions").glob("*.ann")):
        name = file.stem.rpartition("_")[0]
        text = folder / "data" / part / "text" / f"{name}.txt"
        if name not in seen and text.exists():
            seen.add(name)
            content = text.read_bytes().decode()
            yield Annotated(text=content, marks=_marks(file.read_text("utf-8")))


def _marks(told: str) -> Stretches:
    marks: Stretches = {kind: [] for kind in KINDS}
    named: dict[str, tuple[str, list[tuple[int, int]]]] = {}
    events = []
    for line in told.split("\n"):
        fields = line.split("\t")
        if len(fields) < 2:
            continue  # an annotated text that runs over a line
        if fields[0].startswith("T"):
            kind, _, places = fields[1].partition(" ")
            pairs = [place.split() for place in places.split(";")]
            named[fields[0]] = (kind, [(int(pair[0]), int(pair[1])) for pair in pairs])
        elif fields[0].startswith("E"):
            events.append(fields[1])
    for event in events:
        for role in event.split()[1:]:
            known, stretches = named.get(role.partition(":")[2], ("", []))
            if known in marks:
                marks[known] += stretches
    return marks


def found(document: Document, gazetteer: Gazetteer) -> dict[str, Stretches]:
    """Give what rules and models find in a document, apart and as the engine asks them.

    The engine asks the models of the sentences that the rules leave open: "both".
    """
    study = study_of(document, gazetteer, frozenset({LEARNED}))
    rules: Stretches = {kind: [] for kind in KINDS}
    for statement in study.statements:
        rules["Content"].append((statement.span.start, statement.span.end))
        rules["Cue"] += [(s.start, s.end) for s in [statement.cue] if s]
        rules["Source"] += [(v.span.start, v.span.end) for v in statement.voice[:1] if v.span]
    models: Stretches = {kind: [] for kind in KINDS}
    both: Stretches = {kind: list(places) for kind, places in rules.items()}
    asked = [p for p in study.passages if is_open(p, _inside(study, p), MODELS.cues)]
    for passages, into in ((study.passages, models), (asked, both)):
        marks = MODELS.mark([p.text for p in passages])
        for passage, one in zip(passages, marks, strict=True):
            places = (one.sources, one.cues, one.contents)
            for kind, own in zip(KINDS, places, strict=True):
                into[kind] += [(a + passage.start, b + passage.start) for a, b in own]
    return {"rules": rules, "models": models, "both": both}


def _inside(study: Study, passage: Passage) -> list[Statement]:
    return [s for s in study.statements if passage.start <= s.span.start < passage.end]


def _flags(words: Sequence[re.Match[str]], places: Sequence[tuple[int, int]]) -> list[bool]:
    return [any(w.start() < end and start < w.end() for start, end in places) for w in words]


def polnear(folder: Path, part: str) -> Iterator[str]:
    """Measure, and tell as lines of a table."""
    kit = plugins.kit(plugins.find())
    counts: dict[tuple[str, str], list[int]] = {}
    texts = 0
    for one in annotated(folder, part):
        opened = read(kit.readers, (Receipt(original="", name="a.txt"), one.text.encode()))
        document = opened.documents[0]
        if not one.text.startswith(document.text.rstrip()):
            continue  # the reader took signs away: offsets would not be the annotators'
        texts += 1
        words = list(WORD.finditer(one.text))
        for way, marks in found(document, kit.gazetteer).items():
            for kind in KINDS:
                pairs = zip(_flags(words, one.marks[kind]), _flags(words, marks[kind]), strict=True)
                tally = counts.setdefault((way, kind), [0, 0, 0])
                for true, ours in pairs:
                    tally[0] += true and ours
                    tally[1] += ours and not true
                    tally[2] += true and not ours
    yield f"PolNeAR, {part}: {texts} texts, F1 over words"
    for (way, kind), (hits, false, missed) in counts.items():
        precision, recall = hits / max(1, hits + false), hits / max(1, hits + missed)
        f1 = 2 * hits / max(1, 2 * hits + false + missed)
        yield f"  {way:8} {kind:8} P {precision:.3f}  R {recall:.3f}  F1 {f1:.3f}"


def main() -> None:
    """Run on the folder that is told, or say where to get one."""
    if len(sys.argv) < 2 or not (Path(sys.argv[1]) / "data").is_dir():
        print("Give the folder of a checkout of networkdynamics/PolNeAR (public on GitHub).")
        return
    for line in polnear(Path(sys.argv[1]), sys.argv[2] if len(sys.argv) > 2 else "dev"):
        print(line)


if __name__ == "__main__":
    main()
