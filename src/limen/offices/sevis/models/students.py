"""Students: the record a school keeps of one person's study, from the draft to the end."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models

from limen.core.lawbook import lawbook
from limen.core.records import Detail, Record
from limen.offices.sevis.milestones import next_due

PENDING = ("active", "completed", "terminated", "initial")
"""The states in which a record may wait to pass to another school."""


class Student(Record):
    """An F-1 or M-1 student's record at one school.

    A transfer keeps the record and its SEVIS ID: ``school`` is who answers for it now, ``transfer_to`` who will from
    ``release_on``; what it was at an earlier school is a ``Tenure``. Addresses, costs and funds are the wire's own
    parts as plain data. ``grace_until`` is the last day to depart once the record has ended. ``before`` is what a
    change of level replaced, until it is registered. ``status_granted_on`` is set for who became a student in the
    country, ``admitted_on`` and ``departed_on`` come from inspections. ``opt_from`` to ``stem_until`` and
    ``load_until`` repeat what its trainings and loads say, so that lists and the sweep read one row. ``passed`` are the
    days of law that time has told of, ``next_due`` the next that it will.
    """

    sevis_id = models.CharField("SEVIS ID", max_length=11, blank=True)
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    school = models.ForeignKey("sevis.School", on_delete=models.PROTECT, related_name="students")
    campus = models.ForeignKey("sevis.Campus", on_delete=models.PROTECT, null=True, related_name="+")
    visa_type = models.CharField(max_length=4)
    issue_reason = models.CharField(max_length=2, blank=True)
    issued_on = models.DateField(null=True)
    level = models.CharField(max_length=8)
    level_remarks = models.CharField(max_length=500, blank=True)
    major = models.CharField(max_length=8)
    second_major = models.CharField(max_length=8, blank=True)
    minor = models.CharField(max_length=8, blank=True)
    length = models.PositiveSmallIntegerField(null=True)
    starts = models.DateField()
    ends = models.DateField()
    first_started = models.DateField(null=True)
    before = models.JSONField(default=dict)
    english_required = models.BooleanField(default=True)
    english_met = models.BooleanField(null=True)
    english_why = models.CharField(max_length=500, blank=True)
    passport_name = models.CharField(max_length=39, blank=True)
    preferred_name = models.CharField(max_length=145, blank=True)
    suffix = models.CharField(max_length=4, blank=True)
    birth_city = models.CharField(max_length=100, blank=True)
    citizenship_status = models.CharField(max_length=2, blank=True)
    us_address = models.JSONField("address in the United States", default=dict)
    mailing_address = models.JSONField(default=dict)
    foreign_address = models.JSONField("address abroad", default=dict)
    address_on = models.DateField("address known since", null=True)
    email = models.CharField(max_length=255, blank=True)
    phone = models.CharField(max_length=32, blank=True)
    phone_exempt = models.BooleanField(default=False)
    foreign_phone = models.CharField(max_length=32, blank=True)
    commuter = models.BooleanField(default=False)
    term_months = models.PositiveSmallIntegerField(null=True)
    costs = models.JSONField(default=dict)
    funds = models.JSONField(default=dict)
    remarks = models.CharField(max_length=500, blank=True)
    user_a = models.CharField(max_length=10, blank=True)
    user_b = models.CharField(max_length=14, blank=True)
    fee_paid_on = models.DateField(null=True)
    fee_amount = models.PositiveIntegerField(null=True)
    fee_receipt = models.CharField(max_length=40, blank=True)
    fee_exempt = models.CharField(max_length=200, blank=True)
    visa_issued_on = models.DateField(null=True)
    admitted_on = models.DateField(null=True)
    departed_on = models.DateField(null=True)
    status_granted_on = models.DateField(null=True)
    registered_on = models.DateField(null=True)
    session_starts = models.DateField("this term starts", null=True)
    session_ends = models.DateField("this term ends", null=True)
    next_session = models.DateField(null=True)
    last_session = models.BooleanField(default=False)
    verified_on = models.DateField(null=True)
    travel_signed_on = models.DateField(null=True)
    travel_signed_by = models.CharField(max_length=300, blank=True)
    travel_until = models.DateField("signed for travel until", null=True)
    transfer_to = models.ForeignKey("sevis.School", on_delete=models.PROTECT, null=True, related_name="incoming")
    release_on = models.DateField("release date", null=True)
    transfer_reason = models.CharField(max_length=24, blank=True)
    came_from = models.ForeignKey("sevis.School", on_delete=models.PROTECT, null=True, related_name="+")
    came_on = models.DateField(null=True)
    extension_to = models.DateField("extension asked to", null=True)
    extension_asked_on = models.DateField(null=True)
    cap_gap = models.CharField(max_length=2, blank=True)
    cap_gap_until = models.DateField(null=True)
    change_to = models.CharField(max_length=8, blank=True)
    change_asked_on = models.DateField(null=True)
    reinstatement_asked_on = models.DateField(null=True)
    reinstatement_reason = models.CharField(max_length=24, blank=True)
    opt_from = models.DateField("optional training from", null=True)
    opt_until = models.DateField("optional training until", null=True)
    stem_from = models.DateField("STEM extension from", null=True)
    stem_until = models.DateField("STEM extension until", null=True)
    load_until = models.DateField(null=True)
    passed = models.JSONField(default=list)
    next_due = models.DateField(null=True)
    ended_on = models.DateField(null=True)
    end_reason = models.CharField("reason of the end", max_length=8, blank=True)
    end_remarks = models.CharField(max_length=1000, blank=True)
    grace_until = models.DateField("to depart by", null=True)

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["school", "state"], name="sevis_student_school"),
            models.Index(
                fields=["release_on"], name="sevis_student_release", condition=models.Q(release_on__isnull=False)
            ),
            models.Index(fields=["next_due"], name="sevis_student_due", condition=models.Q(next_due__isnull=False)),
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["sevis_id"], condition=~models.Q(sevis_id=""), name="sevis_student_number_once"
            ),
            models.CheckConstraint(condition=models.Q(ends__gte=models.F("starts")), name="sevis_student_ends_later"),
        ]
        ordering: ClassVar = ["person__folded"]

    def __str__(self) -> str:
        return self.sevis_id or "draft"

    @property
    def named(self) -> str:
        """Return whose record it is, for whoever acts on it."""
        return f"{self.person.display_name} · {self}"

    def settle(self) -> None:
        """Reckon the day on which time next asks something of the record."""
        self.next_due = next_due(self, lawbook())

    @property
    def place(self) -> Any:
        """Return where the record is kept: its school's place, in whose zone its deadlines run."""
        return self.school.place

    @property
    def answers_at(self) -> Any:
        """Return the place whose people answer for its deadlines, whoever starts them."""
        return self.school.place_id

    @property
    def transfer_pending(self) -> bool:
        """Return whether the record waits to pass to another school."""
        return self.transfer_to_id is not None


