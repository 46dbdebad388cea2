"""Copies of the practice case in which a person accepted something."""

import shutil
from collections.abc import Callable
from pathlib import Path

from solferino.model import Claim, assess
from solferino.store.case import Case


def copied(
    practice: Case, folder: Path, clock: Callable[[], str], wanted: Callable[[Claim], bool]
) -> Path:
    """Copy the practice case, and let a person accept the claims that are wanted."""
    path = shutil.copytree(practice.path, folder / "case")
    with Case.open(path, clock=clock, by="coder-81", writing=True) as opened:
        said = {s.id: s for s in opened.statements()}
        chosen = filter(wanted, opened.claims())
        opened.decide(*(assess(c, said[c.statement], "accept", by="coder-81") for c in chosen))
    return path
