"""Schools: what they are certified for, where and when they teach, what they filed and what was decided of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from django.db import models

from limen.core.records import Detail, Record

if TYPE_CHECKING:
    from uuid import UUID


class School(Record):
    """A school: its petition, its certificate, and what came of each review.

    ``place`` is where its officials work: it gives the school its time zone, and who is posted there reads this
    school's records and no other's.
    """

    code = models.CharField(max_length=24, unique=True)
    name = models.CharField(max_length=160)
    kind = models.CharField(max_length=24)
    visa_types = models.JSONField(default=list)
    place = models.OneToOneField("places.Place", on_delete=models.PROTECT, related_name="+")
    ownership = models.CharField(max_length=12, blank=True)
    owner = models.CharField(max_length=160, blank=True)
    head = models.CharField(max_length=120, blank=True)
    accreditation = models.CharField(max_length=200, blank=True)
    address = models.CharField(max_length=300, blank=True)
    region = models.CharField(max_length=8, blank=True)
    phone = models.CharField("telephone", max_length=32, blank=True)
    email = models.CharField("e-mail", max_length=254, blank=True)
    website = models.CharField(max_length=200, blank=True)
    average_students = models.PositiveIntegerField(null=True)
    filed_on = models.DateField(null=True)
    certified_on = models.DateField(null=True)
    certified_until = models.DateField(null=True)
    petition_pending = models.BooleanField(default=False)
    window_opened_on = models.DateField(null=True)
    lapse_notice_on = models.DateField(null=True)
    recertification_filed_on = models.DateField(null=True)
    officials_confirmed_on = models.DateField(null=True)
    review_opened_on = models.DateField(null=True)
    review_why = models.CharField(max_length=500, blank=True)
    closing_on = models.DateField(null=True)
    ended_on = models.DateField(null=True)

    class Meta:
        ordering: ClassVar = ["name"]

    def __str__(self) -> str:
        return f"{self.name} ({self.code})"

    @property
    def answers_at(self) -> UUID:
        """Return the place whose people answer for what is due: the school's own."""
        return self.place_id


class Campus(Detail):
    """Where a school teaches; ``standing`` says whether the government has approved it."""

    school = models.ForeignKey(School, on_delete=models.PROTECT, related_name="campuses")
    code = models.CharField(max_length=24, unique=True)
    name = models.CharField(max_length=160)
    address = models.JSONField(default=dict)
    standing = models.CharField(max_length=12, default="proposed")
    since = models.DateField()
    until = models.DateField(null=True)

    class Meta:
        ordering: ClassVar = ["name"]

    def __str__(self) -> str:
        return self.name


class Programme(Detail):
    """A course of study that a school is certified for, or would be."""

    school = models.ForeignKey(School, on_delete=models.PROTECT, related_name="programmes")
    name = models.CharField(max_length=160)
    level = models.CharField(max_length=8)
    cip = models.CharField(max_length=8)
    visa_type = models.CharField(max_length=4)
    months = models.PositiveSmallIntegerField()
    standing = models.CharField(max_length=12, default="proposed")
    since = models.DateField()
    until = models.DateField(null=True)

    class Meta:
        ordering: ClassVar = ["name"]

    def __str__(self) -> str:
        return self.name


class SchoolTerm(Detail):
    """A term of a school: when it teaches, and by when students register for its classes."""

    school = models.ForeignKey(School, on_delete=models.PROTECT, related_name="terms")
    name = models.CharField(max_length=80)
    starts = models.DateField()
    ends = models.DateField()
    register_by = models.DateField(null=True)

    class Meta:
        ordering: ClassVar = ["starts"]

    def __str__(self) -> str:
        return self.name


class SchoolBreak(Detail):
    """Days on which a school does not teach: a holiday, a vacation, the time between two terms."""

    school = models.ForeignKey(School, on_delete=models.PROTECT, related_name="breaks")
    name = models.CharField(max_length=80)
    starts = models.DateField()
    ends = models.DateField()
    annual_vacation = models.BooleanField(default=False)

    class Meta:
        ordering: ClassVar = ["starts"]

    def __str__(self) -> str:
        return self.name


