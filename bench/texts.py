"""Many documents made of the practice case's few: near copies, or mostly unrelated ones."""

import random
import re
from collections.abc import Iterator, Sequence
from email.message import EmailMessage
from functools import partial

from solferino import plugins
from solferino.model import Receipt
from solferino.pipeline import read
from solferino.ports import Sample
from solferino.practice.fiction import practice_files
from solferino.text.segment import sentences

NUMBER = re.compile(r"\b\d{1,2}\b")
WORD = re.compile(r"[^\W\d_]+")
ROUNDS = 12  # near copies of each practice text
TELLERS = 4  # documents that tell of one event, with its names, in other sentences
LENGTH = (15, 35)  # sentences of an unrelated document
COPIED = 20  # one document in so many is a near copy of the one before it
RUN = 4  # words on end that an unrelated document may share with another
SYLLABLES = (
    *("ba", "dor", "fel", "gri", "hun", "jas", "kel", "lom", "mir", "nas"),
    *("oth", "pel", "quin", "ras", "sto", "tul", "vas", "wen", "yor", "zan"),
)
# What the engine's words begin with: these stay, so that there is something to find.
KEPT = re.compile(
    "hosp|clin|ambul|medic|doct|nurs|patien|ward|kill|wound|injur|died|dead|strik|struck|attack|"
    "shell|rocket|mortar|missil|bomb|fire|hit|destroy|damag|clos|said|told|state|spok|den|accus|"
    "appeal|call|report|army|gover|minist|child|people|civil|evacu|occup|about|least|more|"
    "january|february|march|april|may|june|july|august|september|october|november|december|"
    "monday|tuesday|wednesday|thursday|friday|saturday|sunday|director"
)


def practice_texts() -> list[str]:
    """Read the practice documents; what does not come out as a document is an error here."""
    kit = plugins.kit(plugins.find())
    texts = []
    with practice_files() as folder:
        for file in sorted(folder.iterdir()):
            if file.suffix != ".csv":
                receipt = Receipt(original="", name=file.name)
                opened = read(kit.readers, (receipt, file.read_bytes()))
                if opened.problems:
                    raise TypeError(opened.problems[0].message)
                texts += [document.text for document in opened.documents]
    return texts


def varied(texts: list[str]) -> Iterator[Sample]:
    """Give plain-text files: paragraphs in another order, every number another, in a fixed way."""
    for turn in range(ROUNDS):
        for number, text in enumerate(texts):
            paragraphs = text.split("\n\n")
            at = turn % len(paragraphs)
            turned = "\n\n".join(paragraphs[at:] + paragraphs[:at])
            other = NUMBER.sub(partial(_other, turn), turned)
            yield Sample(name=f"{number}-{turn}.txt", data=other.encode())


def unrelated(texts: Sequence[str], count: int) -> Iterator[Sample]:
    """Give `count` files that are mostly unrelated, always the same: text, HTML and e-mail.

    Each is made of sentences drawn from all texts. Documents of one event share its invented
    names; numbers differ, and so does at least one word in any five, so that two documents are
    no copies by chance. One in twenty is a near copy of the one before it.
    """
    pool = [t for text in texts for s in sentences(text) if (t := text[s.start : s.end].strip())]
    names = _names(pool)
    body = ""
    for number in range(count):
        chance = random.Random(number)  # noqa: S311  (the same files on every machine)
        if number % COPIED == COPIED - 1:
            body = NUMBER.sub(partial(_other, number), body)
        else:
            event = random.Random(number // TELLERS - count)  # noqa: S311
            known = {name: _invented(event).capitalize() for name in names}
            drawn = chance.sample(pool, min(len(pool), chance.randint(*LENGTH)))
            told = [_estranged(sentence, known, chance) for sentence in drawn]
            body = "\n\n".join(" ".join(told[i : i + 3]) for i in range(0, len(told), 3))
        yield _file(number, body)


def _other(turn: int, figures: re.Match[str]) -> str:
    return str((int(figures.group()) + turn) % 28 + 1)


def _names(pool: Sequence[str]) -> list[str]:
    """List what is written with a capital inside sentences and never without one."""
    small = {w for text in pool for w in WORD.findall(text) if w.islower()}
    inside = {w for text in pool for w in WORD.findall(text)[1:] if w.istitle() and len(w) > 3}
    return sorted(w for w in inside if w.lower() not in small and not KEPT.match(w.lower()))


def _invented(chance: random.Random) -> str:
    return "".join(chance.choices(SYLLABLES, k=3))


def _estranged(sentence: str, known: dict[str, str], chance: random.Random) -> str:
    """Give a sentence other names and numbers, and another word where it would still be alike."""
    alike = 0

    def other(word: re.Match[str]) -> str:
        nonlocal alike
        found = word.group()
        if found in known:
            alike = 0
            return known[found]
        alike += 1
        free = found.islower() and len(found) > 3 and not KEPT.match(found)
        if alike > RUN // 2 and (free or alike > RUN):
            alike = 0
            return _invented(chance)
        return found

    renamed = WORD.sub(other, sentence)
    return NUMBER.sub(partial(_other, chance.randrange(28)), renamed)


def _file(number: int, body: str) -> Sample:
    title = body.partition(".")[0][:80]
    if number % 10 == 9:
        letter = EmailMessage()
        letter["From"], letter["Subject"] = (
            f"Desk {number} <desk@example.org>",
            " ".join(title.split()),
        )
        letter["Date"] = "Mon, 07 Apr 2031 18:42:00 +0200"
        letter.set_content(body, cte="8bit", charset="utf-8")
        return Sample(name=f"{number:05}.eml", data=letter.as_bytes())
    if number % 4 == 3:
        paragraphs = "".join(f"<p>{p}</p>\n" for p in body.split("\n\n"))
        head = f"<html><head><title>{title}</title></head>"
        page = f"{head}<body><article>{paragraphs}</article></body></html>"
        return Sample(name=f"{number:05}.html", data=page.encode())
    return Sample(name=f"{number:05}.txt", data=body.encode())
