"""What is kept of the field: landmarks, shifts, detections, rescues, beacons and deaths."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils import timezone

from limen.core.records import Detail, Record


class Opening(Record):
    """An opening of the sectors and stations that the law pack lists, as parts of an agency."""

    agency = models.ForeignKey("places.Place", on_delete=models.PROTECT, related_name="+")
    opened_at = models.DateTimeField()
    sectors = models.PositiveSmallIntegerField(default=0)
    stations = models.PositiveSmallIntegerField(default=0)

    class Meta:
        verbose_name = "opening of sectors"
        ordering: ClassVar = ["-opened_at"]

    def __str__(self) -> str:
        return f"{self.sectors} sectors, {self.stations} stations"


class Landmark(Record):
    """Something that stands in a station's area and that agents give bearings from."""

    station = models.ForeignKey("places.Place", on_delete=models.PROTECT, related_name="landmarks")
    name = models.CharField(max_length=80)
    folded = models.CharField(max_length=80, db_index=True)
    latitude = models.DecimalField(max_digits=8, decimal_places=5)
    longitude = models.DecimalField(max_digits=8, decimal_places=5)
    note = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering: ClassVar = ["name"]

    def __str__(self) -> str:
        return self.name


class Zone(Record):
    """A part of a station's area that agents are put to: a place of its own, with its outline.

    ``corners`` are pairs of degrees north and east; a zone of a radius has its corners reckoned when it is opened.
    """

    place = models.OneToOneField("places.Place", on_delete=models.PROTECT, related_name="patrol_zone")
    station = models.ForeignKey("places.Place", on_delete=models.PROTECT, related_name="patrol_zones")
    name = models.CharField(max_length=60)
    latitude = models.DecimalField(max_digits=8, decimal_places=5)
    longitude = models.DecimalField(max_digits=8, decimal_places=5)
    radius_km = models.DecimalField(max_digits=6, decimal_places=2, null=True)
    corners = models.JSONField(default=list)
    opened_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)
    why_closed = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering: ClassVar = ["name"]

    def __str__(self) -> str:
        return self.name


class Shift(Record):
    """A shift of a station: when, who leads it, who is put to what, and what is handed over at its end."""

    station = models.ForeignKey("places.Place", on_delete=models.PROTECT, related_name="shifts")
    kind = models.CharField(max_length=8)
    starts = models.DateTimeField()
    ends = models.DateTimeField()
    supervisor = models.ForeignKey("access.Account", on_delete=models.PROTECT, related_name="shifts_led")
    muster = models.TextField(blank=True)
    handover = models.TextField(blank=True)
    began_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["station", "starts"], name="patrol_shift_starts")]
        ordering: ClassVar = ["-starts"]

    def __str__(self) -> str:
        return f"{self.kind} shift {timezone.localtime(self.starts):%Y-%m-%d %H:%M}"


class Assignment(Detail):
    """An agent put to a duty on a shift."""

    shift = models.ForeignKey(Shift, on_delete=models.PROTECT, related_name="assignments")
    officer = models.ForeignKey("access.Account", on_delete=models.PROTECT, related_name="assignments")
    duty = models.CharField(max_length=24)
    zone = models.CharField(max_length=60, blank=True)
    in_zone = models.ForeignKey(Zone, on_delete=models.PROTECT, null=True, related_name="+")
    vehicle = models.CharField(max_length=24, blank=True)
    radio = models.CharField(max_length=24, blank=True)
    since = models.DateTimeField()
    until = models.DateTimeField(null=True)

    class Meta:
        ordering: ClassVar = ["since", "id"]

    def __str__(self) -> str:
        return self.duty


class Detection(Record):
    """Something seen, heard or sensed between the ports, and what came of it."""

    number = models.CharField(max_length=24, unique=True)
    kind = models.CharField(max_length=24)
    station = models.ForeignKey("places.Place", on_delete=models.PROTECT, related_name="detections")
    zone = models.CharField(max_length=60, blank=True)
    in_zone = models.ForeignKey(Zone, on_delete=models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()
    answer_by = models.DateTimeField()
    place_text = models.CharField(max_length=160)
    latitude = models.DecimalField(max_digits=8, decimal_places=5)
    longitude = models.DecimalField(max_digits=8, decimal_places=5)
    people = models.PositiveSmallIntegerField(null=True)
    items = models.CharField(max_length=300, blank=True)
    sensor = models.CharField(max_length=40, blank=True)
    caller = models.CharField(max_length=200, blank=True)
    remarks = models.TextField(blank=True)
    officer = models.ForeignKey("access.Account", on_delete=models.PROTECT, null=True, related_name="detections")
    unit = models.CharField(max_length=60, blank=True)
    assigned_at = models.DateTimeField(null=True)
    answered_at = models.DateTimeField(null=True)
    found = models.TextField(blank=True)
    closed_at = models.DateTimeField(null=True)
    outcome = models.CharField(max_length=24, blank=True)
    why = models.CharField(max_length=500, blank=True)
    apprehended = models.PositiveSmallIntegerField(default=0)
    turned_back = models.PositiveSmallIntegerField(default=0)
    got_away = models.PositiveSmallIntegerField(default=0)
    rescued = models.PositiveSmallIntegerField(default=0)
    dead = models.PositiveSmallIntegerField(default=0)
    lawful = models.PositiveSmallIntegerField(default=0)
    event = models.CharField(max_length=24, blank=True, db_index=True)
    merged_into = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="merged")

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["station", "state", "at"], name="patrol_detection_queue"),
            models.Index(fields=["station", "closed_at"], name="patrol_detection_closed"),
        ]
        ordering: ClassVar = ["-at"]

    def __str__(self) -> str:
        return self.number


