"""What a person's page says of custody."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from limen.core.access.gate import Viewer
from limen.core.custody import queries
from limen.core.sections import Section


def _stays(person: Any, viewer: Viewer) -> Any:
    return queries.of_person(person.pk, viewer=viewer)


def _take(person: Any) -> Mapping[str, Mapping[str, Any]]:
    return {"custody.take": {"person": person.pk}}


SECTIONS = [
    Section(_("Custody"), "custody/parts/stays.html", "custody.view", _stays, "people.person", 14, begins=_take)
]
