"""Names that stand in place of others, made with a secret: without it nobody can test a guess.

A digest of a name can be guessed by hashing a list of names. HMAC-SHA-256 (RFC 2104) with a secret
that stays in the case gives ids and pseudonyms that are the same throughout a series of releases
and tell nothing to anybody who lacks it.
"""

import hashlib
import hmac
from collections.abc import Iterable, Mapping

from solferino.codec import ID_LENGTH, encode

LETTERS = "BCDFGHJKLMNPQRSTVWXZ"  # no vowels, so that no word comes out by chance
SHORTEST = 4  # letters of a pseudonym


class Key:
    """Makes public ids and pseudonyms with the secret of one series of releases."""

    def __init__(self, secret: bytes) -> None:
        """Keep the secret; it goes into nothing but digests."""
        self._secret = secret

    def digest(self, noun: str, *content: str) -> str:
        """Make 64 hexadecimal digits of a noun and what is meant."""
        return hmac.new(self._secret, encode([noun, *content]), hashlib.sha256).hexdigest()

    def id(self, noun: str, *content: str) -> str:
        """Make an id of the usual length."""
        return self.digest(noun, *content)[:ID_LENGTH]

    def pseudonyms(self, anchors: Iterable[str]) -> Mapping[str, str]:
        """Give each person (by what anchors it) a few letters, no two the same.

        Where the first letters of two agree, both get more.
        """
        whole = {anchor: self._letters(anchor) for anchor in set(anchors)}
        length = SHORTEST
        while len({letters[:length] for letters in whole.values()}) < len(whole):
            length += 1
        return {anchor: letters[:length] for anchor, letters in whole.items()}

    def _letters(self, anchor: str) -> str:
        number = int(self.digest("pseudonym", anchor), 16)
        found = []
        for _ in range(40):
            number, at = divmod(number, len(LETTERS))
            found.append(LETTERS[at])
        return "".join(found)
