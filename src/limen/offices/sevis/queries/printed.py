"""A form printed on any record of the office, for whoever may read that record."""

from __future__ import annotations

from typing import Any

from limen.core.access.gate import Viewer
from limen.core.documents.models import Paper
from limen.core.looking import log, one
from limen.offices.sevis.queries import organisations, students, visitors

READERS: dict[str, Any] = {**organisations.READERS, **students.READERS, **visitors.READERS}


def printed_form(identifier: Any, *, viewer: Viewer) -> Paper:
    """Return a form printed on a record that the viewer may read; that the viewer looked is logged.

    Raises:
        UnknownRecord: when there is none, or none the viewer may know of.
    """
    found: Paper = one(Paper.objects.filter(about_record__in=READERS), identifier, "No such form.")
    READERS[found.about_record](found.about, viewer=viewer)
    log(viewer, "sevis.form", [("documents.paper", found.pk), ("people.person", found.person_id)])
    return found
