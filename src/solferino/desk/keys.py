"""The keyboard's alphabet: one key for each deed, shown on its button, chosen anew in settings."""

from collections.abc import Iterable, Mapping
from types import MappingProxyType

from solferino.publish.catalogue import Direction

ALPHABET: Mapping[str, str] = MappingProxyType(
    {
        "accept": "a",
        "reject": "x",
        "edit": "e",
        "skip": "Space",
        "undo": "Backspace",
        "next": "j",
        "before": "k",
        "same": "y",
        "different": "n",
        "unsure": "u",
        "help": "?",
    }
)
BESIDE: Mapping[str, str] = MappingProxyType(
    {"next": "ArrowRight", "before": "ArrowLeft", "undo": "Ctrl+z", "find": "Ctrl+k"}
)
MIRRORED: Mapping[str, str] = MappingProxyType(
    {"ArrowRight": "ArrowLeft", "ArrowLeft": "ArrowRight"}
)
LONGEST = 12  # characters of a key's name


def keys_of(chosen: Iterable[tuple[str, str]], direction: Direction) -> dict[str, str]:
    """Give the key of each deed, with a person's own choices; a key serves one deed.

    A deed that is named with `beside.` before it has a second key that is always there; arrows
    are mirrored where writing goes from right to left.
    """
    own = {d: k for d, k in chosen if d in ALPHABET and 0 < len(k) <= LONGEST}
    keys = {deed: own.get(deed, key) for deed, key in ALPHABET.items()}
    if len({k.casefold() for k in keys.values()}) < len(keys):
        keys = dict(ALPHABET)
    mirrored = MIRRORED if direction == "rtl" else {}
    return keys | {f"beside.{d}": mirrored.get(k, k) for d, k in BESIDE.items()}
