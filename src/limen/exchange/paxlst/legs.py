"""From flight segments to legs: airports in a row, each with the times that belong to it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from limen.exchange.edifact import Elements
from limen.exchange.paxlst import codes, dates
from limen.exchange.paxlst.model import Leg
from limen.exchange.paxlst.steps import airport, part

DESIGNATOR = re.compile(r"([A-Z]{2}|[A-Z]\d|\d[A-Z])[A-Z]?\s?\d{1,4}[A-Z]?(?:MCL)?$")


ENDS = {("125", "87"), ("5", "8")}
"""Qualifiers of a departure and an arrival: two stops, though both name one airport."""


@dataclass(slots=True)
class Stop:
    """An airport on the way."""

    qualifier: str
    place: str
    arrives: str = ""
    departs: str = ""


@dataclass(slots=True)
class Flight:
    """One TDT and its stops.

    Args:
        number: carrier and number.
        carrier: designator.
        stage: transport stage qualifier.
        stops: airports, in order.
    """

    number: str = ""
    carrier: str = ""
    stage: str = ""
    stops: list[Stop] = field(default_factory=list)

    def call(self, elements: Elements) -> None:
        """Take a LOC."""
        qualifier = part(elements, 0).lstrip("0")
        if qualifier in codes.NO_STOPS:
            return
        place = airport(part(elements, 1).upper())
        last = self.stops[-1] if self.stops else None
        if last is not None and last.place == place and (last.qualifier, qualifier) not in ENDS:
            last.qualifier = qualifier if qualifier in codes.BORDER else last.qualifier
        else:
            self.stops.append(Stop(qualifier, place))

    def time(self, elements: Elements) -> tuple[str, str]:
        """Take a DTM and return the time it states, and what is wrong with it, if anything."""
        qualifier, text = part(elements, 0), part(elements, 0, 1)
        if not text:
            text = part(elements, 1) + part(elements, 2)
        departs, arrives = qualifier in codes.DEPARTURES, qualifier in codes.ARRIVALS
        if not (departs or arrives):
            return "", ""
        found = dates.moment(text)
        if not found:
            return "", f"{text or 'Nothing'} is no scheduled time."
        if not self.stops:
            self.stops.append(Stop("", ""))
        if departs:
            self.stops[-1].departs = found
        else:
            self.stops[-1].arrives = found
        return found, ""

    def legs(self) -> list[Leg]:
        """Return a leg between each stop and the next."""
        base = Leg(self.number, self.carrier, self.stage)
        if not self.stops:
            return [base] if self.number else []
        if len(self.stops) == 1:
            (only,) = self.stops
            if only.arrives and not only.departs:
                return [replace(base, arrival=only.place, arrives=only.arrives)]
            return [replace(base, departure=only.place, departs=only.departs)]
        return [
            replace(
                base,
                departure=one.place,
                departs=one.departs,
                arrival=two.place,
                arrives=two.arrives,
                crosses=one.qualifier in codes.BORDER and two.qualifier in codes.BORDER,
            )
            for one, two in zip(self.stops, self.stops[1:], strict=False)
            if one.departs or not one.arrives or not two.departs or two.arrives
        ]


def flight(elements: Elements) -> Flight:
    """Return the flight a TDT names."""
    number = part(elements, 1).upper()
    carrier = part(elements, 4) or (part(elements, 3) if not part(elements, 3).isdigit() else "")
    match = DESIGNATOR.match(number)
    if not carrier and match is not None:
        carrier = match.group(1)
    return Flight(number, carrier.upper(), part(elements, 0))
