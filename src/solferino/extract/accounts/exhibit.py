"""Exhibits spoken of: footage, photos and recordings, with who made, showed and allows them."""

import re

from solferino.extract.lexicon import table
from solferino.extract.named.names import Name
from solferino.extract.passage import Passage
from solferino.extract.study import Notebook, Study
from solferino.model import ExhibitValue
from solferino.model.terms import Media

MEDIA: dict[str, Media] = {
    "video": "video",
    "videos": "video",
    "footage": "video",
    "clip": "video",
    "film": "video",
    "photo": "photo",
    "photos": "photo",
    "photograph": "photo",
    "photographs": "photo",
    "pictures": "photo",
    "recording": "audio",
    "recordings": "audio",
    "audio": "audio",
}
RIGHTS = re.compile(
    r"(?:with\s+)?(?:permission\s+to|may\s+be|free\s+to|can\s+be)\s+(?:be\s+)?(?:used|reused|re-used|use|republished|reproduced|shared|broadcast)[^.:\n]*",
    re.IGNORECASE,
)
RULES = table("en", "rules")["exhibit"]
MAKERS = tuple(RULES["makers"])
SHOWERS = tuple(RULES["showers"])


def exhibits(study: Study, notebook: Notebook) -> None:
    """Note every exhibit that a document speaks of, once per mention with anything told of it."""
    for passage in study.passages:
        if passage.zone in ("boilerplate", "infobox"):
            continue
        for i, word in enumerate(passage.words):
            media = MEDIA.get(word.key)
            if media is None or (study.obeys("exhibit/told") and not _told(passage, i)):
                continue
            maker, shower = _people(study, passage, i)
            credit = _credit(study, passage)
            rights = RIGHTS.search(passage.text) or (RIGHTS.search(credit.text) if credit else None)
            rights = rights if study.obeys("exhibit/rights") else None
            value = ExhibitValue(
                media=media,
                recorded_by=maker,
                published_by=shower or _credited(study, credit),
                shows=_shows(passage, i),
                rights=rights[0].strip() if rights else None,
            )
            end = credit.end if credit else _end(passage, i)
            notebook.note((word.start, end), value, "exhibit/noun", "medium")
            break


def _credit(study: Study, passage: Passage) -> Passage | None:
    """Find the sentence behind an exhibit's that only says whose it is and who may use it."""
    credited = study.obeys("exhibit/credit")
    following = study.passages[passage.number + 1 : passage.number + 2] if credited else ()
    for sentence in following:
        same = sentence.paragraph == passage.paragraph
        telling = RIGHTS.search(sentence.text) or sentence.words[0].key in ("credit", "credited")
        if same and telling and not any(w.key in MEDIA for w in sentence.words):
            return sentence
    return None


def _credited(study: Study, credit: Passage | None) -> str | None:
    """Name the outlet that a credit line names."""
    names = study.names[credit.number] if credit else ()
    return next((n.canonical for n in names if n.kind in ("media", "organization")), None)


def _told(passage: Passage, index: int) -> bool:
    """Whether the sentence tells of the exhibit, and does not only use the word."""
    keys = [w.key for w in passage.words]
    about = {
        "showed",
        "shows",
        "showing",
        "taken",
        "filmed",
        "recorded",
        "aired",
        "recovered",
        "published",
        "posted",
        "broadcast",
        "recording",
        "credited",
        "went",
        "released",
        "verified",
        "captured",
        "of",
        "by",
    }
    return bool(about & set(keys[max(0, index - 8) : index + 14]))


def _people(study: Study, passage: Passage, index: int) -> tuple[str | None, str | None]:
    """Who recorded it, and who published it."""
    names = [
        n for n in study.names[passage.number] if n.kind in ("person", "media", "organization")
    ]
    if not study.obeys("exhibit/people"):
        return None, None
    maker = next((_named(n) for n in names if n.kind != "media" and _led(passage, n, MAKERS)), None)
    his = any(w.key in ("his", "her") for w in passage.words[max(0, index - 3) : index])
    if maker is None and his:
        earlier = [
            n
            for p in study.passages[: passage.number]
            for n in study.names[p.number]
            if n.kind == "person"
        ]
        maker = earlier[-1].canonical if earlier else None
    owned = [
        n for n in names if n.last <= index and passage.slice(n.end, n.end + 2) in ("'s", "’s")
    ]
    if maker is None and owned and owned[-1].kind == "person":
        maker = owned[-1].canonical
    shower = next(
        (
            _named(n)
            for n in names
            if n.kind == "media" or (_led(passage, n, SHOWERS) and _named(n) != maker)
        ),
        None,
    )
    return maker or _described(passage, index), shower


def _named(name: Name) -> str:
    return name.canonical


def _led(passage: Passage, name: Name, words: tuple[str, ...]) -> bool:
    before = {w.key for w in passage.words[max(0, name.first - 3) : name.first]}
    return bool(before & set(words))


def _described(passage: Passage, index: int) -> str | None:
    """Read a maker without a name: "taken by a doctor"."""
    words = passage.words
    for i in range(index, min(index + 6, len(words) - 2)):
        role = [t for t in passage.of("role", "people") if t.first in (i + 1, i + 2)]
        if words[i].key == "by" and role:
            return passage.slice(words[i + 1].start, role[0].end)
    return None


def _shows(passage: Passage, index: int) -> str | None:
    words = passage.words
    at = next(
        (
            i
            for i in range(index, len(words) - 1)
            if words[i].key in ("showing", "shows", "showed", "show")
        ),
        None,
    )
    return (
        passage.slice(words[at + 1].start, passage.end).rstrip(" .:\n") if at is not None else None
    )


def _end(passage: Passage, index: int) -> int:
    return passage.words[min(index + 12, len(passage.words) - 1)].end
