"""Verify a case: that the facts are what was entered, and that all else stands on them.

What this proves, and what it cannot, is told in `ledger`.
"""

from collections.abc import Callable, Iterable, Iterator

from sqlalchemy import Table, func, select

from solferino.errors import BrokenError, UsageError
from solferino.store import custody, ledger, schema
from solferino.store.case import Case
from solferino.store.footing import Footing, footing
from solferino.store.ledger import Head
from solferino.store.report import Finding, Report

Look = Callable[[], Iterable[Finding | str]]


def check(case: Case, known: Head | None = None) -> Report:
    """Verify originals, ledger, head, facts, texts and spans; all that is wrong, in order.

    `known` is a head that was noted outside the case. The facts come first, by ledger entry;
    then the head, the tables' guards, strange files, and what is derived.
    """
    facts, originals = case.facts, case.originals
    stands: list[Footing] = []
    looks: tuple[Look, ...] = (
        lambda: custody.record(facts, originals),
        lambda: custody.head(facts, known),
        lambda: custody.guards(facts.database),
        lambda: custody.strays(facts, originals),
        lambda: custody.times(facts),
        lambda: _stand(case, stands),
    )
    told = [word for look in looks for word in _attempt(look)]
    return Report(
        findings=tuple(word for word in told if isinstance(word, Finding)),
        remarks=tuple(word for word in told if isinstance(word, str)),
        head=_head(case),
        entries=_count(case, schema.ledger),
        originals=_count(case, schema.originals),
        documents=sum(f.documents for f in stands),
        spans=sum(f.spans for f in stands),
    )


def _attempt(look: Look) -> Iterator[Finding | str]:
    """Take what a look finds; that it cannot even read is a finding too."""
    try:
        yield from look()
    except (BrokenError, UsageError) as error:
        yield Finding(message=error.message, remedy=error.remedy)


def _stand(case: Case, stands: list[Footing]) -> Iterator[Finding]:
    found = footing(case.derived, custody.receipts(case.facts))
    stands.append(found)
    yield from found.findings


def _head(case: Case) -> Head:
    try:
        return case.head()
    except (BrokenError, UsageError):  # told by a finding already
        return Head(seq=0, hash=ledger.NOTHING)


def _count(case: Case, table: Table) -> int:
    try:
        with case.facts.database.transaction() as connection:
            return connection.execute(select(func.count()).select_from(table)).scalar_one()
    except (BrokenError, UsageError):  # told by a finding already
        return 0
