"""Acts: what a person may do to a record, declared once.

From one declaration derive the form, the endpoint, the command-line verb, the permission, the ledger entry, the
state diagram and the property tests.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cache, cached_property
from typing import TYPE_CHECKING, Any, ClassVar, Protocol
from uuid import UUID
from zoneinfo import ZoneInfo

from pydantic import BaseModel, ConfigDict

from limen.kernel.errors import DeclarationError
from limen.kernel.said import mark_of

if TYPE_CHECKING:
    from limen.kernel.door import Door, Outcome


class Personal:
    """Marks a field as personal data: it goes to the entry's personal part, which lawful erasure can replace."""


@dataclass(frozen=True, slots=True)
class Code:
    """Marks a field whose value is a code of a law-pack table, in force on the day of the act.

    ``where`` narrows it to the codes whose attribute, named first, is what is named second.
    """

    table: str
    where: tuple[str, object] | None = None

    def takes(self, row: Any) -> bool:
        """Return whether a code of the table is one of those that the field is for."""
        return self.where is None or row.attributes.get(self.where[0]) == self.where[1]


@dataclass(frozen=True, slots=True)
class Ref:
    """Marks a field that names another record by identifier; the ledger entry lists it as a subject."""

    record: str


@dataclass(frozen=True, slots=True)
class Lines:
    """Marks a field that a form shows as several lines."""

    rows: int = 4


@dataclass(frozen=True, slots=True)
class Titled:
    """Marks a field whose values have titles of their own, which pages show in place of the values."""

    titles: Mapping[str, Any]


class Actor(Protocol):
    """Who acts: an officer, a partner's official, a service account or the system itself."""

    @property
    def id(self) -> UUID:
        """Return the account's identifier."""

    @property
    def label(self) -> str:
        """Return the name the ledger shows."""


class Place(Protocol):
    """Where an act happens."""

    @property
    def id(self) -> UUID:
        """Return the place's identifier."""

    @property
    def code(self) -> str:
        """Return the place's code."""

    @property
    def zone(self) -> ZoneInfo:
        """Return the place's time zone."""


class Provision(Protocol):
    """An authority as it stood on a day."""

    @property
    def key(self) -> str:
        """Return the law pack's key."""

    @property
    def citation(self) -> str:
        """Return the citation."""


class Record(Protocol):
    """Anything an act can be done to."""

    record_type: ClassVar[str]
    state: str

    @property
    def id(self) -> UUID:
        """Return the record's identifier."""


@dataclass(frozen=True, slots=True)
class Subject:
    """A record that an entry is about."""

    record: str
    id: UUID


@dataclass(frozen=True, slots=True)
class Declaration:
    """What an act declares of itself.

    Args:
        key: ``office.act``, e.g. ``inspections.admit``.
        on: the record type it is done to.
        permission: the permission it asks for.
        authorities: law-pack keys; the act names the one it stands on.
        marks: the events of law it is, which start, satisfy or toll clocks.
        automatic: done by the system in a flow, never offered to a person.
    """

    key: str
    on: str
    permission: str
    authorities: tuple[str, ...]
    marks: tuple[str, ...] = ()
    automatic: bool = False

    @property
    def office(self) -> str:
        """Return the room the act belongs to."""
        return self.key.partition(".")[0]

    @property
    def verb(self) -> str:
        """Return the act's name within its room."""
        return self.key.partition(".")[2]


@dataclass(slots=True)
class Scene:
    """All that an act may know while it is done.

    ``facts`` and ``personal`` are added to the ledger entry, ``subjects`` to its references, ``marks`` to its events.
    ``since`` says of an event when it was, where it is made known later: what it starts runs from then. ``until`` says
    of a clock, by the law pack's key, when it ends where a day was agreed or granted: never later than the law's own.
    ``part`` says that the act is done as part of another, which answers for what it rests on.
    """

    door: Door
    actor: Actor
    place: Place
    purpose: str
    at: datetime
    day: date
    law: Any
    provision: Provision | None = None
    facts: dict[str, object] = field(default_factory=dict)
    personal: dict[str, object] = field(default_factory=dict)
    subjects: list[Subject] = field(default_factory=list)
    marks: list[str] = field(default_factory=list)
    since: dict[str, datetime] = field(default_factory=dict)
    until: dict[str, datetime] = field(default_factory=dict)
    told: dict[str, object] = field(default_factory=dict)
    part: bool = False

    def day_in(self, zone: ZoneInfo) -> date:
        """Return which day it is, at the moment of the act, in another place's time zone."""
        return self.at.astimezone(zone).date()

    def about(self, record: Record) -> None:
        """Add a record to what the entry is about."""
        self.subjects.append(Subject(record.record_type, record.id))

    def perform(self, act: Act, *, on: Record | None = None) -> Outcome:
        """Do another act as part of this one: same transaction, actor, place, purpose and time."""
        return self.door.perform(
            act, on=on, by=self.actor, at=self.place, purpose=self.purpose, when=self.at, nested=True
        )


