"""My student or exchange record: how it stands, what is due, and whom to tell of a change."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from limen.core.lawbook import lawbook
from limen.core.pages import meaning
from limen.offices.sevis.queries import own
from limen.portal.asking import OWN, Asked, Born, LookUp
from limen.portal.frame import Answer, Frame, part
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
        due: what is due, by when, and where that stands.
        days: days in which a move is told.
        looked: when it was looked up.
    """

    own: own.Own
    state: str
    facts: list[tuple[str, str, bool]]
    trainings: list[tuple[str, str, str]]
    due: list[tuple[str, str, str]]
    days: int
    looked: str


def _found(asked: Mapping[str, Any], now: datetime) -> Told | None:
    found = own.own_record(**{name: asked[name] for name in ("sevis_id", "birth", "document")}, now=now)
    if found is None:
        return None
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
        [(row.title, moment_said(row.due_at, ZoneInfo(row.zone_name)), row.citation) for row in found.due],
        int(lawbook().value("sevis.address_days", day).value),
        moment_said(now, UTC),
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
    """Show students and exchange visitors their own record."""
    return RECORD.answer(request, frame)
