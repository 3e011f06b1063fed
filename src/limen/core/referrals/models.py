"""Work passed from one office to another."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from limen.core.offices import office_title
from limen.core.records import Record


class Referral(Record):
    """A piece of work sent to an office, with a reason and a due time, and what became of it."""

    from_place = models.ForeignKey("places.Place", on_delete=models.PROTECT, related_name="referrals_sent")
    to_office = models.CharField(max_length=40)
    to_place = models.ForeignKey("places.Place", on_delete=models.PROTECT, null=True, related_name="referrals_received")
    subject_record = models.CharField(max_length=64)
    subject = models.UUIDField(db_index=True)
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, null=True, related_name="referrals")
    reason = models.CharField(max_length=40)
    remarks = models.TextField(blank=True)
    urgency = models.CharField(max_length=12, default="routine")
    sent_at = models.DateTimeField()
    due_at = models.DateTimeField()
    owner = models.ForeignKey("access.Account", on_delete=models.PROTECT, null=True, related_name="referrals_owned")
    result = models.TextField(blank=True)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["to_office", "state", "due_at"], name="referrals_queue")]
        ordering: ClassVar = ["due_at"]

    def __str__(self) -> str:
        return f"{self.reason.replace('_', ' ')} to {office_title(self.to_office)}"
