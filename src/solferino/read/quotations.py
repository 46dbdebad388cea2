"""Finds paragraphs that are somebody's words from their first mark to their last."""

from collections.abc import Iterator, Sequence

from solferino.model import Part
from solferino.read.units import Unit

MARKS = '"“”„‟«»‹›「」『』'
SINGLE = "'‘’‚"
FINAL = ".,;:!?…"
FEWEST_WORDS = 3
MOST_PARAGRAPHS = 8


def quotations(paragraphs: Sequence[Unit]) -> list[Part]:
    """Find block quotes: `>` lines, and paragraphs wholly inside quotation marks.

    Marks may be doubled or mixed. A quotation of several paragraphs, each of which opens and
    only the last of which closes, is one part.
    """
    found: list[Part] = []
    i = 0
    while i < len(paragraphs):
        end = _marked(paragraphs, i) or _quoted(paragraphs, i) or i
        if end > i:
            start = paragraphs[i].start
            found.append(Part(kind="quote", start=start, end=paragraphs[end - 1].end))
        i = max(end, i + 1)
    return found


def _marked(paragraphs: Sequence[Unit], i: int) -> int:
    """End of the run of `>` lines that begins here; 0 when none does."""
    end = i
    while end < len(paragraphs) and _is_marked(paragraphs[end].text):
        end += 1
    return end if end > i else 0


def _is_marked(text: str) -> bool:
    return text.startswith(("> ", ">>")) and len(text) > FEWEST_WORDS


def _quoted(paragraphs: Sequence[Unit], i: int) -> int:
    """End of the quotation that begins here and fills its paragraphs; 0 when none does."""
    for j in range(i, min(i + MOST_PARAGRAPHS, len(paragraphs))):
        text = paragraphs[j].text
        if not text.startswith(tuple(MARKS + SINGLE)):
            return 0
        inner, closed = _inside(text)
        if _leaves(inner, text[0]):
            return 0
        if closed:
            return j + 1 if len(inner.split()) >= FEWEST_WORDS else 0
        if text[0] in SINGLE:
            return 0
    return 0


def _inside(text: str) -> tuple[str, bool]:
    """Cut the outer marks off; says too whether the text closes at its end."""
    marks = MARKS + SINGLE
    inner = text.lstrip(marks)
    bare = inner.rstrip(FINAL + " ")
    ended = bare.rstrip(marks)
    return (ended, True) if ended != bare else (inner, False)


def _leaves(inner: str, outer: str) -> bool:
    """Whether the quotation ends inside, so that the paragraph is not wholly one.

    The first mark within decides: one that closes ends the quotation; one that opens is a
    quotation within the quotation, and the next decides.
    """
    marks = MARKS + SINGLE if outer in SINGLE else MARKS
    depth = 0
    for place, opens in _turns(inner, marks):
        if opens:
            depth += 1
        elif depth == 0:
            return not _is_apostrophe(inner, place)
        else:
            depth -= 1
    return False


def _turns(text: str, marks: str) -> Iterator[tuple[int, bool]]:
    """Each mark's place and whether it opens: it stands before a word and after none."""
    for place, sign in enumerate(text):
        if sign in marks:
            before = text[place - 1] if place else " "
            after = text[place + 1] if place + 1 < len(text) else " "
            if not (before.isalnum() and after.isalnum()):
                yield place, not after.isspace() and (before.isspace() or before in "([—–-" + marks)


def _is_apostrophe(text: str, place: int) -> bool:
    """Whether a single mark after a word stands for a letter, as in «the nurses’ room»."""
    return text[place] in SINGLE and text[place - 1 : place] == "s"
