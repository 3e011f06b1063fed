"""The itinerary of a booking while it is read: legs, check-ins, seats and bags (segment groups 5 to 7 and 9)."""

from __future__ import annotations

from enum import Enum, auto

from limen.exchange.edifact import Segment
from limen.exchange.pnrgov import travel as say
from limen.exchange.pnrgov.drafts import BoardingDraft, CheckInDraft, LegDraft, PnrDraft
from limen.exchange.pnrgov.itinerary import Flight, Leg
from limen.exchange.pnrgov.notes import Notes
from limen.exchange.pnrgov.values import person_key


class Place(Enum):
    """Where in a booking the reading stands."""

    BOOKING = auto()
    PASSENGER = auto()
    TICKET = auto()
    LEG = auto()
    CHECK_IN = auto()
    SPLIT = auto()
    SERVICE = auto()
    HISTORY = auto()
    LINES = auto()


class Itinerary:
    """Where the reading of a booking stands, and what it does with the segments of its itinerary.

    Every handler takes a segment and returns whether it belongs there; one that does not is kept as text.

    Args:
        notes: where faults go.
    """

    def __init__(self, notes: Notes) -> None:
        self.notes = notes
        self.pnr = PnrDraft(Flight(), 0)
        self.place = Place.BOOKING
        self.service = ""
        self.travellers: set[object] = set()
        self.boarding: BoardingDraft | None = None

    @property
    def on_leg(self) -> bool:
        """Return whether the reading stands on a leg or at a check-in for it."""
        return self.place in (Place.LEG, Place.CHECK_IN)

    @property
    def on_passenger(self) -> bool:
        """Return whether the reading stands at a passenger or at one of their tickets."""
        return self.place in (Place.PASSENGER, Place.TICKET)

    def travels(self, segment: Segment) -> bool:
        """Read a TVL: a leg, the flight that operates the leg before, or another service."""
        pnr = self.pnr
        if self.place is Place.SERVICE:
            pnr.services.append(say.service(segment, self.service, self.notes))
            return True
        empty = not any(segment.get(at) for at in range(4))
        if empty and pnr.legs and self.on_leg:
            pnr.legs[-1].operating_number = segment.get(4)
            pnr.legs[-1].operating_class = segment.get(4, 1)
            pnr.legs[-1].operating_carrier = pnr.legs[-1].operating_carrier or pnr.legs[-1].said.carrier
            return True
        said = say.leg(segment, self.notes)
        pnr.legs.append(LegDraft(said, said.operating_carrier))
        self.place, self.boarding = Place.LEG, None
        return True

    def booked(self, segment: Segment) -> bool:
        """Read an RPI, APD or TRA: how the leg is booked, on what aircraft, and who flies it."""
        services = self.pnr.services
        if self.place is Place.SERVICE and services and segment.tag == "RPI":
            services[-1] = say.with_status(services[-1], segment.get(1))
            return True
        if not self.on_leg and not self._begins_unknown_leg(segment):
            return False
        leg = self.pnr.legs[-1]
        if segment.tag == "RPI":
            leg.seats_held, leg.status = segment.get(0), segment.get(1)
        elif segment.tag == "APD":
            leg.aircraft = segment.get(0)
        else:
            leg.operating_carrier, leg.operating_number = segment.get(0), segment.get(1)
            leg.operating_class = segment.get(1, 1)
        return True

    def _begins_unknown_leg(self, segment: Segment) -> bool:
        """Begin a leg of which nothing is known, where a segment can only belong to one: its TVL is lost."""
        if self.place is not Place.BOOKING and not self.on_passenger:
            return False
        self.notes.add("tvl.missing", f"{segment.tag} belongs to a flight, but no flight (TVL) stands before it.")
        self.pnr.legs.append(LegDraft(Leg(segment=segment.number)))
        self.place, self.boarding = Place.LEG, None
        return True

    def board(self, segment: Segment) -> bool:
        """Read a TRI, or begin the check-in of a traveller whom none announces."""
        if not self.on_leg and not self._begins_unknown_leg(segment):
            return False
        leg = self.pnr.legs[-1]
        if not leg.check_ins:
            leg.check_ins.append(CheckInDraft())
        self.boarding = BoardingDraft(segment=segment.number)
        if segment.tag == "TRI":
            self.boarding.sequence, self.boarding.reference = segment.get(1, 0), segment.get(1, 3)
        leg.check_ins[-1].boardings.append(self.boarding)
        self.place = Place.CHECK_IN
        return True

    def seated(self, segment: Segment) -> bool:
        """Read an SSD."""
        boarding = self._boarding_at(segment)
        if boarding is None:
            return False
        boarding.seat, boarding.cabin = segment.get(0), segment.get(4)
        return True

    def baggage(self, segment: Segment) -> bool:
        """Read a TBD."""
        boarding = self._boarding_at(segment)
        if boarding is None:
            return False
        boarding.bags.append(say.bags(segment, self.notes))
        return True

    def _boarding_at(self, segment: Segment) -> BoardingDraft | None:
        if self.on_leg and self.boarding is None:
            self.board(segment)
        return self.boarding if self.on_leg else None

    def boards(self, segment: Segment) -> bool:
        """Read the TIF of a traveller at check-in; one neither announced (TRI) nor known is a misplaced passenger."""
        surname, written = segment.get(0), segment.get(1)
        announced = self.boarding is not None and not self.boarding.surname
        if not announced:
            if person_key(surname, written) not in self.travellers:
                return False
            self.board(segment)
        if self.boarding is not None:
            self.boarding.surname, self.boarding.written = surname, written
            self.boarding.reference = segment.get(1, 2) or self.boarding.reference
        return True
