"""The first page of the office: what there is to do, with how much of it waits."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from limen.core.access.gate import Viewer
from limen.core.custody import queries as custody
from limen.core.pages import page, viewer_of
from limen.offices.removal.queries import cases, decisions, departures

WEEK = timedelta(days=7)
Work = tuple[str, str, int | None]
"""What it is called, the address of its page, and how much waits; None where it is not counted."""


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """Show the work of this office that the viewer may do, in the order of a case."""
    viewer = viewer_of(request)
    viewer.require("places.view")
    parts: list[tuple[str, str, Callable[[Viewer], list[Work]]]] = [
        (_("Custody"), "removal.decisions", _custody),
        (_("Proceedings"), "removal.view_cases", _proceedings),
        (_("Departure"), "removal.departures", _departure),
        (_("Places and figures"), "places.view", _figures),
    ]
    shown = [(title, work(viewer)) for title, permission, work in parts if viewer.may(permission)]
    return page(request, "removal/home.html", {"parts": shown})


def _custody(viewer: Viewer) -> list[Work]:
    week = viewer.day + WEEK
    held = custody.here(viewer=viewer).count() if viewer.may("custody.view") else None
    return [
        (_("Held here"), reverse("custody:board"), held),
        (_("To be taken over"), reverse("removal:waiting"), decisions.referred(viewer=viewer).count()),
        (_("Reviews due within a week"), reverse("removal:reviews"), decisions.reviews(viewer=viewer, by=week).count()),
        (_("Under supervision"), reverse("removal:supervised"), decisions.supervised(viewer=viewer).count()),
        (_("Bonds"), reverse("removal:bonds"), None),
        (_("Detainers"), reverse("removal:detainers"), decisions.detainers(viewer=viewer).count()),
        (_("Petitions for habeas corpus"), reverse("removal:petitions"), decisions.petitions(viewer=viewer).count()),
    ]


def _proceedings(viewer: Viewer) -> list[Work]:
    today = cases.hearings(viewer=viewer, first=viewer.day, days=1)
    return [
        (_("Cases"), reverse("removal:cases"), cases.cases(viewer=viewer).count()),
        (_("Hearings today"), reverse("removal:hearings"), len(today)),
        (_("Protections and stays"), reverse("removal:protections"), None),
    ]


def _departure(viewer: Viewer) -> list[Work]:
    ahead = departures.ahead(viewer=viewer, now=timezone.now())
    return [
        (
            _("Travel documents asked for"),
            reverse("removal:documents"),
            departures.requests(viewer=viewer, day=viewer.day).count(),
        ),
        (_("Movements ahead"), reverse("removal:movements"), len(ahead)),
    ]


def _figures(viewer: Viewer) -> list[Work]:
    found: list[Work] = [(_("Facilities"), reverse("removal:facilities"), None)]
    if viewer.may("removal.released"):
        found.append((_("Released data"), reverse("removal:statistics"), None))
    return [*found, (_("Find a detained person"), reverse("removal:locator"), None)]
