"""What the pages of a person and of a case say of departures."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from limen.core.access.gate import Viewer
from limen.core.sections import Section
from limen.offices.removal.queries import departures as queries
from limen.offices.removal.views.travel_documents import lines

VIEW = "removal.departures"
REQUESTS = "removal/parts/departures_requests.html"
SEATS = "removal/parts/departures_seats.html"
Begins = Mapping[str, Mapping[str, Any]]


def _requests(person: Any, viewer: Viewer) -> Any:
    return lines(queries.requests_of(person=person.pk, viewer=viewer), viewer)


def _seats(person: Any, viewer: Viewer) -> Any:
    return queries.seats_of(person=person.pk, viewer=viewer)


def _bars(person: Any, viewer: Viewer) -> Any:
    rows = queries.bars_of(person.pk, viewer=viewer)
    return [(row, row.until is not None and row.until < viewer.day) for row in rows]


def _case_requests(case: Any, viewer: Viewer) -> Any:
    return lines(queries.requests_of(case=case.pk, viewer=viewer), viewer)


def _case_seats(case: Any, viewer: Viewer) -> Any:
    return queries.seats_of(case=case.pk, viewer=viewer)


def _bar(person: Any) -> Begins:
    return {"removal.record_bar": {"person": person.pk}}


def _ask(case: Any) -> Begins:
    return {"removal.request_document": {"person": case.person_id, "case": case.pk}}


def _list(case: Any) -> Begins:
    return {"removal.manifest_person": {"case": case.pk}} if case.state == "final" else {}


SECTIONS = [
    Section(_("Travel documents sought"), REQUESTS, VIEW, _requests, "people.person", 16),
    Section(_("Removal movements"), SEATS, VIEW, _seats, "people.person", 17),
    Section(_("Bars on return"), "removal/parts/departures_bars.html", VIEW, _bars, "people.person", 18, begins=_bar),
    Section(_("Travel documents sought"), REQUESTS, VIEW, _case_requests, "removal.case", 40, begins=_ask),
    Section(_("Removal movements"), SEATS, VIEW, _case_seats, "removal.case", 41, begins=_list),
]
