"""What is asked again and again within one act, and cannot change meanwhile, is asked once."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any, TypeVar

Thing = TypeVar("Thing")
_kept: ContextVar[dict[Hashable, Any] | None] = ContextVar("limen_remembered", default=None)


@contextmanager
def remembering() -> Iterator[None]:
    """Remember answers until the act is done; nothing outlives it."""
    token = _kept.set({})
    try:
        yield
    finally:
        _kept.reset(token)


@contextmanager
def forgetting() -> Iterator[None]:
    """Forget, where what follows is refused, all that was kept meanwhile: it did not happen."""
    kept = _kept.get()
    before = None if kept is None else dict(kept)
    try:
        yield
    except BaseException:
        if kept is not None and before is not None:
            kept.clear()
            kept.update(before)
        raise


def remembered(key: Hashable, ask: Callable[[], Thing]) -> Thing:
    """Return what was answered before within this act, or ask; outside an act it is always asked."""
    kept = _kept.get()
    if kept is None:
        return ask()
    if key not in kept:
        kept[key] = ask()
    found: Thing = kept[key]
    return found


def recalled(key: Hashable) -> Any:
    """Return what was kept under a key within this act, or None."""
    kept = _kept.get()
    return None if kept is None else kept.get(key)


def keep(key: Hashable, value: Any) -> None:
    """Keep something until the act is done; outside an act nothing is kept."""
    kept = _kept.get()
    if kept is not None:
        kept[key] = value
