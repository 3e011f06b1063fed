"""The offices of the service: what each stands for in the organisation, where it works, and how much it did.

Figures are counts without persons; a count of few people is not said.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.core.cache import cache
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from limen.core.hiding import few_people
from limen.core.lawbook import lawbook
from limen.offices.inspections.queries import public as inspections
from limen.offices.investigations.queries import public as investigations
from limen.offices.patrol.queries import public as patrol
from limen.offices.removal import mapping
from limen.offices.removal.queries import public as removal
from limen.offices.sevis.queries import public as sevis
from limen.portal.frame import Answer, Frame, part
from limen.portal.languages import ORIGINAL
from limen.portal.parts.organisation import KINDS, bodies, dots, places
from limen.portal.times import UTC, day_said, moment_said

HELD_SECONDS = 3600
"""How long figures are held: they are counted afresh once an hour."""

PATHS = (
    *("border-patrol", "immigration-inspections", "investigations", "intelligence", "detention-and-removal"),
    *("overseas", "foreign-attaches", "special-registration", "sevis"),
)
PLACES = {
    "patrol": ("sector", "station"),
    "inspections": ("port",),
    "investigations": ("field_office", "office"),
    "removal": ("field_office", "facility"),
    "overseas": ("post",),
    "attaches": ("post",),
}
"""Kinds of places where each office works."""

FEW = 12
"""Places of a kind that are named on the page of an office; the directory has them all."""

Count = Callable[..., Mapping[str, int]]
COUNTS: dict[str, Count] = {
    "inspections": inspections.figures,
    "investigations": investigations.figures,
    "patrol": patrol.figures,
    "removal": removal.figures,
    "sevis": sevis.figures,
}
"""What counts the work of each office that is at work."""

SAID = {
    "inspected": gettext_lazy("People inspected"),
    "admitted": gettext_lazy("Arrival records issued"),
    "leads": gettext_lazy("Leads received"),
    "arrested": gettext_lazy("People arrested"),
    "apprehended": gettext_lazy("People apprehended"),
    "rescued": gettext_lazy("People rescued"),
    "removed": gettext_lazy("People removed"),
    "held": gettext_lazy("People held now"),
    "facilities": gettext_lazy("Places of detention in use now"),
    "schools": gettext_lazy("Schools approved now"),
    "sponsors": gettext_lazy("Sponsors approved now"),
    "students": gettext_lazy("Students active now"),
    "visitors": gettext_lazy("Exchange visitors active now"),
    "issued": gettext_lazy("People given a form I-20 or DS-2019"),
}
"""What each figure counts."""

NO_PEOPLE = frozenset({"leads", "facilities", "schools", "sponsors"})
"""Figures that are no people, so that few of them point at nobody."""


@dataclass(frozen=True, slots=True)
class Held:
    """Figures as they were counted.

    Args:
        at: when.
        counts: each by its name.
    """

    at: datetime
    counts: Mapping[str, int]


def office(_request: HttpRequest, frame: Frame) -> Answer:
    """Show what an office is in the organisation, where it works, and how much it did."""
    page = frame.site.get("page", frame.path, ORIGINAL)
    key = page.office if page is not None else ""
    now = timezone.now()
    kinds = [(kind, str(KINDS[kind]), list(places(now.date(), kind=kind))) for kind in PLACES.get(key, ())]
    shown = [(kind, label, rows[:FEW], len(rows)) for kind, label, rows in kinds if rows]
    figures = counted(key, now)
    context = {
        "bodies": [(code, day_said(code.from_)) for code, _depth in bodies(now.date()) if _of(code, key)],
        "has_places": key in PLACES,
        "kinds": shown,
        "map": mapping.drawn(dots(row for _kind, _label, rows in kinds for row in rows)),
        "figures": said(figures, now.date()) if figures else [],
        "counted": moment_said(figures.at, UTC) if figures else "",
        "days": days_of(now.date()),
    }
    return Answer("portal/parts/office.html", context)


for _name in PATHS:
    part(f"offices/{_name}", live=True)(office)


def _of(code: Any, office_key: str) -> bool:
    return bool(office_key) and code.attributes.get("office") == office_key and code.attributes["kind"] not in FIELD


FIELD = ("sector", "district", "region")
"""Parts of the organisation that the directory lists as places."""


def days_of(day: date) -> int:
    """Return over how many days figures are counted."""
    return int(lawbook().value("policy.figures_days", day).value)


def counted(key: str, now: datetime) -> Held | None:
    """Return the figures of an office, counted within the hour; None where it counts nothing."""
    count = COUNTS.get(key)
    if count is None:
        return None
    since = now - timedelta(days=days_of(now.date()))
    return cache.get_or_set(f"limen-figures:{key}", lambda: Held(now, count(since=since, now=now)), HELD_SECONDS)


def said(held: Held, day: date) -> list[tuple[str, str]]:
    """Return figures as they are shown: label and count, few people not counted out."""
    few = few_people(day)
    return [
        (str(SAID[name]), _("fewer than %(few)s") % {"few": few} if _too_few(name, number, few) else f"{number:,}")
        for name, number in held.counts.items()
    ]


def _too_few(name: str, number: int, few: int) -> bool:
    return name not in NO_PEOPLE and 0 < number < few
