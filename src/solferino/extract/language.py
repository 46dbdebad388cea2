"""Whether a text is in English: the engine abstains from languages that it does not know."""

from collections import Counter
from functools import lru_cache
from itertools import islice

from solferino.extract.lexicon import table
from solferino.model import Document
from solferino.text.fold import fold
from solferino.text.segment import bare_words

FUNCTION_WORDS = frozenset(table("en", "grammar")["telltale"])
SHARE = 0.08  # of all words; English prose has 0.2 and more, its neighbours under 0.03
SAMPLE = 400  # words looked at
BRIEF = 20  # words: so short a text shows little; one function word or plain letters will do
LATIN_LIMIT = "\u024f"  # last letter of Latin Extended-B


def is_english(document: Document) -> bool:
    """Decide by what is told of the document, else by its function words and script."""
    told = document.described.language
    if told is not None:
        return told.lower().split("-")[0] in ("en", "eng", "english")
    return _reads_english(_prose(document) or document.text)


def _prose(document: Document) -> str:
    """Give a text without its boxes of fields, whose names and addresses are of no language."""
    pieces, at = list[str](), 0
    for part in sorted(document.parts, key=lambda p: p.start):
        if part.kind == "infobox" and part.start >= at:
            pieces.append(document.text[at : part.start])
            at = part.end
    return "\n".join([*pieces, document.text[at:]]).strip()


@lru_cache(maxsize=2)  # the engine asks, then the wall behind it
def _reads_english(text: str) -> bool:
    """Decide by the function words and the script of a text."""
    # Single letters beyond ASCII are debris of text encoded twice, seldom words of any language.
    sample = islice(bare_words(text), SAMPLE)
    words = [w for w in sample if len(w) > 1 or w.isascii()]
    # Names, abbreviations and numbers are of no language; where they are many, only others count.
    plain = [w for w in words if w.islower()]
    keys = [fold(w) for w in (plain if len(plain) >= BRIEF // 2 else words)]
    letters = Counter({c: n for c, n in Counter(text).items() if c.isalpha()})
    latin = sum(n for c, n in letters.items() if c <= LATIN_LIMIT)
    if latin * 2 < letters.total():
        return False
    telling = sum(k in FUNCTION_WORDS for k in keys)
    if len(keys) < BRIEF:
        return telling > 0 or all(c.isascii() for c in letters)
    return telling >= SHARE * len(keys)
