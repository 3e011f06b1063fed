"""Rosters in and out as CSV, and what is due as CSV."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING, Any

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from limen.core.clocks import queries as clocks
from limen.core.lawbook import lawbook
from limen.core.pages import csv_file, exported, page, viewer_of, wants_csv
from limen.kernel import BadInput, LimenError, perform
from limen.offices.sevis.acts.batches import KeepColumns
from limen.offices.sevis.batch import rosters
from limen.offices.sevis.batch.organisations import user_of
from limen.offices.sevis.forms.batches import RosterForm, fields
from limen.offices.sevis.queries import batches as queries
from limen.offices.sevis.queries import rosters as reads
from limen.offices.sevis.views.batches import most_bytes, sending

if TYPE_CHECKING:
    from limen.core.access.gate import Viewer

ALERTS = ("due", "standing", "what", "citation", "sevis_id", "record", "owner")


@require_safe
def roster(request: HttpRequest) -> HttpResponse:
    """Give the roster of the school or sponsor as CSV, or say how it is sent and taken out."""
    viewer = viewer_of(request)
    viewer.require("sevis.view")
    if wants_csv(request):
        head, rows = reads.roster(viewer=viewer)
        return csv_file(f"roster-{viewer.place.code}", head, rows)
    return page(request, "sevis/batches/roster.html", {"fields": fields(), "may_send": _may_send(viewer)})


@require_safe
def alerts(request: HttpRequest) -> HttpResponse:
    """Give what is due at the school or sponsor as CSV, earliest first."""
    viewer = viewer_of(request)
    rows = clocks.open_clocks(viewer=viewer).filter(key__startswith="sevis.").order_by("due_at", "pk")
    taken = clocks.looked_at(exported(rows), viewer=viewer, what="sevis.alerts.export")
    numbers = reads.numbers(taken, viewer=viewer)
    now = timezone.now()
    cells = (
        (row.due_at, clocks.standing(row, now), row.title, row.citation, numbers.get(row.subject, ""),
         row.subject_record, row.owner or row.owner_role)
        for row in taken
    )  # fmt: skip
    return csv_file(f"alerts-{viewer.place.code}", ALERTS, cells)


@require_http_methods(["GET", "HEAD", "POST"])
def send(request: HttpRequest) -> HttpResponse:
    """Send a roster as a batch, or only see what it would do; how its columns are called is kept."""
    viewer = viewer_of(request)
    viewer.require(queries.BATCHES)
    kept = queries.own_columns(viewer=viewer)
    official = queries.own_official(viewer=viewer)
    if request.method != "POST" or official is None or official.school is None:
        form = RosterForm(initial={"mapping": _shown(kept)})
        context = {"files": form, "may_send": _may_send(viewer), "fields": fields()}
        return page(request, "sevis/batches/roster_in.html", context)
    form = RosterForm(request.POST, request.FILES)
    try:
        body = _document(form, official, viewer)
    except LimenError as refused:
        context = {"files": form, "may_send": True, "fields": fields(), "refusal": refused.message}
        response = page(request, "sevis/batches/roster_in.html", context)
        response.status_code = HTTPStatus.UNPROCESSABLE_ENTITY
        return response
    _keep(form, kept, viewer)
    return sending(request, official, body, form, viewer, columns=rosters.mapping_of(form.lines())[0])


def _document(form: RosterForm, official: Any, viewer: Viewer) -> bytes:
    """Return a roster as a batch.

    Raises:
        BadInput: when it cannot be read, with what is wrong.
    """
    if not form.is_valid():
        raise BadInput(_("Choose a file, and write each column as FIELD=COLUMN."))
    data = form.cleaned_data["file"].read()
    if len(data) > most_bytes(viewer):
        raise BadInput(_("The file is larger than a roster may be."))
    columns, constants = rosters.mapping_of(form.lines())
    most = int(lawbook().value("sevis.roster_max_rows", viewer.day).value)
    read = rosters.read(data, columns, constants, most)
    if read.missing:
        raise BadInput(_("The file has no column %(columns)s.") % {"columns": ", ".join(read.missing[:10])})
    number = rosters.batch_number(timezone.now())
    return rosters.document(read, user_id=user_of(official), batch_id=number, org=official.school.code)


def _keep(form: RosterForm, kept: Any, viewer: Viewer) -> None:
    columns, constants = rosters.mapping_of(form.lines())
    if kept is None and not columns and not constants:
        return
    if kept is None or (kept.columns, kept.constants) != (columns, constants):
        act = KeepColumns(columns=columns, constants=constants)
        perform(act, on=kept, by=viewer.account, at=viewer.place, purpose=viewer.purpose)


def _shown(kept: Any) -> str:
    if kept is None:
        return ""
    lines = [f"{name}={column}" for name, column in kept.columns.items()]
    return "\n".join([*lines, *(f"{name}:={value}" for name, value in kept.constants.items())])


def _may_send(viewer: Viewer) -> bool:
    return viewer.may(queries.BATCHES) and queries.own_official(viewer=viewer) is not None
