"""What is kept of criteria: the criterion, its trials, whom it selected, and how many were considered."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from limen.core.records import Detail, Record


class Criterion(Record):
    """A written rule by which travel data refers somebody to a person's attention. It does nothing else."""

    name = models.CharField(max_length=120)
    basis = models.CharField(max_length=300)
    purpose = models.CharField(max_length=40)
    categories = models.JSONField(default=list)
    condition = models.JSONField(default=dict)
    handling = models.TextField(blank=True)
    starts = models.DateField()
    sunset = models.DateField()
    edition = models.PositiveIntegerField(default=1)
    author = models.ForeignKey("access.Account", on_delete=models.PROTECT, null=True, related_name="criteria_written")
    authors = models.JSONField(default=list)
    approver = models.ForeignKey(
        "access.Account", on_delete=models.PROTECT, null=True, related_name="criteria_approved"
    )
    approved_at = models.DateTimeField(null=True)
    issued_by = models.ForeignKey("places.Place", on_delete=models.PROTECT, null=True, related_name="criteria")
    reason = models.CharField(max_length=300, blank=True)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["state", "sunset"], name="criteria_in_force")]
        ordering: ClassVar = ["name", "id"]
        verbose_name_plural = "criteria"

    def __str__(self) -> str:
        return self.name


class Trial(Detail):
    """A criterion tried against history: how many it would have selected, what was found among them, and of whom."""

    criterion = models.ForeignKey(Criterion, on_delete=models.PROTECT, related_name="trials")
    edition = models.PositiveIntegerField()
    at = models.DateTimeField()
    since = models.DateField()
    until = models.DateField()
    considered = models.PositiveIntegerField()
    selected = models.PositiveIntegerField()
    inspected = models.PositiveIntegerField()
    found = models.PositiveIntegerField()
    groups = models.JSONField(default=dict)

    class Meta:
        ordering: ClassVar = ["-at"]

    def __str__(self) -> str:
        return f"{self.selected} of {self.considered}"


class Selection(Record):
    """Somebody a criterion refers to a person's attention, until an officer has looked.

    ``subject`` is an office's own record, named by type, identifier and label: the core knows no office.
    """

    criterion = models.ForeignKey(Criterion, on_delete=models.PROTECT, related_name="selections")
    edition = models.PositiveIntegerField()
    subject_record = models.CharField(max_length=64)
    subject = models.UUIDField(db_index=True)
    label = models.CharField(max_length=260)
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, null=True, related_name="selections")
    place = models.ForeignKey("places.Place", on_delete=models.PROTECT, null=True, related_name="selections")
    expected_at = models.DateTimeField(null=True)
    selected_at = models.DateTimeField()
    groups = models.JSONField(default=dict)
    examined_at = models.DateTimeField(null=True)
    examined_by = models.ForeignKey("access.Account", on_delete=models.PROTECT, null=True, related_name="+")
    minutes = models.PositiveIntegerField(null=True)
    finding = models.CharField(max_length=40, blank=True)
    remarks = models.TextField(blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["criterion", "subject_record", "subject"], name="criteria_selection_once")
        ]
        indexes: ClassVar = [
            models.Index(fields=["state", "selected_at"], name="criteria_queue"),
            models.Index(fields=["criterion", "state"], name="criteria_measured"),
        ]
        ordering: ClassVar = ["selected_at", "id"]

    def __str__(self) -> str:
        return self.label


class Consideration(Record):
    """The travellers of one voyage or the like, put before the criteria in force: how many, of which groups.

    It is the denominator of every disparity report, kept as counts: it names nobody who was not selected.
    """

    subject_record = models.CharField(max_length=64)
    subject = models.UUIDField()
    label = models.CharField(max_length=120)
    at = models.DateTimeField(db_index=True)
    criteria = models.PositiveIntegerField()
    considered = models.PositiveIntegerField()
    selected = models.PositiveIntegerField()
    groups = models.JSONField(default=dict)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["subject_record", "subject"], name="criteria_considered_once")
        ]
        ordering: ClassVar = ["-at"]

    def __str__(self) -> str:
        return self.label
