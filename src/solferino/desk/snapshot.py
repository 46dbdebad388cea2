"""The picture of the case as the desk sees it: drawn once, and again when the case has changed."""

import threading
from collections.abc import Callable

from solferino import __version__
from solferino.ports import Picture
from solferino.practice.fiction import is_practice
from solferino.publish.dossier import Dossier
from solferino.store.case import Case


class Snapshot:
    """Holds one picture of an open case; pages of one moment see the same picture."""

    def __init__(self, case: Case, clock: Callable[[], str]) -> None:
        """Draw nothing yet; `clock` tells when a dossier is made."""
        self._case = case
        self._clock = clock
        self._dossier: tuple[Picture, Dossier] | None = None
        self._turn = threading.Lock()
        self._version: int | None = None
        self._picture: Picture | None = None

    def picture(self) -> Picture:
        """Give the picture, drawn anew when another process has worked the case meanwhile."""
        with self._turn:
            version = self._seen()
            if self._picture is None or version != self._version:
                self._picture = self._case.picture(f"solferino {__version__}")
                self._version = version
            return self._picture

    def dossier(self) -> Dossier:
        """Give the dossier of the picture, dated by the case's clock."""
        picture = self.picture()
        with self._turn:
            if self._dossier is None or self._dossier[0] is not picture:
                made = Dossier(picture, self._clock(), practice=is_practice(picture))
                self._dossier = (picture, made)
            return self._dossier[1]

    def _seen(self) -> int:
        """Read the count that SQLite keeps of what other connections commit."""
        with self._case.derived.database.transaction() as connection:
            number = connection.exec_driver_sql("PRAGMA data_version").scalar_one()
        return int(number)
