"""Released data: which files were taken over, and what of each is kept."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from limen.core.records import Detail, Record


class ReleaseFile(Record):
    """A file of the agency's released data. Its rows are kept as columns in files beside the database, by digest."""

    name = models.CharField(max_length=200)
    digest = models.CharField(max_length=64, unique=True)
    size = models.PositiveBigIntegerField()
    rows = models.PositiveBigIntegerField()
    refused = models.PositiveBigIntegerField()
    faults = models.PositiveBigIntegerField()
    skipped = models.PositiveBigIntegerField()
    aside_digest = models.CharField(max_length=64, blank=True)
    first_day = models.DateField(null=True)
    last_day = models.DateField(null=True)
    left_out = models.JSONField(default=list)
    unread = models.JSONField(default=list)
    imported_at = models.DateTimeField()
    imported_by = models.CharField(max_length=160)

    class Meta:
        verbose_name = "file of released data"
        verbose_name_plural = "files of released data"
        ordering: ClassVar = ["-imported_at"]

    def __str__(self) -> str:
        return self.name


class ReleaseTable(Detail):
    """The rows of one kind in a file: arrests, detainers, encounters, removals or stints; and their keep's digest."""

    release = models.ForeignKey(ReleaseFile, on_delete=models.PROTECT, related_name="tables")
    kind = models.CharField(max_length=12)
    rows = models.PositiveBigIntegerField()
    kept_digest = models.CharField(max_length=64)
    first_day = models.DateField(null=True)
    last_day = models.DateField(null=True)

    class Meta:
        ordering: ClassVar = ["kind"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["release", "kind"], name="removal_kind_once_a_file")]

    def __str__(self) -> str:
        return f"{self.kind}: {self.rows}"
