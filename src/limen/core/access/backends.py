"""Passwords: who has one, and how many wrong guesses are too many."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib.auth.backends import ModelBackend
from django.contrib.auth.hashers import make_password
from django.db.models import F, UUIDField
from django.http import HttpRequest
from django.utils import timezone

from limen.core.access.models import Account
from limen.core.access.sessions import recorded
from limen.core.access.signing import LockOut
from limen.core.prepared import Prepared, Slot


class PasswordBackend(ModelBackend):
    """Signs people in by name and password.

    The answer is the same, and takes as long, for a wrong password, an unknown name, a suspended or a locked account:
    one password is hashed whatever the case. Service accounts have no password to guess.
    """

    def authenticate(
        self, request: HttpRequest | None, username: str | None = None, password: str | None = None, **kwargs: Any
    ) -> Account | None:
        """Return the account, or None."""
        if not username or password is None:
            return None
        account = Account.objects.filter(username__iexact=username).exclude(kind="service").first()
        if account is None:
            make_password(password)
            return None
        right = account.check_password(password)
        if account.locked(timezone.now()) or not account.is_active:
            return None
        if not right:
            failed(account)
            return None
        return account

    def get_user(self, user_id: Any) -> Account | None:
        """Return the account of a session, read anew; None when it may not sign in any more."""
        found = BY_KEY.first(pk=user_id)
        return found if found is not None and self.user_can_authenticate(found) else None


BY_KEY = Prepared(lambda: Account.objects.filter(pk=Slot("pk", UUIDField())).order_by())


def failed(account: Account) -> None:
    """Count a wrong password or code; lock the account out when it was one too many."""
    Account.objects.filter(pk=account.pk).update(failures=F("failures") + 1)
    account.refresh_from_db(fields=["failures", "state"])
    if account.failures >= settings.LIMEN_LOCKOUT_FAILURES and account.is_active:
        recorded(LockOut(minutes=settings.LIMEN_LOCKOUT_MINUTES), account)


def shut_out(account: Account) -> bool:
    """Return whether the account, read afresh, may not sign in just now."""
    fresh = Account.objects.get(pk=account.pk)
    return not fresh.is_active or fresh.locked(timezone.now())
