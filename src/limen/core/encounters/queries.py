"""Reading encounters."""

from __future__ import annotations

from typing import Any

from limen.core.access.gate import Viewer
from limen.core.encounters.models import Encounter
from limen.core.ledger.chain import record_read
from limen.kernel import Subject


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
    return list(Encounter.objects.select_related("place", "officer").filter(person=person_id)[:limit])
