"""What investigators keep: leads with what was found on each, and arrests."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models
from django.db.models import Q

from limen.core.records import Detail, Record

LEADS_OPEN = ("received", "open")
"""The states of a lead that somebody still has to work."""


class Lead(Record):
    """Something to follow up: who sent it, whom or what it is about, how good it is, what came of it.

    ``about`` is the person: a lead has no person of its own, so that the deadline of one lead never meets that of
    another about the same person. ``subject_record`` and ``subject`` name the record it came from, ``attached`` what
    its sender sent with it.
    """

    number = models.CharField(max_length=24, unique=True)
    kind = models.CharField(max_length=24)
    area = models.CharField(max_length=32)
    about = models.ForeignKey("people.Person", on_delete=models.PROTECT, null=True, related_name="leads")
    subject_record = models.CharField(max_length=64, blank=True)
    subject = models.UUIDField(null=True, db_index=True)
    summary = models.TextField()
    attached = models.JSONField(default=list)
    source = models.CharField(max_length=80, blank=True)
    source_grade = models.CharField(max_length=1)
    information_grade = models.CharField(max_length=1)
    priority = models.CharField(max_length=12)
    from_place = models.ForeignKey("places.Place", on_delete=models.PROTECT, null=True, related_name="leads_sent")
    place = models.ForeignKey("places.Place", on_delete=models.PROTECT, null=True, related_name="leads")
    received_at = models.DateTimeField()
    due_at = models.DateTimeField()
    officer = models.ForeignKey("access.Account", on_delete=models.PROTECT, null=True, related_name="leads")
    assigned_at = models.DateTimeField(null=True)
    outcome = models.CharField(max_length=24, blank=True)
    ended_at = models.DateTimeField(null=True)
    ended_why = models.TextField(blank=True)
    corrected_by = models.CharField(max_length=160, blank=True)

    class Meta:
        ordering: ClassVar = ["due_at"]
        indexes: ClassVar = [
            models.Index(fields=["state", "due_at"], name="investigations_leads"),
            models.Index(fields=["officer", "state"], name="investigations_leads_of"),
            models.Index(fields=["subject_record", "subject"], name="investigations_lead_source"),
        ]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=~Q(state="open") | Q(officer__isnull=False), name="investigations_open_has_officer"
            ),
            models.CheckConstraint(
                condition=Q(state__in=LEADS_OPEN) | Q(ended_at__isnull=False), name="investigations_over_is_dated"
            ),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def answers_at(self) -> Any:
        """Return the place whose people answer for it: the office that works it; until one does, the whole agency.

        Who sent it, a school say, neither answers for it nor is told of it. None where the officer at work answers.
        """
        sent = self.from_place
        waits = self.state in ("", "received") and sent is not None and bool(sent.lineage)
        return self.place_id or (sent.lineage[0] if waits and sent is not None else None)


class LeadNote(Detail):
    """What was found or done on a lead, and by whom."""

    lead = models.ForeignKey(Lead, on_delete=models.PROTECT, related_name="notes")
    says = models.TextField()
    source_grade = models.CharField(max_length=1, blank=True)
    information_grade = models.CharField(max_length=1, blank=True)
    at = models.DateTimeField()
    by = models.ForeignKey("access.Account", on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering: ClassVar = ["at", "id"]

    def __str__(self) -> str:
        return f"{self.lead} {self.at:%Y-%m-%d}"


class Arrest(Record):
    """The administrative arrest of one person: where, on what authority, what was said, and how it went on.

    People arrested together share the event's number and stand in it line by line. ``warrant`` is the paper it was
    made on, where one of ours was; ``processed_how`` what became of the person first.
    """

    number = models.CharField(max_length=24)
    line = models.PositiveSmallIntegerField(default=1)
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="arrests")
    encounter = models.ForeignKey(
        "encounters.Encounter", on_delete=models.PROTECT, null=True, related_name="administrative_arrests"
    )
    stay = models.ForeignKey("custody.Stay", on_delete=models.PROTECT, null=True, related_name="arrests")
    lead = models.ForeignKey(Lead, on_delete=models.PROTECT, null=True, related_name="arrests")
    office = models.ForeignKey("places.Place", on_delete=models.PROTECT, related_name="arrests")
    held_at = models.ForeignKey("places.Place", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    where = models.CharField(max_length=240)
    latitude = models.DecimalField(max_digits=9, decimal_places=6, null=True)
    longitude = models.DecimalField(max_digits=9, decimal_places=6, null=True)
    entry = models.CharField(max_length=24)
    entry_by = models.CharField(max_length=240, blank=True)
    method = models.CharField(max_length=12)
    authority = models.CharField(max_length=32)
    citation = models.CharField(max_length=200)
    warrant = models.ForeignKey("documents.Paper", on_delete=models.PROTECT, null=True, related_name="+")
    warrant_by = models.CharField(max_length=160, blank=True)
    warrant_on = models.DateField(null=True)
    unlawful_why = models.TextField(blank=True)
    escape_why = models.TextField(blank=True)
    circumstances = models.TextField()
    officer = models.ForeignKey("access.Account", on_delete=models.PROTECT, null=True, related_name="+")
    others = models.CharField(max_length=400, blank=True)
    alone = models.BooleanField(default=False)
    told = models.JSONField(default=list)
    told_at = models.DateTimeField(null=True)
    language = models.CharField(max_length=12, blank=True)
    interpreter = models.CharField(max_length=120, blank=True)
    citizenship = models.CharField(max_length=12)
    citizenship_says = models.TextField(blank=True)
    screened = models.CharField(max_length=240, blank=True)
    processed_how = models.CharField(max_length=16, blank=True)
    processed_at = models.DateTimeField(null=True)
    closed_why = models.TextField(blank=True)

    class Meta:
        ordering: ClassVar = ["-at"]
        indexes: ClassVar = [
            models.Index(fields=["state", "at"], name="investigations_arrests"),
            models.Index(fields=["person", "at"], name="investigations_arrests_of"),
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["number", "line"], name="investigations_line_once"),
            models.CheckConstraint(
                condition=Q(state="made") | Q(processed_at__isnull=False), name="investigations_done_is_dated"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number}-{self.line}"


class ArrestCorrection(Detail):
    """What was recorded of an arrest before it was corrected, by whom and why."""

    arrest = models.ForeignKey(Arrest, on_delete=models.PROTECT, related_name="corrections")
    field = models.CharField(max_length=32)
    was = models.TextField()
    now = models.TextField()
    why = models.CharField(max_length=500)
    at = models.DateTimeField()
    by = models.ForeignKey("access.Account", on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering: ClassVar = ["at", "id"]

    def __str__(self) -> str:
        return f"{self.arrest} {self.field}"
