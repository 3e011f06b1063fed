"""Two rows of one instant have an order too.

An act writes everything at one moment, and a sweep many; a row put in order by a moment alone lies, among
those of the same moment, wherever the database happens to read it: “the last finding” would be either of two,
and a page of a list would show one person twice and another never. Identifiers are drawn in the order of time
(RFC 9562, version 7), so they settle it.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

from tests.architecture.source import Source, sources

MOMENT = re.compile(
    r"(\w+__)*(\w+_(at|on)|at|on|since|until|starts|ends|first|last|valid_from|review_by|keep_until|folded)"
)
# only the moment is read, never the row that bears it
MOMENT_ALONE = {("limen/core/lookouts/engine.py", "at")}


def orders(source: Source) -> Iterator[tuple[int, str]]:
    """Yield the line and the last column of every order that a module asks the database for."""
    for node in ast.walk(source.tree):
        if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Attribute):
            continue
        if node.func.attr == "order_by" and node.args and isinstance(node.args[-1], ast.Constant):
            yield node.lineno, str(node.args[-1].value).removeprefix("-")


def test_what_is_put_in_order_by_a_moment_or_a_name_has_an_order_among_the_same() -> None:
    found = [
        (source.path, line, column)
        for source in sources()
        for line, column in orders(source)
        if MOMENT.fullmatch(column) and (source.path, column) not in MOMENT_ALONE
    ]
    assert found == []


def test_the_orders_are_found() -> None:
    assert sum(1 for source in sources() for _ in orders(source)) > 200
