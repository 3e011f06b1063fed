"""When an outbound voyage closes out, everyone aboard is recorded as departed and their stay as ended."""

from __future__ import annotations

from typing import Any

from limen.kernel import Scene
from limen.offices.inspections.acts import DepartureByList
from limen.offices.inspections.models import Traveller


def record_departures(act: Any, record: Any, scene: Scene, entry: Any) -> None:
    """Record a departure for each person aboard."""
    if record.direction != "outbound":
        return
    left_on = min(record.runs_on, scene.day)
    for traveller in Traveller.objects.filter(voyage=record, state="boarded", role__in=("passenger", "crew")):
        scene.perform(
            DepartureByList(
                departed_on=left_on,
                source="manifest",
                person=traveller.person_id,
                surname=traveller.surname,
                given_names=traveller.given_names,
                birth=traveller.birth,
                document_number=traveller.document_number,
                voyage=record.pk,
            )
        )


LISTENS = {"inspections.close_out": record_departures}
