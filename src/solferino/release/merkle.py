"""A Merkle tree over what a release quotes, as Certificate Transparency makes it (RFC 6962).

Leaves are hashed behind a byte 0, pairs behind a byte 1, an odd one is never doubled. Leaves are
salted, so that a proof tells nothing of a quotation to those who do not have it.
"""

import hashlib
from collections.abc import Sequence
from typing import Literal

Side = Literal["L", "R"]
Proof = tuple[tuple[Side, str], ...]


def leaf(content: bytes) -> bytes:
    """Hash a leaf."""
    return hashlib.sha256(b"\0" + content).digest()


def _pair(left: bytes, right: bytes) -> bytes:
    return hashlib.sha256(b"\1" + left + right).digest()


def root(leaves: Sequence[bytes]) -> str:
    """Give the root over leaf hashes, in hexadecimal; of none it is the digest of nothing."""
    return (_root(leaves) if leaves else hashlib.sha256().digest()).hex()


def proof(leaves: Sequence[bytes], at: int) -> Proof:
    """Give the hashes by which one leaf leads to the root, lowest first, each with its side."""
    if len(leaves) == 1:
        return ()
    half = _half(len(leaves))
    left, right = leaves[:half], leaves[half:]
    if at < half:
        return (*proof(left, at), ("R", _root(right).hex()))
    return (*proof(right, at - half), ("L", _root(left).hex()))


def proofs(leaves: Sequence[bytes]) -> tuple[Proof, ...]:
    """Give the proof of each leaf, as `proof` does, each pair hashed once."""
    return _proofs(leaves)[1] if leaves else ()


def _proofs(leaves: Sequence[bytes]) -> tuple[bytes, tuple[Proof, ...]]:
    """Give the root over some leaves, and how each of them leads to it."""
    if len(leaves) == 1:
        return leaves[0], ((),)
    half = _half(len(leaves))
    (left, lefts), (right, rights) = _proofs(leaves[:half]), _proofs(leaves[half:])
    after: tuple[Side, str] = ("R", right.hex())
    before: tuple[Side, str] = ("L", left.hex())
    led = (*((*p, after) for p in lefts), *((*p, before) for p in rights))
    return _pair(left, right), led


def leads(start: bytes, path: Proof, wanted: str) -> bool:
    """Whether a leaf hash leads to a root by a proof."""
    held = start
    for side, other in path:
        beside = bytes.fromhex(other)
        held = _pair(beside, held) if side == "L" else _pair(held, beside)
    return held.hex() == wanted


def _root(leaves: Sequence[bytes]) -> bytes:
    if len(leaves) == 1:
        return leaves[0]
    half = _half(len(leaves))
    return _pair(_root(leaves[:half]), _root(leaves[half:]))


def _half(count: int) -> int:
    """Find the largest power of two that is smaller than the count."""
    return 1 << ((count - 1).bit_length() - 1)
