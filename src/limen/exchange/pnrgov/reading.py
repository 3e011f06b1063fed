"""Reading a transmission. Any input is read as far as it goes; what is wrong is said, never thrown."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

from limen.exchange.edifact import Fault, Interchange, Segment, read_interchange
from limen.exchange.edifact.text import decode
from limen.exchange.pnrgov import segments as say
from limen.exchange.pnrgov.grouping import Grouping
from limen.exchange.pnrgov.mending import mended, straightened
from limen.exchange.pnrgov.message import FUNCTIONS, PnrMessage, Unread
from limen.exchange.pnrgov.notes import Notes
from limen.exchange.pnrgov.settling import Settling
from limen.exchange.pnrgov.travel import flight
from limen.exchange.pnrgov.values import mask_cards, moment

SERVICE = frozenset(("UNA", "UNB", "UNE", "UNG", "UNH", "UNT", "UNZ"))
OTHERS = frozenset(("PAXLST", "CUSRES", "APERAK", "CONTRL"))
"""Messages that travel beside bookings in one file; any other name is taken for this one's, misspelled."""
HEADED = re.compile(r"UN[ABGH]")
BOOKED = re.compile(r"(?<![A-Z])(?:RCI|SSR|TIF|TVL)\+")
USUAL = "UNA:+.?*'"
CENTURY = 2000
SHORT_DATE = len("YYMMDD")


def parse(source: bytes | str, *, today: date | None = None, keep_card_numbers: bool = False) -> PnrMessage:
    """Read a PNRGOV transmission (IATA PADIS, versions 10.1 to 18.1). Nothing is raised for any input.

    Args:
        source: the transmission, as bytes or text; several messages in one interchange are read as one transmission.
        today: decides the century of a birth year where the message is undated; the current day, when absent.
        keep_card_numbers: keep the numbers of payment cards whole, in ``Payment.card_number`` alone. As a rule all
            but the last four digits are hidden there, and they are always hidden in free texts and in what is kept
            unread.

    Returns:
        What was read, with every fault. One bad segment costs no more than itself, and is kept as text.
    """
    text, quotes = straightened(decode(source))
    interchange = _interchange(text)
    notes = Notes(_year(interchange, today), {segment.number: segment.offset for segment in interchange.segments})
    segments, faults = mended(interchange, notes)
    faults += (Fault("terminator.quote", "A typographic apostrophe ends a segment.", 0, place) for place in quotes)
    work = _Reading(notes, keep_cards=keep_card_numbers)
    for segment in segments:
        notes.at = segment.number
        work.take(segment)
    return work.message([*faults])


def _interchange(text: str) -> Interchange:
    """Return the interchange of a text; one of bookings alone, without any header, is read by the usual separators."""
    if HEADED.search(text) or not BOOKED.search(text):
        return read_interchange(text)
    read = read_interchange(USUAL + text)
    shift = len(USUAL)
    missing = Fault("interchange.header_missing", "There is no interchange header (UNB).")
    return replace(
        read,
        segments=tuple(replace(segment, offset=max(segment.offset - shift, 0)) for segment in read.segments),
        faults=(missing, *(replace(fault, offset=max(fault.offset - shift, 0)) for fault in read.faults)),
    )


def _year(interchange: Interchange, today: date | None) -> int:
    """Return the year of the message, by its header or the first date it says; else that of today."""
    header = interchange.header
    written = header.get(3) if header is not None else ""
    if written.isascii() and written.isdigit() and len(written) in (SHORT_DATE, SHORT_DATE + 2):
        return int(written[:4]) if len(written) > SHORT_DATE else CENTURY + int(written[:2])
    for segment in interchange.segments:
        if segment.tag in ("TVL", "DAT"):
            known = moment(segment.get(0, 0)) or moment(segment.get(0, 1))
            if known:
                return int(known[:4])
    return (today or date.today()).year  # noqa: DTZ011  a century needs no time zone


