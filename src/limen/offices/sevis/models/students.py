"""Students: the record a school keeps of one person's study, from the draft to the end."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from limen.core.records import Record


class Student(Record):
    """An F-1 or M-1 student's record at one school.

    A transfer keeps the record and its SEVIS ID: ``school`` is who answers for it now, ``transfer_to`` who will from
    ``release_on``. Addresses, costs and funds are the wire's own parts as plain data.
    """

    sevis_id = models.CharField(max_length=11, blank=True)
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    school = models.ForeignKey("sevis.School", on_delete=models.PROTECT, related_name="students")
    campus = models.ForeignKey("sevis.Campus", on_delete=models.PROTECT, null=True, related_name="+")
    visa_type = models.CharField(max_length=4)
    level = models.CharField(max_length=8)
    major = models.CharField(max_length=8)
    second_major = models.CharField(max_length=8, blank=True)
    minor = models.CharField(max_length=8, blank=True)
    starts = models.DateField()
    ends = models.DateField()
    us_address = models.JSONField(default=dict)
    mailing_address = models.JSONField(default=dict)
    foreign_address = models.JSONField(default=dict)
    email = models.CharField(max_length=255, blank=True)
    phone = models.CharField(max_length=32, blank=True)
    costs = models.JSONField(default=dict)
    funds = models.JSONField(default=dict)
    remarks = models.CharField(max_length=500, blank=True)
    registered_on = models.DateField(null=True)
    ended_on = models.DateField(null=True)
    end_reason = models.CharField(max_length=8, blank=True)
    transfer_to = models.ForeignKey("sevis.School", on_delete=models.PROTECT, null=True, related_name="incoming")
    release_on = models.DateField(null=True)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["school", "state"], name="sevis_student_school")]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["sevis_id"], condition=~models.Q(sevis_id=""), name="sevis_student_number_once"
            )
        ]
        ordering: ClassVar = ["person__folded"]

    def __str__(self) -> str:
        return self.sevis_id or "draft"
