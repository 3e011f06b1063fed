"""What is known of a traveller's journey, for criteria: from the list, the booking, and what is on record.

Only what was known before the voyage's day counts as history, so that a trial against the past sees what an evaluation
on the day would have seen.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Count, Q

from limen.core.criteria.history import Lived
from limen.core.criteria.rules import TravelFacts, age_on
from limen.core.documents.models import TravelDocument
from limen.core.lawbook import lawbook
from limen.core.people.names import birth_bounds, fold
from limen.kernel import BadInput
from limen.offices.inspections.booked import contact_key
from limen.offices.inspections.models import Booking, BookingContact, Inspection, Traveller, Voyage
from limen.offices.inspections.routes import departure_of, hours_before, route_facts

ADVERSE = ("refused", "removed", "withdrawn", "charged")
MADE = ("passenger", "transit")
OF_AGE = 18
CHUNK = 400


@dataclass(frozen=True, slots=True)
class Past:
    """What was on record before a voyage's day, by person, document and booking."""

    crossings: Mapping[Any, int]
    adverse: Mapping[Any, int]
    no_shows: Mapping[str, int]
    names: Mapping[str, set[str]]
    reported: frozenset[str]
    shared: Mapping[Any, int]


def facts_of(voyage: Voyage) -> list[tuple[Traveller, TravelFacts]]:
    """Return everybody a voyage brings who is not of its crew, with what is known of each one's journey."""
    rows = list(
        Traveller.objects.filter(voyage=voyage, role__in=MADE)
        .exclude(state__in=("off_list", "booked"))
        .select_related("booking", "person")
        .order_by("folded", "pk")
    )
    bookings = list(Booking.objects.filter(voyage=voyage))
    hung = [(row, _booking_of(row, bookings)) for row in rows]
    past = _past(rows, bookings, voyage.runs_on)
    parties = _parties(hung)
    return [
        (row, _facts(voyage, row, booking, parties.get(_party_key(row, booking), []), past)) for row, booking in hung
    ]


def _booking_of(row: Traveller, bookings: Sequence[Booking]) -> Booking | None:
    """Return a traveller's booking: the one it hangs on, or one with its locator, its document or its name."""
    if row.booking is not None:
        return row.booking
    for booking in bookings:
        if row.locator and row.locator == booking.locator:
            return booking
    return next((booking for booking in bookings if _entry_of(row, booking) is not None), None)


def _entry_of(row: Traveller, booking: Booking) -> dict[str, Any] | None:
    """Return what a booking says of one traveller."""
    people: list[dict[str, Any]] = booking.data.get("facts", {}).get("people", [])
    for person in people:
        if row.document_folded and person.get("number") == row.document_folded:
            return person
    return next((person for person in people if row.folded and person.get("name") == row.folded), None)


def _party_key(row: Traveller, booking: Booking | None) -> Any:
    return booking.pk if booking is not None else row.locator or row.pk


def _parties(hung: Sequence[tuple[Traveller, Booking | None]]) -> dict[Any, list[Traveller]]:
    found: dict[Any, list[Traveller]] = {}
    for row, booking in hung:
        found.setdefault(_party_key(row, booking), []).append(row)
    return found


def _facts(
    voyage: Voyage, row: Traveller, booking: Booking | None, party: Sequence[Traveller], past: Past
) -> TravelFacts:
    said: dict[str, Any] = booking.data.get("facts", {}) if booking is not None else {}
    entry = _entry_of(row, booking) if booking is not None else None
    return TravelFacts(
        **_route(voyage, row, said),
        **_booking(voyage, booking, said, past),
        **_document(voyage, row, entry or {}, past),
        **_baggage(row, entry or {}, said),
        **_companions(voyage, row, booking, said, party),
        crossings=past.crossings.get(row.person_id, 0) if row.person_id else None,
        adverse=past.adverse.get(row.person_id, 0) if row.person_id else None,
        no_shows=past.no_shows.get(row.document_folded, 0) if row.document_folded else None,
        nationality=row.nationality or None,
        sex=row.sex or None,
        age=_age(row.birth, voyage.runs_on),
        birthplace=(entry or {}).get("birthplace"),
    )


