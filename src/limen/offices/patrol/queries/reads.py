"""What the reads of the field share: which stations a viewer works at, one record, and the entry of the read."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db.models import Q

from limen.core.access.gate import Viewer
from limen.core.ledger.chain import record_read
from limen.core.places.queries import below
from limen.kernel import BadInput, Subject, UnknownRecord, as_uuid


def here(viewer: Viewer, path: str = "station") -> Q:
    """Return the condition that keeps what belongs to the viewer's station, or to all under their sector or agency."""
    if viewer.place is None:
        return Q()
    return Q(**{f"{path}__in": below(viewer.place)})


def log(viewer: Viewer, what: str, rows: Iterable[Any], *, people: Iterable[Any] = (), **plain: object) -> None:
    """Log a read: which records and which people were shown, to whom, and why."""
    record_read(
        what=what,
        actor=viewer.account,
        place=viewer.place,
        purpose=viewer.purpose,
        subjects=[
            *(Subject(row.record_type, row.pk) for row in rows),
            *(Subject("people.person", identifier) for identifier in people if identifier),
        ],
        plain=dict(plain),
        personal={},
    )


def one(rows: Any, identifier: Any, sentence: str) -> Any:
    """Return the row an identifier names.

    Raises:
        UnknownRecord: when there is none that the viewer may know of; a malformed identifier names none.
    """
    try:
        key = as_uuid(str(identifier))
    except BadInput as error:
        raise UnknownRecord(sentence) from error
    found = rows.filter(pk=key).first()
    if found is None:
        raise UnknownRecord(sentence)
    return found
