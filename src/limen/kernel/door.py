"""The one door: ``perform()``. Nothing changes a record any other way.

Behind it, always in this order and in one transaction: may this person do it, is it lawful here, apply, append to
the ledger, start or stop clocks, tell the flows.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any, Protocol

from limen.kernel.acts import Act, Actor, Code, Place, Provision, Record, Ref, Scene, Subject
from limen.kernel.errors import BadInput, DeclarationError, LimenError, Problem, StaleRecord, UnknownRecord
from limen.kernel.identifiers import as_uuid
from limen.kernel.said import Value, marked_values
from limen.kernel.workflow import NEW, WORKFLOWS, Workflows

EMPTY: tuple[object, ...] = (None, "", [], ())
_open: ContextVar[str] = ContextVar("limen_door", default="")


def doing() -> str:
    """Return the key of the act being done, or an empty string when the door is shut."""
    return _open.get()


@contextmanager
def opened(what: str) -> Iterator[None]:
    """Hold the door open for ``what``: an act, a ledger read, or named maintenance such as a migration."""
    token = _open.set(what)
    try:
        yield
    finally:
        _open.reset(token)


@dataclass(frozen=True, slots=True)
class Draft:
    """A ledger entry before the ledger numbers and chains it.

    Args:
        act: the act's key.
        kind: ``act`` or ``read``.
        subjects: the records it is about, the first being the one it was done to.
        provision: key and citation of the authority it stood on.
        at: when it happened; the ledger adds when it was recorded.
        plain: what was sent and what followed, without personal data.
        personal: the personal part.
        state: the states before and after.
    """

    act: str
    kind: str
    subjects: tuple[Subject, ...]
    actor: Actor
    place: Place | None
    purpose: str
    provision: Provision | None
    at: datetime
    plain: Mapping[str, object]
    personal: Mapping[str, object]
    state: tuple[str, str] = ("", "")
    key: str = ""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of an act: the record as it now is, the ledger entry, and what the act wants to tell its caller."""

    record: Any
    entry: Any
    told: Mapping[str, object]
    repeated: bool = False


class Gate(Protocol):
    """May this person do it: role, office, purpose, compartment."""

    def check(self, actor: Actor, act: Act, record: Record | None, place: Place, purpose: str, at: datetime) -> None:
        """Return when permitted.

        Raises:
            NotPermitted: otherwise.
        """


class LawBook(Protocol):
    """The law pack in force."""

    def require_authority(self, key: str, day: Any) -> Provision:
        """Return the provision in force on the day, or raise."""

    def codes(self, table: str) -> Any:
        """Return a code table."""


class Ledger(Protocol):
    """The append-only chain."""

    def append(self, draft: Draft) -> Any:
        """Append and return the entry."""

    def repeated(self, actor: Actor, key: str, act: Act) -> Any:
        """Return the entry an idempotency key was used for, or None."""


class Store(Protocol):
    """Transactions and locked reading."""

    def transaction(self) -> AbstractContextManager[Any]:
        """Open a transaction, or a savepoint inside one."""

    def lock(self, record: Record) -> Record:
        """Return the record read afresh and locked for the transaction.

        Raises:
            UnknownRecord: when it is not there.
        """

    def save(self, record: Record, state: str) -> None:
        """Write the record in its new state."""

    def exists(self, record_type: str, identifier: Any) -> bool:
        """Return whether a record is there."""

    def called(self, record_type: str) -> str:
        """Return what a person calls a record of the type."""


class ClockBook(Protocol):
    """Running deadlines."""

    def observe(self, entry: Any, record: Record, scene: Scene, marks: Sequence[str]) -> None:
        """Start, toll, satisfy what the events of an entry start, toll or satisfy."""


class Flows(Protocol):
    """Stories that cross offices."""

    def tell(self, act: Act, record: Record, scene: Scene, entry: Any) -> None:
        """Tell whoever listens for the act."""


