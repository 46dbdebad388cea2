"""A case of many documents: a few are read and extracted, the others are variations of them.

Extraction of 100,000 texts takes hours. So a few hundred are worked in earnest, and each other
document is one of those with other names, words, days and years of the same length: what was found
stands at the same places of its text. The store checks every span of it, as ever; copies, origins,
entities, incidents and gradings are derived from all documents by the program itself.
"""

import dataclasses
import random
import re
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import product
from pathlib import Path
from typing import Any

from bench.memory import Unwaited
from solferino import plugins
from solferino.codec import sha256, value
from solferino.model import Description, Document, Extraction, Receipt
from solferino.model.source import Reading, document_of
from solferino.pipeline import CODED, extract, read, work
from solferino.ports import Kit
from solferino.store.case import Case
from solferino.workers import here

EACH = 4  # documents about one incident, each in other words
EARNEST = 160  # documents that are read and extracted in earnest
BATCH = 1000  # documents that are filed in one transaction
YEARS = range(2012, 2032)
DAYS = range(10, 29)  # of two digits, so that one day takes the place of another
MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September")
OPENING = "bdfgklmnprstvz"
CLOSING = "bdklmnrst"
SYLLABLES = tuple("".join(sounds) for sounds in product(OPENING, "aeiou", CLOSING))
SMALL = ("the", "a", "of", "and", "to", "in", "it", "was", "for", "on", "with", "as", "by", "at")
WORD = re.compile(r"[A-Za-z]+|\d+")
OPENINGS = (  # one for each document of an incident
    "{Weapon} hit the {name} hospital in {town} on {day} {month} {year}, its director {a} said.",
    "On {day} {month} {year} shells struck the {name} hospital in {town}, according to {b}.",
    "The {name} hospital in {town} was shelled on {day} {month} {year}, killing {n} people.",
    "{b} said that {weapon} had hit the {name} hospital in {town} on {day} {month} {year}.",
)
SAYINGS = (  # what two texts share of them is too little to make copies of them
    "At least {n} people were killed in the attack, {a} told reporters.",
    "The {force} army denied that it had fired on the hospital in {town}.",
    "{b}, a nurse in {town}, said {m} patients were injured.",
    "Officials in {town} accused the {force} army of the attack.",
    "The hospital has been out of service since, said {b}.",
    "{a} asked the Red Cross to send ambulances. No reply came.",
    "Before the attack the hospital saw {m}00 patients a month, {a} said.",
    "A video by {b} shows smoke over {town}.",
    "{town} lies two hours from {other}; the road was closed on {day} {month}.",
)
SAID = 2  # sayings of a document besides the first; no other one about its incident has them
COPIED = 10  # of so many incidents one has a document that repeats another


@value
class Pattern:
    """A document with what was found in it; `names` are of its incident, `words` its own."""

    document: Document
    found: Extraction
    names: frozenset[str]
    words: frozenset[str]
    day: str
    year: str


def name(chance: random.Random, syllables: int = 2) -> str:
    """Invent a name."""
    return "".join(chance.choices(SYLLABLES, k=syllables)).capitalize()


def idle(chance: random.Random) -> list[str]:
    """Invent words that say nothing."""
    return [name(chance, 2 + chance.randrange(2)).lower() for _ in range(10)]


def talk(chance: random.Random, words: Sequence[str] = ()) -> str:
    """Invent a sentence that says nothing, so that texts are not copies of each other."""
    said = (f"{chance.choice(SMALL)} {word}" for word in words or idle(chance))
    return f"{' '.join(said).capitalize()}."


def many(case: Case, number: int, tell: Callable[[str], None]) -> None:
    """Fill a case with so many documents and derive what follows; tells how it goes."""
    chance = random.Random(7)  # noqa: S311  (not for secrets)
    kit = plugins.kit(plugins.find())
    case.adopt_kit(tuple(sorted({*kit.parts(), CODED})))
    clock = time.process_time()
    patterns = list(_patterns(kit, chance, min(number, EARNEST)))
    tell(f"{EARNEST} documents in earnest: {time.process_time() - clock:.0f} s of the processor")
    clock, made = time.process_time(), _documents(patterns, number, chance)
    for _ in range(0, number, BATCH):
        with case.facts.database.transaction(), case.derived.database.transaction():
            for _, (document, found) in zip(range(BATCH), made, strict=False):
                case.receive(document.name, document.text.encode(), told=document.told)
                case.file_document(document)
                case.file_extraction(found)
    tell(f"{number:,} documents filed: {time.process_time() - clock:.0f} s of the processor")
    clock = time.process_time()
    with here() as workers:
        subject = ""
        for step in work(case, kit, workers):  # nothing is left to read
            if step.subject != subject:
                tell(f"  {time.process_time() - clock:.0f} s, now: {step.subject}")
                subject = step.subject
    tell(f"derived: {time.process_time() - clock:.0f} s of the processor")


