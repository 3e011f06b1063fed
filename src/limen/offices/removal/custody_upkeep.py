"""What time does to reviews of custody: the next one is opened in good time, and one of somebody free is closed."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

from limen.core.clocks.models import RunningClock
from limen.core.custody.models import OPEN, Stay
from limen.core.lawbook import lawbook
from limen.kernel import Act
from limen.offices.removal.acts.reviews import OPEN as UNDECIDED
from limen.offices.removal.acts.reviews import BeginReview, LapseReview
from limen.offices.removal.models import Review


def due(now: datetime) -> Iterator[tuple[Act, Any]]:
    """Yield each act that is due, with the record it is done to; None for one that makes a record."""
    law, day = lawbook(), now.date()
    for review in Review.objects.filter(state__in=UNDECIDED).exclude(stay__state__in=OPEN):
        yield LapseReview(), review
    notice = timedelta(days=law.value("removal.review_notice_days", day).value)
    after = [key for key, row in law.codes("custody_bases").on(day).items() if row.attributes["after_order"]]
    kinds = {row.attributes["clock"]: key for key, row in law.codes("custody_reviews").on(day).items()}
    clocks = RunningClock.objects.filter(key__in=kinds, state__in=("running", "breached"), due_at__lte=now + notice)
    for clock in clocks.exclude(person=None).order_by("due_at"):
        stay = Stay.objects.filter(person=clock.person_id, state__in=OPEN, authority__in=after).first()
        kind = kinds[clock.key]
        if stay is not None and not Review.objects.filter(stay=stay, kind=kind, state__in=UNDECIDED).exists():
            yield BeginReview(stay=stay.pk, kind=kind), None