class RescueBeacon(Record):
    """A beacon in the field that somebody in distress can call for help with."""

    code = models.CharField(max_length=24, unique=True)
    station = models.ForeignKey("places.Place", on_delete=models.PROTECT, related_name="beacons")
    latitude = models.DecimalField(max_digits=8, decimal_places=5)
    longitude = models.DecimalField(max_digits=8, decimal_places=5)
    place_text = models.CharField(max_length=160)
    set_on = models.DateField()
    tested_at = models.DateTimeField(null=True)
    works = models.BooleanField(null=True)
    note = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering: ClassVar = ["code"]

    def __str__(self) -> str:
        return self.code


class Rescue(Record):
    """A call for help and those who were brought to safety, or not."""

    source = models.CharField(max_length=16)
    beacon = models.ForeignKey(RescueBeacon, on_delete=models.PROTECT, null=True, related_name="rescues")
    detection = models.ForeignKey(Detection, on_delete=models.PROTECT, null=True, related_name="rescues")
    station = models.ForeignKey("places.Place", on_delete=models.PROTECT, related_name="rescues")
    at = models.DateTimeField()
    place_text = models.CharField(max_length=160)
    latitude = models.DecimalField(max_digits=8, decimal_places=5)
    longitude = models.DecimalField(max_digits=8, decimal_places=5)
    caller = models.CharField(max_length=200, blank=True)
    people = models.PositiveSmallIntegerField(null=True)
    told = models.TextField(blank=True)
    sent = models.CharField(max_length=200, blank=True)
    reached_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)
    outcome = models.CharField(max_length=24, blank=True)
    remarks = models.TextField(blank=True)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["station", "state", "at"], name="patrol_rescue_queue")]
        ordering: ClassVar = ["-at"]

    def __str__(self) -> str:
        return f"rescue {timezone.localtime(self.at):%Y-%m-%d %H:%M}"


class RescuedPerson(Detail):
    """Somebody reached in a rescue: how they were, what was done, how it ended for them."""

    rescue = models.ForeignKey(Rescue, on_delete=models.PROTECT, related_name="rescued")
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, null=True, related_name="rescues")
    description = models.CharField(max_length=300, blank=True)
    condition = models.CharField(max_length=24)
    care = models.TextField(blank=True)
    outcome = models.CharField(max_length=24, blank=True)
    hospital = models.CharField(max_length=120, blank=True)
    at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["at", "id"]

    def __str__(self) -> str:
        return self.condition


class Death(Record):
    """Somebody found dead, recorded with the care of an arrest: who, where, what they carried, who was told."""

    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, null=True, related_name="deaths_found")
    rescue = models.ForeignKey(Rescue, on_delete=models.PROTECT, null=True, related_name="deaths")
    detection = models.ForeignKey(Detection, on_delete=models.PROTECT, null=True, related_name="deaths")
    station = models.ForeignKey("places.Place", on_delete=models.PROTECT, related_name="deaths_found")
    found_at = models.DateTimeField()
    place_text = models.CharField(max_length=160)
    latitude = models.DecimalField(max_digits=8, decimal_places=5)
    longitude = models.DecimalField(max_digits=8, decimal_places=5)
    remains = models.CharField(max_length=12)
    circumstances = models.TextField()
    description = models.TextField(blank=True)
    property_found = models.TextField(blank=True)
    coroner_case = models.CharField(max_length=60, blank=True)
    identified_how = models.CharField(max_length=300, blank=True)
    identified_at = models.DateTimeField(null=True)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["station", "found_at"], name="patrol_death_found")]
        ordering: ClassVar = ["-found_at"]

    def __str__(self) -> str:
        return f"death found {self.found_at:%Y-%m-%d}"

    @property
    def compartments(self) -> tuple[str, ...]:
        """Return the compartments the person's record is kept in."""
        return self.person.compartments if self.person is not None else ()


class DeathTold(Detail):
    """Who was told of a death found, or why they could not be."""

    death = models.ForeignKey(Death, on_delete=models.PROTECT, related_name="told")
    who = models.CharField(max_length=12)
    reached = models.BooleanField()
    name = models.CharField(max_length=200, blank=True)
    how = models.CharField(max_length=300)
    at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["at", "id"]

    def __str__(self) -> str:
        return self.who
