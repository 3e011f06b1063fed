"""Reading the ledger: for auditors, who see what was done and what was looked at, and by whom."""

from __future__ import annotations

import json
from typing import Any

from django.db.models import QuerySet

from limen.core.access.gate import Viewer
from limen.core.ledger.chain import record_read
from limen.core.ledger.models import Entry, Erasing, LegalHold
from limen.kernel import Subject, UnknownRecord

AUDIT = "ledger.audit"


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
