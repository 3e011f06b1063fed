"""The contact itself."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils import timezone

from limen.core.records import Record


class Encounter(Record):
    """A person met by the service: where, when, by whom, going which way. Everything an office does hangs from one."""

    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, null=True, related_name="encounters")
    kind = models.CharField(max_length=24)
    direction = models.CharField(max_length=12, default="inbound")
    place = models.ForeignKey("places.Place", on_delete=models.PROTECT, related_name="encounters")
    at = models.DateTimeField()
    lane = models.CharField(max_length=16, blank=True)
    conveyance = models.CharField(max_length=64, blank=True)
    officer = models.ForeignKey("access.Account", on_delete=models.PROTECT, null=True)
    outcome = models.CharField(max_length=64, blank=True)

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["person", "at"], name="encounters_person"),
            models.Index(fields=["place", "at"], name="encounters_place"),
        ]
        ordering: ClassVar = ["-at"]

    def __str__(self) -> str:
        return f"{self.kind} {timezone.localtime(self.at):%Y-%m-%d %H:%M}"
