"""What the government asks a school about a class of its students."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from django.db import models

from limen.core.records import Record
from limen.offices.sevis.models.organisations import School

if TYPE_CHECKING:
    from uuid import UUID


class SchoolInquiry(Record):
    """A question to a school about a class of its students: whom it is about, what is asked, and the answer.

    ``whom`` says in words which students are meant; ``due_on`` is the lawful last day, where the school is.
    """

    school = models.ForeignKey(School, on_delete=models.PROTECT, related_name="inquiries")
    whom = models.CharField("which students", max_length=300)
    question = models.TextField()
    why = models.CharField(max_length=500)
    asked_on = models.DateField()
    due_on = models.DateField()
    answered_on = models.DateField(null=True)
    answer = models.TextField(blank=True)
    withdrawn_on = models.DateField(null=True)
    withdrawn_why = models.CharField("why it was withdrawn", max_length=500, blank=True)

    class Meta:
        ordering: ClassVar = ["-asked_on", "-pk"]
        verbose_name = "question about a class of students"

    def __str__(self) -> str:
        return self.whom

    @property
    def answers_at(self) -> UUID:
        """Return the place whose people answer for what is due: the school's own."""
        return self.school.place_id
