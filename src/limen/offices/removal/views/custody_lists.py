"""The lists of decisions on custody: who waits to be taken over, bonds, supervision, reviews, detainers, habeas."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from limen.core import reading
from limen.core.lawbook import lawbook
from limen.core.offering import Offer, begun
from limen.core.pages import csv_file, exported, meaning, page, page_of, said, viewer_of, wants_csv, words
from limen.core.referrals.queries import standing
from limen.core.referrals.sections import reason
from limen.offices.removal import calendars
from limen.offices.removal.forms import decisions as forms
from limen.offices.removal.queries import decisions as queries

if TYPE_CHECKING:
    from limen.core.access.gate import Viewer
    from limen.exchange.ical import Event

Cells = list[tuple[Any, str]]
"""The cells of a row: what each says, and where it leads; nowhere when empty."""

TABS = (
    (gettext_lazy("Waiting to be taken over"), "removal:waiting"),
    (gettext_lazy("Supervision"), "removal:supervised"),
    (gettext_lazy("Reviews"), "removal:reviews"),
    (gettext_lazy("Detainers"), "removal:detainers"),
    (gettext_lazy("Bonds"), "removal:bonds"),
    (gettext_lazy("Habeas"), "removal:petitions"),
)


@dataclass(frozen=True)
class Listed:
    """A list as its page shows it.

    Args:
        name: what it is called in an address, a file and the ledger.
        title: its heading.
        head: the heads of its columns.
        cells: the cells of one row.
        nothing: what is said when it is empty.
        events: its rows as a calendar; None where they have no day.
        begins: the acts that make such a row.
    """

    name: str
    title: Any
    head: Sequence[Any]
    cells: Callable[[Any, Viewer], Cells]
    nothing: Any
    events: Callable[[Iterable[Any], Viewer], list[Event]] | None = None
    begins: tuple[str, ...] = ()

    @property
    def dated(self) -> bool:
        """Return whether its rows can be taken out as a calendar."""
        return self.events is not None


def _tabs(current: str) -> list[tuple[Any, str, bool]]:
    return [(label, reverse(name), name == f"removal:{current}") for label, name in TABS]


def _answered(request: HttpRequest, form: Any, listed: Listed, rows: QuerySet[Any] | None) -> HttpResponse:
    """Answer a list as a page, as a file or as a calendar; what is shown or taken out is logged."""
    viewer = viewer_of(request)
    context: dict[str, Any] = {
        "listed": listed,
        "tabs": _tabs(listed.name),
        "begins": begun({key: {} for key in listed.begins}, viewer),
    }
    if rows is None:
        return page(request, "removal/decisions/list.html", context, form=form)
    if wants_csv(request):
        taken = queries.looked_at(exported(rows), viewer=viewer, what=f"removal.{listed.name}.export")
        lines = ([text for text, _address in listed.cells(row, viewer)] for row in taken)
        return csv_file(listed.name, [str(name) for name in listed.head], lines)
    if calendars.wants_ical(request) and listed.events is not None:
        taken = queries.looked_at(exported(rows), viewer=viewer, what=f"removal.{listed.name}.calendar")
        return calendars.ical_file(listed.name, listed.events(taken, viewer))
    shown = page_of(rows, request)
    found = queries.looked_at(list(shown), viewer=viewer, what=f"removal.{listed.name}")
    context |= {"page": shown, "rows": [listed.cells(row, viewer) for row in found]}
    return page(request, "removal/decisions/list.html", context, form=form)


def _person(row: Any) -> tuple[Any, str]:
    return row.person.display_name, reading.address(row.person)


BONDS = Listed(
    "bonds",
    gettext_lazy("Bonds"),
    [
        *(gettext_lazy("Number"), gettext_lazy("Person"), gettext_lazy("Amount"), gettext_lazy("Set by")),
        *(gettext_lazy("Set"), gettext_lazy("State"), gettext_lazy("Held at")),
    ],
    lambda row, _viewer: [
        (row.number or _("none"), reading.address(row)),
        _person(row),
        (said(row.amount), ""),
        (words(row.set_by), ""),
        (said(row.set_at), ""),
        (words(row.state), ""),
        (row.stay.place.name, ""),
    ],
    gettext_lazy("No bond is in that state here."),
)

SUPERVISED = Listed(
    "supervised",
    gettext_lazy("Supervision"),
    [
        *(gettext_lazy("Person"), gettext_lazy("Reports next"), gettext_lazy("Kind"), gettext_lazy("State")),
        *(gettext_lazy("Since"), gettext_lazy("Lives at")),
    ],
    lambda row, viewer: [
        (row.person.display_name, reading.address(row)),
        (f"{said(row.next_on)} {_('missed') if _missed(row, viewer) else ''}".strip(), ""),
        (meaning("supervision_kinds", row.kind, viewer.day), ""),
        (words(row.state), ""),
        (said(row.began_at), ""),
        (row.address, ""),
    ],
    gettext_lazy("Nobody is supervised from here under that filter."),
    lambda rows, _viewer: calendars.reports(rows),
    ("removal.order_supervision",),
)


def _missed(row: Any, viewer: Viewer) -> bool:
    return row.next_on is not None and row.next_on < viewer.day


def _late(row: Any, viewer: Viewer) -> bool:
    return row.decided_at is None and row.due_on is not None and row.due_on < viewer.day


REVIEWS = Listed(
    "reviews",
    gettext_lazy("Reviews of custody"),
    [
        *(gettext_lazy("Person"), gettext_lazy("Due by"), gettext_lazy("Which review"), gettext_lazy("State")),
        *(gettext_lazy("Held at"), gettext_lazy("Person told")),
    ],
    lambda row, viewer: [
        (row.person.display_name, reading.address(row)),
        (f"{said(row.due_on)} {_('overdue') if _late(row, viewer) else ''}".strip(), ""),
        (meaning("custody_reviews", row.kind, viewer.day), ""),
        (words(row.state), ""),
        (row.stay.place.name, ""),
        (said(row.notified_at), ""),
    ],
    gettext_lazy("No review is due here under that filter."),
    lambda rows, viewer: calendars.reviews(rows, viewer.day),
)

DETAINERS = Listed(
    "detainers",
    gettext_lazy("Detainers"),
    [
        *(gettext_lazy("Person"), gettext_lazy("Agency"), gettext_lazy("County"), gettext_lazy("State")),
        *(gettext_lazy("Release expected"), gettext_lazy("Other custody ended"), gettext_lazy("Issued")),
    ],
    lambda row, _viewer: [
        (row.person.display_name, reading.address(row)),
        (row.agency, ""),
        (row.county, ""),
        (words(row.state), ""),
        (said(row.release_expected), ""),
        (said(row.ended_at), ""),
        (said(row.issued_at), ""),
    ],
    gettext_lazy("No detainer stands under that filter."),
    lambda rows, _viewer: calendars.releases(rows),
    ("removal.issue_detainer",),
)

PETITIONS = Listed(
    "petitions",
    gettext_lazy("Habeas petitions"),
    [
        *(gettext_lazy("Person"), gettext_lazy("Court"), gettext_lazy("Number"), gettext_lazy("Filed")),
        *(gettext_lazy("State"), gettext_lazy("Held at")),
    ],
    lambda row, _viewer: [
        (row.person.display_name, reading.address(row)),
        (row.court, ""),
        (row.number, ""),
        (said(row.filed_on), ""),
        (words(row.state), ""),
        (row.stay.place.name, ""),
    ],
    gettext_lazy("No petition is before a court under that filter."),
)


@require_safe
def bonds(request: HttpRequest) -> HttpResponse:
    """Show the bonds set here."""
    viewer = viewer_of(request)
    viewer.require(queries.VIEW)
    form = forms.BondForm(request.GET)
    asked = form.asked()
    return _answered(request, form, BONDS, queries.bonds(viewer=viewer, **asked) if asked is not None else None)


@require_safe
def supervised(request: HttpRequest) -> HttpResponse:
    """Show who reports here, who is due today, who did not come."""
    viewer = viewer_of(request)
    viewer.require(queries.VIEW)
    form = forms.SupervisedForm(request.GET, day=viewer.day)
    asked = form.asked()
    rows = queries.supervised(viewer=viewer, **asked) if asked is not None else None
    return _answered(request, form, SUPERVISED, rows)


@require_safe
def reviews(request: HttpRequest) -> HttpResponse:
    """Show the reviews of people held here, the earliest due first."""
    viewer = viewer_of(request)
    viewer.require(queries.VIEW)
    form = forms.ReviewForm(request.GET, day=viewer.day)
    asked = form.asked()
    return _answered(request, form, REVIEWS, queries.reviews(viewer=viewer, **asked) if asked is not None else None)


@require_safe
def detainers(request: HttpRequest) -> HttpResponse:
    """Show the detainers issued here, those that end soonest first."""
    viewer = viewer_of(request)
    viewer.require(queries.VIEW)
    form = forms.DetainerForm(request.GET)
    asked = form.asked()
    if asked is None:
        return _answered(request, form, DETAINERS, None)
    hours = lawbook().value("policy.custody_due_soon_hours", viewer.day).value
    by = timezone.now() + timedelta(hours=hours) if asked["soon"] else None
    return _answered(request, form, DETAINERS, queries.detainers(viewer=viewer, state=asked["state"], by=by))


@require_safe
def petitions(request: HttpRequest) -> HttpResponse:
    """Show the habeas petitions of people held here."""
    viewer = viewer_of(request)
    viewer.require(queries.VIEW)
    form = forms.HabeasForm(request.GET)
    asked = form.asked()
    rows = queries.petitions(viewer=viewer, **asked) if asked is not None else None
    return _answered(request, form, PETITIONS, rows)


@require_safe
def waiting(request: HttpRequest) -> HttpResponse:
    """Show who was referred here and is not taken over yet, with the custody they are in; and who is on the way."""
    viewer = viewer_of(request)
    viewer.require(queries.VIEW)
    rows = queries.referred(viewer=viewer)
    if wants_csv(request):
        head = [_("Due"), _("Standing"), _("Person"), _("Reason"), _("From"), _("Custody"), _("Place")]
        taken = queries.waiting(exported(rows), viewer=viewer)
        return csv_file("waiting", head, (_waiting_cells(row, viewer) for row in taken))
    shown = page_of(rows, request)
    found, now = queries.waiting(list(shown), viewer=viewer), timezone.now()
    context = {
        "tabs": _tabs("waiting"),
        "page": shown,
        "rows": [
            (row, standing(row.referral, now), reason(row.referral, viewer), _offers(row, viewer)) for row in found
        ],
        "coming": queries.on_the_way(viewer=viewer),
    }
    return page(request, "removal/decisions/waiting.html", context)


def _waiting_cells(row: queries.Waiting, viewer: Viewer) -> tuple[object, ...]:
    stay = row.stay
    return (
        row.referral.due_at,
        standing(row.referral, timezone.now()),
        row.referral.person.display_name if row.referral.person else "",
        reason(row.referral, viewer),
        row.referral.from_place.name,
        words(stay.state) if stay else "",
        stay.place.name if stay else "",
    )


def _offers(row: queries.Waiting, viewer: Viewer) -> list[Offer]:
    stay = row.stay
    elsewhere = stay is not None and stay.state == "held" and stay.place_id != viewer.place.id
    key = "removal.fetch_custody" if elsewhere else "removal.accept_custody"
    return begun({key: {"referral": row.referral.pk}}, viewer)
