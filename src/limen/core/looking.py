"""What the reads of every room share: who is hidden, one row by its identifier, and the entry of the read."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.db.models import Q

from limen.core.access.gate import Viewer
from limen.core.ledger.chain import record_read
from limen.core.people.queries import candidates, hidden_from, unhidden, visible
from limen.kernel import Subject, UnknownRecord
from limen.kernel.errors import BadInput
from limen.kernel.identifiers import as_uuid


def unsealed(viewer: Viewer, path: str = "person") -> Q:
    """Return the condition that leaves out what belongs to people the viewer may not know of."""
    return outside(hidden_from(viewer), path)


def outside(compartments: frozenset[str], path: str = "person") -> Q:
    """Return the condition that leaves out what belongs to people whose records are in some compartments."""
    return Q(**{f"{path}__isnull": True}) | Q(**{f"{path}__in": unhidden(compartments)})


def log(
    viewer: Viewer,
    what: str,
    rows: Iterable[tuple[str, Any]],
    *,
    personal: dict[str, object] | None = None,
    **plain: object,
) -> None:
    """Log a read: what was shown, to whom, why, and what was asked."""
    record_read(
        what=what,
        actor=viewer.account,
        place=viewer.place,
        purpose=viewer.purpose,
        subjects=[Subject(record, identifier) for record, identifier in rows if identifier],
        plain=dict(plain),
        personal=personal or {},
    )


def one(rows: Any, identifier: Any, sentence: str) -> Any:
    """Return the row an identifier names.

    Raises:
        UnknownRecord: when there is none, or none the viewer may know of; a malformed identifier names none.
    """
    found = rows.filter(pk=key_of(identifier, sentence)).order_by().first()
    if found is None:
        raise UnknownRecord(sentence)
    return found


def key_of(identifier: Any, sentence: str) -> UUID:
    """Return the key that an identifier is.

    Raises:
        UnknownRecord: when it is malformed, which names nothing.
    """
    try:
        return as_uuid(str(identifier))
    except BadInput as error:
        raise UnknownRecord(sentence) from error


def likely_people(viewer: Viewer, what: str, *, surname: str, given_names: str, birth: str, most: int = 5) -> list[Any]:
    """Return who on record somebody may be, before they are entered; that they were shown is logged.

    Args:
        viewer: who looks.
        what: the read's name in the ledger.
        surname, given_names, birth: what is known of them.
        most: how many at most.
    """
    found = candidates(surname=surname, given_names=given_names, birth=birth, numbers=[])
    rows = list(visible(viewer).filter(pk__in=[row.pk for row in found])[:most])
    asked: dict[str, object] = {"surname": surname, "given_names": given_names, "birth": birth}
    log(viewer, what, [("people.person", row.pk) for row in rows], personal=asked, shown=len(rows))
    return rows
