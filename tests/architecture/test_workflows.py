"""The transition tables hold, and the door does exactly as they and the roles say: every act, state and role tried."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from typing import Any, ClassVar
from uuid import UUID, uuid4
from zoneinfo import ZoneInfo

import pytest

from limen.core import reading
from limen.core.access import gate
from limen.core.access.models import Account
from limen.core.access.roles import Role, roles
from limen.core.records import record_models
from limen.kernel import NEW, REGISTER, WORKFLOWS, Act, NotPermitted, Workflow, WrongState, attempt
from limen.kernel.workflow import Transition

TABLES = {table.record: table for table in WORKFLOWS}
MADE_BY_ANOTHER = {
    "criteria.selection": {"open"},
    "inspections.hit": {"open"},
    "inspections.traveller": {"booked", "listed", "boarded", "no_show", "off_list"},
    "people.proposal": {"open", "withdrawn"},
}
"""States that an act on another record leads to, though no row of the record's own table does.

A selection is made open when travellers are put before the criteria. A hit is made open when an inspection is opened
or a list is received. Travellers come with a voyage's bookings and its list, hundreds at once: receiving them puts
them on the board or takes them off, and the close-out says who is aboard. Proposals are made open by a run over the
register, and taken off the list when it is withdrawn, thousands at once.
"""


def reachable(table: Workflow) -> set[str]:
    """Return the states one can come to."""
    found = {NEW} | MADE_BY_ANOTHER.get(table.record, set())
    while True:
        more = {row.target or source for row in table for source in row.sources & found} - found
        if not more:
            return found
        found |= more


every_table = pytest.mark.parametrize("table", TABLES.values(), ids=TABLES)


@every_table
def test_every_state_can_be_come_to(table: Workflow) -> None:
    assert set(table.states) - reachable(table) == set()


@every_table
def test_every_row_can_be_used(table: Workflow) -> None:
    assert [row.act.declaration.key for row in table if not row.sources & reachable(table)] == []


@every_table
def test_every_state_says_what_it_means(table: Workflow) -> None:
    assert all(meaning.endswith(".") for meaning in table.states.values())
    assert NEW not in table.states


@every_table
def test_its_records_can_be_read(table: Workflow) -> None:
    assert reading.reader(table.record)
    assert reading.label(table.record) != table.record


def test_every_record_has_a_table_and_every_table_a_record() -> None:
    assert set(record_models()) == set(TABLES)
    assert set(reading.record_types()) == set(TABLES)


def test_states_fit_their_column() -> None:
    for table in TABLES.values():
        width = record_models()[table.record]._meta.get_field("state").max_length
        assert all(len(state) <= width for state in table.states)


# Every act, in every state, by every role.


@dataclass
class Stub:
    """A record in a state."""

    record_type: str
    state: str
    id: UUID = field(default_factory=uuid4)
    compartments: ClassVar[tuple[str, ...]] = ()


@dataclass
class Port:
    """A place."""

    id: UUID = field(default_factory=uuid4)
    code: str = "NYC"
    name: str = "John F. Kennedy"
    zone: ZoneInfo = field(default_factory=lambda: ZoneInfo("America/New_York"))


class Met(Exception):
    """The gate and the table let the act through; what comes after is not asked here."""


@pytest.fixture
def stopped_after_the_table(monkeypatch: pytest.MonkeyPatch) -> None:
    """Ask the gate and the table alone: what the act then finds depends on records, and has tests of its own."""

    def through(self: Act, record: Any, scene: Any) -> str:
        raise Met

    for act in REGISTER.values():
        monkeypatch.setattr(act, "authority", through)


@pytest.fixture
def holding(monkeypatch: pytest.MonkeyPatch) -> Any:
    """Return what gives the officer a role, without a database."""
    held: list[Role] = []
    monkeypatch.setattr(gate, "roles_held", lambda account, place, day: tuple(held))
    monkeypatch.setattr(gate, "compartments_of", lambda account, day: frozenset())

    def give(role: Role) -> None:
        held[:] = [role]

    return give


@cache
def tried() -> tuple[tuple[Transition, Act, tuple[tuple[str, Stub | None], ...]], ...]:
    """Return every row of every table with its act and a record in every state.

    An attempt writes nothing, so that they are made once and tried by every role.
    """
    records = {
        record: tuple((state, None if state == NEW else Stub(record, state)) for state in (NEW, *table.states))
        for record, table in TABLES.items()
    }
    return tuple((row, row.act.model_construct(), records[record]) for record, table in TABLES.items() for row in table)


def tries(purpose: str) -> Iterator[tuple[Transition, str, Any]]:
    """Try every act in every state; yield the act's row, the state and how it was answered."""
    officer, port = Account(username="o", full_name="O", state="active"), Port()
    for row, act, records in tried():
        for state, record in records:
            try:
                answer: Any = attempt(act, on=record, by=officer, at=port, purpose=purpose)  # type: ignore[arg-type]
            except Met:
                answer = None
            yield row, state, answer


