"""What the pages say of a student's work, training and reduced loads, and what is done to each beside it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _

from limen.core.access.gate import Viewer
from limen.core.pages import meaning
from limen.offices.sevis.student_lines import address, extended


def training_lines(record: Any, viewer: Viewer) -> list[dict[str, Any]]:
    """Return a student's trainings with their employers, and what may be done to each."""
    found = []
    for row in record.trainings.all():
        table, code = ("off_campus_kinds", row.work_kind) if row.kind == "off_campus" else ("training_kinds", row.kind)
        found.append(
            {
                "row": row,
                "title": _(meaning(table, code, viewer.day)),
                "employers": [(item, _change_of(record, row, item, viewer)) for item in row.employers.all()],
                "where": address(row.employer_address),
                "acts": _acts_of(record, row, viewer),
            }
        )
    return found


def _change_of(record: Any, row: Any, employer: Any, viewer: Viewer) -> str:
    """Return where an employer of a training is corrected, or said to have ended, with what is on record filled in."""
    if record.state not in ("active", "completed") or not viewer.may("sevis.record"):
        return ""
    was = {"employer_was": employer.name, "employer_since": employer.starts}
    fields = {"training_starts": row.starts, "training_ends": row.ends, **was}
    return f"{reverse('act', args=['sevis.edit_opt_employer', record.pk])}?{urlencode(fields)}"


def load_lines(record: Any, viewer: Viewer) -> list[tuple[Any, str, str]]:
    """Return a student's reduced loads with the reason, and the address that ends each that stands."""
    may = viewer.may("sevis.record") and record.state == "active"

    def ends(row: Any) -> str:
        fields = {"reason": row.reason, "starts": row.starts, "ends": row.ends}
        return f"{reverse('act', args=['sevis.cancel_reduced_load', record.pk])}?{urlencode(fields)}"

    return [
        (
            row,
            _(meaning("reduced_load_kinds", row.reason, viewer.day)),
            ends(row) if may and row.cancelled_on is None else "",
        )
        for row in record.loads.all()
    ]


def _acts_of(record: Any, row: Any, viewer: Viewer) -> list[tuple[str, str]]:
    """Return what is most often done to a training, with its days filled in."""
    own = {"starts": row.starts, "ends": row.ends}
    whole = {"training_starts": row.starts, "training_ends": row.ends}
    record_, oversee = viewer.may("sevis.record"), viewer.may("sevis.oversee")
    if row.kind == "off_campus" and record.state == "active":
        work = {"kind": row.work_kind, **own}
        return _linked(
            record,
            [
                (_("Approved"), "sevis.approve_offcampus", work, oversee and row.step == "recommended"),
                (_("Change"), "sevis.edit_offcampus", work, record_ and row.step == "recommended"),
                (_("Call off"), "sevis.cancel_offcampus", work, record_ and row.step in ("recommended", "approved")),
            ],
        )
    if not (row.kind.startswith(("opt", "m_")) and record.state in ("active", "completed")):
        return []
    extends = row.kind == "opt_post" and row.step == "approved" and not extended(record)
    offers = [
        (_("Add an employer"), "sevis.add_opt_employer", whole, record_ and row.step in ("recommended", "approved")),
        (_("Student applied"), "sevis.file_training", own, record_ and row.step == "recommended"),
        (_("Approved"), "sevis.approve_training", own, oversee and row.step == "recommended"),
        (_("Denied"), "sevis.deny_training", own, oversee and row.step == "recommended"),
        (_("Call off"), "sevis.cancel_opt", own, record_ and row.step == "recommended"),
        (_("Extend"), "sevis.extend_opt", whole, record_ and extends),
    ]
    return _linked(record, offers)


def _linked(record: Any, offers: Iterable[tuple[str, str, dict[str, Any], bool]]) -> list[tuple[str, str]]:
    return [
        (title, f"{reverse('act', args=[key, record.pk])}?{urlencode(fields)}")
        for title, key, fields, fits in offers
        if fits
    ]
