"""What the pages of a person and of a stay say of decisions on custody."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from limen.core import reading
from limen.core.access.gate import Viewer
from limen.core.lawbook import lawbook
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
    """Return what may be decided of who is held: what the law leaves open to a person so held, and no more."""
    if stay.state not in ("in_transit", "held"):
        return {}
    law, day = lawbook(), timezone.now().astimezone(stay.place.zone).date()
    row = law.codes("custody_bases").get(stay.authority, day)
    open_ = row.attributes if row is not None else {}
    keys = {
        "determine": True,
        "set_bond": open_.get("bond", False),
        "decline_bond": open_.get("bond", False),
        "judge_sets_bond": not open_.get("after_order", False),
        "open_review": open_.get("after_order", False),
        "file_habeas": True,
    }
    made: dict[str, Mapping[str, Any]] = {f"removal.{key}": {"stay": stay.pk} for key, true in keys.items() if true}
    if set(open_.get("ways", ())) & set(law.codes("supervision_kinds").on(day)):
        made["removal.order_supervision"] = {"person": stay.person_id}
    return made


TEMPLATE = "removal/decisions/of_person.html"
TITLE = _("Decisions on custody")
SECTIONS = [
    Section(TITLE, TEMPLATE, queries.VIEW, _of_person, "people.person", 15, begins=_on_person),
    Section(TITLE, TEMPLATE, queries.VIEW, _of_stay, "custody.stay", 15, begins=_on_stay),
]