every_role = pytest.mark.parametrize(
    "role", [role for key, role in roles().items() if key != "system"], ids=lambda role: role.key
)


@pytest.mark.usefixtures("stopped_after_the_table")
@every_role
def test_every_act_in_every_state_is_allowed_or_refused_as_the_table_and_the_role_say(role: Role, holding: Any) -> None:
    holding(role)
    number = 0
    for row, state, answer in tries(min(role.purposes)):
        number += 1
        where = f"{row.act.declaration.key} in {state} by {role.key}"
        if row.act.declaration.permission not in role.permissions:
            assert isinstance(answer, NotPermitted), where
        elif state not in row.sources:
            assert isinstance(answer, WrongState), where
        else:
            assert answer is None, where
    assert number == sum(len(table.rows) * (len(table.states) + 1) for table in TABLES.values())


@pytest.mark.usefixtures("stopped_after_the_table")
@every_role
def test_a_role_may_do_nothing_for_a_purpose_that_is_not_its_own(role: Role, holding: Any) -> None:
    holding(role)
    every = frozenset[str]().union(*(other.purposes for other in roles().values()))
    for purpose in sorted(every - role.purposes):
        for _row, _state, answer in tries(purpose):
            assert isinstance(answer, NotPermitted)


@pytest.mark.usefixtures("stopped_after_the_table")
def test_a_suspended_officer_may_do_nothing(holding: Any) -> None:
    holding(roles()["supervisor"])
    officer = Account(username="o", full_name="O", state="suspended")
    for table in TABLES.values():
        for row in table:
            act = row.act.model_construct()
            answer = attempt(act, on=None, by=officer, at=Port(), purpose="inspection")  # type: ignore[arg-type]
            assert isinstance(answer, NotPermitted)


@pytest.mark.usefixtures("stopped_after_the_table")
def test_a_sealed_record_is_closed_to_every_role_without_the_clearance(holding: Any) -> None:
    for role in roles().values():
        if role.key == "system":
            continue
        holding(role)
        officer = Account(username="o", full_name="O", state="active")
        for table in TABLES.values():
            for row in table:
                record = Stub(table.record, next(iter(row.sources)))
                record.compartments = ("asylum",)  # type: ignore[misc]
                act = row.act.model_construct()
                answer = attempt(act, on=record, by=officer, at=Port(), purpose=min(role.purposes))  # type: ignore[arg-type]
                assert isinstance(answer, NotPermitted)


def test_an_act_is_not_done_to_a_record_of_another_type(holding: Any) -> None:
    from limen.kernel import UnknownRecord

    holding(roles()["supervisor"])
    officer = Account(username="o", full_name="O", state="active")
    act = REGISTER["people.claim"].model_construct()
    answer = attempt(
        act,
        on=Stub("lookouts.lookout", "active"),
        by=officer,
        at=Port(),
        purpose="inspection",  # type: ignore[arg-type]
    )
    assert isinstance(answer, UnknownRecord)
