"""What inspections keeps: voyages and who is aboard, inspections and what was found, admissions, departures, lanes."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models

from limen.core.records import Detail, Record


class Voyage(Record):
    """A flight, sailing, train or bus run that brings people to a port or takes them away."""

    mode = models.CharField(max_length=12, default="air")
    direction = models.CharField(max_length=12, default="inbound")
    carrier = models.CharField(max_length=8)
    number = models.CharField(max_length=16)
    origin = models.CharField(max_length=5, blank=True)
    destination = models.CharField(max_length=5, blank=True)
    port = models.ForeignKey("places.Place", on_delete=models.PROTECT, null=True, related_name="voyages")
    runs_on = models.DateField()
    departs_at = models.DateTimeField(null=True)
    arrives_at = models.DateTimeField(null=True)
    legs = models.JSONField(default=list)
    listed_at = models.DateTimeField(null=True)
    closed_out_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["carrier", "number", "runs_on", "origin", "destination"], name="inspections_voyage_once"
            )
        ]
        indexes: ClassVar = [models.Index(fields=["port", "arrives_at"], name="inspections_voyage_board")]
        ordering: ClassVar = ["arrives_at", "carrier", "number"]

    def __str__(self) -> str:
        return f"{self.label} {self.runs_on}"

    @property
    def label(self) -> str:
        """Return what the board calls it: carrier and number."""
        return f"{self.carrier}{self.number}"


class Message(Detail):
    """A manifest or booking message as it came, and what was wrong with it."""

    voyage = models.ForeignKey(Voyage, on_delete=models.PROTECT, related_name="messages")
    kind = models.CharField(max_length=12)
    function = models.CharField(max_length=24)
    reference = models.CharField(max_length=40, blank=True)
    received_at = models.DateTimeField()
    source = models.CharField(max_length=160, blank=True)
    digest = models.CharField(max_length=64, db_index=True)
    text = models.TextField()
    people = models.PositiveIntegerField(default=0)
    faults = models.JSONField(default=list)
    answer = models.TextField(blank=True)

    class Meta:
        ordering: ClassVar = ["received_at"]

    def __str__(self) -> str:
        return f"{self.kind} {self.function}"


class Booking(Detail):
    """A passenger name record: who booked, how, and who may be reached under it."""

    voyage = models.ForeignKey(Voyage, on_delete=models.PROTECT, related_name="bookings")
    locator = models.CharField(max_length=16)
    data = models.JSONField(default=dict)
    contacts = models.JSONField(default=list)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["voyage", "locator"], name="inspections_booking_once")]

    def __str__(self) -> str:
        return self.locator


class BookingContact(Detail):
    """A telephone or e-mail a booking gives, written one way, so that bookings which share one are found."""

    booking = models.ForeignKey(Booking, on_delete=models.PROTECT, related_name="keys")
    key = models.CharField(max_length=64, db_index=True)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["booking", "key"], name="inspections_contact_once")]

    def __str__(self) -> str:
        return self.key


class Traveller(Record):
    """A person a carrier lists aboard a voyage. Nobody is a person on record before they stand before an officer."""

    voyage = models.ForeignKey(Voyage, on_delete=models.PROTECT, related_name="travellers")
    role = models.CharField(max_length=12, default="passenger")
    reference = models.CharField(max_length=40, blank=True)
    locator = models.CharField(max_length=16, blank=True, db_index=True)
    surname = models.CharField(max_length=120, blank=True)
    given_names = models.CharField(max_length=120, blank=True)
    folded = models.CharField(max_length=260, db_index=True)
    birth = models.CharField(max_length=10, blank=True)
    sex = models.CharField(max_length=1, blank=True)
    nationality = models.CharField(max_length=3, blank=True)
    document_kind = models.CharField(max_length=24, blank=True)
    document_issuer = models.CharField(max_length=3, blank=True)
    document_number = models.CharField(max_length=40, blank=True)
    document_folded = models.CharField(max_length=40, blank=True, db_index=True)
    document_expires = models.DateField(null=True)
    embarks = models.CharField(max_length=5, blank=True)
    debarks = models.CharField(max_length=5, blank=True)
    seat = models.CharField(max_length=8, blank=True)
    bags = models.JSONField(default=list)
    contacts = models.JSONField(default=list)
    booking = models.ForeignKey(Booking, on_delete=models.PROTECT, null=True, related_name="travellers")
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, null=True, related_name="listings")
    matched_by = models.CharField(max_length=24, blank=True)
    priority = models.PositiveSmallIntegerField(default=0, db_index=True)
    directive = models.CharField(max_length=4, blank=True)
    directive_why = models.CharField(max_length=300, blank=True)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["voyage", "state"], name="inspections_aboard")]
        ordering: ClassVar = ["-priority", "folded"]

    def __str__(self) -> str:
        return self.display_name

    @property
    def display_name(self) -> str:
        """Return the name as a list shows it."""
        return ", ".join(part for part in (self.surname.upper(), self.given_names) if part) or "(no name)"


class Change(Detail):
    """What a later message changed about a traveller."""

    traveller = models.ForeignKey(Traveller, on_delete=models.PROTECT, related_name="changes")
    message = models.ForeignKey(Message, on_delete=models.PROTECT, related_name="changes")
    field = models.CharField(max_length=24)
    before = models.CharField(max_length=280, blank=True)
    after = models.CharField(max_length=280, blank=True)

    def __str__(self) -> str:
        return self.field


class VettingNote(Detail):
    """A note on a traveller before arrival."""

    traveller = models.ForeignKey(Traveller, on_delete=models.PROTECT, related_name="notes")
    text = models.TextField()
    by = models.ForeignKey("access.Account", on_delete=models.PROTECT, null=True)
    at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["at"]

    def __str__(self) -> str:
        return self.text[:40]


class SavedQuery(Record):
    """A search for voyages or travellers that an officer keeps, alone or for the office."""

    owner = models.ForeignKey("access.Account", on_delete=models.PROTECT, related_name="saved_queries")
    name = models.CharField(max_length=80)
    about = models.CharField(max_length=12)
    terms = models.JSONField(default=dict)
    shared_at = models.ForeignKey("places.Place", on_delete=models.PROTECT, null=True)

    def __str__(self) -> str:
        return self.name


class Vehicle(Record):
    """A vehicle at a land lane and the people in it, inspected together."""

    plate = models.CharField(max_length=16)
    plate_issuer = models.CharField(max_length=16, blank=True)
    place = models.ForeignKey("places.Place", on_delete=models.PROTECT, related_name="vehicles")
    lane = models.CharField(max_length=16, blank=True)
    at = models.DateTimeField()
    people = models.PositiveSmallIntegerField(default=1)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["plate", "at"], name="inspections_plate")]

    def __str__(self) -> str:
        return self.plate


class Inspection(Record):
    """One person's inspection, from the counter to the outcome."""

    encounter = models.OneToOneField("encounters.Encounter", on_delete=models.PROTECT, related_name="inspection")
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="inspections")
    document = models.ForeignKey("documents.TravelDocument", on_delete=models.PROTECT, null=True, related_name="shown")
    traveller = models.ForeignKey(Traveller, on_delete=models.PROTECT, null=True, related_name="inspections")
    vehicle = models.ForeignKey(Vehicle, on_delete=models.PROTECT, null=True, related_name="inspections")
    place = models.ForeignKey("places.Place", on_delete=models.PROTECT, related_name="inspections")
    lane = models.CharField(max_length=16, blank=True)
    mode = models.CharField(max_length=12, default="air")
    officer = models.ForeignKey("access.Account", on_delete=models.PROTECT, null=True, related_name="inspections")
    opened_at = models.DateTimeField()
    decided_at = models.DateTimeField(null=True)
    appears_at = models.DateTimeField(null=True)
    presented = models.JSONField(default=dict)
    checks = models.JSONField(default=list)
    reason = models.CharField(max_length=40, blank=True)
    remarks = models.TextField(blank=True)
    secondary_officer = models.ForeignKey(
        "access.Account", on_delete=models.PROTECT, null=True, related_name="secondaries"
    )
    language = models.CharField(max_length=12, blank=True)
    interpreter = models.CharField(max_length=120, blank=True)
    witness = models.CharField(max_length=120, blank=True)
    fear = models.CharField(max_length=12, blank=True)
    override = models.CharField(max_length=40, blank=True)
    override_review = models.CharField(max_length=12, blank=True)
    outcome = models.CharField(max_length=40, blank=True)
    class_of_admission = models.CharField(max_length=6, blank=True)
    admit_until = models.DateField(null=True)
    duration_of_status = models.BooleanField(default=False)
    citation = models.CharField(max_length=200, blank=True)

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["place", "state", "opened_at"], name="inspections_queue"),
            models.Index(fields=["person", "opened_at"], name="inspections_person"),
        ]
        ordering: ClassVar = ["-opened_at"]

    def __str__(self) -> str:
        return f"inspection {self.opened_at:%Y-%m-%d %H:%M}"

    @property
    def until(self) -> str:
        """Return until when the person is admitted, as the record says it."""
        if self.duration_of_status:
            return "D/S"
        return self.admit_until.isoformat() if self.admit_until else ""

    @property
    def failed_checks(self) -> list[dict[str, Any]]:
        """Return the checks that did not pass; of several of one kind the last counts."""
        latest = {check["key"]: check for check in self.checks}
        return [check for check in latest.values() if check["result"] == "failed"]


