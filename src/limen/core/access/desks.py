"""Desks: where an account may work today, and for which purposes."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import UUIDField
from django.utils import timezone
from django.utils.translation import gettext as _

from limen.core.access.gate import Viewer, roles_held
from limen.core.access.models import Account
from limen.core.access.roles import Role, purposes
from limen.core.places.models import Place
from limen.core.places.queries import as_of
from limen.core.prepared import Prepared, Slot
from limen.kernel import BadInput, Problem


@dataclass(frozen=True)
class Desk:
    """A place where an account may work today.

    Args:
        place: the place.
        roles: the roles held there.
        purposes: the purposes those roles may work for, the likeliest first.
    """

    place: Place
    roles: tuple[Role, ...]
    purposes: tuple[str, ...]


def desks(account: Account) -> list[Desk]:
    """Return where an account is posted today, each day being the place's own."""
    posted = account.postings.values_list("place_id", flat=True)
    return _held(account, Place.objects.filter(pk__in=posted).order_by("name", "pk"))


def desk_by_code(account: Account, code: str) -> Desk | None:
    """Return a place by its code where the account holds a role today: where it is posted, or a part of that.

    Args:
        account: whose desk it is.
        code: the place's code; where places of several kinds bear it, with the kind before it: ``office:SNA``.

    Raises:
        BadInput: when the account holds a role at several places of that code, naming how each is told.
    """
    kind, _colon, bare = code.strip().rpartition(":")
    rows = Place.objects.filter(code__iexact=bare.strip(), state="open").order_by("name", "pk")
    found = _held(account, rows.filter(kind__iexact=kind.strip()) if kind else rows)
    if len(found) > 1:
        named = ", ".join(f"{desk.place.kind}:{desk.place.code} ({desk.place.name})" for desk in found)
        raise BadInput(
            _("“%(code)s” is the code of several places where you hold a role. Say which: %(named)s.")
            % {"code": code.strip(), "named": named},
            problems=[Problem("place", "place.ambiguous", named)],
        )
    return found[0] if found else None


PLACE = Prepared(lambda: Place.objects.filter(pk=Slot("pk", UUIDField())).order_by())


def desk_at(account: Account, place_id: Any, purpose: str) -> Viewer | None:
    """Return an account at a desk for a purpose, or None when it may not work there for it today."""
    place = PLACE.first(pk=place_id)
    if place is None:
        return None
    day = timezone.now().astimezone(place.zone).date()
    if place.valid_from > day or (place.valid_to is not None and place.valid_to < day):
        return None
    viewer = Viewer(account, place, purpose, day)
    return viewer if viewer.held else None


def _held(account: Account, places: Iterable[Place]) -> list[Desk]:
    now = timezone.now()
    found = []
    for place in places:
        day = now.astimezone(place.zone).date()
        roles = roles_held(account, place, day)
        if roles and as_of(day).filter(pk=place.pk).exists():
            found.append(Desk(place, roles, _purposes(roles)))
    return found


def _purposes(roles: Iterable[Role]) -> tuple[str, ...]:
    """Return the purposes of some roles, in the policy's order."""
    allowed = frozenset[str]().union(*(role.purposes for role in roles))
    return tuple(purpose for purpose in purposes() if purpose in allowed)
