"""When a school teaches: its terms, and the days on which it rests."""

from __future__ import annotations

from datetime import date
from typing import Annotated
from uuid import UUID

from pydantic import Field

from limen.kernel import Act, BadInput, GuardRefused, Problem, Scene
from limen.offices.sevis.acts.common import CALENDAR, SCHOOL, listed
from limen.offices.sevis.models import School, SchoolBreak, SchoolTerm
from limen.offices.sevis.reach import require_own

REPORT = ("sevis.report_school",)


class AddTerm(Act, key="sevis.add_term", on=SCHOOL, permission=CALENDAR, authorities=REPORT):
    """Add a term to the school's calendar."""

    name: Annotated[str, Field(title="Name", min_length=2, max_length=80, description="Fall 2026")]
    starts: Annotated[date, Field(title="Classes begin on")]
    ends: Annotated[date, Field(title="Last day")]
    register_by: Annotated[
        date | None, Field(title="Students register for classes by", description="The days to report run from it.")
    ] = None

    def guard(self, record: School, scene: Scene) -> None:
        """It is the school's own, ends after it begins, and lies in no other term."""
        require_own(record, scene)
        in_order(self.starts, self.ends)
        if self.register_by and not self.starts <= self.register_by <= self.ends:
            raise GuardRefused("The last day to register lies in the term.")
        if record.terms.filter(name=self.name).exists():
            raise GuardRefused(f"There is a term “{self.name}” already.")

    def apply(self, record: School, scene: Scene) -> School:
        """Keep it."""
        SchoolTerm.objects.create(school=record, **self.model_dump())
        return record


class AddBreak(Act, key="sevis.add_break", on=SCHOOL, permission=CALENDAR, authorities=REPORT):
    """Add days on which the school does not teach."""

    name: Annotated[str, Field(title="Name", min_length=2, max_length=80, description="Winter break")]
    starts: Annotated[date, Field(title="From")]
    ends: Annotated[date, Field(title="Until")]
    annual_vacation: Annotated[bool, Field(title="An annual vacation of students")] = False

    def guard(self, record: School, scene: Scene) -> None:
        """It is the school's own, and ends after it begins."""
        require_own(record, scene)
        in_order(self.starts, self.ends)

    def apply(self, record: School, scene: Scene) -> School:
        """Keep it."""
        SchoolBreak.objects.create(school=record, **self.model_dump())
        return record


class RemoveDates(Act, key="sevis.remove_dates", on=SCHOOL, permission=CALENDAR, authorities=REPORT):
    """Take a term or a break out of the school's calendar."""

    dates: Annotated[UUID, Field(title="Term or break")]

    @classmethod
    def describe(cls, record: School, value: str) -> str:
        """Return how the page calls the term or break that its address names."""
        return str(listed(record, "dates", UUID(value)).name)

    def guard(self, record: School, scene: Scene) -> None:
        """It is the school's own."""
        require_own(record, scene)
        listed(record, "dates", self.dates)

    def apply(self, record: School, scene: Scene) -> School:
        """Take it out; the entry keeps what it was."""
        found = listed(record, "dates", self.dates)
        scene.facts["was"] = {"name": found.name, "starts": found.starts, "ends": found.ends}
        found.delete()
        return record


def in_order(starts: date, ends: date) -> None:
    """Refuse a period that ends before it begins."""
    if ends < starts:
        raise BadInput(
            "It ends before it begins.", problems=[Problem("ends", "dates.order", "Give a day on or after the first.")]
        )