class Hit(Record):
    """A lookout that may mean a traveller or a person inspected, until an officer decides.

    ``found`` is the lookouts room's own record of it, which says what the office that answers for the lookout did.
    """

    lookout = models.ForeignKey("lookouts.Lookout", on_delete=models.PROTECT, related_name="hits")
    found = models.OneToOneField("lookouts.Hit", on_delete=models.PROTECT, null=True, related_name="at_inspection")
    traveller = models.ForeignKey(Traveller, on_delete=models.PROTECT, null=True, related_name="hits")
    inspection = models.ForeignKey(Inspection, on_delete=models.PROTECT, null=True, related_name="hits")
    why = models.JSONField(default=list)
    strong = models.BooleanField(default=False)
    found_at = models.DateTimeField()
    decided_by = models.ForeignKey("access.Account", on_delete=models.PROTECT, null=True)
    reason = models.CharField(max_length=500, blank=True)

    class Meta:
        ordering: ClassVar = ["-strong", "found_at"]

    def __str__(self) -> str:
        return f"hit on {self.lookout_id}"


class Interview(Detail):
    """A question asked in secondary and its answer, in the order asked."""

    inspection = models.ForeignKey(Inspection, on_delete=models.PROTECT, related_name="interview")
    code = models.CharField(max_length=24, blank=True)
    question = models.TextField()
    answer = models.TextField()
    shows_fear = models.BooleanField(default=False)
    at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["at", "id"]

    def __str__(self) -> str:
        return self.question[:40]


