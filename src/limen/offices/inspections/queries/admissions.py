"""Reading arrival/departure records, departures and overstays."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet

from limen.core.access.gate import Viewer
from limen.core.looking import log, one, unsealed
from limen.core.people.names import fold, fold_number
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


def find_admissions(
    *, viewer: Viewer, number: str = "", document: str = "", name: str = "", birth: str = "", limit: int = 100
) -> list[Admission]:
    """Return arrival/departure records by number, document shown, name or birth, the latest first; logged as asked."""
    rows = _records(viewer)
    if number:
        rows = rows.filter(number__iexact=number.replace(" ", "").replace("-", ""))
    if document:
        rows = rows.filter(document__number_folded=fold_number(document))
    for token in fold(name).split():
        rows = rows.filter(person__folded__contains=token)
    if birth:
        rows = rows.filter(person__birth__startswith=birth)
    found = list(rows[:limit]) if number or document or fold(name) else []
    log(
        viewer,
        "inspections.find_admissions",
        [("inspections.admission", row.pk) for row in found],
        personal={
            key: value
            for key, value in {"number": number, "document": document, "name": name, "birth": birth}.items()
            if value
        },
        shown=len(found),
    )
    return found


def overstaying(
    *, viewer: Viewer, day: date, here: bool = False, terms: Mapping[str, str] | None = None
) -> QuerySet[Admission]:
    """Return stays that outlasted what was granted and have no matched departure, the longest first.

    Args:
        viewer: who looks.
        day: the day they are reckoned on.
        here: whether only those admitted at the viewer's place are meant.
        terms: nationality and class of admission, where only those of one are meant.
    """
    viewer.require("inspections.i94")
    rows = _records(viewer).filter(state="open", until__lt=day).order_by("until", "pk")
    if here:
        rows = rows.filter(place=viewer.place.id)
    asked = terms or {}
    if asked.get("nationality"):
        rows = rows.filter(person__nationality=asked["nationality"])
    if asked.get("class_of_admission"):
        rows = rows.filter(class_of_admission=asked["class_of_admission"])
    return rows


def overstays_looked_at(rows: Iterable[Admission], *, viewer: Viewer) -> list[Admission]:
    """Return what is shown of overstays; logged."""
    found = list(rows)
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


def unmatched_departures(*, viewer: Viewer) -> QuerySet[Departure]:
    """Return departures no admission was found for, newest first: work for a person."""
    viewer.require("inspections.i94")
    return Departure.objects.filter(unsealed(viewer), admission=None).select_related("voyage", "place")


def departures_looked_at(rows: Iterable[Departure], *, viewer: Viewer) -> list[Departure]:
    """Return what is shown of unmatched departures; logged."""
    found = list(rows)
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
