"""What a process holds for good, out of the collector's way."""

from __future__ import annotations

import gc


def set_aside() -> None:
    """Keep whatever is held now out of the way of Python's collector, which would look it over during a request.

    To be called where a process has loaded what it holds as long as it lives.
    """
    gc.collect()
    gc.freeze()
