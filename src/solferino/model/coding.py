"""That the rows of a file are somebody's coding: the fact by which a register comes in."""

from solferino.codec import identify, value


@value
class Coding:
    """That a file's rows were coded by somebody, and how its columns are read.

    `receipt` is the receipt by which the file came in; its bytes are kept untouched. `mapping` is
    the whole text of the mapping, so that what is read stays a function of this fact. `coder` is
    who coded the rows; `by` is who took them in.
    """

    receipt: str
    name: str
    mapping: str
    coder: str
    by: str
    why: str = ""
    retracts: str | None = None

    @property
    def id(self) -> str:
        """Digest of the coding's content."""
        return identify("coding", self)
