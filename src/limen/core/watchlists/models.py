"""Lists that are taken, their versions, and what each version changed."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from limen.core.records import Detail, Record


class WatchList(Record):
    """A list that somebody publishes and this service takes as lookouts, all of one category and action."""

    key = models.CharField(max_length=40, unique=True)
    name = models.CharField(max_length=160)
    form = models.CharField(max_length=12)
    basis = models.CharField(max_length=300)
    category = models.CharField(max_length=24)
    action = models.CharField(max_length=24)
    handling = models.TextField(blank=True)
    review_days = models.PositiveIntegerField()
    issued_by = models.ForeignKey("places.Place", on_delete=models.PROTECT, related_name="watchlists")
    registered_by = models.UUIDField()
    loaded_at = models.DateTimeField(null=True)
    allowed_digest = models.CharField(max_length=64, blank=True)
    allowed_by = models.UUIDField(null=True)
    allowed_why = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering: ClassVar = ["key"]

    def __str__(self) -> str:
        return self.name


class ListVersion(Detail):
    """One load of a list: what came, changed and left, from which file, when and by whom."""

    watchlist = models.ForeignKey(WatchList, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    loaded_at = models.DateTimeField()
    loaded_by = models.CharField(max_length=160)
    source = models.CharField(max_length=300, blank=True)
    digest = models.CharField(max_length=64)
    entries = models.PositiveIntegerField()
    came = models.PositiveIntegerField()
    changed = models.PositiveIntegerField()
    left = models.PositiveIntegerField()
    back = models.PositiveIntegerField()
    unchanged = models.PositiveIntegerField()
    faults = models.PositiveIntegerField()
    allowed_why = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering: ClassVar = ["-number"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["watchlist", "number"], name="watchlists_number_once")]

    def __str__(self) -> str:
        return f"{self.watchlist_id} {self.number}"


class ListChange(Detail):
    """What one version did to one entry: it came, changed, left, or came back."""

    version = models.ForeignKey(ListVersion, on_delete=models.PROTECT, related_name="changes")
    lookout = models.ForeignKey("lookouts.Lookout", on_delete=models.PROTECT, related_name="list_changes")
    what = models.CharField(max_length=8)
    entry = models.CharField(max_length=80)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["version", "what", "entry"], name="watchlists_changes")]

    def __str__(self) -> str:
        return f"{self.what} {self.entry}"
