"""What a person's page says of encounters."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from limen.core.access.gate import Viewer
from limen.core.encounters.queries import of_person
from limen.core.sections import Section


def _of(person: Any, viewer: Viewer) -> Any:
    return of_person(person.pk, viewer=viewer)


SECTIONS = [Section(_("Encounters"), "encounters/parts/rows.html", "people.view", _of, "people.person", 10)]
