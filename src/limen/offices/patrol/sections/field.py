"""What a person's page says of the field: what was seized from them, their death; and what is due on a record of it."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from limen.core.access.gate import Viewer
from limen.core.clocks.queries import of_record
from limen.core.clocks.sections import lines
from limen.core.sections import Section
from limen.offices.patrol import queries


def _seizures(person: Any, viewer: Viewer) -> Any:
    return queries.seizures_of(person.pk, viewer=viewer)


def _deaths(person: Any, viewer: Viewer) -> Any:
    return queries.deaths_of(person.pk, viewer=viewer)


def _due(record: Any, viewer: Viewer) -> Any:
    return lines(of_record(record.pk, viewer=viewer))


DUE = ("patrol.detection", "patrol.rescue", "patrol.death", "patrol.seizure")
"""The records of the field for which deadlines run."""

SECTIONS = [
    *(Section(_("Deadlines"), "clocks/parts/rows.html", "clocks.view", _due, record, 5) for record in DUE),
    Section(
        _("Seizures"),
        "patrol/field/parts/seizures_of.html",
        "patrol.field_view",
        _seizures,
        "people.person",
        32,
    ),
    Section(
        _("Death found"),
        "patrol/field/parts/deaths_of.html",
        "patrol.field_view",
        _deaths,
        "people.person",
        9,
    ),
]
