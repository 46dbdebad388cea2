"""Whether a text is in English: the engine abstains from languages that it does not know."""

from solferino.extract.lexicon import table
from solferino.model import Document
from solferino.text.segment import words

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
    # Single letters beyond ASCII are debris of text encoded twice, seldom words of any language.
    keys = [w.key for w in words(document.text)[:SAMPLE] if len(w.text) > 1 or w.text.isascii()]
    letters = [c for c in document.text if c.isalpha()]
    latin = sum(c <= LATIN_LIMIT for c in letters)
    if latin * 2 < len(letters):
        return False
    telling = sum(k in FUNCTION_WORDS for k in keys)
    if len(keys) < BRIEF:
        return telling > 0 or all(c.isascii() for c in letters)
    return telling >= SHARE * len(keys)
