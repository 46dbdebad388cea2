"""Measure on attack templates (MUC-4), by the measure of the public template scorer.

`python -m bench.muc4` fills the templates of the development part with the engine alone: nothing
is learned but where capitals stand (the set is in lower case; a tagger learns them from the UD
English Web Treebank, and judges unknown words by how the set's train part uses them).
`--trained` adds a role filler that is trained here and now on the set's train part, in about half
an hour on one core, with what the engine sees as its input. Its weights, like all that is trained
on this set, stay in this run of the bench. It needs the packages of the group `muc4` in
pyproject.toml. Thresholds are chosen on every tenth report of the train part, kept from training.
`--part PATH` measures another part, `--scorer CHECKOUT` (or GTT_CHECKOUT) runs the public scorer
of a checkout of github.com/xinyadu/gtt beside, which must give the same figures.

Only figures are printed, no text of the set.
"""

import os
import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Iterator, Sequence
from importlib import import_module
from pathlib import Path

from bench.templates.assembling import assemble, best_bars
from bench.templates.engine import Told, lexicon, templates, told_of
from bench.templates.gtt import SCORER, public_figures
from bench.templates.measure import rows
from bench.templates.reading import Report, Template, reports
from bench.templates.signs import signs
from bench.templates.truecase import Truecaser, sentences_of
from solferino.extract.lexicon import table
from solferino.resolve.places import GeonamesGazetteer

DATA = Path(__file__).parents[2] / "shared" / "data"  # development data beside the checkout
TREEBANK = DATA / "ud-english-ewt" / "ewt-train.conllu"
SET = DATA / "muc4"
KEPT = 10  # one report of the train part in so many is kept from training
ABSENT = """The trained role filler needs packages that are not installed here: {missing}.
They are the group muc4 of pyproject.toml: pip install --group muc4 (or uv sync --group muc4)."""
UNSCORED = """The public scorer was not run: no checkout of github.com/xinyadu/gtt was named.
git clone https://github.com/xinyadu/gtt, then --scorer gtt (or GTT_CHECKOUT=gtt)."""
Answers = Sequence[tuple[Template, ...]]


def main() -> int:
    """Measure as asked on the command line."""
    asked = _asked()
    needed = (TREEBANK, SET / "train.json", asked.part)
    lacking = [str(p) for p in needed if not p.is_file()]
    if lacking:
        print("Not at hand, nothing measured:", *lacking, sep="\n  ")
        return 1
    part, train = reports(asked.part), reports(SET / "train.json")
    truecaser = _truecaser(train)
    told = _told(part, truecaser)
    answers: Answers = [templates(t.fillers) for t in told]
    for line in _table("The engine alone", asked, part, answers):
        print(line, flush=True)
    if asked.trained:
        try:
            answers = _trained(train, _told(train, truecaser), part, told)
        except ModuleNotFoundError as missing:
            print(ABSENT.format(missing=missing.name))
            return 1
        for line in _table("With a role filler trained on the train part", asked, part, answers):
            print(line, flush=True)
    return 0


def _asked() -> Namespace:
    parser = ArgumentParser(prog="python -m bench.muc4")
    parser.add_argument("--trained", action="store_true")
    parser.add_argument("--part", type=Path, default=SET / "dev.json")
    parser.add_argument("--scorer", type=Path, default=os.environ.get("GTT_CHECKOUT"))
    return parser.parse_args()


def _truecaser(train: Sequence[Report]) -> Truecaser:
    """Learn capitals; the words of countries' names always have one."""
    truecaser = Truecaser(list(sentences_of(TREEBANK)))
    named = (n for c in table("en", "countries")["country"] for n in (c["name"], c["adjective"]))
    names = {w.lower() for n in named for w in n.split() if w[0].isupper()}
    truecaser.look_over([r.text for r in train], names)
    return truecaser


def _told(part: Sequence[Report], truecaser: Truecaser) -> list[Told]:
    gazetteer, words = GeonamesGazetteer(), lexicon()
    return [told_of(truecaser.restore(r.text), gazetteer, words) for r in part]


def _trained(
    train: Sequence[Report], told: Sequence[Told], part: Sequence[Report], also: Sequence[Told]
) -> Answers:
    """Train, choose the bars on what was kept from training, and answer."""
    learned = import_module("bench.templates.learned")
    seen = [signs(r.text, t) for r, t in zip(train, told, strict=True)]
    kept = range(0, len(train), KEPT)
    rest = [i for i in range(len(train)) if i not in set(kept)]
    tagger = learned.Tagger()
    tagger.train([train[i] for i in rest], [seen[i] for i in rest])
    marks = [tagger.marks(train[i].text, seen[i]) for i in kept]
    bars = best_bars([train[i] for i in kept], [seen[i] for i in kept], marks)
    print(f"Bars chosen on {len(kept)} reports kept from training: {bars}", file=sys.stderr)
    answers = []
    for report, own in zip(part, also, strict=True):
        sight = signs(report.text, own)
        answers.append(assemble(report.text, sight, tagger.marks(report.text, sight), bars))
    return answers


def _table(name: str, asked: Namespace, part: Sequence[Report], answers: Answers) -> Iterator[str]:
    yield f"{name}: {len(part)} reports, {sum(map(len, answers))} templates"
    for row in rows(part, answers):
        yield (
            f"  {row.name:14} P {100 * row.precision:6.2f}  R {100 * row.recall:6.2f}  "
            f"F1 {100 * row.f1:6.2f}   right {row.right} of {row.given}, "
            f"found {row.found} of {row.known}"
        )
    if asked.scorer is None:
        yield UNSCORED
        return
    try:
        figures = public_figures(Path(asked.scorer), asked.part, part, answers)
    except (OSError, RuntimeError) as wrong:
        yield f"The public scorer ({asked.scorer}/{SCORER}) could not be run: {wrong}"
        return
    whole = figures[-1]
    own = tuple(
        round(100 * f, 2) for r in rows(part, answers)[-1:] for f in (r.precision, r.recall, r.f1)
    )
    same = "the same" if own == whole else f"NOT the same as ours, {own}"
    yield "  The public scorer gives P {:.2f}, R {:.2f}, F1 {:.2f}: ".format(*whole) + same + "."


if __name__ == "__main__":
    sys.exit(main())
