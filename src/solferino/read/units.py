"""The lines and paragraphs of a plain text, with their places."""

from itertools import groupby

from solferino.codec import value

WRAPPED_LINES = 3
SHORTEST, LONGEST = 45, 100  # columns of text that was wrapped by hand or by a mailer
SENTENCE_END = (".", "!", "?", "…", "。", "؟", "۔", ":", '"', "”", "»", ")", "]")


@value
class Unit:
    """A paragraph: one line, or the lines of one that was wrapped.

    [start, end) are code points without the white space around; `block` counts the runs of
    lines between blank lines.
    """

    start: int
    end: int
    text: str
    block: int


def units(text: str) -> tuple[Unit, ...]:
    """Cut a text into its paragraphs, in order; blank lines are in none."""
    found: list[Unit] = []
    for _, lines in groupby(_lines(text), key=lambda u: u.block):
        run = list(lines)
        if _is_wrapped(run):
            start, end = run[0].start, run[-1].end
            run = [Unit(start=start, end=end, text=text[start:end], block=run[0].block)]
        found.extend(run)
    return tuple(found)


def _lines(text: str) -> list[Unit]:
    found: list[Unit] = []
    place = block = 0
    for line in text.split("\n"):
        inner = line.strip()
        if inner:
            start = place + line.index(inner)
            found.append(Unit(start=start, end=start + len(inner), text=inner, block=block))
        else:
            block += 1
        place += len(line) + 1
    return found


def _is_wrapped(lines: list[Unit]) -> bool:
    """Whether lines were broken at a width, and not where sentences or items end."""
    if len(lines) < WRAPPED_LINES:
        return False
    broken = lines[:-1]
    if any(not SHORTEST <= len(u.text) <= LONGEST for u in broken):
        return False
    return 2 * sum(u.text.endswith(SENTENCE_END) for u in broken) < len(broken)
