"""Each document as it stands now: its text, what was found in it, and what people left of that.

A leaf follows from one document and from what people say of claims in it. The next round takes
over every leaf of which neither has changed, as the same object: that is how later steps see what
is touched.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from functools import cached_property
from types import MappingProxyType

from solferino.codec import value
from solferino.deriving.rows import Codings, Row, codings, row_of
from solferino.model import (
    Account,
    Assessment,
    Claim,
    Document,
    Mention,
    Statement,
    still_standing,
)
from solferino.resolve.deaths import named_dead
from solferino.review import Reviewed, review
from solferino.store import folios
from solferino.store.case import Case
from solferino.store.folios import Folio, Mark

Said = Mapping[str, frozenset[str]]
NONE: Mapping[str, "Leaf"] = MappingProxyType({})


@value
class Leaf:
    """A document with its mentions, and the statements, claims and accounts that stand.

    All by id; claims that a person rejected are left out. `told` are the mentions with their ids,
    `dead` the ids of those that name people who were killed. `row` is where it stands in a
    register.
    """

    document: Document
    told: tuple[tuple[str, Mention], ...]
    statements: tuple[Statement, ...]
    claims: tuple[Claim, ...]
    accounts: tuple[Account, ...]
    dead: frozenset[str]
    row: Row | None


@value
class Leaves:
    """All leaves by document, with what they were made from.

    That is the kit, marks with the coding (id) of the file, folios and assessments.
    """

    kit: tuple[str, ...]
    marks: Mapping[str, tuple[Mark, str | None]]
    folios: Mapping[str, Folio]
    said: Said
    each: Mapping[str, Leaf]

    def touched(self, before: "Leaves | None") -> frozenset[str]:
        """Name the documents whose leaf is another than before, or new, or gone."""
        then = before.each if before is not None else NONE
        changed = {name for name, leaf in self.each.items() if then.get(name) is not leaf}
        return frozenset(changed | (then.keys() - self.each.keys()))


def leaves(case: Case, before: Leaves | None = None) -> Leaves:
    """Read the leaves of a case; those that are as before are taken over."""
    coded = codings(case)
    with case.derived.database.transaction() as connection:
        kit = case.derived.kit()
        if before is not None and before.kit != kit:
            before = None
        marks = {n: (mark, _coding(mark, coded)) for n, mark in folios.marks(connection).items()}
        then = before.marks if before is not None else {}
        wanted = [name for name, mark in marks.items() if then.get(name) != mark]
        fetched = list(folios.folios(connection, wanted))
    held = {name: f for name, f in (before.folios if before else {}).items() if name in marks}
    held.update((f.document.id, f) for f in fetched)
    answers = _concerned(still_standing(case.rulings(Assessment)), held)
    said = {name: frozenset(a.id for a in some) for name, some in answers.items()}
    again = {f.document.id for f in fetched} | _answered_otherwise(said, before)
    each = {name: leaf for name, leaf in (before.each if before else NONE).items() if name in marks}
    parts = _parts([held[n] for n in sorted(again & held.keys())], answers, marks)
    for name in sorted(again & held.keys()):
        leaf = parts.leaf(held[name], row_of(held[name].document, coded))
        each[name] = each[name] if each.get(name) == leaf else leaf
    return Leaves(kit=kit, marks=marks, folios=held, said=said, each=dict(sorted(each.items())))


def _concerned(
    answers: Iterable[Assessment], folios: Mapping[str, Folio]
) -> dict[str, list[Assessment]]:
    """Sort assessments by their documents."""
    found: dict[str, list[Assessment]] = {}
    for answer in answers:
        if answer.span.document in folios:
            found.setdefault(answer.span.document, []).append(answer)
    return found


def _answered_otherwise(said: Said, before: Leaves | None) -> set[str]:
    then = before.said if before is not None else {}
    every = said.keys() | then.keys()
    return {name for name in every if said.get(name) != then.get(name)}


def _coding(mark: Mark, coded: Codings) -> str | None:
    receipt = mark[0]
    return coded[receipt].id if receipt in coded else None


def _parts(
    folios: Sequence[Folio],
    answers: Mapping[str, Sequence[Assessment]],
    documents: Collection[str],
) -> "_Parts":
    """Find what stands in some documents."""
    found = [folio.found for folio in folios]
    seen = review(
        (c for f in found for c in f.claims),
        (s for f in found for s in f.statements),
        (a for f in found for a in f.accounts),
        {a.id: a for f in folios for a in answers.get(f.document.id, ())}.values(),
        documents,
    )
    return _Parts(seen)


class _Parts:
    """What stands in some documents, parted by document."""

    def __init__(self, seen: Reviewed) -> None:
        self._seen = seen

    def leaf(self, folio: Folio, row: Row | None) -> Leaf:
        name, mentions = folio.document.id, folio.found.mentions
        claims = tuple(self._claims.get(name, ()))
        return Leaf(
            document=folio.document,
            told=tuple((mention.id, mention) for mention in mentions),
            statements=tuple(self._statements.get(name, ())),
            claims=claims,
            accounts=tuple(self._accounts.get(name, ())),
            dead=named_dead(claims, mentions),
            row=row,
        )

    @cached_property
    def _claims(self) -> Mapping[str, Sequence[Claim]]:
        found: dict[str, list[Claim]] = {}
        for claim in self._seen.held:
            found.setdefault(claim.span.document, []).append(claim)
        return found

    @cached_property
    def _statements(self) -> Mapping[str, Sequence[Statement]]:
        found: dict[str, list[Statement]] = {}
        for statement in self._seen.statements:
            found.setdefault(statement.span.document, []).append(statement)
        return found

    @cached_property
    def _accounts(self) -> Mapping[str, Sequence[Account]]:
        found: dict[str, list[Account]] = {}
        for account in self._seen.accounts:
            found.setdefault(account.document, []).append(account)
        return found
