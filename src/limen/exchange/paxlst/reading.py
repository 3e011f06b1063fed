"""Reading passenger and crew lists."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime

from limen.exchange.edifact import SERVICE, Elements, Fault, Scan, Segment, Structure, another, as_elements, scan
from limen.exchange.paxlst import codes, dates
from limen.exchange.paxlst.legs import Flight, flight
from limen.exchange.paxlst.model import Contact, Manifest, Party, PassengerList, Person
from limen.exchange.paxlst.parts import CREW, PASSENGERS, wrong_with
from limen.exchange.paxlst.people import People
from limen.exchange.paxlst.steps import BEGINS, Steps, contacts, part


def parse(source: bytes | str, *, today: date | None = None) -> Manifest:
    """Read a PAXLST transmission, however mangled. Never raises; what is wrong stands in ``faults``.

    Reads D.02B, D.03B, D.05B, D.12B and later directories, and the older form of the United States (CTA and PDT).

    Args:
        source: bytes or text.
        today: the day by which centuries are told where neither flight nor interchange has a date; today by default.

    Source: WCO/IATA/ICAO API guidelines, appendix II A (PAXLST message implementation guide).
    """
    reading = _Reading(scan(source), today or datetime.now(UTC).date())
    return reading.manifest()


class _Draft:
    """A message being read."""

    def __init__(self) -> None:
        self.known = PassengerList()
        self.begun = False
        self.foreign = False
        self.place = 0
        self.party = ""
        self.contacts: list[Contact] = []
        self.moment = ""
        self.flights: list[Flight] = []
        self.people: list[Person] = []
        self.stated: list[tuple[str, int]] = []

    def set(self, **values: object) -> None:
        self.begun = True
        self.known = replace(self.known, **values)  # type: ignore[arg-type]  # fields by name

    def flight(self) -> Flight:
        if not self.flights:
            self.flights.append(Flight())
        return self.flights[-1]

    def done(self) -> PassengerList:
        return replace(
            self.known,
            party=Party(self.party, tuple(self.contacts)),
            legs=tuple(leg for one in self.flights for leg in one.legs()),
            people=tuple(self.people),
            stated=tuple(self.stated),
        )


class _Reading:
    """The work of reading one transmission."""

    def __init__(self, scanned: Scan, today: date) -> None:
        self._scan = scanned
        self._today = today
        self._faults: list[Fault] = []
        self._service: list[Segment] = []
        self._messages: list[tuple[int, PassengerList]] = []
        self._draft = _Draft()
        self._steps: dict[date, Steps] = {}
        self._head = Manifest(scanned.separators)
        self._readers: dict[str, Callable[[Elements, int], None]] = {
            "BGM": self._beginning,
            "RFF": self._reference,
            "NAD": self._party,
            "CTA": self._contact,
            "COM": self._communication,
            "TDT": self._flight,
            "LOC": self._location,
            "DTM": self._time,
            "CNT": self._count,
        }

    def manifest(self) -> Manifest:
        """Return everything read."""
        raws, place = self._scan.raws, 0
        while place < len(raws):
            raw = raws[place]
            tag = raw[:3]
            if tag in SERVICE:
                self._controls(tag, place)
            elif not self._draft.foreign:
                if self._is_person(tag, raw):
                    place = self._people(place)
                    continue
                reader = self._readers.get(tag)
                if reader is not None:
                    self._draft.begun = True
                    reader(self._elements(raw), place)
            place += 1
        self._end()
        for fault in wrong_with(self._messages):
            self._fault(*fault)
        controls = Structure(self._service, len(raws), self._scan.segment)
        faults = (*self._scan.faults, *sorted([*controls.faults, *self._faults], key=lambda fault: fault.segment))
        return replace(self._head, messages=tuple(one for _, one in self._messages), faults=faults)

    def _fault(self, rule: str, message: str, place: int) -> None:
        self._faults.append(Fault(rule, message, place + 1, self._scan.offset(place + 1)))

    def _elements(self, raw: str) -> Elements:
        return as_elements(self._scan.cut(raw))

    def _is_person(self, tag: str, raw: str) -> bool:
        if tag == "NAD":
            return part(self._elements(raw), 0) in codes.ROLES
        return tag == "PDT" or tag in BEGINS or (tag == "DTM" and part(self._elements(raw), 0) == "329")

    def _people(self, place: int) -> int:
        day = self._day()
        steps = self._steps[day] = self._steps.get(day) or Steps(self._scan, day)
        found, after = People(self._scan, steps, self._faults).read(place)
        self._draft.begun = True
        self._draft.people += found
        return after

    def _day(self) -> date:
        """Return the day of the flight, of the interchange, or today."""
        return dates.reference_day([self._draft.moment, self._head.sent]) or self._today

    def _controls(self, tag: str, place: int) -> None:
        segment = self._scan.segment(place + 1)
        self._service.append(segment)
        if tag == "UNB":
            self._end()
            if not (self._head.sender or self._head.reference):
                self._interchange(segment)
        elif tag == "UNH":
            self._end()
            self._header(segment, place)
        elif tag in ("UNE", "UNZ"):
            self._end()

    def _interchange(self, segment: Segment) -> None:
        self._head = replace(
            self._head,
            sender=segment.get(1),
            recipient=segment.get(2),
            sent=dates.moment(segment.get(3) + segment.get(3, 1)),
            reference=segment.get(4),
        )

    def _header(self, segment: Segment, place: int) -> None:
        kind, version, release = (segment.get(1, component) for component in range(3))
        self._draft.foreign = another(kind, "PAXLST")
        if self._draft.foreign:
            self._fault("message.type", f"The message is {kind}, not PAXLST; it was not read.", place)
            return
        if kind.upper() not in ("PAXLST", ""):
            self._fault("message.type", f"The message is called {kind}; it was read as PAXLST.", place)
        self._draft.place = place
        part_number, mark = segment.get(3), segment.get(3, 1).upper()
        self._draft.set(
            version=f"{version}.{release}" if version == "D" else "US",
            reference=segment.get(0),
            access=segment.get(2),
            part=int(part_number[:4]) if part_number.isascii() and part_number.isdigit() else 0,
            first=mark == "C",
            final=mark == "F",
        )

    def _end(self) -> None:
        """Close the message being read, if there is one, and check its totals."""
        draft, self._draft = self._draft, _Draft()
        if not draft.begun or draft.foreign:
            return
        message = draft.done()
        self._messages.append((draft.place, message))
        if message.part <= 1 and (message.final or not message.first):
            self._check(message)

    def _check(self, message: PassengerList) -> None:
        roles = [person.role for person in message.people]
        read = {CREW: roles.count("crew"), PASSENGERS: roles.count("passenger")}
        for qualifier, stated in message.stated:
            if qualifier in read and stated not in (read[qualifier], len(roles)):
                number = len(self._scan.raws) if not self._service else self._service[-1].number
                self._fault("count.people", f"The message states {stated} people; {len(roles)} were read.", number - 1)

    def _beginning(self, elements: Elements, place: int) -> None:
        code, qualifier = part(elements, 0), part(elements, 1).upper()
        function = codes.FUNCTIONS.get(code, {}).get(qualifier)
        function = function or codes.MESSAGE_FUNCTIONS.get(part(elements, 2), "original")
        self._draft.set(code=code, kind=codes.KINDS.get(code, ""), qualifier=qualifier, function=function)
        if code not in codes.KINDS:
            self._fault("message.kind", f"The document name code {code or 'is missing'} is not known.", place)

    def _reference(self, elements: Elements, place: int) -> None:
        if part(elements, 0) == "TN":
            self._draft.set(transaction=part(elements, 0, 1))

    def _party(self, elements: Elements, place: int) -> None:
        names = [name.strip() for element in elements[1:4] for name in element if name.strip()]
        self._draft.party = self._draft.party or " ".join(names)

    def _contact(self, elements: Elements, place: int) -> None:
        """Read a CTA; the older US form writes the numbers in it as well."""
        self._draft.party = self._draft.party or part(elements, 1, 1) or part(elements, 1)
        self._draft.contacts += contacts(elements[2:])

    def _communication(self, elements: Elements, place: int) -> None:
        self._draft.contacts += contacts(elements)

    def _flight(self, elements: Elements, place: int) -> None:
        self._draft.flights.append(flight(elements))
        if not part(elements, 1):
            self._fault("flight.missing", "The flight has no number.", place)

    def _location(self, elements: Elements, place: int) -> None:
        self._draft.flight().call(elements)

    def _time(self, elements: Elements, place: int) -> None:
        if not self._draft.flights:
            return
        found, wrong = self._draft.flight().time(elements)
        self._draft.moment = self._draft.moment or found
        if wrong:
            self._fault("time.unreadable", wrong, place)

    def _count(self, elements: Elements, place: int) -> None:
        qualifier, stated = part(elements, 0), part(elements, 0, 1) or part(elements, 1)
        if stated.isascii() and stated.isdigit():
            self._draft.stated.append((qualifier, int(stated[:9])))
