"""What the public sends, with the words that passed since."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from limen.core.records import Detail, Record

OPEN = ("received", "acknowledged", "with_office", "appealed")
"""The states in which somebody still owes the person something."""


class Submission(Record):
    """Something a person outside sent: what kind it is, what it says, who works it and what they were told.

    ``said`` holds the fields of its kind, ``office`` the office that works it, ``concerns`` the office it is about
    where the person named one: that office never sees a complaint. ``code_digest`` is the digest of the code that the
    person follows it up with, ``fingerprint`` what tells the same text of the same sender again. ``mails`` are the
    messages sent about it, which are emptied with it. ``asked_at`` is when the question was asked that waits for a
    reply, ``asked`` what was asked about so far, ``stands_still`` whether the time to decide waits as well.
    """

    record_type: ClassVar[str] = "portal.submission"

    number = models.CharField(max_length=24, unique=True)
    kind = models.CharField(max_length=24)
    office = models.CharField(max_length=24)
    concerns = models.CharField(max_length=24, blank=True)
    matter = models.CharField(max_length=24, blank=True)
    said = models.JSONField(default=dict)
    text = models.TextField(blank=True)
    written_in = models.CharField(max_length=12)
    page_language = models.CharField(max_length=12, default="en")
    contact_name = models.CharField(max_length=160, blank=True)
    contact_email = models.CharField(max_length=254, blank=True)
    contact_phone = models.CharField(max_length=40, blank=True)
    contact_post = models.TextField(blank=True)
    answer_by = models.CharField(max_length=8)
    code_digest = models.CharField(max_length=64, blank=True)
    fingerprint = models.CharField(max_length=64, blank=True, db_index=True)
    place = models.ForeignKey("places.Place", on_delete=models.PROTECT, related_name="+")
    received_at = models.DateTimeField()
    acknowledged_at = models.DateTimeField(null=True)
    owner = models.ForeignKey("access.Account", on_delete=models.PROTECT, null=True, related_name="submissions")
    unread = models.BooleanField(default=False)
    put_off_why = models.CharField(max_length=24, blank=True)
    put_off_says = models.TextField(blank=True)
    answer = models.TextField(blank=True)
    answered_at = models.DateTimeField(null=True)
    refused_why = models.CharField(max_length=24, blank=True)
    decided_by = models.ForeignKey("access.Account", on_delete=models.PROTECT, null=True, related_name="+")
    asked_at = models.DateTimeField(null=True)
    asked = models.JSONField(default=list)
    stands_still = models.BooleanField(default=False)
    appeal_until = models.DateField(null=True)
    appealed_at = models.DateTimeField(null=True)
    merged_into = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="merged")
    ended_how = models.CharField(max_length=24, blank=True)
    ended_says = models.TextField(blank=True)
    ended_at = models.DateTimeField(null=True)
    keep_until = models.DateField(null=True)
    forgotten_at = models.DateTimeField(null=True)
    mails = models.JSONField(default=list)

    class Meta:
        ordering: ClassVar = ["received_at"]
        indexes: ClassVar = [
            models.Index(fields=["kind", "state", "received_at"], name="portal_requests_queue"),
            models.Index(fields=["keep_until"], condition=Q(forgotten_at=None), name="portal_requests_to_forget"),
        ]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(state__in=OPEN) | Q(keep_until__isnull=False), name="portal_requests_over_is_kept_until"
            ),
        ]

    def __str__(self) -> str:
        return self.number


class Words(Detail):
    """What was added to something sent: by the person outside where ``by`` is nobody, else told to them."""

    submission = models.ForeignKey(Submission, on_delete=models.PROTECT, related_name="words")
    says = models.TextField()
    at = models.DateTimeField()
    by = models.ForeignKey("access.Account", on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering: ClassVar = ["at", "id"]

    def __str__(self) -> str:
        return f"{self.submission} {self.at:%Y-%m-%d}"
