"""What a place of custody can hold, and a round through it: one thing done for several people at once."""

from __future__ import annotations

from typing import Annotated, Any
from uuid import UUID

from pydantic import Field

from limen.core.custody import rules
from limen.core.custody.acts.care import RecordCare
from limen.core.custody.models import Holding, Stay
from limen.core.places.models import Place
from limen.kernel import Act, BadInput, Code, GuardRefused, Problem, Ref, Scene

HOLDING = "custody.holding"


class OpenHolding(
    Act, key="custody.open_holding", on=HOLDING, permission="custody.supervise", authorities=("records.keep",)
):
    """Say what a place of custody can hold."""

    place: Annotated[UUID, Ref("places.place"), Field(title="Place")]
    adults: Annotated[int, Field(title="Adults", ge=0, le=100_000)]
    juveniles: Annotated[int, Field(title="Juveniles", ge=0, le=100_000)] = 0
    cells: Annotated[list[str], Field(title="Cells", max_length=400)] = []

    def guard(self, record: Any, scene: Scene) -> None:
        """People are held there, and it is said once."""
        if Place.objects.get(pk=self.place).kind not in rules.KIND_OF_PLACE:
            raise GuardRefused("People are held at a station, a port, an office or a facility.")
        if Holding.objects.filter(place=self.place).exists():
            raise GuardRefused("That is on record; change it instead.")

    def apply(self, record: Any, scene: Scene) -> Holding:
        """Keep it."""
        return Holding(place_id=self.place, adults=self.adults, juveniles=self.juveniles, cells=self.cells)


class ChangeHolding(
    Act, key="custody.change_holding", on=HOLDING, permission="custody.supervise", authorities=("records.keep",)
):
    """Change what a place of custody can hold."""

    adults: Annotated[int, Field(title="Adults", ge=0, le=100_000)]
    juveniles: Annotated[int, Field(title="Juveniles", ge=0, le=100_000)] = 0
    cells: Annotated[list[str], Field(title="Cells", max_length=400)] = []

    def apply(self, record: Holding, scene: Scene) -> Holding:
        """Keep it."""
        record.adults, record.juveniles, record.cells = self.adults, self.juveniles, self.cells
        return record


class CareRound(Act, key="custody.round", on=HOLDING, permission="custody.care", authorities=("custody.care",)):
    """Record one thing done for several people on a round."""

    kind: Annotated[str, Code("custody_care"), Field(title="What was done")]
    stays: Annotated[list[UUID], Ref("custody.stay"), Field(title="For whom", min_length=1, max_length=400)]

    def guard(self, record: Holding, scene: Scene) -> None:
        """Everybody named is held here."""
        found = Stay.objects.filter(pk__in=self.stays, place=record.place_id, state="held").count()
        if found != len(set(self.stays)):
            raise BadInput(
                "Somebody named is not held here.",
                problems=[Problem("stays", "custody.elsewhere", "Choose people who are held here.")],
            )

    def apply(self, record: Holding, scene: Scene) -> Holding:
        """Record it for each."""
        for stay in Stay.objects.filter(pk__in=self.stays).select_related("person"):
            scene.perform(RecordCare(kind=self.kind), on=stay)
        return record
