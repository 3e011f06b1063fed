"""What decisions on custody keep: determinations, bonds, supervision with its reports, habeas, reviews after orders."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models
from django.db.models import Q

from limen.core.records import Detail, Record


class OfPerson(Record):
    """A record of this office about one person; it is kept in the compartments of the person's own record."""

    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")

    class Meta:
        abstract = True

    @property
    def compartments(self) -> tuple[str, ...]:
        """Return the compartments the person's record is kept in."""
        return self.person.compartments


class Determination(OfPerson):
    """Whether the law itself holds a person or an officer decides, on what, and what was found.

    ``under`` is the law pack's key of what the person is held under, ``ground`` the row of ``mandatory_detention`` that
    names them, ``decision`` a way of ``book_outs``, ``bond`` or ``hold``.
    """

    stay = models.ForeignKey("custody.Stay", on_delete=models.PROTECT, related_name="determinations")
    under = models.CharField(max_length=64)
    citation = models.CharField(max_length=240)
    mandatory = models.BooleanField()
    ground = models.CharField(max_length=24, blank=True)
    charges = models.JSONField(default=list)
    decision = models.CharField(max_length=24)
    danger = models.TextField(blank=True)
    flight = models.TextField(blank=True)
    decided_at = models.DateTimeField()
    decided_by = models.ForeignKey("access.Account", on_delete=models.PROTECT, null=True, related_name="+")
    review_asked = models.BooleanField(default=False)
    court = models.CharField(max_length=160, blank=True)
    judge = models.CharField(max_length=120, blank=True)
    judge_says = models.TextField(blank=True)
    judged_at = models.DateTimeField(null=True)
    parole_ground = models.CharField(max_length=24, blank=True)
    paroled_until = models.DateField(null=True)
    parole_refused_at = models.DateTimeField(null=True)
    parole_ended_at = models.DateTimeField(null=True)
    parole_why = models.TextField(blank=True)

    class Meta:
        verbose_name = "custody determination"
        ordering: ClassVar = ["-decided_at"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["stay"], condition=Q(state__in=("made", "redetermined")), name="removal_one_determination"
            )
        ]

    def __str__(self) -> str:
        return f"{self.decision} {self.decided_at:%Y-%m-%d}"


class Bond(OfPerson):
    """A bond of delivery: its amount, who set it, who posted it, and how it ended.

    ``service_amount`` is what the service itself had set, none where it had refused any. A refused bond has no number.
    """

    stay = models.ForeignKey("custody.Stay", on_delete=models.PROTECT, related_name="bonds")
    number = models.CharField(max_length=24, blank=True)
    amount = models.DecimalField(max_digits=12, decimal_places=2, null=True)
    service_amount = models.DecimalField(max_digits=12, decimal_places=2, null=True)
    set_by = models.CharField(max_length=8)
    set_at = models.DateTimeField()
    place = models.ForeignKey("places.Place", on_delete=models.PROTECT, related_name="bonds")
    court = models.CharField(max_length=160, blank=True)
    judge = models.CharField(max_length=120, blank=True)
    ordered_at = models.DateTimeField(null=True)
    appealed_at = models.DateTimeField(null=True)
    conditions = models.TextField(blank=True)
    why = models.TextField(blank=True)
    obligor = models.CharField(max_length=160, blank=True)
    obligor_address = models.CharField(max_length=300, blank=True)
    obligor_telephone = models.CharField(max_length=40, blank=True)
    security = models.CharField(max_length=24, blank=True)
    receipt = models.CharField(max_length=40, blank=True)
    posted_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = "bond"
        ordering: ClassVar = ["-set_at"]
        indexes: ClassVar = [models.Index(fields=["state", "set_at"], name="removal_bonds")]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["stay"], condition=Q(state__in=("set", "stayed", "posted")), name="removal_one_bond"
            ),
            models.UniqueConstraint(fields=["number"], condition=~Q(number=""), name="removal_bond_number"),
        ]

    def __str__(self) -> str:
        return self.number or "no bond"


