"""Schools and exchange sponsors: what they are certified for, where, and who speaks for them."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from limen.core.records import Detail, Record


class School(Record):
    """A school: its petition, its certificate, and what came of each review.

    ``place`` is where its officials work: it gives the school its time zone, and who is posted there reads this
    school's records and no other's.
    """

    code = models.CharField(max_length=24, unique=True)
    name = models.CharField(max_length=160)
    kind = models.CharField(max_length=24)
    visa_types = models.JSONField(default=list)
    place = models.OneToOneField("places.Place", on_delete=models.PROTECT, related_name="+")
    certified_on = models.DateField(null=True)
    certified_until = models.DateField(null=True)

    class Meta:
        ordering: ClassVar = ["name"]

    def __str__(self) -> str:
        return f"{self.name} ({self.code})"


class Campus(Detail):
    """Where a school teaches."""

    school = models.ForeignKey(School, on_delete=models.PROTECT, related_name="campuses")
    code = models.CharField(max_length=24, unique=True)
    name = models.CharField(max_length=160)
    address = models.JSONField(default=dict)
    since = models.DateField()
    until = models.DateField(null=True)

    class Meta:
        ordering: ClassVar = ["name"]

    def __str__(self) -> str:
        return self.name


class Programme(Detail):
    """A course of study that a school is certified for."""

    school = models.ForeignKey(School, on_delete=models.PROTECT, related_name="programmes")
    name = models.CharField(max_length=160)
    level = models.CharField(max_length=8)
    cip = models.CharField(max_length=8)
    visa_type = models.CharField(max_length=4)
    months = models.PositiveSmallIntegerField()
    since = models.DateField()
    until = models.DateField(null=True)

    class Meta:
        ordering: ClassVar = ["name"]

    def __str__(self) -> str:
        return self.name


class SchoolBreak(Detail):
    """Days on which a school does not teach: a holiday, a vacation, the time between two terms."""

    school = models.ForeignKey(School, on_delete=models.PROTECT, related_name="breaks")
    name = models.CharField(max_length=80)
    starts = models.DateField()
    ends = models.DateField()
    annual_vacation = models.BooleanField(default=False)

    class Meta:
        ordering: ClassVar = ["starts"]

    def __str__(self) -> str:
        return self.name


class Sponsor(Record):
    """An exchange visitor programme: its designation, its categories and the forms it may issue."""

    number = models.CharField(max_length=16, unique=True)
    name = models.CharField(max_length=160)
    categories = models.JSONField(default=list)
    place = models.OneToOneField("places.Place", on_delete=models.PROTECT, related_name="+")
    designated_on = models.DateField(null=True)
    designated_until = models.DateField(null=True)
    forms_allotted = models.PositiveIntegerField(default=0)
    forms_used = models.PositiveIntegerField(default=0)

    class Meta:
        ordering: ClassVar = ["name"]

    def __str__(self) -> str:
        return f"{self.name} ({self.number})"


class Official(Record):
    """Somebody who speaks for a school (a designated school official) or for a sponsor (a responsible officer).

    ``role`` is ``pdso``, ``dso``, ``responsible_officer`` or ``alternate_responsible_officer``.
    """

    account = models.ForeignKey("access.Account", on_delete=models.PROTECT, related_name="+")
    school = models.ForeignKey(School, on_delete=models.PROTECT, null=True, related_name="officials")
    sponsor = models.ForeignKey(Sponsor, on_delete=models.PROTECT, null=True, related_name="officials")
    campus = models.ForeignKey(Campus, on_delete=models.PROTECT, null=True, related_name="officials")
    role = models.CharField(max_length=32)
    title = models.CharField(max_length=120, blank=True)
    trained_on = models.DateField(null=True)
    since = models.DateField(null=True)
    until = models.DateField(null=True)

    class Meta:
        ordering: ClassVar = ["role", "since"]

    def __str__(self) -> str:
        return f"{self.account} ({self.role})"
