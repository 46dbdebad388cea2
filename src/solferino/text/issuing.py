"""Who publishes a text: an outlet, a work of reference, or a body whose own word it is.

Where nobody told the publisher of a press release, its head or foot says whom it is from.
"""

import tomllib
from collections.abc import Iterator
from importlib.resources import files

from solferino.text.phrases import Phrases, folded
from solferino.text.segment import Word, words

TABLE = tomllib.loads((files("solferino.text") / "issuing.toml").read_text(encoding="utf-8"))
OUTLET, REFERENCE = (Phrases(TABLE[kind]["words"]) for kind in ("outlet", "reference"))
RELEASED, CONTACT = (Phrases(TABLE["issuer"][how]) for how in ("released", "contact"))
ENDS = tuple(TABLE["reference"]["ends"])

HEAD, FOOT = 400, 400  # code points in which a release says whom it is from
LINKS = frozenset({"of", "for", "and", "the", "without", "in", "de", "des", "sans"})
NEXT = frozenset({"contact", "please", "call", "write", "email", "at"})
LONGEST, SHORTEST = 8, 2  # words of a body's name


def is_outlet(publisher: str) -> bool:
    """Whether a publisher is a news outlet by its name: it tells what others say."""
    return OUTLET.within(folded(publisher))


def is_reference(publisher: str) -> bool:
    """Whether a publisher is a work of reference, or keeps other people's texts."""
    keys = folded(publisher)
    return REFERENCE.within(keys) or any(key.endswith(ENDS) for key in keys)


def issuer(text: str) -> str | None:
    """Find the name of the body that issued a text, or null.

    It follows "press release" and the like, or stands between "speak to" and "contact".
    """
    for start, end in ((0, HEAD), (max(HEAD, len(text) - FOOT), len(text))):
        found = words(text, start, min(end, len(text)))
        keys = [word.key for word in found]
        for _, last in RELEASED.find(keys):
            name = _name(text, found[last:])
            if name:
                return name
        for _, last in CONTACT.find(keys):
            name = _name(text, found[last:])
            behind = last + len(words(name or "")) + (keys[last : last + 1] == ["the"])
            if name and keys[behind : behind + 1] and keys[behind] in NEXT:
                return name
    return None


def _name(text: str, following: tuple[Word, ...]) -> str | None:
    """Take the capitalised words that come next, up to the end of the line or a mark."""
    if following and following[0].key == "the":
        following = following[1:]
    taken = list(_capitalised(text, following))
    while taken and taken[-1].key in LINKS:
        taken.pop()
    if not SHORTEST <= len(taken) <= LONGEST:
        return None
    return text[taken[0].start : taken[-1].end]


def _capitalised(text: str, following: tuple[Word, ...]) -> Iterator[Word]:
    last: Word | None = None
    for word in following:
        gap = text[last.end : word.start] if last else ""
        capital = word.text[0].isupper()
        if gap.strip(" -’'") or not (capital or (last and word.key in LINKS)):
            return
        yield word
        last = word
