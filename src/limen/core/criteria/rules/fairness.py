"""No criterion rests on who somebody is alone.

A criterion is refused when there is a description (a nationality, a sex, an age, a birthplace, several of them, or
their absence) such that everybody who fits it would be selected whatever else is known of the journey. That is asked by
logic, not by counting words: *Norwegian, and one way or not one way* is Norwegian alone, and so is *Norwegian, or paid
in cash within a day*. Everything else is taken as known, so that *and the number of bags is given* is no way round.

For each description (one cell of each sensitive field the condition asks of) a counter-example is searched: values of
the other fields with which the condition does not hold. Finding none for some description is the refusal.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import product
from typing import Any

from limen.core.criteria.rules.fields import KNOWN, Field, fields
from limen.core.criteria.rules.tree import Node, Question, questions

BUDGET = 20_000
"""Evaluations after which a condition is called too intricate to be judged, and is refused for that."""

MOST_KINDS = 10
"""Kinds of word that one field of several words may be asked of; beyond that the condition is too intricate too."""

OTHER = "\uffff"
"""A word that no question names."""

Cell = Mapping[Question, bool]
"""What each question of one field says of one kind of value."""


class TooIntricate(Exception):
    """The condition cannot be judged within the budget."""


@dataclass(frozen=True, slots=True)
class Alone:
    """What a condition rests on alone: the titles of the sensitive fields; none of them, when it selects everybody."""

    fields: tuple[str, ...]


def rests_on_alone(condition: Node) -> Alone | None:
    """Return what a condition may rest on alone, or None when it rests on more than who somebody is.

    Raises:
        TooIntricate: when that cannot be told.
    """
    mine: dict[str, list[Question]] = {}
    for question in dict.fromkeys(questions(condition)):
        mine.setdefault(question.field, []).append(question)
    sensitive = [key for key in mine if fields()[key].sensitive]
    search = _Search(condition, [_cells(fields()[key], mine[key]) for key in mine if key not in sensitive])
    for described in product(*(_cells(fields()[key], mine[key], absent=True) for key in sensitive)):
        known = {question: said for cell in described for question, said in cell.items()}
        if not search.counter_example(known):
            return Alone(tuple(fields()[key].title for key in sensitive))
    return None


class _Search:
    """Looks for values of the other fields with which a condition does not hold."""

    def __init__(self, condition: Node, cells: list[list[Cell]]) -> None:
        self._condition, self._cells, self._left = condition, cells, BUDGET

    def counter_example(self, known: dict[Question, bool], at: int = 0) -> bool:
        self._left -= 1
        if self._left < 0:
            raise TooIntricate
        said = truth(self._condition, known)
        if said is not None or at == len(self._cells):
            return said is not True
        return any(self.counter_example({**known, **cell}, at + 1) for cell in self._cells[at])


def truth(node: Node, known: Mapping[Question, bool]) -> bool | None:
    """Return whether a condition holds given what some of its tests say; None where that decides nothing."""
    if isinstance(node, Question):
        return known.get(node)
    said = [truth(part, known) for part in node.parts]
    if node.mode == "all":
        return False if False in said else None if None in said else True
    anyone = True if True in said else None if None in said else False
    return anyone if node.mode == "any" or anyone is None else not anyone


def _cells(field: Field, mine: list[Question], *, absent: bool = False) -> list[Cell]:
    """Return every way the tests of a field can come out together: one cell a kind of value.

    Args:
        field: the field.
        mine: what is asked of it.
        absent: also the way it comes out when nothing is known of it, where that is asked.
    """
    found = [{question: _answer(field, question, value) for question in mine} for value in _values(field, mine)]
    about = [question for question in mine if question.op in KNOWN]
    if absent and about:
        # a comparison with what is not known decides nothing: it neither holds nor fails
        found.append({question: question.op == "not_given" for question in about})
    return [dict(cell) for cell in dict.fromkeys(tuple(sorted(cell.items(), key=repr)) for cell in found)]


def _answer(field: Field, question: Question, value: Any) -> bool:
    if question.op in KNOWN:
        return question.op == "given"
    if field.kind == "flag":
        return bool(value) == (question.op == "yes")
    if field.kind == "number":
        return bool(value <= question.value) if question.op == "at_most" else bool(value >= question.value)
    held = {value} if isinstance(value, str) else set(value)
    return bool(held & set(question.values)) == (question.op in ("is_any", "has_any"))


def _values(field: Field, mine: list[Question]) -> Iterable[Any]:
    """Return values of which one stands in every cell."""
    if field.kind == "flag":
        return (True, False)
    if field.kind == "number":
        return _numbers(field, [question.value for question in mine])
    words = sorted(_one_of_a_kind(field, mine))
    return words if field.kind == "one" else _subsets(words)


def _numbers(field: Field, bounds: list[int]) -> Iterator[int]:
    low, high = field.minimum, field.maximum
    for value in sorted({bound + step for bound in bounds for step in (-1, 0, 1)}):
        if (low is None or value >= low) and (high is None or value <= high):
            yield value


def _one_of_a_kind(field: Field, mine: list[Question]) -> set[str]:
    """Return one word of each set of words that the tests tell apart no further, and one that no question names."""
    named = {word for question in mine for word in question.values}
    words = set(field.values) if field.values else named | {OTHER}
    kinds = {tuple(word in question.values for question in mine): word for word in sorted(words)}
    return set(kinds.values())


def _subsets(words: list[str]) -> Iterator[frozenset[str]]:
    """Yield every set of some words but the empty one: where anything is known, it is at least one word."""
    if len(words) > MOST_KINDS:
        raise TooIntricate
    for number in range(1, 1 << len(words)):
        yield frozenset(word for at, word in enumerate(words) if number >> at & 1)
