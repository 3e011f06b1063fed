"""Detention facilities: where people may be held, on which terms, and how many; and the lists they came from."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from limen.core.records import Detail, Record


class Facility(Record):
    """A detention facility or hold room, as the agency lists it. Its name, zone and whose part it is are the place's.

    ``kind`` is how it is held (a contract, an agreement, the agency's own), ``detail`` the finer kind, ``area`` the
    field office answering for it, ``authority`` the programme that authorised it. ``located`` says where the
    coordinates come from: ``given``, or ``town`` for the airfield of its town.
    """

    place = models.OneToOneField("places.Place", on_delete=models.PROTECT, related_name="facility")
    code = models.CharField(max_length=16, unique=True)
    address = models.CharField(max_length=160, blank=True)
    city = models.CharField(max_length=80, blank=True)
    county = models.CharField(max_length=80, blank=True)
    region = models.CharField(max_length=8, blank=True)
    postcode = models.CharField(max_length=12, blank=True)
    telephone = models.CharField(max_length=40, blank=True)
    visiting = models.TextField(blank=True)
    circuit = models.CharField(max_length=4, blank=True)
    area = models.CharField(max_length=8, blank=True)
    docket = models.CharField(max_length=8, blank=True)
    kind = models.CharField(max_length=16, blank=True)
    detail = models.CharField(max_length=16, blank=True)
    authority = models.CharField(max_length=16, blank=True)
    authorised = models.BooleanField(null=True)
    over_72 = models.BooleanField(null=True)
    juveniles = models.BooleanField(default=False)
    families = models.BooleanField(default=False)
    capacity = models.PositiveIntegerField(null=True)
    guaranteed = models.PositiveIntegerField(null=True)
    first_used = models.DateField(null=True)
    last_used = models.DateField(null=True)
    opened_on = models.DateField(null=True)
    closed_on = models.DateField(null=True)
    latitude = models.DecimalField(max_digits=8, decimal_places=5, null=True)
    longitude = models.DecimalField(max_digits=8, decimal_places=5, null=True)
    located = models.CharField(max_length=8, blank=True)

    class Meta:
        verbose_name_plural = "facilities"
        ordering: ClassVar = ["code"]
        indexes: ClassVar = [
            models.Index(fields=["region", "kind"], name="removal_facility_where"),
            models.Index(fields=["area"], name="removal_facility_area"),
        ]

    def __str__(self) -> str:
        return f"{self.place.name} ({self.code})"


class FacilityCapacity(Detail):
    """How many beds a facility has for one sex and level of custody, from a day on; any sex and level when empty."""

    facility = models.ForeignKey(Facility, on_delete=models.PROTECT, related_name="capacities")
    sex = models.CharField(max_length=1, blank=True)
    level = models.CharField(max_length=24, blank=True)
    beds = models.PositiveIntegerField()
    since = models.DateField()

    class Meta:
        ordering: ClassVar = ["sex", "level"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["facility", "sex", "level"], name="removal_capacity_once")
        ]

    def __str__(self) -> str:
        return f"{self.sex or '*'} {self.level or '*'}: {self.beds}"


class FacilityList(Record):
    """One load of the agency's list of facilities: from which file, and what it opened and amended."""

    name = models.CharField(max_length=200)
    digest = models.CharField(max_length=64)
    rows = models.PositiveIntegerField()
    opened = models.PositiveIntegerField()
    amended = models.PositiveIntegerField()
    unchanged = models.PositiveIntegerField()
    gone = models.JSONField(default=list)

    class Meta:
        verbose_name = "list of facilities"
        verbose_name_plural = "lists of facilities"
        ordering: ClassVar = ["-created_at"]

    def __str__(self) -> str:
        return self.name
