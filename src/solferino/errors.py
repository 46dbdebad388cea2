"""What can go wrong, and what the user can do about it.

One root. Each error knows the exit code of the command that meets it, and carries a
`remedy`: one sentence that tells a person what to do next.
"""


class SolferinoError(Exception):
    """The root of all errors that are expected; `exit_code` is the command's."""

    exit_code = 1

    def __init__(self, message: str, remedy: str = "") -> None:
        """Keep what happened and what to do about it apart."""
        super().__init__(message)
        self.message = message
        self.remedy = remedy

    def __reduce__(self) -> tuple[type["SolferinoError"], tuple[str, str]]:
        """Survive the way back from a worker process."""
        return type(self), (self.message, self.remedy)


class UsageError(SolferinoError):
    """The command was given something that it cannot work with."""

    exit_code = 2


class LeakError(UsageError):
    """Something that must stay inside was about to leave; nothing left."""


class BrokenError(SolferinoError):
    """Evidence or its record is not what it was: integrity is broken."""

    exit_code = 3


class UnreadableError(SolferinoError):
    """A file could not be read; it becomes a Problem and the rest goes on."""

    exit_code = 4


class BusyError(UsageError):
    """Another process is writing to this case."""


class UngroundedError(SolferinoError):
    """A span does not match the characters it claims to be: a fault of ours."""