class SchoolFee(Detail):
    """A fee that a school paid: for its petition, its recertification, a visit or an appeal."""

    school = models.ForeignKey(School, on_delete=models.PROTECT, related_name="fees")
    kind = models.CharField(max_length=16)
    amount = models.PositiveIntegerField()
    paid_on = models.DateField()
    receipt = models.CharField(max_length=40)

    class Meta:
        ordering: ClassVar = ["paid_on"]

    def __str__(self) -> str:
        return f"{self.kind} {self.amount}"


class SchoolVisit(Detail):
    """A visit to a school or one of its campuses: arranged, then done with what was found."""

    school = models.ForeignKey(School, on_delete=models.PROTECT, related_name="visits")
    campus = models.ForeignKey(Campus, on_delete=models.PROTECT, null=True, related_name="+")
    why = models.CharField(max_length=24)
    arranged_on = models.DateField()
    planned_on = models.DateField()
    done_on = models.DateField(null=True)
    sound = models.BooleanField(null=True)
    findings = models.TextField(blank=True)

    class Meta:
        ordering: ClassVar = ["planned_on"]

    def __str__(self) -> str:
        return f"{self.planned_on}"


class EvidenceRequest(Detail):
    """Evidence that the government asked of a school, by when, and what came."""

    school = models.ForeignKey(School, on_delete=models.PROTECT, related_name="evidence")
    asked_on = models.DateField()
    due_on = models.DateField()
    what = models.TextField()
    answered_on = models.DateField(null=True)
    answer = models.TextField(blank=True)

    class Meta:
        ordering: ClassVar = ["asked_on"]

    def __str__(self) -> str:
        return f"{self.asked_on}"


class SchoolDecision(Detail):
    """A notice of intent, a denial or a withdrawal: its grounds, what the school answered, and its appeal.

    ``kind`` is ``denial``, ``recertification_denial``, ``intent`` or ``withdrawal``.
    """

    school = models.ForeignKey(School, on_delete=models.PROTECT, related_name="decisions")
    kind = models.CharField(max_length=24)
    grounds = models.JSONField(default=list)
    says = models.TextField()
    served_on = models.DateField()
    answer_due_on = models.DateField(null=True)
    interview = models.BooleanField(default=False)
    interview_on = models.DateField(null=True)
    interview_told = models.CharField(max_length=500, blank=True)
    interview_closed_on = models.DateField(null=True)
    interview_held = models.BooleanField(default=False)
    interview_recorded = models.BooleanField(default=False)
    interview_summary = models.TextField(blank=True)
    admitted = models.BooleanField(default=False)
    answered_on = models.DateField(null=True)
    answer = models.TextField(blank=True)
    appeal_due_on = models.DateField(null=True)
    appealed_on = models.DateField(null=True)
    appeal_says = models.TextField(blank=True)
    appeal_decided_on = models.DateField(null=True)
    outcome = models.CharField(max_length=16, blank=True)

    class Meta:
        ordering: ClassVar = ["served_on", "pk"]

    def __str__(self) -> str:
        return self.kind


class ClosingStudent(Detail):
    """A student whom a closing school answered for when closing began: each is followed until none is active."""

    school = models.ForeignKey(School, on_delete=models.PROTECT, related_name="leaving")
    student = models.ForeignKey("sevis.Student", on_delete=models.PROTECT, related_name="+")
    began_on = models.DateField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["school", "student"], name="sevis_closing_student_once")
        ]

    def __str__(self) -> str:
        return f"{self.student_id}"


class SchoolChange(Record):
    """What a certified school says has changed of its petition: some is only reported, some awaits approval.

    ``wanted`` holds the new values by field, ``happened_on`` the day they changed, from which the days to report run.
    """

    school = models.ForeignKey(School, on_delete=models.PROTECT, related_name="changes")
    wanted = models.JSONField("what changes", default=dict)
    was = models.JSONField(default=dict)
    happened_on = models.DateField()
    told_on = models.DateField("reported on")
    late = models.BooleanField(default=False)
    says = models.CharField(max_length=500, blank=True)
    decided_on = models.DateField(null=True)
    why = models.CharField(max_length=500, blank=True)

    class Meta:
        ordering: ClassVar = ["-told_on"]

    def __str__(self) -> str:
        return ", ".join(self.wanted)

    @property
    def answers_at(self) -> Any:
        """Return the place whose people answer for what is due: the school's own."""
        return self.school.place_id
