"""The verb that opens the desk: a local web page."""

from pathlib import Path

from solferino.cli.cases import CASE, open_case
from solferino.cli.talk import Talk, verb

OPEN = (
    "The desk is open. Its link works once, in a browser on this machine: {link}\n"
    "Ctrl+C here closes the desk."
)


@verb
@CASE
def desk(*, case: Path, talk: Talk) -> None:
    """Open the desk: a local web page of the case.

    Prints a link that works once, for this machine only. Ctrl+C closes the desk.
    """
    serve(case, talk)


def serve(case: Path, talk: Talk) -> None:
    """Serve a case until Ctrl+C; each new one-time link is told as it is made."""
    from solferino.desk.serve import serve_case  # noqa: PLC0415  (a second that only the desk needs)

    with open_case(case, talk) as opened:
        serve_case(opened, lambda link: talk.say(OPEN.format(link=link)), talk.clock)
    talk.say("The desk is closed.")
