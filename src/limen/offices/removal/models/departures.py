"""What departures keep: requests for travel documents, runs that carry people out, seats on them, bars on return."""

from __future__ import annotations

from datetime import date
from typing import ClassVar

from django.db import models
from django.db.models import Q

from limen.core.records import Detail, Record
from limen.offices.removal.departure_states import OPEN_REQUESTS, OPEN_SEATS
from limen.offices.removal.models.cases import Case


class TravelDocumentRequest(Record):
    """A document asked of a consulate, so that a person can be taken back by a country.

    ``group`` is a code of the law pack's ``travel_document_steps``, which says what is done in which order;
    ``step`` is the one to be taken now, empty when all are.
    """

    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="document_requests")
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="document_requests")
    country = models.CharField(max_length=3)
    consulate = models.CharField(max_length=160, blank=True)
    group = models.CharField(max_length=24)
    steps = models.JSONField(default=list)
    step = models.CharField(max_length=32, blank=True)
    asked_at = models.DateTimeField()
    due_on = models.DateField()
    officer = models.ForeignKey("access.Account", on_delete=models.PROTECT, null=True, related_name="document_requests")
    reminders = models.PositiveSmallIntegerField(default=0)
    reminded_at = models.DateTimeField(null=True)
    acceptance_asked_at = models.DateTimeField(null=True)
    acceptance = models.CharField(max_length=12, blank=True)
    acceptance_at = models.DateTimeField(null=True)
    document = models.ForeignKey("documents.TravelDocument", on_delete=models.PROTECT, null=True, related_name="sought")
    issued_on = models.DateField(null=True)
    refused_why = models.CharField(max_length=400, blank=True)
    failing_since = models.DateTimeField(null=True)
    complied_at = models.DateTimeField(null=True)

    class Meta:
        ordering: ClassVar = ["due_on", "id"]
        verbose_name = "travel-document request"
        indexes: ClassVar = [
            models.Index(fields=["state", "due_on"], name="removal_requests"),
            models.Index(fields=["country", "state"], name="removal_requests_of"),
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["case", "country"], condition=Q(state__in=OPEN_REQUESTS), name="removal_request_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.country} {self.asked_at:%Y-%m-%d}"

    @property
    def compartments(self) -> tuple[str, ...]:
        """Return the compartments the person's record is kept in."""
        return self.person.compartments


class RequestStep(Detail):
    """A step of a request that was taken: which, when, by whom."""

    request = models.ForeignKey(TravelDocumentRequest, on_delete=models.PROTECT, related_name="taken")
    code = models.CharField(max_length=32)
    at = models.DateTimeField()
    by = models.ForeignKey("access.Account", on_delete=models.PROTECT, null=True, related_name="+")
    note = models.CharField(max_length=400, blank=True)

    class Meta:
        ordering: ClassVar = ["at", "id"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["request", "code"], name="removal_step_once")]

    def __str__(self) -> str:
        return self.code


class Movement(Record):
    """A run that carries people out of the country: a flight, a bus, a walk over a bridge."""

    mode = models.CharField(max_length=12)
    chartered = models.BooleanField(default=False)
    carrier = models.CharField(max_length=80, blank=True)
    number = models.CharField(max_length=24)
    place = models.ForeignKey("places.Place", on_delete=models.PROTECT, related_name="removal_movements")
    country = models.CharField(max_length=3)
    destination = models.CharField(max_length=120)
    departs_at = models.DateTimeField()
    arrives_at = models.DateTimeField(null=True)
    capacity = models.PositiveIntegerField()
    escorted = models.BooleanField(default=True)
    unescorted_why = models.CharField(max_length=300, blank=True)
    left_at = models.DateTimeField(null=True)
    verified_how = models.CharField(max_length=12, blank=True)
    verified_by = models.CharField(max_length=120, blank=True)
    verified_at = models.DateTimeField(null=True)
    why = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering: ClassVar = ["departs_at", "id"]
        indexes: ClassVar = [models.Index(fields=["place", "departs_at"], name="removal_board")]

    def __str__(self) -> str:
        return f"{self.label} {self.departs_at:%Y-%m-%d}"

    @property
    def label(self) -> str:
        """Return what the board calls it: carrier and number."""
        return f"{self.carrier} {self.number}".strip()

    @property
    def day(self) -> date:
        """Return the day it departs on, where it departs."""
        return self.departs_at.astimezone(self.place.zone).date()


