"""Exchange visitors: the record a sponsor keeps of one person's programme, and what the government was asked of it."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models

from limen.core.records import Detail, Record


class Visitor(Record):
    """A J-1 exchange visitor's record in one programme.

    A transfer keeps the record and its SEVIS ID: ``sponsor`` is who answers for it now, ``transfer_to`` who will from
    ``transfer_on``. ``counted_from`` is the day the time in the category is reckoned from, whoever sponsored it.
    Addresses, funds and where a pupil lives are the wire's own parts as plain data; ``user_a`` and ``user_b`` are the
    sponsor's own marks, which the government only gives back. ``start_noted`` and ``end_noted`` say
    that time has told of the start, and of the end to come. ``grace_until`` is the last day to depart once the
    programme has ended; ``visa_issued_on``, ``admitted_on`` and ``departed_on`` come from other offices. ``told`` and
    ``told_besides`` are what the visitor told of themself since ``told_on`` and the sponsor has not entered.
    """

    sevis_id = models.CharField("SEVIS ID", max_length=11, blank=True)
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    sponsor = models.ForeignKey("sevis.Sponsor", on_delete=models.PROTECT, related_name="visitors")
    category = models.CharField(max_length=4)
    occupation = models.CharField(max_length=4, blank=True)
    position = models.CharField(max_length=8)
    subject = models.CharField(max_length=8)
    subject_remarks = models.CharField(max_length=500, blank=True)
    starts = models.DateField()
    ends = models.DateField()
    counted_from = models.DateField()
    suffix = models.CharField(max_length=4, blank=True)
    passport_name = models.CharField(max_length=39, blank=True)
    preferred_name = models.CharField(max_length=145, blank=True)
    birth_city = models.CharField(max_length=60, blank=True)
    birth_reason = models.CharField(max_length=4, blank=True)
    residence_country = models.CharField(max_length=4, blank=True)
    us_address = models.JSONField("address in the United States", default=dict)
    mailing_address = models.JSONField(default=dict)
    residential = models.JSONField(default=dict)
    email = models.CharField(max_length=255, blank=True)
    phone = models.CharField(max_length=32, blank=True)
    funds = models.JSONField(default=dict)
    remarks = models.CharField(max_length=500, blank=True)
    user_a = models.CharField(max_length=10, blank=True)
    user_b = models.CharField(max_length=14, blank=True)
    issued_on = models.DateField(null=True)
    start_noted = models.BooleanField(default=False)
    end_noted = models.BooleanField(default=False)
    fee_paid_on = models.DateField(null=True)
    fee_amount = models.PositiveIntegerField(null=True)
    fee_receipt = models.CharField(max_length=40, blank=True)
    visa_issued_on = models.DateField(null=True)
    admitted_on = models.DateField(null=True)
    departed_on = models.DateField(null=True)
    address_on = models.DateField("address known since", null=True)
    validated_on = models.DateField(null=True)
    travel_signed_on = models.DateField(null=True)
    travel_signed_by = models.CharField(max_length=300, blank=True)
    travel_until = models.DateField("signed for travel until", null=True)
    matriculated = models.CharField(max_length=4, blank=True)
    shorten_reason = models.CharField(max_length=8, blank=True)
    residence_rule = models.CharField("two years at home", max_length=12, blank=True)
    residence_grounds = models.JSONField(default=list)
    residence_waived_on = models.DateField(null=True)
    ended_on = models.DateField(null=True)
    end_reason = models.CharField("reason of the end", max_length=8, blank=True)
    end_remarks = models.CharField(max_length=1000, blank=True)
    grace_until = models.DateField("to depart by", null=True)
    transfer_to = models.ForeignKey("sevis.Sponsor", on_delete=models.PROTECT, null=True, related_name="incoming")
    transfer_on = models.DateField(null=True)
    told = models.JSONField(default=dict)
    told_besides = models.CharField(max_length=500, blank=True)
    told_on = models.DateField(null=True)

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["sponsor", "state"], name="sevis_visitor_sponsor"),
            models.Index(fields=["state", "ends"], name="sevis_visitor_ends"),
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["sevis_id"], condition=~models.Q(sevis_id=""), name="sevis_visitor_number_once"
            )
        ]
        ordering: ClassVar = ["person__folded"]

    def __str__(self) -> str:
        return self.sevis_id or "draft"

    @property
    def named(self) -> str:
        """Return whose record it is, for whoever acts on it."""
        return f"{self.person.display_name} · {self}"

    @property
    def place(self) -> Any:
        """Return where its sponsor works, in whose time zone its days are reckoned."""
        return self.sponsor.place


class VisitorPermission(Detail):
    """What a sponsor asked the government for one visitor, and what came of it.

    ``kind`` is ``extension`` (beyond the longest time of the category), ``category`` (a change of category) or
    ``reinstatement``. ``granted`` is None until it is decided, ``used_on`` set once the sponsor acted on it.
    """

    visitor = models.ForeignKey(Visitor, on_delete=models.PROTECT, related_name="permissions")
    kind = models.CharField(max_length=16)
    until = models.DateField(null=True)
    category = models.CharField(max_length=4, blank=True)
    reason = models.CharField(max_length=500)
    asked_on = models.DateField()
    granted = models.BooleanField(null=True)
    decided_on = models.DateField(null=True)
    decision = models.CharField(max_length=500, blank=True)
    used_on = models.DateField(null=True)

    class Meta:
        ordering: ClassVar = ["asked_on", "pk"]

    def __str__(self) -> str:
        return f"{self.kind} asked on {self.asked_on}"


class VisitorPeriod(Detail):
    """A stretch of one visitor's time that ended without the record ending: a category, or a sponsor, left behind."""

    visitor = models.ForeignKey(Visitor, on_delete=models.PROTECT, related_name="periods")
    sponsor = models.ForeignKey("sevis.Sponsor", on_delete=models.PROTECT, related_name="+")
    category = models.CharField(max_length=4)
    starts = models.DateField()
    ends = models.DateField()
    why = models.CharField(max_length=16)

    class Meta:
        ordering: ClassVar = ["starts", "pk"]

    def __str__(self) -> str:
        return f"{self.category}: {self.starts} to {self.ends}"
