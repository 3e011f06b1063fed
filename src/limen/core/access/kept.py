"""Where sessions are kept: in the database, as Django keeps them, but read by a query that is prepared."""

from __future__ import annotations

from typing import Any

from django.contrib.sessions.backends import db
from django.contrib.sessions.models import Session
from django.db.models import CharField, DateTimeField
from django.utils import timezone

from limen.core.prepared import Prepared, Slot

ALIVE = Prepared(
    lambda: Session.objects.filter(
        session_key=Slot("key", CharField()), expire_date__gt=Slot("now", DateTimeField())
    ).order_by()
)


class SessionStore(db.SessionStore):
    """Django's own store; every request reads its session."""

    def _get_session_from_db(self) -> Any:
        """Return the session while it lasts; the key of one that is over is forgotten."""
        found = ALIVE.first(key=self.session_key, now=timezone.now())
        if found is None:
            self._session_key = None
        return found
