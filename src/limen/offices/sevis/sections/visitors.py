"""What a person's page, and the page of an inspection, say of an exchange visitor: one line, and the records."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from limen.core.access.gate import Viewer
from limen.core.reading import address
from limen.core.sections import Section
from limen.offices.sevis.matching import known
from limen.offices.sevis.queries import visitors
from limen.offices.sevis.queries.visitor_standing import visitor_line, visitor_status

TEMPLATE = "sevis/parts/standing.html"


def _of_person(person: Any, viewer: Viewer) -> list[tuple[str, str]]:
    """Return each record of a person in one line; and where it stands for who may read it."""
    rows = visitors.visitors_of_person(person.pk, viewer=viewer)
    return [(visitor_line(row, viewer.day), address(row) if viewer.may(visitors.VIEW) else "") for row in rows]


def _of_inspection(inspection: Any, viewer: Viewer) -> list[tuple[str, str]]:
    """Return how the person before the officer stands as an exchange visitor."""
    person = getattr(inspection, "person", None)
    if person is None or not known(person):
        return []
    text = visitor_status(person.pk, viewer=viewer)
    return [(text, "")] if text else []


SECTIONS = [
    Section(_("Exchange visitor status"), TEMPLATE, visitors.STATUS, _of_person, "people.person", 11),
    Section(_("Exchange visitor status"), TEMPLATE, visitors.STATUS, _of_inspection, "inspections.inspection", 6),
]
