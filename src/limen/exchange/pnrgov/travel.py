"""Flights, other services and baggage, one segment at a time (IATA PADIS implementation guide, 10.1 to 18.1)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from limen.exchange.edifact import Segment
from limen.exchange.pnrgov.itinerary import Bags, BagTag, Flight, Leg, Service
from limen.exchange.pnrgov.notes import Notes
from limen.exchange.pnrgov.segments import CLOCK, UNITS, text_of, timed
from limen.exchange.pnrgov.values import clock_of

POOLS = frozenset(("HP", "MP"))
OPEN, SURFACE = frozenset(("OPEN", "OPN")), frozenset(("ARNK", "SURF"))


def flight(segment: Segment, notes: Notes) -> Flight:
    """Read the TVL before the bookings: the flight they are pushed for."""
    departure, arrival = _times(segment, notes)
    return Flight(
        carrier=segment.get(3),
        number=segment.get(4),
        suffix=segment.get(4, 2),
        board=segment.get(1),
        off=segment.get(2),
        departure=departure,
        arrival=arrival,
    )


def leg(segment: Segment, notes: Notes) -> Leg:
    """Read a TVL of the itinerary."""
    departure, arrival = _times(segment, notes)
    number = segment.get(4, 0)
    kind = "open" if number.upper() in OPEN else "surface" if number.upper() in SURFACE else "air"
    if kind == "air" and not (segment.get(1) and segment.get(2)):
        notes.add("tvl.places", "A flight of the itinerary lacks its board or off point.")
    return Leg(
        carrier=segment.get(3, 0),
        number=number,
        suffix=segment.get(4, 2),
        booking_class=segment.get(4, 1),
        board=segment.get(1),
        off=segment.get(2),
        departure=departure,
        arrival=arrival,
        operating_carrier=segment.get(3, 1),
        kind=kind,
        segment=segment.number,
    )


def _times(segment: Segment, notes: Notes) -> tuple[str, str]:
    """Return departure and arrival.

    An arrival without a date is of the day of departure, shifted by the days the segment says. Where it says none and
    the clock would run backwards, the next day is taken and the assumption said.
    """
    day, clock, off_day, off_clock = (segment.get(0, place) for place in range(4))
    departure = timed(day, clock, "departure", notes)
    if len(off_day) == CLOCK and not off_clock and clock_of(off_day):
        notes.add("tvl.arrival_time", "The time of arrival stands in the place of its date; it was read there.")
        off_day, off_clock = "", off_day
    if not off_clock or off_day:
        return departure, timed(off_day, off_clock, "arrival", notes)
    arrival = timed(day, off_clock, "arrival", notes)
    shift = segment.get(0, 4)
    if shift.lstrip("+-").isdecimal() and len(shift) <= 2:  # noqa: PLR2004  a sign and a digit
        return departure, _later(arrival, int(shift))
    if arrival < departure:
        notes.add(
            "tvl.arrival_day", "The arrival has no date and a time before the departure's: taken for the next day."
        )
        arrival = _later(arrival, 1)
    return departure, arrival


def _later(when: str, days: int) -> str:
    """Return a date and time some days on; what is no date and time is returned as it is."""
    if "T" not in when:
        return when
    day, _, clock = when.partition("T")
    return f"{(date.fromisoformat(day) + timedelta(days=days)).isoformat()}T{clock}"


def service(segment: Segment, code: str, notes: Notes) -> Service:
    """Read the TVL of something booked beside flights."""
    start = timed(segment.get(0, 0), segment.get(0, 1), "a service's start", notes)
    end = timed(segment.get(0, 2), segment.get(0, 3), "a service's end", notes)
    return Service(
        code=code,
        start=start,
        end=end,
        place=segment.get(1, 0),
        name=segment.get(1, 1),
        company=segment.get(3),
        reference=segment.get(4, 0),
        product=segment.get(4, 1),
        text=text_of(segment),
        segment=segment.number,
    )


def with_status(booked: Service, status: str) -> Service:
    """Return a service with the status of its booking."""
    return replace(booked, status=status)


def bags(segment: Segment, notes: Notes) -> Bags:
    """Read a TBD: pieces and weight, the pool, and every tag."""
    pool = next((place for place in (3, 2) if segment.get(place) in POOLS), 0)
    pieces, weight, unit = (segment.get(1, place) for place in range(3))
    if weight and not unit:
        notes.add("tbd.unit", "The weight of the baggage has no unit.")
    tags = [
        BagTag(segment.get(at, 0), segment.get(at, 1), _count(segment.get(at, 2), notes), segment.get(at, 3))
        for at in range(3 if pool == 2 else 4, len(segment.elements))  # noqa: PLR2004  the tags follow the pool
        if segment.get(at, 1)
    ]
    stated = int(pieces) if pieces.isascii() and pieces.isdigit() and len(pieces) < CLOCK else len(tags)
    if len(tags) == stated != sum(tag.count for tag in tags):
        notes.add("tbd.count", "The counts of the bag tags do not make up the pieces; each tag was kept as one.")
        tags = [replace(tag, count=1) for tag in tags]
    return Bags(
        pieces=pieces,
        weight=weight,
        unit=UNITS.get(unit, unit),
        pool=segment.get(pool) if pool else "",
        pool_reference=segment.get(pool, 1) if pool else "",
        tags=tuple(tags),
        segment=segment.number,
    )


def _count(text: str, notes: Notes) -> int:
    if not text:
        return 1
    if not (text.isascii() and text.isdigit() and len(text) <= 2 and int(text)):  # noqa: PLR2004  digits of a count
        notes.add("tbd.count", f"“{text}” is no count of bag tags; the tag was kept as one.")
        return 1
    return int(text)
