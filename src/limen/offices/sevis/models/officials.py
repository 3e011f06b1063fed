"""Officials: who speaks for a school or a sponsor."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models
from django.db.models import Q

from limen.core.records import Record
from limen.offices.sevis.models.organisations import Campus, School
from limen.offices.sevis.models.sponsors import Sponsor

ONE = Q(state="active", role="pdso")
ONE_OF_SPONSOR = Q(state="active", role="responsible_officer")


class Official(Record):
    """Somebody who speaks for a school (a designated school official) or for a sponsor (a responsible officer).

    ``role`` is ``pdso``, ``dso``, ``responsible_officer`` or ``alternate_responsible_officer``. One person who speaks
    for two campuses has a record for each; ``campus`` is empty for who speaks for the whole school. Until the
    government approves them there may be no account.
    """

    account = models.ForeignKey("access.Account", on_delete=models.PROTECT, null=True, related_name="+")
    school = models.ForeignKey(School, on_delete=models.PROTECT, null=True, related_name="officials")
    sponsor = models.ForeignKey(Sponsor, on_delete=models.PROTECT, null=True, related_name="officials")
    campus = models.ForeignKey(Campus, on_delete=models.PROTECT, null=True, related_name="officials")
    role = models.CharField(max_length=32)
    name = models.CharField(max_length=160, blank=True)
    sign_in = models.CharField(max_length=64, blank=True)
    email = models.CharField(max_length=254, blank=True)
    position = models.CharField(max_length=120, blank=True)
    duties = models.CharField(max_length=500, blank=True)
    standing = models.CharField(max_length=24, blank=True)
    trained_on = models.DateField(null=True)
    since = models.DateField(null=True)
    until = models.DateField(null=True)
    why = models.CharField(max_length=500, blank=True)

    class Meta:
        ordering: ClassVar = ["role", "since"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["school"], condition=ONE & Q(campus=None), name="sevis_one_principal"),
            models.UniqueConstraint(
                fields=["campus"], condition=ONE & Q(campus__isnull=False), name="sevis_one_principal_a_campus"
            ),
            models.UniqueConstraint(fields=["sponsor"], condition=ONE_OF_SPONSOR, name="sevis_one_responsible"),
        ]

    def __str__(self) -> str:
        return f"{self.called} ({self.role})"

    @property
    def called(self) -> str:
        """Return the person's name."""
        return self.account.full_name if self.account is not None else self.name

    @property
    def organisation(self) -> Any:
        """Return whom they speak for."""
        return self.school or self.sponsor

    @property
    def answers_at(self) -> Any:
        """Return the place whose people answer for what is due: their organisation's."""
        return self.organisation.place_id
