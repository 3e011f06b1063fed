"""What anybody may know of investigations: how much there was. It names nobody."""

from __future__ import annotations

from datetime import datetime

from limen.offices.investigations.models import Arrest, Lead


def figures(*, since: datetime, now: datetime) -> dict[str, int]:
    """Return how many leads came in and how many people were arrested between two moments; nobody sealed is counted."""
    people = Arrest.objects.filter(at__gte=since, at__lte=now, person__sealed="")
    return {
        "leads": Lead.objects.filter(received_at__gte=since, received_at__lte=now).count(),
        "arrested": people.count(),
    }
