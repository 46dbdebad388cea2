"""Words of values that stay inside: what nobody let out must not come along with other words."""

from collections.abc import Iterable, Iterator
from itertools import chain

from solferino.model import CharacterizationValue, Claim, TimeValue, Value
from solferino.release.lexicon import capitals, opening
from solferino.text.phrases import folded

FEWEST, SHORTEST = 2, 10  # words and characters: below that, words say nothing by themselves
NAMED = 3  # letters of a name of one word
AROUND = ".,;:!?()[]\"'“”‘’«»…"
NAMES = frozenset(
    {"name", "actor", "sender", "recipient", "published_by", "recorded_by", "by", "of", "area"}
)


def unreleased(
    staying: Iterable[Claim],
    leaving: Iterable[Claim],
    released: Iterable[str],
    documents: Iterable[str],
) -> tuple[str, ...]:
    """Give phrases that stand for values that stay inside, and for none that leaves; sorted.

    They are the words of the values `staying`, and the texts in them; of those `leaving`, names in
    fields that do not leave; of a value that somebody corrected, also what a machine had
    proposed. `released` are all texts that may leave. A single word counts where it is a name or a
    legal word, and none of the `documents` (their texts) writes it as a common word.
    """
    staying, leaving, out = tuple(staying), tuple(leaving), joined(released)
    proposed = [c.proposed for c in (*staying, *leaving) if c.proposed is not None]
    inside = [*(c.value for c in staying), *proposed]
    names = {n for v in (*inside, *(c.value for c in leaving)) for n in _names(v)}
    worded = (v for v in inside if not isinstance(v, TimeValue))  # its texts are codes and zones
    told = chain((c.span.text for c in staying), (t for v in worded for t in texts(v)), names)
    found = {t for t in told if _tells(t)}
    single = {n for n in names if telling_name(n) and not within(n, out)}
    found |= _uncommon(single, documents)
    found |= {v.term for v in inside if isinstance(v, CharacterizationValue)}
    return tuple(sorted(t for t in found if folded(t) and not within(t, out)))


def joined(released: Iterable[str]) -> str:
    """Write texts as folded words, for `within`."""
    return "\n".join(f" {' '.join(folded(text))} " for text in released)


def within(text: str, out: str) -> bool:
    """Whether the words of a text stand, in this order, among joined ones."""
    return f" {' '.join(folded(text))} " in out


def texts(told: object) -> Iterator[str]:
    """Yield every text in a value."""
    for name in getattr(type(told), "__dataclass_fields__", {}):
        held = getattr(told, name)
        if isinstance(held, str):
            yield held
        elif isinstance(held, tuple):
            yield from (h for h in held if isinstance(h, str))


def _names(told: Value) -> Iterator[str]:
    """Yield the names in a value, of whatever thing or body."""
    for name in sorted(NAMES & set(type(told).__dataclass_fields__)):
        held = getattr(told, name)
        if isinstance(held, str):
            yield held


def telling_name(text: str) -> bool:
    """Whether a text is one word that may be a name, and no common one."""
    keys = folded(text)
    if len(keys) != 1 or len(keys[0]) < NAMED or not keys[0].isalpha():
        return False
    return not text.strip()[0].islower() and keys[0] not in capitals() | opening()


def _uncommon(names: set[str], documents: Iterable[str]) -> set[str]:
    """Leave out words that some text also writes in lower case: they are no names alone.

    What stands inside an address, as of mail, is no word of its text.
    """
    wanted = {folded(n)[0] for n in names}
    bare = (t.strip(AROUND) for text in (documents if wanted else ()) for t in text.split())
    common = {token for token in bare if token[:1].islower() and token in wanted}
    return {n for n in names if folded(n)[0] not in common}


def _tells(text: str) -> bool:
    worded = [key for key in folded(text) if key[0].isalpha()]
    return " " in text and len(worded) >= FEWEST and len(text) >= SHORTEST
