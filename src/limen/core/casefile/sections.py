"""What a person's page says of files, and what happened to any record: a projection of the ledger."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from limen.core.access.gate import Viewer
from limen.core.casefile.queries import files_of, timeline
from limen.core.sections import Section

NEWEST = 20
"""Lines of a timeline that are shown at once; the older ones stand folded under them."""


def _files(person: Any, viewer: Viewer) -> Any:
    return files_of(person.pk, viewer=viewer)


def _timeline(record: Any, viewer: Viewer) -> Any:
    events = timeline([record.pk], viewer=viewer)
    return {"newest": events[:NEWEST], "older": events[NEWEST:]} if events else None


def _open(person: Any) -> Mapping[str, Mapping[str, Any]]:
    return {"casefile.open": {"person": person.pk}}


SECTIONS = [
    Section(_("Files"), "casefile/parts/files.html", "casefile.view", _files, "people.person", 30, begins=_open),
    Section(_("What was done"), "casefile/parts/timeline.html", "casefile.view", _timeline, order=90),
]
