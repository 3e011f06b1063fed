"""Benchmarks are run seldom: what they take from the service is there, by whatever name it has now."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

FILES = sorted((Path(__file__).parents[2] / "benchmarks").glob("*.py"))
OURS = ("limen", "tests")


def taken(tree: ast.Module) -> Iterator[tuple[str, str, str]]:
    """Yield what a file imports of ours: the module, the name in it, and what the file calls it."""
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module and node.module.split(".")[0] in OURS:
            for alias in node.names:
                yield node.module, alias.name, alias.asname or alias.name


def named(module: str, name: str) -> Any:
    """Return what a module holds under a name, a module within it among them; None where nothing is."""
    found = getattr(import_module(module), name, None)
    if found is None:
        try:
            return import_module(f"{module}.{name}")
        except ModuleNotFoundError:
            return None
    return found


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_what_a_benchmark_asks_of_the_service_is_there(file: Path) -> None:
    tree = ast.parse(file.read_text("utf-8"))
    known = {called: (module, name, named(module, name)) for module, name, called in taken(tree)}
    missing = [f"{module}.{name}" for module, name, found in known.values() if found is None]
    missing += [
        f"{node.value.id}.{node.attr}"
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id in known
        if isinstance(known[node.value.id][2], ModuleType)
        and named(known[node.value.id][2].__name__, node.attr) is None
    ]
    assert not missing


def test_the_benchmarks_are_found() -> None:
    assert len(FILES) > 20
