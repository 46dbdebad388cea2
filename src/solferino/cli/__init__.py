"""The command line: one verb each; it parses, calls one function, and prints."""

import gc
import importlib
import keyword
import sys
import traceback
from types import TracebackType
from typing import Any

import click

from solferino.errors import SolferinoError

# Each verb with the module that holds it and what the overview says, so that the overview needs
# none of the modules: `solferino --help` answers at once.
VERBS = {
    "run": ("working", "Do all of it: add a folder, work, then open the desk."),
    "demo": ("working", "Work the practice case: results, dossier, then the desk."),
    "new": ("receiving", "Make an empty case."),
    "add": ("receiving", "Take a folder of files into a case."),
    "import": ("importing", "Take in rows that others coded, a list of links, or our own sheets."),
    "work": ("working", "Bring a case up to date: read, extract, link, weigh."),
    "show": ("showing", "Show what a case holds, as tables."),
    "search": ("finding", "Find documents by their words and by what they say."),
    "check-text": ("finding", "Compare a draft with what the documents say."),
    "compare": ("comparing", "Say who records what the other does not."),
    "assess": (
        "deciding",
        "Say of a claim that it is right, wrong, or something else.",
    ),
    "judge": (
        "deciding",
        "Say of two entities or incidents: same or different.",
    ),
    "grade": ("weighing", "Give a proposition a grade of your own, with the reason."),
    "relate": ("weighing", "Say how an origin stands to the parties."),
    "rate": ("weighing", "Say how reliable a source is, A to F, with the reason."),
    "reply": ("weighing", "Record whether a party was asked, and its reply."),
    "protect": ("deciding", "Withhold a person's name in all that leaves the case."),
    "desk": ("serving", "Open the desk: a local web page of the case."),
    "publish": ("publishing", "Write what may leave a case, by a profile, into a new folder."),
    "clear": (
        "publishing",
        "Let a value, person, grade, source or exhibit out by an explicit decision.",
    ),
    "withdraw": ("publishing", "Note that whoever gave a file no longer permits its use."),
    "export": ("leaving", "Write a case in a format of exchange."),
    "register": ("registering", "Load, show, edit and export a register of facilities."),
    "check": ("leaving", "Verify originals, spans, record and ledger."),
    "score": ("scoring", "Measure a case against hand-made gold."),
    "plugins": ("showing", "List the parts of the kit: name, version, package."),
    "log": ("showing", "Show the ledger: who did what, and when."),
}

# How many things are made before cycles among them are looked for. A case is hundreds of thousands
# of values without cycles, and Python's own few hundred would have them gone through all the time.
COLLECTED = (50_000, 20, 20)


class Verbs(click.Group):
    """A group that imports a verb's module only when the verb is used."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002  (click's signature)
        """Name the verbs in the order in which one uses them."""
        return list(VERBS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        """Import the module of a verb and take the verb from it."""
        if cmd_name not in VERBS:
            return None
        module = importlib.import_module(f"solferino.cli.{VERBS[cmd_name][0]}")
        own = f"{cmd_name}_" if keyword.iskeyword(cmd_name) else cmd_name
        found: click.Command = getattr(module, own.replace("-", "_"))
        return found

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002
        """List the verbs from the table above."""
        with formatter.section("Verbs"):
            formatter.write_dl([(verb, said) for verb, (_, said) in VERBS.items()])


@click.group(cls=Verbs, epilog="`solferino VERB --help` tells more of each. Nothing goes online.")
@click.version_option(package_name="solferino", message="%(prog)s %(version)s")
def solferino() -> None:
    """Solferino: an offline evidence desk for people who document attacks on health care.

    Every value opens on the exact words it rests on, and origins are counted, not articles.
    """


def apologise(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    """Tell of an error nobody expected in one sentence, or in full when asked (`--debug`)."""
    if "--debug" in sys.argv:
        traceback.print_exception(kind, error, trace)
        return
    said = str(error).splitlines()[0] if str(error) else ""
    click.echo(
        f"Error: something went wrong inside Solferino ({kind.__name__}: {said}).\n"
        "What to do: repeat the command with --debug and report what it prints; "
        "nothing that was taken in is lost.",
        err=True,
    )


def main(argv: list[str] | None = None, **extra: Any) -> None:  # noqa: ANN401  (click's)
    """Run the command; the exit code tells how it went.

    0 done, 1 a fault of ours, 2 usage, 3 broken integrity, 4 some files could not be read.
    """
    sys.excepthook = apologise
    gc.set_threshold(*COLLECTED)
    try:
        code = solferino.main(argv, standalone_mode=False, **extra)
    except click.ClickException as error:
        error.show()
        code = error.exit_code
    except (click.Abort, KeyboardInterrupt):
        click.echo("Stopped. What was acknowledged is kept; repeat the command to go on.", err=True)
        code = 130
    except SolferinoError as error:
        click.echo(f"Error: {error.message}", err=True)
        if error.remedy:
            click.echo(f"What to do: {error.remedy}", err=True)
        code = error.exit_code
    sys.exit(code if isinstance(code, int) else 0)
