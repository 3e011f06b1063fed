"""Alerts: who may be stopped, why, until when."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from limen.core.records import Detail, Record
from limen.screening.model import PERSON


class Lookout(Record):
    """An alert on a person, a document, a conveyance or an organisation. One past its review date stops nobody.

    ``party`` is whom or what it means, whole (``screening.model.Party.as_data()``); the columns beside it hold the
    primary name, birth, nationality and number, for lists and filters; ``also`` its other names and numbers, folded,
    one a line. A lookout taken from a list names the list (``source_key``) and the entry in it (``source_entry``).
    ``proposed`` is a change that widens it and waits for a second person; until then only what was approved stops
    anybody. ``authors`` are those who wrote what no second person has approved: none of them approves it, and one that
    stops people for a day meanwhile is not extended.
    """

    kind = models.CharField(max_length=16, default=PERSON)
    party = models.JSONField(default=dict)
    source_key = models.CharField(max_length=40, blank=True, db_index=True)
    source_entry = models.CharField(max_length=80, blank=True, db_index=True)
    office = models.CharField(max_length=40, blank=True)
    proposed = models.JSONField(default=dict, blank=True)
    proposed_by = models.UUIDField(null=True)
    standing_why = models.CharField(max_length=300, blank=True)
    category = models.CharField(max_length=24)
    action = models.CharField(max_length=24)
    basis = models.CharField(max_length=300)
    surname = models.CharField(max_length=120, blank=True)
    given_names = models.CharField(max_length=120, blank=True)
    folded = models.CharField(max_length=260, blank=True, db_index=True)
    also = models.TextField(blank=True)
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
    authors = models.JSONField(default=list, blank=True)
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


class Redress(Record):
    """A misidentification set right: an official number, and the lookouts that do not mean its bearer."""

    number = models.CharField(max_length=24, unique=True)
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="redress")
    document_folded = models.CharField(max_length=40, blank=True, db_index=True)
    document_issuer = models.CharField(max_length=3, blank=True)
    reason = models.CharField(max_length=1000)
    granted_at = models.DateTimeField()
    granted_by = models.ForeignKey("access.Account", on_delete=models.PROTECT, null=True, related_name="+")
    reversed_why = models.CharField(max_length=1000, blank=True)

    class Meta:
        ordering: ClassVar = ["-granted_at"]
        verbose_name_plural = "redress"

    def __str__(self) -> str:
        return self.number

    @property
    def compartments(self) -> tuple[str, ...]:
        """Return the compartments the person's record is kept in."""
        return self.person.compartments


class Cleared(Detail):
    """A standing judgement that a person is not the one a lookout means; it suppresses that pair ever after.

    It holds for the person's record and for every document they showed, the latest and the ``earlier_documents``
    (issuer and number of each), so that a new record of the same traveller is not stopped either. One that was undone
    suppresses nothing.
    """

    lookout = models.ForeignKey(Lookout, on_delete=models.PROTECT, related_name="cleared")
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, null=True, related_name="cleared_of")
    document_folded = models.CharField(max_length=40, blank=True, db_index=True)
    document_issuer = models.CharField(max_length=3, blank=True)
    earlier_documents = models.JSONField(default=list, blank=True)
    reason = models.CharField(max_length=1000)
    redress = models.ForeignKey(Redress, on_delete=models.PROTECT, null=True, related_name="judgements")
    undone_at = models.DateTimeField(null=True)
    undone_why = models.CharField(max_length=1000, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["lookout", "person"], condition=models.Q(undone_at=None), name="lookouts_cleared_once"
            )
        ]

    def __str__(self) -> str:
        return f"not {self.lookout_id}"

    @property
    def documents(self) -> list[tuple[str, str]]:
        """Return the issuer and number of every document it holds for, the latest first."""
        latest = [(self.document_issuer, self.document_folded)] if self.document_folded else []
        return [*latest, *((issuer, number) for issuer, number in self.earlier_documents)]


class Hit(Record):
    """A lookout that may mean somebody met, listed or examined, until an officer decides.

    ``subject_person`` is who was found, where they are on record; ``asked`` is how their papers describe them.
    ``answer`` stays what was decided after the work about it is settled.
    """

    lookout = models.ForeignKey(Lookout, on_delete=models.PROTECT, related_name="found")
    subject_person = models.ForeignKey("people.Person", on_delete=models.PROTECT, null=True, related_name="found_by")
    document_folded = models.CharField(max_length=40, blank=True)
    document_issuer = models.CharField(max_length=3, blank=True)
    asked = models.JSONField(default=dict)
    subject_record = models.CharField(max_length=64, blank=True)
    subject = models.UUIDField(null=True, db_index=True)
    place = models.ForeignKey("places.Place", on_delete=models.PROTECT, null=True, related_name="lookout_hits")
    found_at = models.DateTimeField()
    score = models.FloatField(null=True)
    why = models.JSONField(default=list)
    evidence = models.JSONField(default=list)
    strong = models.BooleanField(default=False)
    answer = models.CharField(max_length=12, blank=True)
    reason = models.CharField(max_length=500, blank=True)
    decided_at = models.DateTimeField(null=True)
    decided_by = models.ForeignKey("access.Account", on_delete=models.PROTECT, null=True, related_name="+")
    result = models.TextField(blank=True)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["state", "found_at"], name="lookouts_hits")]
        ordering: ClassVar = ["-strong", "found_at"]

    def __str__(self) -> str:
        return f"hit on {self.lookout_id}"


class Disclosure(Detail):
    """A lookout told to another agency or post: to whom, what, on which basis."""

    lookout = models.ForeignKey(Lookout, on_delete=models.PROTECT, related_name="disclosures")
    agency = models.CharField(max_length=200, blank=True)
    place = models.ForeignKey("places.Place", on_delete=models.PROTECT, null=True, related_name="+")
    basis = models.CharField(max_length=300)
    told = models.CharField(max_length=1000)
    at = models.DateTimeField()
    by = models.ForeignKey("access.Account", on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering: ClassVar = ["-at"]

    def __str__(self) -> str:
        return self.agency or str(self.place)
