"""The pages that derive from acts and records: do an act, see a record, read the law an act stands on."""

from __future__ import annotations

import json
from http import HTTPStatus
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from limen.core import reading
from limen.core.access.gate import Viewer
from limen.core.casefile.queries import timeline
from limen.core.lawbook import lawbook
from limen.kernel import NEW, REGISTER, WORKFLOWS, Act, LimenError, Outcome, UnknownRecord, WrongState
from limen.law.pack import UnknownKey
from limen.web.derived.doing import submit
from limen.web.derived.forms import ActForm, act_form
from limen.web.derived.records import name_of, offered, summary, written
from limen.web.problems import field_title, status_of

SECRET = frozenset({"token"})
"""What an act tells that is kept nowhere."""


@require_http_methods(["GET", "HEAD", "POST"])
def act(request: HttpRequest, key: str, record_id: UUID | None = None) -> HttpResponse:
    """Show an act with the law it stands on, the record and its form; do it when the form is sent."""
    chosen = _act(key)
    viewer = _viewer(request)
    viewer.require(chosen.declaration.permission)
    record = reading.read(chosen.declaration.on, record_id, viewer=viewer) if record_id is not None else None
    if request.method == "POST":
        found = submit(request, chosen, record, suggest=True)
        if isinstance(found, Outcome):
            return _done(request, chosen, found)
    else:
        found = act_form(chosen, record=record, viewer=viewer, initial=_asked(request, chosen), suggest=True)
    refusal = found.refusal or _refused_here(chosen, record)
    return _page(request, found, record, refusal)


@require_GET
def record(request: HttpRequest, record_type: str, record_id: UUID) -> HttpResponse:
    """Show any record plainly: what a reader may have of it, what can be done, what was done."""
    viewer = _viewer(request)
    found = reading.read(record_type, record_id, viewer=viewer)
    events = timeline([found.id], viewer=viewer) if viewer.may("casefile.view") else []
    context = {"record": found, "summary": summary(found), "acts": offered(found, viewer), "events": events}
    return render(request, "derived/record.html", context)


@require_GET
def authority(request: HttpRequest, key: str) -> HttpResponse:
    """Show an authority: its provisions from day to day, and the acts that stand on it."""
    day = _viewer(request).day
    rows = [
        {
            "title": row.title,
            "citation": row.citation,
            "text": row.text,
            "since": row.from_,
            "until": row.to,
            "source": row.source,
            "verified": row.verified,
            "in_force": row.on(day),
        }
        for row in _known(lambda: lawbook().authority(key))
    ]
    standing = [_(item.title()) for item in REGISTER.values() if key in item.declaration.authorities]
    return render(request, "derived/authority.html", {"rows": rows[::-1], "acts": standing})


@require_GET
def codes(request: HttpRequest, table: str) -> HttpResponse:
    """Show a code table of the law pack as it stands today, or the codes that some words mean."""
    day = _viewer(request).day
    found = _known(lambda: lawbook().codes(table))
    words = request.GET.get("q", "").strip()
    rows = found.search(words, day, limit=200) if words else list(found.on(day).values())
    return render(request, "derived/codes.html", {"table": found, "rows": rows, "q": words, "day": day})


def _act(key: str) -> type[Act]:
    found = REGISTER.get(key)
    if found is None or found.declaration.automatic:
        raise UnknownRecord(_("There is no act “%(key)s” that a person does.") % {"key": key})
    return found


def _known(ask: Any) -> Any:
    try:
        return ask()
    except UnknownKey as error:
        raise UnknownRecord(error.message) from error


def _viewer(request: HttpRequest) -> Viewer:
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]  # set by the access middleware
    return viewer


def _asked(request: HttpRequest, chosen: type[Act]) -> dict[str, Any]:
    """Return what the address fills in."""
    return {name: request.GET[name] for name in chosen.model_fields if name in request.GET}


def _refused_here(chosen: type[Act], record: Any) -> LimenError | None:
    """Return why the table does not let the act be done here, before anybody fills in a form."""
    try:
        WORKFLOWS[chosen.declaration.on].target(chosen, NEW if record is None else record.state)
    except WrongState as error:
        return error
    return None


def _page(request: HttpRequest, form: ActForm, record: Any, refusal: LimenError | None) -> HttpResponse:
    chosen = form.act
    wrong_here = isinstance(refusal, WrongState)
    status = int(status_of(refusal)) if refusal is not None else form.status
    context = {
        "form": form,
        "title": form.title,
        "record": record,
        "summary": summary(record) if record is not None else None,
        "given": _given(request, form, chosen),
        "here": request.get_full_path(),
        "next": request.POST.get("next") or request.GET.get("next") or "",
        "lawful_here": not wrong_here,
        "refusal": refusal,
    }
    return render(request, "derived/act.html", context, status=status)


def _given(request: HttpRequest, form: ActForm, chosen: type[Act]) -> list[tuple[str, str]]:
    """Return the label and the name of each reference that the address filled in."""
    rows = []
    for name in form.hidden:
        value = form[name].value()
        field = form.fields[name]
        record_type = getattr(field, "record", "")
        try:
            shown = (
                name_of(reading.read(record_type, value, viewer=_viewer(request)))
                if record_type
                else _described(chosen, form.record, str(value))
            )
        except LimenError:
            shown = str(value)
        rows.append((field_title(chosen, name), shown))
    return rows


def _described(chosen: type[Act], record: Any, value: str) -> str:
    """Return how an act calls a part of its record that the address names (``describe``); else the value itself."""
    describe = getattr(chosen, "describe", None)
    try:
        return str(describe(record, value)) if describe is not None and record is not None else value
    except ValueError:
        return value


def _done(request: HttpRequest, chosen: type[Act], outcome: Outcome) -> HttpResponse:
    """Go on where the address says, or to the record's own page; what is told once is shown here, once."""
    onward = _next(request) or reading.address(outcome.record)
    own_page = not onward.startswith("/record/")
    if own_page and not outcome.told:
        return HttpResponseRedirect(onward, status=HTTPStatus.SEE_OTHER)
    warnings = outcome.told.get("warnings", ())
    told = {name: value for name, value in outcome.told.items() if name not in ("warnings", "paper")}
    context = {
        "title": _(chosen.title()),
        "entry": outcome.entry,
        "authority": json.loads(outcome.entry.body)["authority"],
        "warnings": warnings,
        "told": [(name.replace("_", " ").capitalize(), written(value)) for name, value in told.items()],
        "secret": bool(SECRET & told.keys()),
        "paper": "paper" in outcome.told,
        "repeated": outcome.repeated,
        "onward": onward,
    }
    return render(request, "derived/done.html", context)


def _next(request: HttpRequest) -> str:
    wanted = request.POST.get("next") or request.GET.get("next") or ""
    here = url_has_allowed_host_and_scheme(
        wanted, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return wanted if here else ""
