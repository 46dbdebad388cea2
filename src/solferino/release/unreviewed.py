"""Words of values that stay inside: what nobody let out must not come along with other words."""

from collections.abc import Iterable, Iterator

from solferino.model import Claim
from solferino.release.phrases import keys_of

FEWEST, SHORTEST = 2, 10  # words and characters: below that, words say nothing by themselves


def unreleased(staying: Iterable[Claim], leaving: Iterable[Claim]) -> tuple[str, ...]:
    """Give phrases that stand for values that stay inside, and for none that leaves; sorted.

    They are the words of the values, and the texts in them; of a value that somebody corrected,
    also those of what a machine had proposed.
    """
    leaving = tuple(leaving)
    out = "\n".join(f" {' '.join(keys_of(t))} " for c in leaving for t in sayings(c, own=True))
    found = {text for claim in staying for text in (*sayings(claim, own=True), *_before(claim))}
    found |= {text for claim in leaving for text in _before(claim)}
    return tuple(sorted(t for t in found if _tells(t) and f" {' '.join(keys_of(t))} " not in out))


def sayings(claim: Claim, *, own: bool) -> Iterator[str]:
    """Yield the words of a claim (`own`) and every text in its value."""
    if own:
        yield claim.span.text
    yield from _texts(claim.value)


def _before(claim: Claim) -> Iterator[str]:
    if claim.proposed is not None:
        yield from _texts(claim.proposed)


def _texts(told: object) -> Iterator[str]:
    for name in getattr(type(told), "__dataclass_fields__", {}):
        held = getattr(told, name)
        if isinstance(held, str):
            yield held
        elif isinstance(held, tuple):
            yield from (h for h in held if isinstance(h, str))


def _tells(text: str) -> bool:
    worded = [key for key in keys_of(text) if key[0].isalpha()]
    return " " in text and len(worded) >= FEWEST and len(text) >= SHORTEST
