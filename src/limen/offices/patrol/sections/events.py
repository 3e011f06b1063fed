"""What a person's page says of Border Patrol."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from limen.core.access.gate import Viewer
from limen.core.sections import Section
from limen.offices.patrol import queries


def _apprehensions(person: Any, viewer: Viewer) -> Any:
    return queries.of_person(person.pk, viewer=viewer)


SECTIONS = [
    Section(
        _("Apprehensions"),
        "patrol/events/parts/of_person.html",
        "patrol.view",
        _apprehensions,
        "people.person",
        13,
    ),
]
