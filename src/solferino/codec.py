"""What a value is, and how it becomes bytes and a name. The only module that knows JSON.

Canonical JSON here means: UTF-8, keys sorted, no spaces, no floats that matter, so that equal
values have equal bytes and an identity can be a digest of content.
"""

import hashlib
from dataclasses import dataclass
from typing import Any, TypeVar, dataclass_transform

import msgspec

from solferino.errors import BrokenError

T = TypeVar("T")


@dataclass_transform(frozen_default=True, kw_only_default=True)
def value(cls: type[T]) -> type[T]:
    """Make a class a value: immutable, compared by content, built by field name."""
    return dataclass(frozen=True, slots=True, kw_only=True)(cls)


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


def pretty(data: bytes) -> bytes:
    """Indent JSON for people."""
    return msgspec.json.format(data, indent=1)


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
