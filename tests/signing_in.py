"""Signing an officer in for a test of pages, without hashing a password."""

from __future__ import annotations

from typing import Any

from django.test import Client
from django.utils import timezone

from limen.core.access.models import Account
from limen.core.access.sessions import KEY, recorded
from limen.core.access.signing import SignIn


def signed_in(client: Client, officer: Account, place: Any, purpose: str = "inspection") -> Client:
    """Sign an officer in at a desk, enrolled, and return the client.

    The session is opened by the act that real sign-in does, so ending it or the posting shuts the client out.
    """
    client.force_login(officer)
    told = recorded(SignIn(method="test"), officer).told
    now = timezone.now().timestamp()
    session = client.session
    session[KEY] = {
        "session": str(told["session"]),
        "started": now,
        "seen": now,
        "enrolled": True,
        "place": str(place.pk),
        "purpose": purpose,
    }
    session.save()
    officer.refresh_from_db()
    return client
