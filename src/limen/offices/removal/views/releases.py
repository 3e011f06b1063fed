"""The pages of released data: which files were taken over, what was kept aside, and the counts."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from limen.core.pages import csv_file, page, page_of, said, viewer_of, wants_csv, words
from limen.offices.removal.counting import Asked
from limen.offices.removal.forms.facilities import NAMED, ROWS, STAYS, StatisticsFilter
from limen.offices.removal.queries import releases as queries

ASIDE = ("line", "sheet", "rule", "field", "message", "lost", "raw")


@require_safe
def released(request: HttpRequest) -> HttpResponse:
    """Show the files of released data that were taken over."""
    found = page_of(queries.release_files(viewer=viewer_of(request)), request)
    return page(request, "removal/releases.html", {"page": found, "rows": list(found)})


@require_safe
def release_file(request: HttpRequest, identifier: UUID) -> HttpResponse:
    """Show a file of released data: what is kept of it, and what was kept aside with its line and reason."""
    viewer = viewer_of(request)
    record = queries.release_file(identifier, viewer=viewer)
    aside = list(queries.aside(record, viewer=viewer))
    if wants_csv(request):
        return csv_file(f"aside-{record.digest[:12]}", ASIDE, aside)
    facts = [
        *((words(f"{table.kind}s"), f"{table.rows:,}", "") for table in record.tables.all()),
        (_("Kept aside"), f"{record.refused:,}", ""),
        (_("Skipped lines"), f"{record.skipped:,}", ""),
        (_("From"), said(record.first_day), ""),
        (_("Until"), said(record.last_day), ""),
        (_("Columns never kept"), ", ".join(record.left_out), ""),
        (_("Columns not read"), ", ".join(record.unread), ""),
        (_("Taken over"), f"{said(record.imported_at)}, {record.imported_by}", ""),
        (_("Digest"), record.digest, ""),
    ]
    shown = page_of(aside, request)
    return page(request, "removal/release.html", {"record": record, "facts": facts, "page": shown, "rows": shown})


@require_safe
def statistics(request: HttpRequest) -> HttpResponse:
    """Count released rows, populations and stays; what is counted can be taken out as CSV or Parquet."""
    viewer = viewer_of(request)
    viewer.require("removal.released")
    given = {"count": ROWS, "kind": "removal", "by": "fiscal-year"}
    form = StatisticsFilter({**given, **request.GET.dict()})
    asked = form.asked()
    if asked is None:
        return page(request, "removal/statistics.html", {}, form=form)
    found = _counted(asked, viewer)
    if wants_csv(request):
        return csv_file("released", found.head, found.rows)
    if request.GET.get("format") == "parquet":
        response = HttpResponse(queries.as_parquet(found), content_type="application/vnd.apache.parquet")
        response["Content-Disposition"] = 'attachment; filename="released.parquet"'
        return response
    shown = page_of(found.rows, request)
    context = {
        "page": shown,
        "rows": list(shown),
        "head": [words(name) for name in found.head],
        "total": found.total,
        "named": NAMED[asked["count"] or ROWS],
        "notes": [(words(name), said(value), "") for name, value in found.notes.items()],
    }
    return page(request, "removal/statistics.html", context, form=form)


def _counted(asked: dict[str, Any], viewer: Any) -> queries.Counted:
    measure = asked["count"] or ROWS
    kind = (asked["kind"] or "removal") if measure == ROWS else "stint"
    wanted = Asked(kind, asked["first"], asked["last"], asked["facility"])
    if measure == STAYS:
        return queries.stays(wanted, viewer=viewer)
    if measure != ROWS:
        return queries.population(wanted, measure, viewer=viewer, each=asked["each"])
    return queries.statistics(wanted, asked["by"] or "fiscal-year", viewer=viewer)
