"""What a value is, and how it becomes bytes and a name. The only module that knows JSON.

Canonical JSON here means: UTF-8, keys sorted, no spaces, no floats that matter, so that equal
values have equal bytes and an identity can be a digest of content.
"""

import hashlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import MISSING, Field, dataclass, fields
from typing import Any, BinaryIO, TypeVar, dataclass_transform

import msgspec

from solferino.errors import BrokenError

T = TypeVar("T")


@dataclass_transform(frozen_default=True, kw_only_default=True)
def value(cls: type[T]) -> type[T]:
    """Make a class a value: immutable, compared by content, built by field name."""
    made = dataclass(frozen=True, slots=True, kw_only=True)(cls)
    own = fields(made)  # type: ignore[arg-type]
    if not hasattr(made, "__post_init__") and all(f.default_factory is MISSING for f in own):
        made.__init__ = _built(made, own)  # type: ignore[method-assign]
    return made


def _built(cls: type, own: Sequence[Field[Any]]) -> Callable[..., None]:
    """Make the function that builds a value, in two thirds of the time of the usual one.

    The usual one of an immutable class looks each field's place up by name; this one has it.
    """
    known = {f"put_{f.name}": getattr(cls, f.name).__set__ for f in own}
    known |= {f"else_{f.name}": f.default for f in own if f.default is not MISSING}
    given = [f.name if f.default is MISSING else f"{f.name}=else_{f.name}" for f in own]
    lines = [f"def __init__(self, *, {', '.join(given)}):"] if own else ["def __init__(self):"]
    lines += [f"    put_{f.name}(self, {f.name})" for f in own] or ["    pass"]
    made: dict[str, Any] = {}
    exec("\n".join(lines), known, made)  # noqa: S102  (as dataclasses do; names of fields only)
    found: Callable[..., None] = made["__init__"]
    found.__qualname__ = f"{cls.__qualname__}.__init__"
    return found


def encode(thing: object) -> bytes:
    """Write canonical JSON: equal values give equal bytes."""
    return msgspec.json.encode(thing, order="sorted")


def plain(thing: object) -> Any:  # noqa: ANN401  (JSON has no narrower type)
    """Turn a value into dictionaries, lists, strings and numbers, keys in order of declaration."""
    return msgspec.to_builtins(thing)


def decode(data: bytes, kind: type[T]) -> T:
    """Read what `encode` wrote, and nothing else.

    The result must encode to the same bytes again, so an unknown field, another order or a
    changed space is refused with `BrokenError`.
    """
    try:
        thing = msgspec.json.decode(data, type=kind)
    except (msgspec.MsgspecError, UnicodeDecodeError) as error:
        raise BrokenError(
            f"not a {kind.__name__}: {error}", "Restore this case from a copy."
        ) from error
    if encode(thing) != data:
        raise BrokenError(
            f"not canonical bytes of a {kind.__name__}", "Restore this case from a copy."
        )
    return thing


def parse(data: bytes | str) -> Any:  # noqa: ANN401
    """Read JSON from elsewhere (posts, gold, judgements); raises `ValueError` when it is none."""
    try:
        return msgspec.json.decode(data)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise ValueError(str(error)) from error


def parse_as(data: bytes, kind: type[T]) -> T:
    """Read JSON from elsewhere into values; fields that they lack are passed over.

    Raises `ValueError` where a field is missing or of another type.
    """
    try:
        return msgspec.json.decode(data, type=kind)
    except (msgspec.MsgspecError, UnicodeDecodeError) as error:
        raise ValueError(str(error)) from error


def pretty(data: bytes) -> bytes:
    """Indent JSON for people."""
    return msgspec.json.format(data, indent=1)


def write_members(out: BinaryIO, members: Iterable[tuple[str, object]]) -> None:
    """Write one JSON object as a stream, its members in the order given.

    A member that is an iterator becomes a list, written item by item, one line each, so that a
    large export never stands in memory as a whole. Everything inside is canonical.
    """
    before = b"{\n"
    for name, content in members:
        out.write(before + encode(name) + b":")
        before = b",\n"
        if isinstance(content, Iterator):
            _write_list(out, content)
        else:
            out.write(encode(content))
    out.write(b"\n}\n")


def _write_list(out: BinaryIO, items: Iterator[object]) -> None:
    before = b"[\n"
    for item in items:
        out.write(before + encode(item))
        before = b",\n"
    out.write(b"[]" if before == b"[\n" else b"\n]")


def schema(kinds: Sequence[type]) -> dict[str, Any]:
    """Describe types in JSON Schema: each type's name to its definition.

    References have the form `#/$defs/NAME`; the types that `kinds` are made of come along.
    """
    return msgspec.json.schema_components(kinds, ref_template="#/$defs/{name}")[1]


def sha256(data: bytes) -> str:
    """Digest of bytes, as 64 hexadecimal characters."""
    return hashlib.sha256(data).hexdigest()


def digest(thing: object) -> str:
    """Name a value by its content: the SHA-256 of its canonical JSON."""
    return sha256(encode(thing))


ID_LENGTH = 32  # 128 bits of the digest: no collision to fear at 10^9 things, and readable


def identify(noun: str, *content: object) -> str:
    """Make an id: a digest of the noun and what defines the thing, never joined strings."""
    return digest([noun, *content])[:ID_LENGTH]


class Named:
    """A value whose id follows from its content; it makes it once, and keeps it.

    The id is no field: it takes no part in equality, in bytes, or in a changed copy.
    """

    __slots__ = ("_id",)
    _id: str

    @property
    def id(self) -> str:
        """Digest of the content by which it is known."""
        try:
            return self._id
        except AttributeError:
            made = self._named()
            object.__setattr__(self, "_id", made)
            return made

    def _named(self) -> str:
        """Make the id; a value says here what it is known by."""
        raise NotImplementedError
