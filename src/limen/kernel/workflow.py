"""Transition tables: which act may be done in which state, and where it leads. A transition is a row."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from limen.kernel.acts import Act
from limen.kernel.errors import DeclarationError, WrongState

NEW = "new"
"""The state of a record that does not exist yet."""


@dataclass(frozen=True, slots=True)
class Transition:
    """One row: the act, the states it may be done in, and the state it leads to (None: the state stays)."""

    act: type[Act]
    sources: frozenset[str]
    target: str | None


def row(act: type[Act], sources: str | Iterable[str], target: str | None = None) -> Transition:
    """Return a row; a single source state may be given as text."""
    return Transition(act, frozenset([sources] if isinstance(sources, str) else sources), target)


class Workflow:
    """The transition table of one record type.

    Args:
        record: the record type, e.g. ``inspections.inspection``.
        states: each state and what it means, in the order a reader meets them.
        rows: the table.

    Raises:
        DeclarationError: when a row names a state or a record the table does not have, or two rows share an act.
    """

    def __init__(self, record: str, states: dict[str, str], rows: Iterable[Transition]) -> None:
        self.record = record
        self.states = dict(states)
        self.rows = tuple(rows)
        self._by_act: dict[str, Transition] = {}
        known = {NEW, *states}
        for item in self.rows:
            key = item.act.declaration.key
            if item.act.declaration.on != record:
                raise DeclarationError(f"{key} is not declared on {record}.")
            if key in self._by_act:
                raise DeclarationError(f"{key} stands in two rows of {record}.")
            unknown = (item.sources | {item.target or NEW}) - known
            if unknown:
                raise DeclarationError(f"{key} names unknown states of {record}: {sorted(unknown)}.")
            if NEW in item.sources and item.target is None:
                raise DeclarationError(f"{key} creates {record} without saying in which state.")
            self._by_act[key] = item

    def __iter__(self) -> Iterator[Transition]:
        return iter(self.rows)

    def target(self, act: type[Act], state: str) -> str:
        """Return the state the act leads to from ``state``.

        Raises:
            WrongState: when the table has no such row; it says what may be done instead.
        """
        item = self._by_act.get(act.declaration.key)
        if item is None or state not in item.sources:
            may = ", ".join(sorted(other.title() for other in self.acts_from(state))) or "nothing"
            what = "a record that does not exist yet" if state == NEW else f"a record that is “{state}”"
            raise WrongState(f"“{act.title()}” cannot be done to {what}. What can be done: {may}.")
        return item.target or state

    def acts_from(self, state: str) -> tuple[type[Act], ...]:
        """Return the acts a person may do in a state, in the table's order."""
        return tuple(item.act for item in self.rows if state in item.sources and not item.act.declaration.automatic)

    @property
    def terminal(self) -> frozenset[str]:
        """Return the states that nothing leads out of."""
        leaving = {state for item in self.rows if item.target for state in item.sources - {item.target}}
        return frozenset(self.states) - leaving

    def diagram(self) -> str:
        """Return the table as a Mermaid state diagram, for the docs."""
        lines = ["stateDiagram-v2"]
        for item in self.rows:
            for source in sorted(item.sources):
                begin = "[*]" if source == NEW else source
                lines.append(f"    {begin} --> {item.target or source}: {item.act.declaration.verb}")
        lines.extend(f"    {state} --> [*]" for state in self.states if state in self.terminal)
        return "\n".join(lines)


class Workflows:
    """Every transition table by record type."""

    def __init__(self) -> None:
        self._tables: dict[str, Workflow] = {}

    def add(self, table: Workflow) -> Workflow:
        """Enter a table and return it."""
        self._tables[table.record] = table
        return table

    def __getitem__(self, record: str) -> Workflow:
        return self._tables[record]

    def __contains__(self, record: object) -> bool:
        return record in self._tables

    def __iter__(self) -> Iterator[Workflow]:
        return iter(self._tables[key] for key in sorted(self._tables))


WORKFLOWS = Workflows()
