"""What the government watches: how many, by what, and which schools are at risk. Nobody is named."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any, Literal

from django.db.models import Count, Max, Q

from limen.core.clocks.models import RunningClock
from limen.core.hiding import UNSAID, few_people, hidden
from limen.core.looking import unsealed
from limen.core.pages import meaning
from limen.kernel.clocks import add_months
from limen.offices.sevis.models import (
    Allotment,
    Official,
    School,
    SchoolChange,
    SchoolDecision,
    SchoolVisit,
    Sponsor,
    Student,
    Visitor,
)
from limen.offices.sevis.queries.organisations import number_of
from limen.offices.sevis.reach import OVERSEE

if TYPE_CHECKING:
    from limen.core.access.gate import Viewer

By = Literal["school", "level", "country", "field", "state", "sponsor", "category"]
OF_STUDENTS: dict[str, str] = {
    "school": "school__name",
    "level": "level",
    "country": "person__nationality",
    "field": "major",
    "state": "state",
}
OF_VISITORS: dict[str, str] = {
    "sponsor": "sponsor__name",
    "category": "category",
    "country": "person__nationality",
    "field": "subject",
    "state": "state",
}
TABLES = {
    "level": "student_levels",
    "field": "programmes_cip",
    "country": "icao_states",
    "category": "visitor_categories",
}
UNREGISTERED = ("sevis.register", "sevis.register_term")
STALE = "sevis.address_stale"
LIVE = ("certified", "intent_served", "closing")
REASONS = ("recertification", "visit", "report", "terminations", "unregistered", "addresses", "overdue")


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a count; ``shown`` is what stands for it, few people hidden."""

    key: str
    title: str
    number: int
    shown: str


@dataclass(frozen=True, slots=True)
class AtRisk:
    """A school that needs looking at, and why; percentages are of those it answers for."""

    school: School
    held: int
    terminated: float
    unregistered: float
    stale: float
    reasons: tuple[str, ...]


def counted(*, viewer: Viewer, whom: str, by: str, live: bool = True) -> list[Line]:
    """Count students or exchange visitors, the most first; groups of few people are not counted out.

    Args:
        viewer: who looks; the government's officers alone.
        whom: ``students`` or ``visitors``.
        by: a key of ``OF_STUDENTS`` or ``OF_VISITORS``.
        live: only those that are initial or active.
    """
    viewer.require(OVERSEE)
    path = (OF_VISITORS if whom == "visitors" else OF_STUDENTS)[by]
    rows: Any = (Visitor if whom == "visitors" else Student).objects.filter(unsealed(viewer))
    if live:
        rows = rows.filter(state__in=("initial", "active"))
    found = rows.order_by().values_list(path).annotate(number=Count("pk", distinct=True))
    counts = {str(key or ""): number for key, number in found}
    unsaid = hidden(counts, few_people(viewer.day))
    table = TABLES.get(by, "")
    lines = [
        Line(
            key,
            meaning(table, key, viewer.day) if table and key else key,
            number,
            UNSAID if key in unsaid else str(number),
        )
        for key, number in counts.items()
    ]
    return sorted(lines, key=lambda line: (line.key in unsaid, 0 if line.key in unsaid else -line.number, line.title))


def trends(*, viewer: Viewer, terms: int = 6) -> list[tuple[str, str, str, str]]:
    """Return, for each half-year back from now, how many began, were on record, and ended early; few are not said."""
    viewer.require(OVERSEE)
    rows = Student.objects.filter(unsealed(viewer)).exclude(state__in=("draft", "cancelled"))
    few = few_people(viewer.day)
    found = []
    first = date(viewer.day.year, 1 if viewer.day.month < 7 else 7, 1)  # noqa: PLR2004  July begins the second half
    for _term in range(terms):
        after = add_months(first, 6)
        began = rows.filter(starts__gte=first, starts__lt=after).count()
        there = rows.filter(starts__lt=after).filter(Q(ended_on=None) | Q(ended_on__gte=first)).count()
        ended = rows.filter(state="terminated", ended_on__gte=first, ended_on__lt=after).count()
        found.append((f"{first:%Y-%m}", _said(began, few), _said(there, few), _said(ended, few)))
        first = add_months(first, -6)
    return found[::-1]


def at_risk(*, viewer: Viewer) -> list[AtRisk]:
    """Return the schools that need looking at, those with the most reasons first.

    Overdue reports are deadlines of law that were breached at the school and still stand.
    """
    viewer.require(OVERSEE)
    percent = number_of("sevis.school_risk_percent", viewer.day)
    seen = add_months(viewer.day, -12 * number_of("sevis.recertify_years", viewer.day))
    visited = dict(
        SchoolVisit.objects.exclude(done_on=None).order_by().values_list("school").annotate(last=Max("done_on"))
    )
    overdue = _overdue()
    since = add_months(viewer.day, -12)
    held = Count("students", filter=Q(students__state__in=("initial", "active")))
    ended = Count("students", filter=Q(students__state="terminated", students__ended_on__gte=since))
    found = []
    for row in School.objects.select_related("place").filter(state__in=LIVE).annotate(held=held, ended=ended):
        late = overdue.get(row.place_id, Counter())
        shares = (
            _share(row.ended, row.held + row.ended),
            _share(sum(late[key] for key in UNREGISTERED), row.held),
            _share(late[STALE], row.held),
        )
        standing = {
            "recertification": row.certified_until is not None and row.certified_until < viewer.day,
            "visit": (visited.get(row.pk) or date.min) < seen,
            "report": late["sevis.officials_confirmed"] > 0 or late["sevis.school_change"] > 0,
            "terminations": shares[0] >= percent,
            "unregistered": shares[1] >= percent,
            "addresses": shares[2] >= percent,
            "overdue": _share(sum(late.values()), row.held) >= percent,
        }
        reasons = tuple(name for name in REASONS if standing[name])
        if reasons:
            found.append(AtRisk(row, row.held, *shares, reasons))
    return sorted(found, key=lambda item: (-len(item.reasons), item.school.name))


def waiting(*, viewer: Viewer) -> dict[str, int]:
    """Return how much awaits the government's decision, by kind."""
    viewer.require(OVERSEE)
    return {
        "petitions": School.objects.filter(Q(state="petitioned") | Q(petition_pending=True)).count(),
        "recertifications": School.objects.exclude(recertification_filed_on=None).count(),
        "changes": SchoolChange.objects.filter(state="proposed").count(),
        "officials": Official.objects.filter(state="proposed").count(),
        "appeals": SchoolDecision.objects.exclude(appealed_on=None).filter(appeal_decided_on=None).count(),
        "closing": School.objects.filter(state="closing").count(),
        "applications": Sponsor.objects.filter(state="applied").count(),
        "redesignations": Sponsor.objects.exclude(redesignation_filed_on=None).count(),
        "forms": Allotment.objects.filter(state="asked").count(),
    }


def _overdue() -> dict[Any, Counter[str]]:
    """Return how many deadlines of each kind are breached at each place."""
    rows = RunningClock.objects.filter(key__startswith="sevis.", state__in=("breached", "met_late"), closed_at=None)
    found: dict[Any, Counter[str]] = {}
    for place, key, number in rows.order_by().values_list("place", "key").annotate(number=Count("pk")):
        found.setdefault(place, Counter())[key] += number
    return found


def _said(number: int, few: int) -> str:
    return UNSAID if 0 < number < few else str(number)


def _share(part: int, whole: int) -> float:
    return round(100 * part / whole, 1) if whole else 0.0
