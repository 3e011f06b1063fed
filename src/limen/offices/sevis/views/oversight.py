"""The office's first page, and what the government watches: counts, trends, schools at risk."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from limen.core.clocks import queries as clocks
from limen.core.clocks.sections import owner
from limen.core.pages import (
    address_of,
    csv_file,
    exported,
    meaning,
    page,
    page_of,
    viewer_of,
    wants_csv,
    words,
)
from limen.core.reading import address
from limen.offices.sevis.forms.organisations import BY, WHOM, CountFilter, StayedFilter
from limen.offices.sevis.queries import organisations as queries
from limen.offices.sevis.queries import oversight, stayed
from limen.offices.sevis.reach import OVERSEE, STUDENTS, VISITORS

if TYPE_CHECKING:
    from limen.core.access.gate import Viewer

STAYED = (
    *("last_day", "sevis_id", "surname", "given_names", "nationality", "state", "end_reason", "school_or_sponsor"),
    "days_over",
)
SHOWN = 25
"""Deadlines on the first page; all of them are a link away."""
SOON = timedelta(days=30)
Work = tuple[str, str, int | None]
"""What it is called, the address of its page, and how much waits; None where it is not counted."""
WAITING = {
    "petitions": (gettext_lazy("Petitions of schools"), "sevis:schools", "state=petitioned"),
    "recertifications": (
        gettext_lazy("Schools that ask to be recertified"),
        "sevis:schools",
        "waiting=recertification",
    ),
    "changes": (gettext_lazy("Changes that await approval"), "sevis:schools", "waiting=change"),
    "officials": (gettext_lazy("Officials proposed"), "sevis:officials", "state=proposed"),
    "appeals": (gettext_lazy("Appeals of schools"), "sevis:schools", "waiting=appeal"),
    "closing": (gettext_lazy("Schools that close"), "sevis:schools", "state=closing"),
    "applications": (gettext_lazy("Applications of sponsors"), "sevis:sponsors", "state=applied"),
    "redesignations": (gettext_lazy("Sponsors that ask to be redesignated"), "sevis:sponsors", "waiting=redesignation"),
    "forms": (gettext_lazy("Requests for forms"), "sevis:sponsors", "waiting=forms"),
}
REASONS = {
    "recertification": gettext_lazy("Recertification overdue"),
    "visit": gettext_lazy("No visit within a certificate's time"),
    "report": gettext_lazy("Own reports overdue"),
    "terminations": gettext_lazy("Many terminations"),
    "unregistered": gettext_lazy("Many not registered"),
    "addresses": gettext_lazy("Many stale addresses"),
    "overdue": gettext_lazy("Many overdue deadlines"),
}
ELSEWHERE: list[tuple[Any, str, tuple[str, ...]]] = [
    (gettext_lazy("Students"), "sevis:students", STUDENTS),
    (gettext_lazy("Exchange visitors"), "sevis:visitors", VISITORS),
    (gettext_lazy("Batches"), "sevis:batches", ("sevis.batch",)),
]
"""Pages of the office's other rooms, shown where they are."""


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """Show what is due at the viewer's place by lawful deadline, and what there is to do."""
    viewer = viewer_of(request)
    viewer.require(queries.VIEW)
    own = queries.own(viewer)
    due, counts = _due(viewer)
    parts: list[tuple[str, list[Work]]] = []
    if viewer.may(OVERSEE):
        parts.append((_("Awaiting a decision"), _waiting(viewer)))
    parts.append((_("Records"), _records(viewer, own)))
    context = {
        "own": own,
        "address": address_of(own.record_type, own.pk) if own is not None else "",
        "states": [(words(state), number) for state, number in sorted(queries.states_of(own).items())] if own else [],
        "due": due,
        "due_counts": counts,
        "parts": parts,
    }
    return page(request, "sevis/organisations/home.html", context)


@require_safe
def dashboard(request: HttpRequest) -> HttpResponse:
    """Show how many students or exchange visitors there are by school, level, country, field; and the trend."""
    viewer = viewer_of(request)
    viewer.require(OVERSEE)
    form = CountFilter(request.GET)
    asked = form.asked()
    if asked is None:
        return page(request, "sevis/organisations/dashboard.html", {}, form=form)
    rows = oversight.counted(viewer=viewer, whom=asked["whom"], by=asked["by"], live=not asked["ended"])
    if wants_csv(request):
        return csv_file("counts", (asked["by"], "title", "count"), ((row.key, row.title, row.shown) for row in rows))
    most = max((row.number for row in rows if row.shown.isdigit()), default=1)
    context = {
        "rows": rows,
        "most": most,
        "what": WHOM[asked["whom"]],
        "by": BY[asked["by"]],
        "trends": oversight.trends(viewer=viewer),
    }
    return page(request, "sevis/organisations/dashboard.html", context, form=form)


