"""Frames of harm: verbs, nouns and words of state, and where in a tree the people stand.

The words are data (befell.toml). "Wound" takes people as its object, "perish" as its subject,
"take … hostage" as its object where "hostage" hangs on it.
"""

from functools import cache
from typing import Literal

from solferino.codec import value
from solferino.extract.clausal import inflected
from solferino.extract.lexicon import table
from solferino.extract.passage import Passage
from solferino.model.terms import Harm

DATA = table("en", "befell")
WORDS = {k: frozenset(v) for k, v in DATA["words"].items()}
Place = Literal["object", "subject", "state", "lives", "of", "with"]


@value
class Frame:
    """Words of one kind of harm, and where the people stand who are harmed.

    Of `hung` one word hangs on the verb, of `objects` one is its object, of `heads` one is the
    word that is counted; `persons` says that it takes people only, whatever word names them;
    `denied` that it tells of harm where it is denied ("have not been seen since"); `care` that it
    counts for people of care only ("sentenced": their attackers are, too).
    """

    kind: Harm
    who: Place
    words: frozenset[str]
    hung: frozenset[str] = frozenset()
    objects: frozenset[str] = frozenset()
    heads: frozenset[str] = frozenset()
    persons: bool = False
    denied: bool = False
    care: bool = False

    def may_stand_in(self, keys: frozenset[str]) -> bool:
        """Whether a sentence of these words has all the words that the frame needs."""
        needs = (self.hung, self.objects, self.heads)
        lives = self.who != "lives" or not keys.isdisjoint(WORDS["life"])
        stands = lives and not keys.isdisjoint(self.words)
        return stands and all(not n or not keys.isdisjoint(n) for n in needs)


@cache
def frames() -> tuple[Frame, ...]:
    """Give the frames of the data, in its order: verbs and words of state, then nouns."""
    verbs = (
        Frame(
            kind=f["kind"],
            who=f["who"],
            words=frozenset(f["verbs"])
            if f["who"] == "state"
            else frozenset(form for v in f["verbs"] for form in inflected(v)),
            hung=frozenset(f.get("with", ())),
            objects=frozenset(f.get("objects", ())),
            heads=frozenset(f.get("heads", ())),
            persons=f.get("persons", False),
            denied=f.get("denied", False),
            care=f.get("care", False),
        )
        for f in DATA["frame"]
    )
    nouns = (
        Frame(kind=n["kind"], who=n.get("who", "of"), words=frozenset(n["nouns"]), persons=True)
        for n in DATA["noun"]
    )
    return (*verbs, *nouns)


def framed_in(passage: Passage) -> tuple[Frame, ...]:
    """Give the frames whose words a sentence has; none where the rule is off."""
    if not passage.obeys("harm/frame"):
        return ()
    return tuple(f for f in frames() if f.may_stand_in(passage.keys))
