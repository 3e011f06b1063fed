"""The collector rests while a process loads, and works again whatever happens."""

from __future__ import annotations

import gc

import pytest

from limen.kernel.memory import loading, set_aside, undisturbed


def test_the_collector_rests_while_something_is_loaded_and_works_after() -> None:
    with loading():
        assert not gc.isenabled()
    assert gc.isenabled()


def test_the_collector_works_after_what_was_loaded_failed() -> None:
    with pytest.raises(OSError, match="no such"), loading():
        raise OSError("no such file")
    assert gc.isenabled()


def test_the_collector_works_again_once_what_is_held_is_set_aside() -> None:
    undisturbed()
    try:
        assert not gc.isenabled()
        set_aside()
        assert gc.isenabled()
        assert gc.get_freeze_count() > 0
    finally:
        gc.unfreeze()
        gc.enable()
