"""Reading encounters."""

from __future__ import annotations

from typing import Any

from django.db.models import Q

from limen.core.access.gate import Viewer
from limen.core.encounters.models import Encounter
from limen.core.ledger.chain import record_read
from limen.core.people.queries import visible
from limen.kernel import Subject, UnknownRecord


def of_person(person_id: Any, *, viewer: Viewer, limit: int = 100) -> list[Encounter]:
    """Return a person's encounters, newest first; that the viewer looked is logged."""
    viewer.require("people.view")
    record_read(
        what="encounters.of_person",
        actor=viewer.account,
        place=viewer.place,
        purpose=viewer.purpose,
        subjects=[Subject("people.person", person_id)],
    )
    rows = Encounter.objects.select_related("place", "officer").filter(person=person_id, person__in=visible(viewer))
    return list(rows[:limit])


def encounter(identifier: Any, *, viewer: Viewer) -> Encounter:
    """Return one encounter; that the viewer looked is logged.

    Raises:
        UnknownRecord: when there is none, or none the viewer may know of.
    """
    viewer.require("people.view")
    rows = Encounter.objects.select_related("person", "place", "officer")
    found = rows.filter(Q(person=None) | Q(person__in=visible(viewer)), pk=identifier).first()
    if found is None:
        raise UnknownRecord("No such encounter.")
    about = [Subject("encounters.encounter", found.pk)]
    if found.person_id:
        about.append(Subject("people.person", found.person_id))
    record_read(
        what="encounters.encounter", actor=viewer.account, place=viewer.place, purpose=viewer.purpose, subjects=about
    )
    return found


READERS = {"encounters.encounter": encounter}
"""How each record of this room is read before an act is done to it."""

SHOWN = {
    "encounters.encounter": (
        "person_id",
        "kind",
        "direction",
        "place_id",
        "at",
        "lane",
        "conveyance",
        "officer_id",
        "outcome",
    )
}
"""What a reader may have of each as data."""
