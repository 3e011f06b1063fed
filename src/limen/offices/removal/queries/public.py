"""What anybody may know of custody and removal: how many are held, and how many were removed. It names nobody."""

from __future__ import annotations

from datetime import datetime

from limen.core.custody.models import OPEN, Stay
from limen.offices.removal.models import Case, Facility


def figures(*, since: datetime, now: datetime) -> dict[str, int]:
    """Return who is held now, where, and who was removed between two moments; sealed people are not counted."""
    removed = Case.objects.filter(state="removed", person__sealed="")
    return {
        "held": Stay.objects.filter(state__in=OPEN, person__sealed="").count(),
        "facilities": Facility.objects.filter(state="open").count(),
        "removed": removed.filter(departed_on__gte=since.date(), departed_on__lte=now.date()).count(),
    }
