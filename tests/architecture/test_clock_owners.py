"""Whoever answers for a deadline is a role of the service, and the office that does is one that work passes to."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any, cast

from limen.config.health import ownerless
from limen.core.access.roles import roles
from limen.core.clocks.thresholds import OFFICES, TABLE
from limen.core.lawbook import lawbook


def test_every_clock_of_the_pack_is_some_roles() -> None:
    assert ownerless(lawbook().clocks().values()) == []


def test_a_clock_that_is_nobodys_is_named() -> None:
    clocks = [SimpleNamespace(key=key, owner_role=role) for key, role in (("a.b", "nobody"), ("a.a", "supervisor"))]
    assert ownerless(cast("Any", clocks)) == ["a.b"]


def test_whoever_answers_for_a_clock_may_look_at_deadlines() -> None:
    for clock in lawbook().clocks().values():
        assert "clocks.view" in roles()[clock.owner_role].permissions, clock.key


def test_every_office_that_answers_for_clocks_is_one_work_passes_to() -> None:
    assert {row.attributes["office"] for row in lawbook().codes(TABLE).rows} <= set(OFFICES)
