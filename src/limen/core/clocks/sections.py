"""What a person's page says of deadlines."""

from __future__ import annotations

from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from limen.core.access.gate import Viewer
from limen.core.access.roles import roles
from limen.core.clocks.models import RunningClock
from limen.core.clocks.queries import WANTED, of_person, standing
from limen.core.pages import words
from limen.core.sections import Section


def _clocks(person: Any, viewer: Viewer) -> Any:
    return lines(of_person(person.pk, viewer=viewer))


def lines(rows: list[RunningClock]) -> list[tuple[RunningClock, str, str]]:
    """Return each deadline with how it stands now, its state once it is over, and who answers for it."""
    now = timezone.now()
    return [(row, standing(row, now) if row.state in WANTED else row.state, owner(row.owner_role)) for row in rows]


def owner(role: str) -> str:
    """Return what a role is called."""
    found = roles().get(role)
    return found.title if found is not None else words(role)


SECTIONS = [Section(_("Deadlines"), "clocks/parts/rows.html", "clocks.view", _clocks, "people.person", 25)]
