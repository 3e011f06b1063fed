"""How the sign-in library (django-allauth) is fitted to this house."""

from __future__ import annotations

import base64
from functools import lru_cache
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.internal.flows.login import get_authentication_records
from allauth.core import context
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.mfa.adapter import DefaultMFAAdapter
from cryptography.fernet import Fernet, MultiFernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _

from limen.core.access import sessions
from limen.core.access.backends import shut_out
from limen.core.access.models import Account


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]  # the library ships no types
    """Closed to the public; every sign-in goes on the record."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Nobody signs up: an administrator opens accounts."""
        return False

    def login(self, request: HttpRequest, user: Any) -> None:
        """Sign in after the last step, unless the account was shut out between the first step and now."""
        if not isinstance(user, Account) or user.kind == "service" or shut_out(user):
            raise ImmediateHttpResponse(self.respond_user_inactive(request, user))
        method = _method(get_authentication_records(request, user))
        super().login(request, user)
        sessions.begin(request, user, method=method, address=self.get_client_ip(request))

    def logout(self, request: HttpRequest) -> None:
        """Sign out, on the record."""
        sessions.end(request, "left")

    def is_reauthentication_required(self, *, app: str, **kwargs: Any) -> bool:
        """Return whether the owner confirms who they are before a change; not while enrolling just after signing in."""
        if sessions.enrolling(context.request):
            return False
        return bool(super().is_reauthentication_required(app=app, **kwargs))

    def respond_user_inactive(self, request: HttpRequest, user: Any) -> HttpResponse:
        """Say to a shut-out account what is said to a wrong password."""
        messages.error(request, str(self.error_messages["username_password_mismatch"]))
        return HttpResponseRedirect(reverse("account_login"))

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        """Go home, by way of whatever is still to be enrolled."""
        return reverse("my_account")


def _method(records: list[dict[str, Any]]) -> str:
    """Return how somebody signed in, e.g. ``password+totp``."""
    steps = ["passkey" if step.get("passwordless") else step.get("type") or step["method"] for step in records]
    return "+".join(dict.fromkeys(str(step) for step in steps)) or "unknown"


class FactorAdapter(DefaultMFAAdapter):  # type: ignore[misc]  # the library ships no types
    """Second factors: their secrets are encrypted at rest, and the last one is never taken away by its owner."""

    error_messages = DefaultMFAAdapter.error_messages

    def get_totp_label(self, user: Any) -> str:
        """Return the sign-in name: it is what the owner knows."""
        return str(user.username)

    def get_totp_issuer(self) -> str:
        """Return the service's and the node's name."""
        return f"Limen {settings.LIMEN_NODE}"

    def generate_authenticator_name(self, user: Any, type: Any) -> str:  # noqa: A002  the library's own name
        """Return the name a new key is offered."""
        return _("Key %(number)s") % {"number": user.authenticator_set.filter(type=type).count() + 1}

    def encrypt(self, text: str) -> str:
        """Return a secret as it is kept."""
        return _vault(settings.SECRET_KEY, tuple(settings.SECRET_KEY_FALLBACKS)).encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        """Return a secret as it is used."""
        vault = _vault(settings.SECRET_KEY, tuple(settings.SECRET_KEY_FALLBACKS))
        return vault.decrypt(encrypted_text.encode()).decode()

    def can_delete_authenticator(self, authenticator: Any) -> bool:
        """Return whether another factor would be left; an officer is never without one."""
        others = authenticator.user.authenticator_set.exclude(pk=authenticator.pk)
        return bool(others.exclude(type="recovery_codes").exists())


@lru_cache(maxsize=4)
def _vault(key: str, fallbacks: tuple[str, ...]) -> MultiFernet:
    """Return the cipher of the node's secret key; earlier keys still open what they closed."""
    return MultiFernet([Fernet(_derived(one)) for one in (key, *fallbacks)])


def _derived(key: str) -> bytes:
    derived = HKDF(algorithm=SHA256(), length=32, salt=None, info=b"limen second factors").derive(key.encode())
    return base64.urlsafe_b64encode(derived)
