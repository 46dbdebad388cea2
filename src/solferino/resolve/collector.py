"""The garbage collector held still while large tables grow, which it would walk again and again."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def collector_paused() -> Iterator[None]:
    """Hold the collector: what is freed by counting references still is, cycles wait."""
    running = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if running and not gc.get_freeze_count():
            gc.freeze()  # what was made is old: its first walk would look at all of it for nothing
            gc.unfreeze()
        if running:
            gc.enable()
