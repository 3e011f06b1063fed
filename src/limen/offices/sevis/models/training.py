"""Work and practical training of students, and for whom they work."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from limen.core.records import Detail

OPEN = ("authorised", "recommended", "approved")
"""The steps of a training that is not over by a decision."""


class Training(Detail):
    """A time of practical training, or of work off campus.

    ``kind`` is a code of the law pack's ``training_kinds``, or ``off_campus``. ``step`` is ``authorised`` (the school
    decides alone), ``recommended``, ``approved``, ``denied`` or ``cancelled`` (the government decides). The wire knows
    a training by its first and last day.
    """

    student = models.ForeignKey("sevis.Student", on_delete=models.PROTECT, related_name="trainings")
    kind = models.CharField(max_length=16)
    step = models.CharField(max_length=16)
    level = models.CharField(max_length=8)
    starts = models.DateField()
    ends = models.DateField()
    full_time = models.BooleanField(default=True)
    academic_year_met = models.BooleanField(null=True)
    required = models.BooleanField(default=False)
    work_kind = models.CharField(max_length=2, blank=True)
    employer = models.CharField(max_length=121, blank=True)
    employer_address = models.JSONField(default=dict)
    relevance = models.CharField(max_length=1000, blank=True)
    work_remarks = models.CharField(max_length=250, blank=True)
    student_remarks = models.CharField(max_length=500, blank=True)
    remarks = models.CharField(max_length=250, blank=True)
    recommended_on = models.DateField()
    filed_on = models.DateField(null=True)
    decided_on = models.DateField(null=True)
    participation_on = models.DateField(null=True)
    degree = models.CharField(max_length=8, blank=True)
    degree_level = models.CharField(max_length=8, blank=True)
    extends = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="extensions")

    class Meta:
        ordering: ClassVar = ["starts", "id"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=models.Q(ends__gte=models.F("starts")), name="sevis_training_ends_later")
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.starts} to {self.ends}"


class Employer(Detail):
    """An employer of a training: for whom, where, since when, full or part time, and how it follows from the degree."""

    training = models.ForeignKey(Training, on_delete=models.PROTECT, related_name="employers")
    name = models.CharField(max_length=121, blank=True)
    address = models.JSONField(default=dict)
    ein = models.CharField(max_length=9, blank=True)
    self_employed = models.BooleanField(null=True)
    relevance = models.CharField(max_length=1000, blank=True)
    full_time = models.BooleanField(default=True)
    hours = models.PositiveSmallIntegerField(null=True)
    starts = models.DateField()
    ends = models.DateField(null=True)
    supervisor_first = models.CharField(max_length=80, blank=True)
    supervisor_last = models.CharField(max_length=40, blank=True)
    supervisor_phone = models.CharField(max_length=10, blank=True)
    supervisor_ext = models.CharField(max_length=8, blank=True)
    supervisor_email = models.CharField(max_length=255, blank=True)
    job_title = models.CharField(max_length=64, blank=True)
    e_verify = models.BooleanField(null=True)
    plan_on = models.DateField(null=True)
    reported_on = models.DateField()

    class Meta:
        ordering: ClassVar = ["starts", "id"]

    def __str__(self) -> str:
        return self.name or "self-employed"


class TrainingReport(Detail):
    """What a student in the extension handed in: the half-yearly confirmation, or an evaluation."""

    training = models.ForeignKey(Training, on_delete=models.PROTECT, related_name="reports")
    kind = models.CharField(max_length=16)
    on = models.DateField()
    remarks = models.CharField(max_length=500, blank=True)

    class Meta:
        ordering: ClassVar = ["on"]

    def __str__(self) -> str:
        return f"{self.kind} {self.on}"
