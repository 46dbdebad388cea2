"""The picture of the case as the desk sees it: drawn once, and again when the case has changed."""

import threading

from solferino import __version__
from solferino.ports import Picture
from solferino.store.case import Case


class Snapshot:
    """Holds one picture of an open case; pages of one moment see the same picture."""

    def __init__(self, case: Case) -> None:
        """Draw nothing yet."""
        self._case = case
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

    def _seen(self) -> int:
        """Read the count that SQLite keeps of what other connections commit."""
        with self._case.derived.database.transaction() as connection:
            number = connection.exec_driver_sql("PRAGMA data_version").scalar_one()
        return int(number)
