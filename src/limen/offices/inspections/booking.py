"""Putting bookings on the board: whom they name is matched and screened before any list names them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from limen.core.lookouts.queries import Hit as Found
from limen.kernel import Scene
from limen.offices.inspections.booked import contact_key
from limen.offices.inspections.judging import BATCH, aboard_of, judged, said_of
from limen.offices.inspections.models import Booking, BookingContact, Change, Message, Traveller, Voyage
from limen.offices.inspections.recognising import BOOKED, Aboard

if TYPE_CHECKING:
    from limen.offices.inspections.acts.arrivals import Booked


@dataclass(frozen=True, slots=True)
class Done:
    """What bookings did to the board.

    Args:
        counts: how many, for the ledger.
        made: whom nothing had named before.
        found: what screening found of each of them.
    """

    counts: Mapping[str, int]
    made: list[Traveller]
    found: list[list[Found]]


def book(voyage: Voyage, bookings: Sequence[Booked], message: Message, scene: Scene) -> Done:
    """Keep bookings, hang each traveller on theirs, and put on the board whom no list has named yet.

    Whom a booking alone names is matched and screened; the carrier is told nothing of them until its list comes.
    """
    aboard = aboard_of(voyage)
    hung: dict[object, Traveller] = {}
    made: list[Traveller] = []
    for row in bookings:
        booking, _ = Booking.objects.update_or_create(
            voyage=voyage, locator=row.locator, defaults={"data": row.data, "contacts": row.contacts}
        )
        _keep_contacts(booking)
        named = _named(voyage, booking, row, aboard, made)
        same = [traveller for traveller in aboard.all if traveller.locator == row.locator]
        _take_off([traveller for traveller in same if traveller.pk not in named and traveller.state == BOOKED], message)
        for traveller in (*named.values(), *same):
            traveller.booking = booking
            traveller.locator = traveller.locator or row.locator
            hung[traveller.pk] = traveller
    found = judged(made, {}, scene)
    Traveller.objects.bulk_create(made, batch_size=BATCH)
    new = {traveller.pk for traveller in made}
    held = [traveller for key, traveller in hung.items() if key not in new]
    Traveller.objects.bulk_update(held, ["booking", "locator"], batch_size=BATCH)
    return Done({"bookings": len(bookings), "hung": len(hung), "booked": len(made)}, made, found)


def _named(
    voyage: Voyage, booking: Booking, row: Booked, aboard: Aboard, made: list[Traveller]
) -> dict[object, Traveller]:
    """Return the travellers a booking names; whom nothing has named before is made, and put in ``made``."""
    found: dict[object, Traveller] = {}
    people = [{**said_of(person, None), "locator": row.locator} for person in row.people]
    # bookings leave out middle names: whoever has the whole name is found before one of whom a part of it is known
    for said in sorted(people, key=aboard.named, reverse=True):
        traveller = aboard.take(said, booking=True)
        if traveller is None and said["folded"]:
            traveller = Traveller(voyage=voyage, state=BOOKED, version=1, booking=booking, **said)
            aboard.add(traveller, taken=True)
            made.append(traveller)
        if traveller is not None:
            found[traveller.pk] = traveller
    return found


def _take_off(rows: list[Traveller], message: Message) -> None:
    """Take off the board whom a booking no longer names and no list has named."""
    for row in rows:
        row.state = "off_list"
    Traveller.objects.bulk_update(rows, ["state"], batch_size=BATCH)
    Change.objects.bulk_create(
        Change(traveller=row, message=message, field="state", before=BOOKED, after="off_list") for row in rows
    )


def _keep_contacts(booking: Booking) -> None:
    """Keep the booking's telephones and e-mails, so that others which share one are found; later ones are added."""
    keys = {contact_key(item) for item in booking.contacts} - {""}
    keys -= set(BookingContact.objects.filter(booking=booking).values_list("key", flat=True))
    BookingContact.objects.bulk_create(BookingContact(booking=booking, key=key) for key in sorted(keys))
