"""What the government asks a school about a class of its students, and what the school answers."""

from __future__ import annotations

from typing import Annotated, Any
from uuid import UUID

from pydantic import Field

from limen.kernel import Act, GuardRefused, Lines, Personal, Ref, Scene
from limen.offices.sevis import ruling
from limen.offices.sevis.acts.common import INQUIRY, OVERSEE, RECORD, SCHOOL, Why
from limen.offices.sevis.models import School, SchoolInquiry
from limen.offices.sevis.reach import require_own

ASK = ("sevis.inquire",)
ASKED = ("certified", "intent_served", "closing", "withdrawn")
"""Where a school stands that has, or may still have, students to tell of."""
DAYS = "sevis.inquiry_class_business_days"


class AskAboutClass(
    Act,
    key="sevis.ask_about_class",
    on=INQUIRY,
    permission=OVERSEE,
    authorities=ASK,
    marks=("sevis.class_inquiry_made",),
):
    """Ask a school about a class of its students."""

    school: Annotated[UUID, Ref(SCHOOL), Field(title="School")]
    whom: Annotated[
        str, Field(title="Which students", description="In words: who is meant.", min_length=5, max_length=300)
    ]
    question: Annotated[str, Personal, Lines(5), Field(title="What is asked", min_length=10, max_length=4000)]
    why: Annotated[str, Field(title="Purpose", min_length=5, max_length=500)]
    searched: Annotated[bool, Field(title="The government's own records were searched first, and do not say it")]

    def guard(self, record: Any, scene: Scene) -> None:
        """The records were searched first, and the school answers for students."""
        if not self.searched:
            message = "Search the government's own records first; the school is asked for what they do not hold."
            raise ruling.refused(scene, "records_first", message, by=DAYS, field="searched")
        if School.objects.get(pk=self.school).state not in ASKED:
            raise GuardRefused("This school answers for no students.")

    def apply(self, record: Any, scene: Scene) -> SchoolInquiry:
        """Keep the question, with the school's last day."""
        school = School.objects.select_related("place").get(pk=self.school)
        asked_on = scene.at.astimezone(school.place.zone).date()
        return SchoolInquiry(
            school=school,
            whom=self.whom,
            question=self.question,
            why=self.why,
            asked_on=asked_on,
            due_on=ruling.business_days_after(scene, DAYS, asked_on),
        )


class AnswerAboutClass(
    Act,
    key="sevis.answer_about_class",
    on=INQUIRY,
    permission=RECORD,
    authorities=ASK,
    marks=("sevis.class_inquiry_answered",),
):
    """Answer what the government asked about a class of students."""

    answer: Annotated[str, Personal, Lines(8), Field(title="Answer", min_length=2, max_length=20_000)]

    def guard(self, record: SchoolInquiry, scene: Scene) -> None:
        """It is the school's own."""
        require_own(record.school, scene)

    def apply(self, record: SchoolInquiry, scene: Scene) -> SchoolInquiry:
        """Keep the answer; one that is late is taken all the same."""
        record.answered_on, record.answer = scene.day, self.answer
        scene.about(record.school)
        if scene.day > record.due_on:
            ruling.warn(scene, f"The answer was due by {record.due_on}.")
        return record


class WithdrawInquiry(
    Act,
    key="sevis.withdraw_class_question",
    on=INQUIRY,
    permission=OVERSEE,
    authorities=ASK,
    marks=("sevis.class_inquiry_withdrawn",),
):
    """Withdraw a question about a class of students."""

    why: Why

    def apply(self, record: SchoolInquiry, scene: Scene) -> SchoolInquiry:
        """Keep why; nothing is due any more."""
        record.withdrawn_on, record.withdrawn_why = scene.day, self.why
        scene.about(record.school)
        return record
