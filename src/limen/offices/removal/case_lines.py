"""Cases and protections as lists show them: with the words of the law pack."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext as _

from limen.core.access.gate import Viewer
from limen.core.lawbook import lawbook
from limen.core.pages import meaning
from limen.offices.removal.models import Case, Protection


def lines(rows: Iterable[Case], viewer: Viewer) -> list[tuple[Case, str, str]]:
    """Return each case with the person's A-number and what its kind is called."""
    return [(row, number_of(row), meaning("case_kinds", row.kind, viewer.day)) for row in rows]


def number_of(row: Any) -> str:
    """Return the A-number of the person of a case."""
    return next((item.number for item in row.person.identifiers.all() if item.kind == "a_number"), "")


def protection_lines(rows: Iterable[Protection], viewer: Viewer) -> list[tuple[Protection, str, str, str]]:
    """Return each protection with what it is called, its country and its provision."""
    table = lawbook().codes("protections")
    found = []
    for row in rows:
        code = table.get(row.kind, viewer.day)
        country = meaning("icao_states", row.country, viewer.day) if row.country else ""
        found.append((row, _(code.title) if code else row.kind, country, code.citation if code else ""))
    return found
