"""How a person stands as an exchange visitor, in one line, for whoever meets them at the border or anywhere else."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.utils.translation import gettext as _

from limen.core.access.gate import Viewer
from limen.core.lawbook import lawbook
from limen.core.pages import meaning, words
from limen.offices.sevis.models import Visitor
from limen.offices.sevis.queries.standing import by_name
from limen.offices.sevis.queries.visitors import visitor_alike, visitors_of_person

GOING = ("initial", "active")


def visitor_status(person_id: Any, *, viewer: Viewer) -> str:
    """Return how a person stands as an exchange visitor, in one line; empty when they are none; it is logged.

    Where no record is the person's, the one that agrees in name, birth and nationality is told as such.
    """
    records = visitors_of_person(person_id, viewer=viewer)
    found = next((row for row in records if row.state in GOING), records[0] if records else None)
    if found is not None:
        return visitor_line(found, viewer.day)
    alike = visitor_alike(person_id, viewer=viewer)
    return by_name(visitor_line(alike, viewer.day)) if alike is not None else ""


def visitor_line(record: Visitor, day: date) -> str:
    """Return how a record stands on a day: number, category, state, sponsor, and what an officer asks next."""
    category = meaning("visitor_categories", record.category, day)
    head = f"J-1 {record.sevis_id or _('draft')}: {words(record.state)}"
    more = {"initial": _initial, "active": _active, "inactive": _inactive}.get(record.state, _ended)
    return " · ".join([head, _(category), record.sponsor.name, *more(record, day), *_home(record)])


def _initial(record: Visitor, day: date) -> list[str]:
    early = int(lawbook().value("sevis.early_entry_days", day).value)
    first = record.starts - timedelta(days=early)
    found = [_("programme from %(day)s, entry from %(first)s") % {"day": record.starts, "first": first}]
    return [*found, _("FEE I-901 NOT PAID")] if record.fee_paid_on is None else found


def _active(record: Visitor, day: date) -> list[str]:
    found = [_("programme to %(day)s") % {"day": record.ends}]
    signed = record.travel_until is not None and record.travel_until >= day
    found.append(
        _("signed for travel to %(day)s") % {"day": record.travel_until}
        if signed
        else _("no signature for travel in force")
    )
    if record.transfer_on is not None:
        found.append(_("passes to another sponsor on %(day)s") % {"day": record.transfer_on})
    return found


def _inactive(record: Visitor, day: date) -> list[str]:
    found = [_("ended %(day)s") % {"day": record.ended_on}]
    if record.grace_until is not None:
        over = record.grace_until < day
        text = _("time to depart was over on %(day)s") if over else _("to depart by %(day)s")
        found.append(text % {"day": record.grace_until})
    return found


def _ended(record: Visitor, day: date) -> list[str]:
    why = meaning("visitor_terminations", record.end_reason, day) if record.end_reason else record.end_remarks
    found = [_("since %(day)s") % {"day": record.ended_on}] if record.ended_on else []
    return [*found, *([_(why)] if why else [])]


def _home(record: Visitor) -> list[str]:
    return [_("two years at home owed")] if record.residence_rule == "subject" else []
