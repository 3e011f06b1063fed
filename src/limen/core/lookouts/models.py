"""Alerts: who may be stopped, why, until when."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from limen.core.records import Detail, Record
from limen.screening.model import PERSON


class Lookout(Record):
    """An alert on a person, a document, a conveyance or an organisation. One past its review date stops nobody.

    ``party`` is whom or what it means, whole (``screening.model.Party.as_data()``); the columns beside it hold the
    primary name, birth, nationality and number, for lists and filters. A lookout taken from a list names the list
    (``source_key``) and the entry in it (``source_entry``).
    """

    kind = models.CharField(max_length=16, default=PERSON)
    party = models.JSONField(default=dict)
    source_key = models.CharField(max_length=40, blank=True, db_index=True)
    source_entry = models.CharField(max_length=80, blank=True, db_index=True)
    category = models.CharField(max_length=24)
    action = models.CharField(max_length=24)
    basis = models.CharField(max_length=300)
    surname = models.CharField(max_length=120, blank=True)
    given_names = models.CharField(max_length=120, blank=True)
    folded = models.CharField(max_length=260, blank=True, db_index=True)
    birth = models.CharField(max_length=10, blank=True)
    birth_first = models.DateField(null=True)
    birth_last = models.DateField(null=True)
    sex = models.CharField(max_length=1, blank=True)
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
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["source_key", "source_entry"],
                condition=~models.Q(source_key=""),
                name="lookouts_entry_once",
            )
        ]

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