class Act(BaseModel):
    """Base of every act; subclasses declare themselves in their class line.

    ``class Admit(Act, key="inspections.admit", on="inspections.inspection", permission="inspections.decide",
    authorities=("admit.nonimmigrant",)): ...``
    """

    # an act's validator is made when the act is first done: to make all of them was a third of every start
    model_config = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=True, defer_build=True)
    declaration: ClassVar[Declaration]

    def __init_subclass__(cls, **kwargs: Any) -> None:
        """Let the declaration pass; pydantic hands it on once the fields are known."""
        super().__init_subclass__()

    @classmethod
    def __pydantic_init_subclass__(
        cls,
        *,
        key: str = "",
        on: str = "",
        permission: str = "",
        authorities: tuple[str, ...] = (),
        marks: tuple[str, ...] = (),
        automatic: bool = False,
        **_: Any,
    ) -> None:
        """Read the declaration and enter the act in the register."""
        super().__pydantic_init_subclass__()
        if not key:
            return
        if not (on and permission and authorities and cls.__doc__):
            raise DeclarationError(f"{key} must declare a record, a permission, an authority and a sentence.")
        cls.declaration = Declaration(key, on, permission, authorities, marks, automatic)
        REGISTER.add(cls)

    @classmethod
    def title(cls) -> str:
        """Return the act's sentence: the first line of its documentation."""
        return (cls.__doc__ or "").strip().partition("\n")[0].rstrip(".")

    @classmethod
    def marker(cls, name: str, kind: type[Any]) -> Any:
        """Return the marker of ``kind`` on a field, or None."""
        return mark_of(cls, name, kind)

    def authority(self, record: Any, scene: Scene) -> str:
        """Return the authority the act stands on here; the first declared, unless the act chooses."""
        return self.declaration.authorities[0]

    def guard(self, record: Any, scene: Scene) -> None:
        """Refuse, by raising, what the law or good practice does not allow here."""

    def apply(self, record: Any, scene: Scene) -> Any:
        """Make the change and return the record; a new one when the act creates it."""
        return record

    @classmethod
    def held(cls, record: Any) -> Mapping[str, Any]:  # noqa: ARG003  for acts that look at it
        """Return what a record holds of the fields that the act changes one by one; the act's form begins with it."""
        return {}

    def split(self) -> tuple[dict[str, object], dict[str, object]]:
        """Return what was sent, as (plain, personal)."""
        sent: dict[str, object] = self.model_dump(mode="json", exclude_none=True)
        return sent, {name: sent.pop(name) for name in _personal(type(self)) if name in sent}


@cache
def _personal(act: type[Act]) -> tuple[str, ...]:
    """Return the fields of an act that say something of a person, in their order."""
    return tuple(name for name in act.model_fields if act.marker(name, Personal) is not None)


class Register(Mapping[str, type[Act]]):
    """Every act by key; filled as the rooms are imported."""

    def __init__(self) -> None:
        self._acts: dict[str, type[Act]] = {}

    def add(self, act: type[Act]) -> None:
        """Enter an act.

        Raises:
            DeclarationError: when another act has the key.
        """
        held = self._acts.get(act.declaration.key)
        if held is not None and held.__qualname__ != act.__qualname__:
            raise DeclarationError(f"Two acts are called {act.declaration.key}.")
        self._acts[act.declaration.key] = act

    def __getitem__(self, key: str) -> type[Act]:
        return self._acts[key]

    def __iter__(self) -> Iterator[str]:
        return iter(sorted(self._acts))

    def __len__(self) -> int:
        return len(self._acts)

    @cached_property
    def permissions(self) -> frozenset[str]:
        """Return every permission some act asks for."""
        return frozenset(act.declaration.permission for act in self._acts.values())


REGISTER = Register()
