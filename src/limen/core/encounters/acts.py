"""Opening and closing an encounter."""

from __future__ import annotations

from typing import Annotated, Any, Literal
from uuid import UUID

from pydantic import Field

from limen.core.access.gate import account_of
from limen.core.encounters.models import Encounter
from limen.core.places.models import Place
from limen.kernel import Act, GuardRefused, Ref, Scene

ENCOUNTER = "encounters.encounter"
INSPECT = ("inspect.applicant", "records.keep")


class OpenEncounter(Act, key="encounters.open", on=ENCOUNTER, permission="encounters.record", authorities=INSPECT):
    """Open an encounter with a person."""

    person: Annotated[UUID | None, Ref("people.person"), Field(title="Person")] = None
    kind: Annotated[str, Field(title="Kind", max_length=24)] = "primary"
    direction: Annotated[Literal["inbound", "outbound", "between"], Field(title="Direction")] = "inbound"
    lane: Annotated[str, Field(title="Lane", max_length=16)] = ""
    conveyance: Annotated[str, Field(title="Conveyance", max_length=64)] = ""

    def guard(self, record: Any, scene: Scene) -> None:
        """An encounter happens at a place that is open."""
        if not isinstance(scene.place, Place):
            raise GuardRefused("An encounter happens at a place on record.")

    def apply(self, record: Any, scene: Scene) -> Encounter:
        """Make it."""
        return Encounter(
            person_id=self.person,
            kind=self.kind,
            direction=self.direction,
            place_id=scene.place.id,
            at=scene.at,
            lane=self.lane,
            conveyance=self.conveyance,
            officer=account_of(scene.actor),
        )


class CloseEncounter(Act, key="encounters.close", on=ENCOUNTER, permission="encounters.record", authorities=INSPECT):
    """Close an encounter with its outcome."""

    outcome: Annotated[str, Field(title="Outcome", max_length=64)]

    def apply(self, record: Encounter, scene: Scene) -> Encounter:
        """Say how it ended."""
        record.outcome = self.outcome
        return record
