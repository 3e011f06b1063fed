"""May this person do it: role, office, purpose, compartment, on that day. Asked by every act and every read."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db.models import DateField, Q, UUIDField

from limen.core.access.models import Account, Clearance, Posting
from limen.core.access.roles import Role, purposes, roles
from limen.core.places.models import Place
from limen.core.prepared import Prepared, Slot
from limen.core.remembering import remembered
from limen.kernel import Act, NotPermitted
from limen.kernel.acts import Actor
from limen.kernel.acts import Place as AnyPlace
from limen.kernel.acts import Record as AnyRecord


@dataclass(frozen=True, slots=True)
class SystemActor:
    """Limen itself: what the machine's own operator does from the command line, and what flows do."""

    id: UUID = UUID(int=1)
    label: str = "Limen itself"


@dataclass(frozen=True, slots=True)
class NodePlace:
    """The node itself, for acts done before any place is open."""

    id: UUID = UUID(int=2)
    code: str = "NODE"
    zone: ZoneInfo = field(default_factory=lambda: ZoneInfo("UTC"))


SYSTEM = SystemActor()
NODE = NodePlace()


def _in_force(day: Any) -> Q:
    return Q(valid_from__lte=day) & (Q(valid_to=None) | Q(valid_to__gte=day))


def posted_on(day: Any) -> Q:
    """Return the condition that a posting stands on a day.

    Whoever is shut out is out at that moment, whichever day it still is where they work.
    """
    return _in_force(day) & Q(ended_at=None)


ACCOUNT, DAY = Slot("account", UUIDField()), Slot("day", DateField())
POSTED: Prepared[tuple[str, UUID]] = Prepared(
    lambda: Posting.objects.filter(posted_on(DAY), account=ACCOUNT).values_list("role", "place_id")
)
CLEARED: Prepared[str] = Prepared(
    lambda: Clearance.objects.filter(_in_force(DAY), account=ACCOUNT).values_list("compartment", flat=True)
)


def roles_held(account: Account, place: Place | None, day: date) -> tuple[Role, ...]:
    """Return the roles an account holds at a place on a day; every role it holds anywhere when place is None."""
    known = roles()
    return tuple(
        known[role]
        for role, where in POSTED.all(account=account.pk, day=day)
        if role in known and (place is None or place.within(where))
    )


def compartments_of(account: Account, day: date) -> frozenset[str]:
    """Return the compartments an account may see into on a day."""
    return frozenset(CLEARED.all(account=account.pk, day=day))


@dataclass(frozen=True)
class Viewer:
    """Who reads, where and why. Every read of a record takes one.

    Args:
        account: the account, or the system.
        place: where they work; None only for the system.
        purpose: the purpose of use they declared.
        day: the local day.
        scopes: what a token limits the account to; None when signed in.
    """

    account: Account | SystemActor
    place: Any
    purpose: str
    day: date
    scopes: frozenset[str] | None = None

    @cached_property
    def held(self) -> tuple[Role, ...]:
        """Return the roles held here today that may work for this purpose."""
        if isinstance(self.account, SystemActor):
            found: Iterable[Role] = (roles()["system"],)
        elif self.account.is_active:
            found = roles_held(self.account, self.place, self.day)
        else:
            found = ()
        return tuple(role for role in found if self.purpose in role.purposes)

    @cached_property
    def permissions(self) -> frozenset[str]:
        """Return all that the viewer may do here today for this purpose."""
        held = frozenset[str]().union(*(role.permissions for role in self.held))
        return held if self.scopes is None else held & self.scopes

    @cached_property
    def compartments(self) -> frozenset[str]:
        """Return the compartments the viewer may see into."""
        if isinstance(self.account, SystemActor):
            return frozenset()
        return compartments_of(self.account, self.day)

    def may(self, permission: str) -> bool:
        """Return whether the viewer may."""
        return permission in self.permissions

    def require(self, permission: str) -> None:
        """Return when the viewer may.

        Raises:
            NotPermitted: otherwise, saying what is missing.
        """
        if not self.may(permission):
            raise _refusal(self, permission)

    def sees(self, compartments: Iterable[str]) -> bool:
        """Return whether the viewer may see a record kept in these compartments."""
        return set(compartments) <= self.compartments


def _refusal(viewer: Viewer, permission: str) -> NotPermitted:
    where = getattr(viewer.place, "name", viewer.place.code if viewer.place else "no office")
    if viewer.purpose not in purposes():
        return NotPermitted(f"“{viewer.purpose}” is not a purpose of use.")
    if not viewer.held:
        return NotPermitted(f"You hold no role at {where} for the purpose “{purposes()[viewer.purpose]}”.")
    having = sorted(role.title for role in roles().values() if permission in role.permissions)
    who = f" It takes the role {' or '.join(having)}." if having else ""
    return NotPermitted(f"Your role at {where} does not allow this ({permission}).{who}")


class RoleGate:
    """The gate as the door asks for it."""

    def check(
        self, actor: Actor, act: Act, record: AnyRecord | None, place: AnyPlace, purpose: str, at: datetime
    ) -> None:
        """Return when permitted.

        Raises:
            NotPermitted: by role, office, purpose or compartment.
        """
        day = at.astimezone(place.zone).date()
        viewer = remembered(
            ("viewer", id(actor), place.id, purpose, day), lambda: viewer_of(actor, place, purpose, day)
        )
        viewer.require(act.declaration.permission)
        # time runs out for sealed people too: what the system does by itself shows nobody anything
        by_itself = act.declaration.automatic and isinstance(actor, SystemActor)
        if not by_itself and not viewer.sees(getattr(record, "compartments", ())):
            raise NotPermitted("This record is kept in a compartment you are not cleared for.")


def account_of(actor: Actor) -> Account | None:
    """Return the account that acts; None for Limen itself."""
    if isinstance(actor, TokenActor):
        return actor.account
    return actor if isinstance(actor, Account) else None


def viewer_of(actor: Actor, place: Any, purpose: str, day: date) -> Viewer:
    """Return the viewer an actor is."""
    if isinstance(actor, TokenActor):
        return Viewer(actor.account, place, purpose, day, actor.scopes)
    if not isinstance(actor, (Account, SystemActor)):
        raise NotPermitted("Only an account or the system itself acts.")
    return Viewer(actor, place, purpose, day)


@dataclass(frozen=True)
class TokenActor:
    """An account acting through a token, held to the token's scopes."""

    account: Account
    scopes: frozenset[str]

    @property
    def id(self) -> UUID:
        """Return the account's identifier."""
        return self.account.id

    @property
    def label(self) -> str:
        """Return the name the ledger shows."""
        return self.account.label


def node_name() -> str:
    """Return this node's name."""
    return str(settings.LIMEN_NODE)