class Leg(Detail):
    """A leg of a movement's itinerary."""

    movement = models.ForeignKey(Movement, on_delete=models.PROTECT, related_name="legs")
    position = models.PositiveSmallIntegerField()
    origin = models.CharField(max_length=80)
    destination = models.CharField(max_length=80)
    departs_at = models.DateTimeField()
    arrives_at = models.DateTimeField()
    note = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering: ClassVar = ["departs_at", "position"]

    def __str__(self) -> str:
        return f"{self.origin} - {self.destination}"


class Escort(Detail):
    """An officer, a guard, a nurse or an interpreter who goes along on a movement."""

    movement = models.ForeignKey(Movement, on_delete=models.PROTECT, related_name="escorts")
    account = models.ForeignKey("access.Account", on_delete=models.PROTECT, related_name="escorts")
    role = models.CharField(max_length=12)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["movement", "account"], name="removal_escort_once")]

    def __str__(self) -> str:
        return self.role


class Seat(Record):
    """A person's place on the manifest of a movement, from the listing to the departure verified."""

    movement = models.ForeignKey(Movement, on_delete=models.PROTECT, related_name="seats")
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="removal_seats")
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="seats")
    label = models.CharField(max_length=8, blank=True)
    arriving = models.BooleanField(default=False)
    document = models.ForeignKey("documents.TravelDocument", on_delete=models.PROTECT, null=True, related_name="+")
    no_document_why = models.CharField(max_length=300, blank=True)
    apart_why = models.CharField(max_length=300, blank=True)
    apart_by = models.ForeignKey("access.Account", on_delete=models.PROTECT, null=True, related_name="+")
    warned_at = models.DateTimeField(null=True)
    fit = models.BooleanField(null=True)
    cleared_by = models.CharField(max_length=120, blank=True)
    cleared_at = models.DateTimeField(null=True)
    medical_notes = models.TextField(blank=True)
    restraints = models.TextField(blank=True)
    embarked_at = models.DateTimeField(null=True)
    embarked_by = models.ForeignKey("access.Account", on_delete=models.PROTECT, null=True, related_name="+")
    print_reference = models.CharField(max_length=64, blank=True)
    print_by = models.CharField(max_length=120, blank=True)
    photograph = models.CharField(max_length=64, blank=True)
    why = models.CharField(max_length=400, blank=True)
    removed_on = models.DateField(null=True)

    class Meta:
        ordering: ClassVar = ["label", "id"]
        verbose_name = "seat on a manifest"
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["person"], condition=Q(state__in=OPEN_SEATS), name="removal_one_open_manifest"
            ),
            models.UniqueConstraint(fields=["movement", "label"], condition=~Q(label=""), name="removal_seat_once"),
        ]

    def __str__(self) -> str:
        return self.label or "no seat"

    @property
    def compartments(self) -> tuple[str, ...]:
        """Return the compartments the person's record is kept in."""
        return self.person.compartments


class ReturnBar(Record):
    """How long a person may not come back: a code of the law pack's ``return_bars``; ``until`` is its last day."""

    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="return_bars")
    case = models.ForeignKey(Case, on_delete=models.PROTECT, null=True, related_name="return_bars")
    code = models.CharField(max_length=24)
    since = models.DateField()
    until = models.DateField(null=True)
    citation = models.CharField(max_length=200)
    lookout = models.ForeignKey("lookouts.Lookout", on_delete=models.PROTECT, null=True, related_name="+")
    ended_on = models.DateField(null=True)
    ended_why = models.CharField(max_length=400, blank=True)

    class Meta:
        ordering: ClassVar = ["-since", "id"]
        verbose_name = "bar on return"
        indexes: ClassVar = [models.Index(fields=["person", "state"], name="removal_bars")]

    def __str__(self) -> str:
        return f"{self.code} {self.since}"

    @property
    def compartments(self) -> tuple[str, ...]:
        """Return the compartments the person's record is kept in."""
        return self.person.compartments
