"""Days of decisions on custody as calendars: reports, reviews, and when other custody ends."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from limen.core.pages import meaning
from limen.exchange.ical import Event, write
from limen.offices.removal.models import Detainer, Review, Supervision

DOMAIN = "limen"
CONTENT = "text/calendar; charset=utf-8"


def wants_ical(request: HttpRequest) -> bool:
    """Return whether the address asks for the list as a calendar."""
    return request.GET.get("format") == "ics"


def ical_file(name: str, events: Sequence[Event]) -> HttpResponse:
    """Return events as a calendar file."""
    response = HttpResponse(write(events), content_type=CONTENT)
    response["Content-Disposition"] = f'attachment; filename="{name}.ics"'
    return response


def reports(rows: Iterable[Supervision]) -> list[Event]:
    """Return the reports due at an office, each under the person's name."""
    return [
        Event(
            uid=f"report-{row.pk}@{DOMAIN}",
            starts_at=row.next_on,
            title=_("Report: %(person)s") % {"person": row.person.display_name},
            changed_at=row.changed_at,
            place=row.office.name,
        )
        for row in rows
        if row.next_on is not None
    ]


def own_reports(row: Supervision) -> list[Event]:
    """Return the report a person owes, for the person's own calendar: it names nobody."""
    if row.next_on is None:
        return []
    text = "\n".join(row.conditions)
    summary = _("Report to %(office)s") % {"office": row.office.name}
    return [
        Event(
            uid=f"report-{row.pk}@{DOMAIN}",
            starts_at=row.next_on,
            title=summary,
            changed_at=row.changed_at,
            place=row.office.name,
            text=text,
        )
    ]


def reviews(rows: Iterable[Review], day: date) -> list[Event]:
    """Return the reviews that fall due."""
    return [
        Event(
            uid=f"review-{row.pk}@{DOMAIN}",
            starts_at=row.due_on,
            title=_("Review: %(person)s") % {"person": row.person.display_name},
            changed_at=row.changed_at,
            place=row.stay.place.name,
            text=meaning("custody_reviews", row.kind, day),
        )
        for row in rows
        if row.due_on is not None
    ]


def releases(rows: Iterable[Detainer]) -> list[Event]:
    """Return when agencies expect to let people go on whom a detainer stands."""
    return [
        Event(
            uid=f"detainer-{row.pk}@{DOMAIN}",
            starts_at=row.release_expected,
            title=_("Take over: %(person)s") % {"person": row.person.display_name},
            changed_at=row.changed_at,
            place=row.agency,
        )
        for row in rows
        if row.release_expected is not None
    ]
