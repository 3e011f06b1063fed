"""Check a school or a sponsor: whether it may take students or invite exchange visitors on a day."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from limen.core.pages import Day, meaning
from limen.offices.sevis.queries import public
from limen.offices.sevis.queries.public import Approval
from limen.portal.asking import Asked
from limen.portal.frame import Answer, Frame, part
from limen.portal.times import day_said

LEAST = 2
"""Fewer letters are no search."""

SCHOOL, SPONSOR = "school", "sponsor"
NEVER = gettext_lazy("Was not approved on that day")
SAID = {
    SCHOOL: {
        public.GOOD: gettext_lazy("Approved: it may issue Form I-20"),
        public.ENDING: gettext_lazy("Approved, but closing: it is giving up its approval. Ask it before you enrol."),
        public.LOST: gettext_lazy("Approval lost: it may not issue Form I-20"),
        public.OVER: gettext_lazy("Closed: it may not issue Form I-20"),
        public.NEVER: NEVER,
    },
    SPONSOR: {
        public.GOOD: gettext_lazy("Approved: it may issue Form DS-2019"),
        public.HELD: gettext_lazy("Suspended: it may not issue Form DS-2019 now"),
        public.LOST: gettext_lazy("Approval lost: it may not issue Form DS-2019"),
        public.OVER: gettext_lazy("Closed: it may not issue Form DS-2019"),
        public.NEVER: NEVER,
    },
}
"""How each standing is said of a school and of a sponsor."""


class SchoolForm(Asked):
    """A name, a town or a code, and the day."""

    q = forms.CharField(
        label=gettext_lazy("Name, town or code of the school or sponsor"),
        max_length=120,
        min_length=LEAST,
        help_text=gettext_lazy("A part of the name is enough. The code of a school is on the I-20."),
    )
    on = Day(
        label=gettext_lazy("As it stood on"),
        required=False,
        help_text=gettext_lazy("Leave this empty for today. Where no calendar is shown: 1990-01-31"),
    )

    def clean_on(self) -> date:
        """Return the day asked about, today where none is; what is to come nobody knows."""
        day: date = self.cleaned_data["on"] or self.day
        if day > self.day:
            raise forms.ValidationError(_("That day is yet to come."))
        return day


@dataclass(frozen=True, slots=True)
class Line:
    """A school or sponsor as it is shown: its facts in words, those that are English marked."""

    name: str
    good: bool
    standing: str
    facts: list[tuple[str, str, bool]]


@part("school_check", live=True)
def school_check(request: HttpRequest, _frame: Frame) -> Answer:
    """Show the schools and sponsors that are asked for, and how they stand."""
    today = timezone.now().date()
    form = SchoolForm(request.GET if "q" in request.GET else None, day=today)
    context: dict[str, Any] = {"form": form, "first": True}
    if form.is_bound and not form.is_valid():
        return Answer("portal/parts/school_check.html", context, status=422)
    if form.is_bound:
        words, on = form.cleaned_data["q"], form.cleaned_data["on"]
        found = [
            *(_line(row, SCHOOL, today) for row in public.schools(words, on=on, today=today)),
            *(_line(row, SPONSOR, today) for row in public.sponsors(words, on=on, today=today)),
        ]
        context |= {"found": found, "asked": True, "on": day_said(on), "many": len(found) >= public.MOST}
    return Answer("portal/parts/school_check.html", context)


def _line(row: Approval, kind: str, day: date) -> Line:
    facts = _of_school(row, day) if kind == SCHOOL else _of_sponsor(row, day)
    facts += [(_("Approved until"), day_said(row.until), False), (_("Since"), day_said(row.since), False)]
    good = row.standing in (public.GOOD, public.ENDING)
    return Line(row.record.name, good, str(SAID[kind][row.standing]), [fact for fact in facts if fact[1]])


def _of_school(row: Approval, day: date) -> list[tuple[str, str, bool]]:
    school: Any = row.record
    return [
        (_("Code"), school.code, False),
        (_("Kind"), meaning("school_kinds", school.kind, day), True),
        (_("For students in"), ", ".join(school.visa_types), False),
        (_("Campuses"), _lines(_campus(campus) for campus in row.campuses), True),
    ]


def _campus(campus: Any) -> str:
    address = campus.address
    where = address.get("text") or ", ".join(filter(None, (address.get("city"), address.get("state"))))
    return f"{campus.name}: {where}" if where else campus.name


def _of_sponsor(row: Approval, day: date) -> list[tuple[str, str, bool]]:
    sponsor: Any = row.record
    return [
        (_("Programme number"), sponsor.number, False),
        (pgettext("of a place", "Address"), sponsor.address, True),
        (
            _("For exchange visitors"),
            _lines(meaning("visitor_categories", one, day) for one in sponsor.categories),
            True,
        ),
    ]


def _lines(rows: Iterable[str]) -> str:
    return "\n".join(rows)
