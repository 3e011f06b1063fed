"""The chain as it is stored. The body is the truth; what is searched is computed from it by the database."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models
from django.db.models.expressions import Func

from limen.core.records import Record
from limen.core.rows import Swift
from limen.kernel.identifiers import uuid7


class Said(Func):
    """What an entry's body says under a path, as text."""

    arity = 1

    def __init__(self, expression: Any, path: str = "", **extra: Any) -> None:
        super().__init__(expression, output_field=extra.pop("output_field", models.CharField()))
        self.path = path

    def deconstruct(self) -> tuple[str, tuple[Any, ...], dict[str, Any]]:
        """Return how a migration writes this expression."""
        return "limen.core.ledger.models.Said", (*self.get_source_expressions(), self.path), {}

    def as_sqlite(self, compiler: Any, connection: Any, **_: Any) -> Any:
        """Extract with SQLite's JSON functions."""
        column, params = compiler.compile(self.get_source_expressions()[0])
        return f"json_extract({column}, '$.{self.path}')", list(params)

    def as_postgresql(self, compiler: Any, connection: Any, **_: Any) -> tuple[str, list[Any]]:
        """Extract with PostgreSQL's JSON operators."""
        column, params = compiler.compile(self.get_source_expressions()[0])
        return f"(({column})::jsonb #>> '{{{self.path.replace('.', ',')}}}')", list(params)


def said(path: str, size: int) -> models.GeneratedField:
    """Return a column that the database computes from the body, so that the two can never disagree."""
    return models.GeneratedField(
        expression=Said(models.F("body"), path),
        output_field=models.CharField(max_length=size),
        db_persist=True,
    )


class Entry(Swift):
    """One act or one read, chained to the entry before it on the same node."""

    node = models.CharField(max_length=32)
    seq = models.PositiveBigIntegerField()
    previous = models.CharField(max_length=64)
    hash = models.CharField(max_length=64, unique=True)
    body = models.TextField()
    act = said("act", 80)
    kind = said("kind", 8)
    at = said("at", 32)
    recorded = said("recorded", 32)
    actor = said("actor.id", 36)
    place = said("place.code", 16)
    purpose = said("purpose", 32)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["node", "seq"], name="ledger_one_entry_a_number")]
        indexes: ClassVar = [
            models.Index(fields=["act", "at"], name="ledger_entry_act"),
            models.Index(fields=["actor", "at"], name="ledger_entry_actor"),
        ]
        ordering: ClassVar = ["node", "seq"]

    def __str__(self) -> str:
        return f"{self.node}:{self.seq} {self.act}"


class EntrySubject(Swift):
    """Which records an entry is about: a projection of the body, for finding entries by record."""

    entry = models.ForeignKey(Entry, on_delete=models.PROTECT, related_name="subjects")
    record = models.CharField(max_length=64)
    ref = models.UUIDField()

    class Meta:
        indexes: ClassVar = [models.Index(fields=["ref", "entry"], name="ledger_subject_ref")]

    def __str__(self) -> str:
        return f"{self.record} {self.ref}"


class EntryPersonal(Swift):
    """The personal part of an entry. The entry holds its salted digest, so it can be erased and still be proved."""

    entry = models.OneToOneField(Entry, on_delete=models.PROTECT, primary_key=True, related_name="personal_part")
    salt = models.CharField(max_length=32)
    body = models.TextField()

    def __str__(self) -> str:
        return f"personal part of {self.entry_id}"


class Erasure(models.Model):
    """An erasure done by an act; without it the database refuses to delete a personal part."""

    entry = models.OneToOneField(Entry, on_delete=models.PROTECT, primary_key=True, related_name="erasure")
    by = models.ForeignKey(Entry, on_delete=models.PROTECT, related_name="erased")

    def __str__(self) -> str:
        return f"erasure of {self.entry_id}"


class LegalHold(Record):
    """A duty to keep: while it is held, nothing in the ledger about the record is erased."""

    about_record = models.CharField(max_length=64)
    about = models.UUIDField(db_index=True)
    reason = models.CharField(max_length=500)
    placed_by = models.CharField(max_length=240)
    placed_at = models.DateTimeField()
    lifted_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"hold on {self.about_record}"


class Erasing(Record):
    """Personal data about a record, to be erased from the ledger: proposed by one person, done by another."""

    about_record = models.CharField(max_length=64)
    about = models.UUIDField(db_index=True)
    until = models.DateField(null=True)
    reason = models.CharField(max_length=500)
    proposed_by = models.UUIDField()
    proposed_at = models.DateTimeField()
    erased = models.PositiveIntegerField(default=0)

    def __str__(self) -> str:
        return f"erasure about {self.about_record}"


class OnceKey(Swift):
    """An idempotency key that was used, and the entry it made."""

    actor = models.UUIDField()
    key = models.CharField(max_length=128)
    asked = models.CharField(max_length=64)
    entry = models.ForeignKey(Entry, on_delete=models.PROTECT)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["actor", "key"], name="ledger_key_once")]

    def __str__(self) -> str:
        return self.key


class Anchor(models.Model):
    """A signed statement that the chain of a node had this hash at this number."""

    node = models.CharField(max_length=32)
    seq = models.PositiveBigIntegerField()
    hash = models.CharField(max_length=64)
    at = models.DateTimeField()
    statement = models.TextField()
    signature = models.CharField(max_length=128)
    public_key = models.CharField(max_length=64)

    class Meta:
        ordering: ClassVar = ["at"]

    def __str__(self) -> str:
        return f"{self.node}:{self.seq}"


class Outgoing(models.Model):
    """A message to be sent after the act that caused it is committed."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    channel = models.CharField(max_length=16)
    to = models.TextField()
    subject = models.CharField(max_length=200)
    body = models.TextField()
    entry = models.ForeignKey(Entry, on_delete=models.PROTECT, null=True)
    made_at = models.DateTimeField(auto_now_add=True)
    sent_at = models.DateTimeField(null=True)
    fault = models.CharField(max_length=500, blank=True)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["sent_at", "made_at"], name="ledger_outgoing_queue")]

    def __str__(self) -> str:
        return self.subject
