"""Reading arrival/departure records, departures and overstays."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import Q, QuerySet

from limen.core.access.gate import Viewer
from limen.core.looking import log, one, unsealed
from limen.core.people.queries import one_person
from limen.offices.inspections.models import Admission, Departure

VIEW = "inspections.view"


def _records(viewer: Viewer) -> QuerySet[Admission]:
    viewer.require(VIEW)
    return (
        Admission.objects.filter(unsealed(viewer))
        .select_related("person", "place", "document", "inspection")
        .prefetch_related("departures")
    )


def admission(identifier: Any, *, viewer: Viewer) -> Admission:
    """Return one arrival/departure record; logged.

    Raises:
        UnknownRecord: when there is none, or none the viewer may know of.
    """
    found: Admission = one(_records(viewer), identifier, "No such arrival/departure record.")
    log(viewer, "inspections.admission", [("inspections.admission", found.pk), ("people.person", found.person_id)])
    return found


def admissions_of(person_id: Any, *, viewer: Viewer) -> list[Admission]:
    """Return a person's arrival/departure records, the most recent first; logged."""
    found = list(_records(viewer).filter(person__in=one_person(person_id)))
    log(viewer, "inspections.admissions_of", [("people.person", person_id)], shown=len(found))
    return found


def find_admissions(*, viewer: Viewer, number: str = "", document: str = "", limit: int = 100) -> list[Admission]:
    """Return arrival/departure records by their number or the document shown; logged with what was asked."""
    rows = _records(viewer)
    if number:
        rows = rows.filter(number__iexact=number.replace(" ", "").replace("-", ""))
    if document:
        rows = rows.filter(document__number__iexact=document.strip())
    found = list(rows[:limit]) if number or document else []
    log(
        viewer,
        "inspections.find_admissions",
        [("inspections.admission", row.pk) for row in found],
        personal={"number": number, "document": document},
        shown=len(found),
    )
    return found


def overstays(*, viewer: Viewer, day: date, limit: int = 500) -> list[Admission]:
    """Return stays that outlasted what was granted and have no matched departure, the longest first; logged."""
    viewer.require("inspections.i94")
    rows = _records(viewer).filter(state="open", until__lt=day).order_by("until")
    found = list(rows[:limit])
    log(viewer, "inspections.overstays", [("people.person", row.person_id) for row in found], shown=len(found))
    return found


def departure(identifier: Any, *, viewer: Viewer) -> Departure:
    """Return one departure; logged.

    Raises:
        UnknownRecord: when there is none, or none the viewer may know of.
    """
    viewer.require(VIEW)
    rows = Departure.objects.filter(unsealed(viewer)).select_related("person", "admission", "voyage", "place")
    found: Departure = one(rows, identifier, "No such departure.")
    log(viewer, "inspections.departure", [("inspections.departure", found.pk), ("people.person", found.person_id)])
    return found


def unmatched_departures(*, viewer: Viewer, limit: int = 200) -> list[Departure]:
    """Return departures no admission was found for, newest first: work for a person; logged."""
    viewer.require("inspections.i94")
    rows = Departure.objects.filter(unsealed(viewer), admission=None).select_related("voyage", "place")
    found = list(rows[:limit])
    log(viewer, "inspections.unmatched", [("inspections.departure", row.pk) for row in found], shown=len(found))
    return found


def candidates_for(of: Departure, *, viewer: Viewer, limit: int = 20) -> list[Admission]:
    """Return open records a departure may end: by document, then by name; logged."""
    viewer.require("inspections.i94")
    rows = _records(viewer).filter(state="open")
    if of.departed_on is not None:
        rows = rows.filter(admitted_on__lte=of.departed_on)
    wanted = Q()
    if of.document_folded:
        wanted |= Q(document__number_folded=of.document_folded)
    if of.folded:
        wanted |= Q(person__folded=of.folded) | Q(person__identities__folded=of.folded)
    found = list(rows.filter(wanted).distinct()[:limit]) if wanted else []
    log(viewer, "inspections.candidates", [("people.person", row.person_id) for row in found], shown=len(found))
    return found
