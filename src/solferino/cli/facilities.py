"""What the commands of the verb `register` share: their group, their options, how they enter."""

from collections.abc import Callable, Iterable, Sequence
from functools import wraps
from typing import Any

import click

from solferino import pipeline, plugins
from solferino.cli.talk import verb
from solferino.model import to_stand
from solferino.model.register import Entry
from solferino.resolve.register.register import Register
from solferino.store.case import Case
from solferino.store.facts import Ruling


def command(function: Callable[..., Any]) -> click.Command:
    """Make a function a command of the register: a verb that is given the case before it."""

    @wraps(function)
    def told(**rest: Any) -> Any:  # noqa: ANN401  (click's)
        return function(case=click.get_current_context().obj, **rest)

    made = verb(told)
    made.name = function.__name__.strip("_")
    return made


def bundled(name: str, kind: type, *options: Callable[[Any], Any]) -> Callable[..., Any]:
    """Give a command several options as one value of a kind."""

    def wrap(function: Callable[..., Any]) -> Callable[..., Any]:
        @wraps(function)
        def told(**rest: Any) -> Any:  # noqa: ANN401  (click's)
            own = {field: rest.pop(field) for field in kind.__dataclass_fields__}  # type: ignore[attr-defined]
            return function(**{name: kind(**own)}, **rest)

        for option in reversed(options):
            told = option(told)
        return told

    return wrap


def known(case: Case, lists: Sequence[Entry] | None = None) -> Register:
    """Read the register of a case; `lists` are the entries of its lists, if they are read."""
    return pipeline.register(case, pipeline.listed(case) if lists is None else lists)


def enter(case: Case, rulings: Iterable[Ruling | None]) -> list[str]:
    """Write down what is new, then derive again what follows from it."""
    entered = []
    for ruling in rulings:
        fresh = None if ruling is None else to_stand(ruling, case.rulings(type(ruling)))
        if fresh is not None:
            case.decide(fresh)
            entered.append(fresh.id)
    if entered and case.mentions():
        for _ in pipeline.derive(case, plugins.kit(plugins.find())):
            pass
    return entered
