"""Tie to an account what is said around it: circumstances, legal words, appeals, care, exhibits.

A claim belongs to the account that owns its sentence; what stands in no account's sentences
belongs to the main account, where the document has only one.
"""

from collections.abc import Mapping
from dataclasses import replace

from solferino.extract.passage import Passage
from solferino.extract.study import Notebook
from solferino.model import Account

AROUND = ("circumstance", "characterization", "appeal", "service", "exhibit")


def attach(
    accounts: tuple[Account, ...], owned: Mapping[int, list[Passage]], notebook: Notebook
) -> tuple[Account, ...]:
    """Return the accounts with the claims around them, each claim in one account at most."""
    mains = [i for i, a in enumerate(accounts) if a.role == "main"]
    extra: dict[int, list[str]] = {}
    for claim in sorted(notebook.claims.values(), key=lambda c: (c.span.start, c.id)):
        if claim.kind not in AROUND:
            continue
        home = next(
            (i for i, passages in owned.items() if _holds(passages, claim.span.start)), None
        )
        if home is None and len(mains) == 1:
            home = mains[0]
        if home is not None:
            extra.setdefault(home, []).append(claim.id)
    return tuple(
        replace(a, claims=tuple(dict.fromkeys((*a.claims, *extra.get(i, ())))))
        for i, a in enumerate(accounts)
    )


def _holds(passages: list[Passage], offset: int) -> bool:
    return any(p.start <= offset < p.end for p in passages)
