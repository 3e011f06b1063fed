"""Put travellers before the criteria in force, and say what came of looking at those selected."""

from __future__ import annotations

from typing import Annotated
from uuid import UUID

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field

from limen.core.access.gate import account_of
from limen.core.criteria.models import Consideration, Criterion, Selection
from limen.core.people.models import Person
from limen.core.places.models import Place
from limen.kernel import Act, Code, Lines, Personal, Ref, Scene, uuid7

SELECTION = "criteria.selection"
CONSIDERATION = "criteria.consideration"
SELECT = ("criteria.select",)
EXAMINE = "criteria.examine"
KEEP = "criteria.keep"
Minutes = Annotated[int, Field(title="Minutes it took", ge=0, le=1440)]


class Chosen(BaseModel):
    """One traveller that one criterion selects."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    criterion: UUID
    record: str = Field(max_length=64)
    subject: UUID
    label: str = Field(max_length=260)
    person: UUID | None = None
    groups: dict[str, str] = {}


class Consider(Act, key="criteria.consider", on=CONSIDERATION, permission=KEEP, authorities=SELECT, automatic=True):
    """Put the travellers of a voyage before the criteria in force; whom one selects is referred to an officer."""

    subject_record: Annotated[str, Field(title="Record type", max_length=64)]
    subject: Annotated[UUID, Field(title="Record")]
    label: Annotated[str, Field(title="Of what", max_length=120)]
    criteria: Annotated[int, Field(title="Criteria in force")]
    considered: Annotated[int, Field(title="Travellers considered")]
    groups: Annotated[dict[str, dict[str, int]], Field(title="How many of each group")]
    chosen: Annotated[list[Chosen], Personal, Field(title="Selected")] = []
    place: Annotated[UUID | None, Field(title="Where they are expected")] = None
    expected_at: Annotated[AwareDatetime | None, Field(title="When")] = None

    def apply(self, record: Consideration | None, scene: Scene) -> Consideration:
        """Keep the counts as they now are, and a selection for each that is new."""
        made = record or Consideration(id=uuid7(), subject_record=self.subject_record, subject=self.subject, selected=0)
        made.label, made.at = self.label, scene.at
        made.criteria, made.considered, made.groups = self.criteria, self.considered, self.groups
        made.selected += len(self.chosen)
        for row in Selection.objects.bulk_create(self._selections(scene)):
            scene.about(row)
        scene.facts["selected"] = len(self.chosen)
        return made

    def _selections(self, scene: Scene) -> list[Selection]:
        editions = dict(Criterion.objects.in_bulk({row.criterion for row in self.chosen}).items())
        place = Place.objects.filter(pk=self.place).first() if self.place else None
        return [
            Selection(
                state="open",
                version=1,
                criterion=editions[row.criterion],
                edition=editions[row.criterion].edition,
                subject_record=row.record,
                subject=row.subject,
                label=row.label,
                person_id=row.person,
                place=place,
                expected_at=self.expected_at,
                selected_at=scene.at,
                groups=row.groups,
            )
            for row in self.chosen
        ]


class Identify(Act, key="criteria.identify", on=SELECTION, permission=KEEP, authorities=SELECT, automatic=True):
    """Say which person somebody selected turned out to be."""

    person: Annotated[UUID, Ref("people.person"), Field(title="Person")]

    def apply(self, record: Selection, scene: Scene) -> Selection:
        """Keep it, so that a sealed record is sealed here as well."""
        record.person = Person.objects.get(pk=self.person)
        return record


class _Examined(Act):
    """What an officer says who looked at somebody selected."""

    minutes: Minutes

    def examined(self, record: Selection, scene: Scene, finding: str, remarks: str) -> Selection:
        """Keep who looked, when, for how long and what came of it."""
        record.examined_at, record.examined_by = scene.at, account_of(scene.actor)
        record.minutes, record.finding, record.remarks = self.minutes, finding, remarks
        return record


class RecordFound(_Examined, key="criteria.found", on=SELECTION, permission=EXAMINE, authorities=SELECT):
    """Record what was found on somebody selected."""

    finding: Annotated[str, Code("criteria_findings"), Field(title="What was found", max_length=40)]
    remarks: Annotated[str, Personal, Lines(3), Field(title="Remarks", max_length=2000)] = ""

    def apply(self, record: Selection, scene: Scene) -> Selection:
        """Keep it."""
        return self.examined(record, scene, self.finding, self.remarks)


class RecordNothing(_Examined, key="criteria.nothing", on=SELECTION, permission=EXAMINE, authorities=SELECT):
    """Record that nothing was found on somebody selected."""

    remarks: Annotated[str, Personal, Lines(3), Field(title="Remarks", max_length=2000)] = ""

    def apply(self, record: Selection, scene: Scene) -> Selection:
        """Keep it."""
        return self.examined(record, scene, "", self.remarks)


class PassOver(Act, key="criteria.pass_over", on=SELECTION, permission=KEEP, authorities=SELECT, automatic=True):
    """Close a selection that nobody examined in time."""
