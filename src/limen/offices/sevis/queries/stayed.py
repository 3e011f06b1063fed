"""Whose stay, granted for as long as the status lasts, is over, and of whom no departure is known."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.db.models.functions import Coalesce

from limen.core.looking import log
from limen.offices.sevis.models import Happening, Student, Visitor, VisitorPermission
from limen.offices.sevis.queries import students, visitors
from limen.offices.sevis.reach import OVERSEE

if TYPE_CHECKING:
    from collections.abc import Iterable

    from limen.core.access.gate import Viewer

OVER = {"students": ("completed", "terminated"), "visitors": ("inactive", "terminated", "no_show")}
"""States in which a status is over; who changed to another status stands otherwise."""
CAME = {
    "students": Q(admitted_on__isnull=False) | Q(registered_on__isnull=False) | Q(status_granted_on__isnull=False),
    "visitors": Q(admitted_on__isnull=False) | Q(validated_on__isnull=False),
}
"""By what somebody is known to have come: an admission, or what a school or sponsor reported of them here."""


def stayed_on(*, viewer: Viewer, whom: str = "students", country: str = "") -> QuerySet[Any]:
    """Return the records of those who came, whose last day is past and who are not known to have left, longest first.

    Somebody with another record that is active, whoever asked to be reinstated, and whose record is said to have been
    ended wrongly, are in no such list. The last day stands on each row as ``last``: the last day to depart, or the day
    the status ended where no such days follow. What is shown names people; ``stayed_looked_at`` logs it.

    Args:
        viewer: who looks; the government alone.
        whom: ``students`` or ``visitors``.
        country: of citizenship, as documents write it; any when empty.
    """
    viewer.require(OVERSEE)
    rows: QuerySet[Any] = visitors.reachable(viewer) if whom == "visitors" else students.reachable(viewer)
    rows = rows.filter(CAME[whom], state__in=OVER[whom], departed_on=None)
    if whom == "students":
        waits = Happening.objects.filter(student=OuterRef("pk"), kind="correction", ends=None)
        rows = rows.filter(reinstatement_asked_on=None).exclude(Exists(waits))
    else:
        asked = VisitorPermission.objects.filter(visitor=OuterRef("pk"), kind="reinstatement", granted=None)
        rows = rows.exclude(Exists(asked))
    if country:
        rows = rows.filter(person__nationality=country.upper())
    for other in (Student, Visitor):
        rows = rows.exclude(Exists(other.objects.filter(person=OuterRef("person"), state="active")))
    rows = rows.annotate(last=Coalesce("grace_until", "ended_on"))
    return rows.filter(last__lt=viewer.day).order_by("last", "pk")


def stayed_looked_at(rows: Iterable[Any], *, viewer: Viewer) -> list[Any]:
    """Log that a list of those who stayed on was shown, and return it."""
    found = list(rows)
    log(viewer, "sevis.stayed_on", [("people.person", row.person_id) for row in found], shown=len(found))
    return found


def days_over(row: Any, day: date) -> int:
    """Return for how many days a stay has been over."""
    over: int = (day - row.last).days
    return over
