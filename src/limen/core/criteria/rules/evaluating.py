"""Evaluating many criteria over many travellers at once.

A set of travellers is one whole number, a bit for each. A column of the vocabulary is indexed once (the travellers of
each word; of each number, all those up to it), so that a question is one look-up whatever the number of travellers, and
a group is an *and* or an *or* of numbers. Equal questions of different criteria are asked once.

What is not known decides nothing (Kleene's logic): a traveller is selected only when the condition surely holds, and
*none of* holds only where each part surely does not. Python's whole numbers are the fastest sets of a few hundred
that there are at hand; see benchmarks/criteria.py.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate
from operator import or_
from typing import Any

from limen.core.criteria.rules.facts import Span, TravelFacts
from limen.core.criteria.rules.fields import fields
from limen.core.criteria.rules.tree import Node, Question

Sure = tuple[int, int]
"""Of a question: the travellers of whom it surely holds, and those of whom it surely does not."""


class Column:
    """One field of every traveller, indexed for the questions that may be asked of it."""

    def __init__(self, values: Sequence[Any], kind: str) -> None:
        self.everyone = (1 << len(values)) - 1
        self.known = _mask(at for at, value in enumerate(values) if value is not None)
        if kind == "number":
            self._index_numbers(values)
        else:
            self._index_words(values)

    def asked(self, question: Question) -> Sure:
        """Return of whom a question surely holds, and of whom it surely does not."""
        if question.op in ("given", "not_given"):
            found = (self.known, self.everyone & ~self.known)
        elif question.op in ("at_most", "at_least"):
            found = self._compared(question)
        else:
            members = 0
            for word in question.values or ("yes",):
                members |= self._members.get(word, 0)
            found = (members, self.known & ~members)
        return found if question.op not in ("not_given", "is_none", "has_none", "no") else (found[1], found[0])

    def _index_words(self, values: Sequence[Any]) -> None:
        self._members: dict[str, int] = {}
        for at, value in enumerate(values):
            for word in _words(value):
                self._members[word] = self._members.get(word, 0) | 1 << at

    def _index_numbers(self, values: Sequence[Any]) -> None:
        least: dict[int, int] = {}
        most: dict[int, int] = {}
        for at, value in enumerate(values):
            if value is not None:
                lo, hi = value if isinstance(value, Span) else (value, value)
                least[lo] = least.get(lo, 0) | 1 << at
                most[hi] = most.get(hi, 0) | 1 << at
        self._least, self._upto_least = _sums(least)
        self._most, self._upto_most = _sums(most)

    def _compared(self, question: Question) -> Sure:
        """A number surely is at most n when the most it can be is; surely is not when the least it can be is more."""
        find = bisect_right if question.op == "at_most" else bisect_left
        most = self._upto_most[find(self._most, question.value)]
        least = self._upto_least[find(self._least, question.value)]
        if question.op == "at_most":
            return most, self.known & ~least
        return self.known & ~least, most


def _sums(masks: dict[int, int]) -> tuple[list[int], list[int]]:
    """Return the numbers in order, and before each and after the last, everybody up to there."""
    numbers = sorted(masks)
    return numbers, [0, *accumulate((masks[number] for number in numbers), or_)]


def _words(value: Any) -> Iterable[str]:
    if value is None or value is False:
        return ()
    if value is True:
        return ("yes",)
    return (value,) if isinstance(value, str) else value


def _mask(places: Iterable[int]) -> int:
    found = 0
    for at in places:
        found |= 1 << at
    return found


class Flight:
    """The travellers of one evaluation, against whom any number of conditions can be asked.

    Args:
        rows: what is known of each traveller.
    """

    def __init__(self, rows: Sequence[TravelFacts]) -> None:
        self._rows = rows
        self._columns: dict[str, Column] = {}
        self._asked: dict[Question, Sure] = {}
        self._everyone = (1 << len(rows)) - 1

    def selected(self, condition: Node) -> list[int]:
        """Return the places, in order, of the travellers of whom a condition surely holds."""
        return list(_places(self._holds(condition)))

    def _holds(self, node: Node) -> int:
        """Return of whom a condition surely holds."""
        if isinstance(node, Question):
            return self._answered(node)[0]
        if node.mode == "any":
            found = 0
            for part in node.parts:
                found |= self._holds(part)
            return found
        found = self._everyone
        ask = self._holds if node.mode == "all" else self._fails
        for part in node.parts:
            found &= ask(part)
            if not found:
                break
        return found

    def _fails(self, node: Node) -> int:
        """Return of whom a condition surely does not hold."""
        if isinstance(node, Question):
            return self._answered(node)[1]
        if node.mode == "any":
            found = self._everyone
            for part in node.parts:
                found &= self._fails(part)
            return found
        ask = self._fails if node.mode == "all" else self._holds
        found = 0
        for part in node.parts:
            found |= ask(part)
        return found

    def _answered(self, question: Question) -> Sure:
        found = self._asked.get(question)
        if found is None:
            column = self._columns.get(question.field)
            if column is None:
                values = [getattr(row, question.field) for row in self._rows]
                column = self._columns[question.field] = Column(values, fields()[question.field].kind)
            found = self._asked[question] = column.asked(question)
        return found


def _places(mask: int) -> Iterator[int]:
    while mask:
        lowest = mask & -mask
        yield lowest.bit_length() - 1
        mask ^= lowest


def holds(condition: Node, facts: TravelFacts) -> bool:
    """Return whether a condition surely holds of one traveller."""
    return bool(Flight([facts]).selected(condition))
