"""Who a press release is from, where nobody told its publisher: its head or foot says so."""

from collections.abc import Iterator

from solferino.origins.lexicon import lexicon
from solferino.text.segment import Word, words

HEAD, FOOT = 400, 400  # code points in which a release says whom it is from
LINKS = frozenset({"of", "for", "and", "the", "without", "in", "de", "des", "sans"})
NEXT = frozenset({"contact", "please", "call", "write", "email", "at"})
LONGEST, SHORTEST = 8, 2  # words of a body's name


def issuer(text: str) -> str | None:
    """Find the name of the body that issued a text, or null.

    It follows "press release" and the like, or stands between "speak to" and "contact".
    """
    for start, end in ((0, HEAD), (max(HEAD, len(text) - FOOT), len(text))):
        found = words(text, start, min(end, len(text)))
        keys = [word.key for word in found]
        for _, last in lexicon().released.find(keys):
            name = _name(text, found[last:])
            if name:
                return name
        for _, last in lexicon().contact.find(keys):
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
