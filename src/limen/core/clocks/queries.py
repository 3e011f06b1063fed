"""Reading the queues of deadlines."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.db.models import Q, QuerySet

from limen.core.access.gate import Viewer
from limen.core.clocks.models import RunningClock
from limen.core.ledger.chain import record_read
from limen.core.people.queries import visible
from limen.kernel import Subject, UnknownRecord

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


def of_standing(rows: QuerySet[RunningClock], wanted: str, now: datetime) -> QuerySet[RunningClock]:
    """Return those of some clocks that stand in a way; see ``standing``."""
    runs = Q(state="running")
    conditions = {
        "breached": Q(state__in=("breached", "met_late")) | (runs & Q(due_at__lte=now)),
        "at risk": runs & Q(due_at__gt=now, due_at__lte=now + AT_RISK),
        "running": runs & Q(due_at__gt=now + AT_RISK),
        "tolled": Q(state="tolled"),
    }
    return rows.filter(conditions[wanted])


def of_person(person_id: Any, *, viewer: Viewer) -> list[RunningClock]:
    """Return a person's deadlines, those not ended first; that the viewer looked is logged."""
    viewer.require("clocks.view")
    rows = RunningClock.objects.select_related("place").filter(person=person_id, person__in=visible(viewer))
    found = sorted(rows, key=lambda row: (row.state not in WANTED, row.due_at))
    return looked_at(found, viewer=viewer, what="clocks.of_person")


def lapsed(now: datetime) -> QuerySet[RunningClock]:
    """Return the clocks that run and are past due, for the sweep."""
    return RunningClock.objects.filter(state="running", due_at__lt=now)


def looked_at(rows: list[RunningClock], *, viewer: Viewer, what: str = "clocks.queue") -> list[RunningClock]:
    """Log that a queue of deadlines was shown, and return it."""
    record_read(
        what=what,
        actor=viewer.account,
        place=viewer.place,
        purpose=viewer.purpose,
        subjects=[Subject("people.person", row.person_id) for row in rows if row.person_id],
        plain={"shown": len(rows)},
    )
    return rows


def clock(identifier: Any, *, viewer: Viewer) -> RunningClock:
    """Return one running clock; that the viewer looked is logged.

    Raises:
        UnknownRecord: when there is none, or none the viewer may know of.
    """
    viewer.require("clocks.view")
    rows = RunningClock.objects.select_related("person", "place").prefetch_related("tolls")
    found = rows.filter(Q(person=None) | Q(person__in=visible(viewer)), pk=identifier).first()
    if found is None:
        raise UnknownRecord("No such clock.")
    about = [Subject("clocks.runningclock", found.pk)]
    if found.person_id:
        about.append(Subject("people.person", found.person_id))
    record_read(what="clocks.clock", actor=viewer.account, place=viewer.place, purpose=viewer.purpose, subjects=about)
    return found


READERS = {"clocks.runningclock": clock}
"""How each record of this room is read before an act is done to it."""

SHOWN = {
    "clocks.runningclock": (
        "key",
        "title",
        "citation",
        "amount",
        "unit",
        "calendar",
        "zone_name",
        "subject_record",
        "subject",
        "person_id",
        "place_id",
        "owner_role",
        "started_at",
        "due_at",
        "ended_at",
        "reason",
    )
}
"""What a reader may have of each as data."""
