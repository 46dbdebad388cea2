"""What a person lets out by an explicit decision, and which releases went out before.

Blame, legal words, names of people, grades and named sources leave a case only where somebody said
so. Both are facts: a clearance may be taken back at any time, a release never, for it is out.
"""

from collections.abc import Iterable
from typing import Literal, get_args

from solferino.codec import encode, identify, value
from solferino.model.saying import Claim
from solferino.model.source import Receipt
from solferino.model.standing import still_standing
from solferino.model.story import Grading

Letting = Literal["claim", "person", "grading", "source", "exhibit"]
Cleared = Literal[Letting, "withdrawal"]
CLEARED: tuple[Letting, ...] = get_args(Letting)


@value
class Clearance:
    """That something may leave with a publication, as it stood when somebody decided so.

    `of` "claim": `about` is the claim's id and `called` its value as canonical JSON. "person":
    `about` is any mention of the person, `called` the name. "grading": `about` is any account of
    the incident, `called` names scheme, proposition, subject and grade. "source": `about` is a
    document that may be cited by title and address, `called` its name. "exhibit": `about` is the
    receipt of a picture, or of a PDF, that may be shown, `called` the digest of the file. Where
    what it speaks of has changed since, it no longer holds: what nobody saw is not let out.

    "withdrawal" is the opposite: whoever gave a file (`about` is its receipt) no longer permits
    its use. Nothing of it leaves from then on, whatever else was decided.
    """

    of: Cleared
    about: str
    called: str
    by: str
    why: str = ""
    retracts: str | None = None

    @property
    def id(self) -> str:
        """Digest of the content."""
        return identify("clearance", self)


def worth(claim: Claim) -> str:
    """Write what a clearance of a claim is bound to: its value as it stands."""
    return encode(claim.value).decode()


def graded(grading: Grading) -> str:
    """Write what a clearance of a grading is bound to: the proposition and its grade."""
    told = (grading.scheme, grading.proposition, grading.subject, grading.grade)
    return encode(told).decode()


class Clearances:
    """Answers what was cleared, from the clearances that still stand."""

    def __init__(self, clearances: Iterable[Clearance]) -> None:
        """Index those that stand."""
        self._held = {(c.of, c.about, c.called) for c in still_standing(clearances)}
        self._about = {(of, about) for of, about, _ in self._held}

    def claim(self, claim: Claim) -> bool:
        """Whether a claim was cleared with the value that it has now."""
        return ("claim", claim.id, worth(claim)) in self._held

    def person(self, mentions: Iterable[str]) -> bool:
        """Whether somebody with one of these mentions may be named."""
        return any(("person", m) in self._about for m in mentions)

    def grading(self, grading: Grading, accounts: Iterable[str]) -> bool:
        """Whether a grade was cleared as it stands, by any account of its incident."""
        return any(("grading", a, graded(grading)) in self._held for a in accounts)

    def source(self, document: str) -> bool:
        """Whether a document may be cited by name and address."""
        return ("source", document) in self._about

    def exhibit(self, receipt: Receipt) -> bool:
        """Whether a picture may be shown, or pages of a PDF on which published words stand."""
        shown = ("exhibit", receipt.id, receipt.original) in self._held
        return shown and not self.withdrawn(receipt.id)

    def withdrawn(self, receipt: str) -> bool:
        """Whether the permission to use what came in so was withdrawn."""
        return ("withdrawal", receipt) in self._about


@value
class Printed:
    """An incident as a release held it: its number, what it was made of, what was told of it.

    `accounts` are ids: by them an incident keeps its number while it grows. `told` are fields in
    words, so that the next release can say what changed; `content` is a digest of all of it.
    """

    number: int
    accounts: tuple[str, ...]
    told: tuple[tuple[str, str], ...]
    content: str


@value
class Release:
    """One publication of a series, frozen: what it held, when, and why it differs.

    `series` is the profile's name; `number` counts from 1 within it. `at` is UTC in seconds,
    `content` a digest of all that it holds, `address` where objections go. `why` tells readers
    why there is a new release.
    """

    series: str
    number: int
    at: str
    content: str
    address: str
    incidents: tuple[Printed, ...]
    by: str
    why: str = ""
    retracts: str | None = None

    @property
    def id(self) -> str:
        """Digest of the content."""
        return identify("release", self)
