"""Every event that a clock of the law pack names is one that some act is; else the deadline is a dead letter."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from typing import Any

import pytest

from limen.core.lawbook import lawbook
from limen.kernel import REGISTER
from limen.law.values import Clock
from tests.architecture.source import sources

NOT_YET = {
    "child.sponsor_answered": "sponsors are judged by Health and Human Services, whose answer Limen does not receive",
    "child.sponsor_asked": "sponsors are judged by Health and Human Services, whose answer Limen does not receive",
    "inspection.citizenship_judged": "the claim ends with the inspection; in custody it is judged by removal",
    "intelligence.entered": "the office of intelligence is not built",
    "intelligence.purged": "the office of intelligence is not built",
    "intelligence.validated": "the office of intelligence is not built",
    "removal.departure_reported": "no carrier reports a departure of its own to Limen",
    "sevis.bar_lifted": "no rule lifts a bar on coming again before its day, and no clock runs for one: it is reckoned "
    "from the stays whenever somebody is to come again as an exchange visitor, so that a stay set right bars no more",
}
"""Events that no act is yet, each with the reason."""

BY_TIMETABLE = ("flight.", "voyage.", "manifest.")
"""Events of carriers: their deadlines are reckoned from a voyage's own times, not started by an act."""


def said() -> frozenset[str]:
    """Return every event that an act declares, that the code names, or that a row of a law table gives."""
    declared = {mark for act in REGISTER.values() for mark in act.declaration.marks}
    written = {
        node.value
        for source in sources()
        for node in ast.walk(source.tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and "." in node.value
    }
    kinds = {f"removal.{kind}_moved" for kind in ("reopen", "reconsider")}
    return frozenset(declared | written | kinds | set(_of_tables()) | set(_of_treaties()))


def _of_tables() -> Iterator[str]:
    law = lawbook()
    for name in law.tables():
        for row in law.codes(name).rows:
            for value in row.attributes.values():
                yield from _texts(value)


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, (list, tuple)):
        for item in value:
            yield from _texts(item)


def _of_treaties() -> Iterator[str]:
    """Yield what starts the notice to a consulate: the table names the clock, and its own events start it."""
    for row in lawbook().codes("consular_notification").rows:
        yield from lawbook().clock(row.attributes["clock"]).starts


@pytest.mark.parametrize("clock", lawbook().clocks().values(), ids=lawbook().clocks())
def test_every_event_of_a_clock_is_one_that_some_act_is(clock: Clock) -> None:
    named = {*clock.starts, *clock.satisfied_by, *clock.tolled_by, *clock.untolled_by}
    missing = {mark for mark in named - said() if not mark.startswith(BY_TIMETABLE)}
    assert missing <= set(NOT_YET)


def test_what_is_not_yet_is_not_said() -> None:
    assert not set(NOT_YET) & said()
