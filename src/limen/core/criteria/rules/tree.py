"""A condition as a tree: all of, any of, none of; and the tests at its ends. Read from plain data, and back."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Literal

from limen.core.criteria.rules.fields import WITHOUT_VALUE, Field, fields
from limen.kernel import BadInput, Problem

Mode = Literal["all", "any", "none"]
MODES: tuple[Mode, ...] = ("all", "any", "none")
DEEPEST = 5
MOST_QUESTIONS = 24
MOST_VALUES = 200
LONGEST = 40
LARGEST = 1_000_000


@dataclass(frozen=True, slots=True)
class Question:
    """One question of one field.

    Args:
        field: the field's key.
        op: what is asked, one of its operators.
        value: the number it is compared with.
        values: the words it is compared with, sorted.
    """

    field: str
    op: str
    value: int = 0
    values: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Group:
    """Several conditions of which all, any or none must hold."""

    mode: Mode
    parts: tuple[Node, ...]


Node = Question | Group


def read(data: Any) -> Node:
    """Return the condition that plain data means.

    Args:
        data: ``{"all": [...]}``, ``{"any": [...]}``, ``{"none": [...]}``, or a question:
            ``{"field": ..., "op": ..., "value": ...}``.

    Raises:
        BadInput: when it means none; every problem is named, with its place (``all.0.value``).
    """
    problems: list[Problem] = []
    made = _node(data, "", 1, problems)
    if made is not None and not problems and sum(1 for _ in questions(made)) > MOST_QUESTIONS:
        problems.append(_problem("", "criterion.long", f"A criterion asks {MOST_QUESTIONS} things at most."))
    if problems or made is None:
        raise BadInput(problems[0].message, problems=problems)
    return made


def deeper_than(data: Any, levels: int) -> bool:
    """Return whether plain data is nested deeper than some levels; asked before anything walks it by recursion."""
    level = [data]
    for _ in range(levels):
        inner = [item for item in level if isinstance(item, (dict, list, tuple))]
        level = [part for item in inner for part in (item.values() if isinstance(item, dict) else item)]
        if not level:
            return False
    return True


def as_data(node: Node) -> dict[str, Any]:
    """Return a condition as plain data."""
    if isinstance(node, Group):
        return {node.mode: [as_data(part) for part in node.parts]}
    data: dict[str, Any] = {"field": node.field, "op": node.op}
    if node.op not in WITHOUT_VALUE:
        data["value"] = list(node.values) if node.values else node.value
    return data


def questions(node: Node) -> Iterator[Question]:
    """Yield every question of a condition, left to right."""
    if isinstance(node, Question):
        yield node
    else:
        for part in node.parts:
            yield from questions(part)


def categories(node: Node) -> set[str]:
    """Return the categories of data a condition asks of."""
    return {fields()[question.field].category for question in questions(node)}


def _problem(where: str, rule: str, message: str) -> Problem:
    return Problem(f"condition.{where}".rstrip("."), rule, message)


def _node(data: Any, where: str, depth: int, problems: list[Problem]) -> Node | None:
    if not isinstance(data, dict):
        problems.append(_problem(where, "criterion.form", "A condition is a group or a question."))
        return None
    if "field" in data:
        return _question(data, where, problems)
    mode = next((name for name in MODES if name in data), None)
    parts = data.get(mode) if mode else None
    if mode is None or len(data) != 1 or not isinstance(parts, (list, tuple)):
        problems.append(_problem(where, "criterion.form", "A group says all, any or none, and of what."))
        return None
    if not parts:
        problems.append(_problem(where, "criterion.empty", "A group holds at least one question."))
        return None
    if depth > DEEPEST or len(parts) > MOST_QUESTIONS:
        problems.append(_problem(where, "criterion.deep", "The condition holds too many groups or questions."))
        return None
    made = [_node(part, f"{where}.{mode}.{at}".strip("."), depth + 1, problems) for at, part in enumerate(parts)]
    return Group(mode, tuple(part for part in made if part is not None))


def _question(data: dict[str, Any], where: str, problems: list[Problem]) -> Question | None:
    field = fields().get(data["field"]) if isinstance(data["field"], str) else None
    if field is None:
        problems.append(
            _problem(where, "criterion.field", f"No criterion can ask of “{str(data['field'])[:LONGEST]}”.")
        )
        return None
    op = data.get("op")
    if not isinstance(op, str) or op not in field.operators or set(data) - {"field", "op", "value"}:
        problems.append(_problem(where, "criterion.operator", f"That cannot be asked of “{field.title}”."))
        return None
    if op in WITHOUT_VALUE:
        if data.get("value") not in (None, "", []):
            problems.append(_problem(where, "criterion.value", f"“{field.title}” takes no value here."))
        return Question(field.key, op)
    if field.kind == "number":
        return _number(field, op, data.get("value"), where, problems)
    return _words(field, op, data.get("value"), where, problems)


def _number(field: Field, op: str, value: Any, where: str, problems: list[Problem]) -> Question | None:
    if isinstance(value, bool) or not isinstance(value, int) or abs(value) > LARGEST:
        problems.append(_problem(where, "criterion.value", f"“{field.title}”: give a whole number."))
        return None
    low, high = field.minimum, field.maximum
    if (low is not None and value < low) or (high is not None and value > high):
        problems.append(_problem(where, "criterion.value", f"“{field.title}” is never {value}."))
        return None
    return Question(field.key, op, value=value)


def _words(field: Field, op: str, value: Any, where: str, problems: list[Problem]) -> Question | None:
    given = [value] if isinstance(value, str) else value
    if not isinstance(given, (list, tuple)) or not all(isinstance(item, str) for item in given):
        problems.append(_problem(where, "criterion.value", f"“{field.title}”: give one word or several."))
        return None
    known = {item.casefold(): item for item in field.values}
    # codes of a law-pack table stand as the table writes them; what a carrier writes is in capitals
    words = [item.strip() if field.values or field.table else item.strip().upper() for item in given]
    words = [known.get(item.casefold(), item) for item in words if item]
    if not words or len(words) > MOST_VALUES or max(map(len, words)) > LONGEST or any("\0" in item for item in words):
        problems.append(_problem(where, "criterion.value", f"“{field.title}”: give one word or several, each short."))
        return None
    strange = [item for item in words if field.values and item not in field.values]
    if strange:
        problems.append(_problem(where, "criterion.value", f"“{field.title}” is never “{strange[0]}”."))
        return None
    return Question(field.key, op, values=tuple(sorted(set(words))))
