"""An act's validator is made when the act is first done, by however many officers at once."""

from __future__ import annotations

import sys
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from pydantic import BaseModel, Field, ValidationError

from limen.kernel import Act

OFFICERS = 8


class Part(BaseModel):
    """A part of an act."""

    count: int = Field(ge=1)


class FirstDone(Act):
    """Stand for an act that nobody has done yet."""

    parts: list[Part]
    note: str = Field(default="", max_length=5)


def test_an_act_that_many_officers_do_first_is_judged_whole_for_each() -> None:
    together = Barrier(OFFICERS)
    before = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    kinds = [type(f"Act{at}", (FirstDone,), {"__doc__": "Stand for an act."}) for at in range(50)]

    def do(at: int) -> int:
        refused = 0
        for kind in kinds:
            together.wait()
            made = (
                kind.model_validate({"parts": [{"count": at + 1}], "note": " ab "})
                if at % 2
                else kind(parts=[{"count": at + 1}], note=" ab ")
            )
            assert (made.parts, made.note) == ([Part(count=at + 1)], "ab")
            with pytest.raises(ValidationError):
                kind(parts=[{"count": 0}], unknown=1)
            refused += 1
        return refused

    try:
        assert not any(kind.__pydantic_complete__ for kind in kinds)
        with ThreadPoolExecutor(OFFICERS) as officers:
            assert list(officers.map(do, range(OFFICERS))) == [len(kinds)] * OFFICERS
    finally:
        sys.setswitchinterval(before)
