"""Where they go: legs, who checked in on them, seats and bags."""

from __future__ import annotations

from dataclasses import dataclass, field

from limen.exchange.pnrgov.travellers import Remark, Request

MOST_TAGS = 99
"""Tags a sequence may stand for; a larger count is damage, not baggage."""


@dataclass(frozen=True, slots=True)
class Agent:
    """Who made a booking, checked somebody in or changed an entry (ORG, ABI).

    ``system`` and ``location`` name the reservation system, ``number`` the agent (for an agency its IATA number),
    ``office`` the office, ``city`` where it is, ``company`` whom it works for, ``kind`` A an airline's agent or T a
    travel agency; ``authority`` and ``further`` what the sender adds.
    """

    system: str = ""
    location: str = ""
    number: str = ""
    office: str = ""
    city: str = ""
    company: str = ""
    company_location: str = ""
    kind: str = ""
    country: str = ""
    currency: str = ""
    language: str = ""
    authority: str = ""
    further: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Locator:
    """A record locator (RCI): whose system, under which number, and when it was made (UTC).

    ``kind`` C says that the number is of departure control, no booking.
    """

    airline: str
    number: str
    kind: str = ""
    created: str = ""


@dataclass(frozen=True, slots=True)
class Flight:
    """A flight at its push: local times, ``departure`` and ``arrival`` in ISO form as far as known."""

    carrier: str = ""
    number: str = ""
    suffix: str = ""
    board: str = ""
    off: str = ""
    departure: str = ""
    arrival: str = ""

    @property
    def designator(self) -> str:
        """Return the flight as people say it: ``TZ6``."""
        return f"{self.carrier}{self.number.lstrip('0') or self.number}{self.suffix}"


@dataclass(frozen=True, slots=True)
class BagTag:
    """A bag's tag: the first of ``count`` consecutive numbers, to ``destination``."""

    carrier: str
    number: str
    count: int = 1
    destination: str = ""

    @property
    def numbers(self) -> tuple[str, ...]:
        """Return every number the sequence stands for; only the first when it is no number or the count is absurd."""
        if not (self.number.isascii() and self.number.isdigit()) or not 1 < self.count <= MOST_TAGS:
            return (self.number,)
        width = len(self.number)
        return tuple(f"{int(self.number) + step:0{width}d}" for step in range(self.count))


@dataclass(frozen=True, slots=True)
class Bags:
    """Checked baggage (TBD). ``weight`` as written, in ``unit`` kg or lb; ``pool`` HP its head, MP a member."""

    pieces: str = ""
    weight: str = ""
    unit: str = ""
    pool: str = ""
    pool_reference: str = ""
    tags: tuple[BagTag, ...] = ()
    traveller: str = ""
    leg: int = 0
    segment: int = 0


@dataclass(frozen=True, slots=True)
class Seat:
    """A seat on a leg: ``assigned`` at check-in (SSD) or asked for (SSR)."""

    number: str
    traveller: str = ""
    cabin: str = ""
    board: str = ""
    off: str = ""
    assigned: bool = False
    leg: int = 0
    segment: int = 0


@dataclass(frozen=True, slots=True)
class Boarding:
    """One traveller's check-in: ``sequence`` the number given at check-in (TRI)."""

    sequence: str = ""
    traveller: str = ""
    surname: str = ""
    given_names: str = ""
    seat: str = ""
    cabin: str = ""
    bags: tuple[Bags, ...] = ()
    segment: int = 0


@dataclass(frozen=True, slots=True)
class CheckIn:
    """A check-in on a leg: when, by whom, of whom. ``times`` by the sender's code (2 check-in, 1 and others)."""

    times: dict[str, str] = field(default_factory=dict)
    text: str = ""
    agent: Agent | None = None
    boardings: tuple[Boarding, ...] = ()


@dataclass(frozen=True, slots=True)
class Leg:
    """A flight of the itinerary (TVL), times local.

    ``carrier`` sells the seat; ``operating_*`` are set where another flies it. ``status`` and ``seats_held`` are of
    the booking (RPI: HK holds confirmed). ``kind`` is ``air``, ``open`` (no flight chosen) or ``surface`` (ARNK).
    """

    carrier: str = ""
    number: str = ""
    suffix: str = ""
    booking_class: str = ""
    board: str = ""
    off: str = ""
    departure: str = ""
    arrival: str = ""
    operating_carrier: str = ""
    operating_number: str = ""
    operating_class: str = ""
    status: str = ""
    seats_held: str = ""
    aircraft: str = ""
    kind: str = "air"
    locators: tuple[Locator, ...] = ()
    requests: tuple[Request, ...] = ()
    remarks: tuple[Remark, ...] = ()
    check_ins: tuple[CheckIn, ...] = ()
    segment: int = 0


@dataclass(frozen=True, slots=True)
class Service:
    """Something booked beside flights (MSG and TVL of group 9): ``code`` 8 an hotel; others as the sender codes."""

    code: str
    start: str = ""
    end: str = ""
    place: str = ""
    name: str = ""
    company: str = ""
    reference: str = ""
    product: str = ""
    status: str = ""
    text: str = ""
    segment: int = 0
