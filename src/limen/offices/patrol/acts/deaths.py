"""Deaths found: recorded, described, told, identified."""

from __future__ import annotations

from typing import Annotated, Any, Literal
from uuid import UUID

from pydantic import Field

from limen.kernel import Act, Personal, Ref, Scene
from limen.offices.patrol import placing
from limen.offices.patrol.acts.common import FIELD, Text, When, WhereText, bad
from limen.offices.patrol.models import Death, DeathTold

DEATH = "patrol.death"
RECORD = ("patrol.record_death",)
TOLD = ("coroner", "consulate", "kin")
"""Who is told of a death found."""


class RecordDeath(
    Act,
    key="patrol.record_death",
    on=DEATH,
    permission=FIELD,
    authorities=RECORD,
    marks=("patrol.remains_found",),
):
    """Record somebody found dead."""

    where: WhereText
    at: When = None
    remains: Annotated[Literal["body", "skeletal", "partial"], Field(title="Found")]
    circumstances: Annotated[Text, Field(title="How and by whom they were found", min_length=5)]
    description: Annotated[Text, Field(title="Description: only what is seen")] = ""
    property_found: Annotated[Text, Field(title="What was with them, each thing")] = ""
    rescue: Annotated[UUID | None, Ref("patrol.rescue"), Field(title="Rescue")] = None
    detection: Annotated[UUID | None, Ref("patrol.detection"), Field(title="Detection")] = None

    def guard(self, record: Any, scene: Scene) -> None:
        """The place can be read, and it has happened."""
        placing.placed(self.where, scene)
        placing.moment(self.at, scene)

    def apply(self, record: Any, scene: Scene) -> Death:
        """Keep it; who it was is for an act of its own, on evidence."""
        return Death(
            station_id=scene.place.id,
            found_at=placing.moment(self.at, scene),
            place_text=self.where,
            remains=self.remains,
            circumstances=self.circumstances,
            description=self.description,
            property_found=self.property_found,
            rescue_id=self.rescue,
            detection_id=self.detection,
            **placing.kept(placing.placed(self.where, scene)),
        )


class DescribeDead(Act, key="patrol.describe_dead", on=DEATH, permission=FIELD, authorities=RECORD):
    """Add to the description of somebody found dead, or to what was with them."""

    description: Annotated[Text, Field(title="Description: only what is seen")] = ""
    property_found: Annotated[Text, Field(title="What was with them, each thing")] = ""

    def guard(self, record: Death, scene: Scene) -> None:
        """Something is added."""
        if not (self.description or self.property_found):
            raise bad("description", "describe.nothing", "Write what is to be added.")

    def apply(self, record: Death, scene: Scene) -> Death:
        """Add below what was written."""
        record.description = _added(record.description, self.description)
        record.property_found = _added(record.property_found, self.property_found)
        return record


def _added(before: str, more: str) -> str:
    return "\n".join(part for part in (before, more) if part)


class TellOfDeath(Act, key="patrol.tell_of_death", on=DEATH, permission=FIELD, authorities=RECORD):
    """Record who was told of a death, or why they could not be."""

    who: Annotated[Literal["coroner", "consulate", "kin"], Field(title="Told")]
    reached: Annotated[Literal["told", "not_known", "not_reached"], Field(title="They were")]
    name: Annotated[str, Personal, Field(title="Name", max_length=200)] = ""
    how: Annotated[str, Personal, Field(title="How, or why not", min_length=2, max_length=300)]
    coroner_case: Annotated[str, Field(title="Coroner's case number", max_length=60)] = ""

    def guard(self, record: Death, scene: Scene) -> None:
        """Who was told has a name, and a coroner is always known."""
        if self.reached == "told" and not self.name:
            raise bad("name", "told.name", "Say who was told.")
        if self.who == "coroner" and self.reached == "not_known":
            raise bad("reached", "told.coroner", "There is a coroner for every place.")

    def apply(self, record: Death, scene: Scene) -> Death:
        """Keep it; when all three are answered for, the duty to tell is met."""
        DeathTold.objects.create(
            death=record, who=self.who, reached=self.reached == "told", name=self.name, how=self.how, at=scene.at
        )
        record.coroner_case = self.coroner_case or record.coroner_case
        answered = set(record.told.exclude(reached=False, who="coroner").values_list("who", flat=True))
        if answered >= set(TOLD):
            scene.marks.append("patrol.death_notified")
        return record


class IdentifyDead(Act, key="patrol.identify_dead", on=DEATH, permission=FIELD, authorities=RECORD):
    """Say who somebody found dead was, and on what evidence."""

    person: Annotated[UUID, Ref("people.person"), Field(title="Person")]
    how: Annotated[
        Literal["fingerprints", "dna", "dental", "document", "kin", "coroner"], Field(title="On what evidence")
    ]
    evidence: Annotated[str, Personal, Field(title="The evidence", min_length=5, max_length=240)]

    def apply(self, record: Death, scene: Scene) -> Death:
        """Name them; an earlier name stays in the ledger."""
        record.person_id = self.person
        record.identified_how, record.identified_at = f"{self.how}: {self.evidence}", scene.at
        return record
