"""Lists and records as the pages of the field write them: a table of cells, facts, acts, dots on a map."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import MAXYEAR, MINYEAR, datetime, timedelta
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from limen.core import reading
from limen.core.access.gate import Viewer
from limen.core.pages import meaning, said
from limen.offices.patrol import mapping, queries, where

LIKE = {
    "waiting": "circle",
    "apprehension": "square",
    "turn_back": "left",
    "got_away": "right",
    "rescue": "cross",
    "death": "diamond",
    "beacon": "beacon",
    "landmark": "landmark",
    "zone": "zone",
}
"""The shape of each kind of dot; others are circles."""


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a table: its text, the page it leads to, the tag it is."""

    text: Any
    address: str = ""
    tag: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """A table of a page."""

    caption: str
    head: Sequence[str]
    rows: Sequence[Sequence[Cell]]


def cells(*values: Any) -> list[Cell]:
    """Return plain values as the cells of a row."""
    return [value if isinstance(value, Cell) else Cell(said(value)) for value in values]


def point_of(row: Any) -> where.Point:
    """Return where a record is."""
    return float(row.latitude), float(row.longitude)


def place_facts(row: Any) -> list[tuple[str, str, str]]:
    """Return the facts that say where a record is, in each way of writing it."""
    point = point_of(row)
    return [
        (_("Where"), getattr(row, "place_text", ""), ""),
        (_("Coordinates"), f"{where.as_decimal(point)}\n{where.as_minutes(point)}\n{where.as_seconds(point)}", ""),
        (_("Station"), row.station.name, ""),
    ]


def event_fact(number: str, viewer: Viewer) -> tuple[str, str, str]:
    """Return the fact that names an event, with its page where the viewer may open it."""
    found = queries.event_numbered(number, viewer=viewer)
    return _("Event number"), number, reading.address(found) if found is not None else ""


def detection_fact(identifier: Any, viewer: Viewer) -> list[tuple[str, str, str]]:
    """Return the fact that names a detection, with its page; none where there is none, or none the viewer may read."""
    number = queries.number_of_detection(identifier, viewer=viewer)
    return [(_("Detected as"), number, reverse("patrol:detection", args=[identifier]))] if number else []


def spot(row: Any) -> str:
    """Return where a record is as an act beside it begins."""
    return f"{row.latitude}, {row.longitude}"


def map_of(
    rows: Sequence[Any], kind: Any, label: Any, address: Any, frame: Sequence[Any] = (), zones: Sequence[Any] = ()
) -> mapping.Map | None:
    """Return the map of some records.

    Args:
        rows: the records.
        kind: returns the kind of dot of a record.
        label: returns what a record is called.
        address: returns its page.
        frame: stations that stand on it as well.
        zones: zones whose outlines are drawn.
    """
    dots = [mapping.Dot(point_of(row), LIKE.get(kind(row), "circle"), label(row), address(row)) for row in rows]
    stations = [mapping.Dot(point_of(place), "station", place.name) for place in frame if place.latitude is not None]
    outlines = [mapping.Outline(tuple((at[0], at[1]) for at in zone.corners), str(zone)) for zone in zones]
    return mapping.drawn([*dots, *stations], outlines=outlines) if dots else None


def title_of(table: str, code: str, viewer: Viewer) -> str:
    """Return what a code means today, in the viewer's language."""
    return _(meaning(table, code, viewer.day)) if code else ""


def asked_days(request: HttpRequest, viewer: Viewer, days: int = 7) -> tuple[datetime, datetime]:
    """Return the local days the address asks for, both included, as moments; the last few when it asks for none."""
    today = timezone.now().astimezone(viewer.place.zone).replace(hour=0, minute=0, second=0, microsecond=0)
    found = []
    for name, default in (("first", today - timedelta(days=days - 1)), ("last", today)):
        try:
            day = datetime.strptime(request.GET.get(name, ""), "%Y-%m-%d").replace(tzinfo=viewer.place.zone)
        except ValueError:
            day = default
        # the calendar's first and last year have no day beside them
        found.append(day if MINYEAR < day.year < MAXYEAR else default)
    return found[0], found[1] + timedelta(days=1)


def local_days(asked: dict[str, Any], viewer: Viewer) -> dict[str, Any]:
    """Return what a filter asked, its days as moments of the place's zone."""
    found = dict(asked)
    for name, day, more in (("since", asked.get("first"), 0), ("until", asked.get("last"), 1)):
        if day and MINYEAR < day.year < MAXYEAR:
            moment = datetime(day.year, day.month, day.day, tzinfo=viewer.place.zone)
            found[name] = moment + timedelta(days=more)
    return found
