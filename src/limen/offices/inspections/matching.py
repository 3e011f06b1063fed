"""Matching a departure to the admission it ends."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.db.models import Q

from limen.core.people.queries import one_person
from limen.offices.inspections.models import Admission


def admission_for(
    *, departed_on: date, person_id: UUID | None = None, document_folded: str = "", folded: str = "", birth: str = ""
) -> Admission | None:
    """Return the open admission a departure ends: the person's latest one begun on or before the day.

    By the person where known, else by the document, else by the whole name with the whole date of birth; two people
    who agree on the last are left for an officer.
    """
    rows = Admission.objects.filter(state="open", admitted_on__lte=departed_on).order_by(
        "-admitted_on", "-created_at", "-pk"
    )
    if person_id is not None:
        return rows.filter(person__in=one_person(person_id)).first()
    if document_folded:
        found = rows.filter(document__number_folded=document_folded).first()
        if found is not None:
            return found
    if folded and len(birth) == len("1974-08-12"):
        alike = rows.filter(Q(person__folded=folded, person__birth=birth))
        people = set(alike.values_list("person", flat=True)[:2])
        return alike.first() if len(people) == 1 else None
    return None


def overstay_days(admission: Admission, day: date) -> int:
    """Return by how many days a stay has outlasted what was granted, as of a day; nought when it has not.

    Duration of status has no last day here: its overstays come from the student and exchange-visitor records.
    """
    if admission.until is None or admission.state == "void":
        return 0
    if admission.state != "departed":
        return max(0, (day - admission.until).days)
    left = [row.departed_on for row in admission.departures.all()]
    known = [moment for moment in left if moment is not None]
    return max(0, (min(known) - admission.until).days) if known else 0
