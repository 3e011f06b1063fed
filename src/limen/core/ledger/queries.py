"""Reading the ledger: for auditors, who see what was done and what was looked at, and by whom."""

from __future__ import annotations

import json
from typing import Any, TypeVar

from django.db.models import Case, QuerySet, When

from limen.core.access.gate import Viewer
from limen.core.ledger.chain import record_read
from limen.core.ledger.models import Entry, Erasing, LegalHold
from limen.kernel import Subject, UnknownRecord

AUDIT = "ledger.audit"
LISTED = 500
"""The most holds, or erasures, that a list shows."""

Kept = TypeVar("Kept", LegalHold, Erasing)


def entries(
    *,
    viewer: Viewer,
    about: Any = None,
    act: str = "",
    actor: Any = None,
    kind: str = "",
) -> QuerySet[Entry]:
    """Return entries, for an auditor; that they were shown is logged by ``audited``.

    Args:
        viewer: the auditor.
        about: a record's identifier.
        act: an act's or a read's key.
        actor: an account's identifier.
        kind: ``act`` or ``read``; both when empty.
    """
    viewer.require(AUDIT)
    rows = Entry.objects.all()
    if about is not None:
        rows = rows.filter(pk__in=Entry.objects.filter(subjects__ref=about).values("pk"))
    named = {"act": act, "actor": str(actor) if actor else "", "kind": kind}
    return rows.filter(**{name: value for name, value in named.items() if value})


def audited(rows: list[Entry], *, viewer: Viewer, about: Any = None) -> list[Entry]:
    """Log that entries were shown, and return them."""
    record_read(
        what="ledger.entries",
        actor=viewer.account,
        place=viewer.place,
        purpose=viewer.purpose,
        subjects=[Subject("ledger.about", about)] if about is not None else [],
        plain={"shown": len(rows)},
    )
    return rows


def as_entry(entry: Entry) -> dict[str, Any]:
    """Return an entry as data, without its personal part."""
    body = json.loads(entry.body)
    return {"node": entry.node, "seq": entry.seq, "previous": entry.previous, "hash": entry.hash, "body": body}


def hold(identifier: Any, *, viewer: Viewer) -> LegalHold:
    """Return a legal hold; that the viewer looked is logged.

    Raises:
        UnknownRecord: when there is none.
    """
    if not viewer.may(AUDIT):
        viewer.require("ledger.erase")
    found = LegalHold.objects.filter(pk=identifier).first()
    if found is None:
        raise UnknownRecord("No such legal hold.")
    _log(viewer, "ledger.hold", found, found.about_record, found.about)
    return found


def erasing(identifier: Any, *, viewer: Viewer) -> Erasing:
    """Return an erasure as proposed or done; that the viewer looked is logged.

    Raises:
        UnknownRecord: when there is none.
    """
    if not viewer.may(AUDIT):
        viewer.require("ledger.erase")
    found = Erasing.objects.filter(pk=identifier).first()
    if found is None:
        raise UnknownRecord("No such erasure.")
    _log(viewer, "ledger.erasing", found, found.about_record, found.about)
    return found


def holds(*, viewer: Viewer, about: Any = None) -> list[LegalHold]:
    """Return the legal holds, those still held first, or those about one record; that they were shown is logged.

    Raises:
        NotPermitted: to who neither audits, holds nor erases.
    """
    return _kept(LegalHold.objects.order_by("state", "-placed_at", "pk"), "ledger.holds", viewer, about)


def erasings(*, viewer: Viewer, about: Any = None) -> list[Erasing]:
    """Return the erasures, those waiting for a second person first, or those about one record; logged.

    Raises:
        NotPermitted: to who neither audits, holds nor erases.
    """
    waiting = Case(When(state="proposed", then=0), default=1)
    rows = Erasing.objects.order_by(waiting, "-proposed_at", "pk")
    return _kept(rows, "ledger.erasings", viewer, about)


def _kept(rows: QuerySet[Kept], what: str, viewer: Viewer, about: Any) -> list[Kept]:
    if not (viewer.may(AUDIT) or viewer.may("ledger.erase")):
        viewer.require("ledger.hold")
    found = list((rows.filter(about=about) if about is not None else rows)[:LISTED])
    record_read(
        what=what,
        actor=viewer.account,
        place=viewer.place,
        purpose=viewer.purpose,
        subjects=[Subject(row.record_type, row.pk) for row in found],
    )
    return found


def _log(viewer: Viewer, what: str, record: Any, about_record: str, about: Any) -> None:
    record_read(
        what=what,
        actor=viewer.account,
        place=viewer.place,
        purpose=viewer.purpose,
        subjects=[Subject(record.record_type, record.pk), Subject(about_record, about)],
    )


READERS = {"ledger.legalhold": hold, "ledger.erasing": erasing}
"""How each record of this room is read before an act is done to it."""

SHOWN = {
    "ledger.legalhold": ("about_record", "about", "reason", "placed_by", "placed_at", "lifted_at"),
    "ledger.erasing": ("about_record", "about", "reason", "until", "proposed_by", "proposed_at", "erased"),
}
"""What a reader may have of each as data."""
