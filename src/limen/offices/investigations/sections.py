"""What a person's page says of investigations: leads for who needs to know of them, and arrests."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from limen.core.access.gate import Viewer
from limen.core.sections import Section
from limen.offices.investigations import queries


def _leads(person: Any, viewer: Viewer) -> Any:
    return queries.leads_of(person.pk, viewer=viewer)


def _arrests(person: Any, viewer: Viewer) -> Any:
    return queries.arrests_of(person.pk, viewer=viewer)


def _record(person: Any) -> Mapping[str, Mapping[str, Any]]:
    return {"investigations.record_lead": {"about": person.pk}}


SECTIONS = [
    Section(
        _("Leads"),
        "investigations/parts/leads_of.html",
        "investigations.view",
        _leads,
        "people.person",
        15,
        begins=_record,
    ),
    Section(
        _("Administrative arrests"),
        "investigations/parts/arrests_of.html",
        "investigations.view_arrests",
        _arrests,
        "people.person",
        14,
    ),
]
