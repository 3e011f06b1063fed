"""What the reads of the field share: which stations a viewer works at, one record, and the entry of the read."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db.models import Q

from limen.core import looking
from limen.core.access.gate import Viewer
from limen.core.places.queries import below


def here(viewer: Viewer, path: str = "station") -> Q:
    """Return the condition that keeps what belongs to the viewer's station, or to all under their sector or agency."""
    if viewer.place is None:
        return Q()
    return Q(**{f"{path}__in": below(viewer.place)})


def logged(viewer: Viewer, what: str, rows: Iterable[Any], *, people: Iterable[Any] = (), **plain: Any) -> None:
    """Log a read: which records and which people were shown, to whom, and why."""
    shown = [(row.record_type, row.pk) for row in rows]
    looking.log(viewer, what, [*shown, *(("people.person", identifier) for identifier in people)], **plain)
