"""Why somebody is selected, in words, for the page of an office's own record."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from limen.core.criteria.queries import why
from limen.core.criteria.words import sentence

if TYPE_CHECKING:
    from limen.core.access.gate import Viewer
    from limen.core.criteria.models import Selection


def explained(record: str, subject: Any, viewer: Viewer) -> list[tuple[Selection, str]]:
    """Return what selected an office's record, each with its sentence; nothing to who does not examine."""
    if subject is None:
        return []
    return [(row, sentence(row.criterion.condition, viewer.day)) for row in why(record, subject, viewer=viewer)]