@dataclass(frozen=True)
class Door:
    """The door with what stands behind it, in order."""

    gate: Gate
    law: Callable[[], Any]
    store: Store
    ledger: Ledger
    clocks: ClockBook
    flows: Flows
    workflows: Workflows = WORKFLOWS
    now: Callable[[], datetime] = lambda: datetime.now(UTC)

    def perform(
        self,
        act: Act,
        *,
        on: Record | None = None,
        by: Actor,
        at: Place,
        purpose: str,
        when: datetime | None = None,
        key: str = "",
        version: int | None = None,
        nested: bool = False,
    ) -> Outcome:
        """Do an act.

        Args:
            act: the act and its fields.
            on: the record it is done to; None for an act that creates one.
            by: who does it.
            at: where.
            purpose: why, from the purposes of use.
            when: when it happened; now, when absent. Never in the future.
            key: an idempotency key: the same key from the same account does nothing twice.
            version: the record's version when it was read; a record that moved on since is not changed.
            nested: part of another act already permitted to this actor; the gate is not asked again for
                acts the system does by itself.

        Raises:
            LimenError: a refusal; nothing was written.
        """
        moment = when or self.now()
        if moment.tzinfo is None or (when is not None and moment > self.now()):
            raise BadInput(
                "An act is recorded at a moment with a time zone, not in the future.",
                problems=[Problem("when", "time.future", "Give the time it happened.")],
            )
        scene = Scene(self, by, at, purpose, moment, moment.astimezone(at.zone).date(), self.law(), part=nested)
        with self.store.transaction(), opened(act.declaration.key):
            if key and (entry := self.ledger.repeated(by, key, act)) is not None:
                return Outcome(on, entry, {}, repeated=True)
            return self._through(act, on, scene, key, version=version, ask=not (nested and act.declaration.automatic))

    def _through(
        self, act: Act, on: Record | None, scene: Scene, key: str, *, version: int | None, ask: bool
    ) -> Outcome:
        record = self.store.lock(on) if on is not None else None
        if ask:
            self.gate.check(scene.actor, act, record, scene.place, scene.purpose, scene.at)
        if version is not None and version != getattr(record, "version", None):
            raise StaleRecord("Somebody else changed this record since you read it. Read it again, then decide.")
        before, after = self._lawful(act, record, scene)
        record = act.apply(record, scene)
        if record is None:
            raise DeclarationError(f"{act.declaration.key} returned no record.")
        self.store.save(record, after)
        entry = self.ledger.append(self._draft(act, record, scene, (before, after), key))
        self.clocks.observe(entry, record, scene, (*act.declaration.marks, *scene.marks))
        self.flows.tell(act, record, scene, entry)
        return Outcome(record, entry, dict(scene.told))

    def _lawful(self, act: Act, record: Record | None, scene: Scene) -> tuple[str, str]:
        if record is not None and record.record_type != act.declaration.on:
            raise UnknownRecord(f"“{act.title()}” is not done to a {record.record_type}.")
        before = NEW if record is None else record.state
        after = self.workflows[act.declaration.on].target(type(act), before)
        authority = act.authority(record, scene)
        if authority not in act.declaration.authorities:
            raise DeclarationError(f"{act.declaration.key} stands on {authority}, which it does not declare.")
        scene.provision = scene.law.require_authority(authority, scene.day)
        self._check_fields(act, scene)
        act.guard(record, scene)
        return before, after

    def _check_fields(self, act: Act, scene: Scene) -> None:
        """Check the codes and the records that the act names, in its own fields and in the parts inside it."""
        problems: list[Problem] = []
        for said in marked_values(act, Code, Ref):
            if said.value in EMPTY:
                problems.extend(_missing(said))
            elif isinstance(said.mark, Code):
                problems.extend(_not_in_force(said, scene))
            else:
                problems.extend(self._unknown(said))
                scene.subjects.extend(Subject(said.mark.record, as_uuid(str(one), said.path)) for one in said.each())
        if problems:
            raise BadInput(problems[0].message, problems=problems)

    def _unknown(self, said: Value) -> Iterator[Problem]:
        record = said.mark.record
        for one in said.each():
            if not self.store.exists(record, one):
                yield Problem(said.path, "record.unknown", f"No such {self.store.called(record)}.")

    def _draft(self, act: Act, record: Record, scene: Scene, state: tuple[str, str], key: str) -> Draft:
        plain, personal = act.split()
        first = Subject(record.record_type, record.id)
        subjects = (first, *dict.fromkeys(item for item in scene.subjects if item != first))
        return Draft(
            act=act.declaration.key,
            kind="act",
            subjects=subjects,
            actor=scene.actor,
            place=scene.place,
            purpose=scene.purpose,
            provision=scene.provision,
            at=scene.at,
            plain={"sent": plain, "facts": scene.facts},
            personal={"sent": personal, "facts": scene.personal} if personal or scene.personal else {},
            state=state,
            key=key,
        )


def _missing(said: Value) -> Iterator[Problem]:
    """Nothing is a code only where the field itself begins with nothing."""
    if isinstance(said.mark, Code) and said.default not in EMPTY:
        yield Problem(said.path, "code.missing", f"Give a code of “{said.mark.table}”.")


def _not_in_force(said: Value, scene: Scene) -> Iterator[Problem]:
    table = said.mark.table
    for one in said.each():
        row = scene.law.codes(table).get(str(one), scene.day)
        if row is None:
            yield Problem(said.path, "code.not_in_force", f"“{one}” is not in “{table}” on {scene.day}.")
        elif not said.mark.takes(row):
            yield Problem(said.path, "code.not_here", f"“{row.title}” is not chosen here.")


_installed: list[Door] = []


def install(door: Door) -> None:
    """Hang the door; the wiring does this once at start."""
    _installed[:] = [door]


def the_door() -> Door:
    """Return the door in use.

    Raises:
        DeclarationError: when the wiring has hung none.
    """
    if not _installed:
        raise DeclarationError("No door is installed; the wiring installs it at start.")
    return _installed[0]


def perform(
    act: Act,
    *,
    on: Record | None = None,
    by: Actor,
    at: Place,
    purpose: str,
    when: datetime | None = None,
    key: str = "",
    version: int | None = None,
) -> Outcome:
    """Do an act through the installed door; see ``Door.perform``."""
    return the_door().perform(act, on=on, by=by, at=at, purpose=purpose, when=when, key=key, version=version)


def attempt(act: Act, *, on: Record | None, by: Actor, at: Place, purpose: str) -> LimenError | None:
    """Return why an act would be refused at the gate or by the table, or None; nothing is written."""
    door = the_door()
    moment = door.now()
    scene = Scene(door, by, at, purpose, moment, moment.astimezone(at.zone).date(), door.law())
    try:
        door.gate.check(by, act, on, at, purpose, moment)
        door._lawful(act, on, replace(scene))  # noqa: SLF001  same module: the same question, asked without doing
    except LimenError as error:
        return error
    return None
