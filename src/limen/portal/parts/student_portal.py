"""My student or exchange record: how it stands, what is due, and telling of a change."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from http import HTTPStatus
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from limen.core.access.limits import too_often
from limen.core.lawbook import lawbook
from limen.core.pages import meaning
from limen.offices.sevis.queries import own
from limen.offices.sevis.told import report_rule
from limen.portal.asking import OWN, Asked, Born, LookUp
from limen.portal.frame import Answer, Frame, part
from limen.portal.parts import student_telling as telling
from limen.portal.times import UTC, day_said, moment_said

VISITOR = "sevis.visitor"

STATES = {
    "initial": gettext_lazy("Initial: your form is issued, and you are not registered yet"),
    "active": gettext_lazy("Active: you are in status"),
    "completed": gettext_lazy("Completed: your studies and training are over"),
    "terminated": gettext_lazy("Ended before its time"),
    "deactivated": gettext_lazy("Replaced by another record or another status"),
    "cancelled": gettext_lazy("Cancelled: you did not come on it"),
    "inactive": gettext_lazy("Ended: your programme is over"),
    "no_show": gettext_lazy("Ended: you did not come to the programme"),
    "invalid": gettext_lazy("Not used"),
}
"""How each state is said to the person."""


class OwnForm(Asked):
    """The three facts that open a record."""

    sevis_id = forms.CharField(
        label=gettext_lazy("SEVIS ID"), max_length=16, help_text=gettext_lazy("An N and ten digits: N0030000000")
    )
    birth = Born()
    document = forms.CharField(
        label=gettext_lazy("Number of your passport"),
        max_length=32,
        help_text=gettext_lazy("The passport that you last came in with"),
    )


@dataclass(frozen=True, slots=True)
class Told:
    """What is shown of a record.

    Args:
        own: the record and what hangs on it.
        state: how it stands, in words.
        facts: label, value, and whether the value is English whatever the page is in.
        trainings: what work or training, from when, to when.
        due: what is due, by when, where that stands, and whether the time is past.
        days: days in which a move is told.
        looked: when it was looked up.
        ticket: what opens the telling of a change.
        offers: what may be told.
        mail: the e-mail address on record, as far as it is shown.
        at_once: whether a new address is kept without the school.
        report_days: days the school has to enter what it is told.
        waits_since: the day something was told that the school or sponsor has not entered.
        sponsored: whether a sponsor answers for them, and no school.
    """

    own: own.Own
    state: str
    facts: list[tuple[str, str, bool]]
    trainings: list[tuple[str, str, str]]
    due: list[tuple[str, str, str, bool]]
    days: int
    looked: str
    ticket: str
    offers: list[telling.Offer]
    mail: str
    at_once: bool
    report_days: int
    waits_since: str
    sponsored: bool


def _found(asked: Mapping[str, Any], now: datetime) -> Told | None:
    found = own.own_record(**{name: asked[name] for name in ("sevis_id", "birth", "document")}, now=now)
    return _told(found, now) if found is not None else None


def _told(found: own.Own, now: datetime) -> Told:
    record: Any = found.record
    day = now.astimezone(record.place.zone).date()
    facts = _of_visitor(record, day) if record.record_type == VISITOR else _of_student(record, day)
    return Told(
        found,
        str(STATES.get(record.state, record.state)),
        [fact for fact in [*facts, *_ends(record)] if fact[1]],
        [
            (meaning("training_kinds", row.kind, day), day_said(row.starts), day_said(row.ends))
            for row in found.trainings
        ],
        [
            (row.title, moment_said(row.due_at, ZoneInfo(row.zone_name)), row.citation, row.due_at <= now)
            for row in found.due
        ],
        int(lawbook().value("sevis.address_days", day).value),
        moment_said(now, UTC),
        telling.ticket_of(record),
        telling.offers(found),
        telling.masked(record.email),
        telling.kept_at_once(found),
        int(report_rule(lawbook(), day).value),
        day_said(found.waits_since),
        record.record_type == VISITOR,
    )


def _of_student(record: Any, day: date) -> list[tuple[str, str, bool]]:
    return [
        (_("School"), f"{record.school.name} ({record.school.code})", True),
        (_("Class"), record.visa_type, False),
        (_("Level"), meaning("student_levels", record.level, day), True),
        (_("Course"), meaning("programmes_cip", record.major, day), True),
    ]


def _of_visitor(record: Any, day: date) -> list[tuple[str, str, bool]]:
    return [
        (_("Sponsor"), f"{record.sponsor.name} ({record.sponsor.number})", True),
        (_("Class"), "J-1", False),
        (_("Category"), meaning("visitor_categories", record.category, day), True),
    ]


def _ends(record: Any) -> list[tuple[str, str, bool]]:
    return [
        (_("Begins"), day_said(record.starts), False),
        (_("Ends"), day_said(record.ends), False),
        (_("Signed for travel until"), day_said(record.travel_until), False),
        (_("Ended on"), day_said(record.ended_on), False),
        (_("Last day to leave"), day_said(record.grace_until), False),
    ]


RECORD = LookUp(
    key="student",
    most=OWN,
    template="portal/parts/student_portal.html",
    form=OwnForm,
    find=_found,
    title=gettext_lazy("Your student or exchange record"),
)


@part("student_portal", posts=True)
def student_portal(request: HttpRequest, frame: Frame) -> Answer:
    """Show students and exchange visitors their own record, and take in what they tell of a change."""
    return _onward(request) if telling.is_own(request) else RECORD.answer(request, frame)


def _onward(request: HttpRequest) -> Answer:
    """Send the code and show the form, or take in what was told."""
    now = timezone.now()
    identifier, nonce = telling.read_ticket(request.POST["ticket"])
    if too_often(request, "limen-student-telling", OWN):
        return _blank(now, HTTPStatus.TOO_MANY_REQUESTS, often=True)
    found = own.own_record_again(identifier, now) if identifier else None
    if found is None:
        return _blank(now, HTTPStatus.UNPROCESSABLE_ENTITY, over=True)
    offer = next((row for row in telling.offers(found) if row.key == request.POST.get("do")), None)
    if offer is None:
        return _record(found, now)
    if "code" not in request.POST:
        sent = telling.send_code(found, nonce)
        return _telling(request, offer, telling.asked_of(offer, found, nonce, now.date()), unsent=not sent)
    form = telling.asked_of(offer, found, nonce, now.date(), request.POST)
    refusal = telling.tell(found, form) if form.is_valid() else ""
    if refusal:
        form.add_error(None, refusal)
    if form.errors:
        return _telling(request, offer, form)
    again = own.own_record_again(identifier, now)
    return _record(again or found, now, done=True)


def _record(found: own.Own, now: datetime, **more: Any) -> Answer:
    context = {"form": OwnForm(day=now.date()), "first": True, "found": _told(found, now), **more}
    return Answer(RECORD.template, context, kept=False, title=str(RECORD.title), alone=True)


def _telling(request: HttpRequest, offer: telling.Offer, form: telling.Telling, *, unsent: bool = False) -> Answer:
    context = {
        "form": form,
        "offer": offer,
        "ticket": request.POST["ticket"],
        "mail": telling.masked(form.own.record.email),
        "unsent": unsent,
        "first": True,
    }
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK
    return Answer(
        "portal/parts/student_telling.html", context, status=status, kept=False, title=str(offer.title), alone=True
    )


def _blank(now: datetime, status: int, **more: Any) -> Answer:
    context = {"form": OwnForm(day=now.date()), "first": True, **more}
    return Answer(RECORD.template, context, status=status, kept=False)
