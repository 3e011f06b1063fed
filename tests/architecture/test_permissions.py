"""Every permission a role has is asked for somewhere, and everything asked for is some role's."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from importlib import import_module
from importlib.util import find_spec

import pytest
from django.apps import apps

from limen.core.access.roles import purposes, roles
from limen.core.navigation import _items
from limen.core.sections import _all
from limen.kernel import REGISTER
from tests.architecture.source import Source, sources

ASKING = frozenset({"may", "require"})


def by_acts() -> set[str]:
    return {act.declaration.permission for act in REGISTER.values()}


def by_reads() -> set[str]:
    """Return what reads and pages ask for: ``viewer.require(…)`` and ``viewer.may(…)``, sections and navigation."""
    found = {text for source in sources() if not _plain(source) for text in _asked(source)}
    found |= {section.permission for section in _all()}
    return found.union(*(item.permissions for item in _items()))


def _plain(source: Source) -> bool:
    return source.path.startswith(("limen/exchange/", "limen/law/", "limen/kernel/"))


def _asked(source: Source) -> Iterator[str]:
    named = {
        target.id: node.value.value
        for node in source.tree.body
        if isinstance(node, ast.Assign) and isinstance(node.value, ast.Constant)
        for target in node.targets
        if isinstance(target, ast.Name)
    }
    for node in ast.walk(source.tree):
        if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in ASKING):
            continue
        for argument in node.args:
            value = named.get(argument.id) if isinstance(argument, ast.Name) else getattr(argument, "value", None)
            if isinstance(value, str):
                yield value


def given() -> set[str]:
    return set().union(*(role.permissions for role in roles().values()))


def test_no_role_holds_a_permission_that_nobody_asks_for() -> None:
    assert given() - by_acts() - by_reads() == set()


def test_no_act_or_read_asks_for_a_permission_that_no_role_holds() -> None:
    assert (by_acts() | by_reads()) - given() == set()


@pytest.mark.parametrize("key", roles())
def test_a_role_may_work_for_some_purpose(key: str) -> None:
    assert roles()[key].purposes
    assert roles()[key].permissions
    assert roles()[key].title


def test_every_purpose_is_some_roles() -> None:
    assert set(purposes()) == set().union(*(role.purposes for role in roles().values()))


def test_whoever_may_see_inspections_may_see_people() -> None:
    """An inspection names a person: a role that reads the one and not the other would be refused in the middle."""
    for role in roles().values():
        if "inspections.view" in role.permissions:
            assert "people.view" in role.permissions, role.key


def test_an_auditor_looks_and_holds_and_changes_nothing_else() -> None:
    held = roles()["auditor"].permissions
    able = {
        key for key, act in REGISTER.items() if act.declaration.permission in held and not act.declaration.automatic
    }
    assert able == {"ledger.hold", "ledger.lift_hold"}


def test_what_a_room_adds_to_pages_and_navigation_is_read() -> None:
    rooms = [config for config in apps.get_app_configs() if config.name.startswith("limen.")]
    for config in rooms:
        for part, name in (("sections", "SECTIONS"), ("urls", "NAV")):
            module = f"{config.name}.{part}"
            if config.name != "limen.config" and find_spec(module) is not None:
                assert isinstance(getattr(import_module(module), name, []), list | tuple), module
