"""Places as they stood on any day."""

from __future__ import annotations

from typing import ClassVar
from zoneinfo import ZoneInfo

from django.db import models

from limen.core.records import Detail, Record


class Place(Record):
    """An agency, office, sector, port, station, facility or post abroad, as it stood from one day to another."""

    code = models.CharField(max_length=16)
    kind = models.CharField(max_length=24)
    name = models.CharField(max_length=160)
    parent = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="parts")
    zone_name = models.CharField(max_length=48)
    country = models.CharField(max_length=3, blank=True)
    region = models.CharField(max_length=8, blank=True)
    latitude = models.DecimalField(max_digits=8, decimal_places=5, null=True)
    longitude = models.DecimalField(max_digits=8, decimal_places=5, null=True)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True)
    lineage = models.JSONField(default=list)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["code", "valid_from"], name="places_code")]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["code", "kind", "valid_from"], name="places_code_once_a_day")
        ]
        ordering: ClassVar = ["name"]

    def __str__(self) -> str:
        return f"{self.name} ({self.code})"

    @property
    def zone(self) -> ZoneInfo:
        """Return the place's time zone."""
        return ZoneInfo(self.zone_name)

    def within(self, other_id: object) -> bool:
        """Return whether the place is, or is part of, another."""
        return str(self.pk) == str(other_id) or str(other_id) in self.lineage


class Jurisdiction(Detail):
    """What a place answers for: a state, a district, a consular area, a stretch of border."""

    place = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="jurisdictions")
    area_kind = models.CharField(max_length=24)
    area = models.CharField(max_length=64)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True)

    class Meta:
        ordering: ClassVar = ["area_kind", "area"]

    def __str__(self) -> str:
        return f"{self.area_kind} {self.area}"
