"""Batches: what a school's or sponsor's own system sent, and what was answered."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from limen.core.records import Detail, Record


class Batch(Record):
    """A file of records sent in one piece, answered record by record.

    The same file sent again by the same organisation changes nothing: ``digest`` is what it is known by. ``official``
    is in whose name it was sent, ``sent_by`` the account that sent it: the official's own, or their software's.
    """

    org = models.CharField(max_length=24)
    batch_id = models.CharField(max_length=14)
    user_id = models.CharField(max_length=40)
    digest = models.CharField(max_length=64)
    kind = models.CharField(max_length=12, blank=True)
    name = models.CharField(max_length=120, blank=True)
    place = models.ForeignKey("places.Place", on_delete=models.PROTECT, related_name="+")
    official = models.ForeignKey("sevis.Official", on_delete=models.PROTECT, related_name="+")
    sent_by = models.ForeignKey("access.Account", on_delete=models.PROTECT, related_name="+")
    records = models.PositiveIntegerField(default=0)
    received_at = models.DateTimeField()
    processed_at = models.DateTimeField(null=True)
    upload_code = models.CharField(max_length=8)
    upload_message = models.CharField(max_length=1000, blank=True)
    process_code = models.CharField(max_length=8, blank=True)
    accepted = models.PositiveIntegerField(default=0)
    refused = models.PositiveIntegerField(default=0)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["org", "batch_id"], condition=~models.Q(state="refused"), name="sevis_batch_once"
            )
        ]
        indexes: ClassVar = [models.Index(fields=["place", "-received_at"], name="sevis_batch_place")]
        ordering: ClassVar = ["-received_at"]

    def __str__(self) -> str:
        return self.batch_id


class BatchContent(Detail):
    """What a batch holds, compressed, until the last of its records is answered; then it is emptied."""

    batch = models.OneToOneField(Batch, on_delete=models.PROTECT, related_name="content")
    body = models.BinaryField()

    def __str__(self) -> str:
        return str(self.batch)


class BatchResult(Detail):
    """The answer to one record of a batch.

    ``record`` and ``ref`` name the record it was about; ``told`` holds what else the log says: the numbers of
    dependants, sites and phases. ``papers`` are the forms that were asked for, once they are made.
    """

    batch = models.ForeignKey(Batch, on_delete=models.PROTECT, related_name="results")
    order = models.PositiveSmallIntegerField()
    request_id = models.CharField(max_length=20)
    user_id = models.CharField(max_length=10, blank=True)
    event = models.CharField(max_length=64)
    act = models.CharField(max_length=64, blank=True)
    sevis_id = models.CharField(max_length=11, blank=True)
    record = models.CharField(max_length=32, blank=True)
    ref = models.UUIDField(null=True)
    code = models.CharField(max_length=8)
    accepted = models.BooleanField()
    rule = models.CharField(max_length=64, blank=True)
    message = models.CharField(max_length=500, blank=True)
    user_defined_a = models.CharField(max_length=10, blank=True)
    user_defined_b = models.CharField(max_length=14, blank=True)
    print_form = models.BooleanField(default=False)
    papers = models.JSONField(null=True)
    told = models.JSONField(default=dict)
    answered_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["batch", "order"], name="sevis_batch_result_once")]
        ordering: ClassVar = ["order"]

    def __str__(self) -> str:
        return f"{self.request_id}: {self.code}"


class Certificate(Record):
    """The client certificate by which a school's or sponsor's software is known, by its SHA-256 fingerprint."""

    account = models.ForeignKey("access.Account", on_delete=models.PROTECT, related_name="+")
    place = models.ForeignKey("places.Place", on_delete=models.PROTECT, related_name="+")
    fingerprint = models.CharField(max_length=64)
    label = models.CharField(max_length=80, blank=True)
    until = models.DateField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["fingerprint"], condition=models.Q(state="bound"), name="sevis_certificate_once"
            )
        ]
        ordering: ClassVar = ["-created_at"]

    def __str__(self) -> str:
        return self.label or self.fingerprint[:16]


class ColumnMap(Record):
    """How the columns of a school's own system are called, kept per school so that the next file needs no mapping."""

    place = models.OneToOneField("places.Place", on_delete=models.PROTECT, related_name="+")
    columns = models.JSONField(default=dict)
    constants = models.JSONField(default=dict)

    def __str__(self) -> str:
        return ", ".join(self.columns)


class DigestSetting(Detail):
    """Whether an official is sent the digest of what is due, and when the last one went."""

    official = models.OneToOneField("sevis.Official", on_delete=models.PROTECT, related_name="digest")
    wanted = models.BooleanField(default=True)
    sent_on = models.DateField(null=True)

    def __str__(self) -> str:
        return f"{self.official}: {self.wanted}"
