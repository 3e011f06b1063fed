"""From segments to bookings: what a segment belongs to follows from where it stands (IATA PNRGOV, segment groups 1-12).

The order of the groups is taken as a hint, never as a condition: a segment that stands where no group has it is kept
as text with a fault, and one that can only begin a new booking begins it, even where its start (SRC) is lost.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

from limen.exchange.edifact import Segment
from limen.exchange.pnrgov import segments as say
from limen.exchange.pnrgov.drafts import CheckInDraft, EventDraft, PassengerDraft, PnrDraft, TicketDraft
from limen.exchange.pnrgov.itinerary import Agent, Flight
from limen.exchange.pnrgov.legs import Itinerary, Place
from limen.exchange.pnrgov.message import ACTIONS, Split, Unread
from limen.exchange.pnrgov.notes import Notes
from limen.exchange.pnrgov.values import mask_cards, person_key

GROUP = "G"
FREE_TEXT_DATE = "3"
"""The date code under which check-in transactions stand as free text."""
SPONSOR = "43"


class Grouping(Itinerary):
    """The bookings of a transmission, segment by segment.

    Args:
        notes: where faults go.
        keep_cards: whether the full number of a card is kept.
    """

    def __init__(self, notes: Notes, *, keep_cards: bool) -> None:
        super().__init__(notes)
        self.keep_cards = keep_cards
        self.flight = Flight()
        self.drafts: list[PnrDraft] = []
        self.open = False
        self._author: Agent | None = None
        self._authored = ""

    def begin(self, segment: Segment) -> None:
        """Open a booking."""
        self.pnr, self.open = PnrDraft(self.flight, segment.number), True
        self.drafts.append(self.pnr)
        self.place = Place.BOOKING
        self.travellers = set()
        self.boarding = None
        self._author, self._authored = None, ""

    def end(self) -> None:
        """Close the booking, at the end of a message."""
        self.open = False

    def take(self, segment: Segment) -> bool:
        """Read a segment into the booking it belongs to; false when none is open and it opens none."""
        tag = segment.tag
        if tag == "SRC":
            self.begin(segment)
            return True
        if not self.open or self._begins_unannounced(segment):
            if tag not in ("RCI", "TIF"):
                return False
            self.notes.add("pnr.start_missing", "A booking begins without its start (SRC).")
            self.begin(segment)
        if self.place is Place.HISTORY and tag not in ("ABI", "LTS", "SAC", "DAT"):
            self._past(segment)
            return True
        handler = self._HANDLERS.get(tag)
        if handler is None or not handler(self, segment):
            self.keep(segment)
        return True

    def keep(self, segment: Segment) -> None:
        """Keep a segment as text where nothing better can be done, and say so."""
        self.notes.add("segment.unplaced", f"{segment.tag} does not belong where it stands; it was kept as text.")
        self.pnr.unread.append(Unread(say.text_of(segment), segment.number))

    def _begins_unannounced(self, segment: Segment) -> bool:
        """Tell whether a record locator can only be that of another booking, whose start is lost."""
        pnr = self.pnr
        if segment.tag != "RCI":
            return False
        if self.place in (Place.HISTORY, Place.LINES):
            return True
        if not self.on_leg or not pnr.legs[-1].locators:
            return False
        known = {locator.number for locator in pnr.locators} | {locator.number for locator in pnr.legs[-1].locators}
        return not any(segment.get(at, 1) in known for at in range(len(segment.elements)))

    # The booking, its passengers and their tickets: groups 1 to 4.

    def _locators(self, segment: Segment) -> bool:
        pnr, read = self.pnr, say.locators(segment, self.notes)
        if self.on_leg:
            pnr.legs[-1].locators.extend(read)
        elif self.place is Place.SPLIT:
            last = pnr.splits[-1]
            pnr.splits[-1] = Split(last.count, last.locators + read, last.segment)
        else:
            pnr.locators.extend(read)
        return True

    def _request(self, segment: Segment) -> bool:
        pnr, read = self.pnr, say.request(segment)
        if not read.code:
            self.notes.add("ssr.code", "A special service request has no code.")
        if self.on_leg:
            pnr.legs[-1].requests.append(read)
        elif self.on_passenger:
            pnr.passengers[-1].requests.append(read)
        else:
            pnr.requests.append(read)
        return True

    def _dates(self, segment: Segment) -> bool:
        pnr = self.pnr
        if self.place is Place.HISTORY:
            self._authored = next(iter(self._read_dates(segment).values()), "") or self._authored
            return True
        if self.on_leg:
            times = self._read_dates(segment)
            pnr.legs[-1].check_ins.append(CheckInDraft(times, times.pop(FREE_TEXT_DATE, "")))
            self.place, self.boarding = Place.CHECK_IN, None
        elif self.place is Place.TICKET:
            ticket = pnr.passengers[-1].tickets[-1]
            dates = self._read_dates(segment)
            ticket.issued = dates.pop("710", "") or ticket.issued
            pnr.passengers[-1].dates.update(dates)
        elif self.place is Place.PASSENGER:
            pnr.passengers[-1].dates.update(self._read_dates(segment))
        else:
            pnr.dates.update(self._read_dates(segment))
        return True

    def _read_dates(self, segment: Segment) -> dict[str, str]:
        read: dict[str, str] = {}
        for at in range(len(segment.elements)):
            code = segment.get(at, 0)
            if code == FREE_TEXT_DATE:
                read[code] = mask_cards(" ".join(segment.elements[at][1:]).strip())
            elif code or segment.get(at, 1):
                read[code] = say.timed(segment.get(at, 1), segment.get(at, 2), "a date segment", self.notes)
        return read

    def _remark(self, segment: Segment) -> bool:
        pnr, read = self.pnr, say.remark(segment)
        if self.on_leg:
            pnr.legs[-1].remarks.append(read)
        elif self.place is Place.TICKET and read.code == SPONSOR and pnr.passengers[-1].tickets[-1].payments:
            self._payer(tuple(mask_cards(":".join(element)) for element in segment.elements[1:]))
        elif self.on_passenger:
            pnr.passengers[-1].remarks.append(read)
        else:
            pnr.remarks.append(read)
        return True

    def _payer(self, lines: tuple[str, ...]) -> None:
        payments = self.pnr.passengers[-1].tickets[-1].payments
        payments[-1] = say.paid_by(payments[-1], lines)

    def _agent(self, segment: Segment) -> bool:
        pnr, read = self.pnr, say.agent(segment)
        if self.on_leg:
            leg = pnr.legs[-1]
            if not leg.check_ins or leg.check_ins[-1].agent is not None:
                leg.check_ins.append(CheckInDraft())
            leg.check_ins[-1].agent = read
            self.place, self.boarding = Place.CHECK_IN, None
            return True
        if self.place is not Place.BOOKING or pnr.agent is not None:
            return False
        pnr.agent = read
        return True

    def _address(self, segment: Segment) -> bool:
        pnr, read = self.pnr, say.address(segment)
        if self.on_passenger:
            pnr.passengers[-1].addresses.append(read)
        else:
            pnr.addresses.append(read)
        return True

    def _excess(self, segment: Segment) -> bool:
        pnr, read = self.pnr, say.excess(segment)
        if self.on_passenger:
            pnr.passengers[-1].excess.append(read)
        else:
            pnr.excess.append(read)
        return True

    def _person(self, segment: Segment) -> bool:
        if self.on_leg and self.boards(segment):
            return True
        pnr = self.pnr
        if self.place not in (Place.BOOKING, Place.PASSENGER, Place.TICKET):
            self.notes.add(
                "passenger.late", "A passenger stands behind the itinerary; they were read as one all the same."
            )
        group = segment.get(0, 1) == GROUP or segment.get(1, 1) == GROUP
        for at in range(1, max(len(segment.elements), 2)):
            draft = PassengerDraft(
                surname=segment.get(0),
                written=segment.get(at, 0),
                code=segment.get(at, 1),
                reference=segment.get(at, 2),
                with_infant=bool(segment.get(at, 3)),
                segment=segment.number,
                group=group,
            )
            if not draft.surname and not draft.written:
                self.notes.add("passenger.nameless", "A passenger has no name.")
            if draft.reference in self.travellers:
                self.notes.add("traveller.twice", f"Two passengers have the reference {draft.reference}.")
            self.travellers.update(filter(None, (draft.reference, person_key(draft.surname, draft.written))))
            pnr.passengers.append(draft)
        self.place = Place.PASSENGER
        return True

    def _flown(self, segment: Segment) -> bool:
        if not self.on_passenger:
            return False
        self.pnr.passengers[-1].frequent_flyer.extend(say.frequent_flyer(segment))
        return True

    def _reference(self, segment: Segment) -> bool:
        if not self.on_passenger:
            return False
        numbers = [segment.get(at, 1) or segment.get(at, 0) for at in range(len(segment.elements))]
        self.pnr.passengers[-1].system_reference = " ".join(filter(None, numbers))
        return True

    def _fare(self, segment: Segment) -> bool:
        if not self.on_passenger:
            return False
        self.pnr.passengers[-1].fares.append(say.fare(segment))
        return True

    def _ticket(self, segment: Segment) -> bool:
        if not self.on_passenger:
            return False
        number = segment.get(0)
        draft = TicketDraft(number, segment.get(0, 1), segment.get(0, 2), not number, segment.number)
        self.pnr.passengers[-1].tickets.append(draft)
        self.place = Place.TICKET
        return True

    def _priced(self, segment: Segment) -> bool:
        if self.place is Place.PASSENGER:
            self.notes.add("ticket.missing", f"{segment.tag} has no ticket (TKT) before it.")
            self.pnr.passengers[-1].tickets.append(TicketDraft("", "", "", ticketless=False, segment=segment.number))
            self.place = Place.TICKET
        if self.place is not Place.TICKET:
            return False
        ticket = self.pnr.passengers[-1].tickets[-1]
        if segment.tag == "MON":
            ticket.amounts.extend(say.amounts(segment))
        elif segment.tag == "TXD":
            ticket.taxes.extend(say.taxes(segment))
        elif segment.tag == "PTK":
            ticket.pricing.append(say.pricing(segment, self.notes))
        else:
            ticket.payments.extend(say.payments(segment, keep_cards=self.keep_cards))
        return True

    # The itinerary: groups 5 to 7.

    # What follows: divisions, other services, history. Groups 8 to 12.

    def _divided(self, segment: Segment) -> bool:
        self.pnr.splits.append(Split(segment.get(0), (), segment.number))
        self.place = Place.SPLIT
        return True

    def _other_service(self, segment: Segment) -> bool:
        self.service = segment.get(0)
        self.place = Place.SERVICE
        return True

    def _authors(self, segment: Segment) -> bool:
        self._author, self._authored = say.author(segment), ""
        self.place = Place.HISTORY
        return True

    def _acted(self, segment: Segment) -> bool:
        code = segment.get(2) or segment.get(0)
        event = EventDraft(ACTIONS.get(code, code), self._author, self._authored, segment.number)
        self.pnr.history.append(event)
        self.place = Place.HISTORY
        return True

    def _past(self, segment: Segment) -> None:
        history = self.pnr.history
        if not history:
            history.append(EventDraft("", self._author, self._authored, segment.number))
        history[-1].items.append(say.text_of(segment))

    def _line(self, segment: Segment) -> bool:
        text = mask_cards("+".join(":".join(element) for element in segment.elements))
        self.pnr.history_lines.append((segment.number, text))
        self.place = Place.LINES
        return True

    _HANDLERS: ClassVar[dict[str, Callable[[Grouping, Segment], bool]]] = {
        "RCI": _locators, "SSR": _request, "DAT": _dates, "IFT": _remark, "ORG": _agent, "ADD": _address,
        "EBD": _excess, "TIF": _person, "FTI": _flown, "REF": _reference, "FAR": _fare, "TKT": _ticket,
        "MON": _priced, "PTK": _priced, "TXD": _priced, "FOP": _priced, "EQN": _divided, "MSG": _other_service,
        "ABI": _authors, "SAC": _acted, "LTS": _line, "TVL": Itinerary.travels, "RPI": Itinerary.booked,
        "APD": Itinerary.booked, "TRA": Itinerary.booked, "TRI": Itinerary.board, "SSD": Itinerary.seated,
        "TBD": Itinerary.baggage,
    }  # fmt: skip
