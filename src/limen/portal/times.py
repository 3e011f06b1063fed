"""Moments and days in words, with whose time it is: a reader far away must not guess."""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.utils.formats import date_format
from django.utils.translation import gettext as _

UTC = ZoneInfo("UTC")


def day_said(day: date | None) -> str:
    """Return a day in words, in the reader's language; nothing for none."""
    return date_format(day, "DATE_FORMAT") if day is not None else ""


def zone_said(zone: ZoneInfo) -> str:
    """Return whose time a zone's is, by the place that names it: “New York time”."""
    place = zone.key.rpartition("/")[2].replace("_", " ")
    return place if place == "UTC" else _("%(place)s time") % {"place": place}


def moment_said(moment: datetime, zone: ZoneInfo) -> str:
    """Return a moment in words with its zone: “Nov. 25, 2026, 9 a.m. (New York time)”."""
    there = moment.astimezone(zone)
    day, time = date_format(there, "DATE_FORMAT"), date_format(there, "TIME_FORMAT")
    return _("%(day)s, %(time)s (%(zone)s)") % {"day": day, "time": time, "zone": zone_said(zone)}
