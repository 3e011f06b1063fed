"""Reading accounts and who may do what."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

from django.db.models import QuerySet

from limen.core.access.acts import token_digest
from limen.core.access.gate import TokenActor, Viewer, roles_held
from limen.core.access.models import Account, Token
from limen.core.access.roles import Role
from limen.core.places.models import Place
from limen.core.places.queries import as_of
from limen.kernel import UnknownRecord


def accounts(*, viewer: Viewer) -> QuerySet[Account]:
    """Return every account, for those who manage or audit them."""
    viewer.require("access.view")
    return Account.objects.prefetch_related("postings__place")


def account(identifier: Any, *, viewer: Viewer) -> Account:
    """Return an account by identifier.

    Raises:
        UnknownRecord: when there is none.
    """
    found = accounts(viewer=viewer).filter(pk=identifier).first()
    if found is None:
        raise UnknownRecord("No such account.")
    return found


def desks(holder: Account, day: date) -> list[tuple[Place, tuple[Role, ...]]]:
    """Return where an account may work today and in which roles, for the choice after signing in."""
    held = holder.postings.filter(valid_from__lte=day).values_list("place_id", flat=True)
    places = as_of(day).filter(pk__in=held)
    return [(place, found) for place in places if (found := roles_held(holder, place, day))]


def bearer(secret: str) -> TokenActor | None:
    """Return who a token acts as, or None when it is unknown, expired, revoked or its account is shut out."""
    now = datetime.now(UTC)
    token = (
        Token.objects.select_related("account")
        .filter(digest=token_digest(secret), revoked_at=None, expires_at__gt=now)
        .first()
    )
    if token is None or not token.account.is_active:
        return None
    return TokenActor(token.account, frozenset(token.scopes))
