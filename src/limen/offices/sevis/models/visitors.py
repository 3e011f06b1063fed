"""Exchange visitors: the record a sponsor keeps of one person's programme."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from limen.core.records import Record


class Visitor(Record):
    """A J-1 exchange visitor's record in one programme."""

    sevis_id = models.CharField(max_length=11, blank=True)
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    sponsor = models.ForeignKey("sevis.Sponsor", on_delete=models.PROTECT, related_name="visitors")
    category = models.CharField(max_length=4)
    position = models.CharField(max_length=8)
    subject = models.CharField(max_length=8)
    subject_remarks = models.CharField(max_length=500, blank=True)
    starts = models.DateField()
    ends = models.DateField()
    residence_country = models.CharField(max_length=4, blank=True)
    us_address = models.JSONField(default=dict)
    mailing_address = models.JSONField(default=dict)
    email = models.CharField(max_length=255, blank=True)
    phone = models.CharField(max_length=32, blank=True)
    funds = models.JSONField(default=dict)
    remarks = models.CharField(max_length=500, blank=True)
    validated_on = models.DateField(null=True)
    ended_on = models.DateField(null=True)
    end_reason = models.CharField(max_length=8, blank=True)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["sponsor", "state"], name="sevis_visitor_sponsor")]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["sevis_id"], condition=~models.Q(sevis_id=""), name="sevis_visitor_number_once"
            )
        ]
        ordering: ClassVar = ["person__folded"]

    def __str__(self) -> str:
        return self.sevis_id or "draft"
