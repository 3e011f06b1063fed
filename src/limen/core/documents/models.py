"""Travel documents people carry, and the papers the service makes."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from limen.core.records import Record


class TravelDocument(Record):
    """A passport, visa, card or other document a person travels on, as read."""

    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="travel_documents")
    kind = models.CharField(max_length=24)
    issuer = models.CharField(max_length=3)
    number = models.CharField(max_length=32)
    number_folded = models.CharField(max_length=32, db_index=True)
    nationality = models.CharField(max_length=3, blank=True)
    expires = models.DateField(null=True)
    zone_text = models.TextField(blank=True)
    reported_why = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["kind", "issuer", "number"], name="documents_document_once")
        ]

    def __str__(self) -> str:
        return f"{self.issuer} {self.number}"


class Paper(Record):
    """An official form made from the record, kept as it was handed over."""

    form = models.CharField(max_length=24)
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, null=True, related_name="papers")
    about_record = models.CharField(max_length=64)
    about = models.UUIDField(db_index=True)
    made_on = models.DateField()
    data = models.JSONField()
    pdf = models.BinaryField()
    digest = models.CharField(max_length=64)
    served_at = models.DateTimeField(null=True)
    served_how = models.CharField(max_length=40, blank=True)

    class Meta:
        ordering: ClassVar = ["created_at"]

    def __str__(self) -> str:
        return f"{self.form} {self.made_on}"
