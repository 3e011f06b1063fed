"""Deadlines as they run."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar
from zoneinfo import ZoneInfo

from django.db import models
from django.utils import timezone

from limen.core.clocks.telling import to_do
from limen.core.lawbook import lawbook
from limen.core.records import Detail, Record

if TYPE_CHECKING:
    from limen.law.values import ClockProvision


class RunningClock(Record):
    """A deadline of law running for a record; it keeps the provision it was started under.

    ``mark`` is the event that started it, ``renewed_from`` the breached clock whose deadline is owed again.
    ``ended_at`` is when what was due was done; ``closed_at`` is when nothing more was asked, also no reason.
    ``escalate_at`` is empty once supervisors were told. ``until`` is when it ends where a day sooner than the law's was
    agreed or granted.
    """

    key = models.CharField(max_length=64)
    title = models.CharField(max_length=200)
    citation = models.CharField(max_length=200)
    amount = models.PositiveIntegerField()
    unit = models.CharField(max_length=16)
    calendar = models.CharField(max_length=24)
    rolls = models.BooleanField(default=False)
    zone_name = models.CharField(max_length=48)
    mark = models.CharField(max_length=64, blank=True)
    subject_record = models.CharField(max_length=64)
    subject = models.UUIDField(db_index=True)
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, null=True, related_name="clocks")
    place = models.ForeignKey("places.Place", on_delete=models.PROTECT, null=True)
    office = models.CharField(max_length=16, blank=True)
    owner_role = models.CharField(max_length=40)
    owner = models.ForeignKey("access.Account", on_delete=models.PROTECT, null=True, related_name="clocks_owned")
    started_at = models.DateTimeField()
    due_at = models.DateTimeField()
    until = models.DateTimeField(null=True)
    risk_at = models.DateTimeField(null=True)
    escalate_at = models.DateTimeField(null=True)
    escalated_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)
    reason = models.TextField(blank=True)
    renewed_from = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="renewals")

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["state", "due_at"], name="clocks_due"),
            models.Index(fields=["state", "escalate_at"], name="clocks_to_escalate"),
            models.Index(fields=["due_at"], condition=models.Q(closed_at=None), name="clocks_open"),
            models.Index(fields=["place", "due_at"], condition=models.Q(closed_at=None), name="clocks_open_here"),
        ]
        ordering: ClassVar = ["due_at"]

    def __str__(self) -> str:
        return f"{self.key} due {timezone.localtime(self.due_at):%Y-%m-%d %H:%M}"

    @property
    def zone(self) -> ZoneInfo:
        """Return the time zone it runs in."""
        return ZoneInfo(self.zone_name)

    @property
    def provision(self) -> ClockProvision | None:
        """Return the provision it was started under; None where this node's law pack has it no more."""
        rule = lawbook().clocks().get(self.key)
        return rule.on(self.started_at.astimezone(self.zone).date()) if rule is not None else None

    @property
    def theirs(self) -> bool:
        """Return whether it is a person's own time, whose running out is no breach."""
        rule = lawbook().clocks().get(self.key)
        return rule is not None and rule.theirs

    @property
    def next_step(self) -> str:
        """Return what the law asks for next."""
        return found.next_step if (found := self.provision) is not None else ""

    @property
    def on_breach(self) -> str:
        """Return what is to be done once it is breached."""
        return found.on_breach if (found := self.provision) is not None else ""

    @property
    def to_do(self) -> str:
        """Return what is to be done now, in words."""
        return to_do(self)


class Toll(Detail):
    """An interval in which a clock stood still."""

    clock = models.ForeignKey(RunningClock, on_delete=models.PROTECT, related_name="tolls")
    since = models.DateTimeField()
    until = models.DateTimeField(null=True)
    mark = models.CharField(max_length=64)

    def __str__(self) -> str:
        return self.mark
