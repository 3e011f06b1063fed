"""What is kept of things seized: what, from whom, and every hand it passed through."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from limen.core.records import Detail, Record


class Seizure(Record):
    """Things seized together, from the first hand to what became of them."""

    number = models.CharField(max_length=24, unique=True)
    station = models.ForeignKey("places.Place", on_delete=models.PROTECT, related_name="seizures")
    at = models.DateTimeField()
    place_text = models.CharField(max_length=160)
    latitude = models.DecimalField(max_digits=8, decimal_places=5)
    longitude = models.DecimalField(max_digits=8, decimal_places=5)
    officer = models.ForeignKey("access.Account", on_delete=models.PROTECT, related_name="seizures")
    authority = models.CharField(max_length=60)
    citation = models.CharField(max_length=200)
    event = models.CharField(max_length=24, blank=True, db_index=True)
    adopted_from = models.CharField(max_length=160, blank=True)
    circumstances = models.TextField()
    notified_at = models.DateTimeField(null=True)
    notified_how = models.CharField(max_length=160, blank=True)
    put_off = models.JSONField(default=list)
    claimed_at = models.DateTimeField(null=True)
    claimant = models.CharField(max_length=160, blank=True)
    judicial_at = models.DateTimeField(null=True)
    judicial_case = models.CharField(max_length=60, blank=True)
    ended_at = models.DateTimeField(null=True)
    ended_how = models.CharField(max_length=500, blank=True)
    witnesses = models.JSONField(default=list)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["station", "state", "at"], name="patrol_seizure_list")]
        ordering: ClassVar = ["-at"]

    def __str__(self) -> str:
        return self.number

    @property
    def compartments(self) -> tuple[str, ...]:
        """Return the compartments that the records of those concerned are kept in."""
        sealed = self.parties.exclude(person__sealed="").values_list("person__sealed", flat=True)
        return tuple(sorted({part for text in sealed for part in text.split(",") if part}))


class SeizedFrom(Detail):
    """Somebody that things were seized from, or who says they are theirs."""

    seizure = models.ForeignKey(Seizure, on_delete=models.PROTECT, related_name="parties")
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="seizures")
    role = models.CharField(max_length=12, default="holder")

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["seizure", "person"], name="patrol_seized_from_once")]

    def __str__(self) -> str:
        return self.role


class Item(Detail):
    """One thing seized, as it was counted or weighed."""

    seizure = models.ForeignKey(Seizure, on_delete=models.PROTECT, related_name="items")
    line = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=24)
    what = models.CharField(max_length=200)
    quantity = models.DecimalField(max_digits=14, decimal_places=3)
    unit = models.CharField(max_length=12)
    narcotic = models.CharField(max_length=24, blank=True)
    tested = models.CharField(max_length=120, blank=True)
    currency = models.CharField(max_length=3, blank=True)
    denominations = models.JSONField(default=list)
    dollars = models.DecimalField(max_digits=14, decimal_places=2, null=True)
    reportable = models.BooleanField(default=False)
    maker = models.CharField(max_length=60, blank=True)
    model = models.CharField(max_length=60, blank=True)
    serial = models.CharField(max_length=60, blank=True)
    plate = models.CharField(max_length=16, blank=True)
    plate_issuer = models.CharField(max_length=16, blank=True)
    vin = models.CharField(max_length=24, blank=True)
    faults = models.JSONField(default=list)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["seizure", "line"], name="patrol_item_line_once")]
        ordering: ClassVar = ["line"]

    def __str__(self) -> str:
        return self.what


class Weighing(Detail):
    """A weight or count of an item taken again, and by how much it differs."""

    item = models.ForeignKey(Item, on_delete=models.PROTECT, related_name="weighings")
    before = models.DecimalField(max_digits=14, decimal_places=3)
    quantity = models.DecimalField(max_digits=14, decimal_places=3)
    unit = models.CharField(max_length=12)
    why = models.CharField(max_length=300)
    witness = models.CharField(max_length=120)
    at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["at", "id"]

    def __str__(self) -> str:
        return f"{self.quantity} {self.unit}"


class CustodyHand(Detail):
    """One passing of the things from a holder to the next; each is given by the one who last received them."""

    seizure = models.ForeignKey(Seizure, on_delete=models.PROTECT, related_name="hands")
    order = models.PositiveSmallIntegerField()
    giver = models.CharField(max_length=160)
    giver_account = models.ForeignKey("access.Account", on_delete=models.PROTECT, null=True, related_name="+")
    receiver = models.CharField(max_length=160)
    receiver_account = models.ForeignKey("access.Account", on_delete=models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()
    place = models.ForeignKey("places.Place", on_delete=models.PROTECT, related_name="+")
    reason = models.CharField(max_length=300)
    seal = models.CharField(max_length=40, blank=True)
    condition = models.CharField(max_length=300, blank=True)
    locked = models.BooleanField(default=False)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["seizure", "order"], name="patrol_hand_once")]
        ordering: ClassVar = ["order"]

    def __str__(self) -> str:
        return f"{self.giver} to {self.receiver}"
