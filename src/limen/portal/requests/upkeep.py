"""What time asks for in this room: what was kept as long as the schedule says is emptied."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from limen.core.ledger.models import LegalHold
from limen.portal.requests.acts import Forget
from limen.portal.requests.models import Submission


def due(now: datetime) -> Iterator[tuple[Forget, Submission]]:
    """Yield an act for each whose last day is past where it was received; what is on hold waits."""
    rows = Submission.objects.filter(forgotten_at=None, keep_until__lt=now.date()).select_related("place")
    held = set(LegalHold.objects.filter(state="held", about__in=rows.values("pk")).values_list("about", flat=True))
    for record in rows.order_by("keep_until", "pk"):
        today = now.astimezone(record.place.zone).date()
        if record.pk not in held and record.keep_until is not None and record.keep_until < today:
            yield Forget(), record
