"""The pages of lists: all of them, one with its versions, what a version changed, and loading with a dry run first."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from limen.core.lawbook import lawbook
from limen.core.offering import begun, offered
from limen.core.pages import csv_file, exported, page, page_of, said, viewer_of, wants_csv, words
from limen.core.people.names import shown_name
from limen.core.watchlists import intake, queries
from limen.core.watchlists.differing import difference, why_not
from limen.core.watchlists.forms import ChangesForm, FilesForm
from limen.kernel import LimenError, perform

if TYPE_CHECKING:
    from limen.core.access.gate import Viewer
    from limen.core.watchlists.models import WatchList

HEAD = ("what", "entry", "kind", "name", "birth", "state", "lookout")
OWN_PAGE = ("watchlists.load",)
SHOWN_FAULTS = 50


@require_safe
def lists(request: HttpRequest) -> HttpResponse:
    """Show the lists, how they stand, and when each was loaded."""
    viewer = viewer_of(request)
    rows = queries.lists(viewer=viewer)
    return page(request, "watchlists/lists.html", {"rows": rows, "acts": begun({"watchlists.register": {}}, viewer)})


@require_safe
def watchlist(request: HttpRequest, identifier: UUID) -> HttpResponse:
    """Show a list with its versions."""
    viewer = viewer_of(request)
    record = queries.watchlist(identifier, viewer=viewer)
    own = record.registered_by == viewer.account.id
    but = [*OWN_PAGE, *(["watchlists.approve"] if own else [])]
    context = {
        "record": record,
        "facts": _facts(record),
        "own": own and record.state == "registered",
        "may_load": record.state == "active" and viewer.may("watchlists.load"),
        "page": page_of(queries.versions(record, viewer=viewer), request),
        "acts": offered(record, viewer, but=but),
    }
    return page(request, "watchlists/list.html", context)


@require_safe
def version(request: HttpRequest, identifier: UUID, number: int) -> HttpResponse:
    """Show what a version changed."""
    viewer = viewer_of(request)
    record = queries.watchlist(identifier, viewer=viewer)
    one = queries.version(record, number, viewer=viewer)
    form = ChangesForm(request.GET)
    asked = form.asked()
    context: dict[str, Any] = {"record": record, "version": one, "number": number}
    if asked is None:
        return page(request, "watchlists/version.html", context, form=form)
    rows = queries.changes(one, viewer=viewer, what=asked["what"])
    if wants_csv(request):
        taken = queries.looked_at(one, exported(rows), viewer=viewer, what="watchlists.export")
        cells = (
            (row.what, row.entry, row.lookout.kind, shown_name(row.lookout), row.lookout.birth, row.lookout.state,
             row.lookout_id)
            for row in taken
        )  # fmt: skip
        return csv_file(f"{record.key}-{number}", HEAD, cells)
    shown = page_of(rows, request)
    found = queries.looked_at(one, list(shown), viewer=viewer)
    lines = [(row, words(row.what), shown_name(row.lookout)) for row in found]
    return page(request, "watchlists/version.html", {**context, "page": shown, "rows": lines}, form=form)


@require_http_methods(["GET", "HEAD", "POST"])
def load(request: HttpRequest, identifier: UUID) -> HttpResponse:
    """Show what files would change, and load them when the same files are sent again with their digest."""
    viewer = viewer_of(request)
    viewer.require("watchlists.load")
    record = queries.watchlist(identifier, viewer=viewer)
    if request.method != "POST":
        return page(request, "watchlists/load.html", {"record": record, "files": FilesForm(record.form)})
    form = FilesForm(record.form, request.POST, request.FILES)
    context: dict[str, Any] = {"record": record, "files": form}
    status = HTTPStatus.OK
    if not form.is_valid():
        status = HTTPStatus.UNPROCESSABLE_ENTITY
    else:
        try:
            came = intake.read(record.form, form.given(), mapping=form.columns(), day=viewer.day, source=form.called())
            if form.cleaned_data["digest"] == came.act.digest:
                return _loaded(request, record, came, viewer)
            context.update(_difference(record, came, viewer), changed_files=bool(form.cleaned_data["digest"]))
            columns = {"mapping": request.POST.get("mapping", "")}
            context["files"] = FilesForm(record.form, initial={"digest": came.act.digest, **columns})
        except LimenError as refusal:
            context["refusal"], status = refusal.message, HTTPStatus.UNPROCESSABLE_ENTITY
    response = page(request, "watchlists/load.html", context)
    response.status_code = status
    return response


def _loaded(request: HttpRequest, record: WatchList, came: intake.Came, viewer: Viewer) -> HttpResponse:
    outcome = perform(came.act, on=record, by=viewer.account, at=viewer.place, purpose=viewer.purpose)
    number = outcome.told["number"]
    messages.success(request, _("Version %(number)s is loaded.") % {"number": number})
    return redirect("watchlists:version", identifier=record.pk, number=number)


def _difference(record: WatchList, came: intake.Came, viewer: Viewer) -> dict[str, Any]:
    told = difference(record, came.act.entries)
    counts = {**told.counts(), "faults": len(came.faults)}
    return {
        "counts": [(words(name), count, "") for name, count in counts.items()],
        "faults": came.faults[:SHOWN_FAULTS],
        "more_faults": max(0, len(came.faults) - SHOWN_FAULTS),
        "refused": why_not(told, len(came.act.entries), lawbook(), viewer.day),
        "digest": came.act.digest,
    }


def _facts(record: WatchList) -> list[tuple[str, str, str]]:
    return [
        (_("Key"), record.key, ""),
        (_("Format"), record.form, ""),
        (_("Legal basis"), record.basis, ""),
        (_("Category"), words(record.category), ""),
        (_("Action asked for"), words(record.action), ""),
        (_("Do first"), record.handling, ""),
        (_("Issued by"), record.issued_by.name, ""),
        (_("Days until a load is reviewed"), str(record.review_days), ""),
        (_("Last loaded"), said(record.loaded_at), ""),
        (_("A shrunken version was allowed"), record.allowed_why, ""),
    ]
