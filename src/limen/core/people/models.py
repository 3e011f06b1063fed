"""Persons as the record knows them: what each claimed, by what they are known, to whom they belong."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from limen.core.records import Detail, Record


class Person(Record):
    """A person. The name here is the one an officer took as the person's own; every other claim is an Identity.

    ``birth`` is as far as known: ``1985``, ``1985-04`` or ``1985-04-12``; ``birth_first`` and ``birth_last`` bound it.
    """

    surname = models.CharField(max_length=120, blank=True)
    given_names = models.CharField(max_length=120, blank=True)
    folded = models.CharField(max_length=260, db_index=True)
    birth = models.CharField(max_length=10, blank=True)
    birth_first = models.DateField(null=True)
    birth_last = models.DateField(null=True)
    sex = models.CharField(max_length=1, blank=True)
    nationality = models.CharField(max_length=3, blank=True)
    birth_country = models.CharField(max_length=3, blank=True)
    sealed = models.CharField(max_length=80, blank=True, db_index=True)
    same_as = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="others")

    class Meta:
        indexes: ClassVar = [models.Index(fields=["birth_first", "birth_last"], name="people_birth")]
        ordering: ClassVar = ["folded"]

    def __str__(self) -> str:
        return self.display_name

    @property
    def compartments(self) -> tuple[str, ...]:
        """Return the compartments the record is kept in."""
        return tuple(part for part in self.sealed.split(",") if part)

    @property
    def display_name(self) -> str:
        """Return the name as a page shows it: the surname first, in capitals, as documents do."""
        return ", ".join(part for part in (self.surname.upper(), self.given_names) if part) or "(no name)"


class Identity(Detail):
    """A name, birth and nationality as once claimed, and where the claim came from."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="identities")
    surname = models.CharField(max_length=120, blank=True)
    given_names = models.CharField(max_length=120, blank=True)
    native = models.CharField(max_length=240, blank=True)
    folded = models.CharField(max_length=260, db_index=True)
    birth = models.CharField(max_length=10, blank=True)
    sex = models.CharField(max_length=1, blank=True)
    nationality = models.CharField(max_length=3, blank=True)
    birth_country = models.CharField(max_length=3, blank=True)
    source = models.CharField(max_length=40)
    claimed_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["claimed_at"]

    def __str__(self) -> str:
        return f"{self.surname}, {self.given_names}"


class Identifier(Detail):
    """A number the person is known by: A-number, fingerprint identification number, SEVIS ID, national number."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="identifiers")
    kind = models.CharField(max_length=24)
    issuer = models.CharField(max_length=3, blank=True)
    number = models.CharField(max_length=64)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["kind", "issuer", "number"], name="people_number_once")
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.number}"


class Relationship(Detail):
    """Who belongs to whom; a family unit is linked at first contact and the link is never dropped, only ended."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="relationships")
    other = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="related_by")
    kind = models.CharField(max_length=24)
    family_unit = models.UUIDField(null=True, db_index=True)
    since = models.DateTimeField()
    until = models.DateTimeField(null=True)
    ended_why = models.CharField(max_length=300, blank=True)

    def __str__(self) -> str:
        return self.kind


class Judgement(Detail):
    """An officer's judgement that two records are, are not, or may be the same person; the latest one counts."""

    left = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="judged_left")
    right = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="judged_right")
    verdict = models.CharField(max_length=8)
    reason = models.CharField(max_length=500)
    made_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["-made_at"]

    def __str__(self) -> str:
        return self.verdict


class Resolution(Record):
    """A run over the register that looked for records of the same person: who, when, how, and what it found.

    ``people`` were compared, ``pairs`` were likely enough; ``proposed`` were new, ``again`` waited already, ``judged``
    were left out because somebody had judged them. ``model`` is the digest of the weights it was done with.
    """

    engine = models.CharField(max_length=12)
    model = models.CharField(max_length=64)
    at_least = models.FloatField()
    people = models.PositiveIntegerField()
    pairs = models.PositiveIntegerField()
    proposed = models.PositiveIntegerField()
    again = models.PositiveIntegerField()
    judged = models.PositiveIntegerField()
    seconds = models.FloatField(default=0)
    made_at = models.DateTimeField()
    made_by = models.ForeignKey("access.Account", on_delete=models.PROTECT, null=True, related_name="+")
    withdrawn_why = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering: ClassVar = ["-made_at"]

    def __str__(self) -> str:
        return f"{self.engine} {self.made_at:%Y-%m-%d %H:%M}"


class Proposal(Record):
    """Two records that may be the same person, until an officer decides.

    ``why`` is what the probability is made of: for each comparison how the two stand and how many bits that adds. It
    holds no value of either record. ``left`` is the record with the lesser identifier.
    """

    resolution = models.ForeignKey(Resolution, on_delete=models.PROTECT, related_name="proposals")
    left = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="proposed_left")
    right = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="proposed_right")
    probability = models.FloatField()
    bits = models.FloatField()
    why = models.JSONField(default=list)
    proposed_at = models.DateTimeField()
    reason = models.CharField(max_length=500, blank=True)
    decided_at = models.DateTimeField(null=True)
    decided_by = models.ForeignKey("access.Account", on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering: ClassVar = ["-bits", "id"]
        indexes: ClassVar = [models.Index(fields=["state", "bits"], name="people_proposals")]
        constraints: ClassVar = [models.UniqueConstraint(fields=["left", "right"], name="people_pair_once")]

    def __str__(self) -> str:
        return f"{self.left} / {self.right}"

    @property
    def compartments(self) -> tuple[str, ...]:
        """Return the compartments either record is kept in."""
        return tuple(dict.fromkeys((*self.left.compartments, *self.right.compartments)))
