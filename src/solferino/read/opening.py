"""Opens an original: one document, or the many that lie in it, or a reason why not."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import partial
from typing import Protocol, TypeVar

from solferino.codec import value
from solferino.model import (
    Document,
    Problem,
    Reading,
    Receipt,
    document_of,
    member_of,
)
from solferino.ports import Container, Member, Reader, Sample
from solferino.read.auction import read_by, signed, winner
from solferino.text.normal import normal

T = TypeVar("T")

DOUBT = "doubt"  # the document was read, but something about it is uncertain
DEEPEST = 3  # containers inside containers
MOST_MEMBERS = 60_000  # in one original, at all depths together
MOST_BYTES = 2**30  # of all members of one original, unpacked
SPLIT = "Split it into smaller files with the program that made it, and add those."
APART = "Take out what lies inside with the program that made it, and add that."
UNPRINTABLE = re.compile("[\x00-\x1f\x7f-\x9f]")


class Wall(Protocol):
    """Runs a reader's code on the thing `name`; whatever it raises comes back as a problem."""

    def __call__(self, name: str, task: Callable[[], T], /) -> T | Problem:
        """Run the task."""
        ...


@value
class Opened:
    """What became of an original: its documents, in its own order, and what went wrong.

    There is always at least one of either.
    """

    documents: tuple[Document, ...]
    problems: tuple[Problem, ...]


def open_original(
    receipt: Receipt, data: bytes, readers: Sequence[Reader | Container], wall: Wall
) -> Opened:
    """Read an original, and what lies in it where the auction is won by a container.

    What goes wrong with one member is a problem of its own; the others are read.
    """
    opening = _Opening(receipt, readers, wall)
    opening.take(Sample(name=receipt.name, data=data), Member(name="", data=data), 0)
    if not opening.documents and not opening.problems:
        opening.tell(receipt.name, "There is nothing in this file.", "Ask its sender for it again.")
    return Opened(
        documents=tuple(opening.documents.values()), problems=tuple(opening.problems.values())
    )


class _Opening:
    """Gathers what one original gives; counts, so that none can be without end."""

    def __init__(self, receipt: Receipt, readers: Sequence[Reader | Container], wall: Wall) -> None:
        self.documents: dict[str, Document] = {}
        self.problems: dict[str, Problem] = {}
        self._receipt = receipt
        self._readers = readers
        self._reading = {id(r): r for r in readers if isinstance(r, Reader)}
        self._opening = {id(r): r for r in readers if isinstance(r, Container)}
        self._wall = wall
        self._members = 0
        self._bytes = 0
        self._full = False

    def take(self, sample: Sample, member: Member, depth: int) -> None:
        """Let the best reader at a thing; `depth` counts the containers around it."""
        best = self._sound(sample.name, partial(winner, sample, self._readers))
        reader, container = self._reading.get(id(best)), self._opening.get(id(best))
        if reader is not None:
            reading = self._sound(sample.name, partial(read_by, reader, sample))
            if reading is not None:
                self._keep(sample, member, reading, signed(reader))
        if container is not None:
            self._open(container, sample, depth)

    def tell(self, name: str, message: str, remedy: str) -> None:
        """Note a problem of this original."""
        self._note(Problem(name=name, stage="read", message=message, remedy=remedy))

    def _note(self, problem: Problem) -> None:
        known = replace(problem, receipt=self._receipt.id)
        self.problems.setdefault(known.id, known)

    def _sound(self, name: str, task: Callable[[], T]) -> T | None:
        outcome = self._wall(name, task)
        if isinstance(outcome, Problem):
            self._note(outcome)
            return None
        return outcome

    def _keep(self, sample: Sample, member: Member, reading: Reading, reader: str) -> None:
        if sample.name == self._receipt.name:
            document = document_of(self._receipt, reading, reader)
        else:
            own = replace(reading, told=member.told.completed(reading.told))
            path = sample.name.removeprefix(f"{self._receipt.name}/")
            document = member_of(self._receipt, path, own, reader, member.captured)
        self.documents.setdefault(document.id, document)
        for doubt in reading.problems:
            self._note(replace(doubt, stage=DOUBT, document=document.id))

    def _open(self, container: Container, sample: Sample, depth: int) -> None:
        for member in self._members_of(container, sample):
            if not self._has_room(member):
                return
            if isinstance(member, Problem):
                self._note(member)
                continue
            name = f"{sample.name}/{_storable(member.name)}"
            if depth < DEEPEST:
                self.take(Sample(name=name, data=member.data), member, depth + 1)
            else:
                message = f"It lies more than {DEEPEST} containers deep and was not read."
                self.tell(name, message, APART)

    def _members_of(self, container: Container, sample: Sample) -> Iterator[Member | Problem]:
        """Take the members out one by one; a failure to take one out ends it, visibly."""
        members = self._sound(sample.name, partial(_begun, container, sample))
        while members is not None:
            taken = self._sound(sample.name, partial(_next, members))
            if not taken:
                return
            yield from taken

    def _has_room(self, member: Member | Problem) -> bool:
        """Count a member; once one is too many, nothing more of the original is taken."""
        if self._full:
            return False
        self._members += 1
        self._bytes += len(member.data) if isinstance(member, Member) else 0
        if self._members > MOST_MEMBERS:
            told = f"This file holds more than {MOST_MEMBERS} things; the rest was not read."
        elif self._bytes > MOST_BYTES:
            most = MOST_BYTES // 2**20
            told = f"What is in this file is more than {most} MiB; the rest was not read."
        else:
            return True
        self._full = True
        self.tell(self._receipt.name, told, SPLIT)
        return False


def _begun(container: Container, sample: Sample) -> Iterator[Member | Problem]:
    return iter(container.members(sample))


def _next(members: Iterator[object]) -> tuple[Member | Problem, ...]:
    """Take the next one, in a tuple: a problem that is told is no failure. Empty at the end."""
    for found in members:
        if isinstance(found, Member | Problem):
            return (found,)
        raise TypeError(f"not a member: {type(found).__name__}")
    return ()


def _storable(name: str) -> str:
    """Write a name on one line, without what a text cannot keep."""
    return " ".join(UNPRINTABLE.sub(" ", normal(name)).split()) or "unnamed"
