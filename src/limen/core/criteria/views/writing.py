"""Writing a criterion: a form that grows by submit buttons, shows its sentence, and works without scripts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods
from pydantic import ValidationError

from limen.core import reading
from limen.core.criteria import queries
from limen.core.criteria.acts import Amend, Draft
from limen.core.criteria.building import Builder
from limen.core.criteria.forms import WritingForm
from limen.core.criteria.words import sentence
from limen.core.lawbook import lawbook
from limen.core.ledger.chain import once_key
from limen.core.pages import viewer_of
from limen.core.problems import status_of
from limen.kernel import LimenError, perform, uuid7

if TYPE_CHECKING:
    from limen.core.access.gate import Viewer

WRITTEN = ("name", "basis", "purpose", "categories", "starts", "sunset", "handling")


@require_http_methods(["GET", "HEAD", "POST"])
def draft(request: HttpRequest) -> HttpResponse:
    """Write a criterion."""
    return _write(request, None)


@require_http_methods(["GET", "HEAD", "POST"])
def amend(request: HttpRequest, identifier: UUID) -> HttpResponse:
    """Amend a criterion; what is nested deeper than the form shows is amended as data, on the act's own page."""
    return _write(request, queries.criterion(identifier, viewer=viewer_of(request)))


def _write(request: HttpRequest, record: Any) -> HttpResponse:
    viewer = viewer_of(request)
    viewer.require("criteria.write")
    if request.method != "POST":
        builder = Builder() if record is None else Builder.of(record.condition)
        form = _form(viewer, initial=_begun(record))
        return _page(request, record, form, builder)
    builder = Builder.typed(request.POST)
    wanted = request.POST.get("do", "")
    if wanted != "save":
        builder.do(wanted)
        return _page(request, record, _form(viewer, initial=_kept(request)), builder)
    form = _form(viewer, request.POST)
    done = _done(form, record, builder, viewer) if form.is_valid() else None
    if isinstance(done, HttpResponse):
        return done
    return _page(request, record, form, builder, status=done or 422)


def _done(form: WritingForm, record: Any, builder: Builder, viewer: Viewer) -> HttpResponse | int:
    """Do the act; return where to go on, or the status of the refusal that the form shows."""
    kind = Draft if record is None else Amend
    try:
        act = kind.model_validate({**form.said(), "condition": builder.condition()})
        outcome = perform(
            act,
            on=record,
            by=viewer.account,
            at=viewer.place,
            purpose=viewer.purpose,
            key=once_key(form.cleaned_data["once"], record),
            version=form.cleaned_data["version"],
        )
    except ValidationError as error:
        form.add_error(None, error.errors()[0]["msg"])
        return 422
    except LimenError as refused:
        form.refuse(refused)
        return int(status_of(refused))
    made = outcome.record if outcome.record is not None else record
    address = reading.address(made) if made is not None else "/criteria/"
    return HttpResponseRedirect(address, status=303)


def _form(viewer: Viewer, data: Any = None, *, initial: Any = None) -> WritingForm:
    table = lawbook().codes("criteria_purposes").on(viewer.day)
    return WritingForm(data, initial=initial, purposes=[(row.code, _(row.title)) for row in table.values()])


def _begun(record: Any) -> dict[str, Any]:
    if record is None:
        return {"once": str(uuid7())}
    return {**{name: getattr(record, name) for name in WRITTEN}, "once": str(uuid7()), "version": record.version}


def _kept(request: HttpRequest) -> dict[str, Any]:
    """Return what was typed, right or wrong, while the condition is still built."""
    typed: dict[str, Any] = {name: request.POST.get(name, "") for name in (*WRITTEN, "once", "version")}
    return {**typed, "categories": request.POST.getlist("categories")}


def _page(
    request: HttpRequest, record: Any, form: WritingForm, builder: Builder | None, status: int = 200
) -> HttpResponse:
    viewer = viewer_of(request)
    condition = builder.condition() if builder is not None else record.condition
    context = {
        "viewer": viewer,
        "record": record,
        "form": form,
        "groups": builder.shown if builder is not None else None,
        "sentence": sentence(condition, viewer.day) if any(condition.values()) else "",
        "title": _("Amend a criterion") if record is not None else _("Write a criterion"),
    }
    return render(request, "criteria/write.html", context, status=status)
