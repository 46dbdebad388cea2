"""What a copy's headline says beyond its own body: a number, an actor, more certainty.

A headline that was taken over unchanged is the first text's matter and is passed over here.
"""

from collections.abc import Iterator

from solferino.model import Change
from solferino.origins.lines import Line, Side
from solferino.origins.signs import actors, counted, hedges

LONGEST = 20  # words; a longer first line is a sentence of the body
STEM = 5  # letters by which words of headline and body are compared: endings do not count
MOST = 0.6  # of a headline's long words: the sentence of the body that it is made of


def goes_beyond(new: Side, old: Side) -> Iterator[Change]:
    """Find what the headline of a copy says that its body does not, beside the former headline."""
    head, former = _headline(new), _headline(old)
    if head is None or (former is not None and head.keys == former.keys):
        return
    body = [line for line in new.lines if line is not head]
    before = former.span if former else None
    told = {bounds for line in body for bounds, _ in counted(line)}
    for bounds, span in counted(head):
        if bounds not in told:
            yield Change(kind="headline_beyond", before=before, after=span)
    words = [key for line in body for key in line.keys]
    for span in actors(head, words):
        yield Change(kind="headline_beyond", before=before, after=span)
    source = max(body, key=lambda line: (_share(head, line), -line.start), default=None)
    if source and _share(head, source) >= MOST and hedges(source) and not hedges(head):
        yield Change(kind="headline_beyond", before=source.span, after=head.span)


def _headline(side: Side) -> Line | None:
    """Take the first line, where it is short and does not end as a sentence does."""
    if not side.lines:
        return None
    first = side.lines[0]
    short = len(first.words) <= LONGEST and first.text[-1] not in ".!?…؟"
    return first if short and len(side.lines) > 1 else None


def _share(head: Line, line: Line) -> float:
    wanted = {key[:STEM] for key in head.keys if len(key) >= STEM}
    given = {key[:STEM] for key in line.keys}
    return len(wanted & given) / len(wanted) if wanted else 0.0
