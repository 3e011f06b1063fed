"""The house's own source, as syntax trees: what the architecture tests read."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

SRC = Path(__file__).resolve().parents[2] / "src"
LEFT_OUT = frozenset({"tests", "migrations", "__pycache__"})


@dataclass(frozen=True)
class Source:
    """One module of ours.

    Args:
        path: its path below ``src``, e.g. ``limen/core/people/acts.py``.
        text: its text.
        tree: its syntax tree.
    """

    path: str
    text: str
    tree: ast.Module

    @property
    def module(self) -> str:
        """Return its dotted name."""
        return self.path.removesuffix(".py").removesuffix("/__init__").replace("/", ".")


@lru_cache(maxsize=1)
def sources() -> tuple[Source, ...]:
    """Return every module of the package, tests and migrations left out."""
    found = []
    for path in sorted((SRC / "limen").rglob("*.py")):
        within = path.relative_to(SRC)  # whatever the folder is called that the checkout stands in
        if not LEFT_OUT & set(within.parts):
            text = path.read_text(encoding="utf-8")
            found.append(Source(within.as_posix(), text, ast.parse(text)))
    return tuple(found)


def below(prefix: str) -> list[Source]:
    """Return the modules under a path, e.g. ``limen/offices/``."""
    return [source for source in sources() if source.path.startswith(prefix)]


def imports(source: Source, *, at_run_time: bool = False) -> Iterator[tuple[str, str]]:
    """Yield what a module imports, as (module, name); the name is empty for a whole module.

    Args:
        source: the module.
        at_run_time: leave out what only the type checker imports.
    """
    unseen = _for_types_alone(source.tree) if at_run_time else set()
    for node in ast.walk(source.tree):
        if id(node) in unseen:
            continue
        if isinstance(node, ast.Import):
            yield from ((item.name, "") for item in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield from ((node.module or "", item.name) for item in node.names)


def _for_types_alone(tree: ast.Module) -> set[int]:
    return {
        id(inner)
        for node in ast.walk(tree)
        if isinstance(node, ast.If) and ast.unparse(node.test).endswith("TYPE_CHECKING")
        for body in node.body
        for inner in ast.walk(body)
    }


def functions(tree: ast.AST) -> Iterator[ast.FunctionDef]:
    """Yield every function and method."""
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef):
            yield node


def called(tree: ast.AST) -> set[str]:
    """Return the last name of everything called, e.g. ``record_read`` of ``chain.record_read(…)``."""
    names = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            if isinstance(node.func, ast.Name):
                names.add(node.func.id)
            elif isinstance(node.func, ast.Attribute):
                names.add(node.func.attr)
    return names


def strings(tree: ast.AST) -> Iterator[ast.Constant]:
    """Yield every string literal but docstrings, the parts of f-strings included."""
    documented = {id(text) for text in _docstrings(tree)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in documented:
            yield node


def _docstrings(tree: ast.AST) -> Iterator[ast.Constant]:
    """Yield docstrings, those of a constant (a bare string after it) included."""
    for node in ast.walk(tree):
        for child in ast.iter_child_nodes(node):
            if isinstance(child, ast.Expr) and isinstance(child.value, ast.Constant):
                yield child.value
