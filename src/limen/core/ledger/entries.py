"""One entry of the chain as an auditor reads it: whether it holds here, its neighbours, and its personal part."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import QuerySet

from limen.core import reading
from limen.core.access.gate import Viewer
from limen.core.ledger.chain import record_read
from limen.core.ledger.models import Anchor, Entry, EntryPersonal, Erasure
from limen.core.ledger.queries import AUDIT
from limen.kernel import Subject, UnknownRecord
from limen.kernel.canonical import GENESIS, link, seal, stamp


@dataclass(frozen=True, slots=True)
class Standing:
    """Whether the chain holds at one entry.

    Args:
        own: the hash is that of the previous hash and the body.
        back: the entry before it has the hash it chains to; the first one chains to the genesis.
        onward: the entry after it chains to its hash; True for the last one.
    """

    own: bool
    back: bool
    onward: bool

    @property
    def holds(self) -> bool:
        """Return whether all three hold."""
        return self.own and self.back and self.onward


@dataclass(frozen=True, slots=True)
class PersonalPart:
    """The personal part of an entry.

    Args:
        data: what it says.
        as_sealed: whether it is what the entry sealed.
    """

    data: dict[str, Any]
    as_sealed: bool


def entry(hash_: str, *, viewer: Viewer) -> Entry:
    """Return the entry of a hash; that the auditor looked is logged.

    Raises:
        NotPermitted: to whoever does not audit.
        UnknownRecord: when there is none.
    """
    viewer.require(AUDIT)
    found = Entry.objects.filter(hash=hash_).first()
    if found is None:
        raise UnknownRecord("No entry has that hash.")
    _log(viewer, "ledger.entry", found)
    return found


def between(rows: QuerySet[Entry], first: date | None, last: date | None, zone: ZoneInfo) -> QuerySet[Entry]:
    """Return those of some entries whose time falls on the local days from ``first`` to ``last``, both included."""
    if first is not None:
        rows = rows.filter(at__gte=_midnight(first, zone))
    if last is not None:
        rows = rows.filter(at__lt=_midnight(last + timedelta(days=1), zone))
    return rows


def standing(found: Entry) -> Standing:
    """Recompute the links of one entry from what is stored."""
    before, after = neighbours(found)
    return Standing(
        own=link(found.previous, found.body) == found.hash,
        back=found.previous == (before.hash if before is not None else GENESIS)
        and (before is None) == (found.seq == 1),
        onward=after is None or after.previous == found.hash,
    )


def neighbours(found: Entry) -> tuple[Entry | None, Entry | None]:
    """Return the entries before and after one on its node."""
    near = Entry.objects.filter(node=found.node, seq__in=(found.seq - 1, found.seq + 1))
    by_seq = {row.seq: row for row in near}
    return by_seq.get(found.seq - 1), by_seq.get(found.seq + 1)


def anchored(found: Entry) -> Anchor | None:
    """Return the first anchor that covers an entry."""
    return Anchor.objects.filter(node=found.node, seq__gte=found.seq).order_by("seq").first()


def erased(found: Entry) -> Entry | None:
    """Return the entry of the act that erased this one's personal part, or None."""
    erasure = Erasure.objects.select_related("by").filter(entry=found).first()
    return erasure.by if erasure is not None else None


def has_personal(found: Entry) -> bool:
    """Return whether an entry has a personal part that is still there."""
    return EntryPersonal.objects.filter(entry=found).exists()


def personal(found: Entry, *, viewer: Viewer) -> PersonalPart:
    """Return an entry's personal part to an auditor who may read every record it is about; logged.

    Raises:
        NotPermitted: to whoever does not audit, or may not read one of the records.
        UnknownRecord: when it has none, it was erased, or the viewer may not know of one of the records.
    """
    viewer.require(AUDIT)
    part = EntryPersonal.objects.filter(entry=found).first()
    if part is None:
        raise UnknownRecord("This entry has no personal part, or it was erased.")
    body = json.loads(found.body)
    for record_type, identifier in body["subjects"]:
        reading.read(record_type, identifier, viewer=viewer)
    _log(viewer, "ledger.personal", found, [Subject(record, ref) for record, ref in body["subjects"]])
    return PersonalPart(json.loads(part.body), seal(part.salt, part.body) == body["personal"])


def _log(viewer: Viewer, what: str, found: Entry, about: list[Subject] | None = None) -> None:
    record_read(
        what=what,
        actor=viewer.account,
        place=viewer.place,
        purpose=viewer.purpose,
        subjects=about or [],
        plain={"node": found.node, "seq": found.seq},
    )


def _midnight(day: date, zone: ZoneInfo) -> str:
    return stamp(datetime.combine(day, time(), zone))
