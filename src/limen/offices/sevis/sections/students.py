"""What a person's page, and the page of an inspection, say of a student: one line, and the records."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from limen.core.access.gate import Viewer
from limen.core.sections import Section
from limen.offices.sevis.matching import known
from limen.offices.sevis.queries import students
from limen.offices.sevis.queries.standing import line, status_line


def _of_person(person: Any, viewer: Viewer) -> list[tuple[str, Any]]:
    """Return each record of a person in one line; the record itself for who may read it."""
    rows = students.of_person(person.pk, viewer=viewer)
    if rows:
        return [(line(row, viewer.day), row if viewer.may(students.VIEW) else None) for row in rows]
    text = status_line(person.pk, viewer=viewer)
    return [(text, None)] if text else []


def _of_inspection(inspection: Any, viewer: Viewer) -> list[tuple[str, Any]]:
    """Return how the person before the officer stands as a student."""
    person = getattr(inspection, "person_id", None)
    if not person or not known(person):
        return []
    text = status_line(person, viewer=viewer)
    return [(text, None)] if text else []


SECTIONS = [
    Section(
        _("Student status"), "sevis/students/parts/standing.html", students.STATUS, _of_person, "people.person", 10
    ),
    Section(
        _("Student status"),
        "sevis/students/parts/standing.html",
        students.STATUS,
        _of_inspection,
        "inspections.inspection",
        5,
    ),
]
