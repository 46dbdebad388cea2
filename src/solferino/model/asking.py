"""What people look for in a case, and what of it they keep under a name."""

from typing import Literal

from solferino.codec import identify, value

Status = Literal["", "accepted", "corrected", "rejected", "proposed"]


@value
class Asked:
    """What somebody looks for; "" asks for nothing.

    `words` as typed (see `text.sought`). `facility`, `country` (ISO 3166-1 alpha-2), `first` and
    `last` (ISO dates) ask of incidents that a document tells of; `kind`, `speaker`, `blamed` and
    `status` of one value that it holds; `language` of the document.
    """

    words: str = ""
    facility: str = ""
    country: str = ""
    first: str = ""
    last: str = ""
    kind: str = ""
    speaker: str = ""
    blamed: str = ""
    status: Status = ""
    language: str = ""

    @property
    def empty(self) -> bool:
        """Whether nothing is asked for."""
        return self == Asked()

    @property
    def of_values(self) -> bool:
        """Whether values are asked for, and not only texts or incidents."""
        return bool(self.kind or self.speaker or self.blamed or self.status)


@value
class SavedSearch:
    """A search that somebody keeps under a name, for all who work on the case.

    Of two that stand under one name, the later one is meant. `retracts` names one that this one
    takes back.
    """

    name: str
    asked: Asked
    by: str
    why: str = ""
    retracts: str | None = None

    @property
    def id(self) -> str:
        """Digest of the content."""
        return identify("search", self)
