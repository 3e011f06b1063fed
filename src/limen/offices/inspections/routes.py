"""What an itinerary says: where it leads, whether it comes back, how long people stay and wait."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from itertools import pairwise
from typing import Any
from zoneinfo import ZoneInfo

import airportsdata

from limen.core.criteria.rules import Span

CONNECTION = timedelta(hours=24)
"""A longer time on the ground is a stay, not a wait for the next flight."""

WEST, EAST = 12, 14
"""Hours by which a local time may be behind or ahead of UTC, where the airport's zone is not known."""

Leg = Mapping[str, str]
HOUR = timedelta(hours=1)


@lru_cache(maxsize=1)
def _airports() -> Mapping[str, Any]:
    return airportsdata.load("IATA")


def zone_of(airport: str) -> ZoneInfo | None:
    """Return the time zone of an airport; None where it is not known."""
    row = _airports().get(airport)
    return ZoneInfo(row["tz"]) if row and row["tz"] else None


def route_facts(legs: Sequence[Leg]) -> dict[str, Any]:
    """Return what criteria may ask of a whole itinerary; nothing of one that names no airport.

    Args:
        legs: from, to, departs, arrives (local to each airport), carrier and kind (air, open, surface).
    """
    flown = _in_order([leg for leg in legs if leg.get("from") and leg.get("to")])
    if not flown:
        return {}
    starts, ends = flown[0]["from"], flown[-1]["to"]
    gaps = list(_gaps(flown))
    stay = max((gap for gap, _same in gaps), default=timedelta())
    waits = [gap for gap, same in gaps if same and timedelta() <= gap <= CONNECTION]
    returns = _same_country(starts, ends)
    return {
        "airports": frozenset(place for leg in flown for place in (leg["from"], leg["to"])),
        "starts": starts,
        "ends": ends,
        "carriers": frozenset(leg["carrier"] for leg in flown if leg.get("carrier")) or None,
        "one_way": not returns,
        "flights": sum(leg.get("kind", "air") == "air" for leg in flown),
        "open_segment": any(leg.get("kind", "air") != "air" for leg in legs),
        "wait_hours": int(max(waits) / HOUR) if waits else None,
        "nights": stay.days if returns and stay > timedelta() else None,
    }


def _in_order(legs: list[Leg]) -> list[Leg]:
    return sorted(legs, key=lambda leg: leg["departs"]) if all(leg.get("departs") for leg in legs) else legs


def _gaps(legs: Sequence[Leg]) -> Iterable[tuple[timedelta, bool]]:
    """Yield the time between each flight and the next, and whether both are at one airport (then it is exact)."""
    for before, after in pairwise(legs):
        landed, left = local(before.get("arrives", "")), local(after.get("departs", ""))
        if landed is not None and left is not None:
            yield left - landed, before["to"] == after["from"]


def _same_country(one: str, other: str) -> bool:
    known = _airports()
    if one in known and other in known:
        return bool(known[one]["country"] == known[other]["country"])
    return one == other


def local(text: str) -> datetime | None:
    """Return a local moment as carriers write it; None where the hour is missing or it cannot be read."""
    try:
        return datetime.fromisoformat(text) if "T" in text else None
    except ValueError:
        return None


def departure_of(legs: Sequence[Leg], origin: str, day: str) -> tuple[str, str]:
    """Return the airport and the local moment of the leg that leaves an airport on a day; empty where there is none."""
    for leg in legs:
        if leg.get("from") == origin and leg.get("departs", "").startswith(day):
            return origin, leg["departs"]
    return "", ""


def hours_before(moment: str, airport: str, departs: str) -> int | Span | None:
    """Return the whole hours from a moment in UTC to a departure in local time.

    Args:
        moment: as carriers send it, in UTC; a day alone means any moment of it.
        airport: where the departure is.
        departs: the local time.

    Returns:
        A number; a span where the moment is a day alone or the airport's zone is not known; None where either cannot
        be read, or the moment is after the departure.
    """
    begun, left = _moments(moment), local(departs)
    if begun is None or left is None:
        return None
    zone = zone_of(airport)
    earliest, latest = (
        (left.replace(tzinfo=zone).astimezone(UTC),) * 2
        if zone is not None
        else (left.replace(tzinfo=UTC) - EAST * HOUR, left.replace(tzinfo=UTC) + WEST * HOUR)
    )
    least, most = int((earliest - begun[1]) / HOUR), int((latest - begun[0]) / HOUR)
    if latest < begun[0]:
        return None
    return most if least == most else Span(max(0, least), most)


def _moments(text: str) -> tuple[datetime, datetime] | None:
    """Return the first and the last moment, in UTC, that a text may mean."""
    whole = local(text)
    if whole is not None:
        moment = whole.replace(tzinfo=UTC)
        return moment, moment
    try:
        day = datetime.fromisoformat(text).replace(tzinfo=UTC)
    except ValueError:
        return None
    return day, day + timedelta(days=1) - HOUR
