"""Codes, figures, days and values of the contract in plain English, for exports and tables.

English is one language among those of `phrasing`; here it stands by itself, for what has no other.
"""

from collections.abc import Mapping
from types import MappingProxyType

from solferino.publish.catalogue import CODE, OWN, shared
from solferino.publish.phrasing import Phrasing

ENGLISH = Phrasing(shared(OWN))
UNKNOWN = ENGLISH.say("phrase.unknown")

words = ENGLISH.words
listed = ENGLISH.listed
days = ENGLISH.days
figure = ENGLISH.figure
wording = ENGLISH.wording


def codes() -> Mapping[str, str]:
    """Give how each code of the contract is said in English."""
    held = shared(OWN).sentences.items()
    before = f"{CODE}."
    said = {key.removeprefix(before): s for key, s in held if key.startswith(before)}
    return MappingProxyType({code: s for code, s in said.items() if isinstance(s, str)})
