"""What the pages of this office share: the day at the desk, acts offered on a record, and doing one."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from http import HTTPStatus
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from limen.core.access.gate import Viewer
from limen.kernel import REGISTER, WORKFLOWS, Act, Outcome
from limen.kernel.errors import BadInput
from limen.web.derived import act_form, submit
from limen.web.templatetags.limen import words


@dataclass(frozen=True, slots=True)
class Offered:
    """An act that may be done to a record here, with its form where that is open."""

    key: str
    title: str
    form: Any = None
    hotkey: str = ""
    on: str = ""


HOTKEYS = {
    "inspections.admit": "a",
    "inspections.admit_citizen": "c",
    "inspections.admit_resident": "l",
    "inspections.refer": "r",
    "inspections.take": "t",
    "inspections.interview": "i",
    "inspections.ask": "q",
    "inspections.ask_fear": "f",
    "inspections.check": "x",
    "inspections.find": "d",
}
"""The letter that opens an act's form at the counter and in secondary."""


@dataclass(frozen=True, slots=True)
class Moved:
    """Stands where a refused form would: the record went on meanwhile, and the page is shown as it now is.

    Args:
        record: the record that went on.
    """

    record: Any
    act: None = None
    status: int = HTTPStatus.CONFLICT


def viewer_of(request: HttpRequest) -> Viewer:
    """Return who looks; the middleware lets nobody else through."""
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]  # set by the access middleware
    return viewer


def now_here(viewer: Viewer) -> datetime:
    """Return this moment in the place's zone."""
    return timezone.now().astimezone(viewer.place.zone)


def today_here(viewer: Viewer) -> date:
    """Return the local day."""
    return now_here(viewer).date()


def asked_day(request: HttpRequest, viewer: Viewer) -> date:
    """Return the day the address asks for, today when it asks for none or for nonsense."""
    try:
        day = date.fromisoformat(request.GET.get("day", ""))
    except ValueError:
        return today_here(viewer)
    # the calendar's first and last year have no year beside them to page to
    return day if date.min.year < day.year < date.max.year else today_here(viewer)


def start_of_day(viewer: Viewer) -> datetime:
    """Return the last local midnight."""
    return now_here(viewer).replace(hour=0, minute=0, second=0, microsecond=0)


def asked_act(request: HttpRequest) -> tuple[str, str]:
    """Return the act whose form the address asks for, and on which record where it says: (key, identifier)."""
    return request.GET.get("do", ""), request.GET.get("on", "")


def offered(
    record: Any,
    viewer: Viewer,
    *,
    bound: Any = None,
    asked: tuple[str, str] = ("", ""),
    initial: Mapping[str, Any] | None = None,
    without: Collection[str] = (),
) -> list[Offered]:
    """Return the acts a viewer may do to a record here; a form is made for the one asked for, or that was refused.

    Args:
        record: the record.
        viewer: who may do what.
        bound: a form that was refused.
        asked: the act whose form is to be open, and on which record.
        initial: what its form begins with.
        without: acts this page does not offer now.
    """
    found = []
    for act in WORKFLOWS[record.record_type].acts_from(record.state):
        key = act.declaration.key
        if not viewer.may(act.declaration.permission) or key in without:
            continue
        form = bound if bound is not None and bound.act is act else None
        if form is None and asked[0] == key and asked[1] in ("", str(record.pk)):
            form = act_form(act, record=record, viewer=viewer, initial=initial or {}, suggest=True)
        found.append(Offered(key, act.title(), form, HOTKEYS.get(key, ""), str(record.pk)))
    return found


def offered_keys(record: Any, viewer: Viewer) -> set[str]:
    """Return the keys of the acts a viewer may do to a record in its state."""
    acts = WORKFLOWS[record.record_type].acts_from(record.state)
    return {act.declaration.key for act in acts if viewer.may(act.declaration.permission)}


def done(
    request: HttpRequest, on: Any, *, allowed: Iterable[str], data: Mapping[str, Any] | None = None
) -> Outcome | Any:
    """Do the act a page's form names, to a record; return the outcome, or the form with what was refused.

    Args:
        request: what was sent.
        on: the record.
        allowed: the acts that may be done to it as it now is.
        data: the fields, where the page does not send them under their own names.

    Raises:
        BadInput: when the form names an act that is not done to this record.
        NotPermitted: when the role does not allow it.
    """
    key = request.POST.get("act", "")
    act: type[Act] | None = REGISTER.get(key)
    if act is None or act.declaration.on != on.record_type or act.declaration.automatic:
        raise BadInput(f"This page does not offer the act “{key}”.")
    viewer_of(request).require(act.declaration.permission)
    result = submit(request, act, on, data=data)
    if key in set(allowed) or isinstance(result, Outcome):  # the same form sent twice has one outcome
        return result
    says = _("Nothing was done: since this page was opened the record became “%(state)s”. It is shown as it now is.")
    messages.warning(request, says % {"state": words(on.state)})
    return Moved(on)


def page(request: HttpRequest, template: str, context: Mapping[str, Any], *, refused: Any = None) -> HttpResponse:
    """Render a page; with the status of the refusal when a form on it was refused."""
    status = refused.status if refused is not None else 200
    return render(request, f"inspections/{template}", {"viewer": viewer_of(request), **context}, status=status)


def back(name: str, *args: Any) -> HttpResponse:
    """Send the browser to a page of this office."""
    return redirect(f"inspections:{name}", *args)


def days_around(day: date) -> dict[str, date]:
    """Return the day before and the day after, for paging by day."""
    return {"before": day - timedelta(days=1), "after": day + timedelta(days=1)}
