"""Deadlines as they run."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from limen.core.records import Detail, Record


class RunningClock(Record):
    """A deadline of law running for a record; it keeps the provision it was started under."""

    key = models.CharField(max_length=64)
    title = models.CharField(max_length=200)
    citation = models.CharField(max_length=200)
    amount = models.PositiveIntegerField()
    unit = models.CharField(max_length=16)
    calendar = models.CharField(max_length=24)
    rolls = models.BooleanField(default=False)
    zone_name = models.CharField(max_length=48)
    subject_record = models.CharField(max_length=64)
    subject = models.UUIDField(db_index=True)
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, null=True, related_name="clocks")
    place = models.ForeignKey("places.Place", on_delete=models.PROTECT, null=True)
    owner_role = models.CharField(max_length=40)
    started_at = models.DateTimeField()
    due_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    reason = models.TextField(blank=True)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["state", "due_at"], name="clocks_due")]
        ordering: ClassVar = ["due_at"]

    def __str__(self) -> str:
        return f"{self.key} due {self.due_at:%Y-%m-%d %H:%M}"


class Toll(Detail):
    """An interval in which a clock stood still."""

    clock = models.ForeignKey(RunningClock, on_delete=models.PROTECT, related_name="tolls")
    since = models.DateTimeField()
    until = models.DateTimeField(null=True)
    mark = models.CharField(max_length=64)

    def __str__(self) -> str:
        return self.mark
