"""What a person's page says of inspections and of arrival/departure records."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from limen.core.access.gate import Viewer
from limen.core.sections import Section
from limen.offices.inspections import queries


def _crossings(person: Any, viewer: Viewer) -> Any:
    return queries.crossings_of(person.pk, viewer=viewer)


def _admissions(person: Any, viewer: Viewer) -> Any:
    return queries.admissions_of(person.pk, viewer=viewer)


SECTIONS = [
    Section(
        _("Inspections"),
        "inspections/parts/of_person.html",
        "inspections.view",
        _crossings,
        "people.person",
        11,
    ),
    Section(
        _("Arrival records (I-94)"),
        "inspections/parts/admissions.html",
        "inspections.view",
        _admissions,
        "people.person",
        12,
    ),
]