class Finding(Detail):
    """Whether a ground of inadmissibility was found to apply, and on what evidence."""

    inspection = models.ForeignKey(Inspection, on_delete=models.PROTECT, related_name="findings")
    ground = models.CharField(max_length=16)
    citation = models.CharField(max_length=120)
    applies = models.BooleanField()
    evidence = models.TextField()
    at = models.DateTimeField()

    def __str__(self) -> str:
        return self.ground


class Admission(Record):
    """An arrival/departure record (I-94): in which class, until when, and whether the person left."""

    number = models.CharField(max_length=16, unique=True)
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, null=True, related_name="admissions")
    inspection = models.ForeignKey(Inspection, on_delete=models.PROTECT, null=True, related_name="admissions")
    document = models.ForeignKey(
        "documents.TravelDocument", on_delete=models.PROTECT, null=True, related_name="admissions"
    )
    place = models.ForeignKey("places.Place", on_delete=models.PROTECT, related_name="admissions")
    mode = models.CharField(max_length=12, default="air")
    admitted_on = models.DateField()
    class_of_admission = models.CharField(max_length=6)
    until = models.DateField(null=True)
    duration_of_status = models.BooleanField(default=False)
    citation = models.CharField(max_length=200, blank=True)
    imported = models.CharField(max_length=60, blank=True, db_index=True)
    details = models.JSONField(default=dict)

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["person", "admitted_on"], name="inspections_i94_person"),
            models.Index(fields=["state", "until"], name="inspections_overstay"),
        ]
        ordering: ClassVar = ["-admitted_on"]

    def __str__(self) -> str:
        return self.number


class Departure(Record):
    """A person seen to leave, by a carrier's list, at a land exit or at a counter; matched to an admission or not."""

    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, null=True, related_name="departures")
    admission = models.ForeignKey(Admission, on_delete=models.PROTECT, null=True, related_name="departures")
    voyage = models.ForeignKey(Voyage, on_delete=models.PROTECT, null=True, related_name="departures")
    place = models.ForeignKey("places.Place", on_delete=models.PROTECT, null=True)
    departed_on = models.DateField(null=True)
    source = models.CharField(max_length=16)
    folded = models.CharField(max_length=260, blank=True)
    birth = models.CharField(max_length=10, blank=True)
    document_folded = models.CharField(max_length=40, blank=True, db_index=True)
    imported = models.CharField(max_length=60, blank=True)

    class Meta:
        ordering: ClassVar = ["-departed_on"]

    def __str__(self) -> str:
        return f"departure {self.departed_on or 'on a day not known'}"


class Lane(Record):
    """A counter or lane at a port: open or closed, who works it, and how long people wait."""

    place = models.ForeignKey("places.Place", on_delete=models.PROTECT, related_name="lanes")
    name = models.CharField(max_length=16)
    mode = models.CharField(max_length=12, default="air")
    kind = models.CharField(max_length=24, default="all")
    officer = models.ForeignKey("access.Account", on_delete=models.PROTECT, null=True, related_name="lanes")
    since = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["place", "name"], name="inspections_lane_once")]
        ordering: ClassVar = ["name"]

    def __str__(self) -> str:
        return self.name


class Wait(Detail):
    """How long people wait at a port or lane, as an officer or a counter reported it."""

    place = models.ForeignKey("places.Place", on_delete=models.PROTECT, related_name="waits")
    lane = models.ForeignKey(Lane, on_delete=models.PROTECT, null=True, related_name="waits")
    at = models.DateTimeField()
    minutes = models.PositiveSmallIntegerField()
    queue = models.PositiveIntegerField(null=True)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["place", "at"], name="inspections_wait_at")]

    def __str__(self) -> str:
        return f"{self.minutes} min"
