"""How good on real news: texts of others, of which only marks are kept here, never the words.

`reports/press` holds answers to 80 real news texts, made by hand before any rule was written with
them in view: *open* (42) may be read by who writes rules, *closed* (38) may not, and only its rows
are printed. A line names the text by its source, its number there and the digest of what was read
(its first 2,000 bytes); every answer that stands in the text is a pair of offsets. The texts are
brought by whoever measures:

    python -m bench.press --fakes dev.jsonl --web CHECKOUT --wire CHECKOUT --shootings CHECKOUT

`--fakes` is the development part of FA-KES (by default beside the checkout, in shared/data); the
others are checkouts of JasperTielmann/Middle-East-Conflict-News-Report-Analysis, of
gokulbalagopal/Comprehensive-Analysis-of-Syrian-Conflict-News-Articles-using-NLP and of
cltl/LongTailQATask. What is not at hand is left out and said so. The last rows count texts that
tell of no attack on health care and get one all the same: war news in whose first 2,000 bytes no
sentence names both care and an attack, and shootings, where a hospital takes the wounded in (half
of them by digest; `reports/press/README.md` tells what of them was looked at).
"""

import argparse
import csv
import json
import re
import sys
import tempfile
from collections.abc import Iterator, Mapping
from hashlib import sha256
from pathlib import Path
from typing import Any

from bench.accuracy import SHARED, exported, table
from bench.longtail import items
from solferino.codec import value
from solferino.measure.score import score

SET = Path(__file__).parent / "reports" / "press"
NAMES = {"open": "real news that rule writers may read", "closed": "real news, kept from them"}
READ = 2000  # bytes of a text that are read
SHOOTINGS = 600  # of the news of shootings, by digest of their names
SHEETS = ("bbc", "cnn", "fox")
WIRE = "AJA_Factiva-20180306-2258.txt"
RUN_ON = re.compile(r"(?<=[a-z0-9)])([.!?][\"”’]?)(?=[\"“]?[A-Z])")
STORY = re.compile(r"\n(?=[^\n]+\n\s*\n?\d[\d,]* words\n)")


@value
class Text:
    """A text of others: where it stands there, and its opening."""

    source: str
    number: str
    opening: str

    @property
    def digest(self) -> str:
        """Which text it is, by its opening."""
        return sha256(self.opening.encode()).hexdigest()


def opening(text: str) -> str:
    """Give the part of a text that is read: its first 2,000 bytes, whole letters only."""
    return text.encode()[:READ].decode("utf-8", "ignore")


def fakes(path: Path) -> Iterator[Text]:
    """Read the texts of FA-KES, repeats left out."""
    for line in path.read_text("utf-8").splitlines():
        row = json.loads(line)
        if not row["duplicate_of"]:
            yield Text(source="fa-kes", number=str(row["id"]), opening=opening(row["text"]))


def web(checkout: Path) -> Iterator[Text]:
    """Read pages of three broadcasters, whose paragraphs the publisher of the set ran together."""
    csv.field_size_limit(10**9)
    for name in SHEETS:
        sheet = checkout / "middle-east-news-reports-analysis" / "Tool" / f"{name}.csv"
        with sheet.open(encoding="utf-8", errors="replace", newline="") as lines:
            for number, row in enumerate(csv.DictReader(lines)):
                text = RUN_ON.sub(r"\1\n", opening(row["Text"]))
                yield Text(source=name, number=str(number), opening=text)


def wire(checkout: Path) -> Iterator[Text]:
    """Read stories of one agency from a file in which they stand one behind the other."""
    whole = (checkout / WIRE).read_text("utf-8", "replace")
    for number, story in enumerate(STORY.split(whole)):
        head, _, body = story.partition("Copyright")
        told = body.partition("\n")[2]
        if told:
            title = head.strip().split("\n")[0]
            text = opening(f"{title}\n\n{told.strip()}")
            yield Text(source="aja", number=str(number), opening=text)


def shootings(checkout: Path) -> Iterator[Text]:
    """Read news of shootings, of the half set apart."""
    named = sorted(items(checkout), key=lambda item: sha256(item.name.encode()).hexdigest())
    for item in named[:SHOOTINGS]:
        text = f"{item.title}\n\n{item.text}"[:READ]
        if int(sha256(text.encode()).hexdigest(), 16) % 2:
            yield Text(source="shootings", number=item.name, opening=text)


