"""Alerts: who may be stopped, why, until when."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from limen.core.records import Detail, Record


class Lookout(Record):
    """An alert on a person or a document. One past its review date stops nobody."""

    category = models.CharField(max_length=24)
    action = models.CharField(max_length=24)
    basis = models.CharField(max_length=300)
    surname = models.CharField(max_length=120, blank=True)
    given_names = models.CharField(max_length=120, blank=True)
    folded = models.CharField(max_length=260, blank=True, db_index=True)
    birth = models.CharField(max_length=10, blank=True)
    birth_first = models.DateField(null=True)
    birth_last = models.DateField(null=True)
    nationality = models.CharField(max_length=3, blank=True)
    document_issuer = models.CharField(max_length=3, blank=True)
    document_folded = models.CharField(max_length=32, blank=True, db_index=True)
    caveats = models.TextField(blank=True)
    handling = models.TextField(blank=True)
    issued_by = models.ForeignKey("places.Place", on_delete=models.PROTECT, related_name="lookouts")
    nominated_by = models.UUIDField()
    active_from = models.DateTimeField()
    review_by = models.DateField()
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, null=True, related_name="lookouts")

    class Meta:
        indexes: ClassVar = [models.Index(fields=["state", "review_by"], name="lookouts_active")]

    def __str__(self) -> str:
        return f"{self.category} {self.action}"


class Cleared(Detail):
    """A standing judgement that a person is not the one a lookout means; it suppresses that pair ever after."""

    lookout = models.ForeignKey(Lookout, on_delete=models.PROTECT, related_name="cleared")
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="cleared_of")
    document_folded = models.CharField(max_length=40, blank=True)
    reason = models.CharField(max_length=500)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["lookout", "person"], name="lookouts_cleared_once")]

    def __str__(self) -> str:
        return f"not {self.lookout_id}"