def _route(voyage: Voyage, row: Traveller, said: Mapping[str, Any]) -> dict[str, Any]:
    whole = route_facts(said.get("legs", []))
    if whole:
        return whole
    places = {row.embarks, row.debarks, voyage.origin, voyage.destination}
    places.update(place for leg in voyage.legs for place in (leg.get("from", ""), leg.get("to", "")))
    return {
        "airports": frozenset(place for place in places if place) or None,
        "starts": row.embarks or voyage.origin or None,
        "ends": row.debarks or voyage.destination or None,
        "carriers": frozenset({voyage.carrier}),
    }


def _booking(voyage: Voyage, booking: Booking | None, said: Mapping[str, Any], past: Past) -> dict[str, Any]:
    if booking is None:
        return {}
    place, departs = departure_of(said.get("legs", []), voyage.origin, voyage.runs_on.isoformat())
    payers, people = said.get("payers", []), said.get("people", [])
    return {
        "booked_hours": hours_before(said.get("made", ""), place, departs),
        "changed_hours": hours_before(said.get("changed", ""), place, departs),
        "changes": said.get("changes"),
        "agency": said.get("agency"),
        "agency_country": said.get("agency_country"),
        "divided": said.get("divided"),
        "contact_shared": past.shared.get(booking.pk, 0) if booking.contacts else None,
        "contact_given": bool(booking.contacts),
        "paid_by": frozenset(said.get("paid", [])) or None,
        "ticket_hours": hours_before(said.get("ticketed", ""), place, departs),
        "payer_travels": any(_named(payer, person) for payer in payers for person in people) if payers else None,
        "excess_bags": said.get("excess"),
    }


def _named(payer: str, person: Mapping[str, Any]) -> bool:
    """Return whether a payer's name is a traveller's: the surname and one given name, in either order."""
    surname, name = set(person.get("surname", "").split()), set(person.get("name", "").split())
    given, paid = name - surname, set(payer.split())
    return bool(surname) and surname <= paid and (not given or bool(given & paid))


def _document(voyage: Voyage, row: Traveller, entry: Mapping[str, Any], past: Past) -> dict[str, Any]:
    number = row.document_folded
    visa = _day(entry.get("visa_issued", ""))
    return {
        "document_kind": row.document_kind or None,
        "document_issuer": row.document_issuer or None,
        "document_reported": number in past.reported if number else None,
        "document_days_left": (row.document_expires - voyage.runs_on).days if row.document_expires else None,
        "document_names": len(past.names.get(number, set()) | {row.folded}) if number else None,
        "visa_days": (voyage.runs_on - visa).days if visa is not None and visa <= voyage.runs_on else None,
    }


def _baggage(row: Traveller, entry: Mapping[str, Any], said: Mapping[str, Any]) -> dict[str, Any]:
    pieces = entry.get("bags", len(row.bags) or None)
    nights = route_facts(said.get("legs", [])).get("nights")
    ends = {leg["to"] for leg in said.get("legs", [])}
    tagged = said.get("tagged_to")
    return {
        "bags": pieces,
        "bag_kilograms": entry.get("kilograms"),
        "nights_per_bag": nights // pieces if pieces and nights is not None else None,
        "bag_elsewhere": bool(set(tagged) - ends) if tagged and ends else None,
    }


def _companions(
    voyage: Voyage, row: Traveller, booking: Booking | None, said: Mapping[str, Any], party: Sequence[Traveller]
) -> dict[str, Any]:
    if booking is None and not row.locator:
        return {}
    people = said.get("people") or [{"surname": fold(other.surname), "birth": other.birth} for other in party]
    minors = [person for person in people if _is_minor(person, voyage.runs_on)]
    adults = [person for person in people if person not in minors]
    surnames = {word for person in adults for word in person.get("surname", "").split()}
    strangers = [person for person in minors if not surnames & set(person.get("surname", "").split())]
    own = _is_minor({"birth": row.birth}, voyage.runs_on)
    return {
        "party": len(people),
        "children": len(minors),
        "child_other_surname": bool(strangers) and not own if adults else None,
    }


def _is_minor(person: Mapping[str, Any], day: date) -> bool:
    age = _age(person.get("birth", ""), day)
    if age is None:
        return bool(person.get("minor"))
    return (age if isinstance(age, int) else age.hi) < OF_AGE


def _age(birth: str, day: date) -> Any:
    try:
        return age_on(*birth_bounds(birth), day)
    except BadInput:
        return None


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text[:10])
    except ValueError:
        return None