def press(texts: Mapping[str, Text], others: list[Text]) -> Iterator[str]:
    """Measure both sets of the texts that are at hand, then texts of no attack, as lines."""
    for name, meaning in NAMES.items():
        lines = [json.loads(n) for n in (SET / f"{name}.jsonl").read_text("utf-8").splitlines()]
        here = [one for one in lines if one["digest"] in texts]
        if len(here) < len(lines):
            yield f"{len(lines) - len(here)} of {len(lines)} texts of {name} are not at hand."
        with tempfile.TemporaryDirectory() as made:
            folder = Path(made)
            _lay(folder, here, texts)
            gold = {f"{one['digest']}": _whole(one, texts[one["digest"]].opening) for one in here}
            yield from table(meaning, score(exported(folder), gold))
        yield ""
    marked = {json.loads(n)["digest"] for one in NAMES for n in (SET / f"{one}.jsonl").open()}
    care = [t for t in texts.values() if t.digest not in marked and not told_of_care(t.opening)]
    for meaning, plain in (("war news", care), ("shootings", others)):
        if plain:
            yield f"of {len(plain)} {meaning} of no attack on health care, {_made(plain)} got one"


SENTENCE = re.compile(r"(?<=[.!?])\s+")
CARE = re.compile(
    r"\b(?:hospitals?|clinics?|ambulances?|medics?|paramedics?|doctors?|health cent(?:er|re)s?|"
    r"nurses?|medical (?:cent|facilit|point|staff|worker)\w*)\b",
    re.IGNORECASE,
)
ATTACK = re.compile(
    r"\b(?:hit|hits|struck|strikes?|bomb\w*|shell\w*|destroy\w*|target\w*|attack\w*|raid\w*|"
    r"kidnap\w*|abduct\w*|air ?str\w+|out of (?:service|action)|blast|explosion)\b",
    re.IGNORECASE,
)


def told_of_care(text: str) -> bool:
    """Whether one sentence names both care and an attack: how the texts of the sets were found."""
    return any(CARE.search(s) and ATTACK.search(s) for s in SENTENCE.split(text))


def _lay(folder: Path, lines: list[dict[str, Any]], texts: Mapping[str, Text]) -> None:
    with (folder / "documents.csv").open("w", encoding="utf-8", newline="") as out:
        rows = csv.writer(out)
        rows.writerow(("file", "publisher", "published", "language"))
        for one in lines:
            name = f"{one['digest']}.txt"
            (folder / name).write_text(texts[one["digest"]].opening, "utf-8")
            rows.writerow((name, one["publisher"] or "", one["published"] or "", "en"))


def _made(texts: list[Text]) -> int:
    with tempfile.TemporaryDirectory() as made:
        for text in texts:
            (Path(made) / f"{text.digest}.txt").write_text(text.opening, "utf-8")
        told = exported(Path(made))["incidents"]
    return len({a["document"] for one in told for a in one["accounts"]})


def _whole(line: dict[str, Any], text: str) -> Any:  # noqa: ANN401  (as JSON has it)
    """Give the answers to a text with its words put in where their offsets stand."""

    def worded(told: Any) -> Any:  # noqa: ANN401  (as JSON has it)
        if isinstance(told, dict):
            if set(told) == {"at"}:
                return text[slice(*told["at"])]
            return {key: worded(one) for key, one in told.items()}
        return [worded(one) for one in told] if isinstance(told, list) else told

    return {**worded(line["gold"]), "doc": f"{line['digest']}.txt"}


def at_hand() -> Iterator[str]:
    """Measure what of the sets stands beside the checkout: the texts of FA-KES."""
    path = SHARED / "data" / "fa-kes" / "dev.jsonl"
    if path.is_file():
        yield from press({text.digest: text for text in fakes(path)}, [])
    else:
        yield "Real news is not at hand (no development data beside the checkout)."


def main() -> None:
    """Read what is at hand, and print the rows."""
    ask = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    ask.add_argument("--fakes", type=Path, default=SHARED / "data" / "fa-kes" / "dev.jsonl")
    for name in ("--web", "--wire", "--shootings"):
        ask.add_argument(name, type=Path)
    told = ask.parse_args()
    found: list[Text] = [*fakes(told.fakes)] if told.fakes.is_file() else []
    found += [*web(told.web)] if told.web else []
    found += [*wire(told.wire)] if told.wire else []
    others = [*shootings(told.shootings)] if told.shootings else []
    sys.stdout.writelines(f"{line}\n" for line in press({t.digest: t for t in found}, others))


if __name__ == "__main__":
    main()