class _Reading:
    """A transmission being read: its headers here, its bookings in ``grouping``."""

    def __init__(self, notes: Notes, *, keep_cards: bool) -> None:
        self.notes = notes
        self.grouping = Grouping(notes, keep_cards=keep_cards)
        self.read = PnrMessage()
        self.unread: list[Unread] = []
        self._foreign = False
        self._opened = 0
        self._stated = -1
        self._stated_at = 0

    def take(self, segment: Segment) -> None:
        """Read one segment."""
        if segment.tag in SERVICE:
            self._service(segment)
        elif self._foreign:
            self.unread.append(Unread(say.text_of(segment), segment.number))
        elif not self.grouping.open and self._header(segment):
            return
        elif not self.grouping.take(segment):
            self.notes.add("segment.unplaced", f"{segment.tag} stands outside every booking; it was kept as text.")
            self.unread.append(Unread(say.text_of(segment), segment.number))

    def _service(self, segment: Segment) -> None:
        if segment.tag == "UNB":
            day, clock = segment.get(3, 0), segment.get(3, 1)
            day = day[2:] if len(day) > SHORT_DATE else day
            prepared = moment(day[4:6] + day[2:4] + day[:2], clock) or ""
            self.read = replace(
                self.read,
                sender=self.read.sender or segment.get(1),
                receiver=self.read.receiver or segment.get(2),
                prepared=self.read.prepared or prepared,
            )
        elif segment.tag == "UNG":
            self.read = replace(
                self.read,
                sender=self.read.sender or segment.get(1),
                receiver=self.read.receiver or segment.get(2),
            )
        elif segment.tag == "UNH":
            self._open_message(segment)
        elif segment.tag == "UNT":
            self._close_message()

    def _open_message(self, segment: Segment) -> None:
        self._close_message()
        kind = segment.get(1, 0)
        self._foreign = kind.upper() in OTHERS
        if self._foreign:
            self.notes.add("message.type", f"The message is {kind}, not PNRGOV; it was kept as text.")
            return
        if kind != "PNRGOV":
            self.notes.add("message.type", f"The message is of type {kind or 'none'}, not PNRGOV.")
        version = ".".join(filter(None, (segment.get(1, 1), segment.get(1, 2))))
        self.read = replace(self.read, version=self.read.version or version)

    def _close_message(self) -> None:
        read = len(self.grouping.drafts) - self._opened
        if self._stated >= 0 and self._stated != read:
            message = f"The sender states {self._stated} bookings; {read} were read."
            self.notes.add("pnr.count", message, at=self._stated_at)
        self._opened, self._stated = len(self.grouping.drafts), -1
        self.grouping.end()

    def _header(self, segment: Segment) -> bool:
        """Read a segment before the bookings; false when it is none of those."""
        if segment.tag == "MSG":
            code = segment.get(0, 1) or segment.get(0, 0)
            self.read = replace(self.read, function=self.read.function or FUNCTIONS.get(code, code))
        elif segment.tag == "ORG":
            self.read = replace(self.read, originator=self.read.originator or say.agent(segment))
        elif segment.tag == "TVL":
            self.grouping.flight = flight(segment, self.notes)
            if not self.read.flight.number:
                self.read = replace(self.read, flight=self.grouping.flight)
        elif segment.tag == "EQN":
            self._count(segment)
        else:
            return False
        return True

    def _count(self, segment: Segment) -> None:
        stated = segment.get(0)
        if not (stated.isascii() and stated.isdigit() and len(stated) < SHORT_DATE):
            self.notes.add("eqn.count", f"“{stated}” is no number of bookings.")
            return
        self._stated, self._stated_at = int(stated), segment.number
        self.read = replace(self.read, stated=max(self.read.stated, 0) + int(stated))

    def message(self, faults: list[Fault]) -> PnrMessage:
        """Return the transmission, its bookings closed."""
        self._close_message()
        pnrs = tuple(Settling(draft, self.notes).pnr() for draft in self.grouping.drafts)
        if not pnrs and self.read.stated:
            self.notes.at = 0
            self.notes.add("pnr.none", "No booking was found.")
        every = [replace(fault, message=mask_cards(fault.message)) for fault in (*faults, *self.notes.faults)]
        every.sort(key=lambda fault: (fault.offset, fault.segment))
        return replace(self.read, pnrs=pnrs, unread=tuple(self.unread), faults=tuple(every))
