"""What a check of a case comes to: findings that break it, remarks that do not."""

from solferino.codec import value
from solferino.store.ledger import Head

RESTORE = "Restore the case from a copy, and find out who or what changed this one."


@value
class Finding:
    """Something that is not what it was. `entry` is the ledger's entry, where there is one."""

    message: str
    remedy: str = RESTORE
    entry: int | None = None


@value
class Report:
    """All findings, the first broken entry of the ledger first; and how much was looked at.

    `remarks` are worth knowing and break nothing. `head` is what to note down outside the case.
    """

    findings: tuple[Finding, ...]
    remarks: tuple[str, ...]
    head: Head
    entries: int
    originals: int
    documents: int
    spans: int

    @property
    def sound(self) -> bool:
        """Whether nothing is broken."""
        return not self.findings