def _past(rows: Sequence[Traveller], bookings: Sequence[Booking], day: date) -> Past:
    people = sorted({row.person_id for row in rows if row.person_id}, key=str)
    numbers = sorted({row.document_folded for row in rows if row.document_folded})
    crossings, adverse = _crossings(people, day)
    no_shows, names = _listings(numbers, day)
    reported: set[str] = set()
    for some in _chunks(numbers):
        held = TravelDocument.objects.filter(state="reported", number_folded__in=some)
        reported.update(held.values_list("number_folded", flat=True))
    return Past(crossings, adverse, no_shows, names, frozenset(reported), _shared(bookings, day))


def _crossings(people: Sequence[Any], day: date) -> tuple[dict[Any, int], dict[Any, int]]:
    crossings: dict[Any, int] = {}
    adverse: dict[Any, int] = {}
    for some in _chunks(people):
        rows = Inspection.objects.filter(person__in=some, opened_at__date__lt=day).order_by().values("person")
        counted = rows.annotate(every=Count("pk"), bad=Count("pk", filter=Q(state__in=ADVERSE)))
        for row in counted:
            crossings[row["person"]], adverse[row["person"]] = row["every"], row["bad"]
    return crossings, adverse


def _listings(numbers: Sequence[str], day: date) -> tuple[dict[str, int], dict[str, set[str]]]:
    no_shows: dict[str, int] = {}
    names: dict[str, set[str]] = {}
    for some in _chunks(numbers):
        rows = Traveller.objects.filter(document_folded__in=some, voyage__runs_on__lt=day)
        for number, name, state in rows.values_list("document_folded", "folded", "state"):
            names.setdefault(number, set()).add(name)
            no_shows[number] = no_shows.get(number, 0) + (state == "no_show")
    return no_shows, names


def _shared(bookings: Sequence[Booking], day: date) -> dict[Any, int]:
    """Return with how many other bookings of late each booking shares a telephone or an e-mail."""
    keys = {booking.pk: {contact_key(item) for item in booking.contacts} - {""} for booking in bookings}
    since = day - timedelta(days=lawbook().value("criteria.shared_days", day).value)
    holders: dict[str, set[tuple[str, str]]] = {}
    for some in _chunks(sorted(set().union(*keys.values()))):
        rows = BookingContact.objects.filter(key__in=some, booking__voyage__runs_on__gte=since)
        rows = rows.filter(booking__voyage__runs_on__lte=day)
        for key, locator, carrier in rows.values_list("key", "booking__locator", "booking__voyage__carrier"):
            holders.setdefault(key, set()).add((carrier, locator))
    found = {}
    for booking in bookings:
        others = {holder for key in keys[booking.pk] for holder in holders.get(key, ())}
        # a booking is pushed for each of its flights, and stays one booking
        found[booking.pk] = len({locator for _carrier, locator in others} - {booking.locator})
    return found


def _chunks(items: Sequence[Any]) -> Iterator[Sequence[Any]]:
    for start in range(0, len(items), CHUNK):
        yield items[start : start + CHUNK]


def HISTORY(since: date, until: date) -> Iterator[Sequence[Lived]]:  # noqa: N802  the core looks for this name
    """Yield the inbound journeys of some days, a voyage at a time, with what an officer found."""
    voyages = Voyage.objects.filter(direction="inbound", runs_on__gte=since, runs_on__lte=until)
    for voyage in voyages.exclude(state="cancelled").order_by("runs_on", "pk").iterator():
        rows = facts_of(voyage)
        outcome = _outcomes([row.pk for row, _facts in rows])
        yield [Lived(facts, outcome.get(row.pk)) for row, facts in rows]


def _outcomes(travellers: Sequence[Any]) -> dict[Any, bool]:
    """Return of those who were inspected whether something was found: an adverse outcome, or a lookout confirmed."""
    found: dict[Any, bool] = {}
    for some in _chunks(travellers):
        rows: Iterable[Inspection] = Inspection.objects.filter(traveller__in=some).prefetch_related("hits")
        for row in rows:
            bad = row.state in ADVERSE or any(hit.state == "confirmed" for hit in row.hits.all())
            found[row.traveller_id] = found.get(row.traveller_id, False) or bad
    return found
