"""What proceedings keep: the case of a person, its charges, hearings, decisions, appeals and motions; protections."""

from __future__ import annotations

from typing import ClassVar
from zoneinfo import ZoneInfo

from django.db import models
from django.utils import timezone

from limen.core.records import Detail, Record


class Case(Record):
    """A removal case of a person: from the charging document, or the officer's order, to its lawful end.

    ``kind`` and ``final_why`` are codes of the law pack (``case_kinds``, ``finality``); countries are ICAO codes.
    ``departure_kind`` says when voluntary departure was granted: ``before`` proceedings ended, ``after``, or not.
    """

    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="removal_cases")
    place = models.ForeignKey("places.Place", on_delete=models.PROTECT, related_name="removal_cases")
    officer = models.ForeignKey("access.Account", on_delete=models.PROTECT, null=True, related_name="removal_cases")
    kind = models.CharField(max_length=16)
    opened_at = models.DateTimeField()
    served_on = models.DateField(null=True)
    served_at = models.DateTimeField(null=True)
    served_how = models.CharField(max_length=12, blank=True)
    early_hearing = models.BooleanField(default=False)
    court = models.CharField(max_length=120, blank=True)
    next_hearing_at = models.DateTimeField(null=True)
    country = models.CharField(max_length=3, blank=True)
    alternative_country = models.CharField(max_length=3, blank=True)
    prior_order = models.CharField(max_length=200, blank=True)
    prior_order_on = models.DateField(null=True)
    response_until = models.DateField(null=True)
    answered_on = models.DateField(null=True)
    ordered_on = models.DateField(null=True)
    ordered_by = models.CharField(max_length=8, blank=True)
    in_absence = models.BooleanField(default=False)
    appeal_until = models.DateField(null=True)
    waived_on = models.DateField(null=True)
    wait_until = models.DateField(null=True)
    wait_waived_on = models.DateField(null=True)
    departure_kind = models.CharField(max_length=8, blank=True)
    departure_until = models.DateField(null=True)
    departure_bond = models.PositiveIntegerField(null=True)
    departure_bond_until = models.DateField(null=True)
    departure_bond_on = models.DateField(null=True)
    departure_ended_on = models.DateField(null=True)
    departure_ended_by = models.CharField(max_length=8, blank=True)
    departed_on = models.DateField(null=True)
    final_on = models.DateField(null=True)
    final_why = models.CharField(max_length=12, blank=True)
    relief = models.CharField(max_length=24, blank=True)
    ended_on = models.DateField(null=True)
    ended_why = models.CharField(max_length=400, blank=True)

    class Meta:
        ordering: ClassVar = ["-opened_at"]
        indexes: ClassVar = [
            models.Index(fields=["state", "next_hearing_at"], name="removal_case_hearing"),
            models.Index(fields=["state", "final_on"], name="removal_case_final"),
        ]
        verbose_name = "removal case"

    def __str__(self) -> str:
        return f"{self.kind} {self.opened_at:%Y-%m-%d}"

    @property
    def compartments(self) -> tuple[str, ...]:
        """Return the compartments the person's record is kept in."""
        return self.person.compartments

    @property
    def zone(self) -> ZoneInfo:
        """Return the zone the case's days are reckoned in: that of the office that has it."""
        return self.place.zone


class Charge(Detail):
    """A charge of the charging document: a code of ``charges`` with its paragraph, and what became of it."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="charges")
    code = models.CharField(max_length=8)
    title = models.CharField(max_length=400)
    paragraph = models.CharField(max_length=120, blank=True)
    reason = models.TextField(blank=True)
    added_on = models.DateField()
    withdrawn_on = models.DateField(null=True)
    sustained = models.BooleanField(null=True)
    decided_on = models.DateField(null=True)

    class Meta:
        ordering: ClassVar = ["added_on", "id"]

    def __str__(self) -> str:
        return f"{self.paragraph or self.code} {self.title}"


class Hearing(Detail):
    """A hearing set down in a case, and what came of it."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="hearings")
    kind = models.CharField(max_length=12)
    court = models.CharField(max_length=120)
    courtroom = models.CharField(max_length=120, blank=True)
    mode = models.CharField(max_length=12)
    at = models.DateTimeField()
    judge = models.CharField(max_length=120, blank=True)
    outcome = models.CharField(max_length=12, blank=True)
    note = models.TextField(blank=True)
    closed_at = models.DateTimeField(null=True)

    class Meta:
        ordering: ClassVar = ["at"]
        indexes: ClassVar = [models.Index(fields=["at"], name="removal_hearing_at")]

    def __str__(self) -> str:
        return f"{self.kind} {timezone.localtime(self.at):%Y-%m-%d %H:%M}"


class Decision(Detail):
    """A decision in a case: who made it, what it was, and who waived or reserved appeal."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="decisions")
    by = models.CharField(max_length=8)
    what = models.CharField(max_length=24)
    decided_on = models.DateField()
    decided_at = models.DateTimeField()
    name = models.CharField(max_length=120, blank=True)
    waived_by = models.CharField(max_length=12, blank=True)
    note = models.TextField(blank=True)

    class Meta:
        ordering: ClassVar = ["decided_at", "id"]

    def __str__(self) -> str:
        return f"{self.what} {self.decided_on}"


class Appeal(Detail):
    """An appeal to the Board or a petition to a court, and what became of it."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="appeals")
    to = models.CharField(max_length=8)
    by = models.CharField(max_length=12)
    filed_on = models.DateField()
    in_time = models.BooleanField(default=True)
    outcome = models.CharField(max_length=12, blank=True)
    decided_on = models.DateField(null=True)
    note = models.CharField(max_length=400, blank=True)

    class Meta:
        ordering: ClassVar = ["filed_on", "id"]

    def __str__(self) -> str:
        return f"{self.to} {self.filed_on}"


class Motion(Detail):
    """A motion to reopen or reconsider, whether it stays removal by itself, and what became of it."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="motions")
    kind = models.CharField(max_length=12)
    by = models.CharField(max_length=12)
    filed_on = models.DateField()
    stays = models.BooleanField(default=False)
    outcome = models.CharField(max_length=12, blank=True)
    decided_on = models.DateField(null=True)
    note = models.CharField(max_length=400, blank=True)

    class Meta:
        ordering: ClassVar = ["filed_on", "id"]

    def __str__(self) -> str:
        return f"{self.kind} {self.filed_on}"


class Protection(Record):
    """What stops removal of a person, or their detention or charging: a claim that waits, or a status or stay granted.

    ``kind`` is a code of ``protections``. One that names no country stops removal to every country.
    """

    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="removal_protections")
    case = models.ForeignKey(Case, on_delete=models.PROTECT, null=True, related_name="protections")
    kind = models.CharField(max_length=32)
    country = models.CharField(max_length=3, blank=True)
    since = models.DateField()
    until = models.DateField(null=True)
    reason = models.TextField(blank=True)
    step = models.CharField(max_length=16, blank=True)
    standard = models.CharField(max_length=32, blank=True)
    sealed_as = models.CharField(max_length=12, blank=True)
    ended_on = models.DateField(null=True)
    ended_why = models.TextField(blank=True)

    class Meta:
        ordering: ClassVar = ["-since"]
        indexes: ClassVar = [models.Index(fields=["person", "state"], name="removal_protects")]

    def __str__(self) -> str:
        return f"{self.kind} {self.country}".strip()

    @property
    def compartments(self) -> tuple[str, ...]:
        """Return the compartments the person's record is kept in."""
        return self.person.compartments
