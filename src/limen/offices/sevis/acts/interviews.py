"""A school is heard on a notice of intent to withdraw: the date that is set, and what it said."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from pydantic import Field

from limen.kernel import Act, BadInput, GuardRefused, Lines, Personal, Problem, Scene
from limen.offices.sevis.acts.common import CERTIFY, SCHOOL
from limen.offices.sevis.acts.schools import INTENT
from limen.offices.sevis.acts.withdrawal import HEAR, last
from limen.offices.sevis.models import School, SchoolDecision


class SetInterview(
    Act,
    key="sevis.set_interview",
    on=SCHOOL,
    permission=CERTIFY,
    authorities=HEAR,
):
    """Give a school notice of the date of the interview it asked for; another may be set until it is on record."""

    held_on: Annotated[date, Field(title="Date of the interview")]
    told: Annotated[str, Personal, Field(title="Hour, telephone and who is heard", min_length=5, max_length=500)]

    def guard(self, record: School, scene: Scene) -> None:
        """It was asked for, was not held, and is to come."""
        wanted(record)
        if self.held_on < scene.day:
            message = "The school is told of it before it is held."
            raise BadInput(message, problems=[Problem("held_on", "interview.past", message)])

    def apply(self, record: School, scene: Scene) -> School:
        """Keep when it is."""
        notice = wanted(record)
        notice.interview_on, notice.interview_told = self.held_on, self.told
        notice.save()
        return record


class RecordInterview(
    Act,
    key="sevis.record_interview",
    on=SCHOOL,
    permission=CERTIFY,
    authorities=HEAR,
):
    """Put on the record what a school said at its interview, or that it did not come."""

    heard: Annotated[bool, Field(title="The school was heard")] = False
    recorded: Annotated[bool, Field(title="It was recorded")] = False
    summary: Annotated[
        str, Personal, Lines(8), Field(title="Summary of what the school said", min_length=20, max_length=8000)
    ]

    def guard(self, record: School, scene: Scene) -> None:
        """Its date was set, and has come."""
        notice = wanted(record)
        if notice.interview_on is None:
            raise GuardRefused("Set the date of the interview first.", citation=cited(scene))
        if scene.day < notice.interview_on:
            raise GuardRefused(f"The interview is on {notice.interview_on}.", citation=cited(scene))

    def apply(self, record: School, scene: Scene) -> School:
        """Keep the summary."""
        notice = wanted(record)
        notice.interview_closed_on, notice.interview_summary = scene.day, self.summary
        notice.interview_held, notice.interview_recorded = self.heard, self.recorded
        notice.save()
        return record


def wanted(record: School) -> SchoolDecision:
    """Return the notice on which a school asked to be heard, and was not yet.

    Raises:
        GuardRefused: when it did not ask, or was heard.
    """
    notice = last(record, INTENT)
    if not notice.interview:
        raise GuardRefused("The school did not ask for an interview.")
    if notice.interview_closed_on is not None:
        raise GuardRefused("The interview is on record already.")
    return notice


def cited(scene: Scene) -> str:
    """Return the paragraph that an act rests on."""
    return scene.provision.citation if scene.provision is not None else ""
