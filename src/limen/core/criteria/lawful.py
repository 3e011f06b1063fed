"""What a criterion must be before it may run: readable, within its categories, resting on more than who somebody is."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from limen.core.criteria.rules import (
    CATEGORIES,
    Node,
    TooIntricate,
    categories,
    fields,
    questions,
    read,
    rests_on_alone,
)
from limen.kernel import BadInput, GuardRefused, Problem, Scene


def condition_of(data: Any, allowed: Iterable[str], scene: Scene) -> Node:
    """Return the condition that plain data means.

    Args:
        data: as ``rules.read`` takes it.
        allowed: the categories of data it may ask of.
        scene: the law and the day, for codes.

    Raises:
        BadInput: when it cannot be read, asks of a category that is not allowed, or names a code not in force.
        GuardRefused: when it may rest on who somebody is alone, or selects everybody.
    """
    condition = read(data)
    _within(condition, set(allowed))
    _codes(condition, scene)
    _fair(condition)
    return condition


def _within(condition: Node, allowed: set[str]) -> None:
    beyond = [name for name in CATEGORIES if name in categories(condition) - allowed]
    if beyond:
        text = f"It asks of a category of data that it does not allow: {', '.join(beyond)}."
        raise BadInput(text, problems=[Problem("categories", "criterion.category", text)])


def _codes(condition: Node, scene: Scene) -> None:
    for asked in questions(condition):
        table = fields()[asked.field].table
        for word in asked.values if table else ():
            if scene.law.codes(table).get(word, scene.day) is None:
                text = f"“{word}” is not in “{table}” on {scene.day}."
                raise BadInput(text, problems=[Problem("condition", "code.not_in_force", text)])


def _fair(condition: Node) -> None:
    try:
        alone = rests_on_alone(condition)
    except TooIntricate as error:
        raise GuardRefused(
            "The condition is too intricate to tell whether it rests on who somebody is alone. Make it simpler."
        ) from error
    if alone is not None and alone.fields:
        raise GuardRefused(
            f"It could be met by {', '.join(alone.fields).lower()} alone. Nobody is selected for that: "
            "make every way of meeting it depend on the journey as well."
        )
    if alone is not None:
        raise GuardRefused("It selects everybody, whatever their journey.")


def period(starts: date, sunset: date, scene: Scene) -> None:
    """Refuse a period that is over, ends before it begins, or is longer than the service's longest."""
    longest = scene.law.value("criteria.longest_days", scene.day).value
    if sunset < max(starts, scene.day):
        raise _sunset("It ends before it begins, or is over already.")
    if (sunset - starts).days > longest:
        raise _sunset(f"A criterion stands for {longest} days at most; it is written anew after that.")


def _sunset(text: str) -> BadInput:
    return BadInput(text, problems=[Problem("sunset", "criterion.period", text)])
