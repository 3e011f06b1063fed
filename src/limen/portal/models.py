"""What the public site says: pieces of content, their editions by language and version, and who reviews a language."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from limen.core.records import Record


class Language(Record):
    """A language the site is offered in, and who reviews what is translated into it."""

    code = models.CharField(max_length=12, unique=True)
    reviewer = models.ForeignKey(
        "access.Account", on_delete=models.PROTECT, null=True, related_name="portal_languages_reviewed"
    )

    class Meta:
        ordering: ClassVar = ["code"]

    def __str__(self) -> str:
        return self.code


class Piece(Record):
    """Something the site says at one address: a page, an answer, a piece of news, or a word of the glossary."""

    kind = models.CharField(max_length=8)
    path = models.CharField(max_length=120)
    topic = models.CharField(max_length=24, blank=True)
    office = models.CharField(max_length=24, blank=True)
    form = models.CharField(max_length=24, blank=True)
    order = models.PositiveSmallIntegerField(default=50)
    law = models.JSONField(default=list)
    dated = models.DateField(null=True)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["kind", "path"], name="portal_one_piece_an_address")]
        ordering: ClassVar = ["kind", "order", "path"]

    def __str__(self) -> str:
        return f"{self.kind} {self.path}"


class Edition(Record):
    """The words of a piece in one language, version by version.

    A translation names the original edition it was made from; when a later original is shown, the translation says that
    it is of the earlier one.
    """

    piece = models.ForeignKey(Piece, on_delete=models.PROTECT, related_name="editions")
    language = models.CharField(max_length=12)
    number = models.PositiveIntegerField()
    heading = models.CharField(max_length=200)
    summary = models.CharField(max_length=400, blank=True)
    body = models.TextField(blank=True)
    also = models.JSONField(default=list)
    grade = models.FloatField(null=True)
    grade_reason = models.CharField(max_length=300, blank=True)
    original = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="translations")
    writer = models.ForeignKey("access.Account", on_delete=models.PROTECT, null=True, related_name="portal_written")
    reviewer = models.ForeignKey("access.Account", on_delete=models.PROTECT, null=True, related_name="portal_reviewed")
    reviewed_at = models.DateTimeField(null=True)
    sent_back_why = models.CharField(max_length=1000, blank=True)
    show_from = models.DateTimeField(null=True)
    show_to = models.DateTimeField(null=True)
    release = models.CharField(max_length=40, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["piece", "language", "number"], name="portal_one_edition_a_number")
        ]
        indexes: ClassVar = [models.Index(fields=["state", "language"], name="portal_editions_shown")]
        ordering: ClassVar = ["piece", "language", "-number"]

    def __str__(self) -> str:
        return f"{self.piece.path} ({self.language}, {self.number})"


class Release(Record):
    """A set of content that was shipped with the software and taken into the site, once."""

    name = models.CharField(max_length=40, unique=True)
    digest = models.CharField(max_length=64)
    taken_at = models.DateTimeField()
    pieces = models.PositiveIntegerField(default=0)
    editions = models.PositiveIntegerField(default=0)
    kept = models.PositiveIntegerField(default=0)

    class Meta:
        ordering: ClassVar = ["name"]

    def __str__(self) -> str:
        return self.name
