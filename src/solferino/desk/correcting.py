"""Correcting a claim by a form: one field for each of its value, read back and checked."""

from collections.abc import Mapping
from typing import Any, Literal, get_args, get_origin, get_type_hints

from solferino.codec import encode, parse, value
from solferino.errors import BrokenError, UsageError
from solferino.model import VALUE_TYPES, Claim, Value
from solferino.model.saying import read_value

Shape = Literal["choice", "choices", "number", "text", "switch", "list"]


@value
class Field:
    """One field of a value in a form: its name, its shape, what may be chosen, what it holds."""

    name: str
    shape: Shape
    choices: tuple[str, ...]
    content: str
    chosen: tuple[str, ...]
    required: bool


def fields(kind: str, content: Value | None = None) -> tuple[Field, ...]:
    """List the fields of a kind of value, filled with what a value holds."""
    held = {} if content is None else parse(encode(content))
    hints = get_type_hints(VALUE_TYPES[kind])
    return tuple(_field(name, hint, held.get(name)) for name, hint in hints.items())


def corrected(claim: Claim, form: Mapping[str, str]) -> Value:
    """Read a value of the claim's kind from a form; `UsageError` says what does not fit."""
    return read(claim.kind, form, claim.value)


def read(kind: str, form: Mapping[str, str], before: Value | None = None) -> Value:
    """Read a value from a form; fields that it lacks keep what `before` has."""
    whole: dict[str, Any] = {} if before is None else parse(encode(before))
    for field in fields(kind, before):
        name = f"value.{field.name}"
        if field.shape == "choices":
            chosen = [c for c in field.choices if f"{name}.{c}" in form]
            if chosen or f"{name}." in form:
                whole[field.name] = chosen
        elif field.shape == "switch":
            if f"{name}." in form:
                whole[field.name] = name in form
        elif name in form:
            whole[field.name] = _content(field, form[name].strip())
        else:
            whole.setdefault(field.name, None)
    if kind in ("casualty", "tally"):
        whole = _tidy_figure(whole, form, {} if before is None else parse(encode(before)))
    try:
        return read_value(kind, encode(whole))
    except BrokenError as error:
        raise UsageError(
            f"that is no {kind}: {error.message}", "Go back and correct the fields."
        ) from error


def _field(name: str, hint: Any, content: Any) -> Field:  # noqa: ANN401  (types as values)
    kinds = get_args(hint) if get_origin(hint) not in (tuple, Literal) else (hint,)
    inner = next((k for k in kinds if k is not type(None)), hint)
    optional = type(None) in kinds
    shape: Shape = "text"
    choices: tuple[str, ...] = ()
    if get_origin(inner) is Literal:
        shape, choices = "choice", get_args(inner)
    elif get_origin(inner) is tuple:
        item = get_args(inner)[0]
        shape = "choices" if get_origin(item) is Literal else "list"
        choices = get_args(item) if shape == "choices" else ()
    elif inner in (int, bool):
        shape = "number" if inner is int else "switch"
    several = content if isinstance(content, list) else None
    plain = "" if content is None else str(content) if several is None else "; ".join(several)
    return Field(
        name=name,
        shape=shape,
        choices=choices,
        content=plain,
        chosen=(plain,) if several is None else tuple(several),
        required=not optional and shape in ("text", "choice"),
    )


def _content(field: Field, told: str) -> object:
    if field.shape == "number":
        if not told:
            return None
        try:
            return int(told.replace(",", ""))
        except ValueError as error:
            raise UsageError(f"{told} is no number", "Give digits, or leave it empty.") from error
    if field.shape == "list":
        return [name.strip() for name in told.split(";") if name.strip()]
    return told or None if not field.required else told


def _tidy_figure(
    whole: dict[str, Any], form: Mapping[str, str], before: Mapping[str, Any]
) -> dict[str, Any]:
    """Let a figure be as its numbers are, unless the form says how; bounds must be in order.

    Numbers that nobody changed stay as they were told: about thirty stays about thirty.
    """
    low, high = whole.get("min"), whole.get("max")
    if low is not None and high is not None and low > high:
        raise UsageError("the least is more than the most", "Exchange the two numbers.")
    if form.get("value.qualifier", "") in ("", "as_numbers"):
        same = bool(before) and (before["min"], before["max"]) == (low, high)
        whole = whole | {"qualifier": before["qualifier"] if same else _qualifier(low, high)}
    if whole["qualifier"] == "none" and (low or high):
        raise UsageError("nobody, and a number above none", "Choose one of the two.")
    return whole


def _qualifier(low: int | None, high: int | None) -> str:
    if low is None and high is None:
        return "vague"
    if low is None or high is None:
        return "at_most" if low is None else "at_least"
    if low != high:
        return "range"
    return "exact" if low else "none"
