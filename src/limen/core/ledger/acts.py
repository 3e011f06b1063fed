"""Erasing personal data from the ledger, and the legal holds that stop it.

The entry itself never changes: its personal part is deleted and the digest it was sealed under stays, so that the
chain still proves. Erasing cannot be undone, so one person proposes it and another does it.
"""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Annotated, Any
from uuid import UUID

from django.db.models import QuerySet
from pydantic import Field

from limen.core.ledger.models import Entry, EntryPersonal, EntrySubject, Erasing, Erasure, LegalHold
from limen.kernel import Act, GuardRefused, Lines, Scene, Subject
from limen.kernel.canonical import stamp

HOLD = "ledger.legalhold"
ERASING = "ledger.erasing"
ERASE = "ledger.erase"
BATCH = 500
"""Rows to a statement: databases limit how many values one may name."""

RecordType = Annotated[str, Field(title="Record type", max_length=64, pattern=r"^[a-z]+\.[a-z]+$")]
About = Annotated[UUID, Field(title="Record")]
Reason = Annotated[str, Lines(3), Field(title="Reason", min_length=10, max_length=500)]


class PlaceHold(Act, key="ledger.hold", on=HOLD, permission="ledger.hold", authorities=("records.hold",)):
    """Hold a record: nothing about it is erased until the hold is lifted."""

    about_record: RecordType = "people.person"
    about: About
    reason: Reason

    def apply(self, record: Any, scene: Scene) -> LegalHold:
        """Place the hold."""
        scene.subjects.append(Subject(self.about_record, self.about))
        return LegalHold(
            about_record=self.about_record,
            about=self.about,
            reason=self.reason,
            placed_by=scene.actor.label,
            placed_at=scene.at,
        )


class LiftHold(Act, key="ledger.lift_hold", on=HOLD, permission="ledger.hold", authorities=("records.hold",)):
    """Lift a legal hold."""

    reason: Reason

    def apply(self, record: LegalHold, scene: Scene) -> LegalHold:
        """Say when."""
        scene.subjects.append(Subject(record.about_record, record.about))
        record.lifted_at = scene.at
        return record


class ProposeErasure(Act, key="ledger.propose_erasure", on=ERASING, permission=ERASE, authorities=("records.erase",)):
    """Propose to erase the personal data that the ledger keeps about a record; another person does it."""

    about_record: RecordType = "people.person"
    about: About
    until: Annotated[date | None, Field(title="Entries up to this day", description="All, when left empty")] = None
    reason: Reason

    def guard(self, record: Any, scene: Scene) -> None:
        """There is something to erase, and no hold on it."""
        _refuse_held(self.about, self.until, scene)
        if not _parts(self.about, self.until, scene).exists():
            raise GuardRefused("The ledger keeps no personal data about that record up to that day.")

    def apply(self, record: Any, scene: Scene) -> Erasing:
        """Keep the proposal."""
        scene.subjects.append(Subject(self.about_record, self.about))
        return Erasing(
            about_record=self.about_record,
            about=self.about,
            until=self.until,
            reason=self.reason,
            proposed_by=scene.actor.id,
            proposed_at=scene.at,
        )


class Erase(Act, key="ledger.erase", on=ERASING, permission=ERASE, authorities=("records.erase",)):
    """Erase the personal data as proposed; the digests stay, so the chain still proves. It cannot be undone."""

    def guard(self, record: Erasing, scene: Scene) -> None:
        """Somebody else proposed it, and nothing has been put on hold since."""
        if record.proposed_by == scene.actor.id:
            raise GuardRefused("Nobody erases what they proposed to erase; another person does.")
        _refuse_held(record.about, record.until, scene)

    def apply(self, record: Erasing, scene: Scene) -> Erasing:
        """Put an erasure beside each entry, which is what lets the database delete its personal part."""
        ordered = Entry.objects.get(act="ledger.propose_erasure", subjects__ref=record.pk)
        ids = list(_parts(record.about, record.until, scene).values_list("entry_id", flat=True))
        for start in range(0, len(ids), BATCH):
            some = ids[start : start + BATCH]
            Erasure.objects.bulk_create(Erasure(entry_id=entry, by=ordered) for entry in some)
            EntryPersonal.objects.filter(entry_id__in=some).delete()
        scene.subjects.append(Subject(record.about_record, record.about))
        scene.facts["erased"] = record.erased = len(ids)
        return record


class DropErasure(Act, key="ledger.drop_erasure", on=ERASING, permission=ERASE, authorities=("records.erase",)):
    """Drop a proposal to erase."""

    reason: Reason


def _parts(about: UUID, until: date | None, scene: Scene) -> QuerySet[EntryPersonal]:
    """Return the personal parts of the entries about a record, up to the end of a local day."""
    parts = EntryPersonal.objects.filter(entry__in=EntrySubject.objects.filter(ref=about).values("entry"))
    if until is None:
        return parts
    end = datetime.combine(until + timedelta(days=1), time(), tzinfo=scene.place.zone)
    return parts.filter(entry__at__lt=stamp(end))


def _refuse_held(about: UUID, until: date | None, scene: Scene) -> None:
    """Refuse when any record that the entries are about is on hold: an entry is erased whole or not at all."""
    entries = _parts(about, until, scene).values("entry")
    held = LegalHold.objects.filter(
        state="held", about__in=EntrySubject.objects.filter(entry__in=entries).values("ref")
    )
    mine = LegalHold.objects.filter(state="held", about=about)
    found = mine.first() or held.first()
    if found is not None:
        raise GuardRefused(f"A legal hold placed on {found.placed_at:%Y-%m-%d} by {found.placed_by} forbids it.")
