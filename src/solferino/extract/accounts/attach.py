"""Tie to an account what is said around it: circumstances, legal words, appeals, care, exhibits.

A claim belongs to the account that owns its sentence; what stands in no account's sentences
belongs to the main account, where the document has only one. Care that is told of another named
facility of the same paragraph belongs to no account: its beds are no beds of the one attacked.
"""

from collections.abc import Mapping
from dataclasses import replace

from solferino.extract.passage import Passage
from solferino.extract.study import Notebook
from solferino.model import Account, Claim, FacilityValue, ServiceValue

AROUND = ("circumstance", "characterization", "appeal", "service", "exhibit")


def attach(
    accounts: tuple[Account, ...], owned: Mapping[int, list[Passage]], notebook: Notebook
) -> tuple[Account, ...]:
    """Return the accounts with the claims around them, each claim in one account at most.

    `owned` counts the accounts as they are given; those with no claim of their own are left out.
    """
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
        if home is not None and _is_of_another(accounts[home], claim, notebook):
            continue
        if home is not None:
            extra.setdefault(home, []).append(claim.id)
    return tuple(
        replace(a, claims=tuple(dict.fromkeys((*a.claims, *extra.get(i, ())))))
        for i, a in enumerate(accounts)
        if a.claims
    )


def _is_of_another(account: Account, claim: Claim, notebook: Notebook) -> bool:
    """Whether care is told of a facility whose name differs from that of the account's."""
    named = notebook.claims.get(account.facility or "")
    hit = named.value if named else None
    study = notebook.study
    if not isinstance(claim.value, ServiceValue) or not isinstance(hit, FacilityValue):
        return False
    at = study.layout.at(claim.span.start)
    if at is None or not study.obeys("service/another"):
        return False
    near = [
        facility
        for passage in study.passages[: at.number + 1]
        if passage.paragraph == at.paragraph
        for facility in study.facilities[passage.number]
        if facility.start < claim.span.end and facility.key and not facility.plural
    ]
    own = {f.key for here in study.facilities for f in here if f.key and f.name == hit.name}
    return bool(near) and bool(own) and near[-1].key not in own


def _holds(passages: list[Passage], offset: int) -> bool:
    return any(p.start <= offset < p.end for p in passages)
