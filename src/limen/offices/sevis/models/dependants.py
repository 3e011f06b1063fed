"""Dependants of students and exchange visitors."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models

from limen.core.records import Record


class Dependant(Record):
    """A spouse or child in F-2, M-2 or J-2 status, with a SEVIS ID of their own.

    The family of an exchange visitor alone has ``residence_country``, ``birth_reason`` and ``form_purpose``, and a
    reason with each form printed again, of which the last is kept. ``ended_on`` is the day the end takes effect.
    """

    sevis_id = models.CharField("SEVIS ID", max_length=11, blank=True)
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    student = models.ForeignKey("sevis.Student", on_delete=models.PROTECT, null=True, related_name="dependants")
    visitor = models.ForeignKey("sevis.Visitor", on_delete=models.PROTECT, null=True, related_name="dependants")
    visa_type = models.CharField(max_length=4)
    relationship = models.CharField(max_length=8)
    birth_city = models.CharField(max_length=100, blank=True)
    birth_reason = models.CharField(max_length=4, blank=True)
    residence_country = models.CharField(max_length=4, blank=True)
    citizenship_status = models.CharField(max_length=2, blank=True)
    passport_name = models.CharField(max_length=39, blank=True)
    preferred_name = models.CharField(max_length=145, blank=True)
    suffix = models.CharField(max_length=4, blank=True)
    us_address = models.JSONField("address in the United States", default=dict)
    mailing_address = models.JSONField(default=dict)
    email = models.CharField(max_length=255, blank=True)
    phone = models.CharField(max_length=32, blank=True)
    remarks = models.CharField(max_length=500, blank=True)
    form_purpose = models.CharField(max_length=4, blank=True)
    reprinted_on = models.DateField(null=True)
    reprint_reason = models.CharField(max_length=4, blank=True)
    reprint_remarks = models.CharField(max_length=500, blank=True)
    ended_on = models.DateField(null=True)
    end_reason = models.CharField("reason of the end", max_length=8, blank=True)
    end_remarks = models.CharField(max_length=1000, blank=True)
    user_a = models.CharField(max_length=10, blank=True)
    user_b = models.CharField(max_length=14, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["sevis_id"], condition=~models.Q(sevis_id=""), name="sevis_dependant_number_once"
            )
        ]
        ordering: ClassVar = ["created_at"]

    def __str__(self) -> str:
        return self.sevis_id or "draft"

    @property
    def named(self) -> str:
        """Return whose record it is, for whoever acts on it."""
        return f"{self.person.display_name} · {self}"

    @property
    def place(self) -> Any:
        """Return where whoever answers for the principal works, in whose time zone days are reckoned."""
        if self.student is not None:
            return self.student.school.place
        return self.visitor.sponsor.place if self.visitor is not None else None
