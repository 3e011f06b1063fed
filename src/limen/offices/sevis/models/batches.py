"""Batches: what a school's or sponsor's own system sent, and what was answered."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from limen.core.records import Detail, Record


class Batch(Record):
    """A file of records sent in one piece, answered record by record.

    The same file sent again by the same organisation changes nothing: ``digest`` is what it is known by.
    """

    org = models.CharField(max_length=24)
    batch_id = models.CharField(max_length=14)
    user_id = models.CharField(max_length=40)
    digest = models.CharField(max_length=64)
    kind = models.CharField(max_length=12)
    place = models.ForeignKey("places.Place", on_delete=models.PROTECT, related_name="+")
    received_at = models.DateTimeField()
    processed_at = models.DateTimeField(null=True)
    upload_code = models.CharField(max_length=8)
    process_code = models.CharField(max_length=8, blank=True)
    accepted = models.PositiveIntegerField(default=0)
    refused = models.PositiveIntegerField(default=0)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["org", "batch_id"], name="sevis_batch_once")]
        ordering: ClassVar = ["-received_at"]

    def __str__(self) -> str:
        return self.batch_id


class BatchResult(Detail):
    """The answer to one record of a batch."""

    batch = models.ForeignKey(Batch, on_delete=models.PROTECT, related_name="results")
    order = models.PositiveSmallIntegerField()
    request_id = models.CharField(max_length=20)
    event = models.CharField(max_length=48)
    sevis_id = models.CharField(max_length=11, blank=True)
    code = models.CharField(max_length=8)
    message = models.CharField(max_length=500, blank=True)

    class Meta:
        ordering: ClassVar = ["order"]

    def __str__(self) -> str:
        return f"{self.request_id}: {self.code}"
