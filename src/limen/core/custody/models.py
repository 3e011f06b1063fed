"""Who is held: stays, the stints they are made of, and what is done for a person meanwhile."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from limen.core.records import Detail, Record

OPEN = ("in_transit", "held")
"""The states of a stay in which the service holds the person."""


class Stay(Record):
    """A person's unbroken time in the service's custody, from the arrest to the way out.

    ``authority`` is the law pack's key of what the person is held under now, ``place`` where they are or, in transit,
    where they are bound for. ``subject`` names the record that led to it, of whichever office.
    """

    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="stays")
    authority = models.CharField(max_length=64)
    citation = models.CharField(max_length=240)
    began_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    place = models.ForeignKey("places.Place", on_delete=models.PROTECT, related_name="stays")
    arrested_by = models.ForeignKey("access.Account", on_delete=models.PROTECT, null=True, related_name="+")
    juvenile = models.BooleanField(default=False)
    alone = models.BooleanField(default=False)
    at_risk = models.BooleanField(default=False)
    family_unit = models.UUIDField(null=True, db_index=True)
    apart_why = models.CharField(max_length=500, blank=True)
    apart_by = models.ForeignKey("access.Account", on_delete=models.PROTECT, null=True, related_name="+")
    level = models.CharField(max_length=24, blank=True)
    way = models.CharField(max_length=24, blank=True)
    reason = models.CharField(max_length=24, blank=True)
    left_to = models.CharField(max_length=200, blank=True)
    subject_record = models.CharField(max_length=64, blank=True)
    subject = models.UUIDField(null=True, db_index=True)

    class Meta:
        verbose_name = "stay in custody"
        verbose_name_plural = "stays in custody"
        ordering: ClassVar = ["-began_at"]
        indexes: ClassVar = [
            models.Index(fields=["place", "state"], name="custody_here"),
            models.Index(fields=["person", "began_at"], name="custody_of_person"),
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["person"], condition=Q(state__in=OPEN), name="custody_one_open_stay"),
            models.CheckConstraint(
                condition=Q(ended_at=None) | Q(ended_at__gte=F("began_at")), name="custody_stay_forward"
            ),
        ]

    def __str__(self) -> str:
        return f"stay since {timezone.localtime(self.began_at):%Y-%m-%d %H:%M}"


class Stint(Detail):
    """A part of a stay at one place: in the field, a station, a port, a facility, a hold room, hospital, on the way.

    Stints of a stay touch and never overlap; the last one is open while the person is held.
    """

    stay = models.ForeignKey(Stay, on_delete=models.PROTECT, related_name="stints")
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="stints")
    place = models.ForeignKey("places.Place", on_delete=models.PROTECT, related_name="stints")
    kind = models.CharField(max_length=12)
    cell = models.CharField(max_length=24, blank=True)
    since = models.DateTimeField()
    until = models.DateTimeField(null=True)

    class Meta:
        ordering: ClassVar = ["since"]
        indexes: ClassVar = [models.Index(fields=["place", "since"], name="custody_stints_here")]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["person"], condition=Q(until=None), name="custody_one_open_stint"),
            models.CheckConstraint(condition=Q(until=None) | Q(until__gte=F("since")), name="custody_stint_forward"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} since {timezone.localtime(self.since):%Y-%m-%d %H:%M}"


class Correction(Detail):
    """What a stint's time was before it was corrected, by whom and why."""

    stint = models.ForeignKey(Stint, on_delete=models.PROTECT, related_name="corrections")
    was = models.DateTimeField()
    now = models.DateTimeField()
    why = models.CharField(max_length=500)
    at = models.DateTimeField()
    by = models.ForeignKey("access.Account", on_delete=models.PROTECT, null=True, related_name="+")

    def __str__(self) -> str:
        return self.why


class Care(Detail):
    """Something done for a person in custody, or told of them: a row of the law pack's ``custody_care``."""

    stay = models.ForeignKey(Stay, on_delete=models.PROTECT, related_name="cares")
    kind = models.CharField(max_length=24)
    at = models.DateTimeField()
    by = models.ForeignKey("access.Account", on_delete=models.PROTECT, null=True, related_name="+")
    note = models.TextField(blank=True)

    class Meta:
        ordering: ClassVar = ["-at"]

    def __str__(self) -> str:
        return self.kind


class Need(Detail):
    """A special need of a person in custody: a row of the law pack's ``special_needs``."""

    stay = models.ForeignKey(Stay, on_delete=models.PROTECT, related_name="needs")
    code = models.CharField(max_length=24)
    note = models.TextField(blank=True)
    since = models.DateTimeField()
    until = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return self.code


class Apart(Detail):
    """An order that two people in custody are kept apart."""

    stay = models.ForeignKey(Stay, on_delete=models.PROTECT, related_name="aparts")
    other = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    why = models.CharField(max_length=500)
    since = models.DateTimeField()
    until = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return self.why


class Property(Detail):
    """A thing or a sum of money of a detained person's that the service keeps, until it is given back."""

    stay = models.ForeignKey(Stay, on_delete=models.PROTECT, related_name="property")
    kind = models.CharField(max_length=24)
    description = models.CharField(max_length=300)
    amount = models.DecimalField(max_digits=14, decimal_places=2, null=True)
    currency = models.CharField(max_length=3, blank=True)
    seal = models.CharField(max_length=40, blank=True)
    at = models.DateTimeField()
    returned_at = models.DateTimeField(null=True)
    returned_to = models.CharField(max_length=160, blank=True)

    class Meta:
        ordering: ClassVar = ["at"]

    def __str__(self) -> str:
        return self.description


class Funds(Detail):
    """A movement on a detained person's account: what came in is positive, what went out negative."""

    stay = models.ForeignKey(Stay, on_delete=models.PROTECT, related_name="funds")
    amount = models.DecimalField(max_digits=12, decimal_places=2)
    why = models.CharField(max_length=160)
    at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["at"]

    def __str__(self) -> str:
        return f"{self.amount} {self.why}"


class Visit(Detail):
    """A visit to a detained person, or a call from one who may always call: counsel, consul, family, an official."""

    stay = models.ForeignKey(Stay, on_delete=models.PROTECT, related_name="visits")
    kind = models.CharField(max_length=12)
    visitor = models.CharField(max_length=160)
    how = models.CharField(max_length=12)
    minutes = models.PositiveSmallIntegerField()
    at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["-at"]

    def __str__(self) -> str:
        return f"{self.kind} {self.at:%Y-%m-%d}"


class Finding(Detail):
    """A decision on a stay: the examination, the charge and custody decision, its extension, a family kept apart."""

    stay = models.ForeignKey(Stay, on_delete=models.PROTECT, related_name="findings")
    kind = models.CharField(max_length=24)
    says = models.TextField()
    at = models.DateTimeField()
    by = models.ForeignKey("access.Account", on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering: ClassVar = ["at"]

    def __str__(self) -> str:
        return self.kind


class Holding(Record):
    """What a place of custody can hold: beds for adults, for juveniles, and its cells."""

    place = models.OneToOneField("places.Place", on_delete=models.PROTECT, related_name="holding")
    adults = models.PositiveIntegerField(default=0)
    juveniles = models.PositiveIntegerField(default=0)
    cells = models.JSONField(default=list)

    class Meta:
        verbose_name = "place of custody"
        verbose_name_plural = "places of custody"

    def __str__(self) -> str:
        return str(self.place)
