"""What a person's page says of hits on them, to who needs the detail."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from limen.core.access.gate import Viewer
from limen.core.lookouts import queries
from limen.core.sections import Section


def _hits(person: Any, viewer: Viewer) -> Any:
    return queries.first_to_last(queries.hits_of_person(person.pk, viewer=viewer), viewer)


SECTIONS = [
    Section(_("Lookout hits"), "lookouts/parts/of_person.html", "lookouts.view_detail", _hits, "people.person", 13),
]
