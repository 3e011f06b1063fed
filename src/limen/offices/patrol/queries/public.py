"""What anybody may know of the work between the ports: how much there was. It names nobody."""

from __future__ import annotations

from datetime import datetime

from django.db.models import Sum

from limen.offices.patrol.models import Apprehension, Rescue


def figures(*, since: datetime, now: datetime) -> dict[str, int]:
    """Return how many people were apprehended and rescued between two moments; sealed people are not counted."""
    people = Apprehension.objects.filter(at__gte=since, at__lte=now, person__sealed="")
    rescued = Rescue.objects.filter(at__gte=since, at__lte=now).aggregate(people=Sum("people"))["people"]
    return {"apprehended": people.count(), "rescued": rescued or 0}
