"""What is kept of people in others' hands: detainers, and people whom another office hands over."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from limen.offices.removal.models.decisions import OfPerson


class Detainer(OfPerson):
    """A request to an agency that has a person, to say when it lets them go and to hold them until they are taken over.

    ``causes`` are rows of the law pack's ``detainer_causes``; ``lifted_why`` is one of ``detainer_lifts``.
    """

    agency = models.CharField(max_length=200)
    county = models.CharField(max_length=80, blank=True)
    telephone = models.CharField(max_length=40, blank=True)
    fax = models.CharField(max_length=40, blank=True)
    contact = models.CharField(max_length=200)
    causes = models.JSONField(default=list)
    booking_number = models.CharField(max_length=40, blank=True)
    offence = models.CharField(max_length=200, blank=True)
    release_expected = models.DateTimeField(null=True)
    issued_at = models.DateTimeField()
    issued_by = models.ForeignKey("access.Account", on_delete=models.PROTECT, null=True, related_name="+")
    place = models.ForeignKey("places.Place", on_delete=models.PROTECT, related_name="detainers")
    answered_at = models.DateTimeField(null=True)
    answer = models.TextField(blank=True)
    ended_at = models.DateTimeField(null=True)
    lifted_why = models.CharField(max_length=8, blank=True)
    stay = models.ForeignKey("custody.Stay", on_delete=models.PROTECT, null=True, related_name="detainers")

    class Meta:
        verbose_name = "detainer"
        ordering: ClassVar = ["-issued_at"]
        indexes: ClassVar = [models.Index(fields=["place", "state", "release_expected"], name="removal_detainers")]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["person", "agency"],
                condition=Q(state__in=("issued", "acknowledged", "declined")),
                name="removal_one_detainer",
            )
        ]

    def __str__(self) -> str:
        return f"{self.agency} {self.issued_at:%Y-%m-%d}"


class Takeover(OfPerson):
    """A person whom another office referred here, taken over with the custody they are in."""

    referral = models.OneToOneField("referrals.Referral", on_delete=models.PROTECT, related_name="takeover")
    stay = models.ForeignKey("custody.Stay", on_delete=models.PROTECT, related_name="takeovers")
    accepted_at = models.DateTimeField()
    accepted_by = models.ForeignKey("access.Account", on_delete=models.PROTECT, null=True, related_name="+")
    place = models.ForeignKey("places.Place", on_delete=models.PROTECT, related_name="takeovers")
    received_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = "person taken over"
        verbose_name_plural = "people taken over"
        ordering: ClassVar = ["-accepted_at"]

    def __str__(self) -> str:
        return f"taken over {self.accepted_at:%Y-%m-%d}"
