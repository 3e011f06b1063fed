"""Load a version: one act, however many entries. Rows stay the same rows, so that what was judged of them stands."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import timedelta
from typing import Annotated, Any
from uuid import UUID

from django.db.models import F
from pydantic import BaseModel, ConfigDict, Field, field_validator

from limen.core.lookouts.models import Lookout
from limen.core.lookouts.parties import put_party
from limen.core.watchlists.acts.lists import CHECK, DIGEST, WATCHLIST
from limen.core.watchlists.differing import Difference, difference, why_not
from limen.core.watchlists.models import ListChange, ListVersion, WatchList
from limen.kernel import Act, GuardRefused, Personal, Scene
from limen.kernel.canonical import canonical, digest
from limen.screening.model import KINDS, Party

BATCH = 500
LEFT_WHY = "It left the list."
COLUMNS = (
    *("kind", "party", "sex", "surname", "given_names", "folded", "also", "birth", "birth_first", "birth_last"),
    *("nationality", "document_issuer", "document_folded", "caveats", "category", "action", "basis", "handling"),
    "issued_by_id",
)
"""What a changed entry writes anew."""


class ListEntry(BaseModel):
    """One entry of a list, with whom or what it means."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    key: str = Field(min_length=1, max_length=80)
    party: dict[str, Any]
    remarks: str = Field("", max_length=20_000)

    @field_validator("party")
    @classmethod
    def a_party(cls, value: dict[str, Any]) -> dict[str, Any]:
        """Return the party as it is written down; it is of a known kind and bears a name or a number."""
        try:
            party = Party.from_data(value)
            written = party.as_data()
        except (TypeError, AttributeError, ValueError) as error:
            raise ValueError("This is no party.") from error
        if party.kind not in KINDS or not (any(name.said for name in party.names) or party.numbers):
            raise ValueError("A party is of a known kind and bears a name or a number.")
        return written


class LoadVersion(Act, key="watchlists.load", on=WATCHLIST, permission="watchlists.load", authorities=CHECK):
    """Load a version of a list."""

    entries: Annotated[list[ListEntry], Personal, Field(title="Entries", max_length=1_000_000, exclude=True)]
    digest: Annotated[str, Field(title="Digest of the files", pattern=DIGEST)]
    source: Annotated[str, Field(title="Files", max_length=300)] = ""
    faults: Annotated[int, Field(title="Faults", ge=0)] = 0

    def guard(self, record: WatchList, scene: Scene) -> None:
        """No entry stands twice; a shrunken or empty list is refused unless somebody else allowed this very one."""
        keys = {entry.key for entry in self.entries}
        if len(keys) != len(self.entries):
            raise GuardRefused("An entry stands twice in the list.")
        reason = why_not(difference(record, self.entries), len(self.entries), scene.law, scene.day)
        if reason and not self._allowed(record, scene):
            raise GuardRefused(f"{reason} To load it all the same, another person allows the digest {self.digest}.")

    def _allowed(self, record: WatchList, scene: Scene) -> bool:
        return record.allowed_digest == self.digest and record.allowed_by not in (None, scene.actor.id)

    def apply(self, record: WatchList, scene: Scene) -> WatchList:
        """Write the entries that came and changed, withdraw those that left, bring back those that returned."""
        told = difference(record, self.entries)
        by_key = {entry.key: entry for entry in self.entries}
        came = [_row(record, by_key[key], scene) for key in told.came]
        Lookout.objects.bulk_create(came, batch_size=BATCH)
        told.held.update((row.source_entry, row.pk) for row in came)
        _rewrite(record, [by_key[key] for key in (*told.changed, *told.back)], told, scene)
        _withdraw([told.held[key] for key in told.left], scene)
        review_by = scene.day + timedelta(days=record.review_days)
        for pks in _batches([told.held[key] for key in by_key]):
            Lookout.objects.filter(pk__in=pks).update(review_by=review_by)
        version = self._version(record, told, scene)
        _keep_changes(version, told)
        scene.facts.update(told.counts(), number=version.number, entries=len(by_key), entries_digest=self._told())
        scene.told.update(version=str(version.pk), number=version.number, **told.counts())
        record.loaded_at = scene.at
        record.allowed_digest, record.allowed_by, record.allowed_why = "", None, ""
        return record

    def _told(self) -> str:
        """Return the digest of what was loaded, by which the record can be compared with the files later."""
        entries = [entry.model_dump() for entry in sorted(self.entries, key=lambda entry: entry.key)]
        return digest(canonical(entries))

    def _version(self, record: WatchList, told: Difference, scene: Scene) -> ListVersion:
        newest = record.versions.first()
        return ListVersion.objects.create(
            watchlist=record,
            number=newest.number + 1 if newest else 1,
            loaded_at=scene.at,
            loaded_by=scene.actor.label[:160],
            source=self.source,
            digest=self.digest,
            entries=len(self.entries),
            faults=self.faults,
            allowed_why=record.allowed_why,
            **told.counts(),
        )


def _row(record: WatchList, entry: ListEntry, scene: Scene) -> Lookout:
    made = Lookout(
        state="active",
        version=1,
        source_key=record.key,
        source_entry=entry.key,
        nominated_by=scene.actor.id,
        active_from=scene.at,
        review_by=scene.day + timedelta(days=record.review_days),
    )
    return _filled(made, record, entry)


def _filled(row: Lookout, record: WatchList, entry: ListEntry) -> Lookout:
    put_party(row, Party.from_data(entry.party))
    row.caveats, row.category, row.action = entry.remarks, record.category, record.action
    row.basis, row.handling, row.issued_by_id = record.basis, record.handling, record.issued_by_id
    return row


def _rewrite(record: WatchList, entries: Sequence[ListEntry], told: Difference, scene: Scene) -> None:
    """Write changed entries on their rows; those that are back stop people again, a suspended one stays suspended."""
    back = set(told.back)
    for some in _batches(entries):
        rows = Lookout.objects.in_bulk([told.held[entry.key] for entry in some])
        for entry in some:
            row = _filled(rows[told.held[entry.key]], record, entry)
            row.version, row.changed_at = row.version + 1, scene.at
            if entry.key in back:
                row.state, row.standing_why, row.active_from = "active", "", scene.at
        # an upsert by the primary key: a bulk_update of so many columns is forty times slower
        Lookout.objects.bulk_create(
            rows.values(),
            update_conflicts=True,
            unique_fields=["id"],
            update_fields=[*COLUMNS, "state", "standing_why", "active_from", "version", "changed_at"],
        )


def _withdraw(pks: Sequence[UUID], scene: Scene) -> None:
    for some in _batches(pks):
        Lookout.objects.filter(pk__in=some).update(
            state="withdrawn", standing_why=LEFT_WHY, version=F("version") + 1, changed_at=scene.at
        )


def _keep_changes(version: ListVersion, told: Difference) -> None:
    changes: Iterable[ListChange] = (
        ListChange(version=version, lookout_id=told.held[key], what=what, entry=key)
        for what in ("came", "changed", "left", "back")
        for key in getattr(told, what)
    )
    ListChange.objects.bulk_create(changes, batch_size=BATCH)


def _batches(items: Sequence[Any]) -> Iterator[Sequence[Any]]:
    for start in range(0, len(items), BATCH):
        yield items[start : start + BATCH]
