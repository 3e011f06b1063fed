"""What time does to decisions on custody: reviews are opened in good time, and what is over by itself is closed."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Q

from limen.core.clocks.book import LIVE
from limen.core.clocks.models import RunningClock
from limen.core.custody.models import OPEN, Stay
from limen.core.lawbook import lawbook
from limen.kernel import Act
from limen.offices.removal.acts.parole import LapseParole
from limen.offices.removal.acts.reviews import OPEN as UNDECIDED
from limen.offices.removal.acts.reviews import BeginReview, BeginReviews, LapseReview
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
    yield from _unreviewed(now)
    yield from _reviews(now)


def _unreviewed(now: datetime) -> Iterator[tuple[Act, Case]]:
    """Yield the beginning of the reviews of each person who is held after an order and of whom none was ever due."""
    law, day = lawbook(), now.date()
    kinds = law.codes("custody_reviews").on(day).values()
    clocks = {row.attributes["clock"] for row in kinds if row.attributes["continued"]}
    for stay in Stay.objects.filter(state__in=OPEN, authority__in=_after_order(law, day)).order_by("began_at", "pk"):
        runs = RunningClock.objects.filter(key__in=clocks, person=stay.person_id)
        if runs.filter(Q(state__in=LIVE) | Q(created_at__gte=stay.created_at)).exists():
            continue
        case = Case.objects.filter(person=stay.person_id, state="final").order_by("-final_on", "-pk").first()
        if case is not None:
            yield BeginReviews(), case


def _after_order(law: Any, day: date) -> list[str]:
    return [key for key, row in law.codes("custody_bases").on(day).items() if row.attributes["after_order"]]


def _reviews(now: datetime) -> Iterator[tuple[Act, Any]]:
    """Yield the opening of each review that falls due within the time in which the person is told of it."""
    law, day = lawbook(), now.date()
    notice = timedelta(days=law.value("removal.review_notice_days", day).value)
    after = _after_order(law, day)
    for kind, row in law.codes("custody_reviews").on(day).items():
        once = row.attributes.get("begins_on", "")
        clocks = RunningClock.objects.filter(key=once or row.attributes["clock"], state__in=("running", "breached"))
        for clock in clocks.filter(due_at__lte=now + notice).exclude(person=None).order_by("due_at", "pk"):
            stay = Stay.objects.filter(person=clock.person_id, state__in=OPEN, authority__in=after).first()
            earlier = Review.objects.filter(stay=stay, kind=kind)
            if stay is not None and not (earlier if once else earlier.filter(state__in=UNDECIDED)).exists():
                yield BeginReview(stay=stay.pk, kind=kind), None
