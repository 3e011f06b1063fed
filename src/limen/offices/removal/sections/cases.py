"""What a person's page says of proceedings and protections."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from limen.core.access.gate import Viewer
from limen.core.sections import Section
from limen.offices.removal.case_lines import lines, protection_lines
from limen.offices.removal.queries import cases


def _cases(person: Any, viewer: Viewer) -> Any:
    return lines(cases.cases_of(person.pk, viewer=viewer), viewer)


def _protections(person: Any, viewer: Viewer) -> Any:
    return protection_lines(cases.protections_of(person.pk, viewer=viewer), viewer)


def _open(person: Any) -> Mapping[str, Mapping[str, Any]]:
    who = {"person": person.pk}
    return {
        "removal.open_case": who,
        "removal.take_over_case": who,
        "removal.officer_order": who,
        "removal.serve_intent": who,
        "removal.reinstate": who,
    }


def _claim(person: Any) -> Mapping[str, Mapping[str, Any]]:
    who = {"person": person.pk}
    return {
        "removal.claim_fear": who,
        "removal.claim_citizenship": who,
        "removal.record_stay": who,
        "removal.grant_protection": who,
        "removal.claim_protection": who,
    }


SECTIONS = [
    Section(
        _("Proceedings"),
        "removal/parts/case_rows.html",
        "removal.view_cases",
        _cases,
        "people.person",
        14,
        begins=_open,
    ),
    Section(
        _("Protections and stays"),
        "removal/parts/case_protections.html",
        "removal.view_cases",
        _protections,
        "people.person",
        13,
        begins=_claim,
    ),
]
