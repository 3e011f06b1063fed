"""What time asks for in this room: a lookout that nobody reviewed in time lapses."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime

from limen.core.lookouts.acts import Lapse
from limen.core.lookouts.models import Lookout

STANDING = ("nominated", "active", "suspended")


def due(now: datetime) -> Iterator[tuple[Lapse, Lookout]]:
    """Yield an act for each lookout whose review date is past where it was issued, and at the node that lapses it.

    Args:
        now: the moment. Screening asks the date itself, so that nobody is stopped meanwhile.
    """
    here = now.astimezone(UTC).date()
    rows = Lookout.objects.filter(state__in=STANDING, review_by__lt=here).select_related("issued_by")
    for lookout in rows.order_by("review_by", "pk"):
        if lookout.review_by < now.astimezone(lookout.issued_by.zone).date():
            yield Lapse(), lookout
