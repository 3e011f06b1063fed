"""Exchange sponsors: their designation, the forms allotted to them, their reports, and sanctions."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from django.db import models

from limen.core.records import Detail, Record

if TYPE_CHECKING:
    from uuid import UUID


class Sponsor(Record):
    """An exchange visitor programme: its designation, its categories and the forms it may issue."""

    number = models.CharField(max_length=16, unique=True)
    name = models.CharField(max_length=160)
    categories = models.JSONField(default=list)
    place = models.OneToOneField("places.Place", on_delete=models.PROTECT, related_name="+")
    head = models.CharField("chief executive", max_length=120, blank=True)
    address = models.CharField(max_length=300, blank=True)
    region = models.CharField(max_length=8, blank=True)
    phone = models.CharField("telephone", max_length=32, blank=True)
    email = models.CharField("e-mail", max_length=254, blank=True)
    website = models.CharField(max_length=200, blank=True)
    reporting_year = models.CharField(max_length=12, blank=True)
    purpose = models.CharField(max_length=2000, blank=True)
    activities = models.CharField(max_length=2000, blank=True)
    filed_on = models.DateField(null=True)
    designated_on = models.DateField(null=True)
    designated_until = models.DateField(null=True)
    window_opened_on = models.DateField(null=True)
    redesignation_filed_on = models.DateField(null=True)
    reported_until = models.DateField(null=True)
    forms_allotted = models.PositiveIntegerField(default=0)
    forms_used = models.PositiveIntegerField(default=0)
    suspended_until = models.DateField(null=True)
    ended_on = models.DateField(null=True)

    class Meta:
        ordering: ClassVar = ["name"]

    def __str__(self) -> str:
        return f"{self.name} ({self.number})"

    @property
    def answers_at(self) -> UUID:
        """Return the place whose people answer for what is due: the sponsor's own."""
        return self.place_id

    @property
    def forms_left(self) -> int:
        """Return how many forms it may still issue."""
        return max(self.forms_allotted - self.forms_used, 0)


class SponsorReport(Detail):
    """A sponsor's annual report of its programme."""

    sponsor = models.ForeignKey(Sponsor, on_delete=models.PROTECT, related_name="reports")
    since = models.DateField()
    until = models.DateField()
    filed_on = models.DateField()
    visitors = models.PositiveIntegerField()
    forms_used = models.PositiveIntegerField()
    forms_void = models.PositiveIntegerField(default=0)
    says = models.TextField()

    class Meta:
        ordering: ClassVar = ["-until"]

    def __str__(self) -> str:
        return f"{self.since} – {self.until}"


class Sanction(Detail):
    """A sanction against a sponsor: its grounds, what the sponsor says to it, and what was decided."""

    sponsor = models.ForeignKey(Sponsor, on_delete=models.PROTECT, related_name="sanctions")
    kind = models.CharField(max_length=24)
    grounds = models.JSONField(default=list)
    says = models.TextField()
    forms_taken = models.PositiveIntegerField(default=0)
    accepted = models.BooleanField(default=False)
    served_on = models.DateField()
    oppose_by = models.DateField()
    opposed_on = models.DateField(null=True)
    opposition = models.TextField(blank=True)
    effective_on = models.DateField(null=True)
    until = models.DateField(null=True)
    confirmed_on = models.DateField(null=True)
    confirmation = models.TextField(blank=True)
    review_by = models.DateField(null=True)
    decided_on = models.DateField(null=True)
    outcome = models.CharField(max_length=16, blank=True)

    class Meta:
        ordering: ClassVar = ["served_on", "pk"]

    def __str__(self) -> str:
        return self.kind


class SanctionReview(Detail):
    """The review of a decision to sanction a sponsor, by review officers of other bureaus."""

    sanction = models.OneToOneField(Sanction, on_delete=models.PROTECT, related_name="review")
    asked_on = models.DateField()
    says = models.TextField()
    officers = models.TextField(blank=True)
    named_on = models.DateField(null=True)
    statement_by = models.DateField(null=True)
    statement = models.TextField(blank=True)
    stated_on = models.DateField(null=True)
    answer = models.TextField(blank=True)
    answered_on = models.DateField(null=True)
    met_on = models.DateField(null=True)
    outcome = models.CharField(max_length=16, blank=True)
    instead = models.CharField(max_length=24, blank=True)
    decision = models.TextField(blank=True)
    decided_on = models.DateField(null=True)

    def __str__(self) -> str:
        return f"review of {self.sanction.kind}"


class Allotment(Record):
    """Forms DS-2019 that a sponsor asks for, with what it needs them for; granted in part, in whole or not at all."""

    sponsor = models.ForeignKey(Sponsor, on_delete=models.PROTECT, related_name="allotments")
    asked = models.PositiveIntegerField("forms asked for")
    why = models.CharField(max_length=500)
    asked_on = models.DateField()
    granted = models.PositiveIntegerField("forms allotted", null=True)
    decided_on = models.DateField(null=True)
    says = models.CharField("remarks", max_length=500, blank=True)

    class Meta:
        ordering: ClassVar = ["-asked_on"]

    def __str__(self) -> str:
        return f"Request for {self.asked} forms DS-2019"

    @property
    def answers_at(self) -> Any:
        """Return the place whose people answer for what is due: the sponsor's own."""
        return self.sponsor.place_id
