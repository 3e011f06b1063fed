"""A file on a person: its number, who is party to it, notes and tasks. The timeline comes from the ledger."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from limen.core.records import Detail, Record


class NumberLease(Record):
    """A run of official numbers leased to this node, and how many of it are used."""

    kind = models.CharField(max_length=24)
    picture = models.CharField(max_length=24)
    first = models.BigIntegerField()
    last = models.BigIntegerField()
    next = models.BigIntegerField()

    class Meta:
        indexes: ClassVar = [models.Index(fields=["kind", "state", "first"], name="casefile_lease")]

    def __str__(self) -> str:
        return f"{self.kind} {self.first}-{self.last}"


class CaseFile(Record):
    """A file under an official number."""

    number = models.CharField(max_length=24, unique=True)
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="files")
    opened_by = models.ForeignKey("access.Account", on_delete=models.PROTECT, null=True)
    opened_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.number


class Party(Detail):
    """Someone else in the file: counsel, a sponsor, a witness."""

    file = models.ForeignKey(CaseFile, on_delete=models.PROTECT, related_name="parties")
    role = models.CharField(max_length=24)
    name = models.CharField(max_length=160)
    contact = models.CharField(max_length=200, blank=True)

    def __str__(self) -> str:
        return f"{self.role} {self.name}"


class Note(Detail):
    """A note in a file; corrected by another note, never edited."""

    file = models.ForeignKey(CaseFile, on_delete=models.PROTECT, related_name="notes")
    text = models.TextField()
    by = models.ForeignKey("access.Account", on_delete=models.PROTECT, null=True)
    at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["at"]

    def __str__(self) -> str:
        return self.text[:40]


class Task(Detail):
    """Something to be done in a file, by whom and when."""

    file = models.ForeignKey(CaseFile, on_delete=models.PROTECT, related_name="tasks")
    text = models.CharField(max_length=300)
    owner = models.ForeignKey("access.Account", on_delete=models.PROTECT, null=True)
    due_at = models.DateTimeField(null=True)
    done_at = models.DateTimeField(null=True)

    class Meta:
        ordering: ClassVar = ["due_at"]

    def __str__(self) -> str:
        return self.text
