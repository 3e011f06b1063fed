"""How often an account may ask: counted a minute, in the cache that all workers share."""

from __future__ import annotations

from uuid import UUID

from django.utils import timezone

from limen.core.access.counts import once_more
from limen.kernel import LimenError

WINDOW = 60
"""Seconds over which requests are counted."""


class TooMany(LimenError):
    """The account asks more often than the service answers."""

    slug = "too-many-requests"


def within_rate(what: str, account: UUID, most: int) -> bool:
    """Return whether an account may ask again now; asking counts.

    Args:
        what: what is counted: ``limen-api``.
        account: whose requests.
        most: how many in a minute.
    """
    return once_more(f"{what}:{account}", WINDOW) <= most


def wait() -> float:
    """Return the seconds left of the minute."""
    return WINDOW - timezone.now().timestamp() % WINDOW