@require_safe
def at_risk(request: HttpRequest) -> HttpResponse:
    """Show the schools that need looking at, and why."""
    viewer = viewer_of(request)
    rows = oversight.at_risk(viewer=viewer)
    if wants_csv(request):
        head = ("code", "name", "students", "terminated_percent", "unregistered_percent", "stale_percent", "reasons")
        return csv_file("schools_at_risk", head, (_risk_cells(row) for row in rows))
    named = [(row, [REASONS[reason] for reason in row.reasons]) for row in rows]
    return page(request, "sevis/organisations/at_risk.html", {"rows": named})


@require_safe
def stayed_on(request: HttpRequest) -> HttpResponse:
    """Show whose status is over and of whom no departure is known; as CSV where asked."""
    viewer = viewer_of(request)
    viewer.require(OVERSEE)
    form = StayedFilter(request.GET)
    asked = form.asked()
    if asked is None:
        return page(request, "sevis/organisations/stayed_on.html", {"rows": []}, form=form)
    rows = stayed.stayed_on(viewer=viewer, whom=asked["whom"] or "students", country=asked["country"])
    if wants_csv(request):
        taken = stayed.stayed_looked_at(exported(rows), viewer=viewer)
        return csv_file("stayed_on", STAYED, (_stayed_cells(row, viewer) for row in taken))
    shown = page_of(rows, request)
    found = stayed.stayed_looked_at(shown, viewer=viewer)
    lines = [
        (row, address(row), str(_owner(row)), _country(row, viewer), stayed.days_over(row, viewer.day)) for row in found
    ]
    return page(request, "sevis/organisations/stayed_on.html", {"page": shown, "rows": lines}, form=form)


def _owner(row: Any) -> Any:
    return row.school if hasattr(row, "school") else row.sponsor


def _country(row: Any, viewer: Viewer) -> str:
    code = row.person.nationality
    return _(meaning("icao_states", code, viewer.day)) if code else ""


def _stayed_cells(row: Any, viewer: Viewer) -> tuple[object, ...]:
    who = (row.sevis_id, row.person.surname, row.person.given_names, row.person.nationality)
    return (row.last, *who, row.state, row.end_reason, str(_owner(row)), stayed.days_over(row, viewer.day))


def _risk_cells(row: oversight.AtRisk) -> tuple[object, ...]:
    shares = (row.terminated, row.unregistered, row.stale)
    return (row.school.code, row.school.name, row.held, *shares, " ".join(row.reasons))


def _due(viewer: Viewer) -> tuple[list[tuple[Any, str, str, str]], list[tuple[str, int]]]:
    """Return the next deadlines of this office at the viewer's place, and how many stand in which way."""
    if not viewer.may("clocks.view"):
        return [], []
    now = timezone.now()
    rows = clocks.narrowed(clocks.open_clocks(viewer=viewer), office="sevis").order_by("due_at", "pk")
    near = rows.filter(due_at__lt=now + SOON)
    found = clocks.looked_at(list(near[:SHOWN]), viewer=viewer, what="sevis.home")
    lines = [
        (row, clocks.standing(row, now), owner(row.owner_role), address_of(row.subject_record, row.subject))
        for row in found
    ]
    return lines, [(words(name), number) for name, number in clocks.counts(rows, now).items() if number]


def _waiting(viewer: Viewer) -> list[Work]:
    found = oversight.waiting(viewer=viewer)
    return [
        (str(label), reverse(name) + (f"?{query}" if query else ""), found[key])
        for key, (label, name, query) in WAITING.items()
    ]


def _records(viewer: Viewer, own: Any) -> list[Work]:
    many: list[tuple[str, str, Callable[[], int]]] = [
        (_("Schools"), "sevis:schools", lambda: queries.schools(viewer=viewer).count()),
        (_("Sponsors"), "sevis:sponsors", lambda: queries.sponsors(viewer=viewer).count()),
        (_("Officials"), "sevis:officials", lambda: queries.officials(viewer=viewer).count()),
    ]
    whose = "" if own is None else own.record_type
    leave = {"sevis.school": "sevis:sponsors", "sevis.sponsor": "sevis:schools"}.get(whose, "")
    found: list[Work] = [(label, reverse(name), count()) for label, name, count in many if name != leave]
    for label, name, permissions in ELSEWHERE:
        if any(viewer.may(permission) for permission in permissions):
            found.append((str(label), reverse(name), None))
    if viewer.may(OVERSEE):
        found += [
            (_("Counts and trends"), reverse("sevis:dashboard"), None),
            (_("Schools at risk"), reverse("sevis:at_risk"), None),
            (_("Stayed on after their status"), reverse("sevis:stayed_on"), None),
        ]
    return found
