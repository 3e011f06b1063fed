"""What time does to decisions on custody: reviews are opened in good time, and what is over by itself is closed."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

from limen.core.clocks.models import RunningClock
from limen.core.custody.models import OPEN, Stay
from limen.core.lawbook import lawbook
from limen.kernel import Act
from limen.offices.removal.acts.parole import LapseParole
from limen.offices.removal.acts.reviews import OPEN as UNDECIDED
from limen.offices.removal.acts.reviews import BeginReview, LapseReview
from limen.offices.removal.acts.supervision import LapseSupervision
from limen.offices.removal.gate import GONE
from limen.offices.removal.models import Case, Determination, Review, Supervision


def due(now: datetime) -> Iterator[tuple[Act, Any]]:
    """Yield each act that is due, with the record it is done to; None for one that makes a record."""
    for review in Review.objects.filter(state__in=UNDECIDED).exclude(stay__state__in=OPEN):
        yield LapseReview(), review
    live = Supervision.objects.filter(state__in=("active", "violated"))
    for row in live.filter(person__in=Case.objects.filter(state__in=GONE).values("person")):
        yield LapseSupervision(), row
    paroled = Determination.objects.filter(state="paroled")
    for determination in paroled.filter(person__in=Case.objects.filter(state__in=GONE).values("person")):
        yield LapseParole(), determination
    yield from _reviews(now)


def _reviews(now: datetime) -> Iterator[tuple[Act, Any]]:
    """Yield the opening of each review that falls due within the time in which the person is told of it."""
    law, day = lawbook(), now.date()
    notice = timedelta(days=law.value("removal.review_notice_days", day).value)
    after = [key for key, row in law.codes("custody_bases").on(day).items() if row.attributes["after_order"]]
    for kind, row in law.codes("custody_reviews").on(day).items():
        once = row.attributes.get("begins_on", "")
        clocks = RunningClock.objects.filter(key=once or row.attributes["clock"], state__in=("running", "breached"))
        for clock in clocks.filter(due_at__lte=now + notice).exclude(person=None).order_by("due_at", "pk"):
            stay = Stay.objects.filter(person=clock.person_id, state__in=OPEN, authority__in=after).first()
            earlier = Review.objects.filter(stay=stay, kind=kind)
            if stay is not None and not (earlier if once else earlier.filter(state__in=UNDECIDED)).exists():
                yield BeginReview(stay=stay.pk, kind=kind), None
