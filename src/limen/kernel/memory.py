"""What a process holds for good, out of the collector's way."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


def set_aside() -> None:
    """Keep whatever is held now out of the way of Python's collector, which would look it over during a request.

    To be called where a process has loaded what it holds as long as it lives.
    """
    gc.collect()
    gc.freeze()
    gc.enable()


def undisturbed() -> None:
    """Let the collector rest while a process loads what it holds for good, until that is set aside.

    Nearly all that is loaded stays; the collector would walk it again and again.
    """
    gc.disable()


@contextmanager
def loading() -> Iterator[None]:
    """Let the collector rest while something is loaded, and no longer."""
    gc.disable()
    try:
        yield
    finally:
        gc.enable()
