"""Placement plans (Form DS-7002): who trains whom at which site, in which phases, signed by whom."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from limen.core.records import Detail


class Tipp(Detail):
    """One visitor's plan: what they studied, or why the programme needs no plan."""

    visitor = models.OneToOneField("sevis.Visitor", on_delete=models.PROTECT, related_name="tipp")
    exempt = models.CharField(max_length=4, blank=True)
    work_travel = models.BooleanField(default=False)
    email = models.CharField(max_length=255, blank=True)
    field_of_study = models.CharField(max_length=100, blank=True)
    years = models.PositiveSmallIntegerField(null=True)
    degree = models.CharField(max_length=100, blank=True)
    awarded_on = models.DateField(null=True)

    def __str__(self) -> str:
        return self.field_of_study or self.exempt


class TippSite(Detail):
    """What a plan says of one site: the employer, what is paid, the supervisor, and who signed for it."""

    site = models.OneToOneField("sevis.Site", on_delete=models.PROTECT, related_name="placement")
    employer_id = models.CharField(max_length=9)
    employees = models.PositiveIntegerField()
    revenue = models.CharField(max_length=4)
    website = models.CharField(max_length=255)
    insured = models.BooleanField()
    carrier = models.CharField(max_length=100, blank=True)
    covers_visitor = models.CharField(max_length=1)
    hours = models.PositiveSmallIntegerField()
    paid = models.BooleanField()
    stipend = models.DecimalField(max_digits=9, decimal_places=2, null=True)
    per = models.CharField(max_length=4, blank=True)
    other_pay = models.CharField(max_length=100, blank=True)
    supervisor = models.JSONField(default=dict)
    official = models.CharField(max_length=10, blank=True)
    official_signed_on = models.DateField(null=True)
    visitor_signed_on = models.DateField(null=True)

    def __str__(self) -> str:
        return str(self.site)


class TippPhase(Detail):
    """A phase of a plan at one site: what is learned, from whom, how, and how that is measured.

    ``number`` is what the sponsor's own system calls it by. ``texts`` holds the seven long answers of the form.
    """

    placement = models.ForeignKey(TippSite, on_delete=models.PROTECT, related_name="phases")
    number = models.CharField(max_length=22)
    name = models.CharField(max_length=100)
    starts = models.DateField()
    ends = models.DateField()
    field = models.CharField(max_length=100)
    supervisor = models.JSONField(default=dict)
    supervisor_signed_on = models.DateField(null=True)
    texts = models.JSONField(default=dict)
    until = models.DateField(null=True)

    class Meta:
        ordering: ClassVar = ["starts", "pk"]

    def __str__(self) -> str:
        return self.name
