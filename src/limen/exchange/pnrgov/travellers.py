"""Who travels: passengers, what they carry to be known by, and what was asked for them."""

from __future__ import annotations

from dataclasses import dataclass, field

from limen.exchange.pnrgov.tickets import ExcessBaggage, Ticket


@dataclass(frozen=True, slots=True)
class RequestDetail:
    """One detail of a request: ``data`` (a seat, say), its unit, the traveller it is for, and its characteristics."""

    data: str = ""
    unit: str = ""
    traveller: str = ""
    characteristics: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Request:
    """A special service request (SSR).

    ``scope`` says to what it was tied in the message: ``pnr``, ``passenger`` or ``leg``. ``leg`` is the place of the
    leg in the itinerary, counted from 1, 0 for none.
    """

    code: str
    status: str = ""
    quantity: str = ""
    carrier: str = ""
    board: str = ""
    off: str = ""
    text: str = ""
    details: tuple[RequestDetail, ...] = ()
    scope: str = "pnr"
    traveller: str = ""
    leg: int = 0
    segment: int = 0


@dataclass(frozen=True, slots=True)
class Document:
    """A travel document (SSR DOCS, by the AIRIMP form).

    Dates are ISO, empty where absent or malformed. ``infant`` says that it is the document of an infant without a
    seat, sent under the adult. ``primary`` marks the holder of a passport several people share. ``traveller`` is the
    reference of the passenger it was found to be of, empty when that could not be told; ``text`` is as received.
    """

    kind: str = ""
    issuer: str = ""
    number: str = ""
    nationality: str = ""
    birth: str = ""
    sex: str = ""
    infant: bool = False
    expiry: str = ""
    surname: str = ""
    given_names: str = ""
    primary: bool = False
    traveller: str = ""
    text: str = ""
    segment: int = 0


@dataclass(frozen=True, slots=True)
class Visa:
    """A visa, redress or known-traveller number (SSR DOCO): ``kind`` V, R, K or another letter the sender uses."""

    kind: str = ""
    number: str = ""
    birth_place: str = ""
    issue_place: str = ""
    issued: str = ""
    country: str = ""
    infant: bool = False
    traveller: str = ""
    text: str = ""
    segment: int = 0


@dataclass(frozen=True, slots=True)
class Address:
    """An address (SSR DOCA or ADD).

    ``kind`` is D for the destination or R for the residence in a DOCA, the sender's purpose code in an ADD.
    """

    kind: str = ""
    country: str = ""
    street: str = ""
    city: str = ""
    region: str = ""
    postcode: str = ""
    infant: bool = False
    source: str = ""
    traveller: str = ""
    text: str = ""
    segment: int = 0


@dataclass(frozen=True, slots=True)
class Contact:
    """A way to reach somebody: ``kind`` phone, fax, email, address or other; ``source`` where it was found."""

    kind: str
    value: str
    source: str
    traveller: str = ""
    segment: int = 0


@dataclass(frozen=True, slots=True)
class Remark:
    """A free text (IFT): ``code`` says what of (28 other service information, 15 fare calculation, 43 sponsor)."""

    code: str
    text: str
    carrier: str = ""
    segment: int = 0


@dataclass(frozen=True, slots=True)
class FrequentFlyer:
    """Membership of an airline's programme (FTI)."""

    airline: str
    number: str
    level: str = ""


@dataclass(frozen=True, slots=True)
class Fare:
    """The fare paid (FAR): traveller's kind, age where the fare rests on it, basis and ticket designator."""

    kind: str = ""
    age: str = ""
    basis: str = ""
    designator: str = ""


@dataclass(frozen=True, slots=True)
class Passenger:
    """A person of the booking.

    Args:
        surname: as the booking writes it.
        given_names: without the title.
        title: what was parted from the given names.
        written: the given names as received, so that a wrong parting can be seen.
        reference: the traveller's reference within the message, by which requests, seats and bags are tied to them.
        kind: adult, child, infant, group, or empty when the booking does not say.
        code: the sender's code for that kind.
        with_infant: whether an infant without a seat travels on this person's lap.
        travels_with: an infant's adult, by reference.
        named_in: the segment that named them: TIF, or SSR for an infant named only in a request (INFT), or TRI for
            somebody named only where they checked in.
        birth: from the documents or the infant request, ISO; so ``sex`` and ``nationality``.
        system_reference: the sender's own unique number for the person (REF).
    """

    surname: str
    given_names: str = ""
    title: str = ""
    written: str = ""
    reference: str = ""
    kind: str = ""
    code: str = ""
    with_infant: bool = False
    travels_with: str = ""
    named_in: str = "TIF"
    birth: str = ""
    sex: str = ""
    nationality: str = ""
    system_reference: str = ""
    documents: tuple[Document, ...] = ()
    visas: tuple[Visa, ...] = ()
    addresses: tuple[Address, ...] = ()
    contacts: tuple[Contact, ...] = ()
    frequent_flyer: tuple[FrequentFlyer, ...] = ()
    fares: tuple[Fare, ...] = ()
    requests: tuple[Request, ...] = ()
    tickets: tuple[Ticket, ...] = ()
    excess_baggage: tuple[ExcessBaggage, ...] = ()
    remarks: tuple[Remark, ...] = ()
    dates: dict[str, str] = field(default_factory=dict)
    segment: int = 0
