"""What time does to schools and sponsors: windows open, last notices are served, certificates run out."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Any

from limen.core.lawbook import lawbook
from limen.kernel import Act
from limen.kernel.clocks import add_months
from limen.offices.sevis.acts import (
    EndSuspension,
    LapseSchool,
    LapseSponsor,
    OpenRecertification,
    OpenRedesignation,
    ServeLapseNotice,
)
from limen.offices.sevis.models import School, Sponsor

LIVE = ("certified", "intent_served")
LAPSED = "3ii"
"""The ground of a certificate that ran out."""


def due(now: datetime) -> Iterator[tuple[Act, Any]]:
    """Yield each act that is due, with the record it is done to; the day is the school's or sponsor's own."""
    yield from _schools(now)
    yield from _sponsors(now)


def _schools(now: datetime) -> Iterator[tuple[Act, Any]]:
    window, notice = _number("sevis.recertify_window_days", now), _number("sevis.recertify_notice_days", now)
    soon = now.date() + timedelta(days=window + 1)
    rows = School.objects.select_related("place").filter(state__in=(*LIVE, "closing"), certified_until__lte=soon)
    for school in rows.filter(recertification_filed_on=None):
        until = school.certified_until
        day = now.astimezone(school.place.zone).date()
        if until is None:
            continue
        if day > until:
            yield LapseSchool(ground=LAPSED), school
        elif school.state in LIVE and day >= until - timedelta(days=notice) and school.lapse_notice_on is None:
            yield ServeLapseNotice(), school
        elif school.state in LIVE and day >= until - timedelta(days=window) and school.window_opened_on is None:
            yield OpenRecertification(), school


def _sponsors(now: datetime) -> Iterator[tuple[Act, Any]]:
    months = _number("sevis.redesignate_earliest_months", now)
    for sponsor in Sponsor.objects.select_related("place").filter(state__in=("designated", "suspended")):
        day = now.astimezone(sponsor.place.zone).date()
        until = sponsor.designated_until if sponsor.redesignation_filed_on is None else None
        if until is not None and day > until:
            yield LapseSponsor(), sponsor
        elif sponsor.suspended_until is not None and day > sponsor.suspended_until:
            yield EndSuspension(), sponsor
        elif until is not None and sponsor.window_opened_on is None and _opens(until, months) <= day:
            yield OpenRedesignation(), sponsor


def _opens(until: date, months: int) -> date:
    return add_months(until, -months)


def _number(key: str, now: datetime) -> int:
    return int(lawbook().value(key, now.date()).value)
