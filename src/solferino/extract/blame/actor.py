"""Who is held to have done a deed, or answers for it: words of a passage, and what they are to it.

All that looks for doers makes its finds here, so that each is worded and weighed alike.
"""

from solferino.codec import value
from solferino.extract.named.names import Name
from solferino.extract.passage import Passage
from solferino.model.terms import Confidence, Stance


@value
class Blamed:
    """An actor as worded, with its stance, at code points [start, end)."""

    start: int
    end: int
    actor: str
    stance: Stance
    rule: str
    confidence: Confidence


def by_name(name: Name, stance: Stance, rule: str, confidence: Confidence = "medium") -> Blamed:
    """Hold a party to a stance by its name."""
    return Blamed(
        start=name.start,
        end=name.end,
        actor=name.text,
        stance=stance,
        rule=rule,
        confidence=confidence,
    )


def by_words(passage: Passage, start: int, end: int, rule: str) -> Blamed:
    """Charge whoever the words [start, end) of a passage tell of."""
    return Blamed(
        start=start,
        end=end,
        actor=passage.slice(start, end),
        stance="alleged",
        rule=rule,
        confidence="medium",
    )


def hides(one: Blamed, other: Blamed) -> bool:
    """Whether another actor stands for one: a name for its wrapper, men for where they are from."""
    if " from " in other.actor and wraps(other, one):
        return True  # "fighters from Ruritania" are those men, and not Ruritania
    return wraps(one, other) and " from " not in one.actor


def wraps(one: Blamed, other: Blamed) -> bool:
    """Whether an actor only wraps another's name ("fighters of X" and "X"): the name stands."""
    inside = one.start <= other.start and other.end <= one.end
    return inside and one.stance == other.stance and one != other
