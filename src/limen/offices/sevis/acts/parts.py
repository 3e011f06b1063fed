"""One campus or programme of a school: approved or refused once it was added, and ended."""

from __future__ import annotations

from datetime import date
from typing import Annotated
from uuid import UUID

from pydantic import Field

from limen.kernel import Act, BadInput, GuardRefused, Problem, Scene
from limen.offices.sevis import ruling
from limen.offices.sevis.acts.common import CERTIFY, PETITION, SCHOOL, Why, listed
from limen.offices.sevis.acts.schools import APPROVED, ENDED, JOIN, PROPOSED, REFUSED
from limen.offices.sevis.models import Campus, School
from limen.offices.sevis.reach import require_own


class _OnPart(Act):
    """An act on one campus or programme of a school."""

    part: Annotated[UUID, Field(title="Campus or programme")]

    @classmethod
    def describe(cls, record: School, value: str) -> str:
        """Return how the page calls the campus or programme that its address names."""
        return str(listed(record, "part", UUID(value)).name)


class DecidePart(
    _OnPart, key="sevis.decide_part", on=SCHOOL, permission=CERTIFY, authorities=JOIN, marks=("sevis.part_decided",)
):
    """Approve or refuse a campus or programme that a certified school added."""

    approve: Annotated[bool, Field(title="Approved")]
    why: Annotated[str, Field(title="Reason", max_length=500)] = ""

    def guard(self, record: School, scene: Scene) -> None:
        """It awaits a decision; a refusal says why."""
        if listed(record, "part", self.part).standing != PROPOSED:
            raise GuardRefused("It was decided before.")
        if not self.approve and not self.why:
            raise BadInput("Say why.", problems=[Problem("why", "reason.missing", "A refusal says why.")])

    def apply(self, record: School, scene: Scene) -> School:
        """Write it."""
        part = listed(record, "part", self.part)
        part.standing = APPROVED if self.approve else REFUSED
        part.save(update_fields=["standing"])
        scene.facts["part"] = part.name
        return record


class EndPart(_OnPart, key="sevis.end_part", on=SCHOOL, permission=PETITION, authorities=("sevis.report_school",)):
    """End a campus or programme: nobody new is taken."""

    last_day: Annotated[date, Field(title="Last day")]
    why: Why

    def guard(self, record: School, scene: Scene) -> None:
        """It is the school's own, it stands, and one campus is left."""
        require_own(record, scene)
        part = listed(record, "part", self.part)
        if part.standing not in (PROPOSED, APPROVED):
            raise GuardRefused("It has ended already.")
        others = record.campuses.filter(standing__in=(PROPOSED, APPROVED)).exclude(pk=part.pk)
        if isinstance(part, Campus) and not others.exists():
            raise ruling.refused(scene, "last_campus", "A school teaches somewhere: close the school instead.")

    def apply(self, record: School, scene: Scene) -> School:
        """Write its last day."""
        part = listed(record, "part", self.part)
        part.standing, part.until = ENDED, self.last_day
        part.save(update_fields=["standing", "until"])
        scene.facts["part"] = part.name
        return record
