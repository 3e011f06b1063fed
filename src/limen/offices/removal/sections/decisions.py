"""What the pages of a person and of a stay say of decisions on custody."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _

from limen.core import reading
from limen.core.access.gate import Viewer
from limen.core.pages import meaning, said
from limen.core.sections import Section
from limen.offices.removal.queries import decisions as queries

Line = tuple[Any, str, str, str, date]
"""A decision, its page, what kind of record it is, what it says in short, and when it was made."""


def _of_person(person: Any, viewer: Viewer) -> list[Line]:
    return _lines(queries.of_person(person.pk, viewer=viewer), viewer)


def _of_stay(stay: Any, viewer: Viewer) -> list[Line]:
    return _lines(queries.of_stay(stay.pk, viewer=viewer), viewer)


def _lines(rows: list[Any], viewer: Viewer) -> list[Line]:
    return [
        (
            row,
            reading.address(row),
            reading.label(row.record_type).capitalize(),
            _says(row, viewer),
            queries.since(row),
        )
        for row in rows
    ]


def _says(row: Any, viewer: Viewer) -> str:
    """Return what a decision says in a few words."""
    if row.record_type in KINDS:
        day = row.due_on if row.record_type == "removal.review" else row.next_on
        return f"{meaning(KINDS[row.record_type], row.kind, viewer.day)} {said(day)}".strip()
    parts = {
        "removal.determination": ("decision", "citation"),
        "removal.bond": ("number", "amount"),
        "removal.habeas": ("court", "number"),
        "removal.detainer": ("agency", "county"),
    }
    texts = [said(getattr(row, name)) for name in parts.get(row.record_type, ())]
    return " ".join(text for text in texts if text)


KINDS = {"removal.supervision": "supervision_kinds", "removal.review": "custody_reviews"}
"""The law pack's table of the kinds of a record."""


def _on_person(person: Any) -> Mapping[str, Mapping[str, Any]]:
    return {
        "removal.order_supervision": {"person": person.pk},
        "removal.issue_detainer": {"person": person.pk},
    }


def _on_stay(stay: Any) -> Mapping[str, Mapping[str, Any]]:
    if stay.state not in ("in_transit", "held"):
        return {}
    keys = ("determine", "set_bond", "decline_bond", "judge_sets_bond", "open_review", "file_habeas")
    made = {f"removal.{key}": {"stay": stay.pk} for key in keys}
    return {**made, "removal.order_supervision": {"person": stay.person_id}}


TEMPLATE = "removal/decisions/of_person.html"
TITLE = _("Decisions on custody")
SECTIONS = [
    Section(TITLE, TEMPLATE, queries.VIEW, _of_person, "people.person", 15, begins=_on_person),
    Section(TITLE, TEMPLATE, queries.VIEW, _of_stay, "custody.stay", 15, begins=_on_stay),
]
