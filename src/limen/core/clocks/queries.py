"""Reading the queues of deadlines."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db.models import Q, QuerySet

from limen.core.access.gate import Viewer
from limen.core.clocks.models import RunningClock
from limen.core.people.queries import visible

WANTED = ("running", "tolled", "breached", "met_late")
AT_RISK = timedelta(hours=24)


def open_clocks(*, viewer: Viewer) -> QuerySet[RunningClock]:
    """Return the clocks of the viewer's place that are not ended, earliest due first; sealed people's are hidden."""
    viewer.require("clocks.view")
    rows = RunningClock.objects.select_related("person", "place").filter(state__in=WANTED)
    if viewer.place is not None:
        rows = rows.filter(Q(place=viewer.place.id) | Q(place=None))
    return rows.filter(Q(person=None) | Q(person__in=visible(viewer)))


def standing(clock: RunningClock, now: datetime) -> str:
    """Return how a clock stands: ``breached``, ``at risk`` (due within a day), ``tolled`` or ``running``."""
    if clock.state in ("breached", "met_late") or (clock.state == "running" and clock.due_at <= now):
        return "breached"
    if clock.state == "tolled":
        return "tolled"
    return "at risk" if clock.due_at - now <= AT_RISK else "running"


def lapsed(now: datetime) -> QuerySet[RunningClock]:
    """Return the clocks that run and are past due, for the sweep."""
    return RunningClock.objects.filter(state="running", due_at__lt=now)
