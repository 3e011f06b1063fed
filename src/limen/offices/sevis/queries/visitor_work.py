"""What a sponsor's officers have before them, by the lawful day: who is not validated, whose programme ends."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, timedelta

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from limen.core.access.gate import Viewer
from limen.core.clocks.models import RunningClock
from limen.core.lawbook import lawbook
from limen.offices.sevis.acts.visitors.status import window_of
from limen.offices.sevis.models import Visitor
from limen.offices.sevis.queries.due import Due, soonest
from limen.offices.sevis.queries.visitors import VIEW, reachable
from limen.offices.sevis.reach import OVERSEE

WORKED = ("initial", "active", "inactive")
"""The states in which something may be to be done: what lapsed is corrected after the programme has ended too."""
NOTED = {
    "sevis.visitor_address": "address",
    "sevis.visitor_site": "site",
    "sevis.infraction_minor": "infraction",
    "sevis.visitor_told": "told",
}
"""Clocks that a note of the sponsor, or the visitor's own telling, started, by the kind of work they are."""
DONE_BY = {"sevis.visitor_told": "sevis.take_visitor_told"}
"""The act that such work is done by, where it is one."""


def visitor_work(*, viewer: Viewer, kind: str = "", within: int = 0) -> list[Due]:
    """Return what is to be done for the viewer's visitors, the earliest first.

    What is shown of it names people; ``due_looked_at`` logs that the viewer looked.

    Args:
        viewer: who looks.
        kind: only work of a kind; all when empty.
        within: only what is due within so many days; all when nothing.
    """
    rows = reachable(viewer).filter(state__in=WORKED)
    own = rows if viewer.may(OVERSEE) else rows.filter(sponsor__place=viewer.place.pk)
    found = [item for key, read in READS.items() if kind in ("", key) for item in read(own, viewer.day)]
    if kind in ("", "transfer") and own is not rows:
        found += _released(rows.exclude(sponsor__place=viewer.place.pk), viewer.day)
    return soonest(found, viewer.day, within)


def work_on(record: Visitor, *, viewer: Viewer) -> list[Due]:
    """Return what is to be done for one visitor; ``visitor`` logged that the viewer looked at the record."""
    viewer.require(VIEW)
    rows = Visitor.objects.select_related("person", "sponsor__place").filter(pk=record.pk, state__in=WORKED)
    found = [item for read in READS.values() for item in read(rows, viewer.day)]
    return soonest(found, viewer.day)


def _days(key: str, day: date) -> tuple[timedelta, str]:
    value = lawbook().value(key, day)
    return timedelta(days=int(value.value)), value.citation


def _validation(rows: QuerySet[Visitor], day: date) -> Iterator[Due]:
    law = lawbook()
    for row in rows.filter(state="initial"):
        first, last = window_of(row, law, day)
        if first.day <= day:
            text = _("Validate the visitor, or report a no-show") if row.starts <= day else _("May be validated")
            yield Due(last.day, "validation", row, text, last.citation, "sevis.validate_visitor")


def _ending(rows: QuerySet[Visitor], day: date) -> Iterator[Due]:
    law = lawbook()
    warned = max(int(days) for days in law.value("sevis.programme_warn_days", day).value)
    cited = law.require_authority("sevis.extend_visitor", day).citation
    for row in rows.filter(state="active", ends__lte=day + timedelta(days=warned)):
        yield Due(row.ends, "ending", row, _("Extend it, or prepare the end"), cited)


def _fee(rows: QuerySet[Visitor], day: date) -> Iterator[Due]:
    ahead, _cited = _days("sevis.fee_warn_days", day)
    cited = lawbook().require_authority("sevis.fee", day).citation
    for row in rows.filter(fee_paid_on=None, state="initial", starts__lte=day + ahead):
        yield Due(row.starts, "fee", row, _("No fee (Form I-901) is on record"), cited, "sevis.record_visitor_fee")


def _stale(rows: QuerySet[Visitor], day: date) -> Iterator[Due]:
    kept, cited = _days("sevis.address_stale_days", day)
    unknown = Q(address_on=None) | Q(address_on__lte=day - kept)
    for row in rows.filter(unknown, state="active"):
        due = (row.address_on or row.validated_on or row.starts) + kept
        yield Due(due, "stale", row, _("Nobody has confirmed the address"), cited, "sevis.update_biographical")


def _transfer(rows: QuerySet[Visitor], _day: date) -> Iterator[Due]:
    cited = lawbook().require_authority("sevis.transfer_visitor", _day).citation
    for row in rows.exclude(transfer_on=None):
        yield Due(row.transfer_on or row.ends, "transfer", row, _("Passes to another sponsor"), cited)


def _released(rows: QuerySet[Visitor], day: date) -> Iterator[Due]:
    """Yield whom another sponsor released to this one: taken up before the programme ends, or it has lapsed."""
    cited = lawbook().require_authority("sevis.transfer_visitor", day).citation
    for row in rows:
        text = _("Take the visitor up, and issue the form")
        yield Due(row.ends, "transfer", row, text, cited, "sevis.accept_visitor_transfer")


def _noted(rows: QuerySet[Visitor], _day: date) -> Iterator[Due]:
    found = {row.pk: row for row in rows}
    clocks = RunningClock.objects.filter(key__in=NOTED, subject__in=list(found), closed_at=None)
    for clock in clocks.select_related("place"):
        due = clock.due_at.astimezone(clock.zone).date()
        act = DONE_BY.get(clock.key, "")
        yield Due(due, NOTED[clock.key], found[clock.subject], clock.title, clock.citation, act)


READS: dict[str, Callable[[QuerySet[Visitor], date], Iterator[Due]]] = {
    "validation": _validation,
    "ending": _ending,
    "fee": _fee,
    "stale": _stale,
    "transfer": _transfer,
    "noted": _noted,
}
"""What is asked for each kind of work."""


def kinds() -> tuple[str, ...]:
    """Return the kinds of work."""
    return tuple(READS)