class Supervision(OfPerson):
    """A person at liberty under the service's eye: on recognizance, under an order, in an alternative to detention."""

    stay = models.ForeignKey("custody.Stay", on_delete=models.PROTECT, null=True, related_name="supervisions")
    kind = models.CharField(max_length=24)
    citation = models.CharField(max_length=240)
    began_at = models.DateTimeField()
    ordered_by = models.ForeignKey("access.Account", on_delete=models.PROTECT, null=True, related_name="+")
    address = models.CharField(max_length=300)
    telephone = models.CharField(max_length=40, blank=True)
    office = models.ForeignKey("places.Place", on_delete=models.PROTECT, related_name="supervisions")
    conditions = models.JSONField(default=list)
    ordered_on = models.DateField(null=True)
    next_on = models.DateField(null=True)
    ended_at = models.DateTimeField(null=True)
    why = models.TextField(blank=True)

    class Meta:
        verbose_name = "supervision"
        verbose_name_plural = "supervision"
        ordering: ClassVar = ["-began_at"]
        indexes: ClassVar = [models.Index(fields=["office", "state", "next_on"], name="removal_check_ins")]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["person"], condition=Q(state__in=("active", "violated")), name="removal_one_supervision"
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind} since {self.began_at:%Y-%m-%d}"

    @property
    def answers_at(self) -> Any:
        """Return the office the person reports to: it answers for the report while supervision lasts."""
        return self.office_id if self.state in ("active", "violated") else None


class CheckIn(Detail):
    """A report that was made, or missed."""

    supervision = models.ForeignKey(Supervision, on_delete=models.PROTECT, related_name="check_ins")
    due_on = models.DateField(null=True)
    at = models.DateTimeField()
    kept = models.BooleanField()
    how = models.CharField(max_length=16, blank=True)
    by = models.ForeignKey("access.Account", on_delete=models.PROTECT, null=True, related_name="+")
    note = models.TextField(blank=True)

    class Meta:
        ordering: ClassVar = ["-at"]

    def __str__(self) -> str:
        return f"{'kept' if self.kept else 'missed'} {self.at:%Y-%m-%d}"


class Habeas(OfPerson):
    """A petition for a writ of habeas corpus against a person's detention."""

    stay = models.ForeignKey("custody.Stay", on_delete=models.PROTECT, related_name="petitions")
    court = models.CharField(max_length=160)
    number = models.CharField(max_length=40)
    filed_on = models.DateField()
    counsel = models.CharField(max_length=160, blank=True)
    ordered_at = models.DateTimeField(null=True)
    returned_at = models.DateTimeField(null=True)
    protection = models.ForeignKey("removal.Protection", on_delete=models.PROTECT, null=True, related_name="+")
    stayed_at = models.DateTimeField(null=True)
    stay_lifted_at = models.DateTimeField(null=True)
    decided_at = models.DateTimeField(null=True)
    judge = models.CharField(max_length=120, blank=True)
    says = models.TextField(blank=True)

    class Meta:
        verbose_name = "habeas petition"
        ordering: ClassVar = ["-filed_on"]

    def __str__(self) -> str:
        return self.number


class Review(OfPerson):
    """A review of custody after an order of removal: ``kind`` is a row of the law pack's ``custody_reviews``."""

    stay = models.ForeignKey("custody.Stay", on_delete=models.PROTECT, related_name="reviews")
    kind = models.CharField(max_length=24)
    opened_at = models.DateTimeField()
    place = models.ForeignKey("places.Place", on_delete=models.PROTECT, related_name="reviews")
    due_on = models.DateField(null=True)
    asked = models.TextField(blank=True)
    acknowledged_at = models.DateTimeField(null=True)
    notified_at = models.DateTimeField(null=True)
    notified_how = models.CharField(max_length=16, blank=True)
    heard_at = models.DateTimeField(null=True)
    heard = models.TextField(blank=True)
    decided_at = models.DateTimeField(null=True)
    decided_by = models.ForeignKey("access.Account", on_delete=models.PROTECT, null=True, related_name="+")
    danger = models.TextField(blank=True)
    flight = models.TextField(blank=True)
    why = models.TextField(blank=True)

    class Meta:
        verbose_name = "custody review"
        ordering: ClassVar = ["-opened_at"]
        indexes: ClassVar = [models.Index(fields=["state", "due_on"], name="removal_reviews_due")]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["stay", "kind"],
                condition=Q(state__in=("opened", "notified", "interviewed")),
                name="removal_one_open_review",
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.opened_at:%Y-%m-%d}"


class ReleasePlan(Detail):
    """Where a person would live, with whom and on what, should they be released."""

    review = models.ForeignKey(Review, on_delete=models.PROTECT, related_name="plans")
    sponsor = models.CharField(max_length=160)
    relation = models.CharField(max_length=80, blank=True)
    address = models.CharField(max_length=300)
    telephone = models.CharField(max_length=40, blank=True)
    work = models.CharField(max_length=200, blank=True)
    treatment = models.CharField(max_length=300, blank=True)
    checked = models.BooleanField(default=False)
    at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["-at"]

    def __str__(self) -> str:
        return self.sponsor
