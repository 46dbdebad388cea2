"""How much of a news page's text is kept, and how much of the noise around it is let in.

`python -m bench.formats` prints the table of docs/formats.md. The pages are those of the tests.
"""

import tomllib
from collections.abc import Iterator, Sequence
from pathlib import Path

from solferino.codec import value
from solferino.model import Reading
from solferino.ports import Sample
from solferino.read.html import HtmlReader

LAYOUTS = Path(__file__).parents[1] / "tests" / "read" / "layouts"


@value
class Share:
    """Signs of the passages of a page: of its story and those kept, of the noise and those let in.

    `marked` are signs of noise that are let in and marked as boilerplate.
    """

    story: int
    kept: int
    noise: int
    let_in: int
    marked: int


def formats() -> Iterator[str]:
    """Measure, and tell as lines of a table."""
    yield "| Layout | Story kept | Noise let in | of it marked |"
    yield "|---|---|---|---|"
    for name, share in shares().items():
        yield (
            f"| {name} | {_percent(share.kept, share.story)} "
            f"| {_percent(share.let_in, share.noise)} | {_percent(share.marked, share.let_in)} |"
        )


def shares() -> dict[str, Share]:
    """Read every layout and compare it with what is said of it."""
    known = tomllib.loads((LAYOUTS / "layouts.toml").read_text("utf-8"))
    return {name: _share(name, page["story"], page["noise"]) for name, page in known.items()}


def _share(name: str, story: Sequence[str], noise: Sequence[str]) -> Share:
    data = (LAYOUTS / f"{name}.html").read_bytes()
    reading = HtmlReader().read(Sample(name=f"{name}.html", data=data))
    there = [words for words in noise if words in reading.text]
    return Share(
        story=sum(map(len, story)),
        kept=sum(len(words) for words in story if words in reading.text),
        noise=sum(map(len, noise)),
        let_in=sum(map(len, there)),
        marked=sum(len(words) for words in there if _is_marked(reading, words)),
    )


def _is_marked(reading: Reading, words: str) -> bool:
    start = reading.text.index(words)
    return any(p.kind == "boilerplate" and p.start <= start < p.end for p in reading.parts)


def _percent(part: int, whole: int) -> str:
    return f"{100 * part / whole:.0f} %" if whole else "–"


if __name__ == "__main__":
    for line in formats():
        print(line)
