"""A tip that is worth following becomes a lead of the investigators."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from limen.kernel import Code, GuardRefused, Scene
from limen.offices.investigations.acts import RecordLead
from limen.portal.requests.acts.common import ANSWERED, HANDLE, SUBMISSION, Handling
from limen.portal.requests.kinds import TIPS, kind_of
from limen.portal.requests.models import Submission

LABELS = (("who", "Who"), ("where", "Where"), ("when", "When"))


class MakeLead(Handling, key="portal.make_lead", on=SUBMISSION, permission=HANDLE, authorities=ANSWERED):
    """Make a lead of a tip, in the words it came in, graded by who read it."""

    area: Annotated[str, Code("programme_areas"), Field(title="Programme area", max_length=32)]
    source_grade: Annotated[str, Code("source_grades"), Field(title="Reliability of the source, A to F", max_length=1)]
    information_grade: Annotated[
        str, Code("information_grades"), Field(title="Credibility of the information, 1 to 6", max_length=1)
    ]
    priority: Annotated[str, Code("lead_priorities"), Field(title="Priority", max_length=12)] = "routine"

    def guard(self, record: Submission, scene: Scene) -> None:
        """Only a tip becomes a lead."""
        super().guard(record, scene)
        if record.kind not in TIPS:
            raise GuardRefused("Only a tip becomes a lead.")

    def apply(self, record: Submission, scene: Scene) -> Submission:
        """Record the lead; its source is the tip's number, never who sent it."""
        lead = scene.perform(
            RecordLead(
                kind="tip",
                area=self.area,
                subject_record=SUBMISSION,
                subject=record.pk,
                summary=said(record),
                source=record.number,
                source_grade=self.source_grade,
                information_grade=self.information_grade,
                priority=self.priority,
            )
        ).record
        scene.about(lead)
        scene.facts["lead"] = lead.number
        kind = kind_of(record.kind, scene.day, scene.law)
        if kind.ended_when_taken:
            scene.marks.append(kind.ended)
        return self.taken(record, scene)


def said(record: Submission) -> str:
    """Return a tip's words with what its other fields say, a line each."""
    lines = [f"{label}: {record.said[name]}" for name, label in LABELS if record.said.get(name)]
    return "\n".join([record.text, *lines])
