"""What a person's page, and the page of an inspection, say of a student: one line, and the records."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from limen.core.access.gate import Viewer
from limen.core.reading import address
from limen.core.sections import Section
from limen.offices.sevis.matching import known
from limen.offices.sevis.queries import students
from limen.offices.sevis.queries.standing import line, status_line

TEMPLATE = "sevis/parts/standing.html"


def _of_person(person: Any, viewer: Viewer) -> list[tuple[str, str]]:
    """Return each record of a person in one line; and where it stands for who may read it."""
    rows = students.of_person(person.pk, viewer=viewer)
    if rows:
        return [(line(row, viewer.day), address(row) if viewer.may(students.VIEW) else "") for row in rows]
    text = status_line(person.pk, viewer=viewer)
    return [(text, "")] if text else []


def _of_inspection(inspection: Any, viewer: Viewer) -> list[tuple[str, str]]:
    """Return how the person before the officer stands as a student."""
    person = getattr(inspection, "person", None)
    if person is None or not known(person):
        return []
    text = status_line(person.pk, viewer=viewer)
    return [(text, "")] if text else []


SECTIONS = [
    Section(_("Student status"), TEMPLATE, students.STATUS, _of_person, "people.person", 10),
    Section(
        _("Student status"),
        TEMPLATE,
        students.STATUS,
        _of_inspection,
        "inspections.inspection",
        5,
    ),
]
