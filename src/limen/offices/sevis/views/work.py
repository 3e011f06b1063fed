"""The page of what is to be done, by the lawful day, for students and for exchange visitors alike."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse

from limen.core.pages import Filter, csv_file, exported, page, page_of, viewer_of, wants_csv
from limen.offices.sevis.queries.due import Due, due_looked_at

HEAD = ("due", "kind", "sevis_id", "name", "text", "citation", "record")
Read = Callable[..., list[Due]]


def work_page(
    request: HttpRequest,
    read: Read,
    form: Filter,
    kinds: Mapping[str, Any],
    *,
    name: str,
    template: str,
    more: Callable[[], Mapping[str, Any]] = dict,
) -> HttpResponse:
    """Show what is to be done; as CSV where asked.

    Args:
        request: the request.
        read: ``read(viewer=, kind=, within=)`` returns it, the earliest first.
        form: what it is narrowed to.
        kinds: what each kind is called.
        name: what the list is called in the ledger and as a file.
        template: of the page.
        more: what else the page shows.
    """
    viewer = viewer_of(request)
    asked = form.asked()
    if asked is None:
        return page(request, template, {"rows": []}, form=form)
    rows = read(viewer=viewer, kind=asked["kind"], within=int(asked["within"] or 0))
    if wants_csv(request):
        taken = due_looked_at(exported(rows), viewer=viewer, what=f"sevis.{name}_export")
        return csv_file(name, HEAD, (_cells(row) for row in taken))
    shown = page_of(rows, request)
    found = due_looked_at(list(shown), viewer=viewer, what=f"sevis.{name}")
    late = sum(row.late(viewer.day) for row in rows)
    lines = [(row, kinds[row.kind], row.late(viewer.day)) for row in found]
    return page(request, template, {"page": shown, "rows": lines, "late": late, **more()}, form=form)


def _cells(row: Due) -> tuple[object, ...]:
    return (row.due, row.kind, row.number, row.whose, row.text, row.citation, row.record.pk)