def _patterns(kit: Kit, chance: random.Random, number: int) -> Iterator[Pattern]:
    for first in range(0, number, EACH):
        names = {k: name(chance, 2 + chance.randrange(2)) for k in ("name", "town", "force")}
        names |= {k: name(chance, 2) for k in ("a1", "a2", "b1", "b2", "other")}
        day, month = str(chance.choice(DAYS)), chance.randrange(len(MONTHS))
        told = {"day": day, "month": MONTHS[month], "year": "2031"}
        sayings = chance.sample(SAYINGS, SAID * EACH)
        texts = [
            _text(chance, names, told, (opening, *sayings[SAID * n : SAID * (n + 1)]))
            for n, opening in enumerate(OPENINGS)
        ]
        if first // EACH % COPIED == 0:
            texts[-1] = f"Reprinted. {texts[0][0]}", texts[0][1]
        for at, (text, words) in enumerate(texts, start=first):
            published = Description(published=f"2031-{month + 1:02}-{day}", language="en")
            data = text.encode()
            receipt = Receipt(original="", name=f"{at:05}.txt", told=published)
            (document,) = read(kit.readers, (receipt, data)).documents
            yield Pattern(
                document=document,
                found=extract(kit, document),
                names=frozenset(names.values()),
                words=words,
                day=day,
                year="2031",
            )


def _text(
    chance: random.Random, names: Mapping[str, str], told: Mapping[str, str], says: Sequence[str]
) -> tuple[str, frozenset[str]]:
    """Write a text; returns also the words in it that say nothing."""
    numbers = [n for n in range(3, 60) if str(n) != told["day"]]
    more = {"n": str(chance.choice(numbers)), "m": str(chance.choice(numbers))}
    more |= {"a": f"{names['a1']} {names['a2']}", "b": f"{names['b1']} {names['b2']}"}
    more["weapon"] = chance.choice(("rockets", "shells", "two missiles", "mortar rounds"))
    more["Weapon"] = more["weapon"].capitalize()
    words: set[str] = set()
    parts = []
    for saying in says:
        first, second = idle(chance), idle(chance)
        words.update(first, second)
        said = saying.format(**names, **told, **more)
        parts.append(f"{said} {talk(chance, first)} {talk(chance, second)}")
    return "\n\n".join(parts), frozenset(words)


def _documents(
    patterns: Sequence[Pattern], number: int, chance: random.Random
) -> Iterator[tuple[Document, Extraction]]:
    """Vary the patterns, one incident after another, as often as are wanted."""
    for first in range(0, number, EACH):
        at = first % len(patterns)
        group = patterns[at : at + EACH]
        swap = {n: _like(n, chance) for n in sorted(group[0].names)}
        swap |= {group[0].day: str(chance.choice(DAYS)), "2031": str(chance.choice(YEARS))}
        for place, pattern in enumerate(group, start=first):
            own = {w: _like(w, chance).lower() for w in sorted(pattern.words)}
            yield _varied(pattern, f"{place:06}.txt", swap | own)


def _like(word: str, chance: random.Random) -> str:
    return name(chance, len(word) // len(SYLLABLES[0]))


def _varied(pattern: Pattern, called: str, swap: Mapping[str, str]) -> tuple[Document, Extraction]:
    """Make another document of a pattern, and of what was found in it what stands in this one."""

    def told(text: str) -> str:
        return WORD.sub(lambda word: swap.get(word[0], word[0]), text)

    old, ids = pattern.document, dict[str, str]()
    text = told(old.text)
    receipt = Receipt(original=sha256(text.encode()), name=called, told=_walked(old.told, told))
    document = document_of(receipt, Reading(text=text, media_type=old.media_type), old.reader)
    ids[old.id] = document.id

    def renewed(word: str) -> str:
        return ids.get(word) or told(word)

    kinds: dict[str, Any] = {}
    for kind in ("statements", "mentions", "claims", "accounts"):
        things = getattr(pattern.found, kind)
        made = []
        for thing in things:
            again = _walked(thing, renewed)
            ids[thing.id] = again.id
            made.append(again)
        kinds[kind] = tuple(made)
    return document, Extraction(document=document.id, **kinds)


def _walked(thing: Any, told: Callable[[str], str]) -> Any:  # noqa: ANN401  (any value)
    """Rewrite all strings of a value."""
    if isinstance(thing, str):
        return told(thing)
    if isinstance(thing, tuple):
        return tuple(_walked(one, told) for one in thing)
    if dataclasses.is_dataclass(thing) and not isinstance(thing, type):
        fields = {f.name: _walked(getattr(thing, f.name), told) for f in dataclasses.fields(thing)}
        return type(thing)(**fields)
    return thing


def made(folder: Path, number: int, tell: Callable[[str], None]) -> None:
    """Make a case in a new folder, without waiting for the disk."""
    clock: Callable[[], str] = lambda: "2031-10-01T00:00:00Z"  # noqa: E731
    with Case.create(folder, "Bench", clock=clock, by="bench", disk=Unwaited()) as case:
        many(case, number, tell)
