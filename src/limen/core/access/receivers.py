"""What the sign-in library tells us, put on the record."""

from __future__ import annotations

from typing import Any

from allauth.account.signals import password_changed
from allauth.mfa.signals import authentication_failed, authenticator_added, authenticator_removed
from django.dispatch import receiver
from django.http import HttpRequest

from limen.core.access.backends import failed
from limen.core.access.models import Account
from limen.core.access.sessions import forget_enrolment, recorded
from limen.core.access.signing import AddFactor, ChangePassword, RemoveFactor


@receiver(password_changed, dispatch_uid="limen.password_changed")
def on_password_changed(user: Account, **_: Any) -> None:
    """Record that the owner changed the password."""
    recorded(ChangePassword(), user)


@receiver(authenticator_added, dispatch_uid="limen.factor_added")
def on_factor_added(user: Account, authenticator: Any, **_: Any) -> None:
    """Record a new second factor."""
    recorded(AddFactor(factor=str(authenticator.type)), user)


@receiver(authenticator_removed, dispatch_uid="limen.factor_removed")
def on_factor_removed(request: HttpRequest, user: Account, authenticator: Any, **_: Any) -> None:
    """Record that one was removed, and ask again whether one is left."""
    recorded(RemoveFactor(factor=str(authenticator.type)), user)
    forget_enrolment(request)


@receiver(authentication_failed, dispatch_uid="limen.factor_failed")
def on_factor_failed(user: Account, **_: Any) -> None:
    """Count a wrong code as a wrong password is counted."""
    failed(user)
