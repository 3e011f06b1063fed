"""What a passenger or crew list says (UN/EDIFACT PAXLST; WCO/IATA/ICAO API guidelines)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, fields, make_dataclass
from datetime import date
from typing import Any, cast

from limen.exchange.edifact import Fault, Segment, Separators

WHOLE = len("1974-08-12")


@dataclass(frozen=True, slots=True)
class Contact:
    """A way to reach somebody.

    Args:
        kind: ``TE`` telephone, ``FX`` fax, ``EM`` e-mail, or as the sender writes it.
        value: number or address.
    """

    kind: str
    value: str


@dataclass(frozen=True, slots=True)
class Document:
    """A travel document.

    Args:
        kind: ``P`` passport, ``V`` visa, ``I`` identity card, ``A`` resident card, or as the sender writes it.
        number: as sent.
        issuer: state that issued it.
        expiry: ISO date, as far as known.
    """

    kind: str = ""
    number: str = ""
    issuer: str = ""
    expiry: str = ""

    @property
    def expiry_date(self) -> date | None:
        """Return the last day of validity, when the whole of it is known."""
        return date.fromisoformat(self.expiry) if len(self.expiry) == WHOLE else None


@dataclass(frozen=True, slots=True)
class Bag:
    """A checked bag, or several with numbers in a row.

    Args:
        tag: of the first.
        count: how many; None where the sender does not say.
    """

    tag: str
    count: int | None = None


@dataclass(frozen=True, slots=True)
class Person:
    """One person on the list. Dates are as far as known: ``1974-08-12``, ``1974-08``, ``1974`` or empty.

    ``embarks``, ``debarks`` and ``clears`` are airports: where the journey on this carrier begins and ends, and where
    the border is crossed. ``verified`` says whether somebody compared the data with the document: ``yes``, ``no`` or
    empty. ``reference`` is the carrier's unique passenger reference, by which an answer names the person;
    ``references`` holds every other reference as pairs of qualifier and value, ``further`` every segment this reader
    has no field for. ``transit`` is true for who stays on board or does not cross the border. ``address`` is
    street, city, subdivision, postcode, country. ``segment`` is the number of the person's first segment.
    """

    role: str = "passenger"
    transit: bool = False
    surname: str = ""
    given_name: str = ""
    further_names: str = ""
    sex: str = ""
    birth: str = ""
    nationality: str = ""
    residence: str = ""
    birth_country: str = ""
    birth_place: str = ""
    embarks: str = ""
    debarks: str = ""
    clears: str = ""
    locator: str = ""
    reference: str = ""
    seat: str = ""
    verified: str = ""
    position: str = ""
    bag_count: int | None = None
    bag_weight: str = ""
    address: tuple[str, ...] = ()
    bags: tuple[Bag, ...] = ()
    contacts: tuple[Contact, ...] = ()
    references: tuple[tuple[str, str], ...] = ()
    further: tuple[Segment, ...] = ()
    documents: tuple[Document, ...] = ()
    segment: int = field(default=0, compare=False)

    @property
    def given_names(self) -> str:
        """Return given name and further names together."""
        return " ".join(part for part in (self.given_name, self.further_names) if part)

    @property
    def birth_date(self) -> date | None:
        """Return the date of birth, when the whole of it is known."""
        return date.fromisoformat(self.birth) if len(self.birth) == WHOLE else None


FIELDS = {item.name: place for place, item in enumerate(fields(Person))}
"""Where each field stands in a person."""
_Draft = make_dataclass("_Draft", [(item.name, item.type) for item in fields(Person)], slots=True)


def person(values: Sequence[Any]) -> Person:
    """Return a person from the values of every field, in order.

    A frozen class pays for each field it sets; with thousands of people that is the larger part of reading a list. So
    the values go into an unfrozen class of the same layout, and the object then becomes a ``Person``.
    """
    made = _Draft(*values)
    made.__class__ = Person
    return cast("Person", made)


@dataclass(frozen=True, slots=True)
class Leg:
    """One leg of the flight. Times are local to their airport: ``2019-09-24T16:20``, or as far as known.

    Args:
        flight: carrier and number, as sent.
        carrier: the carrier's designator.
        stage: ``20`` the flight itself, ``34`` an over-flight, or as the sender writes it.
        departure: airport.
        departs: scheduled departure.
        arrival: airport.
        arrives: scheduled arrival.
        crosses: true for the leg that crosses the border.
    """

    flight: str = ""
    carrier: str = ""
    stage: str = ""
    departure: str = ""
    departs: str = ""
    arrival: str = ""
    arrives: str = ""
    crosses: bool = False


@dataclass(frozen=True, slots=True)
class Party:
    """Who reports and can be asked.

    Args:
        name: of the office or person.
        contacts: how to reach it.
    """

    name: str = ""
    contacts: tuple[Contact, ...] = ()


@dataclass(frozen=True, slots=True)
class PassengerList:
    """One PAXLST message.

    Args:
        version: of the directory, e.g. ``D.05B``; ``US`` for the older form of the United States.
        reference: message reference number (UNH).
        access: common access reference, the same in every part of one list.
        part: sequence number of this part; 0 where the list is one message and says so by silence.
        first: true for the first part, where the sender marks it.
        final: true for the last part, where the sender marks it.
        code: document name code as sent, e.g. ``745``.
        kind: ``passengers``, ``crew``, ``status``, ``master_crew``, ``gate_pass`` or empty.
        qualifier: the document identifier that says what the list does, e.g. ``CP``.
        function: ``original``, ``change``, ``cancel``, ``reduction``, ``close``, ``close_aboard``,
            ``close_not_aboard``, ``cancel_flight``, ``change_flight``, ``add``, ``delete``.
        transaction: transaction reference (RFF+TN), named by the answer.
        party: who reports.
        legs: in order.
        people: in order.
        stated: how many people the message says it holds, by the control's qualifier (41 crew, 42 passengers).
    """

    version: str = ""
    reference: str = ""
    access: str = ""
    part: int = 0
    first: bool = False
    final: bool = False
    code: str = ""
    kind: str = ""
    qualifier: str = ""
    function: str = "original"
    transaction: str = ""
    party: Party = Party()
    legs: tuple[Leg, ...] = ()
    people: tuple[Person, ...] = ()
    stated: tuple[tuple[str, int], ...] = ()

    @property
    def flight(self) -> str:
        """Return the flight that crosses the border, or the first."""
        return next((leg.flight for leg in self.legs if leg.crosses), self.legs[0].flight if self.legs else "")


@dataclass(frozen=True, slots=True)
class Manifest:
    """Everything one transmission says.

    Args:
        separators: in use.
        sender: of the interchange.
        recipient: of the interchange.
        sent: when it was prepared, ISO.
        reference: interchange control reference.
        messages: one a PAXLST message, in order; several when a list comes in parts.
        faults: everything wrong, with segment and offset.
    """

    separators: Separators = field(default_factory=Separators)
    sender: str = ""
    recipient: str = ""
    sent: str = ""
    reference: str = ""
    messages: tuple[PassengerList, ...] = ()
    faults: tuple[Fault, ...] = ()

    @property
    def people(self) -> tuple[Person, ...]:
        """Return everyone in every message."""
        return tuple(person for message in self.messages for person in message.people)

    @property
    def legs(self) -> tuple[Leg, ...]:
        """Return the legs of every message, each once."""
        return tuple(dict.fromkeys(leg for message in self.messages for leg in message.legs))

    @property
    def counts(self) -> dict[str, int]:
        """Return how many people there are of each role."""
        return dict(Counter(person.role for person in self.people))
