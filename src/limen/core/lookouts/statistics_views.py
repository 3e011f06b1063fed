"""The page of statistics of lookouts: what was found, how it was decided, and on whom it falls."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING, Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from limen.core.hiding import UNSAID, few_people
from limen.core.lookouts import queries
from limen.core.lookouts.forms import CountForm
from limen.core.lookouts.rules import CATEGORIES
from limen.core.pages import csv_file, meaning, page, viewer_of, wants_csv

if TYPE_CHECKING:
    from limen.core.access.gate import Viewer

DAYS = 90
HEAD = (
    "by",
    "hits",
    "confirmed",
    "cleared",
    "undecided",
    "median_minutes",
    "in_force",
    "never_hit",
    "lapsed",
)
FALLS = ("nationality", "hits", "cleared", "share_cleared")


@require_safe
def statistics(request: HttpRequest) -> HttpResponse:
    """Count lookouts and hits over some days, by category, issuing office or list, and hits by nationality."""
    viewer = viewer_of(request)
    viewer.require("lookouts.statistics")
    form = CountForm(request.GET)
    asked = form.asked()
    if asked is None:
        return page(request, "lookouts/statistics.html", {"rows": None}, form=form)
    by: Any = asked["by"] or "category"
    first, last, since, until = _period(asked, viewer)
    falls = queries.disparity(viewer=viewer, since=since, until=until)
    if request.GET.get("table") == "disparity" and wants_csv(request):
        return csv_file("lookout-hits-by-nationality", FALLS, (_fall(row) for row in falls))
    rows = queries.statistics(viewer=viewer, by=by, since=since, until=until)
    if wants_csv(request):
        return csv_file(f"lookouts-by-{by}", HEAD, (_cells(row) for row in rows))
    context = {
        "rows": [(row, meaning(CATEGORIES, row.key, viewer.day) if by == "category" else row.key) for row in rows],
        "total": queries.totals(rows),
        "falls": [(row, meaning("icao_states", row.nationality, viewer.day)) for row in falls],
        "head": {"category": _("Category"), "office": _("Issuing office"), "source": _("List")}[by],
        "few": few_people(viewer.day),
        "unsaid": UNSAID,
        "first": first,
        "last": last,
    }
    return page(request, "lookouts/statistics.html", context, form=form)


def _period(asked: dict[str, Any], viewer: Viewer) -> tuple[date, date, datetime, datetime]:
    """Return the first and last day asked for, the latest ninety when none is, and the moments that bound them."""
    last: date = asked["until"] or viewer.day
    first: date = asked["since"] or min(last, viewer.day) - timedelta(days=DAYS)
    zone = viewer.place.zone
    after = last if last == date.max else last + timedelta(days=1)
    return first, last, datetime.combine(first, time(), zone), datetime.combine(after, time(), zone)


def _cells(row: queries.Tally) -> tuple[Any, ...]:
    median = "" if row.median is None else row.median
    counts = (row.hits, row.confirmed, row.cleared, row.waiting)
    return (row.key, *counts, median, row.standing, row.never_hit, row.lapsed)


def _fall(row: queries.Fall) -> tuple[Any, ...]:
    hits = UNSAID if row.hits is None else row.hits
    return (row.nationality, hits, "" if row.cleared is None else row.cleared, "" if row.share is None else row.share)
