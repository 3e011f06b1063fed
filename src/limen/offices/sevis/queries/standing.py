"""How a person stands as a student, in one line, for whoever meets them at the border or anywhere else."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.utils.translation import gettext as _

from limen.core.access.gate import Viewer
from limen.core.lawbook import lawbook
from limen.core.pages import meaning, words
from limen.offices.sevis.models import Dependant, Student
from limen.offices.sevis.queries.students import dependants_of_person, of_person, student_alike

GOING = ("initial", "active")


def status_line(person_id: Any, *, viewer: Viewer) -> str:
    """Return how a person stands as a student or a dependant of one, in one line; empty when they are none.

    The record that lives counts, then the newest; that the viewer looked is logged. Where no record is the person's,
    the one that agrees in name, birth and nationality is told as such.
    """
    records = of_person(person_id, viewer=viewer)
    found = next((row for row in records if row.state in GOING), records[0] if records else None)
    if found is not None:
        return line(found, viewer.day)
    beside = dependants_of_person(person_id, viewer=viewer)
    if beside:
        return dependant_line(beside[0])
    alike = student_alike(person_id, viewer=viewer)
    return by_name(line(alike, viewer.day)) if alike is not None else ""


def by_name(text: str) -> str:
    """Return how a record stands that is likely the person's and not joined with them."""
    return _("By name, birth and nationality, not joined: %(line)s") % {"line": text}


def line(record: Student, day: date) -> str:
    """Return how a record stands on a day: class, number, state, school, and what an officer asks next."""
    head = f"{record.visa_type} {record.sevis_id or _('draft')}: {words(record.state)}"
    more = {"initial": _initial, "active": _active, "completed": _completed}.get(record.state, _ended)
    return " · ".join([head, record.school.name, *more(record, day)])


def _initial(record: Student, day: date) -> list[str]:
    early = int(lawbook().value("sevis.early_entry_days", day).value)
    first = record.starts - timedelta(days=early)
    found = [_("programme from %(day)s, entry from %(first)s") % {"day": record.starts, "first": first}]
    if record.fee_paid_on is None and not record.fee_exempt:
        found.append(_("FEE I-901 NOT PAID"))
    return [*found, *_passing(record)]


def _active(record: Student, day: date) -> list[str]:
    found = [_("programme to %(day)s") % {"day": record.ends}]
    if record.stem_from is not None and record.stem_from <= day:
        found.append(_("in the extension to %(day)s") % {"day": record.stem_until})
    elif record.opt_from is not None and record.opt_from <= day:
        found.append(_("in practical training to %(day)s") % {"day": record.opt_until})
    if record.cap_gap_until is not None:
        found.append(_("cap-gap to %(day)s") % {"day": record.cap_gap_until})
    if record.travel_until is None or record.travel_until < day:
        found.append(_("no signature for travel in force"))
    else:
        found.append(_("signed for travel to %(day)s") % {"day": record.travel_until})
    return [*found, *_passing(record)]


def _completed(record: Student, day: date) -> list[str]:
    over = record.grace_until is not None and record.grace_until < day
    text = _("time to depart was over on %(day)s") if over else _("to depart by %(day)s")
    return [_("completed %(day)s") % {"day": record.ended_on}, text % {"day": record.grace_until}]


def _ended(record: Student, day: date) -> list[str]:
    table = {"terminated": "student_terminations", "cancelled": "student_cancellations"}.get(record.state, "")
    why = meaning(table, record.end_reason, day) if table and record.end_reason else record.end_remarks
    found = [_("since %(day)s") % {"day": record.ended_on}] if record.ended_on else []
    if record.reinstatement_asked_on is not None:
        found.append(_("reinstatement asked for"))
    return [*found, *([_(why)] if why else [])]


def _passing(record: Student) -> list[str]:
    if record.release_on is None:
        return []
    return [_("passes to another school on %(day)s") % {"day": record.release_on}]


def dependant_line(record: Dependant) -> str:
    """Return how a dependant stands."""
    principal = record.student or record.visitor
    beside = _("dependant of %(id)s, %(state)s") % {
        "id": getattr(principal, "sevis_id", ""),
        "state": words(getattr(principal, "state", "")),
    }
    return " · ".join([f"{record.visa_type} {record.sevis_id}: {words(record.state)}", beside])
