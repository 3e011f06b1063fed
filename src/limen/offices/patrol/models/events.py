"""People apprehended: the encounter event, each person's record in it, and what was asked, checked and decided."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from limen.core.records import Detail, Record

OPEN = ("apprehended", "processing", "proposed")
"""The states of an apprehension in which its processing is not finished."""


class Event(Record):
    """An encounter with one or many people between the ports of entry, under one event number.

    ``detection`` names what was detected before, where something was; ``miles`` how far from the border it is.
    """

    number = models.CharField(max_length=24, unique=True)
    station = models.ForeignKey("places.Place", on_delete=models.PROTECT, related_name="encounter_events")
    at = models.DateTimeField()
    latitude = models.DecimalField(max_digits=9, decimal_places=6, null=True)
    longitude = models.DecimalField(max_digits=9, decimal_places=6, null=True)
    where = models.CharField(max_length=240, blank=True)
    miles = models.DecimalField(max_digits=6, decimal_places=1, null=True)
    detection = models.UUIDField(null=True, db_index=True)
    conveyance = models.CharField(max_length=24, blank=True)
    plate = models.CharField(max_length=16, blank=True)
    plate_issuer = models.CharField(max_length=16, blank=True)
    vin = models.CharField(max_length=24, blank=True)
    narrative = models.TextField(blank=True)
    opened_by = models.ForeignKey("access.Account", on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        verbose_name = "encounter event"
        ordering: ClassVar = ["-at"]
        indexes: ClassVar = [models.Index(fields=["station", "at"], name="patrol_events_here")]

    def __str__(self) -> str:
        return self.number


class Apprehension(Record):
    """One person's part of an event: who has the record, what is known, how it ends.

    ``said`` is what was said about the person beyond their identity, ``history`` what the records show, ``proposal``
    the decision as it was written, until a supervisor approves it and after.
    """

    event = models.ForeignKey(Event, on_delete=models.PROTECT, related_name="apprehensions")
    line = models.PositiveSmallIntegerField()
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="apprehensions")
    encounter = models.ForeignKey("encounters.Encounter", on_delete=models.PROTECT, related_name="apprehensions")
    stay = models.ForeignKey("custody.Stay", on_delete=models.PROTECT, null=True, related_name="apprehensions")
    agent = models.ForeignKey("access.Account", on_delete=models.PROTECT, null=True, related_name="+")
    taken_by = models.ForeignKey("access.Account", on_delete=models.PROTECT, null=True, related_name="+")
    role = models.CharField(max_length=16, blank=True)
    family = models.CharField(max_length=16, blank=True)
    alone = models.BooleanField(default=False)
    at = models.DateTimeField()
    screened = models.CharField(max_length=240, blank=True)
    language = models.CharField(max_length=12, blank=True)
    interpreter = models.CharField(max_length=120, blank=True)
    said = models.JSONField(default=dict)
    manner = models.CharField(max_length=24, blank=True)
    entered_on = models.DateField(null=True)
    history = models.JSONField(default=dict)
    citizenship = models.CharField(max_length=12, blank=True)
    asked_return = models.BooleanField(default=False)
    fingerprint = models.CharField(max_length=64, blank=True)
    prints = models.CharField(max_length=64, blank=True)
    quality = models.PositiveSmallIntegerField(null=True)
    no_prints_why = models.CharField(max_length=300, blank=True)
    disposition = models.CharField(max_length=32, blank=True)
    proposal = models.JSONField(default=dict)
    returned_why = models.CharField(max_length=1000, blank=True)
    proposed_by = models.ForeignKey("access.Account", on_delete=models.PROTECT, null=True, related_name="+")
    decided_by = models.ForeignKey("access.Account", on_delete=models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)

    class Meta:
        ordering: ClassVar = ["event", "line"]
        indexes: ClassVar = [
            models.Index(fields=["state", "at"], name="patrol_apprehensions"),
            models.Index(fields=["person", "at"], name="patrol_of_person"),
            models.Index(fields=["taken_by", "state"], name="patrol_taken"),
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["event", "person"], name="patrol_once_in_event"),
            models.UniqueConstraint(fields=["event", "line"], name="patrol_line_once"),
            models.CheckConstraint(
                condition=Q(state__in=OPEN) | Q(decided_at__isnull=False), name="patrol_done_is_decided"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.event.number}-{self.line}"


class Question(Detail):
    """A question of the law pack's as it was asked of a person, and the answer; what was once shown stays shown."""

    apprehension = models.ForeignKey(Apprehension, on_delete=models.PROTECT, related_name="questions")
    code = models.CharField(max_length=32)
    about = models.CharField(max_length=16)
    answer = models.TextField()
    shows = models.BooleanField(default=False)
    at = models.DateTimeField()
    by = models.ForeignKey("access.Account", on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering: ClassVar = ["at", "id"]

    def __str__(self) -> str:
        return self.code


class DocumentCheck(Detail):
    """A document a person had, or that they had none, and what the agent found of it."""

    apprehension = models.ForeignKey(Apprehension, on_delete=models.PROTECT, related_name="document_checks")
    document = models.ForeignKey(
        "documents.TravelDocument", on_delete=models.PROTECT, null=True, related_name="patrol_checks"
    )
    kind = models.CharField(max_length=24, blank=True)
    issuer = models.CharField(max_length=3, blank=True)
    number = models.CharField(max_length=32, blank=True)
    finding = models.CharField(max_length=12)
    note = models.CharField(max_length=500, blank=True)
    at = models.DateTimeField()
    by = models.ForeignKey("access.Account", on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering: ClassVar = ["at"]

    def __str__(self) -> str:
        return f"{self.kind} {self.finding}"


class Ground(Detail):
    """Whether a ground of inadmissibility applies to a person, and on what evidence; the latest finding counts."""

    apprehension = models.ForeignKey(Apprehension, on_delete=models.PROTECT, related_name="grounds")
    ground = models.CharField(max_length=16)
    citation = models.CharField(max_length=200)
    applies = models.BooleanField(default=True)
    evidence = models.TextField()
    at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["at", "id"]

    def __str__(self) -> str:
        return self.ground
