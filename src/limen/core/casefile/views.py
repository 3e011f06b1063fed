"""The pages of files: one's own tasks, the search by number, and a file with its parties, notes, tasks and timeline."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from limen.core import reading
from limen.core.access.gate import Viewer
from limen.core.casefile import queries
from limen.core.casefile.forms import NumberForm
from limen.core.offering import begun, offered
from limen.core.pages import page, said, viewer_of, words
from limen.core.sections import sections_of

if TYPE_CHECKING:
    from limen.core.casefile.models import CaseFile

PER_TASK = "casefile.done"
"""The act that a task's own line offers, with the task filled in."""


@require_safe
def files(request: HttpRequest) -> HttpResponse:
    """Find a file by number, and show what is to be done by whoever looks."""
    viewer = viewer_of(request)
    viewer.require("casefile.view")
    form = NumberForm(request.GET)
    asked = form.asked()
    rows = None
    if asked and asked["number"]:
        rows = queries.known_by(asked["number"].replace("-", "").replace(" ", ""), viewer=viewer)
    context = {
        "rows": rows,
        "tasks": queries.own_tasks(viewer=viewer),
        "now": timezone.now(),
        "acts": begun({"casefile.open": {}}, viewer),
    }
    return page(request, "casefile/files.html", context, form=form)


@require_safe
def file(request: HttpRequest, identifier: UUID) -> HttpResponse:
    """Show a file."""
    viewer = viewer_of(request)
    record = queries.file(identifier, viewer=viewer)
    opener = record.opened_by
    facts = [
        (_("Person"), record.person.display_name, reading.address(record.person)),
        (_("Opened"), said(record.opened_at), ""),
        (_("Opened by"), opener.full_name if opener is not None else "", ""),
    ]
    context = {
        "record": record,
        "facts": facts,
        "parties": [(words(row.role), row) for row in record.parties.all()],
        "notes": record.notes.select_related("by"),
        "tasks": _tasks(record, viewer),
        "now": timezone.now(),
        "acts": offered(record, viewer, but=[PER_TASK]),
        "sections": sections_of(record, viewer),
    }
    return page(request, "casefile/file.html", context)


def _tasks(record: CaseFile, viewer: Viewer) -> list[tuple[Any, str]]:
    """Return each task with the address that says it is done, where the viewer may say so."""
    done = next((offer.address for offer in offered(record, viewer) if offer.key == PER_TASK), "")
    rows = record.tasks.select_related("owner")
    return [(row, f"{done}?task={row.pk}" if done and row.done_at is None else "") for row in rows]
