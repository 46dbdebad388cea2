"""Whether two names of people are one name: given name, father's name, family name, in order."""

from solferino.resolve.naming.aligning import Alignment, Likeness, align_in_order
from solferino.resolve.naming.matching import FIRM, NEAR, Alike, joined_likeness, word_likeness
from solferino.resolve.naming.name import Ground, Match, Name
from solferino.resolve.naming.people import first_sound, is_given
from solferino.resolve.naming.verdicts import different, same, unsure

NONE = Alignment(pairs=(), left=(), right=())
PARTS = frozenset(("given", "family", "initial", "son"))
TWO = 2


def people_alike(a: Name, b: Name, ground: Ground) -> Likeness:
    """Compare two names of people. On ground that clashes nobody is the same by name."""
    if not a.core or not b.core:
        return different(None, Match(left=a.text, right=b.text, why="no name"))
    father = _fathers(a, b)
    if father is not None and father.why == "other patronymic":
        return different(None, father)
    found = _in_order(a, b)
    if ground == "apart" and found.verdict == "same":
        return unsure(NONE, Match(left=a.text, right=b.text, why="one name in two places"))
    return found


def _fathers(a: Name, b: Name) -> Match | None:
    if a.patronymic is None or b.patronymic is None:
        return None
    alike, _ = word_likeness(a.patronymic, b.patronymic)
    why = "one patronymic" if alike >= NEAR else "other patronymic"
    return Match(left=a.patronymic, right=b.patronymic, why=why)


def _in_order(a: Name, b: Name) -> Likeness:
    if len(a.core) == 1 or len(b.core) == 1:
        return _single(a, b)
    straight = align_in_order(a.core, b.core, _beside)
    if straight is not None:
        return _weighed(a, b, straight)
    turned = align_in_order(a.core, (b.core[-1], *b.core[:-1]), _beside)
    if turned is not None and turned.firm and len(turned.pairs) >= TWO:
        return _turned(a, b, turned)
    return _as_one(a, b)


def _beside(one: str, other: str) -> Alike:
    """Compare two words of which one may be an initial."""
    if len(one) == 1 or len(other) == 1:
        if one == other or first_sound(one) == first_sound(other):
            return NEAR, "initial"
        return 0, "other initial"
    return word_likeness(one, other)


def _weighed(a: Name, b: Name, found: Alignment) -> Likeness:
    """Weigh names whose words agree in order: which are missing, which only near."""
    long = a.core if len(a.core) > len(b.core) else b.core
    alone = found.left or found.right
    if alone and long[0] in alone and _side(found, 0) != long[0]:
        return different(found, Match(left=a.core[0], right=b.core[0], why="other given name"))
    if alone and long[-1] == alone[-1]:
        return unsure(found, Match(left=a.core[-1], right=b.core[-1], why="family name not told"))
    near = [pair for pair in found.pairs if pair[2] < FIRM]
    if len(near) == len(found.pairs):
        return different(found, Match(left=a.text, right=b.text, why="no word firmly the same"))
    if near:
        return unsure(found, Match(left=near[0][0], right=near[0][1], why="only alike"))
    lacking = len(alone) + ((a.patronymic is None) != (b.patronymic is None))
    return same(found, lacking)


def _side(found: Alignment, at: int) -> str:
    """Name the word of the longer name in a pair."""
    pair = found.pairs[at]
    return pair[0] if found.left else pair[1]


def _turned(a: Name, b: Name, found: Alignment) -> Likeness:
    """Weigh names that agree when one puts the family name first."""
    if all(is_given(form) for form in a.core[:1] + a.core[-1:]):
        return unsure(found, Match(left=a.text, right=b.text, why="order of two given names"))
    return same(found, 1, (Match(left=a.text, right=b.text, why="family name first"),))


def _single(a: Name, b: Name) -> Likeness:
    short, long = (a, b) if len(a.core) == 1 else (b, a)
    if len(long.core) == 1:
        alike, why = word_likeness(a.core[0], b.core[0])
        pair = Alignment(pairs=((a.core[0], b.core[0], alike, why),), left=(), right=())
        if alike >= FIRM:
            return unsure(pair, Match(left=a.text, right=b.text, why="one word only"))
        return different(pair, Match(left=a.text, right=b.text, why=why))
    joined = _as_one(a, b)
    if joined.verdict == "same":
        return joined
    for at in (-1, 0):
        alike, why = word_likeness(short.core[0], long.core[at])
        if alike >= FIRM:
            pair = Alignment(pairs=((a.core[0], b.core[0], alike, why),), left=(), right=())
            return unsure(pair, Match(left=a.text, right=b.text, why="one word only"))
    return different(None, Match(left=a.text, right=b.text, why="other name"))


def _as_one(a: Name, b: Name) -> Likeness:
    """Compare as wholes, where the two do not even have as many words."""
    left = [w.form for w in a.words if w.role in PARTS]
    right = [w.form for w in b.words if w.role in PARTS]
    if len(left) != len(right):
        alike, why = joined_likeness(left, right)
        if alike >= FIRM:
            pair = (" ".join(left), " ".join(right), alike, why)
            return same(Alignment(pairs=(pair,), left=(), right=()))
    return different(None, Match(left=a.text, right=b.text, why="other name"))
