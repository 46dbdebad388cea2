"""A case of many documents: a few are read and extracted, the others are variations of them.

Extraction of 100,000 texts takes hours, and so does deriving what follows from them. So a few
hundred are worked in earnest, in a case of their own, and each other document is one of those with
other names, words, days and years of the same length: what was found stands at the same places of
its text, and what follows from it (entities, copies, origins, incidents, gradings, questions) is
rewritten with it (`multiplied`). The store checks every span, and files all of it as ever. How many
documents tell of one incident has a long tail (`SIZES`).
"""

import random
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import count, cycle, islice, product
from pathlib import Path
from tempfile import TemporaryDirectory

from sqlalchemy import insert

from bench.memory import Unwaited
from bench.multiplied import Group, Many, Pattern, parted
from solferino import plugins
from solferino.codec import sha256
from solferino.model import Description, Document, Extraction, Receipt
from solferino.pipeline import CODED, derivation, extract, read
from solferino.ports import Kit
from solferino.store import index, readings, schema
from solferino.store.case import Case
from solferino.store.facts import Deed
from solferino.store.originals import chunks

# Documents about one incident, incident by incident: most have few, a few have many.
SIZES = (1, 1, 2, 1, 3, 1, 2, 4, 1, 9, 2, 3, 6, 24)
EARNEST = 4 * sum(SIZES)  # documents that are worked in earnest
BATCH = 250  # documents that are filed in one transaction
NOW = "2031-10-01T00:00:00Z"
COUNTRIES = ("Sudan", "Syria", "Ukraine", "Yemen", "Mali", "Myanmar", "Libya", "Chad", "Iraq")
OUTLETS = tuple(
    f"{place} {kind}"
    for place in ("Northern", "Coastal", "Harbour", "Valley", "Delta")
    for kind in ("Courier", "Observer", "Wire", "Gazette", "Radio", "Dispatch")
)
YEARS = range(2012, 2032)
DAYS = range(10, 29)  # of two digits, so that one day takes the place of another
MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September")
OPENING = "bdfgklmnprstvz"
CLOSING = "bdklmnrst"
SYLLABLES = tuple("".join(sounds) for sounds in product(OPENING, "aeiou", CLOSING))
SMALL = ("the", "a", "of", "and", "to", "in", "it", "was", "for", "on", "with", "as", "by", "at")
OPENINGS = (  # one for each document of an incident
    (
        "{Weapon} hit the {name} hospital in {town}, {country}, on {day} {month} {year}, "
        "its director {a} said."
    ),
    (
        "On {day} {month} {year} shells struck the {name} hospital in {town}, {country}, "
        "according to {b}."
    ),
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
    """Fill a case with so many documents and what follows from them; tells how it goes."""
    chance = random.Random(7)  # noqa: S311  (not for secrets)
    kit = plugins.kit(plugins.find())
    case.adopt_kit(tuple(sorted({*kit.parts(), CODED})))
    clock = time.process_time()
    groups, shared = _in_earnest(kit, chance)
    tell(f"{EARNEST} documents in earnest: {time.process_time() - clock:.0f} s of the processor")
    clock, many_ = time.process_time(), Many(shared)
    made = _documents(groups, many_, number, chance)
    while some := list(islice(made, BATCH)):
        _file(case, some)
    tell(f"{number:,} documents filed: {time.process_time() - clock:.0f} s of the processor")
    clock = time.process_time()
    case.replace_links(**many_.links())
    tell(f"what follows filed: {time.process_time() - clock:.0f} s of the processor")


def _file(case: Case, some: Sequence[tuple[Document, Extraction]]) -> None:
    """Take in documents that were not there before, as one deed, and file what was found."""
    facts = [
        fact
        for document, _ in some
        for fact in (
            case.originals.keep(chunks(document.text.encode())),
            Receipt(original=document.original, name=document.name, told=document.told),
        )
    ]
    clock = lambda: NOW  # noqa: E731
    entry = case.facts.enter(facts, Deed(verb="receive"), clock=clock, by="bench")
    assert entry is not None
    with case.derived.database.transaction() as connection:
        rows = [readings.row(document, entry.seq, entry.at) for document, _ in some]
        connection.execute(insert(schema.documents), rows)
        index.file_texts(connection, [document for document, _ in some])
        for refused in case.derived.file_extractions([found for _, found in some]).values():
            raise refused


def _in_earnest(kit: Kit, chance: random.Random) -> tuple[list[Group], frozenset[str]]:
    """Work a few documents; returns them by incident, with what follows from each of these."""
    told = [list(some) for some in _patterns(kit, chance)]
    with TemporaryDirectory() as folder, new_case(Path(folder) / "case") as case:
        case.adopt_kit(tuple(sorted({*kit.parts(), CODED})))
        _file(case, [(pattern.document, pattern.found) for some in told for pattern in some])
        going = derivation(case, kit)
        while True:
            try:
                next(going)
            except StopIteration as end:
                return parted(told, end.value.links)


def _patterns(kit: Kit, chance: random.Random) -> Iterator[Iterator[Pattern]]:
    place = count()
    for incident in range(EARNEST // sum(SIZES) * len(SIZES)):
        names = {k: name(chance, 2 + chance.randrange(2)) for k in ("name", "town", "force")}
        names |= {k: name(chance, 2) for k in ("a1", "a2", "b1", "b2", "other")}
        month = chance.randrange(len(MONTHS))
        told = {"day": str(chance.choice(DAYS)), "month": MONTHS[month], "year": "2031"}
        told["country"] = COUNTRIES[incident % len(COUNTRIES)]
        size = SIZES[incident % len(SIZES)]
        texts = [
            _text(chance, names, told, (OPENINGS[n % len(OPENINGS)], *chance.sample(SAYINGS, SAID)))
            for n in range(size)
        ]
        if size > 1 and incident % COPIED == 0:
            texts[-1] = f"Reprinted. {texts[0][0]}", texts[0][1]
        published = f"2031-{month + 1:02}-{told['day']}"
        yield (
            _pattern(kit, f"{next(place):06}.txt", text, (names, published, told["day"]), chance)
            for text in texts
        )


def _pattern(
    kit: Kit,
    called: str,
    text: tuple[str, frozenset[str]],
    about: tuple[dict[str, str], str, str],
    chance: random.Random,
) -> Pattern:
    """Read a text and extract from it; `about` gives names, day of publication, day."""
    names, published, day = about
    told = Description(published=published, language="en", publisher=chance.choice(OUTLETS))
    data = text[0].encode()
    receipt = Receipt(original=sha256(data), name=called, told=told)
    (document,) = read(kit.readers, (receipt, data)).documents
    return Pattern(
        document=document,
        found=extract(kit, document),
        names=frozenset(names.values()),
        words=text[1],
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
    groups: Sequence[Group], many_: Many, number: int, chance: random.Random
) -> Iterator[tuple[Document, Extraction]]:
    """Vary the documents, one incident after another, until there are at least so many."""
    made = 0
    for group in cycle(groups):
        first = group.patterns[0]
        swap = {n: _like(n, chance) for n in sorted(first.names)}
        swap |= {first.day: str(chance.choice(DAYS)), first.year: str(chance.choice(YEARS))}
        words = sorted({w for pattern in group.patterns for w in pattern.words})
        swap |= {w: _like(w, chance).lower() for w in words}
        some = list(many_.another(group, swap, f"{made:06}"))
        yield from some
        made += len(some)
        if made >= number:
            return


def _like(word: str, chance: random.Random) -> str:
    return name(chance, len(word) // len(SYLLABLES[0]))


def new_case(folder: Path) -> Case:
    """Make a case in a new folder that does not wait for the disk."""
    return Case.create(folder, "Bench", clock=lambda: NOW, by="bench", disk=Unwaited())


def made(folder: Path, number: int, tell: Callable[[str], None]) -> None:
    """Make a case in a new folder, without waiting for the disk."""
    with new_case(folder) as case:
        many(case, number, tell)