class Tenure(Detail):
    """What a record was at a school that has passed it on; that school keeps reading this, and no more."""

    student = models.ForeignKey(Student, on_delete=models.PROTECT, related_name="tenures")
    school = models.ForeignKey("sevis.School", on_delete=models.PROTECT, related_name="tenures")
    state = models.CharField(max_length=32)
    until = models.DateField()
    held = models.JSONField(default=dict)

    class Meta:
        ordering: ClassVar = ["until"]

    def __str__(self) -> str:
        return f"{self.student} until {self.until}"


class Session(Detail):
    """A term for which a student was registered, or was let off."""

    student = models.ForeignKey(Student, on_delete=models.PROTECT, related_name="sessions")
    starts = models.DateField()
    ends = models.DateField()
    next_starts = models.DateField(null=True)
    last = models.BooleanField(default=False)
    study_abroad = models.BooleanField(default=False)
    thesis = models.BooleanField(default=False)
    level = models.CharField(max_length=8)
    registered_on = models.DateField()

    class Meta:
        ordering: ClassVar = ["starts"]

    def __str__(self) -> str:
        return f"{self.starts} to {self.ends}"


class ReducedLoad(Detail):
    """A time for which a student may take less than a full course."""

    student = models.ForeignKey(Student, on_delete=models.PROTECT, related_name="loads")
    reason = models.CharField(max_length=2)
    level = models.CharField(max_length=8)
    starts = models.DateField()
    ends = models.DateField()
    remarks = models.CharField(max_length=500, blank=True)
    cancelled_on = models.DateField(null=True)

    class Meta:
        ordering: ClassVar = ["starts"]

    def __str__(self) -> str:
        return f"{self.reason} {self.starts} to {self.ends}"


class Happening(Detail):
    """Something told of a student that leaves the state as it is: discipline, an absence abroad, a leave.

    ``said`` is what a student told of themself and the school has not entered yet, in the wire's own parts.
    """

    student = models.ForeignKey(Student, on_delete=models.PROTECT, related_name="happenings")
    kind = models.CharField(max_length=16)
    starts = models.DateField()
    ends = models.DateField(null=True)
    text = models.CharField(max_length=500, blank=True)
    said = models.JSONField(default=dict)

    class Meta:
        ordering: ClassVar = ["starts"]

    def __str__(self) -> str:
        return f"{self.kind} {self.starts}"
