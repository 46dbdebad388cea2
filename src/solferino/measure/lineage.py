"""The origins behind one document, and behind one incident, against the gold's lists.

The gold names each origin in a few free words ("statement of the Front's command, 12 March"), so
a found origin answers it when it bears a name that stands there, or when both are a recording of
one kind. One body on two occasions is one origin.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from solferino.measure.names import BODIES, MEDIA, OCCASION_WORDS, alike, fold, same_actor
from solferino.measure.sheet import Sheet

Json = dict[str, Any]
Names = Mapping[str, list[str]]

SAME = 0.75
RECORDED = 0.8  # a recording of the same kind whose maker nobody names
APART = re.compile(r"\s*[/,;]\s*(?![^(]*\))")  # not inside brackets
THROUGH = re.compile(r"\((?:through|via|no|not) [^)]*\)|\b(?:through|via|to) .*$")
PARTED = re.compile(r"[(),]|\b(?:and|with|by)\b")
WORDS = 2  # of a name that stands for a body by its first letters
LETTERS = range(2, 7)


def score_origins(documents: Mapping[str, Json], export: Json, names: Names, sheet: Sheet) -> None:
    """Count the origins of each document, and of each incident that several documents tell.

    `documents` is the gold by id of the exported document. A document's own voice is no answer
    that is asked for, and none that is wrong: the export shows it as of unknown lineage.
    """
    incidents: dict[str, list[str]] = {}
    for document, gold in documents.items():
        if "origins" not in gold:
            continue
        there = [o for o in export.get("origins") or () if document in o["documents"]]
        _count("origin", gold.get("doc", document), gold["origins"], there, names, sheet)
        for incident in gold["incidents"]:
            if incident.get("role", "main") == "main":
                incidents.setdefault(incident["key"], []).append(document)
    for key, tellers in incidents.items():
        if len(set(tellers)) > 1:
            wanted = [name for document in tellers for name in documents[document]["origins"]]
            there = [o for o in export.get("origins") or () if set(tellers) & set(o["documents"])]
            _count("origins of an incident", key, wanted, there, names, sheet)


def _count(
    row: str, where: str, wanted: Sequence[str], there: Sequence[Json], names: Names, sheet: Sheet
) -> None:
    sources = _grouped(wanted)
    called = {o["id"]: [o["name"], *names.get(o.get("entity") or "", ())] for o in there}
    scores = sorted(
        (
            (max(fits(name, origin, called[origin["id"]]) for name in group), i, j)
            for i, group in enumerate(sources)
            for j, origin in enumerate(there)
        ),
        key=lambda score: (-score[0], score[1], score[2]),
    )
    answers: dict[int, int] = {}
    for score, i, j in scores:
        if score >= SAME and i not in answers and j not in answers.values():
            answers[i] = j
    for i, group in enumerate(sources):
        sheet.count(row, true=i in answers, missed=i not in answers)
        if i not in answers:
            sheet.notes.append(f"{where}: {row} missed {group[0]}")
    for j, origin in enumerate(there):
        if j not in answers.values() and not own_voice(origin):
            sheet.count(row, false=1)
            sheet.notes.append(f"{where}: {row} invented {origin['name']} ({origin['kind']})")


def own_voice(origin: Json) -> bool:
    """Whether an origin is what a news outlet says in its own voice: of unknown lineage."""
    return bool(
        origin["kind"] == "media_own"
        and not any(step["how"] in ("cites", "quotes") for step in origin["path"])
    )


def _grouped(wanted: Iterable[str]) -> list[list[str]]:
    """Put together what names one source on several occasions: who it is, without the rest."""
    groups: list[tuple[set[str], list[str]]] = []
    for name in (piece for listed in wanted for piece in _sources(listed)):
        heads, names = set(_heads(name)) or {fold(name)}, [name]
        apart = []
        for known, named in groups:
            if known & heads:
                heads, names = heads | known, [*named, *names]
            else:
                apart.append((known, named))
        groups = [*apart, (heads, names)]
    return [names for _, names in groups]


def _sources(listed: str) -> Iterator[str]:
    """Part what the gold lists in one line ("posts by A, B"); a day or a medium is no source."""
    first, *rest = APART.split(listed)
    yield first
    yield from (name for name in rest if _heads(name))


def _heads(name: str) -> list[str]:
    """List the names that stand in the gold's words for a source, the first first."""
    pieces = (_telling(piece) for piece in PARTED.split(THROUGH.sub("", name)))
    return [piece for piece in pieces if piece]


def _telling(name: str) -> str:
    """Keep the words that say who it is: no occasion, no medium, no date."""
    words = [w for w in fold(name).split() if w not in OCCASION_WORDS and not w.isdigit()]
    bare = " ".join(word for word in words if word not in MEDIA)
    return BODIES.get(fold(name), BODIES.get(bare, bare))


def fits(name: str, origin: Json, called: Sequence[str]) -> float:
    """Measure from 0 to 1 whether a found origin is the one that the gold names."""
    heads, bare = _heads(name), [_telling(c) or fold(c) for c in called]
    likest = max((_alike(h, c) for h in heads for c in bare), default=0.0)
    if likest >= SAME:
        return likest
    if any(same_actor(h, bare) for h in heads):
        return SAME
    media = {MEDIA[word] for word in fold(name).split() if word in MEDIA}
    recorded = {MEDIA[word] for c in called for word in fold(c).split() if word in MEDIA}
    return RECORDED if origin["kind"] == "exhibit" and media & recorded else likest


def _alike(one: str, other: str) -> float:
    return max(alike(one, other), float(_initials(one, other)), float(_initials(other, one)))


def _initials(short: str, name: str) -> bool:
    """Whether one is the other's first letters ("sohr"), small words counted or not."""
    words = name.split()
    long = [word for word in words if word not in ("of", "for", "the", "and")]
    letters = {"".join(word[0] for word in some) for some in (words, long)}
    return len(words) >= WORDS and len(short) in LETTERS and short in letters
