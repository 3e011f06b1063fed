"""Reading the field: detections, landmarks, shifts and the sectors opened."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db.models import Q, QuerySet

from limen.core.access.gate import Viewer
from limen.core.looking import one
from limen.offices.patrol.models import Detection, Event, Landmark, Opening, Shift
from limen.offices.patrol.queries.events import visible_apprehensions
from limen.offices.patrol.queries.reads import here, logged

WAITING = ("reported", "assigned")
OPEN = (*WAITING, "answered")


def opening(identifier: Any, *, viewer: Viewer) -> Opening:
    """Return one opening of sectors; where the service works is public.

    Raises:
        UnknownRecord: when there is none.
    """
    viewer.require("places.view")
    found: Opening = one(Opening.objects.select_related("agency"), identifier, "No such opening of sectors.")
    return found


def landmark(identifier: Any, *, viewer: Viewer) -> Landmark:
    """Return one landmark; it names nobody.

    Raises:
        UnknownRecord: when there is none.
    """
    viewer.require("patrol.field_view")
    found: Landmark = one(Landmark.objects.select_related("station"), identifier, "No such landmark.")
    return found


def landmarks(*, viewer: Viewer, state: str = "standing", words: str = "") -> QuerySet[Landmark]:
    """Return the landmarks of the viewer's stations; they name nobody."""
    viewer.require("patrol.field_view")
    rows = Landmark.objects.select_related("station").filter(here(viewer), state=state)
    for token in words.casefold().split():
        rows = rows.filter(folded__contains=token)
    return rows.order_by("name", "pk")


def shift(identifier: Any, *, viewer: Viewer) -> Shift:
    """Return one shift, who works it; that the viewer looked is logged.

    Raises:
        UnknownRecord: when there is none.
    """
    viewer.require("patrol.field_view")
    rows = Shift.objects.select_related("station", "supervisor").prefetch_related("assignments__officer")
    found: Shift = one(rows, identifier, "No such shift.")
    logged(viewer, "patrol.shift", [found])
    return found


def shifts(*, viewer: Viewer, since: datetime, until: datetime) -> list[Shift]:
    """Return the shifts of the viewer's stations between two moments, the first to start first."""
    viewer.require("patrol.field_view")
    rows = Shift.objects.select_related("station", "supervisor").prefetch_related("assignments__officer")
    found = list(rows.filter(here(viewer), starts__lt=until, ends__gt=since).order_by("starts", "pk")[:200])
    logged(viewer, "patrol.shifts", found)
    return found


def detection(identifier: Any, *, viewer: Viewer) -> Detection:
    """Return one detection; that the viewer looked is logged.

    Raises:
        UnknownRecord: when there is none.
    """
    viewer.require("patrol.field_view")
    rows = Detection.objects.select_related("station", "officer", "merged_into", "in_zone")
    found: Detection = one(rows, identifier, "No such detection.")
    logged(viewer, "patrol.detection", [found])
    return found


def detections(*, viewer: Viewer, asked: Mapping[str, Any] | None = None) -> QuerySet[Detection]:
    """Return the detections of the viewer's stations that are asked for: those that wait, the oldest first.

    What was asked in a state that is over comes the latest first. That the viewer looked is logged by ``looked_at``.
    """
    viewer.require("patrol.field_view")
    asked = asked or {}
    rows = Detection.objects.select_related("station", "officer").filter(here(viewer))
    state = asked.get("state") or "open"
    rows = rows.filter(state__in=OPEN) if state == "open" else rows if state == "all" else rows.filter(state=state)
    for name in ("kind", "outcome"):
        rows = rows.filter(**{name: asked[name]}) if asked.get(name) else rows
    if asked.get("zone"):
        rows = rows.filter(in_zone=asked["zone"])
    if asked.get("since"):
        rows = rows.filter(at__gte=asked["since"])
    if asked.get("until"):
        rows = rows.filter(at__lt=asked["until"])
    if asked.get("words"):
        rows = rows.filter(
            Q(number__icontains=asked["words"])
            | Q(place_text__icontains=asked["words"])
            | Q(zone__icontains=asked["words"])
        )
    return rows.order_by(*(("at", "pk") if state in ("open", *OPEN) else ("-at", "-pk")))


def looked_at(rows: list[Any], *, viewer: Viewer, what: str = "patrol.detections") -> list[Any]:
    """Log that a list of the field was shown, and return it."""
    logged(viewer, what, rows, shown=len(rows))
    return rows


def overdue(row: Detection, now: datetime) -> bool:
    """Return whether a detection waits for somebody longer than its kind may."""
    return row.state in WAITING and row.answer_by < now


def detections_known_by(text: str, *, viewer: Viewer) -> list[Detection]:
    """Return the detection of a number."""
    viewer.require("patrol.field_view")
    found = list(Detection.objects.filter(here(viewer), number__iexact=text)[:2])
    logged(viewer, "patrol.detection", found)
    return found


def number_of_detection(identifier: Any, *, viewer: Viewer) -> str:
    """Return the number of a detection to who may read the field; empty otherwise. It names nobody."""
    if identifier is None or not viewer.may("patrol.field_view"):
        return ""
    return Detection.objects.filter(pk=identifier).values_list("number", flat=True).first() or ""


def event_numbered(number: str, *, viewer: Viewer) -> Event | None:
    """Return the event of a number to who may read events; none where all its people are sealed from them."""
    found = Event.objects.filter(number=number).first() if number and viewer.may("patrol.view") else None
    if found is None or not found.apprehensions.exists():
        return found
    return found if visible_apprehensions(viewer).filter(event=found).exists() else None


def events_from(record: Detection, *, viewer: Viewer) -> list[Event]:
    """Return the events that a detection led to, as the viewer may know of them."""
    rows = Event.objects.filter(detection=record.pk) if viewer.may("patrol.view") else Event.objects.none()
    return [event for event in rows if event_numbered(event.number, viewer=viewer) is not None]
